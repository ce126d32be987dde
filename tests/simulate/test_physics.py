"""The simulated sensor obeys physics: what it writes down integrates back to how it moved."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import example, given, reject
from hypothesis import strategies as st
from numpy.typing import NDArray

from retrowalk.recordings import PLACEMENTS, Placement, Recording
from retrowalk.simulate import (
    SILENT,
    Activity,
    Noise,
    Segment,
    SimulatedWalk,
    TrueStride,
    Walker,
    simulate_walk,
)
from retrowalk.simulate.curves import rotation

FloatArray = NDArray[np.float64]

GRAVITY = 9.80665
THERE_AND_BACK = (
    Segment("stand", 1),
    Segment("forward", 4),
    Segment("backward", 4),
    Segment("turn", 4),
    Segment("shuffle_backward", 5),
)
vectors = st.tuples(*[st.floats(-3, 3)] * 3)


def arrays(recording: Recording) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Time, acceleration, angular velocity."""
    blocks = list(recording.signals())
    force = [b for b in blocks if b.kind == "acceleration"]
    rate = [b for b in blocks if b.kind == "angular_velocity"]
    return (
        np.concatenate([b.t_s for b in force]),
        np.concatenate([b.values for b in force]),
        np.concatenate([b.values for b in rate]) if rate else np.empty((0, 3)),
    )


def orientations(start: FloatArray, rate: FloatArray, dt: float) -> FloatArray:
    """Sensor to world, from angular velocity alone (trapezoid steps)."""
    turns = rotation((rate[1:] + rate[:-1]) / 2 * dt)
    out = np.empty((len(rate), 3, 3))
    out[0] = start
    for i, turn in enumerate(turns):
        out[i + 1] = out[i] @ turn
    return out


@pytest.mark.parametrize("placement", PLACEMENTS)
def test_at_rest_gravity_points_up_and_nothing_turns(placement: Placement) -> None:
    walk = simulate_walk([Segment("stand", 3)], placement=placement, noise=SILENT)
    _, force, rate = arrays(walk.recording)
    np.testing.assert_allclose(force, [[0, 0, GRAVITY]] * len(force), atol=1e-6)
    np.testing.assert_allclose(rate, 0, atol=1e-9)


@pytest.mark.parametrize("placement", PLACEMENTS)
def test_angular_velocity_integrates_back_to_orientation(placement: Placement) -> None:
    walk = simulate_walk(THERE_AND_BACK, placement=placement, noise=SILENT, rate_hz=400)
    t, _, rate = arrays(walk.recording)
    true = walk.pose(t).rotation
    found = orientations(true[0], rate, 1 / 400)
    error = np.degrees(
        np.arccos(np.clip((np.trace(np.swapaxes(found, 1, 2) @ true, axis1=1, axis2=2) - 1) / 2, -1, 1))
    )
    assert error.max() < 1.0


@pytest.mark.parametrize("placement", PLACEMENTS)
def test_acceleration_integrates_back_to_position(placement: Placement) -> None:
    soft = Walker(impact=0)  # the transients of contacts are too short to add up from samples
    walk = simulate_walk(THERE_AND_BACK, placement=placement, noise=SILENT, rate_hz=400, walker=soft)
    t, force, _ = arrays(walk.recording)
    pose = walk.pose(t)
    world = (pose.rotation @ force[..., None])[..., 0] - [0, 0, GRAVITY]
    speed = np.cumsum((world[1:] + world[:-1]) / 2 / 400, axis=0)
    way = np.cumsum(speed / 400, axis=0)
    assert np.abs(way[-1] - (pose.position[-1] - pose.position[0])).max() < 0.03  # of some 7 m, over 18 s


