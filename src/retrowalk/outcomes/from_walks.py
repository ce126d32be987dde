"""Results that nobody has to take: found in recorded walks, and computed from other tests.

Only like is put beside like: of each measure the walks from one group of placements, those it was recorded at most
often; on a belt apart from the ground; a speed only where nobody asked for one. What a session asks for is its dose.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, cast

from retrowalk.evidence import Reason
from retrowalk.language import _
from retrowalk.outcomes.fitness_estimate import estimate, fitness_results
from retrowalk.outcomes.measure import MeasureId, measure
from retrowalk.outcomes.offering import heart_rate_counts
from retrowalk.outcomes.record import PersonRecord, SessionDone, WalkFound, Way
from retrowalk.outcomes.result import Result

Direction = Literal["backward", "forward"]

ALIKE = {
    "foot": "foot",
    "ankle": "shank",
    "shank": "shank",
    "thigh": "thigh",
    "pocket": "thigh",
    "waist": "trunk",
    "chest": "trunk",
}
"""Placements whose figures may be put beside each other; a hand, an arm or a bag swings on its own."""
BELTS = ("motorised_treadmill", "self_powered_treadmill")
FEWEST_STRIDES = 30
"""As in `retrowalk.gait.variability`, which brings NumPy; a test holds them together."""
FEWEST_S = 60.0
"""A mean speed or cadence needs a minute of walking in that direction; product rule `results_from_walks`."""
MOSTLY = 0.8
"""Of the walking, so that one mean heart rate belongs to one direction; product rule `results_from_walks`."""


@dataclass(frozen=True, slots=True)
class _Seen:
    """One figure of one walk.

    Attributes:
        alike: what it may be put beside: group of placements and ground or belt.
    """

    walk: WalkFound
    measure: MeasureId
    value: float
    alike: tuple[str, bool]
    speed_mps: float | None = None
    validated: bool | None = None


def found_results(record: PersonRecord) -> tuple[Result, ...]:
    """Results from walks and from other tests, in the order of their times.

    Simulated walks never count, nor one of which nobody knows the day, nor one of under a minute in the direction;
    variability and asymmetry need 30 strides.

    Args:
        record: of the person.
    """
    seen = [
        one
        for walk in record.walks
        if walk.timed and not walk.simulated and walk.placement in ALIKE
        for one in _of_walk(walk, record)
    ]
    most = {
        id: _most_often([one for one in seen if one.measure == id]) for id in {one.measure for one in seen}
    }
    results = [_result(one) for one in seen if one.alike == most[one.measure]]
    results += fitness_results(record.results)
    return tuple(sorted(results, key=lambda one: (one.at, one.id)))


def about_found(result: Result) -> tuple[Reason, ...]:
    """What a result that nobody took by hand is worth.

    Args:
        result: of any measure; of what was taken by hand there is nothing to say.
    """
    if result.measure == "fitness_estimate":
        return (estimate(result.value).reason,)
    if result.validated is False:
        text = _(
            "How well a speed is told where the sensor was worn has not been checked against real recordings. It is "
            "held against your own from the same place only."
        )
        return (Reason(text, "results_from_walks"),)
    return ()


def _of_walk(walk: WalkFound, record: PersonRecord) -> Iterator[_Seen]:
    session = _session(walk, record)
    on_belt = session is not None and _place(session, record) in BELTS
    alike = (ALIKE[walk.placement], on_belt)
    for direction, way in _ways(walk):
        if way.seconds >= FEWEST_S:
            if way.speed_mps is not None and not on_belt and _own_pace(walk, session, direction):
                yield _Seen(
                    walk, _of("speed", direction), way.speed_mps, alike, validated=walk.speed_validated
                )
            if way.cadence_spm is not None:
                yield _Seen(walk, _of("cadence", direction), way.cadence_spm, alike)
        if way.strides >= FEWEST_STRIDES:
            if way.stride_time_cv_pct is not None:
                yield _Seen(walk, _of("variability", direction), way.stride_time_cv_pct, alike)
            if way.step_asymmetry_pct is not None:
                yield _Seen(walk, _of("asymmetry", direction), way.step_asymmetry_pct, alike)
        yield from _heart(walk, direction, way, session, on_belt, record)


def _heart(
    walk: WalkFound,
    direction: Direction,
    way: Way,
    session: SessionDone | None,
    on_belt: bool,
    record: PersonRecord,
) -> Iterator[_Seen]:
    """The heart rate of a walk that went mostly one way, with the speed of that way."""
    walked = walk.forward.seconds + walk.backward.seconds + walk.unknown_s
    if walk.heart_rate_bpm is None or way.seconds < max(FEWEST_S, MOSTLY * walked):
        return
    if record.profile is None or not heart_rate_counts(record.profile):
        return
    asked = None
    if session is not None:
        asked = session.backward_mps if direction == "backward" else session.forward_mps
    # A belt goes as fast as it was asked to; on the ground the recording knows better.
    speed = asked if on_belt else way.speed_mps
    if speed is not None:
        # Any sensor will do, as the heart is not where it was worn.
        yield _Seen(walk, _of("heart_rate", direction), walk.heart_rate_bpm, ("", on_belt), speed)


def _of(what: str, direction: Direction) -> MeasureId:
    return cast(MeasureId, f"{what}_{direction}" if what == "heart_rate" else f"{direction}_{what}")


def _ways(walk: WalkFound) -> tuple[tuple[Direction, Way], ...]:
    return (("backward", walk.backward), ("forward", walk.forward))


def _session(walk: WalkFound, record: PersonRecord) -> SessionDone | None:
    if walk.run is None:
        return None
    return next((one for one in record.sessions if one.run == walk.run), None)


def _place(session: SessionDone, record: PersonRecord) -> str | None:
    return next(
        (
            one.place
            for programme in record.programmes
            if programme.id == session.programme
            for week in programme.weeks
            for one in week.sessions
            if one.id == session.session
        ),
        None,
    )


def _own_pace(walk: WalkFound, session: SessionDone | None, direction: Direction) -> bool:
    """Nobody asked for a speed; of a session that is not known nobody knows."""
    if walk.run is None:
        return True
    if session is None:
        return False
    return (session.backward_mps if direction == "backward" else session.forward_mps) is None


def _most_often(seen: list[_Seen]) -> tuple[str, bool]:
    """What most walks of one measure have in common; of two the one seen last."""
    counts = Counter(one.alike for one in seen)
    last = {one.alike: place for place, one in enumerate(seen)}
    return max(counts, key=lambda alike: (counts[alike], last[alike]))


def _result(seen: _Seen) -> Result:
    its = measure(seen.measure)
    return Result(
        id=f"{seen.walk.id}-{its.id}",
        measure=its.id,
        value=round(seen.value, its.decimals),
        at=seen.walk.at,
        taken_on=seen.walk.walked_on,
        taken_by="recording",
        speed_mps=seen.speed_mps,
        walk=seen.walk.id,
        validated=seen.validated,
    )
