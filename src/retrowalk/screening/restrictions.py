"""What a programme keeps to, as one table: prescription consumes the ids, people read the texts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from retrowalk.language import _
from retrowalk.screening import questions as q
from retrowalk.screening.clearance import Level, Restriction
from retrowalk.screening.profile import Condition, MaxIntensity, Medication, Profile
from retrowalk.screening.table import HEART_DISEASE, OTHER_DISEASE

LEVEL_LIMITS = frozenset(
    {
        "professional_present",
        "rails_and_spotter",
        "guard_needed",
        "someone_in_house",
        "short_bouts",
        "no_hands_free",
        "no_variants",
        "level_only",
    }
)
"""Those that come with the level, and go with it."""

Holds = Callable[[Profile, Level], bool]


@dataclass(frozen=True, slots=True)
class Limit:
    """One restriction.

    Attributes:
        id: what prescription knows it by.
        text: for the walker.
        holds: for a profile at a level.
        rule: its id in the rules of the evidence.
        evidence: ids of what it leans on.
    """

    id: str
    text: str
    holds: Holds
    rule: str
    evidence: tuple[str, ...] = ()


def restrictions(person: Profile, level: Level) -> tuple[Restriction, ...]:
    """What this person's programme keeps to; nothing where there is no programme.

    Args:
        person: the walker.
        level: of their clearance.
    """
    if level in ("clearance_first", "stop"):
        return ()
    return tuple(Restriction(one.id, one.text) for one in LIMITS if one.holds(person, level))


def _needs_support(person: Profile, level: Level) -> bool:
    return level in ("supported", "supervised")


def _hands_stay_on(person: Profile, level: Level) -> bool:
    return level == "supervised" or (level == "supported" and person.cleared("balance") is None)


def _needs_professional(person: Profile, level: Level) -> bool:
    return level == "supervised" and person.cleared("balance") is None


def _rails_and_spotter(person: Profile, level: Level) -> bool:
    return level == "supervised" and person.cleared("balance") is not None


def _named_limits(person: Profile) -> set[MaxIntensity]:
    held = (person.cleared(scope) for scope in q.SCOPES_IN_ORDER)
    return {one.max_intensity for one in held if one is not None and one.max_intensity is not None}


def _light(person: Profile, level: Level) -> bool:
    return "light" in _named_limits(person)


def _moderate(person: Profile, level: Level) -> bool:
    careful = (*HEART_DISEASE, *OTHER_DISEASE, *q.HEART_SIGNS, "uncontrolled_hypertension", "pregnancy")
    return not _light(person, level) and (
        "moderate" in _named_limits(person)
        or person.active_regularly is not True
        or person.age < 18
        or any(one in person.conditions or one in person.symptoms for one in careful)
    )


def _feet_not_known_normal(person: Profile, level: Level) -> bool:
    feet = person.details.foot_sensation_normal if person.details else None
    return feet is not True or "neuropathy" in person.conditions


def _epilepsy(person: Profile, level: Level) -> bool:
    return "epilepsy" in person.conditions


def _starts_small(person: Profile, level: Level) -> bool:
    return (
        level != "clear"
        or person.active_regularly is not True
        or bool(person.conditions or person.other_conditions)
        or person.age >= q.STAY_INDEPENDENT_FROM_AGE
    )


def _led(person: Profile) -> bool:
    return person.supervision == "professional"


def _pain_may_be_in(*sore: Condition) -> Holds:
    """Told of these and of no other of those in which some pain is tolerated."""
    return lambda person, level: q.told(person, ("knee_osteoarthritis", "low_back_pain")) == sore


def _takes(*kinds: Medication) -> Holds:
    """Takes one of these, or left open what they take: then the careful answer counts."""
    return lambda person, level: person.medication is None or any(kind in person.medication for kind in kinds)


LIMITS: tuple[Limit, ...] = (
    Limit(
        "professional_present",
        _("A professional, such as a physiotherapist, is with you whenever you walk backward."),
        _needs_professional,
        "professional_present",
        ("C30", "C56", "SF01"),
    ),
    Limit(
        "rails_and_spotter",
        _("You walk backward between rails and with somebody who can catch you: a professional has cleared that."),
        _rails_and_spotter,
        "rails_and_spotter",
        ("C28", "PR12"),
    ),
    Limit(
        "guard_needed",
        _("There is always something or somebody that catches you: a rail, a grab bar, a counter or a spotter."),
        _needs_support,
        "guard_needed",
        ("C28", "SF13", "SF33"),
    ),
    Limit("someone_in_house", _("Somebody is in the house who would hear you call."), _needs_support,
          "someone_in_house"),
    Limit("short_bouts", _("You walk backward in short bouts, with rests."), _needs_support, "short_bouts"),
    Limit("no_hands_free", _("At least one hand stays on the support."), _hands_stay_on, "no_hands_free",
          ("SF13",)),
    Limit("no_variants", _("Plain walking backward only: no squatting, pulling, running or other variants."),
          _needs_support, "no_variants", ("SF03",)),
    Limit("level_only", _("On the level only: no slope."), _needs_support, "level_only", ("SF03",)),
    Limit("light_effort", _("Light effort only, as your clearance says: you could sing."), _light,
          "light_effort", ("SF57",)),
    Limit("moderate_effort", _("Light to moderate effort: you can always talk."), _moderate,
          "moderate_effort", ("SF51", "SF55")),
    Limit("no_barefoot", _("With shoes on: barefoot is for feet known to feel normally."), _feet_not_known_normal,
          "no_barefoot", ("SF17", "C75")),
    Limit("no_treadmill", _("No treadmill: with epilepsy a moving belt is a danger."), _epilepsy, "no_treadmill"),
    Limit("no_pool", _("No pool: with epilepsy water is a danger."), _epilepsy, "no_pool"),
    Limit("small_start", _("The first session has 5 minutes backward at most, in bouts of a minute or less."),
          lambda person, level: _starts_small(person, level) and not _led(person), "small_start", ("C11", "C40")),
    Limit("small_start",
          _("The first session has 5 minutes backward at most, in bouts of a minute or less, unless your professional "
            "leads a dose that was tried with people like you."),
          lambda person, level: _starts_small(person, level) and _led(person), "small_start", ("C11", "C40")),
    *(Limit("pain_up_to_5", text, holds, "pain_up_to_5", ("SF25", "SF26", "SF27", "SF29", "K10"))
      for text, holds in (
          (_("In the knee with osteoarthritis, pain up to 5 out of 10 may be there while you walk, if it is back to "
             "usual the next day."), _pain_may_be_in("knee_osteoarthritis")),
          (_("In the low back that you told us of, pain up to 5 out of 10 may be there while you walk, if it is back "
             "to usual the next day."), _pain_may_be_in("low_back_pain")),
          (_("In the knee with osteoarthritis and the low back that you told us of, pain up to 5 out of 10 may be "
             "there while you walk, if it is back to usual the next day."),
           _pain_may_be_in("knee_osteoarthritis", "low_back_pain")),
      )),
    Limit("stop_on_new_pain", _("Stop when a new pain comes."), lambda person, level: True,
          "stop_on_new_pain", ("SF21", "SF29", "K10")),
    Limit("no_heart_rate_targets",
          _("Effort goes by how it feels and whether you can talk: a beta blocker holds the heart rate down."),
          _takes("beta_blocker"), "no_heart_rate_targets"),
    Limit("rise_slowly",
          _("Rise slowly and stand a moment before you set off: medicine for blood pressure, or one that causes "
            "sleepiness, can make you light-headed."),
          _takes("blood_pressure", "sedating"), "rise_slowly", ("SF43",)),
    Limit("sugar_at_hand",
          _("Have something sweet at hand: medicine that lowers blood sugar can lower it too far with exercise."),
          _takes("glucose_lowering"), "sugar_at_hand"),
    Limit("head_knock_emergency",
          _("After a knock to the head, call the emergency number, even if you feel well: on blood thinners it may "
            "bleed inside."),
          _takes("anticoagulant"), "head_knock_emergency"),
    Limit("cues_to_see", _("Signals to see or feel go with the spoken ones, and a guide is where you can see them."),
          lambda person, level: "hearing_loss" in person.conditions, "cues_to_see"),
)  # fmt: skip
