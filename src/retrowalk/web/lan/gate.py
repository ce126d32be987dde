"""What stands before the listener for the network: a paired phone gets the coach, everybody else the door.

It wraps the application for that listener alone. Which listener a request came in by is therefore a fact of this
process and nothing that a header could say; the one for this computer has no gate.
"""

from __future__ import annotations

import contextlib
import time
from http.cookies import CookieError, SimpleCookie

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from retrowalk.errors import StoreError
from retrowalk.store import Device, Store
from retrowalk.web.answers import HEADERS
from retrowalk.web.guard import NAMES
from retrowalk.web.lan import Lan
from retrowalk.web.lan.door import COOKIE, PATHS, door

DEVICE = "retrowalk.device"
"""Under this key of the scope stands the paired phone that asks; absent where this computer itself does."""

NOT_PAIRED = "This device is not paired with Retrowalk. Open /pair at this address to pair it."
SEEN_AT_MOST_EVERY_S = 60.0


class Gate:
    """ASGI middleware for the listener of the network.

    Args:
        app: the coach.
        lan: the listener.
        store: knows the paired phones.
    """

    def __init__(self, app: ASGIApp, lan: Lan, store: Store) -> None:
        self._app = app
        self._door = door(lan, store)
        self._lan = lan
        self._store = store
        self._noted: dict[str, float] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            return  # the coach is started and ended by its other listener
        scope = {**scope, NAMES: self._lan.names}
        if scope["type"] == "http" and scope["path"] in PATHS:
            await self._door(scope, receive, send)
            return
        device = await self._device(scope)
        if device is None:
            await _refuse(scope, receive, send)
            return
        scope[DEVICE] = device
        if scope["type"] == "http":
            await self._app(scope, receive, send)
            return
        with self._lan.lines.open(device.id) as line:
            await line.carry(self._app, scope, receive, send)

    async def _device(self, scope: Scope) -> Device | None:
        token = _token(Headers(scope=scope))
        if not token:
            return None
        device = await run_in_threadpool(self._store.devices.of_token, token)
        if device is not None and self._is_news(device.id):
            with contextlib.suppress(StoreError):  # a full disk does not lock anybody out
                await run_in_threadpool(self._store.devices.seen, device.id)
        return device

    def _is_news(self, device_id: str) -> bool:
        now = time.monotonic()
        if now - self._noted.get(device_id, -SEEN_AT_MOST_EVERY_S) < SEEN_AT_MOST_EVERY_S:
            return False
        self._noted[device_id] = now
        return True


async def _refuse(scope: Scope, receive: Receive, send: Send) -> None:
    """The same answer to everything, so that it tells nothing of what is there."""
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 1008, "reason": ""})  # before it opened: a bare 403
        return
    await PlainTextResponse(NOT_PAIRED, status_code=401, headers=HEADERS)(scope, receive, send)


def _token(headers: Headers) -> str:
    try:
        cookies: SimpleCookie = SimpleCookie("; ".join(headers.getlist("cookie")))
    except CookieError:
        return ""
    return cookies[COOKIE].value[:200] if COOKIE in cookies else ""
