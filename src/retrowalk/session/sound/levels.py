"""How loud things are: speech brought to one level without clipping, silence taken off, another rate."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from retrowalk.voice import Samples

# Full scale is 1. Encoders overshoot by some per cent: no sound of ours goes above this.
LIMIT = 0.8
# RMS where it speaks: as loud as the limiter bears without sounding pressed, for a telephone's loudspeaker outdoors.
SPEECH_RMS = 0.2
# Below this part of its peak a sentence has not begun.
QUIET = 0.02
_FRAME_S = 0.005


def trimmed(samples: Samples, rate_hz: int) -> Samples:
    """Speech without the silence before and after it, so that it begins where it is put.

    Args:
        samples: shape (n,).
        rate_hz: samples a second.
    """
    loud = np.flatnonzero(np.abs(samples) > QUIET * np.max(np.abs(samples), initial=0))
    if not loud.size:
        return samples[:0]
    margin = round(_FRAME_S * rate_hz)
    return samples[max(0, loud[0] - margin) : loud[-1] + 1 + 4 * margin]


def levelled(samples: Samples, rate_hz: int, rms: float = SPEECH_RMS) -> Samples:
    """Speech at the wanted level, its peaks held under ``LIMIT``.

    Args:
        samples: shape (n,).
        rate_hz: samples a second.
        rms: wanted, over what is not a pause.
    """
    if not samples.size:
        return samples
    speaking = samples[np.abs(samples) > QUIET * np.max(np.abs(samples))]
    louder = rms / max(float(np.sqrt(np.mean(speaking**2))), 1e-6)
    return limited(samples * np.float32(louder), rate_hz)


def limited(samples: Samples, rate_hz: int, limit: float = LIMIT) -> Samples:
    """The same with a gain that gives way to peaks, slowly enough not to be heard.

    Args:
        samples: shape (n,).
        rate_hz: samples a second.
        limit: no sample goes above.
    """
    frame = round(_FRAME_S * rate_hz)
    n = -(-samples.size // frame)
    peaks = np.abs(np.pad(samples, (0, n * frame - samples.size))).reshape(n, frame).max(axis=1)
    if np.max(peaks, initial=0) <= limit:
        return samples
    gain = np.minimum(1.0, limit / np.maximum(peaks, 1e-9))
    # The least gain of the neighbourhood, smoothed over less than that: never more than what a peak allows.
    reach = 4
    padded = np.pad(gain, 2 * reach, mode="edge")
    least = np.lib.stride_tricks.sliding_window_view(padded, 2 * reach + 1).min(axis=1)
    window = np.hanning(2 * reach + 1)[1:-1]
    smooth = np.convolve(least, window / window.sum(), mode="same")[reach : reach + n]
    at = (np.arange(n) + 0.5) * frame
    curve = np.interp(np.arange(samples.size), at, smooth)
    out: Samples = np.clip(samples * curve, -limit, limit).astype(np.float32)
    return out


def resampled(samples: Samples, rate_hz: int, wanted_hz: int) -> Samples:
    """The same sound at another rate, through its spectrum; meant for sentences, not for hours.

    Args:
        samples: shape (n,).
        rate_hz: it has.
        wanted_hz: it is to have.
    """
    if rate_hz == wanted_hz or not samples.size:
        return samples
    divisor = np.gcd(rate_hz, wanted_hz)
    up, down = wanted_hz // divisor, rate_hz // divisor
    # A spectrum takes the sound for a circle: silence at its end keeps the end out of the beginning.
    n = -(-(samples.size + rate_hz // 20) // down)
    spectrum = np.fft.rfft(samples, n * down)
    wanted = np.zeros(n * up // 2 + 1, dtype=spectrum.dtype)
    kept = min(wanted.size, spectrum.size)
    wanted[:kept] = spectrum[:kept]
    wave = np.fft.irfft(wanted, n * up) * (up / down)
    out: Samples = wave[: round(samples.size * up / down)].astype(np.float32)
    return out
