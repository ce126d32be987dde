"""What a question is, and which of them the answers so far make relevant. The questions stand in `questionnaire`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from retrowalk.language import _, ngettext

Kind = Literal["yes_no", "one", "many", "whole", "quantity", "date", "scales", "items", "lines"]
Answers = Mapping[str, Any]

OPEN = "open"
"""The answer "I don't know, or would rather not say"."""
NONE = "none_of_these"
"""The answer of a list where nothing on it holds."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer to choose.

    Attributes:
        value: as it stands in the profile, or a number as text.
        text: in plain words.
        group: heading it stands under in a long list.
        hint: what is meant, where a word may not be known.
    """

    value: str
    text: str
    group: str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit to answer in.

    Attributes:
        factor: makes the field's own unit of it by multiplying.
        inverse: by dividing the factor by it: a time for a known distance.
        example: what a usual answer looks like.
    """

    value: str
    text: str
    factor: float
    example: str
    inverse: bool = False

    def to_field(self, number: float) -> float:
        """The answer in the field's unit, to the third decimal: finer than anybody measures."""
        return round(self.factor / number if self.inverse else self.factor * number, 3)

    def from_field(self, number: float) -> float:
        """The other way round, as it is."""
        return self.factor / number if self.inverse else number / self.factor


@dataclass(frozen=True, slots=True)
class When:
    """Holds where a question was answered with one of these; for an answer of several, where any is among them."""

    question: str
    any_of: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """A question, as the page and the terminal ask it.

    Attributes:
        id: its name in the answers.
        field: what it fills in the profile, for example ``falls.past_year``; several may fill one list.
        short: what the answer is called in a table.
        kind: how it is answered: ``scales`` is 0–10 for each site named in the question it follows, ``items`` yes or
            no to each choice, ``lines`` free words, one thing a line.
        least, most: of a number, in the field's unit; of a date, in days from today.
        required: no answer is no profile.
        open_means: what follows from leaving it open; empty where nothing does.
        relevant_if: any of these; empty: always.
        credit: to whom the question is owed, shown with it.
    """

    id: str
    field: str
    text: str
    short: str
    kind: Kind
    help: str = ""
    choices: tuple[Choice, ...] = ()
    units: tuple[Unit, ...] = ()
    least: float = 0
    most: float = 0
    required: bool = False
    open_means: str = ""
    relevant_if: tuple[When, ...] = ()
    credit: str = ""

    @property
    def values(self) -> tuple[str, ...]:
        """What can be chosen."""
        return tuple(choice.value for choice in self.choices)


@dataclass(frozen=True, slots=True)
class Screen:
    """Questions that are asked together, for most of them one.

    Attributes:
        id: its address.
        part: heading of the part it belongs to.
        title: heading over several questions; empty where there is one.
        optional: can be passed over as a whole.
    """

    id: str
    part: str
    questions: tuple[Question, ...]
    title: str = ""
    optional: bool = False


def holds(when: When, answers: Answers) -> bool:
    """Whether the answers so far make it true."""
    given = age_band(answers) if when.question == "age" else answers.get(when.question)
    several = given if isinstance(given, list) else [given]
    return any(one in when.any_of for one in several)


def age_band(answers: Answers) -> str:
    """``65_up``, ``under_65`` or, while it is not known, the empty text."""
    try:
        age = int(str(answers["start_date"])[:4]) - int(answers["birth_year"])
    except (KeyError, TypeError, ValueError):
        return ""
    return "65_up" if age >= 65 else "under_65"


def is_relevant(question: Question, answers: Answers) -> bool:
    """Whether the answers so far make it worth asking."""
    return not question.relevant_if or any(holds(when, answers) for when in question.relevant_if)


def relevant_screens(screens: Sequence[Screen], answers: Answers) -> list[Screen]:
    """Those with a question worth asking, in order."""
    return [one for one in screens if any(is_relevant(question, answers) for question in one.questions)]


def is_answered(question: Question, answers: Answers) -> bool:
    """Whether it was asked and not passed over by mistake: "I don't know" is an answer."""
    return answers.get(question.id) not in (None, "", [], {})


def next_unanswered(screens: Sequence[Screen], answers: Answers) -> Screen | None:
    """The first screen that still wants an answer; None where there is no more to ask."""
    for screen in relevant_screens(screens, answers):
        asked = [one for one in screen.questions if is_relevant(one, answers)]
        if screen.optional:
            if not any(one.id in answers for one in asked):
                return screen
        elif not all(is_answered(one, answers) for one in asked if one.kind != "lines"):
            return screen
    return None


def in_words(question: Question, given: Any) -> str:
    """An answer as it is read back: "Twice", "4.5 km/h", "knee 3, heel not known"."""
    names = {choice.value: choice.text for choice in question.choices}
    if given in (None, "", OPEN, [OPEN], [], {}):
        return _("Left open")
    if given in (NONE, [NONE]):
        return _("None of these")
    match question.kind:
        case "yes_no":
            return _("Yes") if given == "yes" else _("No")
        case "many":
            return " · ".join(names.get(one, one) for one in given)
        case "scales":
            said = (
                f"{one}: {_('not known') if score in ('', OPEN) else score}" for one, score in given.items()
            )
            return " · ".join(said)
        case "quantity":
            unit = next((unit.text for unit in question.units if unit.value == given.get("unit")), "")
            return f"{given.get('value')} {unit}".strip() if given.get("value") else _("Left open")
        case "items":
            return _points(given)
        case "lines":
            return " · ".join(str(given).split("\n"))
        case _:
            return names.get(given, str(given))


def _points(given: Mapping[str, str]) -> str:
    if "score" in given:
        points = int(given["score"])
        return ngettext("%(points)d point", "%(points)d points", points) % {"points": points}
    yes = sum(value == "yes" for value in given.values())
    said = {"yes": yes, "all": len(given)}
    return ngettext("%(yes)d yes of %(all)d", "%(yes)d yes of %(all)d", yes) % said
