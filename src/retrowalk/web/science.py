"""Giving recordings to science: what that means, what to give, and the archive to save."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from fastapi import APIRouter, Request
from starlette.background import BackgroundTask
from starlette.concurrency import run_in_threadpool
from starlette.responses import FileResponse, Response

from retrowalk.errors import ReferenceLabelError, RetrowalkError
from retrowalk.language import _
from retrowalk.recordings.reference import Reference, read_reference
from retrowalk.reports.science import CONSENT_VERSION, Wishes, consent_text
from retrowalk.store import Store, StoredWalk
from retrowalk.store.giving import export_science, session_walks
from retrowalk.web.answers import refused
from retrowalk.web.desk import desk_of
from retrowalk.web.render import page
from retrowalk.web.uploads import Form, discarding, receive

router = APIRouter(include_in_schema=False)
_WALK = "walk-"


@router.get("/science")
def science(request: Request, walk: str = "") -> Response:
    chosen = {walk} if walk else {one.id for one in session_walks(desk_of(request).store)}
    return _page(request, chosen, {})


@router.post("/science")
async def give(request: Request) -> Response:
    """The archive, or the page with a sentence that says what is wrong."""
    store = desk_of(request).store
    with discarding(Form()) as form:
        await receive(request, store, form)
        return await run_in_threadpool(_give, request, store, form)


def _give(request: Request, store: Store, form: Form) -> Response:
    fields = form.fields
    chosen = [name.removeprefix(_WALK) for name in fields if name.startswith(_WALK)]
    folder = tempfile.TemporaryDirectory(prefix="retrowalk-")
    path = Path(folder.name) / "retrowalk-science.zip"
    try:
        if not chosen:
            raise ReferenceLabelError(_("Choose at least one recording to give."))
        export_science(
            store,
            path,
            chosen,
            agreed="agree" in fields,
            wishes=Wishes("sex" in fields, "body" in fields, "conditions" in fields),
            references=_references(store, chosen, form),
        )
    except RetrowalkError as problem:
        folder.cleanup()
        status = refused(request, problem)
        return _page(request, set(chosen), fields, str(problem), status)
    except BaseException:
        folder.cleanup()
        raise
    return FileResponse(
        path,
        media_type="application/zip",
        filename=path.name,
        background=BackgroundTask(folder.cleanup),
    )


def _references(store: Store, chosen: list[str], form: Form) -> dict[str, Reference]:
    if form.refused:
        raise ReferenceLabelError(form.refused[0][1])
    if not form.files:
        return {}
    if len(chosen) != 1 or len(form.files) > 1:
        raise ReferenceLabelError(_("A video's labels are of one recording: choose that one alone."))
    offset = form.fields.get("offset", "").strip().replace(",", ".").replace("−", "-")
    try:
        offset_s = float(offset or 0)
    except ValueError:
        raise ReferenceLabelError(
            _("“{text}” is no number of seconds to move the video's times by.").format(text=offset[:20])
        ) from None
    return {chosen[0]: read_reference(form.files[0].path, store.walk(chosen[0]).duration_s, offset_s)}


def _page(
    request: Request, chosen: set[str], fields: dict[str, str], problem: str = "", status: int = 200
) -> Response:
    store = desk_of(request).store
    sessions = session_walks(store)
    others = [one for one in store.walks() if one.id in chosen and one.run_id is None]
    walks: list[StoredWalk] = [*sessions, *others]
    shown: dict[str, Any] = {
        "watched": {one.id for one in sessions if store.marks.reference(one) is not None},
        "profile": store.plans.profile(),
    }
    return page(
        request,
        "science.html",
        status=status,
        text=consent_text(),
        version_of_text=CONSENT_VERSION,
        walks=walks,
        chosen=chosen,
        fields=fields,
        problem=problem,
        **shown,
    )
