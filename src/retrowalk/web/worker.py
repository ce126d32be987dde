"""Analysing in the background, one walk at a time, with the fraction done for whoever asks."""

from __future__ import annotations

import logging
import threading
from collections import deque

from retrowalk.errors import RetrowalkError
from retrowalk.store import Store

log = logging.getLogger(__name__)


class _StoppedError(BaseException):
    """Leaves an analysis in the middle when the server stops; the walk keeps waiting for the next start."""


class Worker:
    """A thread that is there while there is something to analyse.

    Two processes on one folder may both analyse a walk: the same result is then kept twice, which is harmless.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._queue: deque[str] = deque()
        self._changed = threading.Condition()
        self._thread: threading.Thread | None = None
        self._stopping = False
        self._now: tuple[str, float] | None = None

    def want(self, walk_id: str, *, first: bool = False) -> None:
        """Sees to it that a walk gets analysed.

        Args:
            walk_id: a walk that waits.
            first: someone is looking at it: before the others.
        """
        with self._changed:
            if self._stopping:
                return
            if walk_id in self._queue:
                if not first:
                    return
                self._queue.remove(walk_id)
            elif self._now is not None and self._now[0] == walk_id and not first:
                return
            if first:
                self._queue.appendleft(walk_id)
            else:
                self._queue.append(walk_id)
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="retrowalk-analysis", daemon=True)
                self._thread.start()
            self._changed.notify()

    def progress(self, walk_id: str) -> float | None:
        """The fraction done of a walk that is being analysed; None for one that is not, or waits its turn."""
        now = self._now
        return now[1] if now is not None and now[0] == walk_id else None

    def stop(self) -> None:
        """Leaves off, within a block of samples, and waits for that."""
        with self._changed:
            self._stopping = True
            self._queue.clear()
            self._changed.notify()
        if self._thread is not None:
            self._thread.join(timeout=30)

    def _run(self) -> None:
        while True:
            with self._changed:
                while not self._queue and not self._stopping:
                    self._changed.wait()
                if self._stopping:
                    return
                walk_id = self._queue.popleft()
                self._now = (walk_id, 0.0)
            try:
                if self._store.walk(walk_id).state == "waiting":
                    self._store.analyse(walk_id, self._report)
            except _StoppedError:
                self._store.try_again(walk_id)  # stopping is no failed attempt
            except RetrowalkError as problem:
                log.warning("walk %s: %s", walk_id, problem)
            except Exception:
                log.exception("walk %s could not be analysed", walk_id)
            finally:
                self._now = None

    def _report(self, fraction: float) -> None:
        if self._stopping:
            raise _StoppedError
        if self._now is not None:
            self._now = (self._now[0], min(1.0, max(0.0, fraction)))
