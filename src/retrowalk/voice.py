"""The voice that reads sentences aloud, found on this computer: a replaceable transport.

Two are known, both eSpeak NG (GPL-3.0-or-later, which is why it is an extra and no part of Retrowalk): the library
that ``pip install "retrowalk[voice]"`` brings, and the program ``espeak-ng`` of the system. docs/decisions/voice.md
says why, and how the variant was chosen.
"""

from __future__ import annotations

import threading
from functools import cache
from typing import TYPE_CHECKING, Any, Protocol

from retrowalk.errors import VoiceError
from retrowalk.language import _

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Samples = NDArray[np.float32]

# eSpeak's own figures: words a minute, pitch and its range 0–100 (its defaults are 175, 50 and 50).
WORDS_A_MINUTE = 150
PITCH = 42
PITCH_RANGE = 60
# By the language of the sentences; what is not here is asked for by its own name.
VOICES = {"en": "en-us"}
LICENCE = "eSpeak NG, GPL-3.0-or-later"


class Voice(Protocol):
    """What reads a sentence aloud.

    Attributes:
        name: of the synthesiser, its version and its settings: another name may sound different.
        licence: under which it comes.
        rate_hz: samples a second of what it says.
    """

    name: str
    licence: str
    rate_hz: int

    def say(self, text: str, faster: float = 1.0) -> Samples:
        """A sentence, mono.

        Args:
            text: one sentence.
            faster: than usual, as a factor.

        Returns:
            shape (n,), float32 within ±1.

        Raises:
            VoiceError: it fell silent.
        """
        ...


_finding = threading.Lock()


def find_voice(language: str = "en") -> Voice | None:
    """The voice of this computer; None where there is none. Looked for once a process.

    Args:
        language: of the sentences, as in a locale (``en``, ``de``).
    """
    with _finding:
        return _find(language)


@cache
def _find(language: str) -> Voice | None:
    for kind in (LibraryVoice, ProgramVoice):
        try:
            return kind(VOICES.get(language, language))
        except VoiceError:
            continue
    return None


def how_to_get_one() -> str:
    """What to say where there is no voice."""
    return _(
        'No voice was found: cues are sounds only. For speech: pip install "retrowalk[voice]", or install espeak-ng.'
    )


class LibraryVoice:
    """eSpeak NG as the library that the extra ``voice`` brings, called in this process.

    The library has one state for the whole process: one sentence at a time.

    Args:
        variant: eSpeak's name of the voice.

    Raises:
        VoiceError: it is not installed, does not run here, or does not know that voice.
    """

    _lock = threading.Lock()

    def __init__(self, variant: str) -> None:
        with self._lock:
            self._library, self.rate_hz, version = _library()
            self._variant = variant
            self._choose()
        self.name = f"eSpeak NG {version} {variant} {WORDS_A_MINUTE}/{PITCH}/{PITCH_RANGE}"
        self.licence = LICENCE

    def say(self, text: str, faster: float = 1.0) -> Samples:
        import ctypes

        import numpy as np

        heard: list[bytes] = []

        def take(samples: Any, n: int, _events: Any) -> int:
            if samples and n > 0:
                heard.append(ctypes.string_at(samples, 2 * n))
            return 0

        callback = _callback_type()(take)
        data = _plain(text).encode() + b"\0"
        with self._lock:
            self._choose()
            self._library.espeak_SetParameter(_RATE, round(WORDS_A_MINUTE * faster), 0)
            self._library.espeak_SetSynthCallback(callback)
            failed = self._library.espeak_Synth(
                data, ctypes.c_size_t(len(data)), 0, 1, 0, ctypes.c_uint(_UTF8), None, None
            )
        if failed or not heard:
            raise VoiceError(_("The voice could not say “%(text)s”.") % {"text": text[:60]})
        return np.frombuffer(b"".join(heard), "<i2").astype(np.float32) / np.float32(32768)

    def _choose(self) -> None:
        if self._library.espeak_SetVoiceByName(self._variant.encode()):
            raise VoiceError(_("eSpeak NG has no voice “%(name)s”.") % {"name": self._variant})
        self._library.espeak_SetParameter(_PITCH, PITCH, 0)
        self._library.espeak_SetParameter(_RANGE, PITCH_RANGE, 0)


