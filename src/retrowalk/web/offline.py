"""The coach where there is no connection: what a device keeps of it, the worker that finds it, the home screen."""

from __future__ import annotations

import json
from datetime import date as Date
from functools import cache

from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, Response

from retrowalk.language import _
from retrowalk.prescription import Programme, Session, agenda
from retrowalk.reports.palette import LIGHT
from retrowalk.session.clips import clips
from retrowalk.web import static
from retrowalk.web.coach.player import TOO_EARLY
from retrowalk.web.desk import desk_of
from retrowalk.web.render import page

router = APIRouter(include_in_schema=False)

# Not needed to walk by: the worker is asked for at the root, the licence of the fonts and icons by nobody offline.
LEFT_OUT = ("worker.js", "icons/", "fonts/OFL.txt", "js/outcomes/", "progress.css", "stopwatch.css")


@router.get("/sw.js")
def worker() -> Response:
    """The worker, from the root so that it stands before every page; a new one whenever any of our files changes."""
    head = f"const VERSION = {json.dumps(static.version())};\nconst SHELL = {json.dumps(shell())};\n"
    return Response(
        head + (static.FOLDER / "worker.js").read_text(encoding="utf-8"),
        media_type=static.TYPES[".js"],
        headers={"Cache-Control": "no-cache", "Service-Worker-Allowed": "/"},
    )


@router.get("/manifest.webmanifest")
def manifest() -> Response:
    """What a phone needs to put the coach on its home screen."""
    icons = [("icon-192", 192, "any"), ("icon-512", 512, "any"), ("icon-maskable-512", 512, "maskable")]
    return JSONResponse(
        {
            "id": "/",
            "name": "Retrowalk",
            "short_name": "Retrowalk",
            "description": _("Walking backward as exercise: what to do today, talked through."),
            "lang": "en",
            "start_url": "/",
            "scope": "/",
            "display": "standalone",
            "theme_color": LIGHT.ground,
            "background_color": LIGHT.ground,
            "icons": [
                {
                    "src": static.url(f"icons/{name}.png"),
                    "sizes": f"{size}x{size}",
                    "type": "image/png",
                    "purpose": purpose,
                }
                for name, size, purpose in icons
            ],
        },
        media_type="application/manifest+json",
        headers={"Cache-Control": "no-cache"},
    )


@router.get("/offline.json")
def what_to_keep(request: Request) -> Response:
    """The addresses that a session needs from its beginning to its end, for `js/coach/offline.js` to keep."""
    plan = desk_of(request).plan
    programme, today = plan.programme(), plan.today()
    session = coming(programme, today) if programme is not None else None
    urls, sounds = ["/", "/kept"], []
    if session is not None:
        urls += ["/programme", *pages_of(session)]
        sounds = sounds_of(session)
    return JSONResponse(
        {
            "version": static.version(),
            "day": today.isoformat(),
            "session": {"id": session.id, "date": session.date.isoformat()} if session else None,
            "urls": urls + list(assets()),
            "sounds": sounds,
        }
    )


def coming(programme: Programme, today: Date) -> Session | None:
    """The session to be ready for: today's, else the next."""
    asked = agenda(programme, today)
    found = asked.session if asked.day == "session" else asked.next
    return None if found is None or found.date - today >= TOO_EARLY else found


def pages_of(session: Session) -> list[str]:
    """What is opened to go through a session."""
    return [f"/programme/{session.id}", f"/session/{session.id}", f"/session/{session.id}/timeline.json"]


def sounds_of(session: Session) -> list[str]:
    """What is heard. Where it cannot be had the browser itself speaks and beeps, so a session goes on without."""
    return [f"/session/{session.id}/track.mp3", *(f"/session/clips/{name}.mp3" for name in clips())]


@router.get("/kept")
def kept(request: Request) -> Response:
    """What lies on the device that looks at it, and how it is taken away: the page asks the device itself."""
    return page(request, "kept.html")


@router.get("/kept/nothing")
def not_kept(request: Request) -> Response:
    """In place of a page that is not on the device while there is no connection."""
    return page(request, "not_kept.html")


@cache
def assets() -> tuple[str, ...]:
    """Style, scripts and fonts."""
    names = [name for name in static.files() if not name.startswith(LEFT_OUT)]
    return tuple(static.url(name) for name in ["palette.css", *names])


@cache
def shell() -> list[str]:
    """What the worker keeps by itself: the page for the pages that are not kept, and what that one needs."""
    return ["/kept/nothing", *assets()]