def foot_displacement(walk: SimulatedWalk, stride: TrueStride) -> FloatArray:
    """A stride's displacement in the sensor's levelled frame, by strapdown with a zero-velocity update."""
    t, force, rate = arrays(walk.recording)
    stride_ends = (stride.start_s, stride.end_s)
    finals = [c.t_s for c in walk.truth.contacts if c.side == stride.side and c.kind == "final"]
    flat = [at + 0.4 * (min((f for f in finals if f > at), default=at + 0.8) - at) for at in stride_ends]
    some = (t >= flat[0]) & (t <= flat[1])
    dt = float(t[1] - t[0])
    up = force[some][0] / np.linalg.norm(force[some][0])
    turns = orientations(np.eye(3), rate[some], dt)  # levelled frame: the sensor's axes at the start
    moving = (turns @ force[some][..., None])[..., 0] - GRAVITY * up
    speed = np.concatenate([np.zeros((1, 3)), np.cumsum((moving[1:] + moving[:-1]) / 2 * dt, axis=0)])
    speed -= np.linspace(0, 1, len(speed))[:, None] * speed[-1]
    way = ((speed[1:] + speed[:-1]) / 2 * dt).sum(axis=0)
    return np.asarray(way - up * (way @ up))


@given(
    mounting=vectors,
    seed=st.integers(0, 1000),
    rate_hz=st.sampled_from([100.0, 200.0]),
    activity=st.sampled_from(["forward", "backward", "shuffle_forward", "shuffle_backward"]),
    height_m=st.floats(1.5, 1.95),
)
def test_strapdown_at_the_foot_gives_stride_length_and_direction(
    mounting: tuple[float, float, float], seed: int, rate_hz: float, activity: str, height_m: float
) -> None:
    walk = simulate_walk(
        [Segment("stand", 1), Segment(activity, 7)],  # type: ignore[arg-type]
        mounting=mounting, seed=seed, rate_hz=rate_hz, walker=Walker(height_m=height_m), noise=SILENT,
    )  # fmt: skip
    strides = [s for s in walk.truth.strides if s.side == "right"]
    assert strides
    for stride in strides:
        way = foot_displacement(walk, stride)
        length = np.linalg.norm(way)
        assert length == pytest.approx(stride.length_m, rel=0.04, abs=0.01)
        ahead = way @ np.array(walk.truth.facing) / length
        assert ahead > 0.98 if stride.direction == "forward" else ahead < -0.98


@pytest.mark.parametrize("placement", ["shank", "ankle", "thigh", "pocket"])
@pytest.mark.parametrize("direction", ["forward", "backward"])
def test_the_swing_is_the_faster_lobe_of_the_legs_pitch_rate(placement: Placement, direction: str) -> None:
    segment = Segment(direction, 15)  # type: ignore[arg-type]
    _, _, rate = arrays(simulate_walk([segment], placement=placement).recording)
    pitch = rate[:, 1] - rate[:, 1].mean()
    skew = (pitch**3).mean() / pitch.std() ** 3
    assert skew < -0.5 if direction == "forward" else skew > 0.5


def test_the_trunk_is_highest_and_slowest_in_the_middle_of_single_support() -> None:
    walk = simulate_walk([Segment("forward", 12)], placement="waist", walker=Walker(variability=0, impact=0))
    contacts = [c.t_s for c in walk.truth.contacts if c.kind == "initial"][4:12]
    finals = [c.t_s for c in walk.truth.contacts if c.kind == "final"]
    step = contacts[1] - contacts[0]
    t = np.arange(contacts[0], contacts[-1], 0.002)
    position = walk.pose(t).position
    after_contact = np.array([t[i] - max(c for c in contacts if c <= t[i]) for i in range(len(t))]) / step
    double = (min(f for f in finals if f > contacts[0]) - contacts[0]) / step
    middle = (double + 1) / 2
    bins = np.minimum((after_contact * 20).astype(int), 19)
    height = [position[bins == b, 2].mean() for b in range(20)]
    speed = [np.gradient(position[:, 0], t)[bins == b].mean() for b in range(20)]
    assert abs((np.argmax(height) + 0.5) / 20 - middle) < 0.1
    assert abs((np.argmin(speed) + 0.5) / 20 - middle) < 0.1


walking: st.SearchStrategy[Segment] = st.sampled_from(
    [("forward", 1.5), ("backward", 1.1), ("shuffle_forward", 0.6), ("shuffle_backward", 0.5)]
).flatmap(
    lambda limit: st.builds(
        Segment,
        st.just(limit[0]),
        st.floats(5, 12),
        speed_mps=st.none() | st.floats(0.1, limit[1]),
        turn_deg=st.none() | st.floats(-120, 120),
    )
)
pausing = st.builds(Segment, st.sampled_from(["stand", "turn", "sit", "handle"]), st.floats(4, 12))


