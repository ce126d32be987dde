"""Sounds that mean something without words: rising is forward, falling is backward.

Made for old ears and small loudspeakers: fundamentals from 500 to 1500 Hz, where age takes least and a telephone
sounds at all, a few harmonics above them so that the pitch is heard although its lowest part is weak, and edges that
swell over some milliseconds instead of clicking.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from retrowalk.session.sound.levels import LIMIT

if TYPE_CHECKING:
    from retrowalk.session.timeline import Earcon
    from retrowalk.voice import Samples

# Each harmonic against the one below it.
_HARMONICS = (1.0, 0.5, 0.3, 0.12)
_ATTACK_S = 0.008
_RELEASE_S = 0.04

C5, E5, G5, A5, C6, D6, E6 = 523.25, 659.26, 783.99, 880.0, 1046.5, 1174.66, 1318.51


@dataclass(frozen=True, slots=True)
class Note:
    """One tone of a sound.

    Attributes:
        at_s: when it begins in the sound.
        pitch_hz: fundamental; several sound together.
        duration_s: with its release.
        ring_s: time in which it dies down to a third.
    """

    at_s: float
    pitch_hz: tuple[float, ...]
    duration_s: float
    ring_s: float = 0.5


def _row(*pitches_hz: float, each_s: float, last_s: float) -> tuple[Note, ...]:
    """Notes one after the other, the last one held."""
    last = len(pitches_hz) - 1
    return tuple(
        Note(number * each_s, (pitch,), last_s if number == last else each_s)
        for number, pitch in enumerate(pitches_hz)
    )


NOTES: Mapping[Earcon, tuple[Note, ...]] = {
    "forward": _row(C5, G5, C6, each_s=0.14, last_s=0.42),
    "backward": _row(C6, G5, C5, each_s=0.14, last_s=0.42),
    # To and fro, as one turns.
    "turn": _row(A5, E5, A5, E5, each_s=0.17, last_s=0.34),
    # One low, quiet bell: stand still.
    "rest": (Note(0.0, (C5, E5), 0.8, 0.3),),
    # Two short ones, high: something is about to come.
    "soon": (Note(0.0, (E6,), 0.11), Note(0.2, (E6,), 0.11)),
    "tick": (Note(0.0, (A5,), 0.09, 0.05),),
    # A bell of two, struck twice.
    "halfway": (Note(0.0, (G5, D6), 0.3, 0.25), Note(0.32, (G5, D6), 0.6, 0.3)),
    # The only one that climbs to a chord and stays: over.
    "end": (
        Note(0.0, (C5,), 0.2),
        Note(0.2, (E5,), 0.2),
        Note(0.4, (G5,), 0.2),
        Note(0.6, (C5, E5, G5, C6), 1.7, 0.7),
    ),
}
# Peaks as a part of LIMIT: a tone is louder than speech or a chord of the same peak.
_LOUDNESS = 0.7
_AS_LOUD: Mapping[Earcon, float] = {"rest": 0.7, "tick": 0.5, "halfway": 0.9, "end": 1.0}


@lru_cache(maxsize=64)
def earcon(name: Earcon, rate_hz: int) -> Samples:
    """A sound.

    Args:
        name: which.
        rate_hz: samples a second.

    Returns:
        shape (n,), float32; not to be written to.
    """
    notes = NOTES[name]
    end_s = max(note.at_s + note.duration_s for note in notes)
    out = np.zeros(round(end_s * rate_hz) + 1, dtype=np.float32)
    for note in notes:
        start = round(note.at_s * rate_hz)
        tone = _tone(note, rate_hz)
        out[start : start + tone.size] += tone[: out.size - start]
    out *= np.float32(LIMIT * _AS_LOUD.get(name, _LOUDNESS) / np.max(np.abs(out)))
    out.flags.writeable = False
    return out


def duration_s(name: Earcon) -> float:
    """How long a sound lasts, in seconds.

    Args:
        name: which.
    """
    return max(note.at_s + note.duration_s for note in NOTES[name])


def _tone(note: Note, rate_hz: int) -> Samples:
    t_s = np.arange(round(note.duration_s * rate_hz)) / rate_hz
    wave = np.zeros(t_s.size)
    for pitch_hz in note.pitch_hz:
        for number, part in enumerate(_HARMONICS, start=1):
            wave += part * np.sin(2 * np.pi * number * pitch_hz * t_s)
    attack = np.clip(t_s / _ATTACK_S, 0, 1)
    release = np.clip((note.duration_s - t_s) / _RELEASE_S, 0, 1)
    edges = np.sin(np.pi / 2 * attack) ** 2 * np.sin(np.pi / 2 * release) ** 2
    tone: Samples = (wave * edges * np.exp(-t_s / note.ring_s)).astype(np.float32)
    return tone
