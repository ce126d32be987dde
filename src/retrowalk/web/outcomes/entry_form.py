"""The form in which values are typed: what it shows, and from its fields to an entry."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import date as Date
from typing import get_args
from uuid import uuid4

from retrowalk.errors import ResultError
from retrowalk.language import _
from retrowalk.outcomes import (
    Entry,
    GuidedTest,
    MeasureId,
    Result,
    TakenBy,
    entry_unit,
    entry_value,
    guided,
    measure,
    typed,
)
from retrowalk.outcomes.entering import SAME_SPEED
from retrowalk.screening.profile import PainSite, WalkingAid

Fields = Mapping[str, str]
BY_HAND: tuple[TakenBy, ...] = ("self", "helper", "professional", "device")
LONGEST_NOTE = 500


def empty(today: Date, site: str = "", aid: str | None = None) -> dict[str, str]:
    """The form before anything was typed.

    Args:
        today: where this computer is.
        site: of the body, where it is known which.
        aid: the walker's own walking aid.
    """
    return {"entry": str(uuid4()), "taken_on": today.isoformat(), "site": site, "with_aid": aid or ""}


def of_result(result: Result, revision: int) -> dict[str, str]:
    """The form with a kept result, to correct it.

    Args:
        result: as it is kept.
        revision: it has now.
    """
    trials = result.trials or (result.value,)
    shown = {f"{result.measure}.{n}": _written(result.measure, one) for n, one in enumerate(trials, 1)}
    return shown | {
        "entry": result.id,
        "seen": str(revision),
        "taken_on": result.taken_on.isoformat(),
        "site": result.site or "",
        "taken_by": result.taken_by or "",
        "with_aid": result.with_aid or "",
        "practice": "yes" if result.practice else "",
        "note": result.note or "",
        "speed_kmh": "" if result.speed_mps is None else f"{result.speed_mps * 3.6:.3g}",
    }


def _written(id: MeasureId, kept: float) -> str:
    decimals = 0 if guided(id).entry in ("count", "score") else max(measure(id).decimals, 1)
    text = f"{entry_value(id, kept):.{decimals}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def read(tests: Sequence[GuidedTest], fields: Fields) -> Entry:
    """What was typed, as an entry.

    Args:
        tests: that the form asked for.
        fields: it came with, one value each.

    Raises:
        ResultError: something was not understood: which field, and what was expected.
    """
    values: dict[MeasureId, tuple[float, ...]] = {}
    for test in tests:
        written = [fields.get(f"{test.measure}.{n}", "").strip() for n in range(1, max(test.trials, 1) + 1)]
        numbers = tuple(typed(test.measure, one) for one in written if one)
        if numbers:
            values[test.measure] = numbers
    if not values:
        raise ResultError("values", _("Nothing was typed yet. Type at least one value."))
    _check_both({one.measure for one in tests}, values)
    return Entry(
        values=values,
        taken_on=_day(fields.get("taken_on", "")),
        id=fields.get("entry", "")[:40] or str(uuid4()),
        site=_one_of("site", fields.get("site", ""), get_args(PainSite)),  # type: ignore[arg-type]
        taken_by=_one_of("taken_by", fields.get("taken_by", ""), BY_HAND),  # type: ignore[arg-type]
        with_aid=_one_of("with_aid", fields.get("with_aid", ""), get_args(WalkingAid)),  # type: ignore[arg-type]
        practice=_practice(fields),
        note=_note(fields.get("note", "")),
        confirmed=fields.get("confirmed") == "yes",
        speed_mps=_speed(fields.get("speed_kmh", "")) if set(values) & set(SAME_SPEED) else None,
    )


def _check_both(asked: set[MeasureId], values: Mapping[MeasureId, tuple[float, ...]]) -> None:
    """Where both values of a blood pressure are asked for, one alone was left out by mistake."""
    if not asked >= {"systolic", "diastolic"}:
        return
    if "diastolic" in values and "systolic" not in values:
        raise ResultError("systolic", _("The upper value is missing. Type both, such as 120 and 80."))
    if "systolic" in values and "diastolic" not in values:
        raise ResultError("diastolic", _("The lower value is missing. Type both, such as 120 and 80."))


def _practice(fields: Fields) -> bool | None:
    """Ticked it is practice. Not ticked on a kept result it counts; on a new one the measure says whether it does."""
    if fields.get("practice") == "yes":
        return True
    return False if fields.get("seen") else None


def _day(text: str) -> Date:
    try:
        return Date.fromisoformat(text.strip())
    except ValueError:
        raise ResultError(
            "taken_on",
            _("“%(given)s” is no date. Choose the day it was measured.") % {"given": text.strip()[:40]},
        ) from None


def _one_of(field: str, given: str, allowed: Sequence[str]) -> str | None:
    if not given:
        return None
    if given not in allowed:
        raise ResultError(field, _("“%(given)s” is not in the list. Choose again.") % {"given": given[:40]})
    return given


def _note(text: str) -> str | None:
    text = text.strip().replace("\r\n", "\n")
    if len(text) > LONGEST_NOTE:
        raise ResultError(
            "note",
            _("The note has %(n)s letters; there is room for %(most)s.")
            % {"n": len(text), "most": LONGEST_NOTE},
        )
    return text or None


def _speed(text: str) -> float | None:
    text = text.strip().replace(",", ".")
    if not text:
        return None
    try:
        kmh = float(text)
    except ValueError:
        kmh = math.nan
    if not 0.36 <= kmh <= 10.8:
        raise ResultError(
            "speed_kmh",
            _("“%(given)s” is no walking speed; expected 0.4 to 10.8 km/h, such as 3.0.")
            % {"given": text[:40]},
        )
    return round(kmh / 3.6, 4)


def units(id: MeasureId) -> str:
    """The unit of a field, as it stands beside it; empty for a number of a scale."""
    unit = entry_unit(id)
    return "" if unit == "0–10" else unit
