"""From what is typed to results: what cannot be is refused, what is unusual is asked back, and nothing is lost."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from datetime import date as Date
from statistics import fmean, median
from typing import Annotated, ClassVar

from annotated_types import Interval, MaxLen, MinLen

from retrowalk import evidence
from retrowalk.dates import day_words
from retrowalk.errors import ResultError
from retrowalk.evidence import Reason
from retrowalk.language import _
from retrowalk.outcomes.measure import Measure, MeasureId, measure, measures
from retrowalk.outcomes.result import Result, TakenBy
from retrowalk.outcomes.tests import guided_tests
from retrowalk.screening.profile import PainSite, WalkingAid

SAME_SPEED: tuple[MeasureId, ...] = ("heart_rate_backward", "heart_rate_forward")
"""Entered with the speed they were taken at."""

OLDEST = Date(1970, 1, 1)
LONG_AGO = timedelta(days=366)

UNLIKE: dict[MeasureId, float] = {
    # Product rule `entries_asked_back`: so many times more or less than before is asked back. Not for questions, which
    # may change from one end to the other, nor for standing on one leg, which does.
    **dict.fromkeys(
        ("backward_walk_3m", "timed_up_and_go", "sit_to_stand_5", "four_square_step", "chair_stand_30s"), 2.0
    ),
    **dict.fromkeys(("walk_10m_usual", "walk_10m_fast", "six_minute_walk"), 1.7),
    **dict.fromkeys(("resting_heart_rate", "systolic", "diastolic", *SAME_SPEED), 1.4),
    "body_mass": 1.15,
    "waist": 1.2,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What was typed for one or several measures, at one time.

    Attributes:
        values: as they were read, one a trial: seconds where a time was taken, also of a walk that is kept as a speed.
        taken_on: civil date.
        id: of its own in the world (a UUID), made where it was typed: sent twice, it is kept once.
        site: of the body, for pain.
        taken_by: who held the watch; None: not said.
        with_aid: the walking aid that was used; None: not said.
        practice: a familiarisation; None leaves it to the measure, whose first times are.
        note: in the walker's own words.
        confirmed: what was asked back is right as it stands.
        speed_mps: at which a heart rate was taken.
    """

    SCHEMA: ClassVar[str] = "retrowalk.entry/1"
    EXPECTED: ClassVar[Mapping[str, str]] = {
        "values": 'the values by measure, such as {"timed_up_and_go": [11.4, 11.0]}',
        "taken_on": "a date written as 2026-11-30",
        "speed_mps": "metres per second between 0.1 and 3",
    }
    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    values: Mapping[MeasureId, Annotated[tuple[float, ...], MinLen(1), MaxLen(20)]]
    taken_on: Date
    id: Annotated[str, MinLen(1), MaxLen(40)]
    site: PainSite | None = None
    taken_by: TakenBy | None = None
    with_aid: WalkingAid | None = None
    practice: bool | None = None
    note: Annotated[str, MaxLen(500)] | None = None
    confirmed: bool = False
    speed_mps: Annotated[float, Interval(ge=0.1, le=3)] | None = None


@dataclass(frozen=True, slots=True)
class Entered:
    """What became of an entry.

    Attributes:
        results: to keep; empty while something is asked.
        asks: sentences to confirm first; empty where all is plain, or was confirmed.
        says: what is to be known about a value that is kept, each with its rule.
    """

    results: tuple[Result, ...]
    asks: tuple[str, ...]
    says: tuple[Reason, ...] = ()


