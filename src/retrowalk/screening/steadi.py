"""CDC STEADI's questions on falls, in our words, with the credit they ask for.

The points of items 1 to 9 were read in a scored copy; those of 10 to 12, one each, are inferred from its form.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from retrowalk.language import _
from retrowalk.screening.profile import Profile
from retrowalk.screening.questions import STAY_INDEPENDENT_AT_RISK

CREDIT = _(
    "The questions on falls are paraphrased from STEADI, a programme of the US Centers for Disease Control and "
    "Prevention (CDC). Stay Independent was developed by the VA Greater Los Angeles Geriatric Research Education and "
    "Clinical Center and its partners (Rubenstein and others, Journal of Safety Research 2011;42:493-499)."
)
NO_ENDORSEMENT = _(
    "The CDC does not endorse Retrowalk. Its own material is free of charge at cdc.gov/steadi."
)

KeyQuestion = Literal["unsteady", "worried_about_falling", "falls"]
KEY_QUESTIONS: Mapping[KeyQuestion, str] = {
    "unsteady": _("Do you feel unsteady when you stand or walk?"),
    "worried_about_falling": _("Do you worry about falling?"),
    "falls": _("Have you fallen in the past year?"),
}
"""By the field of the profile; one yes tells of a risk of falling."""


@dataclass(frozen=True, slots=True)
class Item:
    """One item of Stay Independent.

    Attributes:
        n: its number in the brochure, from 1.
        text: in our words.
        points: for a yes.
        inferred: True where the points were not seen in the scored copy.
        evidence: its id.
    """

    n: int
    text: str
    points: int
    evidence: str
    inferred: bool = False


STAY_INDEPENDENT: tuple[Item, ...] = (
    Item(1, _("I have fallen in the past year."), 2, "SF34"),
    Item(2, _("I use, or have been told to use, a stick or a walking frame."), 2, "SF35"),
    Item(3, _("I am sometimes unsteady when I walk."), 1, "SF36"),
    Item(4, _("At home I hold on to furniture as I go."), 1, "SF37"),
    Item(5, _("I worry about falling."), 1, "SF38"),
    Item(6, _("I push with my hands to get up from a chair."), 1, "SF39"),
    Item(7, _("Stepping up on to a kerb gives me some trouble."), 1, "SF40"),
    Item(8, _("I often have to hurry to the toilet."), 1, "SF41"),
    Item(9, _("I have lost some feeling in my feet."), 1, "SF42"),
    Item(
        10,
        _("I take medicine that makes me light-headed or more tired than usual."),
        1,
        "SF43",
        inferred=True,
    ),
    Item(11, _("I take medicine to help me sleep or for my mood."), 1, "SF44", inferred=True),
    Item(12, _("I often feel sad or low."), 1, "SF45", inferred=True),
)


def stay_independent_score(answers: Mapping[int, bool | None]) -> int | None:
    """The points of Stay Independent, 0 to 14.

    Args:
        answers: by the number of the item; one that is missing or None was left open.

    Returns:
        The sum; with items left open, the sum so far where that is at risk already (4 or more), else None: what is
        open could still reach it.
    """
    points = sum(item.points for item in STAY_INDEPENDENT if answers.get(item.n))
    complete = all(answers.get(item.n) is not None for item in STAY_INDEPENDENT)
    return points if complete or points >= STAY_INDEPENDENT_AT_RISK else None


def stay_independent_told(person: Profile) -> dict[int, bool]:
    """Items that other answers have settled already, so that nobody is asked twice.

    Args:
        person: what was told so far.

    Returns:
        The answer by the number of the item. A walking aid that is not used may still have been advised, so "none"
        settles nothing.
    """
    feet = person.details.foot_sensation_normal if person.details else None
    told: dict[int, bool | None] = {
        1: person.falls.past_year > 0,
        2: True if person.walking_aid in ("stick", "frame") else None,
        3: person.unsteady,
        5: person.worried_about_falling,
        9: None if feet is None else not feet,
    }
    return {n: answer for n, answer in told.items() if answer is not None}
