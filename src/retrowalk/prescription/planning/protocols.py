"""Which protocol: one row for each of the evidence, in the order in which they are asked.

The first row whose needs all hold gives form and dose. Every other row that has a dose says the first need that
failed. A trial's dose is for the people, the place and the supervision it was tried with, and nobody else (rule 3).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from retrowalk.language import _
from retrowalk.prescription.planning.places import Spot
from retrowalk.prescription.planning.plan import Form
from retrowalk.prescription.programme import NotChosen
from retrowalk.screening import Clearance, Profile

Role = Literal["trial", "programme", "rule", "variant", "no programme"]
"""A trial's or an expert's dose; a rule for every programme; a variant to be offered; a study without a dose to use."""


@dataclass(frozen=True, slots=True)
class Situation:
    """What the rows are asked about."""

    profile: Profile
    clearance: Clearance
    spot: Spot

    @property
    def led(self) -> bool:
        """A professional leads."""
        return self.profile.supervision == "professional"

    @property
    def weeks_since_stroke(self) -> float | None:
        """Weeks from the stroke to the first session; None where its date is not known."""
        stroke = self.profile.details.stroke_date if self.profile.details else None
        return None if stroke is None else (self.profile.start_date - stroke) / timedelta(weeks=1)

    @property
    def bmi(self) -> float | None:
        """Body mass index, kg/m²; None where height or mass is not known."""
        height_m, mass_kg = self.profile.height_m, self.profile.mass_kg
        return None if height_m is None or mass_kg is None else mass_kg / height_m**2


@dataclass(frozen=True, slots=True)
class Need:
    """Something that has to hold, and what is said where it does not."""

    holds: Callable[[Situation], bool]
    failed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One protocol.

    Attributes:
        role: what it is to a programme.
        what: it is, in a few words.
        needs: for being chosen, in the order in which they are asked.
        form: on open ground; a belt or something to hold along decides for itself.
        minutes: backward in each session, first and last; None where not published or not set.
        per_week, weeks: of the trial; None where not set.
        evidence: ids behind it.
    """

    id: str
    role: Role
    what: str
    needs: tuple[Need, ...] = ()
    form: Form = "build_up"
    minutes: tuple[int, int] | None = None
    per_week: int | None = None
    weeks: int | None = None
    evidence: tuple[str, ...] = ()


def led() -> Need:
    return Need(lambda at: at.led, _("it was led by a professional, and you walk without one"))


def has(condition: str, failed: str) -> Need:
    return Need(lambda at: condition in at.profile.conditions, failed)


def on_belt() -> Need:
    return Need(
        lambda at: at.spot.lie == "belt", _("it was walked on a treadmill, and yours is another place")
    )


def along() -> Need:
    return Need(lambda at: at.spot.lie == "along", _("it is for walking along something to hold"))


def on_open_ground() -> Need:
    return Need(
        lambda at: at.spot.lie == "ground" and at.spot.place != "clinic",
        _("it is a form for open ground, and yours is another place"),
    )


def on_ground() -> Need:
    return Need(
        lambda at: at.spot.lie == "ground", _("it is a form for the ground, and yours is another place")
    )


def minutes(least: int) -> Need:
    return Need(
        lambda at: at.profile.minutes_per_session >= least,
        _("it takes %(minutes)s minutes or more a session") % {"minutes": least},
    )


def goal(*goals: str, failed: str) -> Need:
    return Need(lambda at: at.profile.goal in goals, failed)


def never(failed: str) -> Need:
    return Need(lambda _at: False, failed)


def _stroke(least_weeks: float, most_weeks: float, failed: str) -> Need:
    def holds(at: Situation) -> bool:
        since = at.weeks_since_stroke
        return since is not None and least_weeks <= since <= most_weeks

    return Need(holds, failed)


def _frame(least: int, most: int, failed: str) -> Need:
    return Need(lambda at: least <= (4 if at.profile.weeks is None else at.profile.weeks) <= most, failed)


