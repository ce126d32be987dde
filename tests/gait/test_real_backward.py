"""The one real recording of backward walking: heel and toe of one person on a treadmill."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import polars as pl
import pytest

from retrowalk import analyze, learn_anchor
from retrowalk.recordings import Recording, recording_from_arrays


def heel_or_toe(shared_data: Path, placement: str, trial: str) -> Recording:
    rows = (
        pl.scan_parquet(shared_data / "gottlieb_fwbw" / "imu.parquet")
        .filter((pl.col("placement") == placement) & (pl.col("trial") == trial))
        .collect()
    )
    xyz = rows.select("ax", "ay", "az", "gx", "gy", "gz").to_numpy()
    return recording_from_arrays(rows["t"].to_numpy(), xyz[:, :3], xyz[:, 3:], placement="foot", side="right")


@pytest.mark.parametrize("placement", ["right_heel", "right_toe"])
def test_forward_strides_are_all_forward(shared_data: Path, placement: str) -> None:
    forward = heel_or_toe(shared_data, placement, "FW")
    walk = analyze(forward, anchor=learn_anchor(forward))
    assert len(walk.strides) >= 28
    assert Counter(stride.direction for stride in walk.strides) == {"forward": len(walk.strides)}


@pytest.mark.parametrize("placement", ["right_heel", "right_toe"])
def test_backward_strides_are_all_backward(shared_data: Path, placement: str) -> None:
    anchor = learn_anchor(heel_or_toe(shared_data, placement, "FW"))
    walk = analyze(heel_or_toe(shared_data, placement, "BW"), anchor=anchor)
    directions = Counter(stride.direction for stride in walk.strides)
    assert directions["backward"] >= 26
    assert directions["forward"] == 0


@pytest.mark.parametrize("placement", ["right_heel", "right_toe"])
def test_without_an_anchor_the_direction_is_left_open(shared_data: Path, placement: str) -> None:
    walk = analyze(heel_or_toe(shared_data, placement, "BW"))
    assert {stride.direction for stride in walk.strides} == {"unknown"}
    assert {stride.cluster for stride in walk.strides} == {"A"}
    assert walk.wearings[0].offered == "A"
