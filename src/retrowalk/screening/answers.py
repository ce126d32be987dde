"""Answers as they were typed → a profile, and back. What does not fit is said in a sentence, question by question."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from retrowalk import contract
from retrowalk.errors import DocumentError
from retrowalk.language import _
from retrowalk.screening.asking import NONE, OPEN, Answers, Question, Unit, is_answered, is_relevant
from retrowalk.screening.profile import Profile
from retrowalk.screening.questionnaire import QUESTIONS
from retrowalk.screening.steadi import STAY_INDEPENDENT, stay_independent_score, stay_independent_told

LONGEST = 2000
"""Characters of one answer; nobody needs more, and it is kept with every letter typed."""
OLDEST = 120
_BESIDE = ("clearances",)
_NEUTRAL: dict[str, Any] = {
    "birth_year": "1980",
    "symptoms_heart": [NONE],
    "symptoms_nerves": [NONE],
    "symptoms_legs": [NONE],
    "falls_past_year": "0",
    "conditions": [NONE],
    "goal": "general",
    "days": "3",
    "minutes": "20",
    "equipment": [NONE],
    "supervision": "none",
}


class AnswersError(DocumentError):
    """Some answers are missing or do not fit.

    Attributes:
        problems: a sentence for each question concerned, by its id.
    """

    def __init__(self, problems: Mapping[str, str]) -> None:
        super().__init__(" ".join(problems.values()))
        self.problems = dict(problems)


def problems_of(questions: Iterable[Question], answers: Answers, today: date) -> dict[str, str]:
    """What is wrong with the answers to these questions, a sentence each, by question; empty where all is well.

    Args:
        questions: to look at; those that are not relevant are left alone.
        answers: to these and to others, as they were typed.
        today: civil date; dates are held against it.
    """
    found = {}
    for question in questions:
        if is_relevant(question, answers):
            try:
                value = _parsed(question, answers, today)
            except ValueError as problem:
                found[question.id] = f"{question.short}: {problem}"
            else:
                if value is None and question.required:
                    found[question.id] = _("%(what)s: this one needs an answer.") % {"what": question.short}
    return found


def profile_of(answers: Answers, today: date) -> Profile:
    """The profile that the answers make.

    Args:
        answers: as they were typed, by question.
        today: civil date; dates are held against it.

    Raises:
        AnswersError: some are missing or do not fit.
    """
    problems = problems_of(QUESTIONS.values(), answers, today)
    if problems:
        raise AnswersError(problems)
    return contract.read(Profile, _document(answers, today), _("Your answers"))


def provisional(answers: Answers, today: date) -> Profile:
    """The profile as far as it goes, with nothing told where nothing was answered or an answer does not fit.

    It shows whether what was told already, a red flag above all, wants looking at before the rest is asked.

    Args:
        answers: so far.
        today: civil date.
    """
    there = {**_NEUTRAL, "start_date": today.isoformat(), **answers}
    for name in problems_of(QUESTIONS.values(), there, today):
        there.pop(name, None)
    fitting = {**_NEUTRAL, "start_date": today.isoformat(), **there}
    return contract.read(Profile, _document(fitting, today), _("Your answers"))


def answers_of(profile: Profile) -> dict[str, Any]:
    """The answers that make this profile."""
    document = contract.write(profile)
    answers = {
        question.id: given
        for question in QUESTIONS.values()
        if (given := _typed(question, _get(document, question.field))) is not None
    }
    # What was never relevant was not left open either: it is asked once it is.
    asked = {name: given for name, given in answers.items() if is_relevant(QUESTIONS[name], answers)}
    return asked | {name: document[name] for name in _BESIDE if document.get(name)}


# One answer


def _parsed(question: Question, answers: Answers, today: date) -> Any:
    """The answer as the profile's JSON has it; None where it was left open."""
    given = answers.get(question.id)
    if not is_answered(question, answers) or given in (OPEN, [OPEN]):
        return None
    return _PARSERS[question.kind](question, given, answers, today)


