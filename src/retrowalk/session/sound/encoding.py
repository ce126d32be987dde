"""A track as a file that any player plays: MP3, Ogg Vorbis or WAV.

MP3 is written at a constant bit rate: in files of a variable one, browsers find a position only roughly, and the
position is our clock. docs/decisions/one-sound-track.md has the figures.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, BinaryIO, Literal, get_args

from retrowalk.errors import OutputError
from retrowalk.language import _

if TYPE_CHECKING:
    from pathlib import Path

    from retrowalk.voice import Samples

Format = Literal["mp3", "ogg", "wav"]

_HOW: dict[Format, dict[str, Any]] = {
    "mp3": {
        "format": "MP3",
        "subtype": "MPEG_LAYER_III",
        "bitrate_mode": "CONSTANT",
        "compression_level": 0.84,  # 32 kbit/s at 16 kHz
    },
    "ogg": {"format": "OGG", "subtype": "VORBIS", "compression_level": 0.7},
    "wav": {"format": "WAV", "subtype": "PCM_16"},
}

# What encoder and decoder of an MP3 delay together, in samples. At 32 kbit/s a frame has no room to note it, so that
# no decoder makes up for it: the encoder is handed that much less of the beginning, whoever plays it.
MP3_DELAY = 576 + 529


def format_of(path: Path) -> Format:
    """The format a file is to have, by its suffix.

    Args:
        path: of the file.

    Raises:
        OutputError: no track has that suffix.
    """
    suffix = path.suffix.lower().removeprefix(".")
    for known in get_args(Format):
        if suffix == known:
            return known  # type: ignore[no-any-return]
    raise OutputError(
        _("%(path)s: a track is written as .mp3, .ogg or .wav, by the end of the file's name.")
        % {"path": path}
    )


def encode(pieces: Iterable[Samples], file: BinaryIO, format: Format, rate_hz: int) -> None:
    """Writes sound into an open file.

    Args:
        pieces: one after the other, float32 within ±1, mono.
        file: open for reading and writing, at its start.
        format: to write.
        rate_hz: samples a second of the pieces.

    Raises:
        OSError: what the disk says against it.
    """
    import soundfile  # type: ignore[import-untyped]

    careful = _Careful(file)
    with soundfile.SoundFile(careful, "w", samplerate=rate_hz, channels=1, **_HOW[format]) as sound:
        for piece in _without_first(MP3_DELAY, pieces) if format == "mp3" else pieces:
            sound.write(piece)
            careful.check()
    careful.check()


def _without_first(n: int, pieces: Iterable[Samples]) -> Iterator[Samples]:
    for piece in pieces:
        yield piece[n:]
        n = max(0, n - piece.size)


class _Careful:
    """A file for a library in C, through whose hands no exception passes: what went wrong is kept and raised after.

    Args:
        file: that is really written.
    """

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._problem: OSError | None = None

    def check(self) -> None:
        if self._problem is not None:
            raise self._problem

    def write(self, data: bytes) -> int:
        if self._problem is None:
            try:
                self._file.write(data)
            except OSError as problem:
                self._problem = problem
        return len(data)

    def read(self, n: int = -1) -> bytes:
        return self._file.read(n)

    def seek(self, offset: int, whence: int = 0) -> int:
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        return self._file.tell()

    def flush(self) -> None:
        """Nothing waits in here."""
