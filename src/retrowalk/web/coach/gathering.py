"""Making walks of sessions in the background, once their motion is whole."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from retrowalk.errors import RetrowalkError
from retrowalk.store import Store
from retrowalk.store.motion import MotionFolder
from retrowalk.store.session_walks import keep_walks

log = logging.getLogger(__name__)

AGAIN_S = 60.0
"""While motion waits for its end, it is looked at so often without being asked."""


class Gatherer:
    """A thread that looks when it is woken, and now and then while there is motion that waits.

    Args:
        store: of the sessions.
        let_go: is asked before a part is taken, by run and page.
        made: is told the ids of new walks.
    """

    def __init__(self, store: Store, let_go: Callable[[str, str], bool], made: Callable[[str], None]) -> None:
        self._store = store
        self._let_go = let_go
        self._made = made
        self._changed = threading.Condition()
        self._wanted = False
        self._stopping = False
        self._thread: threading.Thread | None = None

    def wake(self) -> None:
        """A run may have ended, or the last of its motion come."""
        with self._changed:
            if self._stopping:
                return
            self._wanted = True
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="retrowalk-gathering", daemon=True)
                self._thread.start()
            self._changed.notify()

    def stop(self) -> None:
        """Leaves off after the part that is being kept."""
        with self._changed:
            self._stopping = True
            self._changed.notify()
        if self._thread is not None:
            self._thread.join(timeout=30)

    def _run(self) -> None:
        waits = True
        while True:
            with self._changed:
                if not self._wanted and not self._stopping:
                    self._changed.wait(AGAIN_S if waits else None)
                if self._stopping:
                    return
                self._wanted = False
            try:
                for walk_id in keep_walks(self._store, self._let_go):
                    self._made(walk_id)
                waits = bool(MotionFolder(self._store.home).runs())
            except RetrowalkError as problem:
                log.warning("motion of sessions waits: %s", problem)
            except Exception:
                log.exception("motion of sessions could not be kept as walks")
