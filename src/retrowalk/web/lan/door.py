"""All that an unpaired phone gets: the page to pair on, what that page needs, and the authority's certificate.

An application of its own: nobody outside gets near the coach's routes, whatever the path is made to look like.
"""

from __future__ import annotations

import re
from functools import cache

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from retrowalk.errors import RetrowalkError
from retrowalk.language import _
from retrowalk.store import Store
from retrowalk.web import static
from retrowalk.web.answers import status_of
from retrowalk.web.forms import fields_of
from retrowalk.web.guard import Guard
from retrowalk.web.lan import Lan
from retrowalk.web.lan.agents import name_of
from retrowalk.web.render import environment

COOKIE = "__Host-retrowalk"  # the prefix holds browsers to Secure, to all paths and to this host alone
LASTS_S = 365 * 86400

PAGE, CERTIFICATE = "/pair", "/pair/retrowalk.crt"
STYLE, SCRIPT, ICON = "/pair/style.css", "/pair/pair.js", "/pair/icon.svg"
PATHS = frozenset({PAGE, CERTIFICATE, STYLE, SCRIPT, ICON})
CERTIFICATE_TYPE = "application/x-x509-ca-cert"


def door(lan: Lan, store: Store) -> Starlette:
    """The application for devices that are not paired.

    Args:
        lan: the listener.
        store: takes paired phones in.
    """

    async def ask(request: Request) -> Response:
        return _page(lan)

    async def pair(request: Request) -> Response:
        try:
            fields = await fields_of(request)
        except RetrowalkError:
            return _page(lan, _("That was no code. It has eight letters and digits."), 400)
        answer = lan.codes.use((fields.get("code") or [""])[0])
        if answer == "wait":
            sentence = _(
                "That were too many wrong codes. Wait a minute, then type the code that shows by then."
            )
            return _page(lan, sentence, 429)
        if answer == "wrong":
            sentence = _(
                "That is not the code that the computer shows now. Each one is good for ten minutes and for one "
                "phone."
            )
            return _page(lan, sentence, 403)
        name = name_of(request.headers.get("user-agent", ""))
        try:
            _device, token = await run_in_threadpool(store.devices.pair, name)
        except RetrowalkError as problem:
            return _page(lan, str(problem), status_of(problem))
        welcome = RedirectResponse("/devices", 303)
        welcome.set_cookie(
            COOKIE, token, max_age=LASTS_S, path="/", secure=True, httponly=True, samesite="lax"
        )
        return welcome

    async def style(request: Request) -> Response:
        return Response(_style(), media_type=static.TYPES[".css"])

    async def script(request: Request) -> Response:
        return Response((static.FOLDER / "js" / "pair.js").read_bytes(), media_type=static.TYPES[".js"])

    async def icon(request: Request) -> Response:
        return Response((static.FOLDER / "icon.svg").read_bytes(), media_type=static.TYPES[".svg"])

    async def certificate(request: Request) -> Response:
        return certificate_file(lan)

    return Starlette(
        routes=[
            Route(PAGE, ask, methods=["GET"]),
            Route(PAGE, pair, methods=["POST"]),
            Route(STYLE, style),
            Route(SCRIPT, script),
            Route(ICON, icon),
            Route(CERTIFICATE, certificate),
        ],
        middleware=[Middleware(Guard)],
    )


def certificate_file(lan: Lan) -> Response:
    """The authority's certificate, as phones take it."""
    # Not as an attachment: iPhones then put it among the files, instead of offering to install it.
    return Response(lan.certificates.authority, media_type=CERTIFICATE_TYPE)


def _page(lan: Lan, problem: str = "", status: int = 200) -> HTMLResponse:
    text = environment().get_template("pair.html").render(lan=lan, problem=problem, certificate=CERTIFICATE)
    return HTMLResponse(text, status)


@cache
def _style() -> str:
    """The house's own looks in one file, without its fonts: they would be further files to let out."""
    sheets = [(static.FOLDER / name).read_text("utf-8") for name in ("tokens.css", "page.css", "lan.css")]
    return static.palette_css() + re.sub(r"@font-face\s*{[^}]*}", "", "".join(sheets))
