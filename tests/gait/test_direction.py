"""Anchors, wearings and clusters, on simulated walkers whose truth is known."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from retrowalk import Anchor, Label, analyze, learn_anchor
from retrowalk.errors import AnchorError
from retrowalk.gait import Walk
from retrowalk.recordings import Placement, recording_from_arrays
from retrowalk.simulate import Segment, SimulatedWalk, simulate_walk

from .walkers import swinging_leg

TURNED = (0.3, 1.0, -0.5)
TO_AND_FRO = [
    Segment("stand", 2),
    Segment("forward", 25),
    Segment("stand", 3),
    Segment("backward", 25, speed_mps=0.6),
    Segment("stand", 2),
]
FORWARD = [Segment("stand", 2), Segment("forward", 30), Segment("stand", 2)]
LEGS: tuple[Placement, ...] = ("foot", "ankle", "shank", "thigh", "pocket")
TRUNK: tuple[Placement, ...] = ("waist", "chest")


def walk_of(script: list[Segment], placement: Placement, **more: object) -> SimulatedWalk:
    return simulate_walk(script, placement=placement, mounting=TURNED, seed=5, **more)  # type: ignore[arg-type]


def wrong(simulated: SimulatedWalk, walk: Walk) -> Counter[tuple[str, str]]:
    """Strides by (truth, said), where the truth is one thing for the middle of the stride."""
    out: Counter[tuple[str, str]] = Counter()
    for stride in walk.strides:
        middle = (stride.start_s + stride.end_s) / 2
        for span in simulated.truth.spans:
            if span.start_s <= middle < span.end_s and span.direction in ("forward", "backward"):
                out[span.direction, stride.direction] += 1
    return out


@pytest.mark.parametrize("placement", [*LEGS, *TRUNK])
def test_a_declared_facing_tells_forward_from_backward(placement: Placement) -> None:
    simulated = walk_of(TO_AND_FRO, placement)
    said = wrong(simulated, analyze(simulated.recording, anchor=Anchor.declared(simulated.truth.facing)))
    assert said["forward", "backward"] == said["backward", "forward"] == 0
    assert said["forward", "forward"] >= 10
    assert said["backward", "backward"] >= 8


@pytest.mark.parametrize("placement", [*LEGS, *TRUNK])
def test_a_facing_learnt_from_forward_walking_serves_the_same_wearing(placement: Placement) -> None:
    anchor = learn_anchor(walk_of(FORWARD, placement).recording)
    simulated = walk_of(TO_AND_FRO, placement)
    walk = analyze(simulated.recording, anchor=anchor)
    said = wrong(simulated, walk)
    assert walk.basis == "calibration"
    assert said["forward", "backward"] == said["backward", "forward"] == 0
    assert said["backward", "backward"] >= 8


def test_without_an_anchor_two_ways_are_told_apart_and_none_is_named() -> None:
    simulated = walk_of(TO_AND_FRO, "ankle")
    walk = analyze(simulated.recording)
    assert {stride.direction for stride in walk.strides} == {"unknown"}
    assert [bout.cluster for bout in walk.bouts] == ["A", "B"]
    longer = max(walk.bouts, key=lambda bout: bout.end_s - bout.start_s)
    assert walk.wearings[0].offered == longer.cluster


@pytest.mark.parametrize("said", ["forward", "backward"])
def test_the_walkers_word_anchors_the_wearing(said: str) -> None:
    simulated = walk_of(TO_AND_FRO, "pocket")
    first, second = analyze(simulated.recording).bouts
    bout = first if said == "forward" else second
    walk = analyze(simulated.recording, labels=[Label(bout.start_s, bout.end_s, said)])  # type: ignore[arg-type]
    assert walk.basis == "confirmed"
    assert [b.direction for b in walk.bouts] == ["forward", "backward"]


def test_the_walkers_word_goes_above_a_declared_facing() -> None:
    simulated = walk_of(TO_AND_FRO, "ankle")
    x, y, z = simulated.truth.facing
    bout = analyze(simulated.recording).bouts[0]
    walk = analyze(
        simulated.recording,
        anchor=Anchor.declared((-x, -y, -z)),
        labels=[Label(bout.start_s, bout.end_s, "forward")],
    )
    assert [b.direction for b in walk.bouts] == ["forward", "backward"]


def test_sitting_down_ends_the_wearing_of_a_pocket() -> None:
    script = [*FORWARD, Segment("sit", 10), *FORWARD]
    simulated = walk_of(script, "pocket")
    walk = analyze(simulated.recording, anchor=Anchor.declared(simulated.truth.facing))
    assert len(walk.wearings) == 2
    assert [wearing.basis for wearing in walk.wearings] == ["declared", "none"]
    late = [stride.direction for stride in walk.strides if stride.wearing == 1]
    assert late and set(late) == {"unknown"}


def test_handling_the_sensor_ends_the_wearing() -> None:
    simulated = walk_of([*FORWARD, Segment("handle", 8), *FORWARD], "pocket")
    walk = analyze(simulated.recording, anchor=Anchor.declared(simulated.truth.facing))
    assert walk.wearings[0].basis == "declared"
    assert {stride.direction for stride in walk.strides if stride.wearing > 0} == {"unknown"}


def test_a_facing_from_another_tilt_is_not_believed() -> None:
    anchor = learn_anchor(walk_of(FORWARD, "shank").recording)
    other = simulate_walk(TO_AND_FRO, placement="shank", mounting=(0.0, -1.2, 0.4), seed=5)
    walk = analyze(other.recording, anchor=anchor)
    assert walk.basis == "none"
    assert "worn anew" in walk.warnings[0]


@pytest.mark.parametrize("placement", ["wrist", "hand", "arm", "bag", "unknown"])
def test_a_place_that_only_counts_never_names_a_direction(placement: Placement) -> None:
    simulated = walk_of(TO_AND_FRO, "wrist" if placement == "unknown" else placement)
    recording = simulated.recording
    if placement == "unknown":
        from dataclasses import replace

        recording = replace(recording, placement="unknown")
    walk = analyze(recording, anchor=Anchor.declared((1, 0, 0)))
    assert walk.steps
    assert {stride.direction for stride in walk.strides} == {"unknown"}
    with pytest.raises(AnchorError, match="cannot be learnt"):
        learn_anchor(recording)


AGAIN = [
    *TO_AND_FRO,
    Segment("forward", 20),
    Segment("stand", 3),
    Segment("backward", 20),
    Segment("stand", 2),
]


@pytest.mark.parametrize("placement", ["arm", "bag"])
def test_a_place_that_only_counts_is_believed_once_both_ways_are_labelled(placement: Placement) -> None:
    simulated = walk_of(AGAIN, placement)
    spans = [span for span in simulated.truth.spans if span.direction in ("forward", "backward")]
    labels = [Label(span.start_s, span.end_s, span.direction) for span in spans[:2]]  # type: ignore[arg-type]
    one_way = analyze(simulated.recording, labels=labels[:1])
    assert {stride.direction for stride in one_way.strides} == {"unknown"}
    walk = analyze(simulated.recording, labels=labels)
    said = wrong(simulated, walk)
    assert walk.basis == "confirmed"
    assert said["forward", "forward"] > 20 * said["forward", "backward"]
    assert said["backward", "backward"] > 20 * said["backward", "forward"]


def test_slow_shuffling_at_the_waist_is_not_guessed() -> None:
    """Hands on a rail at 0.3 m/s: the first weeks of a programme, and where the trunk fails."""
    script = [Segment("stand", 2), Segment("shuffle_backward", 60, speed_mps=0.25), Segment("stand", 2)]
    simulated = walk_of(script, "waist")
    walk = analyze(simulated.recording, anchor=Anchor.declared(simulated.truth.facing))
    assert "forward" not in {stride.direction for stride in walk.strides}


@pytest.mark.parametrize("facing", [(0, 0, 0), (1, 2), (float("nan"), 0, 1), (1, 2, 3, 4)])
def test_a_facing_that_is_none_is_refused_in_a_sentence(facing: tuple[float, ...]) -> None:
    with pytest.raises(AnchorError, match="three numbers"):
        Anchor.declared(facing)


def test_walking_to_and_fro_teaches_no_facing() -> None:
    script = [
        Segment("forward", 15), Segment("stand", 2), Segment("backward", 25), Segment("stand", 2)
    ]  # fmt: skip
    with pytest.raises(AnchorError, match="different ways"):
        learn_anchor(walk_of(script, "ankle").recording)


def test_standing_teaches_no_facing() -> None:
    with pytest.raises(AnchorError, match="clear strides"):
        learn_anchor(walk_of([Segment("stand", 20)], "ankle").recording)


def test_the_facing_found_is_the_facing_set() -> None:
    simulated = walk_of(FORWARD, "foot")
    anchor = learn_anchor(simulated.recording)
    cosine = float(np.dot(anchor.facing, simulated.truth.facing))
    assert np.degrees(np.arccos(cosine)) < 12
    assert anchor.steps is not None and anchor.steps >= 20


@pytest.mark.parametrize(("placement", "gyroscope"), [("wrist", True), ("waist", True), ("shank", False)])
def test_no_foot_is_named_where_the_steps_of_both_are_felt(placement: Placement, gyroscope: bool) -> None:
    walk = analyze(swinging_leg(20.0, placement=placement, gyroscope=gyroscope))
    assert walk.strides and walk.steps
    assert {stride.side for stride in walk.strides} == {step.side for step in walk.steps} == {None}


def test_a_stride_from_rest_has_a_length_but_no_speed() -> None:
    """Its time holds the end of standing, or the swing alone, so that length over time is no walking speed."""
    walk = analyze(walk_of([Segment("stand", 3), Segment("forward", 20)], "foot").recording)
    first, *others = walk.strides
    assert first.length_m is not None and first.speed_mps is None
    assert all(stride.speed_mps is not None for stride in others if stride.initial_contact_s is not None)


def test_a_recording_cut_in_mid_swing_gives_no_long_first_stride() -> None:
    whole = walk_of(FORWARD, "foot").recording
    for cut in (6.2, 6.4, 6.6, 6.8, 7.0):
        parts = [(s.kind, s.t_s, s.values) for s in whole.signals()]
        t = np.concatenate([p[1] for p in parts if p[0] == "acceleration"])
        keep = t >= cut
        a, w = (
            np.concatenate([p[2] for p in parts if p[0] == kind])[keep]
            for kind in ("acceleration", "angular_velocity")
        )
        walk = analyze(recording_from_arrays(t[keep] - cut, a, w, placement="foot"))
        lengths = [stride.length_m for stride in walk.strides if stride.length_m is not None]
        assert lengths[0] < 1.3 * float(np.median(lengths))
