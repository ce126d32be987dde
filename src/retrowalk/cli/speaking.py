"""Sentences said aloud from the terminal, where this computer has a voice and something to play it with."""

from __future__ import annotations

import contextlib
import shutil
import subprocess
import tempfile
import wave
from pathlib import Path
from typing import TYPE_CHECKING

from retrowalk.errors import RetrowalkError
from retrowalk.session.saying import lasts_s

if TYPE_CHECKING:
    from retrowalk.voice import Voice

PLAYERS = (("paplay",), ("pw-play",), ("aplay", "-q"), ("afplay",))
"""Programs that play a WAV file, as systems have them; the first that is there."""
TALKERS = (("espeak-ng",), ("say",))
"""Programs that say a sentence by themselves."""


class Speaker:
    """Says nothing: no sound here, or none wanted."""

    def say(self, text: str) -> None:
        """Begins to say it; does not wait.

        Args:
            text: one sentence.
        """

    def hush(self) -> None:
        """Stops what is being said."""

    def close(self) -> None:
        """Lets what is being said come to its end, and leaves nothing behind."""


class ProgramSpeaker(Speaker):
    """A program of the system that talks.

    Args:
        command: it and its arguments; the sentence comes last.
    """

    def __init__(self, command: tuple[str, ...]) -> None:
        self._command = command
        self._talking: subprocess.Popen[bytes] | None = None

    def say(self, text: str) -> None:
        self.hush()
        self._begin([*self._command, text])

    def hush(self) -> None:
        if self._talking is not None and self._talking.poll() is None:
            self._talking.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._talking.wait(1)
        self._talking = None

    def close(self) -> None:
        if self._talking is not None:
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._talking.wait(6)
        self.hush()

    def _begin(self, command: list[str]) -> None:
        # Without a sound the sentence still stands on the screen.
        with contextlib.suppress(OSError):
            self._talking = subprocess.Popen(  # noqa: S603 - found on the path, with a sentence of ours
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,  # Ctrl-C is for us, and we hush it
            )


class VoiceSpeaker(ProgramSpeaker):
    """Our own voice, through a program that plays a file.

    Args:
        voice: that makes the samples.
        player: it and its arguments; the file comes last.
    """

    def __init__(self, voice: Voice, player: tuple[str, ...]) -> None:
        super().__init__(player)
        self._voice = voice
        self._folder = tempfile.TemporaryDirectory(prefix="retrowalk-", ignore_cleanup_errors=True)
        self._files: dict[str, Path] = {}

    def say(self, text: str) -> None:
        self.hush()
        # A voice that fails, a folder that is full: the sentence still stands on the screen.
        with contextlib.suppress(RetrowalkError, OSError):
            self._begin([*self._command, str(self._file(text))])

    def close(self) -> None:
        super().close()
        self._folder.cleanup()

    def _file(self, text: str) -> Path:
        if text not in self._files:
            path = Path(self._folder.name) / f"{len(self._files)}.wav"
            samples = self._voice.say(text)
            # The timeline gave it so much time; a slow voice would be cut off by the next sentence.
            longer = len(samples) / self._voice.rate_hz / lasts_s(text)
            if longer > 1:
                samples = self._voice.say(text, longer)
            with wave.open(str(path), "wb") as out:
                out.setnchannels(1)
                out.setsampwidth(2)
                out.setframerate(self._voice.rate_hz)
                out.writeframes((samples.clip(-1, 1) * 32767).astype("<i2").tobytes())
            self._files[text] = path
        return self._files[text]


def find_speaker() -> Speaker | None:
    """What speaks on this computer; None where nothing does."""
    from retrowalk.voice import find_voice

    player = _first(PLAYERS)
    voice = find_voice() if player is not None else None
    if player is not None and voice is not None:
        return VoiceSpeaker(voice, player)
    talker = _first(TALKERS)
    return None if talker is None else ProgramSpeaker(talker)


def _first(commands: tuple[tuple[str, ...], ...]) -> tuple[str, ...] | None:
    for program, *arguments in commands:
        found = shutil.which(program)
        if found is not None:
            return (found, *arguments)
    return None
