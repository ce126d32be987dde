"""The questions of screening, asked in a terminal: one after the other, only those that the answers make relevant.

Questions go to standard error, so that standard output holds the programme alone.
"""

from __future__ import annotations

import sys
from datetime import date as Date
from typing import Any

from retrowalk.errors import DocumentError
from retrowalk.language import _
from retrowalk.screening import Profile, screen
from retrowalk.screening.answers import problems_of, profile_of, provisional
from retrowalk.screening.asking import NONE, OPEN, Question, is_relevant, relevant_screens
from retrowalk.screening.questionnaire import SCREENS


def ask_profile(today: Date) -> Profile:
    """The profile of who sits at the terminal.

    An answer that is an emergency ends the questions: there is nothing to plan before it is looked at.

    Args:
        today: civil date, the first day where none is said.

    Raises:
        DocumentError: the answers ended before the questions did.
    """
    answers: dict[str, Any] = {}
    asked: set[str] = set()
    _say(
        _("Answer with a number, words or a date; Enter alone leaves a question open where that is possible.")
    )
    while screens := [one for one in relevant_screens(SCREENS, answers) if one.id not in asked]:
        following = screens[0]
        asked.add(following.id)
        if following.title:
            _say(f"\n{following.title}")
        for question in following.questions:
            if is_relevant(question, answers):
                _ask(question, answers, today)
        so_far = provisional(answers, today)
        if screen(so_far).urgency == "emergency":
            return so_far
    return profile_of(answers, today)


def _ask(question: Question, answers: dict[str, Any], today: Date) -> None:
    """Asks until the answer fits."""
    while True:
        _say(f"\n{question.text}")
        if question.help:
            _say(f"  {question.help}")
        given = _given(question, answers, today)
        answers.pop(question.id, None)
        if given is not None:
            answers[question.id] = given
        problem = problems_of([question], answers, today).get(question.id)
        if problem is None:
            return
        _say(f"  {problem}")


def _given(question: Question, answers: dict[str, Any], today: Date) -> Any:
    match question.kind:
        case "yes_no":
            return _yes_no(_line(_("yes, no or Enter")))
        case "one":
            return _one(question, _listed(question, _("a number")))
        case "many":
            numbers = (
                _listed(question, _("numbers such as 1 3, or 0 for none of these")).replace(",", " ").split()
            )
            return [NONE] if numbers == ["0"] else [_one(question, one) for one in numbers] or None
        case "quantity":
            unit = question.units[0]
            text = _line(f"{unit.text}, {_('such as')} {unit.example}")
            return {"value": text, "unit": unit.value} if text else OPEN
        case "date":
            return _line(_("such as %(date)s") % {"date": today.isoformat()}) or (
                today.isoformat() if question.required else OPEN
            )
        case "scales":
            return _scales(question, answers)
        case "items":
            return _items(question)
        case "whole":
            return _line("") or (None if question.required else OPEN)
        case "lines":
            return _line(_("one thing after the other, with ; in between")).replace(";", "\n") or None


def _scales(question: Question, answers: dict[str, Any]) -> dict[str, str]:
    """0 to 10 for each of the places named in the question before."""
    named = [one for when in question.relevant_if for one in _several(answers.get(when.question))]
    names = {
        choice.value: choice.text for screen in SCREENS for one in screen.questions for choice in one.choices
    }
    return {
        one: _line(f"{names.get(one, one)}, 0–10") for one in dict.fromkeys(named) if one not in (NONE, OPEN)
    }


def _items(question: Question) -> dict[str, str] | str:
    """Yes or no to each; all of them left open are none."""
    said = {
        choice.value: _yes_no(_line(f"{choice.text} ({_('yes, no or Enter')})"))
        for choice in question.choices
    }
    return {one: value for one, value in said.items() if value != OPEN} or OPEN


def _several(given: Any) -> list[str]:
    return given if isinstance(given, list) else [] if given is None else [given]


def _yes_no(text: str) -> str:
    told = {"y": "yes", "yes": "yes", "n": "no", "no": "no", "": OPEN}
    return told.get(text.strip().lower(), text)


def _listed(question: Question, how: str) -> str:
    for number, choice in zip(_numbers(question), question.choices, strict=True):
        _say(f"  {number}  {choice.text}" if number != choice.text else f"  {number}")
    return _line(how)


def _numbers(question: Question) -> list[str]:
    """What is typed for each choice: a number that is an answer itself stands for itself."""
    if all(value.isdigit() for value in question.values):
        return list(question.values)
    return [str(number) for number in range(1, len(question.choices) + 1)]


def _one(question: Question, text: str) -> str | None:
    """The answer that a number of the list, or the value itself, stands for."""
    if text == "":
        return None if question.required else OPEN
    return dict(zip(_numbers(question), question.values, strict=True)).get(text, text)


def _say(text: str) -> None:
    print(text, file=sys.stderr)  # noqa: T201


def _line(how: str) -> str:
    print(f"  {how}> " if how else "  > ", end="", file=sys.stderr, flush=True)  # noqa: T201
    line = sys.stdin.readline()
    if not line:
        raise DocumentError(_("The answers ended before the questions did; nothing was planned."))
    return line.strip()
