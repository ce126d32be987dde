"""The one sound track of a session: every cue that can be heard, where the timeline says.

It is made piece by piece from the front, so that an hour costs no more memory than a minute: the sentences that were
said are kept (many come again), the samples are not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING

import numpy as np

from retrowalk.session.sound import metronome
from retrowalk.session.sound.earcons import duration_s, earcon
from retrowalk.session.sound.levels import LIMIT, levelled, resampled, trimmed

if TYPE_CHECKING:
    from retrowalk.session.timeline import Cue, Timeline
    from retrowalk.voice import Samples, Voice

RATE_HZ = 16_000
RENDERER = 2
"""Goes up with whatever changes the sound of a track, so that kept ones are made anew."""
PIECE_S = 10.0
# The fastest a sentence is said to fit its room: 225 words a minute are still followed without effort.
FASTEST = 1.5
# Between the end of a sentence and the next sound, so that both are heard.
BREATH_S = 0.12
_FADE_S = 0.05
# Sounds of a calm session, as a factor: softer, and still above what a street covers.
_CALM = 0.6


class Speaker:
    """Sentences as they go into a track: trimmed, at one level, each said once however often it comes.

    Args:
        voice: that says them.
        rate_hz: of the track.
    """

    def __init__(self, voice: Voice, rate_hz: int = RATE_HZ) -> None:
        self._voice, self._rate_hz = voice, rate_hz
        self._said: dict[tuple[str, float], Samples] = {}

    def say(self, text: str, room_s: float | None = None) -> Samples:
        """A sentence.

        Args:
            text: to say.
            room_s: until the next sound; None where there is none. What takes longer is said faster; what would
                still take longer fades out, as nothing is ever said over something else.

        Returns:
            shape (n,), float32, at the rate of the track, beginning with its first sound.

        Raises:
            VoiceError: the voice fell silent.
        """
        said = self._at(text, 1.0)
        if room_s is None or said.size <= room_s * self._rate_hz:
            return said
        faster = min(FASTEST, np.ceil(said.size / (room_s * self._rate_hz) * 20 + 1) / 20)
        said = self._at(text, float(faster))
        if said.size > room_s * self._rate_hz and faster < FASTEST:
            said = self._at(text, FASTEST)
        n = max(0, int(room_s * self._rate_hz))
        if said.size <= n:
            return said
        fade = min(n, round(_FADE_S * self._rate_hz))
        cut = said[:n].copy()
        cut[n - fade :] *= np.linspace(1, 0, fade, dtype=np.float32)
        return cut

    def _at(self, text: str, faster: float) -> Samples:
        kept = self._said.get((text, faster))
        if kept is None:
            raw = self._voice.say(text, faster)
            raw = trimmed(resampled(raw, self._voice.rate_hz, self._rate_hz), self._rate_hz)
            kept = self._said[text, faster] = levelled(raw, self._rate_hz)
        return kept


@dataclass(frozen=True, slots=True)
class _Sound:
    """Something to hear, from a sample on; made when its piece comes."""

    at: int
    make: Callable[[], Samples]


def render(timeline: Timeline, voice: Voice | None = None, *, rate_hz: int = RATE_HZ) -> Iterator[Samples]:
    """The track, piece by piece.

    Args:
        timeline: made for preferences as granted to this walker.
        voice: that speaks; None for a track of sounds only.
        rate_hz: samples a second.

    Yields:
        shape (n,), float32 within ±1, in all as long as the timeline.

    Raises:
        VoiceError: the voice fell silent.
    """
    waiting = sorted([*_cues(timeline, voice, rate_hz), *_ticks(timeline, rate_hz)], key=lambda one: one.at)
    waiting.reverse()
    sounding: list[tuple[int, Samples]] = []
    total, step = round(timeline.duration_s * rate_hz), round(PIECE_S * rate_hz)
    for start in range(0, total, step):
        end = min(start + step, total)
        piece = np.zeros(end - start, dtype=np.float32)
        while waiting and waiting[-1].at < end:
            sound = waiting.pop()
            sounding.append((sound.at, sound.make()))
        for at, samples in sounding:
            first, last = max(at, start), min(at + samples.size, end)
            piece[first - start : last - start] += samples[first - at : last - at]
        sounding = [(at, samples) for at, samples in sounding if at + samples.size > end]
        # Cues of one moment may be asked to sound together: loud then, but never torn.
        yield np.clip(piece, -1.1 * LIMIT, 1.1 * LIMIT)


def heard(timeline: Timeline, *, spoken: bool) -> list[Cue]:
    """The cues that a track makes heard, by time.

    Args:
        timeline: of the session.
        spoken: there is a voice.
    """
    kinds = ("earcon", "speech") if spoken else ("earcon",)
    found = [cue for cue in timeline.cues if cue.kind in kinds and (cue.text or cue.sound)]
    return sorted(found, key=lambda cue: cue.at_s)


def _cues(timeline: Timeline, voice: Voice | None, rate_hz: int) -> Iterator[_Sound]:
    speaker = None if voice is None else Speaker(voice, rate_hz)
    cues = heard(timeline, spoken=voice is not None)
    softer = np.float32(_CALM if timeline.preferences.style == "calm" else 1.0)
    for cue, after in zip_longest(cues, cues[1:]):
        next_s = timeline.duration_s if after is None else after.at_s
        at = round(cue.at_s * rate_hz)
        if cue.sound is not None:
            yield _Sound(at, lambda sound=cue.sound: softer * earcon(sound, rate_hz))  # type: ignore[misc]
        elif speaker is not None and cue.text:
            room_s = next_s - cue.at_s - BREATH_S
            yield _Sound(at, lambda text=cue.text, room_s=room_s: speaker.say(text, room_s))  # type: ignore[misc]


def _ticks(timeline: Timeline, rate_hz: int) -> Iterator[_Sound]:
    """The metronome, which gives way to all else."""
    spans = [
        (cue.at_s - 0.1, cue.at_s + (duration_s(cue.sound) if cue.sound else cue.duration_s) + 0.1)
        for cue in heard(timeline, spoken=True)
    ]
    loud = metronome.tick(rate_hz)
    soft = loud * np.float32(metronome.DUCKED)
    at_span = 0
    for at_s in metronome.ticks_s(timeline):
        while at_span < len(spans) and spans[at_span][1] <= at_s:
            at_span += 1
        under = at_span < len(spans) and spans[at_span][0] <= at_s
        yield _Sound(round(at_s * rate_hz), lambda under=under: soft if under else loud)  # type: ignore[misc]
