"""All that is kept of one person, as the plain values that progress and reports are worked out from."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date as Date
from datetime import datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from retrowalk.outcomes.record import PersonRecord, SessionDone, WalkFound, Way
from retrowalk.prescription import Programme, Session, SessionFeedback

if TYPE_CHECKING:
    from retrowalk.store.records import StoredWalk
    from retrowalk.store.runs import KeptRun
    from retrowalk.store.store import Store


def person_record(store: Store, today: Date, programme: Programme | None = None) -> PersonRecord:
    """What is kept of the store's person.

    Args:
        store: the person's.
        today: civil date it is looked at.
        programme: the running one as it stands today; None takes it as it is kept.

    Raises:
        DocumentError: something was written by a later Retrowalk.
    """
    kept = [one.document for one in reversed(store.plans.programmes())]
    if programme is not None and kept:
        kept[-1] = programme
    return PersonRecord(
        name=store.person.name,
        today=today,
        profile=store.plans.profile(),
        programmes=tuple(kept),
        sessions=tuple(_sessions(store, kept)),
        walks=tuple(sorted((_found(one) for one in store.walks() if one.overview), key=lambda one: one.at)),
        results=tuple(one.result for one in store.outcomes.results()),
        choices=tuple(store.outcomes.choices()),
        trials=tuple(one.trial for one in store.outcomes.trials()),
    )


def _sessions(store: Store, programmes: list[Programme]) -> list[SessionDone]:
    walked = store.runs.walked()
    runs: dict[tuple[str, str], list[KeptRun]] = {}
    for run in store.runs.all():
        if run.id in walked:
            runs.setdefault((run.programme, run.session), []).append(run)
    found = []
    for programme in programmes:
        told = {one.id: one for one in programme.feedback}
        for week in programme.weeks:
            for session in week.sessions:
                of_it = runs.get((programme.id, session.id), [])
                done = _done(programme, session, told.get(session.id), of_it, walked)
                if done is not None:
                    found.append(done)
    return sorted(found, key=lambda one: (one.done_on, one.session))


def _done(
    programme: Programme,
    session: Session,
    told: SessionFeedback | None,
    runs: list[KeptRun],
    walked: Mapping[str, tuple[float, float]],
) -> SessionDone | None:
    # Begun again, or on two phones: the one that came furthest is the session.
    best = max(runs, key=lambda one: sum(walked[one.id]), default=None)
    if best is not None and sum(walked[best.id]) > 0:
        forward_s, backward_s = walked[best.id]
    elif told is not None and told.status == "done":
        share = 1.0 if told.completed_fraction is None else told.completed_fraction
        forward_s, backward_s = (
            share * sum(one.duration_s for one in session.blocks if one.direction == way)
            for way in ("forward", "backward")
        )
        best = None
    else:
        return None
    day = (told.done_on if told is not None else None) or (
        session.date if best is None else _civil(best.started_at, None)
    )
    backward = [one for one in session.blocks if one.direction == "backward"]
    return SessionDone(
        programme=programme.id,
        session=session.id,
        done_on=day,
        run=None if best is None else best.id,
        forward_s=forward_s,
        backward_s=backward_s,
        forward_mps=_middle(session, "forward"),
        backward_mps=_middle(session, "backward"),
        grade_pct=max((one.grade_pct for one in backward), default=0.0),
        told=told,
        began_at=None if best is None else best.started_at,
        lasts_s=session.total_s,
    )


def _middle(session: Session, direction: str) -> float | None:
    """The middle of the speeds asked for, weighted by time; None where the pace was free."""
    asked = [
        (sum(one.speed_mps) / 2, one.duration_s)
        for one in session.blocks
        if one.direction == direction and one.speed_mps is not None and one.speed_mps[1] > 0
    ]
    seconds = sum(duration for _, duration in asked)
    return sum(speed * duration for speed, duration in asked) / seconds if seconds else None


def _found(walk: StoredWalk) -> WalkFound:
    overview: Mapping[str, Any] = walk.overview or {}
    summary = overview["summary"]
    at = walk.started_at or walk.added_at

    def way(direction: str) -> Way:
        even = (overview.get("evenness") or {}).get(direction) or {}
        return Way(
            seconds=summary[f"{direction}_s"],
            speed_mps=summary["speed_mps"][direction],
            cadence_spm=summary["cadence_spm"][direction],
            strides=even.get("strides") or 0,
            stride_time_cv_pct=even.get("stride_time_cv_pct"),
            step_asymmetry_pct=even.get("step_asymmetry_pct"),
        )

    return WalkFound(
        id=walk.id,
        at=at,
        walked_on=_civil(at, walk.time_zone),
        duration_s=walk.duration_s,
        placement=walk.placement,
        run=walk.run_id,
        simulated=walk.simulated,
        speed_validated=bool((overview.get("validated") or {}).get("speed")),
        forward=way("forward"),
        backward=way("backward"),
        unknown_s=summary["unknown_s"],
        timed=walk.started_at is not None,
    )


def _civil(at: datetime, zone: str | None) -> Date:
    try:
        return at.astimezone(ZoneInfo(zone) if zone else None).date()
    except (ValueError, OSError):  # a zone that is none, or not known on this computer
        return at.astimezone().date()
