"""The open WebSockets of paired phones, so that one which is removed is heard no longer, at once."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from starlette.concurrency import run_in_threadpool
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOOKED_AT_EVERY_S = 2.0
TIDIED_UP_WITHIN_S = 5.0
GONE = 1008  # "policy violation": the nearest that WebSockets know

_HUNG_UP: Message = {"type": "websocket.disconnect", "code": GONE, "reason": "removed"}


@dataclass(eq=False)
class Line:
    """One open WebSocket.

    Attributes:
        device_id: the phone at its other end.
        shut: set when the phone may no longer speak.
    """

    device_id: str
    shut: asyncio.Event = field(default_factory=asyncio.Event)

    async def carry(self, app: ASGIApp, scope: Scope, receive: Receive, send: Send) -> None:
        """Runs a WebSocket until it ends, or the phone is removed: the app then hears that it has hung up."""

        async def receive_while_open() -> Message:
            if self.shut.is_set():
                return _HUNG_UP
            hearing, shutting = (
                asyncio.ensure_future(_awaited(receive)),
                asyncio.ensure_future(self.shut.wait()),
            )
            try:
                await asyncio.wait({hearing, shutting}, return_when=asyncio.FIRST_COMPLETED)
                return _HUNG_UP if self.shut.is_set() else hearing.result()
            finally:
                hearing.cancel()
                shutting.cancel()

        async def send_while_open(message: Message) -> None:
            if not self.shut.is_set():
                await send(message)

        running = asyncio.ensure_future(_run(app, scope, receive_while_open, send_while_open))
        shutting = asyncio.ensure_future(self.shut.wait())
        try:
            await asyncio.wait({running, shutting}, return_when=asyncio.FIRST_COMPLETED)
            if not running.done():
                with contextlib.suppress(Exception):  # it may have hung up itself in this moment
                    await send({"type": "websocket.close", "code": GONE, "reason": "removed"})
                await asyncio.wait({running}, timeout=TIDIED_UP_WITHIN_S)
            if running.done():
                running.result()
        finally:
            running.cancel()
            shutting.cancel()


class Lines:
    """All open WebSockets of the listener for the network.

    Args:
        paired: gives the ids of the phones that are paired now; another process may have removed one.
    """

    def __init__(self, paired: Callable[[], set[str]]) -> None:
        self._paired = paired
        self._open: set[Line] = set()
        self._looking: asyncio.Task[None] | None = None

    @contextlib.contextmanager
    def open(self, device_id: str) -> Iterator[Line]:
        """A line, for as long as it is held open."""
        line = Line(device_id)
        self._open.add(line)
        if self._looking is None or self._looking.done():
            self._looking = asyncio.create_task(self._look())
        try:
            yield line
        finally:
            self._open.discard(line)

    def shut(self, device_id: str) -> None:
        """Shuts a phone's lines. Called in the event loop that carries them."""
        for line in [one for one in self._open if one.device_id == device_id]:
            line.shut.set()

    async def _look(self) -> None:
        while self._open:
            await asyncio.sleep(LOOKED_AT_EVERY_S)
            with contextlib.suppress(Exception):  # a busy database: then at the next look
                paired = await run_in_threadpool(self._paired)
                for gone in {line.device_id for line in self._open} - paired:
                    self.shut(gone)


async def _awaited(receive: Receive) -> Message:
    return await receive()


async def _run(app: ASGIApp, scope: Scope, receive: Receive, send: Send) -> None:
    await app(scope, receive, send)
