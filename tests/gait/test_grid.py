"""Resampling to a uniform grid."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrowalk.gait.grid import RATE_HZ, Grid
from retrowalk.recordings import Signal


def cells_of(t: np.ndarray, values: np.ndarray) -> np.ndarray:
    grid = Grid(["acceleration"])
    rows = grid.push(Signal("acceleration", t, np.repeat(values[:, None], 3, axis=1)))
    return np.concatenate([rows, grid.close()])[:, 0]


@given(rate_hz=st.sampled_from([20.0, 50.0, 100.0, 204.8, 406.0]), seed=st.integers(0, 5))
def test_the_integral_over_time_survives(rate_hz: float, seed: int) -> None:
    random = np.random.default_rng(seed)
    t = np.arange(0, 5, 1 / rate_hz)
    t[1:-1] += random.uniform(-0.2, 0.2, t.size - 2) / rate_hz
    values = random.normal(size=t.size)
    cells = cells_of(t, values)
    last = (len(cells) - 0.5) / RATE_HZ
    inside = np.append(t[t < last], last)
    wanted = np.trapezoid(np.interp(inside, t, values), inside)
    # The first cell starts half a cell before the recording does, and holds only its second half.
    got = cells.sum() / RATE_HZ - cells[0] / RATE_HZ / 2
    assert got == pytest.approx(wanted, abs=1e-9)


def test_a_hole_stays_a_hole() -> None:
    t = np.concatenate([np.arange(0, 2, 0.01), np.arange(4, 6, 0.01)])
    cells = cells_of(t, np.ones(t.size))
    at = np.arange(len(cells)) / RATE_HZ
    assert np.isnan(cells[(at > 2.01) & (at < 3.98)]).all()
    assert np.isfinite(cells[(at < 1.97) | ((at > 4.01) & (at < 5.97))]).all()


def test_a_missing_sensor_is_nan_and_holds_nothing_up() -> None:
    grid = Grid(["acceleration"])
    t = np.arange(0, 1, 0.01)
    rows = grid.push(Signal("acceleration", t, np.ones((t.size, 3))))
    assert np.isfinite(rows[:, :3]).all()
    assert np.isnan(rows[:, 3:]).all()


def test_cells_wait_for_the_slower_sensor() -> None:
    grid = Grid(["acceleration", "angular_velocity"])
    t = np.arange(0, 2, 0.01)
    assert not len(grid.push(Signal("acceleration", t, np.ones((t.size, 3)))))
    half = t[t < 1]
    rows = grid.push(Signal("angular_velocity", half, np.ones((half.size, 3))))
    assert 95 <= len(rows) <= 100
