"""Nothing is counted twice: how much of each session and recording stands for itself.

The same walk comes in more than one way: as a session that was told of, as its recording, as what a watch and a phone
saw of it. A session stands; a recording of it is that session; recordings that overlap are one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from retrowalk.energy.moved import Moved

Span = tuple[datetime, datetime]


def once(moved: Iterable[Moved]) -> list[tuple[Moved, float]]:
    """Each session and recording with the share of it that counts, 0 to 1, whatever order they come in.

    A recording that may be that of a session (the same log; at the same time; on the same day, where the time of one
    of them is not known) counts for what it holds more than the session. A recording with a log of its own is of a
    session walked on that day. Of recordings that overlap, the one with more walking counts, and of the other what
    lies outside, by its share of the time. Heart rate that a session's recording holds is the session's.

    Args:
        moved: all there is of one person.
    """
    everything = sorted(moved, key=_order)
    sessions = _each_run_once([one for one in everything if one.source == "session"])
    recordings = [one for one in everything if one.source == "recording"]
    shares = [(_with_heart(one, recordings), 1.0) for one in sessions]
    covered: list[Span] = []
    for one in sorted(recordings, key=lambda one: (-one.walked_s, *_order(one))):
        share = _beside(sessions, one)
        span = _span(one)
        if span is not None:
            share = min(share, _outside(span, covered))
            covered.append(span)
        shares.append((one, share))
    return sorted(shares, key=lambda pair: _order(pair[0]))


def _order(one: Moved) -> tuple[str, ...]:
    """The same order for the same things, however they come."""
    return (one.day.isoformat(), one.source, repr(one.began_at), one.run or "", repr(one))


def _each_run_once(sessions: Sequence[Moved]) -> list[Moved]:
    found: dict[str, Moved] = {}
    for one in sessions:
        key = one.run or f"without {len(found)}"
        if key not in found or found[key].walked_s < one.walked_s:
            found[key] = one
    return list(found.values())


def _with_heart(session: Moved, recordings: Sequence[Moved]) -> Moved:
    if session.heart_rate_bpm is not None or session.run is None:
        return session
    own = [one.heart_rate_bpm for one in recordings if one.run == session.run]
    return replace(session, heart_rate_bpm=next((one for one in own if one is not None), None))


def _beside(sessions: Sequence[Moved], recording: Moved) -> float:
    """The share of a recording that no session holds already."""
    if recording.walked_s <= 0:
        return 0.0
    if recording.run is not None:
        of_one = any(one.run == recording.run or one.day == recording.day for one in sessions)
        return 0.0 if of_one else 1.0
    known_s = sum(one.walked_s for one in sessions if _may_be(one, recording))
    return max(0.0, 1 - known_s / recording.walked_s)


def _may_be(session: Moved, recording: Moved) -> bool:
    mine, its = _span(session), _span(recording)
    if mine is None or its is None:
        return session.day == recording.day
    return mine[0] < its[1] and its[0] < mine[1]


def _span(one: Moved) -> Span | None:
    if one.began_at is None or not one.lasts_s or one.lasts_s <= 0:
        return None
    return one.began_at, one.began_at + timedelta(seconds=one.lasts_s)


def _outside(span: Span, covered: Sequence[Span]) -> float:
    """The share of a span that lies in none of the others."""
    free = [span]
    for start, end in covered:
        free = [
            piece for a, b in free for piece in ((a, min(b, start)), (max(a, end), b)) if piece[0] < piece[1]
        ]
    whole = (span[1] - span[0]).total_seconds()
    return sum((b - a).total_seconds() for a, b in free) / whole
