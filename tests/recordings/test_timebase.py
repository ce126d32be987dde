"""Times put right, whatever came."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal

from recordings.writers import FloatArray
from retrowalk.recordings.timebase import Cleaner, Repairs

T = np.arange(2000) / 100
VALUES = np.column_stack([np.arange(2000.0)] * 3)


def clean(
    t: FloatArray, values: FloatArray, *, pieces: int = 1, spread: bool = False
) -> tuple[FloatArray, FloatArray, Repairs]:
    """Times and values after cleaning, fed in pieces."""
    cleaner = Cleaner(1, spread=spread)
    out = [
        cleaner.feed(some_t, some)[0]
        for some_t, some in zip(np.array_split(t, pieces), np.array_split(values, pieces), strict=True)
    ]
    out += cleaner.finish()
    return (
        np.concatenate([pair[0] for pair in out]),
        np.concatenate([pair[1] for pair in out]),
        cleaner.repairs,
    )


def test_clean_times_are_left_alone() -> None:
    t, values, repairs = clean(T, VALUES)

    assert_array_equal(t, T)
    assert_array_equal(values, VALUES)
    assert repairs == Repairs(rows=2000, missing=[0], doubled=[0], coarse=[0])


def test_rows_a_little_late_are_sorted_in() -> None:
    order = np.arange(2000).reshape(-1, 2, 10)[:, ::-1].ravel()  # packets of ten that overtook each other
    t, values, repairs = clean(T[order], VALUES[order], pieces=7)

    assert_array_equal(t, T)
    assert_array_equal(values, VALUES)
    assert repairs.late == 1000


def test_a_clock_set_back_for_good_is_carried_on() -> None:
    back = T.copy()
    back[1200:] -= 3600
    t, values, repairs = clean(back, VALUES, pieces=9)

    assert_allclose(t, T, atol=1e-9)
    assert_array_equal(values, VALUES)
    assert_allclose(repairs.set_back_s, [3599.99])


def test_a_clock_set_back_by_half_a_second_is_not_taken_for_disorder() -> None:
    back = T.copy()
    back[1200:] -= 0.5
    t, values, repairs = clean(back, VALUES)

    assert_allclose(t, T, atol=1e-9)
    assert_array_equal(values, VALUES)
    assert len(repairs.set_back_s) == 1


def test_one_time_far_off_is_left_out() -> None:
    for wrong in (0.0, 1e8, -5e8, np.nan, np.inf):
        off = T + 1000
        off[700] = wrong
        t, _, repairs = clean(off, VALUES, pieces=3)

        assert_allclose(t, np.delete(T + 1000, 700))
        assert repairs.timeless == 1


def test_a_first_row_from_before_the_clock_was_set_is_left_out() -> None:
    t, _, repairs = clean(np.concatenate([[0.0], T + 5e8]), np.vstack([VALUES[:1], VALUES]))

    assert_allclose(t, T + 5e8)
    assert repairs.timeless == 1


def test_a_gap_stays_a_gap() -> None:
    t = T.copy()
    t[1000:] += 90
    assert_array_equal(clean(t, VALUES, pieces=4)[0], t)


def test_the_first_of_rows_with_one_time_is_kept() -> None:
    t, values, repairs = clean(np.repeat(T, 2), np.repeat(VALUES, 2, axis=0), pieces=5)

    assert_array_equal(t, T)
    assert_array_equal(values, VALUES)
    assert (repairs.doubled, repairs.coarse) == ([2000], [0])


def test_samples_without_values_leave_a_gap() -> None:
    values = VALUES.copy()
    values[500:600] = np.nan
    values[700, 1] = np.inf
    t, _, repairs = clean(T, values)

    assert_array_equal(t, np.delete(T, [*range(500, 600), 700]))
    assert repairs.missing == [101]


def test_the_rows_of_a_tick_are_spread_over_it() -> None:
    t, values, _ = clean(np.floor(T), VALUES, pieces=3, spread=True)

    assert_allclose(t, T, atol=0.011)
    assert_array_equal(values, VALUES)


times = st.lists(
    st.one_of(
        st.floats(-10, 1000),
        st.floats(allow_nan=True, allow_infinity=True),
        st.integers(0, 100).map(float),
        st.sampled_from([0.0, 1e-9, 1e9, -1e9]),
    ),
    max_size=120,
)


@given(times=times, pieces=st.integers(1, 8), spread=st.booleans())
def test_whatever_comes_leaves_strictly_increasing_and_finite(
    times: list[float], pieces: int, spread: bool
) -> None:
    raw = np.array(times, dtype=np.float64)
    values = np.column_stack([raw, np.zeros(raw.size), np.ones(raw.size)])
    t, out, repairs = clean(raw, values, pieces=pieces, spread=spread)

    assert np.all(np.diff(t) > 0)
    assert np.isfinite(t).all() and np.isfinite(out).all()
    # Every row is either given out or counted.
    left_out = repairs.timeless + repairs.too_late + repairs.missing[0] + repairs.doubled[0]
    assert t.size == raw.size - left_out == repairs.rows - left_out


@given(times=times, pieces=st.integers(1, 8))
def test_cleaning_what_is_clean_changes_nothing(times: list[float], pieces: int) -> None:
    raw = np.array(times, dtype=np.float64)
    once, values, _ = clean(raw, np.zeros((raw.size, 3)))
    again, _, _ = clean(once, values, pieces=pieces)

    if once.size < 5 or np.max(np.diff(once)) < 86_400:  # a row a day from the rest may yet go
        assert_array_equal(again, once)
