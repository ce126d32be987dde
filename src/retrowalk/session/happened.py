"""What really happened in a run, from the positions of its events alone.

A position only moves on by playing, and it jumps only where an event says so: ``skipped``, ``extended``, and
``resumed`` after a crash. What lies between two events of a page that was playing was walked. Clocks may jump; they
decide nothing here but the dates that people read.

Two pages may write into one run. Each has a place of its own, and what both played was walked once: only what lies
beyond the furthest place so far counts, until someone winds back.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, fields, replace
from datetime import date as Date
from datetime import datetime
from typing import Literal

from retrowalk.prescription import Fall, PainReport, SessionFeedback
from retrowalk.screening.profile import PainSite
from retrowalk.session.log import Event, EventKind, Run, SessionLog, Why
from retrowalk.session.timeline import Stretch

State = Literal["open", "finished", "stopped", "lost"]

LOST_AFTER_S = 12 * 3600.0
WOUND_BACK_S = 15.0
"""Walked twice after a crash, this much is no more than was asked."""

_MOST_BLOCKS = 2000
_PLAYS: tuple[EventKind, ...] = ("started", "resumed", "reached", "cue")
_RESTS: tuple[EventKind, ...] = ("paused", "stopped", "finished")


@dataclass(frozen=True, slots=True)
class Hurt:
    """A report of pain on the way.

    Attributes:
        position_s: where in the timeline.
        site: None: not said where.
        level: 0–10; None: not said how much.
    """

    position_s: float
    site: PainSite | None
    level: int | None


@dataclass(frozen=True, slots=True)
class Happened:
    """What a run came to.

    Attributes:
        state: ``open`` while nothing says that it has ended; ``lost`` where it ended without a word.
        why: of a run that was stopped or lost; None where it was not said.
        position_s: the last place that is known.
        walked_s: seconds of each block of the session that were done, by its number.
        forward_s, backward_s: seconds of walking, in the blocks that asked for it.
        standing_s: seconds of turns and rests, and of blocks that ask for no direction.
        backward_asked_s: seconds of walking backward that were asked for.
        completed_fraction: of the walking backward that was asked for (of all blocks where none was); above 1 where
            more was done; to two decimals.
        pauses: how often it was paused.
        skipped: numbers of the blocks that were left before their end.
        extended_s: seconds that were added by hand.
        stumbles, rail_grabs, mismatches: how often each was logged.
        pains: reports of pain, in order.
        fell: it was paused or stopped because of a fall.
        started_at, ended_at: by the device's calendar clock, which may be wrong; ``ended_at`` is None while open.
    """

    state: State
    why: Why | None
    position_s: float
    walked_s: tuple[float, ...]
    forward_s: float
    backward_s: float
    standing_s: float
    backward_asked_s: float
    completed_fraction: float
    pauses: int
    skipped: tuple[int, ...]
    extended_s: float
    stumbles: int
    rail_grabs: int
    mismatches: int
    pains: tuple[Hurt, ...]
    fell: bool
    started_at: datetime
    ended_at: datetime | None


def happened(log: SessionLog) -> Happened:
    """What a run came to, whatever its events are like.

    Args:
        log: the run with its events from the first; with events of two pages in any order.
    """
    events = sorted({one.seq: one for one in log.events}.values(), key=lambda one: one.seq)
    course = _Course(log.run)
    for event in events:
        course.take(event)
    end = course.end
    state: State = "open"
    if end is not None:
        state = "lost" if end.why == "lost" else ("finished" if end.kind == "finished" else "stopped")
    blocks = [one for one in log.run.stretches if one.part == "block"]
    walked = [(one, course.walked_s(one)) for one in blocks]
    asked_s = sum(_length_s(one) for one in blocks if one.direction == "backward")
    backward_s = sum(done for one, done in walked if one.direction == "backward")
    done_s = backward_s if asked_s else sum(done for _, done in walked)
    kinds = [one.kind for one in events]
    return Happened(
        state=state,
        why=end.why if end is not None and end.kind == "stopped" else None,
        position_s=course.position_s,
        walked_s=_by_number(walked),
        forward_s=_s(sum(done for one, done in walked if one.direction == "forward")),
        backward_s=_s(backward_s),
        standing_s=_s(sum(done for one, done in walked if one.direction == "any")),
        backward_asked_s=_s(asked_s),
        completed_fraction=_fraction(done_s, asked_s or sum(_length_s(one) for one in blocks)),
        pauses=kinds.count("paused"),
        skipped=tuple(sorted(course.skipped)),
        extended_s=_s(course.extended_s),
        stumbles=kinds.count("stumble"),
        rail_grabs=kinds.count("rail_grab"),
        mismatches=kinds.count("mismatch"),
        pains=tuple(Hurt(one.position_s, one.site, one.level) for one in events if one.kind == "pain"),
        fell=any(one.kind in ("paused", "stopped") and one.why == "fall" for one in events),
        started_at=log.run.started_at,
        ended_at=end.at if end is not None else None,
    )


@dataclass(slots=True)
class _Course:
    """The way of a run through its timeline, event by event.

    Attributes:
        reached_s: the furthest place since the last winding back, whichever page was there.
        places: where each page is, and whether it plays.
        walked: spans of the timeline that were played; one that was wound back to is there twice.
        end: the event that ended it; nothing is walked after it.
    """

    run: Run
    reached_s: float = 0.0
    position_s: float = 0.0
    extended_s: float = 0.0
    places: dict[str, tuple[float, bool]] = field(default_factory=dict)
    walked: list[tuple[float, float]] = field(default_factory=list)
    skipped: set[int] = field(default_factory=set)
    end: Event | None = None

    def take(self, event: Event) -> None:
        if self.end is not None:
            return
        here = min(event.position_s, _end_s(self.run))
        before, playing = self.places.get(event.page, (here, False))
        if playing and here > before:
            start = max(before, self.reached_s)
            self._walk(start, here)
            self.reached_s = max(self.reached_s, here)
        there = self._jump(event, here)
        if there is not None:
            self.reached_s = there
        if event.kind in _PLAYS or event.kind in _RESTS:
            playing = event.kind in _PLAYS
        self.places[event.page] = (here if there is None else there, playing)
        self.position_s = here if there is None else there
        if event.kind in ("stopped", "finished"):
            self.end = event

    def _walk(self, start_s: float, end_s: float) -> None:
        if end_s <= start_s:
            return
        if self.walked and self.walked[-1][1] == start_s:
            start_s = self.walked.pop()[0]
        self.walked.append((start_s, end_s))

    def _jump(self, event: Event, here: float) -> float | None:
        """The place that this event goes to without walking there; None where it stays."""
        there = None if event.to_s is None else min(event.to_s, _end_s(self.run))
        if event.kind == "skipped":
            left = _stretch_at(self.run, here)
            there = (left.end_s if left is not None else here) if there is None else max(there, here)
            self.skipped |= {
                one.block
                for one in self.run.stretches
                if one.block is not None and one.start_s < there and one.end_s > here
            }
            return there
        if event.kind == "extended" and there is not None:
            self.extended_s += max(0.0, here - there)
            return min(there, here)
        if event.kind == "resumed" and there is not None:
            return there
        return None

    def walked_s(self, stretch: Stretch) -> float:
        return sum(
            max(0.0, min(end, stretch.end_s) - max(start, stretch.start_s)) for start, end in self.walked
        )


def closed(log: SessionLog, now: datetime, heard_at: datetime | None = None) -> Happened:
    """As `happened`; a run without end and without a sign of life for 12 hours is lost, at its last known place.

    Args:
        log: the run with its events from the first.
        now: UTC.
        heard_at: when the coach last heard of it, by the coach's clock; None goes by the device's, and then a sign of
            life from a day still to come counts as none.
    """
    found = happened(log)
    if found.state != "open":
        return found
    signs = [one.at for one in log.events] or [log.run.started_at]
    since = [(now - one).total_seconds() for one in ([heard_at] if heard_at is not None else signs)]
    if any(abs(one) <= LOST_AFTER_S for one in since):
        return found
    return replace(found, state="lost", why="lost", ended_at=signs[-1])


def _end_s(run: Run) -> float:
    return max(one.end_s for one in run.stretches)


def _length_s(stretch: Stretch) -> float:
    return max(0.0, stretch.end_s - stretch.start_s)


def _stretch_at(run: Run, position_s: float) -> Stretch | None:
    return next((one for one in run.stretches if one.start_s <= position_s < one.end_s), None)


def _by_number(walked: Iterable[tuple[Stretch, float]]) -> tuple[float, ...]:
    by_number: dict[int, float] = {}
    for stretch, done in walked:
        if stretch.block is not None:
            by_number[stretch.block] = by_number.get(stretch.block, 0.0) + done
    # Numbers beyond the count of blocks belong to no session.
    known = [number for number in by_number if 0 <= number < _MOST_BLOCKS]
    return tuple(_s(by_number.get(number, 0.0)) for number in range(max(known, default=-1) + 1))


def _fraction(done_s: float, asked_s: float) -> float:
    if asked_s <= 0:
        return 0.0
    more_s = done_s - asked_s
    return 1.0 if 0 <= more_s <= WOUND_BACK_S else min(10.0, round(done_s / asked_s, 2))


def _s(seconds: float) -> float:
    """To the hundredth: what is added up in another order is the same."""
    return round(seconds, 2)


def feedback_of(happened: Happened, log: SessionLog, done_on: Date) -> SessionFeedback:
    """What is known of the session without asking, and what was told on the device, which goes before it.

    What was not logged is not known: nobody who did not press "stumbled" has said that they did not.

    Args:
        happened: of this log.
        log: the run.
        done_on: civil date it was done on.
    """
    walked = sum(happened.walked_s) > 0
    ended = happened.state != "open"
    known = SessionFeedback(
        id=log.run.session,
        status="done" if walked and ended else None,
        done_on=done_on if walked and ended else None,
        completed_fraction=happened.completed_fraction if walked and ended else None,
        pain=_pain_of(happened.pains) or None,
        stumbles=happened.stumbles or None,
        rail_grabs=happened.rail_grabs or None,
        falls=(Fall(),) if happened.fell else None,
    )
    for event in log.events:
        if event.told is not None:
            said = {
                one.name: value
                for one in fields(event.told)
                if one.name != "id" and (value := getattr(event.told, one.name)) is not None
            }
            known = replace(known, **said)
    return known


def _pain_of(pains: Iterable[Hurt]) -> tuple[PainReport, ...]:
    """The worst of each site; what was not said where is elsewhere."""
    worst: dict[PainSite, int | None] = {}
    for one in pains:
        site = one.site or "other"
        levels = [level for level in (worst.get(site), one.level) if level is not None]
        worst[site] = max(levels, default=None)
    return tuple(PainReport(site, during=level) for site, level in worst.items())
