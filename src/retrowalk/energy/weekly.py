"""How active a week was: MET-minutes, and minutes towards 150 of moderate activity."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date as Date
from datetime import timedelta
from functools import lru_cache

from retrowalk.energy.band import Band
from retrowalk.energy.costs import mets_of
from retrowalk.energy.intensity import Intensity, intensity
from retrowalk.energy.moved import Moved, Mover
from retrowalk.energy.once import once
from retrowalk.energy.published import (
    FASTEST_FORWARD_MPS,
    FASTEST_MEASURED_MPS,
    STEEPEST_MEASURED_PCT,
    Direction,
)
from retrowalk.evidence import Reason
from retrowalk.language import _, ngettext

MINUTES_A_WEEK = 150
"""Of moderate activity: what health services ask adults for. From memory: the guideline was not read."""
COUNTS: dict[Intensity, float] = {"light": 0.0, "moderate": 1.0, "vigorous": 2.0}
"""What a minute counts towards it; a vigorous one twice, as the guideline is remembered."""
PRACTISED_AFTER = 12
"""Sessions after which walking backward was found to cost less."""

# Our judgement (rule activity_pace): how far the pace of a stretch may be off, low, mid and high.
_KNOWN_PACE = (0.85, 1.0, 1.15)
_UNKNOWN_PACE: dict[Direction, tuple[float, float, float]] = {
    "forward": (0.6, 0.9, 1.1),
    "backward": (0.25, 0.5, 0.75),
}
_USUAL_MPS = 1.0
"""Where nobody told their usual pace."""
_SLOWEST_MPS = 0.1

# Heart-rate reserve of the American College of Sports Medicine: moderate from 40 %, vigorous from 60 %.
_MODERATE_FROM_RESERVE, _VIGOROUS_FROM_RESERVE = 0.40, 0.60
_MOST_BPM, _LESS_A_YEAR, _MOST_BPM_ERROR = 208.0, 0.7, 10.0
"""The highest heart rate by age, and how far it is off for a single person: from memory."""


@dataclass(frozen=True, slots=True)
class Sources:
    """What a week was added up from.

    Attributes:
        sessions: of the programme.
        recordings: that count beside them, in whole or in part.
        with_heart_rate: of both, those in which heart rate had a say.
        counted_once: recordings of which all or a part was counted already.
    """

    sessions: int
    recordings: int
    with_heart_rate: int
    counted_once: int


@dataclass(frozen=True, slots=True)
class ActiveWeek:
    """How active one week was.

    Attributes:
        start: civil date of its first day.
        met_minutes: METs times minutes of all walking, what the body uses at rest included.
        moderate_minutes: minutes of moderate activity, a vigorous minute counted twice.
        towards: minutes a week that are asked for.
        walked_minutes: in any direction and at any pace.
        sources: what it was added up from.
        so_far: the week is not over.
        notes: what to know about these figures, each with its rule.
    """

    start: Date
    met_minutes: Band
    moderate_minutes: Band
    towards: int
    walked_minutes: float
    sources: Sources
    so_far: bool
    notes: tuple[Reason, ...]


def active_weeks(moved: Iterable[Moved], mover: Mover, first: Date, today: Date) -> tuple[ActiveWeek, ...]:
    """How active each week was, from the first to the one that today is in; nothing is counted twice.

    Sources: METs as in `cost`; zones of the American College of Sports Medicine (SF57–SF59).

    Args:
        moved: sessions and recordings of one person, in any order.
        mover: of the walker.
        first: civil date on which the first week begins; what was before is left out.
        today: civil date; what lies after it is left out.
    """
    shared = once(moved)
    practised = _practised_from(shared)
    weeks: dict[int, list[tuple[Moved, float]]] = {}
    for one, share in shared:
        if first <= one.day <= today:
            weeks.setdefault((one.day - first).days // 7, []).append((one, share))
    return tuple(
        _week(
            first + timedelta(days=7 * number),
            weeks.get(number, []),
            mover,
            practised,
            so_far=(today - first).days < 7 * number + 6,
        )
        for number in range((today - first).days // 7 + 1)
    )


def about_weeks() -> tuple[Reason, ...]:
    """What is true of every such week."""
    return (
        Reason(
            _(
                "Health services ask adults for 150 minutes of moderate activity a week; a vigorous minute counts "
                "twice. That is from memory, not read at its source. Any walking counts, and less is good too."
            ),
            "activity_minutes",
            ("C72", "SF58", "SF59"),
        ),
        Reason(
            _(
                "What you walk without a session or a recording is not in these figures, so you moved more than they "
                "say. A session, its recording, and two recordings of one walk count once."
            ),
            "activity_once",
        ),
        Reason(
            _(
                "Moderate means 3 METs or more, for an average adult. For somebody less fit, slower walking can be "
                "just as hard: the talk test says more about you than a MET does."
            ),
            "activity_pace",
            ("SF57", "SF58"),
        ),
    )


def _practised_from(shared: Iterable[tuple[Moved, float]]) -> Date | None:
    """The day from which walking backward is nothing new; None where that is still to come."""
    days = [one.day for one, share in shared if share > 0 and one.backward_s > 0]
    return days[PRACTISED_AFTER] if len(days) > PRACTISED_AFTER else None


def _week(
    start: Date, moved: list[tuple[Moved, float]], mover: Mover, practised: Date | None, *, so_far: bool
) -> ActiveWeek:
    met_minutes, moderate, walked = [0.0] * 3, [0.0] * 3, 0.0
    sessions = recordings = with_heart = counted_once = 0
    for one, share in moved:
        sessions += one.source == "session"
        recordings += one.source == "recording" and share > 0
        counted_once += one.source == "recording" and share < 1 and one.walked_s > 0
        heart = _of_reserve(one.heart_rate_bpm, mover)
        with_heart += heart is not None and share > 0
        walked += one.walked_s / 60 * share
        used_to_it = practised is not None and one.day >= practised
        for mets, seconds in _costs(one, mover, practised=used_to_it):
            minutes = seconds / 60 * share
            count = _counts(mets, heart)
            for end, (met, worth) in enumerate(zip(_ends(mets), _ends(count), strict=True)):
                met_minutes[end] += met * minutes
                moderate[end] += worth * minutes
    sources = Sources(sessions, recordings, with_heart, counted_once)
    return ActiveWeek(
        start=start,
        met_minutes=Band(*met_minutes).rounded(0),
        moderate_minutes=Band(*moderate).rounded(0),
        towards=MINUTES_A_WEEK,
        walked_minutes=round(walked, 1),
        sources=sources,
        so_far=so_far,
        notes=_notes(sources),
    )


def _costs(one: Moved, mover: Mover, *, practised: bool) -> list[tuple[Band, float]]:
    """METs of what was walked each way, and its seconds."""
    forward = _mets("forward", one.forward_mps, 0.0, mover, practised=practised)
    backward = _mets("backward", one.backward_mps, one.grade_pct, mover, practised=practised)
    # Which way is not known: from one to the other, and the cheaper one in the middle.
    either = Band(
        min(forward.low, backward.low), min(forward.mid, backward.mid), max(forward.high, backward.high)
    )
    found = ((forward, one.forward_s), (backward, one.backward_s), (either, one.unknown_s))
    return [(mets, seconds) for mets, seconds in found if seconds > 0]


def _mets(
    direction: Direction, speed_mps: float | None, grade_pct: float, mover: Mover, *, practised: bool
) -> Band:
    usual = mover.usual_forward_mps or _USUAL_MPS
    shares = _KNOWN_PACE if speed_mps is not None else _UNKNOWN_PACE[direction]
    middle = usual if speed_mps is None else speed_mps
    fastest = FASTEST_MEASURED_MPS if direction == "backward" else FASTEST_FORWARD_MPS
    slow, mid, fast = (round(min(fastest, max(_SLOWEST_MPS, middle * share)), 3) for share in shares)
    steep = min(STEEPEST_MEASURED_PCT, max(0.0, grade_pct))
    at = (direction, steep, mover.age, practised)
    return Band(_at(slow, *at).low, _at(mid, *at).mid, _at(fast, *at).high)


@lru_cache(maxsize=4096)
def _at(speed_mps: float, direction: Direction, grade_pct: float, age: int | None, practised: bool) -> Band:
    return mets_of(direction, speed_mps, grade_pct, age, practised or None)


def _of_reserve(bpm: float | None, mover: Mover) -> Band | None:
    """The share of the heart-rate reserve that was used; None where heart rate cannot tell."""
    if bpm is None or mover.resting_bpm is None or mover.age is None or not mover.heart_rate_tells:
        return None
    most = _MOST_BPM - _LESS_A_YEAR * mover.age
    if most - _MOST_BPM_ERROR <= mover.resting_bpm:
        return None
    rise = max(0.0, bpm - mover.resting_bpm)
    low, mid, high = (
        rise / (most + error - mover.resting_bpm) for error in (_MOST_BPM_ERROR, 0.0, -_MOST_BPM_ERROR)
    )
    return Band(low, mid, high)


def _counts(mets: Band, reserve: Band | None) -> Band:
    """What a minute counts: by METs; where heart rate tells, it gives the middle, and the band holds both."""
    by_mets = Band(*(COUNTS[intensity(one)] for one in _ends(mets)))
    if reserve is None:
        return by_mets
    by_heart = Band(*(COUNTS[_zone(one)] for one in _ends(reserve)))
    return Band(min(by_mets.low, by_heart.low), by_heart.mid, max(by_mets.high, by_heart.high))


def _zone(reserve: float) -> Intensity:
    if reserve >= _VIGOROUS_FROM_RESERVE:
        return "vigorous"
    return "moderate" if reserve >= _MODERATE_FROM_RESERVE else "light"


def _ends(band: Band) -> tuple[float, float, float]:
    return band.low, band.mid, band.high


def _notes(sources: Sources) -> tuple[Reason, ...]:
    notes = []
    if sources.with_heart_rate:
        notes.append(
            Reason(
                _(
                    "Where heart rate was measured, it says how hard the walking was for you: moderate from 40 % of "
                    "your heart-rate reserve, vigorous from 60 %. The highest heart rate is estimated from your age "
                    "by a formula from memory, 10 beats to either side."
                ),
                "activity_heart_rate",
                ("SF58", "SF59"),
            )
        )
    if sources.counted_once:
        text = ngettext(
            "%(count)d recording holds walking that was counted already; that part of it is left out.",
            "%(count)d recordings hold walking that was counted already; that part of them is left out.",
            sources.counted_once,
        )
        notes.append(Reason(text % {"count": sources.counted_once}, "activity_once"))
    return tuple(notes)
