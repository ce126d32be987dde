"""Which tests a person is offered, by one table: test by clearance by who is with them.

The table says the least company each test asks for at each level; `CAREFUL` asks for more where something was told, or
left open, that a single test minds. A test that is not offered says why and what would open it. Questions stay for
everybody.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal, get_args

from retrowalk.evidence import Reason
from retrowalk.language import _
from retrowalk.outcomes.measure import MeasureId, measure
from retrowalk.outcomes.tests import guided_tests
from retrowalk.prescription import Programme
from retrowalk.prescription.adapting.renewing import with_what_was_told
from retrowalk.prescription.adapting.stopping import CLOSED, stricter
from retrowalk.screening import Clearance, Profile, screen
from retrowalk.screening.profile import Condition, Supervision

Company = Literal["alone", "someone_near", "beside", "professional"]
COMPANY: tuple[Company, ...] = get_args(Company)
"""From the least to the most."""


@dataclass(frozen=True, slots=True)
class OfferedTest:
    """One test, question or reading, and whether this person may take it now.

    Attributes:
        measure: what it measures.
        may: it is offered.
        needs: who must be there; None where nobody's company opens it.
        reasons: why, each with its rule; never empty.
    """

    measure: MeasureId
    may: bool
    needs: Company | None
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """The least company a test asks for, by the level of the clearance; None: not offered.

    Where no programme is, as somebody is to be asked first, `first` holds; where that is to be soon, `stop`.
    """

    measure: MeasureId
    clear: Company | None
    supported: Company | None
    supervised: Company | None
    first: Company | None
    stop: Company | None


TABLE: tuple[Row, ...] = (
    #   measure               clear           supported       supervised      first    stop
    Row("backward_walk_3m",   "beside",       "beside",       "professional", None,    None),
    Row("walk_10m_usual",     "alone",        "alone",        "alone",        "alone", None),
    Row("walk_10m_fast",      "alone",        "beside",       "professional", None,    None),
    Row("timed_up_and_go",    "alone",        "someone_near", "beside",       None,    None),
    Row("six_minute_walk",    "alone",        "someone_near", "beside",       None,    None),
    Row("chair_stand_30s",    "alone",        "alone",        "alone",        None,    None),
    Row("sit_to_stand_5",     "alone",        "someone_near", "beside",       None,    None),
    Row("single_leg_stance",  "alone",        "beside",       "professional", None,    None),
    Row("four_square_step",   "someone_near", "beside",       "professional", None,    None),
    Row("sit_and_reach",      "alone",        "someone_near", "beside",       None,    None),
    Row("heart_rate_backward", "alone",       "someone_near", "professional", None,    None),
    Row("heart_rate_forward", "alone",        "alone",        "alone",        None,    None),
)  # fmt: skip
"""What moves; questions and readings at rest ask for nobody, whatever the level."""

WHO_COUNTS: dict[tuple[bool, Company], tuple[Supervision, ...]] = {
    # at risk or not: who stands beside somebody at risk must be able to catch them; a guide is eyes, no catcher.
    (False, "someone_near"): ("someone_home", "guide", "spotter", "professional"),
    (False, "beside"): ("someone_home", "guide", "spotter", "professional"),
    (False, "professional"): ("professional",),
    (True, "someone_near"): ("someone_home", "guide", "spotter", "professional"),
    (True, "beside"): ("spotter", "professional"),
    (True, "professional"): ("professional",),
}


@dataclass(frozen=True, slots=True)
class Careful:
    """What a single test minds.

    Attributes:
        rule: its id.
        of: the tests.
        asks: the company it then asks for; None: not offered.
        holds: for whom.
        text: why, a sentence.
    """

    rule: str
    of: tuple[MeasureId, ...]
    asks: Company | None
    holds: Callable[[Profile, Clearance], bool]
    text: str
    evidence: tuple[str, ...] = ()


def _told(*conditions: Condition) -> Callable[[Profile, Clearance], bool]:
    return lambda person, clearance: any(one in person.conditions for one in conditions)


HEART_RATE: tuple[MeasureId, ...] = ("resting_heart_rate", "heart_rate_backward", "heart_rate_forward")
_MOVING = tuple(one.measure for one in TABLE if one.measure != "walk_10m_usual")

CAREFUL: tuple[Careful, ...] = (
    Careful(
        "outcome_beta_blocker", HEART_RATE, None, lambda person, clearance: not heart_rate_counts(person),
        _("A beta blocker holds the heart rate down, so it cannot tell what changed. While your medicines are not "
          "known, the careful answer counts."),
    ),
    Careful(
        "healing_tests_led", _MOVING, "professional",
        _told("recent_surgery", "weight_bearing_limit", "fragility_fracture"),
        _("After what you told us of, whoever looks after it leads tests that load your legs and back."),
        ("SF02", "SF03"),
    ),
    Careful(
        "endurance_test_led", ("six_minute_walk",), "professional",
        _told("cardiovascular", "uncontrolled_hypertension"),
        _("With a disease of the heart or high blood pressure, a professional leads the 6-minute walk."),
    ),
    Careful(
        "light_effort_tests_led", ("six_minute_walk", "walk_10m_fast", "chair_stand_30s", "sit_to_stand_5"),
        "professional", lambda person, clearance: clearance.restricts("light_effort"),
        _("Your clearance is for light effort, and this test may ask for more: a professional leads it."),
        ("SF57",),
    ),
    Careful(
        "deep_bend_led", ("sit_and_reach",), "professional",
        _told("osteoporosis", "joint_replacement", "low_back_pain", "hamstring_strain", "pregnancy"),
        _("With what you told us of, bending far forward is for a professional to judge."),
    ),
)  # fmt: skip


def offers(
    profile: Profile, clearance: Clearance, *, company: Supervision | None = None
) -> tuple[OfferedTest, ...]:
    """What this person may take by hand, and what not yet, in the order in which pages list it.

    Args:
        profile: theirs.
        clearance: what screening answered for it.
        company: who is with them for this one time; None: as the profile says.
    """
    rows = {one.measure: one for one in TABLE}
    return tuple(_offered(id, rows.get(id), profile, clearance, company) for id in guided_tests())


def offers_now(
    profile: Profile | None, programme: Programme | None, *, company: Supervision | None = None
) -> tuple[OfferedTest, ...]:
    """What this person may take by hand as they are today: falls and symptoms they told of since count too.

    Args:
        profile: theirs; None before the first, of whom nothing is known and nothing is offered.
        programme: the running one, with all that was told of it; None before the first.
        company: who is with them for this one time; None: as the profile says.
    """
    if profile is None:
        return ()
    person, clearance = as_they_are(profile, programme)
    return offers(person, clearance, company=company)


def why_not_now(id: MeasureId, profile: Profile | None, programme: Programme | None) -> str | None:
    """Why nobody is to be asked for a measure today; None where it may be asked for.

    What is found in walks waits while no walk backward is open; what is computed, with the test it is computed from.

    Args:
        id: of the measure.
        profile: the answers that are kept; None before the first.
        programme: the running one; None before the first.
    """
    kind = measure(id).kind
    if profile is None:
        waits = kind not in ("question", "reading")
        return _("What may be measured follows from your answers to the questions.") if waits else None
    if kind == "computed":
        id = "six_minute_walk"
    its = next((one for one in offers_now(profile, programme) if one.measure == id), None)
    if its is not None:
        return None if its.may else " ".join(one.text for one in its.reasons)
    clearance = as_they_are(profile, programme)[1]
    if clearance.level in CLOSED:
        return _closed(clearance).text
    if programme is not None and programme.status == "stopped":
        return _("Your programme is stopped, so nothing is walked for it now.")
    return None


def as_they_are(profile: Profile, programme: Programme | None) -> tuple[Profile, Clearance]:
    """The answers with what was told of sessions since, and the strictest clearance that follows.

    Args:
        profile: the answers that are kept.
        programme: the running one; None before the first.
    """
    if programme is None:
        return profile, screen(profile)
    told = with_what_was_told(programme)
    person = replace(
        profile,
        symptoms=tuple(dict.fromkeys((*profile.symptoms, *told.symptoms))),
        falls=max(profile.falls, told.falls, key=lambda one: one.past_year),
    )
    return person, stricter(screen(person), programme.clearance)


def heart_rate_counts(profile: Profile) -> bool:
    """False with a beta blocker, or where medicines are not known: then no heart rate says what changed.

    Args:
        profile: the walker's.
    """
    return profile.medication is not None and "beta_blocker" not in profile.medication


def _offered(
    id: MeasureId, row: Row | None, profile: Profile, clearance: Clearance, company: Supervision | None
) -> OfferedTest:
    least: Company | None = _least(row, clearance) if row is not None else "alone"
    if least is None:
        return OfferedTest(id, False, None, (_closed(clearance),))
    needs, why = least, []
    for one in CAREFUL:
        if id in one.of and one.holds(profile, clearance):
            why.append(Reason(one.text, one.rule, one.evidence))
            if one.asks is None:
                return OfferedTest(id, False, None, tuple(why))
            needs = max(needs, one.asks, key=COMPANY.index)
    at_risk = clearance.level != "clear"
    may = _there(needs, at_risk, company or profile.supervision, profile.help_within_call)
    why += [] if may and needs == "alone" and why else [_company(id, needs, at_risk, may)]
    return OfferedTest(id, may, needs, tuple(why))


def _least(row: Row, clearance: Clearance) -> Company | None:
    if clearance.level == "clear":
        return row.clear
    if clearance.level == "supported":
        return row.supported
    if clearance.level == "supervised":
        return row.supervised
    if clearance.level == "clearance_first" and clearance.urgency in (None, "routine"):
        return row.first
    return row.stop


def _there(needs: Company, at_risk: bool, company: Supervision, within_call: bool | None) -> bool:
    if needs == "alone" or (needs == "someone_near" and within_call is True):
        return True
    return company in WHO_COUNTS[at_risk, needs]


def _closed(clearance: Clearance) -> Reason:
    if clearance.level == "clearance_first" and clearance.urgency in (None, "routine"):
        return Reason(
            _(
                "This waits until you have been cleared. The questions, readings at rest and a walk forward at your "
                "usual pace are fine meanwhile."
            ),
            "tests_before_clearance",
        )
    return Reason(
        _("This waits until a doctor has looked. Until then only questions and readings at rest."),
        "tests_while_stopped",
    )


def _company(id: MeasureId, needs: Company, at_risk: bool, may: bool) -> Reason:
    evidence = ("IN01",) if id == "backward_walk_3m" else ()
    if needs == "alone":
        if measure(id).kind == "test":
            return Reason(_("You may do this on your own."), "tests_by_risk")
        return Reason(_("Nobody needs to be there."), "questions_for_all")
    if needs == "someone_near":
        there, missing = (
            _("You may do this while somebody is near who would hear you call."),
            _("For this, somebody is near who would hear you call."),
        )
    elif needs == "professional":
        there, missing = (
            _("You may do this with your professional beside you."),
            _("For this, a professional such as a physiotherapist is with you."),
        )
    elif at_risk:
        there, missing = (
            _("You may do this while somebody who can catch you stands beside you."),
            _("For this, somebody who can catch you stands beside you. Not alone: what you told us speaks of a risk of "
              "falling."),
        )  # fmt: skip
    else:
        there, missing = (
            _("You may do this while somebody stands beside you."),
            _("For this, somebody stands beside you: ask a friend or a neighbour to come."),
        )
    return Reason(there if may else missing, "tests_by_risk", evidence)
