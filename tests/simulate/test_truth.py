"""What the simulation says happened fits together."""

from __future__ import annotations

import itertools
import math
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from retrowalk import simulate
from retrowalk.simulate import Activity, Segment, SimulatedWalk, Walker, simulate_walk

ACTIVITIES: list[Activity] = [
    "stand", "forward", "backward", "turn", "shuffle_forward", "shuffle_backward", "sit", "handle"
]  # fmt: skip
scripts = st.lists(
    st.builds(Segment, st.sampled_from(ACTIVITIES), st.floats(5, 15)), min_size=1, max_size=5
).map(tuple)


def samples(walk: SimulatedWalk) -> bytes:
    return b"".join(s.t_s.tobytes() + s.values.tobytes() for s in walk.recording.signals())


@given(script=scripts, seed=st.integers(0, 99))
@example(
    script=(
        Segment("stand", 5.4575019650317635),
        Segment("forward", 5.0),
        Segment("forward", 11.81),
        Segment("stand", 5.0),
    ),
    seed=0,
)
def test_spans_tile_the_duration_and_repeat_the_script(script: tuple[Segment, ...], seed: int) -> None:
    truth = simulate_walk(script, seed=seed).truth
    assert truth.spans[0].start_s == 0
    assert all(a.end_s == b.start_s for a, b in itertools.pairwise(truth.spans))
    assert math.isclose(truth.spans[-1].end_s, sum(s.duration_s for s in script))
    assert [s.activity for s in truth.spans] == [s.activity for s in script]


@given(script=scripts, seed=st.integers(0, 99))
def test_feet_alternate_and_one_is_always_on_the_ground(script: tuple[Segment, ...], seed: int) -> None:
    truth = simulate_walk(script, seed=seed).truth
    in_air: set[str] = set()
    for contact in truth.contacts:
        if contact.kind == "final":
            in_air.add(contact.side)
        else:
            in_air.remove(contact.side)
        assert len(in_air) <= 1
    assert not in_air
    for span in truth.spans:
        sides = [c.side for c in truth.contacts if c.kind == "initial" and span.start_s <= c.t_s < span.end_s]
        assert all(a != b for a, b in itertools.pairwise(sides))
        assert bool(sides) == (span.activity not in ("stand", "sit", "handle"))


@given(script=scripts, seed=st.integers(0, 99))
def test_strides_lie_in_spans_of_their_direction(script: tuple[Segment, ...], seed: int) -> None:
    truth = simulate_walk(script, seed=seed).truth
    for stride in truth.strides:
        inside = [s for s in truth.spans if s.start_s < stride.end_s and stride.start_s < s.end_s]
        assert {s.direction for s in inside} == {stride.direction}
        assert stride.length_m > 0


@pytest.mark.parametrize("activity", ["forward", "backward", "shuffle_forward", "shuffle_backward"])
@pytest.mark.parametrize(("speed", "cadence"), [(0.4, 80.0), (0.9, 100.0)])
def test_speed_is_stride_length_times_half_the_cadence(
    activity: Activity, speed: float, cadence: float
) -> None:
    walk = simulate_walk([Segment(activity, 60, speed, cadence)], walker=Walker(variability=0))
    steady = walk.truth.strides[4:-4]
    assert np.mean([s.length_m for s in steady]) == pytest.approx(speed * 120 / cadence, rel=0.01)
    assert np.mean([s.end_s - s.start_s for s in steady]) == pytest.approx(120 / cadence, rel=0.01)


def test_an_absent_speed_or_cadence_follows_from_the_other() -> None:
    speed, cadence = Segment("forward", 10).pace
    assert Segment("forward", 10, speed_mps=speed).pace == pytest.approx((speed, cadence))
    assert Segment("forward", 10, cadence_spm=cadence).pace == pytest.approx((speed, cadence))


def test_the_example_in_the_documentation_runs() -> None:
    example = [line[4:] for line in str(simulate.__doc__).splitlines() if line.startswith("    ")]
    names: dict[str, Any] = {"Segment": Segment, "simulate_walk": simulate_walk}
    exec("\n".join(example), names)
    assert names["walk"].recording.simulated
    assert {s.direction for s in names["walk"].truth.strides} == {"forward", "backward"}


