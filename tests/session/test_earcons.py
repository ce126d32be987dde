"""The sounds: what they mean is in their melody, and old ears and small loudspeakers can follow it."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import numpy as np
import pytest

from retrowalk.session.sound import RATE_HZ, earcon
from retrowalk.session.sound.earcons import NOTES, duration_s

ALL = sorted(NOTES)
PITCHES = tuple(523.25 * 2 ** (step / 12) for step in range(-3, 30))


def spectrum(samples: Any) -> tuple[Any, Any]:
    windowed = samples * np.hanning(samples.size)
    return np.fft.rfftfreq(4 * samples.size, 1 / RATE_HZ), np.abs(
        np.fft.rfft(windowed, 4 * samples.size)
    ) ** 2


def pitch_hz(samples: Any) -> float:
    """The semitone whose first harmonics hold most of the sound."""
    at_hz, power = spectrum(samples)

    def held(pitch: float) -> float:
        return sum(
            weight * float(power[np.abs(at_hz - number * pitch) < 12].sum())
            for number, weight in ((1, 1.0), (2, 0.5), (3, 0.3))
        )

    return max(PITCHES, key=held)


def first_and_last_hz(name: Any) -> list[float]:
    """Pitches heard at the beginning and towards the end of a sound."""
    samples = earcon(name, RATE_HZ)
    n = round(0.12 * RATE_HZ)
    return [pitch_hz(samples[:n]), pitch_hz(samples[-2 * n : -n])]


def test_forward_rises_and_backward_falls_by_an_octave() -> None:
    first, last = first_and_last_hz("forward")
    assert last / first == pytest.approx(2, rel=0.03)
    first, last = first_and_last_hz("backward")
    assert first / last == pytest.approx(2, rel=0.03)


@pytest.mark.parametrize("name", ["rest", "soon", "tick", "halfway"])
def test_nothing_else_rises_or_falls(name: Any) -> None:
    assert len({note.pitch_hz for note in NOTES[name]}) == 1


@pytest.mark.parametrize(("one", "other"), list(combinations(ALL, 2)))
def test_no_two_are_alike(one: Any, other: Any) -> None:
    a, b = earcon(one, RATE_HZ), earcon(other, RATE_HZ)
    n = a.size + b.size
    cross = np.fft.irfft(np.fft.rfft(a, n) * np.conj(np.fft.rfft(b, n)), n)
    assert np.max(np.abs(cross)) < 0.75 * np.linalg.norm(a) * np.linalg.norm(b)


def test_the_end_is_the_longest_by_far() -> None:
    assert duration_s("end") > 2 * max(duration_s(name) for name in ALL if name != "end")


@pytest.mark.parametrize("name", ALL)
def test_most_of_it_lies_where_old_ears_and_telephones_are_good(name: Any) -> None:
    at_hz, power = spectrum(earcon(name, RATE_HZ))
    good = power[(at_hz > 500) & (at_hz < 2800)].sum() / power.sum()
    assert good > 0.9
    assert all(500 <= pitch <= 2000 for note in NOTES[name] for pitch in note.pitch_hz)


@pytest.mark.parametrize("name", ALL)
def test_it_swells_and_dies_away_without_a_click(name: Any) -> None:
    samples = earcon(name, RATE_HZ)
    assert np.abs(samples[:12]).max() < 0.02
    assert np.abs(samples[-12:]).max() < 0.02
    edge = np.convolve(np.abs(samples), np.ones(24) / 24, "same")
    assert np.abs(np.diff(edge)).max() < 0.05