def _yes_no(question: Question, given: Any, answers: Answers, today: date) -> bool:
    if given not in ("yes", "no"):
        raise ValueError(_("choose yes or no."))
    return bool(given == "yes")


def _one(question: Question, given: Any, answers: Answers, today: date) -> Any:
    if all(value.isdigit() for value in question.values):
        return _integer(given, question.least, question.most)
    if given not in question.values:
        raise ValueError(_("choose one of the answers."))
    return given


def _many(question: Question, given: Any, answers: Answers, today: date) -> list[Any]:
    chosen = given if isinstance(given, list) else [given]
    if NONE in chosen and len(chosen) > 1:
        raise ValueError(_("“None of these” is ticked together with something else; leave one of the two."))
    if any(one not in (*question.values, NONE, OPEN) for one in chosen):
        raise ValueError(_("choose from the list."))
    if question.id == "pain_sites":
        return _pain(question, [site for site in chosen if site != NONE], answers)
    return [one for one in question.values if one in chosen]


def _pain(question: Question, sites: list[str], answers: Answers) -> list[dict[str, Any]]:
    now = answers.get("pain_now")
    scores = now if isinstance(now, Mapping) else {}
    return [
        {"site": site, "now": _score_or_none(scores.get(site, OPEN))}
        for site in question.values
        if site in sites
    ]


def _scales(question: Question, given: Any, answers: Answers, today: date) -> None:
    scores = given.values() if isinstance(given, Mapping) else [given]
    for score in scores:
        _score(score)


def _score(given: Any) -> float | None:
    if given in ("", OPEN):
        return None
    score = _number(given)
    if score > 10:
        raise ValueError(_("%(given)s is not between 0 and 10.") % {"given": given})
    return score


def _score_or_none(given: Any) -> float | None:
    """What does not fit is said where the score was asked for, not where the site was."""
    try:
        return _score(given)
    except ValueError:
        return None


def _whole(question: Question, given: Any, answers: Answers, today: date) -> int:
    if question.id != "birth_year":
        return _integer(given, question.least, question.most)
    start = str(answers.get("start_date", ""))[:4]
    latest = int(start) if start.isdecimal() else today.year
    return _integer(given, latest - OLDEST, latest)


def _quantity(question: Question, given: Any, answers: Answers, today: date) -> float | None:
    typed, unit = _with_unit(question, given)
    if not typed:
        return None
    number = _number(typed)
    least, most = sorted(unit.from_field(limit or 1e-9) for limit in (question.least, question.most))
    if not least <= number <= most or (unit.inverse and number == 0):
        said = {"given": typed, "unit": unit.text, "least": f"{least:.3g}", "most": f"{most:.3g}"}
        raise ValueError(_("%(given)s %(unit)s is not between %(least)s and %(most)s %(unit)s.") % said)
    return unit.to_field(number)


def _date(question: Question, given: Any, answers: Answers, today: date) -> str:
    try:
        day = date.fromisoformat(str(given))
    except ValueError:
        said = {"given": _shown(given), "example": today.isoformat()}
        raise ValueError(_("“%(given)s” is no date; write it like %(example)s.") % said) from None
    if day < today + timedelta(days=question.least):
        raise ValueError(_("%(given)s has passed; choose today or a later day.") % {"given": given})
    if day > today + timedelta(days=question.most):
        if question.most:
            raise ValueError(_("%(given)s is more than a year away.") % {"given": given})
        raise ValueError(_("%(given)s has not come yet.") % {"given": given})
    return day.isoformat()


def _lines(question: Question, given: Any, answers: Answers, today: date) -> list[str] | None:
    several = [" ".join(line.split()) for line in str(given).splitlines() if line.strip()]
    if len(several) > 50 or any(len(line) > 200 for line in several) or len(str(given)) > LONGEST:
        raise ValueError(_("this is too long; at most 200 letters a line, and 2,000 in all."))
    return several or None


def _items(question: Question, given: Any, answers: Answers, today: date) -> int | None:
    told = told_items(answers, today)
    items = {int(name): value == "yes" for name, value in given.items() if value in ("yes", "no")}
    if not items and "score" in given:
        known = sum(item.points for item in STAY_INDEPENDENT if told.get(item.n))
        return max(known, _integer(given["score"], 0, question.most))
    return stay_independent_score({**items, **told})


