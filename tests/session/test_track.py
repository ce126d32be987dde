"""The sound track of a session, measured in the files that are played: what sounds when, how loud, where nothing."""

from __future__ import annotations

import errno
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans import a_block, a_session
from retrowalk.errors import NoRoomError, OutputError, VoiceError
from retrowalk.reports.track import write_track
from retrowalk.session import Cue, Preferences, Timeline, timeline
from retrowalk.session.sound import RATE_HZ, Speaker, earcon, heard, render
from retrowalk.session.sound.earcons import NOTES
from retrowalk.session.sound.levels import LIMIT, levelled, resampled, trimmed
from retrowalk.session.sound.track import BREATH_S
from retrowalk.voice import find_voice
from sounding import a_voice, best_match_s, decoded, first_sessions, loudness, onset_s, real_sessions

WITHIN_S = 0.05
# What encoders leave where nothing sounds: a thousandth.
SILENCE = 0.001


class Hum:
    """A voice that says any sentence as a tone of a length in proportion, so that tests need no synthesiser."""

    name, licence, rate_hz = "a hum", "ours", 22_050

    def __init__(self, seconds_a_letter: float = 0.06) -> None:
        self.seconds_a_letter = seconds_a_letter
        self.said: list[tuple[str, float]] = []

    def say(self, text: str, faster: float = 1.0) -> Any:
        self.said.append((text, faster))
        n = int(len(text) * self.seconds_a_letter / faster * self.rate_hz)
        tone = 0.3 * np.sin(np.arange(n) * 2 * np.pi * 220 / self.rate_hz)
        silence = np.zeros(self.rate_hz // 4)
        return np.concatenate([silence, tone, silence]).astype(np.float32)


def whole(timeline: Timeline, voice: Any = None) -> Any:
    return np.concatenate(list(render(timeline, voice)))


def cue(at_s: float, text: str | None = None, sound: Any = None, duration_s: float = 1.0) -> Cue:
    kind: Any = "speech" if text else "earcon"
    return Cue(f"c{at_s}", at_s, kind, "start", "any", text, sound, (), duration_s, 0)


def only(*cues: Cue, duration_s: float = 20.0, **wishes: Any) -> Timeline:
    """A timeline of a minute backward with just these cues."""
    made = timeline(a_session(), Preferences(**wishes))
    return replace(made, cues=cues, duration_s=duration_s)


@dataclass(frozen=True)
class Played:
    """A real session as a file, and what a player makes of it."""

    asked: Timeline
    format: str
    track: Any


BELT, COUNTER, GROUND = real_sessions()
TRACKS = [(BELT, "mp3"), (BELT, "ogg"), (COUNTER, "mp3"), (GROUND, "ogg")]


@pytest.fixture(scope="module", params=TRACKS, ids=lambda one: f"{one[0].place}-{one[1]}")
def played(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Played:
    """With speech, where this machine has a voice."""
    session, format = request.param
    path = tmp_path_factory.mktemp("tracks") / f"track.{format}"
    asked = timeline(session)
    write_track(asked, find_voice(), path)
    return Played(asked, format, decoded(path))


# Where the timeline says


def test_every_sound_begins_where_the_timeline_says(played: Played) -> None:
    for one in heard(played.asked, spoken=False):
        assert one.sound is not None
        found_s = best_match_s(played.track, earcon(one.sound, RATE_HZ), one.at_s, 0.2)
        assert found_s == pytest.approx(one.at_s, abs=WITHIN_S), one


def test_every_sentence_begins_where_the_timeline_says(played: Played) -> None:
    speaker, cues = Speaker(a_voice()), heard(played.asked, spoken=True)
    for one, after in pairwise(cues):
        if one.text:
            said = speaker.say(one.text, after.at_s - one.at_s - BREATH_S)[: RATE_HZ // 2]
            found_s = best_match_s(played.track, said, one.at_s, 0.2)
            assert found_s == pytest.approx(one.at_s, abs=WITHIN_S), one


def test_what_is_heard_after_a_silence_is_heard_on_time(played: Played) -> None:
    """Without knowing what is said: the first loud moment after quiet."""
    a_voice()
    cues = heard(played.asked, spoken=True)
    onsets = [(one, onset_s(played.track, one.at_s, 0.1, 0.02)) for one in cues]
    found = [(one, at_s) for one, at_s in onsets if at_s is not None]
    assert len(found) >= len(cues) / 2
    for one, at_s in found:
        assert at_s == pytest.approx(one.at_s, abs=WITHIN_S), one


def test_the_last_thing_heard_is_the_end(played: Played) -> None:
    end = heard(played.asked, spoken=True)[-1]
    assert (end.sound, end.moment) == ("end", "end")
    last_s = np.flatnonzero(loudness(played.track) > SILENCE)[-1] * 0.002
    assert end.at_s < last_s <= played.asked.duration_s
    assert played.track.size == pytest.approx(played.asked.duration_s * RATE_HZ, abs=0.1 * RATE_HZ)


def test_encoded_peaks_stay_below_full_scale(played: Played) -> None:
    assert np.abs(played.track).max() < 0.99


def test_where_nothing_is_asked_for_there_is_silence(tmp_path: Path) -> None:
    asked = only(cue(2.0, sound="forward"), cue(12.0, "Small steps.", duration_s=3.0))
    write_track(asked, Hum(), tmp_path / "track.mp3")
    frames = loudness(decoded(tmp_path / "track.mp3"), 0.05)
    sounding = np.flatnonzero(frames > SILENCE) * 0.05
    assert all(1.94 <= at_s < 3.0 or 11.94 <= at_s < 15.0 for at_s in sounding)


# Loudness


@given(
    places=st.lists(st.integers(0, 190), max_size=12),
    beat=st.one_of(st.none(), st.integers(30, 160)),
    style=st.sampled_from(["usual", "calm"]),
)
def test_nothing_clips_whatever_comes_together(places: list[int], beat: int | None, style: Any) -> None:
    sounds = list(NOTES)
    cues = [cue(at / 10, sound=sounds[number % len(sounds)]) for number, at in enumerate(sorted(places))]
    cues += [cue(at / 10 + 0.05, "Hold the rail.") for at in sorted(places)]
    asked = only(*cues, metronome_spm=beat, style=style)
    track = whole(asked, Hum())
    assert np.isfinite(track).all()
    assert np.max(np.abs(track), initial=0) < 1
    assert track.size == asked.duration_s * RATE_HZ


def test_every_sentence_is_as_loud_as_the_others() -> None:
    speaker = Speaker(a_voice())
    sentences = ("Halfway.", "Stand still. Stop the belt.", "This part is backward, when you are ready.")
    levels = []
    for text in sentences:
        said = speaker.say(text)
        speaking = said[np.abs(said) > 0.02 * np.abs(said).max()]
        levels.append(20 * np.log10(np.sqrt(np.mean(speaking**2))))
    assert max(levels) - min(levels) < 3
    assert min(levels) > -21


def test_sounds_and_speech_are_about_as_loud() -> None:
    said = Speaker(a_voice()).say("Small steps. Look ahead, not down.")
    speech = np.sqrt(np.mean(said[np.abs(said) > 0.02] ** 2))
    for name in ("forward", "backward", "turn", "end"):
        sound = earcon(name, RATE_HZ)
        level = np.sqrt(np.mean(sound[np.abs(sound) > 0.02] ** 2))
        assert abs(20 * np.log10(level / speech)) < 6, name


def test_a_loud_moment_gives_way_to_the_limit() -> None:
    quiet_then_loud = np.concatenate([np.full(2400, 0.1), np.full(240, 0.9), np.full(2400, 0.1)])
    loud = levelled(quiet_then_loud.astype(np.float32), RATE_HZ, rms=0.5)
    assert np.abs(loud).max() <= LIMIT + 1e-6
    assert loud[:1200].mean() > 0.2


# Speech


def test_a_sentence_that_takes_too_long_is_said_faster() -> None:
    hum = Hum()
    asked = only(cue(1.0, "x" * 50), cue(3.9, sound="soon"))
    track = whole(asked, hum)
    assert [faster > 1 for _text, faster in hum.said] == [False, True]
    assert np.abs(track[round(3.8 * RATE_HZ) : round(3.9 * RATE_HZ)]).max() == 0


def test_what_no_speed_fits_in_fades_before_the_next_sound() -> None:
    asked = only(cue(1.0, "x" * 100), cue(3.0, sound="soon"))
    track = whole(asked, Hum())
    assert np.abs(track[round(2.89 * RATE_HZ) : round(3.0 * RATE_HZ)]).max() == 0


def test_a_sentence_that_comes_again_is_said_once() -> None:
    hum = Hum()
    list(render(only(*(cue(float(at), "Small steps.", duration_s=2) for at in (1, 6, 11))), hum))
    assert hum.said == [("Small steps.", 1.0)]


def test_a_voice_that_falls_silent_is_a_sentence() -> None:
    class Silent(Hum):
        def say(self, text: str, faster: float = 1.0) -> Any:
            raise VoiceError("The voice could not say it.")

    with pytest.raises(VoiceError):
        whole(only(cue(1.0, "Halfway.")), Silent())


def test_no_sentence_that_people_really_hear_is_hurried_or_cut() -> None:
    speaker = Speaker(a_voice())
    for session in first_sessions():
        for one, after in pairwise(heard(timeline(session), spoken=True)):
            if one.text:
                takes_s = speaker.say(one.text).size / RATE_HZ
                assert takes_s <= after.at_s - one.at_s - BREATH_S, f"{one.text} takes {takes_s:.1f} s"


def test_silence_around_speech_is_taken_off() -> None:
    said = trimmed(Hum().say("Halfway."), 22_050)
    assert said.size == pytest.approx(8 * 0.06 * 22_050, abs=0.03 * 22_050)


def test_another_rate_is_the_same_sound() -> None:
    t_s = np.arange(22_050) / 22_050
    tone = (np.sin(2 * np.pi * 440 * t_s) * np.hanning(t_s.size)).astype(np.float32)
    again = resampled(tone, 22_050, RATE_HZ)
    wanted = np.sin(2 * np.pi * 440 * np.arange(RATE_HZ) / RATE_HZ) * np.interp(
        np.arange(RATE_HZ) / RATE_HZ, t_s, np.hanning(t_s.size)
    )
    assert np.abs(again - wanted).max() < 1e-3


# The metronome


def test_the_metronome_ticks_while_walking_backward_and_never_else() -> None:
    blocks = (
        a_block("warm_up", "forward", 60),
        a_block(),
        a_block("rest", "any", 60),
        a_block("cool_down", "forward"),
    )
    made = timeline(a_session(blocks=blocks), Preferences(metronome_spm=60))
    backward = next(one for one in made.stretches if one.direction == "backward")
    frames = loudness(whole(replace(made, cues=())))
    begins = [
        at * 0.002 for at in np.flatnonzero(frames > 0.02) if not (frames[max(0, at - 50) : at] > 0.02).any()
    ]
    assert begins == pytest.approx([backward.start_s + n for n in range(60)], abs=0.005)


def test_the_metronome_gives_way_to_speech() -> None:
    made = timeline(a_session(blocks=(a_block(),)), Preferences(metronome_spm=60))
    start_s = made.stretches[1].start_s
    asked = replace(made, cues=(cue(start_s + 9.5, "x" * 10, duration_s=2.0),))
    ticks = whole(asked)
    usual = np.abs(ticks[round((start_s + 5) * RATE_HZ) :][:2000]).max()
    under = np.abs(ticks[round((start_s + 10) * RATE_HZ) :][:2000]).max()
    assert under < usual / 3


# Files


def test_a_file_is_what_its_name_says(tmp_path: Path) -> None:
    import soundfile  # type: ignore[import-untyped]

    asked = only(cue(1.0, sound="end"))
    for name, format in (("a.mp3", "MP3"), ("b.OGG", "OGG"), ("c.wav", "WAV")):
        write_track(asked, None, tmp_path / name)
        found = soundfile.info(tmp_path / name)
        assert (found.format, found.samplerate, found.channels) == (format, RATE_HZ, 1)


def test_another_suffix_is_refused_with_what_is_possible(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"\.mp3, \.ogg or \.wav"):
        write_track(only(), None, tmp_path / "track.aac")
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_is_one_sentence_and_leaves_what_was_there() -> None:
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("no /dev/full on this system")
    from retrowalk.session.sound import encode

    for format in ("mp3", "ogg", "wav"):
        with full.open("r+b", buffering=0) as file, pytest.raises(OSError) as refused:
            encode(iter([np.zeros(RATE_HZ, dtype=np.float32)] * 20), file, format, RATE_HZ)
        assert refused.value.errno == errno.ENOSPC


def test_what_cannot_be_finished_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "track.mp3"
    path.write_bytes(b"the one before")

    def full(_fraction: float) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(NoRoomError, match="no room left"):
        write_track(only(cue(1.0, sound="end")), None, path, full)
    assert path.read_bytes() == b"the one before"
    assert list(tmp_path.iterdir()) == [path]


def test_the_same_session_is_the_same_file(tmp_path: Path) -> None:
    asked = only(cue(1.0, sound="forward"), cue(3.0, "Halfway."))
    for name in ("a.mp3", "b.mp3"):
        write_track(asked, Hum(), tmp_path / name)
    assert (tmp_path / "a.mp3").read_bytes() == (tmp_path / "b.mp3").read_bytes()
