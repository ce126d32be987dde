"""The real and virtual recordings the developers have: each set opens, and nothing in it is lost."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from retrowalk.recordings import read

COUNTS = {
    "gaitmap_example": 5,
    "gottlieb_fwbw": 4,
    "marpino_walk": 137,
    "mobgap_lab": 6,
    "oxford_steps": 26,
    "pdiot": 74,
    "pyshoe_vicon": 28,
    "virtual_snu_cycles": 120,
    "virtual_snu_raw": 174,
}


@pytest.mark.parametrize(("name", "count"), COUNTS.items())
def test_a_set_is_one_recording_per_trial_and_placement(shared_data: Path, name: str, count: int) -> None:
    recordings = read(shared_data / name / "imu.parquet")

    assert len(recordings) == count
    assert [recording.index for recording in recordings] == list(range(count))
    assert all(recording.simulated == name.startswith("virtual_") for recording in recordings)
    assert all(recording.placement != "unknown" for recording in recordings)


def test_the_contract_columns_of_a_real_walk_bring_no_warning(shared_data: Path) -> None:
    recordings = read(shared_data / "gottlieb_fwbw" / "imu.parquet")

    assert Counter((r.placement, r.side) for r in recordings) == {("foot", "right"): 4}
    assert all(recording.warnings == () for recording in recordings)
    first = recordings[0]
    blocks = list(first.signals())
    t = np.concatenate([block.t_s for block in blocks if block.kind == "acceleration"])
    assert t.size == 11125 or t.size == 11131
    assert t[0] == 0 and t[-1] == pytest.approx(first.duration_s)


def test_a_phone_without_a_gyroscope_has_acceleration_only(shared_data: Path) -> None:
    recordings = read(shared_data / "oxford_steps" / "imu.parquet")

    assert {recording.kinds for recording in recordings} == {("acceleration",)}