def enter(entry: Entry, now: datetime, today: Date, before: Sequence[Result] = ()) -> Entered:
    """Results from what was typed.

    Args:
        entry: as typed.
        now: instant, UTC.
        today: civil date where the walker is.
        before: results of this person so far; those of this very entry are left aside.

    Raises:
        ResultError: something that cannot be: which field, and what was expected.
    """
    if not entry.values:
        raise ResultError("values", _("Nothing was typed yet; expected at least one value."))
    _check_day(entry, today)
    others = [one for one in before if one.id != entry.id and not one.id.startswith(f"{entry.id}-")]
    long_ago = _asks_when(entry, today)
    results, asks = [], [*long_ago]
    for id, typed_values in entry.values.items():
        its = _enterable(id)
        _check_frame(its, entry)
        values = tuple(_value(its, one) for one in typed_values)
        result = _result(its, values, entry, now, today, others)
        unusual = _asks(its, result, others)
        results.append(replace(result, confirmed=entry.confirmed and bool(unusual or long_ago)))
        asks += unusual
    _check_pressure(entry.values)
    if asks and not entry.confirmed:
        return Entered((), tuple(dict.fromkeys(asks)), says(results))
    return Entered(tuple(results), (), says(results))


def typed(id: MeasureId, text: str) -> float:
    """A value as somebody types it: ``11,2``, ``11.2 s``, ``1:05.3``.

    Args:
        id: of the measure it is for.
        text: as typed; a comma is a decimal point, minutes and seconds are parted by a colon.

    Raises:
        ResultError: it is no number, or has a unit that is not expected.
    """
    its = _enterable(id)
    unit = entry_unit(id)
    found = re.fullmatch(
        r"\s*([+\-−]?)(?:(\d{1,3}):(?=[0-5]\d(?!\d)))?(\d{1,6}(?:[.,]\d*)?|[.,]\d+)\s*(\D*?)\s*", text
    )
    if found is None or (found[2] and unit != "s") or (found[4] and found[4].lower() not in _named(unit)):
        raise ResultError(
            id,
            _("%(name)s: “%(text)s” was not understood; expected %(number)s, such as %(example)s.")
            % {
                "name": its.name,
                "text": text.strip()[:40],
                "number": _("a whole number from 0 to 10")
                if unit == "0–10"
                else _("a number in %(unit)s") % {"unit": unit},
                "example": _shown(_like(its), its),
            },
        )
    value = float(found[3].replace(",", ".")) + 60 * float(found[2] or 0)
    return -value if found[1] in ("-", "−") else value


def entry_unit(id: MeasureId) -> str:
    """The unit in which a measure is typed; the 10-metre walk is typed in seconds and kept as a speed.

    Args:
        id: of a measure that is taken by hand.
    """
    return "s" if guided_tests()[id].entry == "seconds" else measure(id).unit


def entry_value(id: MeasureId, kept: float) -> float:
    """What was typed, from what is kept: for a form that corrects a result.

    Args:
        id: of the measure.
        kept: a value or trial in the measure's unit.
    """
    distance = _walked(measure(id))
    return kept if distance is None or kept <= 0 else distance / kept


def _walked(its: Measure) -> float | None:
    """Metres of a test that is timed and kept as a speed; None for all others."""
    there = guided_tests().get(its.id)
    return there.distance_m if there is not None and its.unit == "m/s" and there.entry == "seconds" else None


def _enterable(id: MeasureId) -> Measure:
    if id not in measures():
        raise ResultError("values", _("There is no measure called “%(id)s”.") % {"id": str(id)[:40]})
    its = measure(id)
    if id not in guided_tests():
        raise ResultError(
            id,
            _("%(name)s is not typed in: it comes from recorded walks or other tests.") % {"name": its.name},
        )
    return its


def _check_day(entry: Entry, today: Date) -> None:
    if entry.taken_on > today:
        tomorrow = entry.taken_on == today + timedelta(days=1)
        text = (
            _("%(day)s is tomorrow; expected today, %(today)s, or an earlier day.")
            if tomorrow
            else _("%(day)s is still to come; expected today, %(today)s, or an earlier day.")
        )
        raise ResultError("taken_on", text % {"day": day_words(entry.taken_on), "today": day_words(today)})
    if entry.taken_on < OLDEST:
        raise ResultError(
            "taken_on",
            _("%(day)s is too long ago; expected a day from %(first)s on.")
            % {"day": day_words(entry.taken_on), "first": day_words(OLDEST)},
        )