def _rows() -> tuple[Row, ...]:
    """The table."""
    knee = has(
        "knee_osteoarthritis", _("it was tried with people with knee osteoarthritis, and you told of none")
    )
    stroke = has("stroke", _("it was tried with people after a stroke, and you told of none"))
    soon_after = _stroke(
        0, 2, _("it was tried one week after a stroke, and yours is longer ago or without a date")
    )
    hamstring = has(
        "hamstring_strain", _("it was tried with people with a hamstring strain, and you told of none")
    )
    long_after = _stroke(
        26,
        10_000,
        _("it was tried more than 6 months after a stroke, and yours is more recent or without a date"),
    )
    back = has("low_back_pain", _("it was tried with people with low back pain, and you told of none"))
    young = Need(
        lambda at: at.profile.age <= 35 and at.bmi is not None and at.bmi >= 25,
        _("it was tried with overweight young adults, by height and weight and up to 35 years of age"),
    )
    untrained = Need(lambda at: at.profile.active_regularly is False, _("it was tried with untrained people"))
    sporty = Need(
        lambda at: at.profile.active_regularly is True and at.profile.age <= 30,
        _("it was tried with young athletes"),
    )
    return (
        # Trials: for those people, led by a professional.
        Row(id="PR21", role="trial", what=_("30 minutes in 8 sessions soon after a stroke, here up to 3 a week"),
            needs=(stroke, soon_after, led()),
            minutes=(30, 30), weeks=3, evidence=("ST03", "C03")),
        Row(id="PR24", role="trial", what=_("6 treadmill sessions in 2 weeks, long after a stroke"),
            needs=(stroke, long_after, led(), on_belt(),
                   _frame(1, 2, _("it lasts 2 weeks, and you have more"))),
            per_week=3, weeks=2, evidence=("ST27",)),
        Row(id="PR23", role="trial", what=_("30 treadmill minutes in 9 sessions, long after a stroke"),
            needs=(stroke, long_after, led(), on_belt(),
                   _frame(3, 3, _("it lasts 3 weeks, and you asked for another length"))),
            minutes=(30, 30), per_week=3, weeks=3, evidence=("ST26", "K8")),
        Row(id="PR22", role="trial", what=_("30 treadmill minutes 3 times a week for 4 weeks, long after a stroke"),
            needs=(stroke, long_after, led(), on_belt(),
                   _frame(4, 52, _("it lasts 4 weeks, and you asked for fewer"))),
            minutes=(30, 30), per_week=3, weeks=4, evidence=("ST05", "C33", "K5")),
        Row(id="PR37", role="trial", what=_("8 weeks for people with multiple sclerosis"),
            needs=(has("multiple_sclerosis", _("it is for people with multiple sclerosis, and you told of none")),
                   Need(lambda at: at.profile.details is not None
                        and at.profile.details.ms_relapse_within_3_months is False,
                        _("a study with people with multiple sclerosis asked for 3 months without a relapse")),
                   led()),
            weeks=8, evidence=("ST15", "C31")),
        Row(id="PR04", role="trial", what=_("10 minutes 3 times a week for 6 weeks in knee osteoarthritis"),
            needs=(knee, led()), minutes=(10, 10), per_week=3, weeks=6, evidence=("ST02", "C12", "C49")),
        Row(id="PR29", role="trial", what=_("10 to 20 minutes 4 times a week for 3 weeks after a hamstring strain"),
            needs=(hamstring, led(), on_belt()),
            minutes=(10, 20), per_week=4, weeks=3, evidence=("ST36", "C63")),
        Row(id="PR30", role="trial", what=_("15 minutes 3 times a week for 4 weeks in athletes with back pain"),
            needs=(back, sporty, led(), on_belt()),
            minutes=(15, 15), per_week=3, weeks=4, evidence=("ST37", "C27")),
        Row(id="PR32", role="trial", what=_("30 minutes in water 3 times a week for 8 weeks in back pain"),
            needs=(back, Need(lambda at: at.profile.sex == "male", _("it was tried with men")), led(),
                   Need(lambda at: "pool" in at.profile.equipment, _("it takes a pool")),
                   Need(lambda at: not at.clearance.restricts("no_pool"), _("your answers rule out a pool for now")),
                   Need(lambda at: at.clearance.level == "clear" and not at.clearance.restricts("no_variants"),
                        _("walking in water is a variant, and your answers close variants for now"))),
            minutes=(30, 30), per_week=3, weeks=8, evidence=("ST46",)),
        Row(id="PR31", role="trial", what=_("3 times a week for 4 weeks in back pain, added to treatment"),
            needs=(back, led()), per_week=3, weeks=4, evidence=("ST38",)),
        Row(id="PR20", role="trial",
            what=_("15 treadmill minutes 4 times a week for 12 weeks in overweight young adults"),
            needs=(young, untrained, led(), on_belt()),
            minutes=(15, 15), per_week=4, weeks=12, evidence=("ST11", "C20", "C21")),
        Row(id="PR35", role="trial", what=_("10 sessions for people of 60 and older"),
            needs=(Need(lambda at: at.profile.age >= 60, _("it was tried with people of 60 and older")),
                   goal("general", "balance", "variety", failed=_("it was tried for balance and moving about")), led()),
            per_week=2, weeks=5, evidence=("ST45", "C64")),
        # What experts say: for everybody else.
        Row(id="PR07", role="programme", what=_("very slow start on a treadmill"), needs=(on_belt(),), form="belt",
            evidence=("C07", "C66", "PR06")),
        Row(id="PR08", role="programme", what=_("5 minutes several times a week"), form="snack",
            needs=(Need(lambda at: at.spot.lie == "along" or at.profile.minutes_per_session < 10,
                        _("it is for walking along something to hold, or for less than 10 minutes at a time")),),
            minutes=(5, 5), evidence=("C40", "PR12")),
        Row(id="PR10", role="programme", what=_("inserts in warm-up and cool-down"), form="inserts",
            needs=(on_open_ground(),
                   Need(lambda at: at.profile.goal in ("sport", "return_to_training")
                        or at.profile.minutes_per_session < 15,
                        _("it is for those who train anyway, or have little time"))),
            evidence=("C29",)),
        Row(id="PR02", role="programme", what=_("5 minutes forward to 1 backward"), form="intervals_5_1",
            needs=(on_open_ground(), minutes(24),
                   Need(lambda at: at.profile.goal in ("general", "fitness", "weight", "variety")
                        and at.profile.age >= 65 and at.profile.active_regularly is not True,
                        _("it is the gentlest mix, for those of 65 and older who do not exercise regularly"))),
            evidence=("C69",)),
        Row(id="PR01", role="programme", what=_("3 minutes forward to 1 backward"), form="intervals_3_1",
            needs=(on_open_ground(), minutes(24),
                   goal("general", "fitness", "weight", failed=_("another form suits your goal better"))),
            evidence=("C10",)),
        Row(id="PR09", role="programme", what=_("a 20-minute walk with 5 minutes backward"), form="twenty_with_five",
            needs=(on_open_ground(), minutes(20),
                   goal("general", "fitness", "weight", "variety", failed=_("another form suits your goal better"))),
            minutes=(5, 5), evidence=("C40",)),
        Row(id="PR03", role="programme", what=_("build-up from 5 minutes"), form="build_up",
            needs=(on_ground(),),
            minutes=(5, 30), evidence=("C11", "K1")),
        # Studies whose dose is for nobody here.
        Row(id="PR25", role="no programme", what=_("a single try uphill long after a stroke"),
            needs=(never(_("6 people tried it once, with support: it shows that it can be done, not a dose")),)),
        Row(id="PR26", role="no programme", what=_("15 minutes at 3.2 to 3.7 mph in men"),
            needs=(never(_("its speed, 5.1 to 6.0 km/h, is far above what anybody starts with here")),),
            evidence=("ST33",)),
        Row(id="PR27", role="no programme", what=_("6 weeks of running and walking backward in young women"),
            needs=(never(_("it was mainly running backward, which is outside walking")),),
            evidence=("ST04", "C34")),
        Row(id="PR28", role="no programme", what=_("6 weeks uphill at 10 degrees in young men"),
            needs=(never(_("a slope of 10 degrees is steeper than anything planned here")),),
            evidence=("ST35",)),
        Row(id="PR33", role="no programme", what=_("one session in back pain"),
            needs=(never(_("it was a single session, not a programme")),)),
        Row(id="PR34", role="no programme", what=_("3 weeks in 5 athletes with back pain"),
            needs=(never(_("5 athletes tried it, and its minutes are not published here")),)),
        Row(id="PR36", role="no programme", what=_("25 minutes twice a week in schoolboys"),
            needs=(never(_("it was tried with boys of 7, and nobody of that age is prescribed for here")),),
            evidence=("ST29",)),
        Row(id="PR38", role="no programme", what=_("an air-supported treadmill in knee osteoarthritis"),
            needs=(never(_("it takes a treadmill that lifts part of the weight, and no results are out")),)),
        # Rules for every programme, and variants to be offered.
        Row(id="PR05", role="rule", what=_("start at half of the usual pace")),
        Row(id="PR06", role="rule", what=_("both hands on the rails first")),
        Row(id="PR11", role="rule", what=_("a partner as eyes, taking turns")),
        Row(id="PR12", role="rule", what=_("first beside a bar or with a spotter")),
        Row(id="PR13", role="variant", what=_("dragging a sled backward")),
        Row(id="PR14", role="variant", what=_("walking backward in a half squat")),
        Row(id="PR15", role="variant", what=_("walking backward uphill")),
        Row(id="PR16", role="variant", what=_("elliptical in reverse")),
        Row(id="PR17", role="variant", what=_("barefoot on soft grass")),
        Row(id="PR18", role="variant", what=_("self-powered treadmill")),
        Row(id="PR19", role="variant", what=_("running backward")),
    )  # fmt: skip