def test_the_same_seed_gives_the_same_bytes_and_another_does_not() -> None:
    script = [Segment("forward", 70), Segment("sit", 8)]
    walk = simulate_walk(script, seed=3)
    assert samples(walk) == samples(walk) == samples(simulate_walk(script, seed=3))
    assert samples(walk) != samples(simulate_walk(script, seed=4))


def test_noise_does_not_change_the_steps() -> None:
    script = [Segment("forward", 20)]
    assert (
        simulate_walk(script, seed=5, rate_hz=50).truth
        == simulate_walk(script, seed=5, placement="waist").truth
    )


def test_backward_steps_are_shorter_longer_standing_and_toe_first() -> None:
    def pitch_at_first_touch(walk: SimulatedWalk) -> float:
        times = np.array([s.start_s for s in walk.truth.strides if s.side == "right"][1:-1])
        return float(np.mean(walk.pose(times).rotation[:, 2, 0]))  # how far the foot's axis points up

    forward, backward = (simulate_walk([Segment(a, 30)]) for a in ("forward", "backward"))
    lengths = [np.mean([s.length_m for s in w.truth.strides]) for w in (forward, backward)]
    assert lengths[1] < 0.8 * lengths[0]
    assert pitch_at_first_touch(forward) > 0.2  # toe up
    assert pitch_at_first_touch(backward) < -0.2  # toe down


def test_a_turn_changes_the_heading_and_a_bend_too() -> None:
    script = [
        Segment("turn", 5),
        Segment("stand", 1),
        Segment("forward", 20, turn_deg=-90),
        Segment("stand", 1),
    ]
    ahead = simulate_walk(script, placement="waist").pose(np.array([5.5, 26.5])).rotation[:, :, 0]
    np.testing.assert_allclose(ahead, [[-1, 0, 0], [0, 1, 0]], atol=1e-6)


def test_sitting_lays_the_thigh_level() -> None:
    walk = simulate_walk([Segment("sit", 10)], placement="pocket")
    tilt = math.degrees(math.acos(walk.pose(np.array([5.0])).rotation[0, 2, 2]))
    assert 70 < tilt < 100


def test_handling_begins_a_new_wearing_with_another_facing() -> None:
    truth = simulate_walk(
        [Segment("forward", 8), Segment("handle", 6), Segment("backward", 8)], placement="pocket"
    ).truth
    before, after = truth.wearings
    assert (before.end_s, after.start_s) == (8, 14)
    assert np.dot(before.facing, after.facing) < 0.5


def test_a_hand_on_the_rail_feels_no_steps() -> None:
    script = [Segment("forward", 20, 0.5, rail=True)]
    held = simulate_walk(script, placement="wrist", seed=2)
    force = np.concatenate([s.values for s in held.recording.signals() if s.kind == "acceleration"])
    middle = np.linalg.norm(force[500:1500], axis=1)
    assert middle.std() < 0.15


@pytest.mark.parametrize(
    ("script", "says"),
    [
        ([], "at least one segment"),
        ([Segment("forward", 0.5)], "too short"),
        ([Segment("sit", 1)], "sit takes at least 4 s"),
        ([Segment("handle", 1)], "handle takes at least 3 s"),
        ([Segment("turn", 2)], "too short to turn by 180°"),
        ([Segment("forward", 9, speed_mps=2.0, cadence_spm=60)], "steps of 2.00 m are too long"),
        ([Segment("stand", -1)], "duration_s must be positive"),
        ([Segment("forward", 9, speed_mps=0)], "speed_mps must be positive"),
    ],
)
def test_an_impossible_script_is_refused_in_words(script: list[Segment], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        simulate_walk(script)


def test_other_impossible_arguments_are_refused_in_words() -> None:
    script = [Segment("stand", 1)]
    with pytest.raises(ValueError, match="between 20 and 400"):
        simulate_walk(script, rate_hz=5)
    with pytest.raises(ValueError, match="rotation matrix"):
        simulate_walk(script, mounting=np.ones((3, 3)))
    with pytest.raises(ValueError, match="placement must be one of"):
        simulate_walk(script, placement="nose")  # type: ignore[arg-type]
