"""The way between two still moments, against a simulated foot whose way is known."""

from __future__ import annotations

import numpy as np
import pytest

from retrowalk import analyze
from retrowalk.gait.strapdown import carried_over, unit
from retrowalk.simulate import SILENT, Segment, simulate_walk


@pytest.mark.parametrize("activity", ["forward", "backward"])
def test_stride_length_is_within_five_percent(activity: str) -> None:
    script = [Segment("stand", 2), Segment(activity, 20), Segment("stand", 2)]  # type: ignore[arg-type]
    simulated = simulate_walk(script, placement="foot", noise=SILENT, mounting=(0.4, 0.2, 2.0), seed=2)
    wanted = np.median([s.length_m for s in simulated.truth.strides if s.side == "right"])
    got = np.median([s.length_m for s in analyze(simulated.recording).strides if s.length_m is not None])
    assert got == pytest.approx(wanted, rel=0.05)


def test_a_vector_is_carried_along_as_up_tilts() -> None:
    old, new = np.array([0.0, 0, 1]), unit(np.array([0.0, 1, 1]))
    assert carried_over(old, old, new) == pytest.approx(new)
    assert carried_over(np.array([1.0, 0, 0]), old, new) == pytest.approx([1, 0, 0])