def _asks_when(entry: Entry, today: Date) -> list[str]:
    if today - entry.taken_on <= LONG_AGO:
        return []
    return [_("%(day)s is more than a year ago. Is the date right?") % {"day": day_words(entry.taken_on)}]


def _check_frame(its: Measure, entry: Entry) -> None:
    if its.by_site and entry.site is None:
        raise ResultError(
            "site", _("%(name)s: where does it hurt? Expected a place of the body.") % {"name": its.name}
        )
    if its.id in SAME_SPEED and entry.speed_mps is None:
        raise ResultError(
            "speed_mps",
            _("%(name)s: at which speed? Only heart rates at the same speed can be compared.")
            % {"name": its.name},
        )
    most = max(its.trials, 1)
    if len(entry.values[its.id]) > most:
        raise ResultError(
            its.id,
            _("%(name)s: %(count)s values were typed; expected %(most)s at most.")
            % {"name": its.name, "count": len(entry.values[its.id]), "most": most},
        )


def _value(its: Measure, given: float) -> float:
    """One trial in the measure's unit, if it can be."""
    value = float(given)
    distance = _walked(its)
    if math.isfinite(value) and distance is not None and value > 0:
        value = distance / value
    least, most = its.possible
    whole = guided_tests()[its.id].entry in ("count", "score")
    if not math.isfinite(value) or not least <= value <= most or (distance is not None and given <= 0):
        raise ResultError(its.id, _impossible(its, given, distance))
    if whole and value != round(value):
        raise ResultError(
            its.id,
            _("%(name)s: %(value)s is no whole number; expected one from %(least)s to %(most)s.")
            % {"name": its.name, "value": f"{value:g}", "least": f"{least:g}", "most": f"{most:g}"},
        )
    return value


def _impossible(its: Measure, given: float, distance: float | None) -> str:
    least, most = (
        its.possible if distance is None else (distance / its.possible[1], distance / its.possible[0])
    )
    unit = entry_unit(its.id)
    text = _("%(name)s: %(value)s cannot be; expected %(least)s to %(most)s.") % {
        "name": its.name,
        "value": _with_unit(f"{given:g}", unit),
        "least": f"{least:.3g}" if least != round(least) else f"{least:.0f}",
        "most": _with_unit(f"{most:.0f}", unit),
    }
    if unit == "s" and math.isfinite(given) and given > most:
        usual = its.usual if distance is None else (distance / its.usual[1], distance / its.usual[0])
        if usual[0] <= given / 100 <= usual[1]:
            text += " " + _("Was it %(time)s s?") % {"time": f"{given / 100:.2f}"}
    return text


def _result(
    its: Measure,
    values: tuple[float, ...],
    entry: Entry,
    now: datetime,
    today: Date,
    others: Sequence[Result],
) -> Result:
    if its.combine == "best" and its.better == "higher":
        value = max(values)
    elif its.combine == "best":
        value = min(values)
    else:
        value = fmean(values)
    alike = [one for one in others if one.measure == its.id and one.taken_on <= entry.taken_on]
    return Result(
        id=entry.id if len(entry.values) == 1 else f"{entry.id}-{its.id}",
        measure=its.id,
        value=round(value, its.decimals),
        at=now if entry.taken_on == today else datetime.combine(entry.taken_on, time(12), UTC),
        taken_on=entry.taken_on,
        # Finer than the value, so that a speed turns back into the seconds that were typed.
        trials=tuple(round(one, its.decimals + 3) for one in values) if its.trials > 1 else (),
        site=entry.site if its.by_site else None,
        taken_by=entry.taken_by,
        with_aid=entry.with_aid if its.kind == "test" else None,
        practice=len(alike) < its.practice if entry.practice is None else entry.practice,
        speed_mps=entry.speed_mps if its.id in SAME_SPEED else None,
        note=entry.note or None,
    )


