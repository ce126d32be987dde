"""Sessions that people really get, their tracks as files, and where in them something begins to sound."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from retrowalk.prescription import Session, prescribe
from retrowalk.reports.examples import examples
from retrowalk.screening import screen
from retrowalk.session.sound import RATE_HZ
from retrowalk.voice import Voice, find_voice

PLACES = ("motorised_treadmill", "kitchen_counter", "flat_open_ground")


@cache
def first_sessions() -> tuple[Session, ...]:
    """The first of every week of the examples of docs/protocols.md."""
    programmes = [prescribe(one.profile, screen(one.profile)) for one in examples()]
    return tuple(week.sessions[0] for programme in programmes for week in programme.weeks if week.sessions)


@cache
def real_sessions() -> tuple[Session, ...]:
    """The shortest of them at each of three places."""
    return tuple(
        min((one for one in first_sessions() if one.place == place), key=lambda one: one.total_s)
        for place in PLACES
    )


def a_voice() -> Voice:
    """The voice of this computer; the test is skipped where there is none."""
    voice = find_voice()
    if voice is None:
        pytest.skip('no voice on this machine: pip install "retrowalk[voice]", or install espeak-ng')
    return voice


def decoded(path: Path) -> Any:
    """What a player makes of a file: float32, 16 kHz, mono."""
    import soundfile  # type: ignore[import-untyped]

    samples, rate_hz = soundfile.read(path, dtype="float32")
    assert (rate_hz, samples.ndim) == (RATE_HZ, 1)
    return samples


def loudness(samples: Any, frame_s: float = 0.002) -> Any:
    """The peak of each frame."""
    n = round(frame_s * RATE_HZ)
    return np.abs(samples[: samples.size // n * n]).reshape(-1, n).max(axis=1)


def onset_s(samples: Any, near_s: float, reach_s: float, threshold: float) -> float | None:
    """Where sound begins within some reach of a position; None where it does not, or had begun before.

    Args:
        samples: of a whole track.
        near_s: position in it.
        reach_s: to both sides.
        threshold: what is louder is sound.
    """
    first = max(0, round((near_s - reach_s) * RATE_HZ))
    frames = loudness(samples[first : round((near_s + reach_s) * RATE_HZ)])
    loud = np.flatnonzero(frames > threshold)
    if not loud.size or loud[0] == 0:
        return None
    return float(first / RATE_HZ + loud[0] * 0.002)


def best_match_s(samples: Any, template: Any, near_s: float, reach_s: float) -> float:
    """Where a sound fits best within some reach of a position: a matched filter.

    Args:
        samples: of a whole track.
        template: the sound.
        near_s: position in the track.
        reach_s: to both sides.
    """
    first = max(0, round((near_s - reach_s) * RATE_HZ))
    piece = samples[first : round((near_s + reach_s) * RATE_HZ) + template.size]
    return float((first + int(np.argmax(np.correlate(piece, template, "valid")))) / RATE_HZ)