@example([Segment("forward", 12)], "pocket", 0, 1.5)  # short legs: the foot points straight down behind
@given(
    script=st.lists(walking | pausing, min_size=1, max_size=5),
    placement=st.sampled_from(PLACEMENTS),
    seed=st.integers(0, 99),
    height_m=st.floats(1.45, 2.0),
)
def test_whatever_the_script_nothing_moves_as_no_body_could(
    script: list[Segment], placement: Placement, seed: int, height_m: float
) -> None:
    walker = Walker(height_m=height_m)
    try:
        walk = simulate_walk(script, placement=placement, seed=seed, walker=walker, rate_hz=200)
    except ValueError:  # refused: too short for its turn
        reject()
    _, force, rate = arrays(walk.recording)
    assert np.abs(force).max() < 100
    assert np.degrees(np.abs(rate)).max() < 1000


@given(mounting=vectors, placement=st.sampled_from(PLACEMENTS))
def test_a_turned_sensor_sees_the_same_turned(
    mounting: tuple[float, float, float], placement: Placement
) -> None:
    def look(turned: tuple[float, float, float]) -> SimulatedWalk:
        return simulate_walk(
            [Segment("forward", 4)], placement=placement, mounting=turned, noise=SILENT, rate_hz=50
        )

    plain, turned = look((0.0, 0.0, 0.0)), look(mounting)
    by = rotation(np.array(mounting))
    for before, after in zip(arrays(plain.recording)[1:], arrays(turned.recording)[1:], strict=True):
        np.testing.assert_allclose(after, before @ by.T, atol=1e-6)
    np.testing.assert_allclose(turned.truth.facing, by @ plain.truth.facing, atol=1e-12)


def test_noise_is_as_declared() -> None:
    noise = Noise(0.1, 0.01, 0.0, 0.0, 0.0, 0.0)
    _, force, rate = arrays(simulate_walk([Segment("stand", 60)], noise=noise).recording)
    np.testing.assert_allclose(force.std(axis=0), 0.1, rtol=0.05)
    np.testing.assert_allclose(rate.std(axis=0), 0.01, rtol=0.05)


@pytest.mark.parametrize(
    ("activity", "speed"), [("forward", 1.25), ("forward", 0.5), ("backward", 0.7), ("backward", 0.3)]
)
def test_feet_stay_above_the_ground_and_stand_still_on_it(activity: Activity, speed: float) -> None:
    soft = Walker(impact=0)
    walk = simulate_walk([Segment(activity, 12, speed)], noise=SILENT, walker=soft)
    t = np.arange(2, 10, 0.005)
    pose = walk.pose(t)
    instep = pose.position[:, 2]
    moves = np.linalg.norm(np.gradient(pose.position, t, axis=0), axis=1)
    standing = walk.pose(np.array([0.0])).position[0, 2]
    assert instep.min() > standing - 0.02
    assert instep.max() < standing + 0.20
    assert 0.25 < (moves < 0.02).mean() < 0.7
    assert 2 < moves.max() / speed < 5


@pytest.mark.parametrize("placement", PLACEMENTS)
def test_an_hour_does_not_have_to_be_held_at_once(placement: Placement) -> None:
    blocks = list(
        simulate_walk([Segment("forward", 130)], placement=placement, rate_hz=20).recording.signals()
    )
    assert [b.kind for b in blocks] == ["acceleration", "angular_velocity"] * 3
    assert max(b.t_s[-1] - b.t_s[0] for b in blocks) < 60
    force = np.concatenate([b.t_s for b in blocks if b.kind == "acceleration"])
    np.testing.assert_allclose(np.diff(force), 0.05)


def test_without_a_gyroscope_there_is_acceleration_only() -> None:
    recording = simulate_walk([Segment("stand", 1)], gyroscope=False).recording
    assert recording.kinds == ("acceleration",)
    assert {b.kind for b in recording.signals()} == {"acceleration"}