def told_items(answers: Answers, today: date) -> dict[int, bool]:
    """Items of Stay Independent that other answers have settled.

    Args:
        answers: so far.
        today: civil date.
    """
    others = {name: given for name, given in answers.items() if name != "stay_independent"}
    return stay_independent_told(provisional(others, today))


_PARSERS = {
    "yes_no": _yes_no,
    "one": _one,
    "many": _many,
    "whole": _whole,
    "quantity": _quantity,
    "date": _date,
    "scales": _scales,
    "items": _items,
    "lines": _lines,
}


def _integer(given: Any, least: float, most: float) -> int:
    text = str(given).strip()
    if not text.isdecimal() or len(text) > 9:
        raise ValueError(_("“%(given)s” is no whole number.") % {"given": _shown(given)})
    if not least <= int(text) <= most:
        said = {"given": int(text), "least": f"{least:g}", "most": f"{most:g}"}
        raise ValueError(_("%(given)s is not between %(least)s and %(most)s.") % said)
    return int(text)


def _number(given: Any) -> float:
    text = str(given).strip().replace(",", ".")
    whole, _dot, rest = text.partition(".")
    if not (whole + rest).isdecimal() or len(text) > 12:
        raise ValueError(_("“%(given)s” is no number; write it like 4.5.") % {"given": _shown(given)})
    return float(text)


def _with_unit(question: Question, given: Any) -> tuple[str, Unit]:
    if not isinstance(given, Mapping):
        given = {"value": given}
    chosen = next((unit for unit in question.units if unit.value == given.get("unit")), question.units[0])
    return str(given.get("value", "")).strip(), chosen


def _shown(given: Any) -> str:
    text = str(given)
    return text if len(text) <= 40 else f"{text[:39]}…"


# The document


def _document(answers: Answers, today: date) -> dict[str, Any]:
    document: dict[str, Any] = {"schema": Profile.SCHEMA}
    for question in QUESTIONS.values():
        if question.kind == "scales" or not is_relevant(question, answers):
            continue
        value = _parsed(question, answers, today)
        if question.field == "symptoms":
            document.setdefault("symptoms", []).extend(value or [])
        elif value is not None:
            _put(document, question.field, value)
    for name in _BESIDE:
        if answers.get(name):
            document[name] = answers[name]
    return document


def _put(document: dict[str, Any], field: str, value: Any) -> None:
    *outer, name = field.split(".")
    for step in outer:
        document = document.setdefault(step, {})
    document[name] = value


def _get(document: Any, field: str) -> Any:
    for step in field.split("."):
        document = None if document is None else document.get(step)
    return document


def _typed(question: Question, value: Any) -> Any:
    """What somebody would have answered to give this value; None where it is not known whether they were asked."""
    if value is None:
        return None if question.required or question.kind == "lines" else OPEN
    match question.kind:
        case "yes_no":
            return "yes" if value else "no"
        case "many" if question.id == "pain_sites":
            return [one["site"] for one in value] or [NONE]
        case "many":
            return [one for one in value if one in question.values] or [NONE]
        case "scales":
            return {one["site"]: OPEN if one["now"] is None else f"{one['now']:g}" for one in value}
        case "quantity":
            return _shortest(question, value)
        case "items":
            return {"score": str(value)}
        case "lines":
            return "\n".join(value)
        case _:
            return str(value)


def _shortest(question: Question, value: float) -> dict[str, str]:
    """The number with the fewest digits, in whichever unit, that means this value: most likely what was typed."""
    for decimals in range(7):
        for unit in question.units:
            text = f"{unit.from_field(value or 1e-9):.{decimals}f}"
            if (float(text) > 0 or not unit.inverse) and abs(unit.to_field(float(text)) - value) < 1e-9:
                return {"value": text, "unit": unit.value}
    unit = question.units[0]
    return {"value": f"{unit.from_field(value or 1e-9):.6g}", "unit": unit.value}