PROTOCOLS: tuple[Row, ...] = _rows()


_RULES = {"trial": "trial_doses", "programme": "protocol_choice", "no programme": "protocol_choice"}


def choose(situation: Situation, fits: Callable[[Row], bool]) -> tuple[Row, tuple[NotChosen, ...]]:
    """The protocol, and why not each of the others.

    Args:
        situation: profile, clearance and place.
        fits: whether a trial's minutes, with warm-up and rests, fit into a session.
    """
    chosen: Row | None = None
    refused: list[NotChosen] = []
    for row in PROTOCOLS:
        if row.role in ("rule", "variant"):
            continue
        failed = next((need.failed for need in row.needs if not need.holds(situation)), None)
        if failed is None and row.role == "trial" and row.minutes is not None and not fits(row):
            failed = _(
                "its minutes, with warm-up, rests and cool-down, do not fit into %(minutes)s minutes"
            ) % {"minutes": situation.profile.minutes_per_session}
        if failed is None and chosen is None:
            chosen = row
            continue
        if failed is None and chosen is not None:
            failed = _("it would fit you too, but %(protocol)s comes first") % {"protocol": chosen.id}
        text = _("%(what)s: %(why)s.") % {"what": row.what[:1].upper() + row.what[1:], "why": failed}
        refused.append(NotChosen(row.id, text, _RULES[row.role], (row.id, *row.evidence)))
    if chosen is None:  # pragma: no cover  (a belt, something to hold and the ground are all there is)
        raise AssertionError("no protocol for this place")
    return chosen, tuple(sorted(refused, key=lambda one: one.protocol))
