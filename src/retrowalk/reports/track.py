"""The sound track of a session as a file to keep."""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from retrowalk.errors import NoRoomError
from retrowalk.language import _
from retrowalk.reports.files import whole_file
from retrowalk.session.sound.encoding import encode, format_of

if TYPE_CHECKING:
    from retrowalk.session.timeline import Timeline
    from retrowalk.voice import Samples, Voice


def write_track(
    timeline: Timeline,
    voice: Voice | None,
    path: Path,
    progress: Callable[[float], None] | None = None,
) -> None:
    """Write a track, whole or not at all.

    Args:
        timeline: made for preferences as granted to this walker.
        voice: that speaks; None for a track of sounds only.
        path: where it is to be; its suffix, .mp3, .ogg or .wav, is the format.
        progress: is told the fraction done; what it raises ends the writing.

    Raises:
        OutputError: no track has that suffix, or it cannot be written there.
        NoRoomError: the disk is full.
        VoiceError: the voice fell silent.
    """
    from retrowalk.session.sound.track import RATE_HZ, render

    def pieces() -> Iterator[Samples]:
        done = 0
        for piece in render(timeline, voice):
            yield piece
            done += piece.size
            if progress is not None:
                progress(min(1.0, done / (timeline.duration_s * RATE_HZ)))

    write_sound(pieces(), path)


def write_sound(pieces: Iterable[Samples], path: Path) -> None:
    """Write sound, whole or not at all.

    Args:
        pieces: one after the other, at the rate of a track.
        path: where it is to be; its suffix is the format.

    Raises:
        OutputError: there is no such format, or it cannot be written there.
        NoRoomError: the disk is full.
    """
    from retrowalk.session.sound.track import RATE_HZ

    format = format_of(path)
    with whole_file(path) as temporary:
        try:
            with temporary.open("w+b") as file:
                encode(pieces, file, format, RATE_HZ)
        except OSError as problem:
            if problem.errno not in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
                raise
            raise NoRoomError(
                _("There is no room left on the disk for the track %(path)s; nothing of it was kept.")
                % {"path": path}
            ) from problem
