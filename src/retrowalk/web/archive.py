"""Taking everything away as one file, and bringing it back."""

from __future__ import annotations

import contextlib

from fastapi import APIRouter, Request
from starlette.background import BackgroundTask
from starlette.concurrency import run_in_threadpool
from starlette.responses import FileResponse, Response

from retrowalk.errors import ArchiveError, RetrowalkError
from retrowalk.language import _
from retrowalk.store.archive import Brought, bring_archive, has_anything, write_archive
from retrowalk.web.answers import refused
from retrowalk.web.desk import Desk
from retrowalk.web.render import page
from retrowalk.web.uploads import Form, discarding, receive

router = APIRouter(include_in_schema=False)


def _desk(request: Request) -> Desk:
    desk: Desk = request.app.state.desk
    return desk


@router.get("/progress/keep")
def keep(request: Request) -> Response:
    return _page(request)


@router.get("/progress/keep/archive.zip")
def take(request: Request) -> Response:
    """The archive, written whole before the first byte of it is sent."""
    store = _desk(request).store
    with contextlib.ExitStack() as stack:
        path = stack.enter_context(store.scratch("archive.zip")) / "archive.zip"
        write_archive(store, path)
        later = stack.pop_all()
    day = store.clock().astimezone().date()
    return FileResponse(
        path,
        media_type="application/zip",
        filename=f"retrowalk-{day.isoformat()}.zip",
        background=BackgroundTask(later.close),
    )


@router.post("/progress/keep")
async def bring(request: Request) -> Response:
    """The page with what came of it: all that the archive holds, or a sentence."""
    with discarding(Form()) as form:
        await receive(request, _desk(request).store, form)
        return await run_in_threadpool(_bring, request, form)


def _bring(request: Request, form: Form) -> Response:
    desk = _desk(request)
    try:
        if form.refused:
            raise ArchiveError(form.refused[0][1])
        if len(form.files) != 1:
            raise ArchiveError(_("Choose the archive first: one file that ends in .zip."))
        file = form.files[0]
        brought = bring_archive(desk.store, file.path, called=file.name, replace="replace" in form.fields)
    except RetrowalkError as problem:
        return _page(request, problem=str(problem), status=refused(request, problem))
    for walk_id in desk.store.waiting():
        desk.worker.want(walk_id)
    request.app.state.gatherer.wake()
    return _page(request, brought)


def _page(request: Request, brought: Brought | None = None, problem: str = "", status: int = 200) -> Response:
    store = _desk(request).store
    return page(
        request,
        "archive.html",
        status=status,
        brought=brought,
        problem=problem,
        something=has_anything(store),
        walks=len(store.walks()),
        results=len(store.outcomes.results()),
        programmes=len(store.plans.programmes()),
    )
