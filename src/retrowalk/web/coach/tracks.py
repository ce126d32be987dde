"""The sound of a session for the player: the whole track, and the short sentences beside it."""

from __future__ import annotations

import asyncio
from concurrent.futures import Future
from pathlib import Path

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import FileResponse, Response

from retrowalk.errors import NotThereError
from retrowalk.language import _
from retrowalk.session.clips import clips
from retrowalk.web.coach.coaching import as_coached
from retrowalk.web.coach.rendering import Tracks
from retrowalk.web.desk import desk_of

router = APIRouter(include_in_schema=False)


@router.get("/session/{session_id}/track.mp3")
async def track(request: Request, session_id: str) -> Response:
    """All of a session, as `timeline.json` says; made at the first asking, which takes some seconds."""
    desk = desk_of(request)
    timeline = await run_in_threadpool(as_coached, desk, session_id)
    tag = await run_in_threadpool(desk.tracks.fingerprint, timeline)
    if _known(request, tag):
        return Response(status_code=304, headers=_headers(desk.tracks, tag))
    return await _sent(desk.tracks, tag, desk.tracks.track(timeline))


@router.get("/session/clips/{name}.mp3")
async def clip(request: Request, name: str) -> Response:
    """A sentence for when nobody knows beforehand that it will be needed."""
    tracks = desk_of(request).tracks
    found = {str(key): one for key, one in clips().items()}.get(name)
    if found is None:
        raise NotThereError(_("There is no such clip; there are: %(names)s.") % {"names": ", ".join(clips())})
    tag = await run_in_threadpool(tracks.fingerprint, found)
    if _known(request, tag):
        return Response(status_code=304, headers=_headers(tracks, tag))
    return await _sent(tracks, tag, tracks.clip(found))


async def _sent(tracks: Tracks, tag: str, coming: Future[Path]) -> Response:
    """The file, once it is there; whoever leaves meanwhile does not take it from the others."""
    path = await asyncio.shield(asyncio.wrap_future(coming))
    return FileResponse(path, media_type="audio/mpeg", headers=_headers(tracks, tag))


def _headers(tracks: Tracks, tag: str) -> dict[str, str]:
    return {
        "ETag": f'"{tag}"',
        "Cache-Control": "private, no-cache",  # kept, and asked about each time
        "X-Retrowalk-Voice": "no" if tracks.voice is None else "yes",
    }


def _known(request: Request, tag: str) -> bool:
    """Whether the asker has it already."""
    asked = request.headers.get("if-none-match", "")
    tags = [one.strip().removeprefix("W/").strip('"') for one in asked.split(",")]
    return tag in tags or "*" in tags
