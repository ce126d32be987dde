"""What stands between the walker's data and every other site open in the same browser.

A server on this computer has no password, so it must know its visitors otherwise. A page elsewhere can point its
own name at 127.0.0.1 and then read from us as if from itself (DNS rebinding): so the Host must be an address or
``localhost``, never a name. It can also send us forms without reading the answer: so what writes must come from
our own pages, by what the browser itself says of it. Programs that are no browser say neither and may write.
WebSockets know no same-origin rule at all: any page may open one and read what comes, so theirs is this one.
"""

from __future__ import annotations

import ipaddress
from collections.abc import MutableMapping
from typing import Any
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from retrowalk.web.answers import HEADERS, refusal

SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}

NAMES = "retrowalk.names"
"""Under this key of the scope a listener of ours says which names it may be called by, besides its addresses.
Nothing that a client sends gets there."""


class Guard:
    """ASGI middleware: refuses strangers, and says with every answer what it may load."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=_raw(message))
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        problem = why_not(scope)
        if problem is None:
            await self.app(scope, receive, send_with_headers)
        elif scope["type"] == "websocket":
            # Closed before it opened, which is a bare 403: no browser shows a page what such an answer says.
            await send({"type": "websocket.close", "code": 1008, "reason": ""})
        else:
            await refusal(403, problem)(scope, receive, send_with_headers)


def why_not(scope: Scope) -> str | None:
    """The sentence to refuse a request with, or None where it is welcome.

    A WebSocket is a write whatever it says later: it is refused before it opens.

    Args:
        scope: of the request or the WebSocket.
    """
    headers = Headers(scope=scope)
    host = headers.get("host", "")
    if not is_this_computer(host, scope.get(NAMES, frozenset())):
        return (
            f"This page was asked for as “{host[:80]}”. Retrowalk answers only to its address, such as "
            "http://127.0.0.1:8642, so that no other site can read your walks."
        )
    if scope["type"] == "websocket":
        # Not every browser says Sec-Fetch-Site of a WebSocket, but each one says its origin: both must agree.
        welcome = headers.get("sec-fetch-site") in (None, "same-origin") and _from_here(scope, headers)
        return (
            None if welcome else "This line was opened by a page that is not Retrowalk's, so it stays shut."
        )
    if scope["method"] in SAFE_METHODS:
        return None
    site = headers.get("sec-fetch-site")
    same = site in ("same-origin", "none") if site else _from_here(scope, headers)
    return (
        None if same else "This change was asked for by a page that is not Retrowalk's, so it was not made."
    )


def _from_here(scope: Scope, headers: Headers) -> bool:
    """Whether the origin is our own: scheme, name and port. Programs that are no browser say none."""
    origin = headers.get("origin")
    scheme = "https" if scope["scheme"] in ("https", "wss") else "http"
    return origin is None or origin == f"{scheme}://{headers['host'].lower()}"


def is_this_computer(host: str, names: frozenset[str] = frozenset()) -> bool:
    """Whether a Host header names an address or localhost: other names are what rebinding needs.

    Args:
        host: the header.
        names: others that are this computer's own where it was asked.
    """
    try:
        name = urlsplit(f"//{host}").hostname or ""
        if name == "localhost" or name in names:
            return True
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def _raw(message: Message) -> MutableMapping[str, Any]:
    message.setdefault("headers", [])
    return message