class ProgramVoice:
    """eSpeak NG as the program ``espeak-ng`` of the system, run once a sentence.

    Args:
        variant: eSpeak's name of the voice.

    Raises:
        VoiceError: there is no such program, or it does not know that voice.
    """

    def __init__(self, variant: str) -> None:
        import shutil

        found = shutil.which("espeak-ng")
        if found is None:
            raise VoiceError(_("There is no espeak-ng on this computer."))
        self._program, self._variant = found, variant
        self.licence = LICENCE
        said = _run([found, "--version"]).decode(errors="replace").split("Data at")[0]
        self.name = f"eSpeak NG {said.split(':')[-1].strip()} {variant} {WORDS_A_MINUTE}/{PITCH}, program"
        self.rate_hz, _samples = self._hear("one", 1.0)

    def say(self, text: str, faster: float = 1.0) -> Samples:
        return self._hear(text, faster)[1]

    def _hear(self, text: str, faster: float) -> tuple[int, Samples]:
        import struct

        import numpy as np

        # No range of the pitch: before 1.52 the program has no word for it.
        speed = str(round(WORDS_A_MINUTE * faster))
        wave = _run(
            [
                self._program,
                "-v",
                self._variant,
                "-s",
                speed,
                "-p",
                str(PITCH),
                "-b",
                "1",
                "--stdin",
                "--stdout",
            ],
            _plain(text),
        )
        # Written to a pipe, its header cannot know the length: the samples are all that follows "data" and a size.
        at = wave.find(b"data")
        if wave[:4] != b"RIFF" or at < 36 or len(wave) < at + 10:
            raise VoiceError(_("espeak-ng said nothing to “%(text)s”.") % {"text": text[:60]})
        (rate_hz,) = struct.unpack_from("<I", wave, 24)
        samples = wave[at + 8 :]
        whole = samples[: len(samples) // 2 * 2]
        return rate_hz, np.frombuffer(whole, "<i2").astype(np.float32) / np.float32(32768)


# speak_lib.h
_SYNCHRONOUS = 2
_NO_EXIT = 0x8000
_UTF8 = 1
_RATE, _PITCH, _RANGE = 1, 3, 4


@cache
def _library() -> tuple[Any, int, str]:
    """The library, ready to speak; its rate in Hz; its version.

    Raises:
        VoiceError: it is not there, or does not run here.
    """
    import ctypes
    import importlib

    try:
        loader = importlib.import_module("espeakng_loader")
        library = ctypes.CDLL(loader.get_library_path())
        data = loader.get_data_path()
    except (ImportError, OSError, RuntimeError) as problem:
        raise VoiceError(_("The extra “voice” is not installed here (%(why)s).") % {"why": problem}) from None
    library.espeak_Info.restype = ctypes.c_char_p
    # It must not end our process where its data are damaged.
    rate_hz = int(library.espeak_Initialize(_SYNCHRONOUS, 0, str(data).encode(), _NO_EXIT))
    if rate_hz <= 0:
        raise VoiceError(_("eSpeak NG could not be started: its data could not be read."))
    version = library.espeak_Info(None).decode(errors="replace").split()[0]
    return library, rate_hz, version


@cache
def _callback_type() -> Any:
    import ctypes

    return ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)


def _plain(text: str) -> str:
    """Without what eSpeak takes for orders or reads aloud: control characters and the marks of phonemes."""
    return " ".join(text.replace("[[", "[").replace("\0", " ").split())


def _run(command: list[str], said: str = "") -> bytes:
    import subprocess

    try:
        done = subprocess.run(  # noqa: S603 - the program found on the path, its arguments ours, the text on its stdin
            command, input=said.encode(), capture_output=True, timeout=30, check=True
        )
    except subprocess.CalledProcessError as problem:
        why = problem.stderr.decode(errors="replace").strip().splitlines()
        raise VoiceError(_("espeak-ng failed (%(why)s).") % {"why": why[-1] if why else "?"}) from None
    except (OSError, subprocess.TimeoutExpired) as problem:
        raise VoiceError(_("espeak-ng failed (%(why)s).") % {"why": problem}) from None
    return done.stdout
