"""Tracks and clips as files in the data folder: each is made once, in the background, and the old ones go."""

from __future__ import annotations

import contextlib
import hashlib
import json
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from time import time
from typing import Any

from retrowalk import contract
from retrowalk.errors import StoreError
from retrowalk.language import _
from retrowalk.session import Timeline
from retrowalk.session.clips import Clip, sound_of
from retrowalk.store.folder import disk_errors
from retrowalk.voice import Voice, find_voice

KEPT = 20
"""So many tracks, the last ones used, about 200 MB at most."""
_UNFINISHED_S = 3600.0


class Tracks:
    """What a session sounds like, made by one thread beside the server, one file after the other.

    Args:
        home: the data folder.
    """

    def __init__(self, home: Path) -> None:
        self._home = home
        self._lock = threading.Lock()
        self._coming: dict[str, Future[Path]] = {}
        self._stopping = False
        # One of each, so that a short sentence does not wait for a whole session.
        self._makers = {
            folder: ThreadPoolExecutor(max_workers=1, thread_name_prefix=f"retrowalk-{folder}")
            for folder in ("tracks", "clips")
        }

    @property
    def voice(self) -> Voice | None:
        """That speaks in them."""
        return find_voice()

    def fingerprint(self, made: Timeline | Clip) -> str:
        """Changes whenever the sound does.

        Args:
            made: what is to be heard.
        """
        from retrowalk.session.sound import RENDERER

        what: Any = contract.write(made) if isinstance(made, Timeline) else [made.text, made.sound]
        voice = None if self.voice is None else self.voice.name
        data = json.dumps([RENDERER, voice, what], sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(data.encode()).hexdigest()[:32]

    def track(self, timeline: Timeline) -> Future[Path]:
        """The MP3 of a session; whoever asks while it is made waits for the same one.

        Args:
            timeline: as coached.
        """

        def write(path: Path) -> None:
            from retrowalk.reports.track import write_track

            write_track(timeline, self.voice, path, self._go_on)

        return self._file("tracks", self.fingerprint(timeline), write)

    def clip(self, clip: Clip) -> Future[Path]:
        """The MP3 of a short sentence.

        Args:
            clip: to be heard.
        """

        def write(path: Path) -> None:
            from retrowalk.reports.track import write_sound

            write_sound([sound_of(clip, self.voice)], path)

        return self._file("clips", self.fingerprint(clip), write)

    def stop(self) -> None:
        """Leaves off, within some seconds of sound, and waits for that; it is begun again when somebody asks."""
        with self._lock:
            self._stopping = True
        for maker in self._makers.values():
            maker.shutdown(wait=True, cancel_futures=True)

    def _file(self, folder: str, name: str, write: Callable[[Path], None]) -> Future[Path]:
        path = self._home / "cache" / folder / f"{name}.mp3"
        with self._lock:
            coming = self._coming.get(name)
            if coming is not None:
                return coming
            there: Future[Path] = Future()
            if path.is_file():
                with contextlib.suppress(OSError):
                    path.touch()  # used last
                there.set_result(path)
                return there
            if self._stopping:
                there.set_exception(_closing())
                return there
            made = self._coming[name] = self._makers[folder].submit(self._make, path, write)
        made.add_done_callback(lambda _made: self._coming.pop(name, None))
        return made

    def _make(self, path: Path, write: Callable[[Path], None]) -> Path:
        with disk_errors("the sound of your session", self._home):
            path.parent.mkdir(parents=True, exist_ok=True)
            _sweep(path.parent)
        write(path)
        return path

    def _go_on(self, _fraction: float) -> None:
        if self._stopping:
            raise _closing()


def _closing() -> StoreError:
    return StoreError(_("The coach is being closed; start it again for the sound."))


def _sweep(folder: Path) -> None:
    """Removes all but the last ones used, and what was left unfinished when a computer went out."""
    with contextlib.suppress(OSError):
        found = sorted(folder.glob("*.mp3"), key=lambda one: one.stat().st_mtime, reverse=True)
        whole = [one for one in found if not one.name.startswith(".")]
        left = [
            one for one in found if one.name.startswith(".") and one.stat().st_mtime < time() - _UNFINISHED_S
        ]
        for one in [*whole[KEPT - 1 :], *left]:
            one.unlink(missing_ok=True)
