"""Real people walking forward are not said to walk backward (the validation book has the whole table)."""

from __future__ import annotations

from collections import Counter
from math import ceil
from pathlib import Path

import polars as pl
import pytest

from retrowalk import Label, analyze
from retrowalk.recordings import Placement, Recording, read


def after_the_first_third(recordings: list[Recording]) -> Counter[str]:
    """Directions of the strides after the first third, which taught the facing."""
    said: Counter[str] = Counter()
    for recording in recordings:
        strides = analyze(recording).strides
        count = max(5, ceil(len(strides) / 3))
        if len(strides) > count:
            end_s = strides[count - 1].end_s
            walk = analyze(recording, labels=[Label(0.0, end_s, "forward")])
            said.update(s.direction for s in walk.strides if s.start_s >= end_s)
    return said


@pytest.mark.parametrize(
    ("name", "placement", "at_least"),
    [
        ("marpino_walk", "shank", 8),
        ("marpino_walk", "thigh", 6),
        ("pdiot", "thigh", 300),
        ("pdiot", "pocket", 250),
        ("oxford_steps", "pocket", 1400),
    ],
)
def test_under_one_percent_is_called_backward(
    shared_data: Path, name: str, placement: Placement, at_least: int
) -> None:
    labels = pl.read_parquet(shared_data / name / "imu.parquet", columns=["trial", "activity"]).unique()
    forward = set(labels.filter(pl.col("activity") == "forward")["trial"])
    said = after_the_first_third(
        [
            r
            for r in read(shared_data / name / "imu.parquet")
            if r.placement == placement and r.trial in forward
        ]
    )
    assert said.total() >= at_least
    assert said["backward"] < 0.01 * said.total()
    assert said["unknown"] < 0.10 * said.total()