def _asks(its: Measure, result: Result, others: Sequence[Result]) -> list[str]:
    asks = []
    least, most = its.usual
    shown = _with_unit(_shown(result.value, its), its.unit)
    if not least <= result.value <= most:
        asks.append(
            _("%(name)s: %(value)s is unusual; most people have %(least)s to %(most)s. Is it right?")
            % {
                "name": its.name,
                "value": shown,
                "least": f"{least:g}",
                "most": _with_unit(f"{most:g}", its.unit),
            }
        )
    same = [one for one in others if (one.measure, one.site) == (its.id, result.site)]
    if any((one.value, one.taken_on) == (result.value, result.taken_on) for one in same):
        asks.append(
            _("%(name)s: %(value)s for %(day)s is here already. Is this a second one?")
            % {"name": its.name, "value": shown, "day": day_words(result.taken_on)}
        )
    if its.id in SAME_SPEED:
        same = [
            one for one in same if one.speed_mps and abs(one.speed_mps / (result.speed_mps or 1) - 1) <= 0.1
        ]
    times = UNLIKE.get(its.id)
    if times is not None and same and result.value > 0:
        usual = median(one.value for one in sorted(same, key=lambda one: one.at)[-3:])
        if usual > 0 and not 1 / times <= result.value / usual <= times:
            asks.append(
                _("%(name)s: %(value)s is far from before (%(before)s). Is it right?")
                % {"name": its.name, "value": shown, "before": _with_unit(_shown(usual, its), its.unit)}
            )
    return asks


def _check_pressure(values: Mapping[MeasureId, tuple[float, ...]]) -> None:
    """Each reading has both values, the upper one above the lower; the means alone would hide one that is swapped."""
    upper, lower = values.get("systolic", ()), values.get("diastolic", ())
    if upper and lower and len(upper) != len(lower):
        raise ResultError(
            "diastolic",
            _("%(upper)s upper and %(lower)s lower values were typed; expected both values of each reading.")
            % {"upper": len(upper), "lower": len(lower)},
        )
    for high, low in zip(upper, lower, strict=False):
        if high <= low:
            raise ResultError(
                "systolic",
                _(
                    "The upper value, %(upper)s, is not above the lower one, %(lower)s. Are the two values swapped? "
                    "Expected the higher one first, such as 120 and 80."
                )
                % {"upper": f"{high:g}", "lower": f"{low:g}"},
            )


def says(results: Sequence[Result]) -> tuple[Reason, ...]:
    """What a blood pressure over the values from which tests and training are usually left out asks for."""
    cutoff = next(one.values for one in evidence.instruments()["IN16"].cutoffs if one.kind == "stop")
    stop = {name: float(value) for name, value in (cutoff or {}).items()}
    if not any(one.measure in stop and one.value > stop[one.measure] for one in results):
        return ()
    text = _(
        "That is a high blood pressure. Above %(upper)s over %(lower)s tests and training are left out: these numbers "
        "are from memory, not from a source we read. Sit down and measure again after 5 minutes. If it stays so, ask a "
        "doctor today; with pain in the chest, trouble speaking or seeing, or weakness on one side, call the emergency "
        "number."
    )
    values = {"upper": f"{stop['systolic']:.0f}", "lower": f"{stop['diastolic']:.0f}"}
    return (Reason(text % values, "blood_pressure_said", ("IN16",)),)


def _named(unit: str) -> tuple[str, ...]:
    """How a unit may be typed."""
    known = {
        "s": ("s", "sec", "secs", "second", "seconds"),
        "m": ("m", "metre", "metres", "meter", "meters"),
        "mmHg": ("mmhg",),
        "bpm": ("bpm", "/min", "beats"),
        "kg": ("kg", "kilograms"),
    }
    return known.get(unit, (unit.lower(), "/10" if unit == "0–10" else unit.lower()))


def _like(its: Measure) -> float:
    """A value such as people have, to show how one is typed."""
    distance = _walked(its)
    if distance is not None:
        return 8.4
    return {"cm": 4.0, "0–10": 3.0}.get(its.unit, round(math.sqrt(max(its.usual[0], 1) * its.usual[1])))


def _shown(value: float, its: Measure) -> str:
    return f"{value:.{its.decimals}f}"


def _with_unit(value: str, unit: str) -> str:
    return value if unit == "0–10" else f"{value} {unit}"
