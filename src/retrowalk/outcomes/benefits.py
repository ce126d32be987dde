"""What the articles promise, benefit by benefit: the claims that say so, and what a walker can measure of it.

One table. What the studies say stands with the claims, how to train for it with the protocols; here is what of it can
be seen in somebody's own figures, and what never can.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from retrowalk.evidence import Figure
from retrowalk.language import _
from retrowalk.outcomes.measure import MeasureId, measure
from retrowalk.outcomes.measurement_error import published_elsewhere
from retrowalk.screening.profile import PainSite


@dataclass(frozen=True, slots=True)
class Watched:
    """A measure that shows something of a benefit.

    Attributes:
        measure: its id.
        site: of the body, for a measure by site.
    """

    measure: MeasureId
    site: PainSite | None = None

    @property
    def page(self) -> str:
        """Where a walker sees their own results of it."""
        return f"/progress/measure/{self.measure}" + (f"?site={self.site}" if self.site else "")


@dataclass(frozen=True, slots=True)
class Benefit:
    """Something that walking backward is said to be good for.

    Attributes:
        id: to name it by.
        name: in a few words, without a verdict.
        claims: ids of the articles' sentences that promise it.
        protocols: ids of the ways of dosing that its studies tried, or that it reaches a programme by; empty where
            there are none.
        watched: what of it can be measured, the closest first; empty where nothing can.
        unseen: what of it somebody's own figures never show; None where they show all that is promised.
        weekly: it is seen in the active weeks.
    """

    id: str
    name: str
    claims: tuple[str, ...]
    protocols: tuple[str, ...]
    watched: tuple[Watched, ...]
    unseen: str | None = None
    weekly: bool = False

    @property
    def page(self) -> str | None:
        """Where a walker sees the closest of it; None where nothing is to be seen."""
        if self.watched:
            return self.watched[0].page
        return "/progress" if self.weekly else None


def benefits() -> dict[str, Benefit]:
    """All of them by id, in the order in which pages list them."""
    return {one.id: one for one in _table()}


def benefits_of(claim: str) -> tuple[Benefit, ...]:
    """The benefits that a sentence of an article promises; empty where it promises none.

    Args:
        claim: its id.
    """
    return tuple(one for one in _table() if claim in one.claims)


def detectable(watched: Watched) -> tuple[Figure, ...]:
    """The published errors of a measure that were read at their source, whoever they were found in.

    Args:
        watched: the measure.
    """
    return tuple(one for one in published_elsewhere(measure(watched.measure)) if one.value is not None)


def _pain(*sites: PainSite) -> tuple[Watched, ...]:
    usual = tuple(Watched("pain_usual", site) for site in sites)
    return (*usual, *(Watched("pain_worst", site) for site in sites))


def _each(*measures: MeasureId) -> tuple[Watched, ...]:
    return tuple(Watched(one) for one in measures)


@cache
def _table() -> tuple[Benefit, ...]:
    return (
        Benefit("knee_pain", _("Less pain in the knee"), ("C12", "C26", "C35", "C48", "C49"), ("PR04",), _pain("knee")),
        Benefit(
            "back_pain", _("Less pain in the back, and a back that moves further"), ("C27", "C35", "C63"),
            ("PR30", "PR31", "PR32", "PR33", "PR34"),
            (*_pain("low_back"), *_each("sit_and_reach")),
        ),
        Benefit(
            "balance", _("Better balance and coordination"),
            ("C03", "C16", "C17", "C31", "C33", "C35", "C53", "C64"), ("PR21", "PR22", "PR23", "PR35"),
            _each("single_leg_stance", "four_square_step", "backward_walk_3m", "timed_up_and_go", "balance_confidence"),
            _("The sense of where the joints are cannot be measured at home."),
        ),
        Benefit(
            "falls", _("Fewer falls"), ("C17", "C64"), ("PR35",), (),
            _("One person falls so seldom that your own count cannot show it. Tell of every fall all the same."),
        ),
        Benefit(
            "gait", _("Walking faster and more evenly"), ("C31", "C33", "C35", "C53"), ("PR22", "PR23", "PR24"),
            _each("walk_10m_usual", "walk_10m_fast", "timed_up_and_go", "forward_speed", "forward_variability",
                  "forward_asymmetry"),
        ),
        Benefit(
            "backward_steps", _("Everyday steps backward"), ("C06",), (),
            _each("backward_walk_3m", "four_square_step", "backward_speed", "backward_variability"),
        ),
        Benefit(
            "fitness", _("Fitness of heart and lungs"), ("C04", "C19", "C33", "C34", "C52"), ("PR27", "PR28"),
            _each("six_minute_walk", "fitness_estimate", "resting_heart_rate", "heart_rate_forward"),
            _("How well the body uses oxygen is measured in a laboratory; what you can take is an estimate of it."),
        ),
        Benefit(
            "strength", _("Stronger thighs"), ("C51",), ("PR04",), _each("chair_stand_30s", "sit_to_stand_5"),
            _("Standing up from a chair takes more than the thighs; their strength alone needs a machine."),
        ),
        Benefit("blood_pressure", _("Lower blood pressure"), ("C20",), ("PR20",), _each("systolic", "diastolic")),
        Benefit(
            "inflammation", _("Less inflammation"), ("C21",), ("PR20",), (),
            _("That takes a blood test, which your doctor can order if there is a reason."),
        ),
        Benefit("flexibility", _("Joints that move further"), ("C25",), (), _each("sit_and_reach")),
        Benefit(
            "weight", _("Less weight and body fat"), ("C34", "C73"), ("PR27", "PR28"), _each("body_mass", "waist"),
            _("Body fat cannot be measured well at home; your waist says something about it."),
        ),
        Benefit(
            "calories", _("Burning more"), ("C18", "C50", "C61", "C62"), ("PR26",), (),
            _("What you burn is computed from published figures, not measured; after the session nothing is added."),
            weekly=True,
        ),
        Benefit("active_minutes", _("Counting towards 150 minutes a week"), ("C72",), (), (), weekly=True),
        Benefit(
            "mind", _("A sharper mind and a better memory"), ("C22", "C23", "C36", "C70"), (), _each("focus"),
            _("How focused you feel is not how well you think or remember; we have no test of that."),
        ),
        Benefit("calm", _("Calm, and less anxiety"), ("C70",), (), _each("calm", "mood")),
        Benefit(
            "energy", _("Better circulation and more energy"), ("C54",), (),
            _each("energy_level", "resting_heart_rate"),
            _("Circulation and oxygen in the blood are not measured here."),
        ),
        Benefit(
            "injuries", _("Variety, and fewer injuries"), ("C02", "C55"), (), (),
            _("An injury that did not happen cannot be seen. How many sessions you walked stands on Progress."),
        ),
        Benefit(
            "hamstring", _("Recovering from a strained hamstring or groin"), ("C63",), ("PR29",),
            _pain("hamstring", "groin"),
            _("How far an injury has healed is for whoever treats it to say."),
        ),
        Benefit("achilles", _("Less pain in the Achilles tendon or the heel"), ("C71",), (), _pain("achilles", "heel")),
        Benefit(
            "sport", _("Sport, and keeping fit while injured"), ("C17", "C74"), (),
            _each("six_minute_walk", "walk_10m_fast"),
            _("How well you do in your sport is not measured here."),
        ),
    )  # fmt: skip
