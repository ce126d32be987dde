"""The outline of a signal."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrowalk.recordings import Signal, recording_from_arrays
from retrowalk.reports import signal_envelope
from walk_examples import recording


def in_blocks(size: int) -> object:
    """The example recording, handed out in blocks of ``size`` samples."""
    whole = recording(20.0)
    (signal,) = whole.signals()

    def blocks() -> object:
        for i in range(0, signal.t_s.size, size):
            yield Signal(signal.kind, signal.t_s[i : i + size], signal.values[i : i + size])

    return replace(whole, signals=blocks)  # type: ignore[arg-type]


def test_each_bucket_holds_the_extremes_of_its_samples() -> None:
    t = np.arange(0, 100.0, 0.1)
    values = np.column_stack([np.zeros((t.size, 2)), 10.0 + np.arange(t.size) % 10]).astype(np.float64)
    envelope = signal_envelope(recording_from_arrays(t, values), buckets=100)
    assert len(envelope["low"]) == len(envelope["high"]) == 100
    assert envelope["low"][0] == 10
    assert envelope["high"][0] == 19


def test_a_lone_spike_is_kept() -> None:
    t = np.arange(0, 3600.0, 0.02)
    values = np.tile([0.0, 0.0, 9.81], (t.size, 1))
    values[100_000] = (0, 0, 80)
    assert max(x for x in signal_envelope(recording_from_arrays(t, values))["high"] if x) == 80


@given(st.integers(1, 1200))
def test_the_split_into_blocks_does_not_matter(size: int) -> None:
    assert signal_envelope(in_blocks(size)) == signal_envelope(recording(20.0))  # type: ignore[arg-type]


def test_a_gap_stays_a_gap() -> None:
    t = np.arange(0, 100.0, 0.1)
    t = t[(t < 40) | (t > 60)]
    envelope = signal_envelope(recording_from_arrays(t, np.ones((t.size, 3))), buckets=100)
    middle = [low is None for low in envelope["low"]][40:60]
    assert sum(middle) >= 19
    assert not any(low is None for low in envelope["low"][:39])


@pytest.mark.parametrize("rate_hz", [1, 5, 20])
def test_a_slow_sensor_has_no_gaps_between_its_samples(rate_hz: int) -> None:
    t = np.arange(0, 30.0, 1 / rate_hz)
    assert None not in signal_envelope(recording_from_arrays(t, np.ones((t.size, 3))))["low"]


def test_without_acceleration_there_is_nothing_to_draw() -> None:
    t = np.arange(0, 10.0, 0.1)
    assert set(signal_envelope(recording_from_arrays(t, None, np.ones((t.size, 3))))["low"]) == {None}
