"""The line on which a phone sends its motion while somebody walks, and hears back what was seen.

First the phone says how it is worn; the answer is the number of the first block that is not here. Then come blocks,
in order. What is on the disk is answered with ``have``: the phone may forget it. Each part has one line; a newer one
takes its place. Work is done by a few threads, so that one phone's strides hold up nobody else's.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import threading
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from fastapi import APIRouter, WebSocket
from starlette.concurrency import run_in_threadpool
from starlette.websockets import WebSocketDisconnect, WebSocketState

from retrowalk.errors import MotionError, RetrowalkError, StoreError
from retrowalk.store import Store
from retrowalk.store.motion import MotionFolder, Worn, worn_of
from retrowalk.store.session_walks import walk_of_part
from retrowalk.web.answers import OURS
from retrowalk.web.coach.live_part import LARGEST_BLOCK, Part

router = APIRouter()
log = logging.getLogger(__name__)

THREADS = 4
MOST_WAITING = 64
"""Blocks of one phone that may wait; until they are taken the phone is not listened to."""
LARGEST_HELLO = 2000
FORGET_AFTER_S = 300.0
"""A part whose phone has gone is kept in memory for so long, in case it comes back."""
_ALL = 2**31 - 1  # more than any part has blocks: the phone may forget what it still holds of it
_REFUSED, _TOO_LARGE, _LATER = 1008, 1009, 1013


class LiveDesk:
    """The parts that are coming in.

    Args:
        store: of the runs they belong to.
        left: is called when a phone has gone.
    """

    def __init__(self, store: Store, left: Callable[[], None] = lambda: None) -> None:
        self._store = store
        self._left = left
        self.folder = MotionFolder(store.home)
        self.threads = ThreadPoolExecutor(THREADS, "retrowalk-live")
        self._parts: dict[tuple[str, str], Part] = {}
        self._lock = threading.Lock()

    def open(self, run_id: str, page: str, worn: Worn) -> tuple[Part, int, int]:
        """A part, the number of the new line to it, and that of the first block that is not here.

        Raises:
            RetrowalkError: there is no such run, or its motion cannot be kept.
        """
        run = self._store.runs.log(run_id).run
        with self._lock:
            self._forget()
            part = self._parts.setdefault((run_id, page), Part(run, self._store.clock))
            part.line += 1
            part.left_at = None
            line = part.line
        try:
            return part, line, part.load(self.folder, page, worn)
        except BaseException:
            self.leave(part, line)
            raise

    def leave(self, part: Part, line: int) -> None:
        """The phone has gone, perhaps to come back."""
        if part.line == line:
            part.left_at = time.monotonic()
            self._left()

    def let_go(self, run_id: str, page: str) -> bool:
        """Lets go of a part that is to become a walk; False while a phone is sending it."""
        with self._lock:
            part = self._parts.get((run_id, page))
            if part is None:
                return True
            if part.left_at is None:
                return False
            del self._parts[(run_id, page)]
        part.close()
        return True

    def is_kept(self, run_id: str, page: str) -> bool:
        """Whether a part has become a walk already: nothing is added to it any more."""
        return walk_of_part(self._store, run_id, page) is not None

    def stop(self) -> None:
        """Finishes what was begun; everything written is on the disk then."""
        self.threads.shutdown()
        for part in self._parts.values():
            with contextlib.suppress(StoreError):
                part.close()
        self._parts.clear()

    def _forget(self) -> None:
        long_ago = time.monotonic() - FORGET_AFTER_S
        for key, part in list(self._parts.items()):
            if part.left_at is not None and part.left_at < long_ago:
                del self._parts[key]
                with contextlib.suppress(StoreError):
                    part.close()


class _Inbox:
    """Blocks that have come and not been taken."""

    def __init__(self) -> None:
        self.blocks: deque[bytes] = deque()
        self.news = asyncio.Event()
        self.room = asyncio.Event()
        self.room.set()
        self.over = False
        self.problem: MotionError | None = None

    async def listen(self, socket: WebSocket) -> None:
        """Takes in what comes until the phone hangs up or sends what is no block."""
        while not self.over:
            await self.room.wait()
            message = await socket.receive()
            data = message.get("bytes")
            if message["type"] == "websocket.disconnect":
                self.over = True
            elif data is None:
                self._end(MotionError("Words came where a block of motion was expected."))
            elif len(data) > LARGEST_BLOCK:
                self._end(
                    _TooLargeError(
                        f"A block of motion of {len(data)} bytes came; expected at most {LARGEST_BLOCK}."
                    )
                )
            else:
                self.blocks.append(data)
                if len(self.blocks) >= MOST_WAITING:
                    self.room.clear()
            self.news.set()

    def take(self) -> list[bytes]:
        """All that waits."""
        taken = list(self.blocks)
        self.blocks.clear()
        self.news.clear()
        self.room.set()
        if self.over:
            self.news.set()
        return taken

    def _end(self, problem: MotionError) -> None:
        self.over, self.problem = True, problem


class _TooLargeError(MotionError):
    """More at once than a block may hold."""


@router.websocket("/api/runs/{run_id}/motion")
async def motion(socket: WebSocket, run_id: str) -> None:
    """Takes the motion of one part of a run."""
    await socket.accept()
    desk: LiveDesk = socket.app.state.live
    try:
        page, worn = _hello(await socket.receive_text())
        if await run_in_threadpool(desk.is_kept, run_id, page):
            await socket.send_json({"next": _ALL})
            await socket.close()
            return
        part, line, first = await asyncio.get_running_loop().run_in_executor(
            desk.threads, desk.open, run_id, page, worn
        )
    except (WebSocketDisconnect, KeyError):
        await _refuse(socket, MotionError("Blocks came before a word of how the phone is worn."))
        return
    except RetrowalkError as problem:
        await _refuse(socket, problem)
        return
    try:
        await socket.send_json({"next": first})
        await _serve(socket, desk, part, line)
    except (WebSocketDisconnect, RuntimeError):
        pass  # the phone hung up while it was being answered
    except RetrowalkError as problem:
        await _refuse(socket, problem)
    except Exception:
        log.exception("the motion of run %s", run_id)
        await _refuse(socket, RetrowalkError(OURS))
    finally:
        desk.leave(part, line)


async def _serve(socket: WebSocket, desk: LiveDesk, part: Part, line: int) -> None:
    loop, inbox = asyncio.get_running_loop(), _Inbox()
    listening = asyncio.create_task(inbox.listen(socket))
    said = None
    try:
        while True:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(inbox.news.wait(), part.sync_in_s() if part.unsure else None)
            last = inbox.over
            answer = await loop.run_in_executor(desk.threads, part.take, inbox.take(), line)
            if answer is None:
                raise MotionError("Another window sends the motion of this part now.")
            if last:
                break
            if answer != said:
                await socket.send_text(json.dumps(answer.document()))
                said = answer
        if inbox.problem is not None:
            raise inbox.problem
    finally:
        listening.cancel()
        with contextlib.suppress(asyncio.CancelledError, Exception):
            await listening


def _hello(text: str) -> tuple[str, Worn]:
    """The first message: the page and how the phone is worn.

    Raises:
        MotionError: it is something else.
    """
    try:
        said = json.loads(text) if len(text) <= LARGEST_HELLO else None
    except ValueError:
        said = None
    if not isinstance(said, dict) or set(said) != {"page", "placement", "side", "gyroscope"}:
        raise MotionError("The first message must be an object with page, placement, side and gyroscope.")
    if not isinstance(said["page"], str):
        raise MotionError("page must be the id of the page, a text.")
    return said["page"], worn_of(said["placement"], said["side"], said["gyroscope"])


async def _refuse(socket: WebSocket, problem: RetrowalkError) -> None:
    """Says the sentence, then closes: for good where sending the same again would end the same."""
    code = (
        _LATER
        if isinstance(problem, StoreError)
        else _TOO_LARGE
        if isinstance(problem, _TooLargeError)
        else _REFUSED
    )
    with contextlib.suppress(RuntimeError, WebSocketDisconnect):
        if (
            socket.application_state is WebSocketState.CONNECTED
            and socket.client_state is WebSocketState.CONNECTED
        ):
            await socket.send_json({"error": str(problem)})
            await socket.close(code)
