"""What the table looks at: one function a question, each answered yes (True), no (False) or not at all (None).

None is a question that matters for this person and was left open. A question that nothing they told made relevant
(freezing without Parkinson's disease, the date of an operation without one) is answered no by being left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import timedelta

from retrowalk.screening.profile import Condition, Details, Profile, Scope, Symptom

Answer = bool | None
Question = Callable[[Profile], Answer]
Told = Condition | Symptom

STAY_INDEPENDENT_FROM_AGE = 65
STAY_INDEPENDENT_AT_RISK = 4
RECENT_JOINT = timedelta(weeks=12)
"""Product rule: a replaced joint of the last twelve weeks is still the surgeon's."""
SCOPES_IN_ORDER: tuple[Scope, ...] = ("cardiac", "balance", "orthopaedic", "obstetric", "general")

SOON: tuple[Symptom, ...] = ("breathless_mild_effort", "palpitations")
ROUTINE: tuple[Symptom, ...] = (
    "ankle_swelling",
    "claudication",
    "heart_murmur",
    "unusual_fatigue",
    "dizziness",
)
HEART_SIGNS: tuple[Symptom, ...] = SOON + ROUTINE
"""The signs of ACSM's screening that are no red flag by themselves; those to be seen the same day first."""

_NOTHING = Details()


def told(person: Profile, of: Iterable[Told]) -> tuple[Told, ...]:
    """Which of these conditions and symptoms the person has, in the order of the list."""
    return tuple(one for one in of if one in person.conditions or one in person.symptoms)


def always(person: Profile) -> Answer:
    """Yes: what is told is enough."""
    return True


def active(person: Profile) -> Answer:
    """Exercises regularly."""
    return person.active_regularly


def inactive(person: Profile) -> Answer:
    """Does not exercise regularly."""
    return None if person.active_regularly is None else not person.active_regularly


def active_for_sure(person: Profile) -> Answer:
    """Said that they exercise regularly."""
    return person.active_regularly is True


def known_inactive(person: Profile) -> Answer:
    """Said that they do not exercise regularly; where nothing was said a stricter row speaks."""
    return person.active_regularly is False


def under_18(person: Profile) -> Answer:
    """Is a child."""
    return person.age < 18


def joint_is_recent(person: Profile) -> Answer:
    """The joint was replaced less than twelve weeks ago."""
    operated = _details(person).surgery_date
    if "recent_surgery" in person.conditions:
        return True
    return None if operated is None else person.start_date - operated < RECENT_JOINT


def relapse(person: Profile) -> Answer:
    """Had a relapse in the last three months."""
    return _details(person).ms_relapse_within_3_months


def several_falls(person: Profile) -> Answer:
    """Fell twice or more in the past year."""
    return person.falls.past_year >= 2


def fall_with_injury(person: Profile) -> Answer:
    """Fell and was hurt."""
    return person.falls.injurious if person.falls.past_year else False


def fall_unexplained(person: Profile) -> Answer:
    """Fell without a reason such as a trip or a slip."""
    return person.falls.unexplained if person.falls.past_year else False


def one_fall(person: Profile) -> Answer:
    """Fell once in the past year."""
    return person.falls.past_year == 1


def walking_aid(person: Profile) -> Answer:
    """Walks with a stick, a frame or a brace."""
    return None if person.walking_aid is None else person.walking_aid != "none"


def freezing(person: Profile) -> Answer:
    """Feet stick to the floor; asked of people with Parkinson's disease."""
    if person.freezing is None and "parkinson" not in person.conditions:
        return False
    return person.freezing


def unsteady(person: Profile) -> Answer:
    """Feels unsteady standing or walking (STEADI)."""
    return person.unsteady


def worried(person: Profile) -> Answer:
    """Worries about falling (STEADI)."""
    return person.worried_about_falling


def stay_independent(person: Profile) -> Answer:
    """Has 4 points or more on Stay Independent; it is for people from 65 on.

    Without a score the three key questions, STEADI's short form, have answered: left open, they speak themselves.
    """
    score = person.stay_independent
    return person.age >= STAY_INDEPENDENT_FROM_AGE and score is not None and score >= STAY_INDEPENDENT_AT_RISK


def stay_independent_too_young(person: Profile) -> Answer:
    """Gave a Stay Independent score without being 65."""
    return person.stay_independent is not None and person.age < STAY_INDEPENDENT_FROM_AGE


def numb_feet(person: Profile) -> Answer:
    """Feels less in the feet; asked of people with diabetes or neuropathy."""
    normal = _details(person).foot_sensation_normal
    if normal is None and not told(person, ("metabolic", "neuropathy")):
        return False
    return None if normal is None else not normal


def other_conditions(person: Profile) -> Answer:
    """Has a condition that is not in our list."""
    return bool(person.other_conditions)


def clearances_that_do_not_hold(person: Profile) -> tuple[Scope, ...]:
    """Scopes of clearances that are over or not yet begun, where no other of that scope holds."""
    given = {one.scope for one in person.clearances or ()}
    return tuple(scope for scope in SCOPES_IN_ORDER if scope in given and person.cleared(scope) is None)


def _details(person: Profile) -> Details:
    return person.details or _NOTHING
