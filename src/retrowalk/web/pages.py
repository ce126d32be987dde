"""The pages, and the forms on them. Every form works without JavaScript: it answers with the page to look at next."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Form, Request
from starlette.background import BackgroundTask
from starlette.responses import FileResponse, RedirectResponse, Response

from retrowalk.errors import NotThereError
from retrowalk.reports import (
    asked_and_found,
    asked_sentences,
    chart_svg,
    seen_sentences,
    timeline_chart,
    to_json,
    walk_summary_sentences,
    write_strides,
)
from retrowalk.store import StoredWalk
from retrowalk.web import book, static, views
from retrowalk.web.desk import desk_of
from retrowalk.web.render import THEMES, page
from retrowalk.web.views import spans_seen

router = APIRouter(include_in_schema=False)
Text = Annotated[str, Form()]
PICTURE_WIDTH = 900


def see(path: str) -> RedirectResponse:
    return RedirectResponse(path, status_code=303)


@router.get("/walks")
def walks(request: Request, deleted: str = "") -> Response:
    return _walks_page(request, deleted=deleted)


def _walks_page(request: Request, *, status: int = 200, deleted: str = "", brought: Any = None) -> Response:
    desk = desk_of(request)
    there, gone = desk.store.walks(), desk.store.deleted_walks()
    for walk in there:
        # Made by an older version: the list shows what that found until someone looks at the walk itself.
        if walk.overview is None:
            desk.see_to(walk)
    return page(
        request,
        "walks.html",
        status=status,
        walks=there,
        gone=gone,
        just_deleted=next((walk for walk in gone if walk.id == deleted), None),
        brought=brought,
        progress=desk.worker.progress,
    )


@router.post("/walks")
async def bring(request: Request) -> Response:
    brought = await desk_of(request).bring(request)
    return _walks_page(request, status=200 if brought.kept else brought.status, brought=brought)


@router.post("/walks/demo")
def demo(request: Request) -> Response:
    added = desk_of(request).demo()
    return see(f"/walks/{added.walks[0].id}")


@router.get("/walks/{walk_id}")
def one_walk(request: Request, walk_id: str, strides: int = 0, bouts: int = 1) -> Response:
    desk = desk_of(request)
    walk = desk.store.walk(walk_id)
    desk.see_to(walk, first=True)
    document = desk.store.document(walk_id)
    statements = desk.store.statements(walk_id)
    shown: dict[str, Any] = {}
    seen = desk.store.marks.reference(walk)
    if document is not None:
        shown = {
            "seen": seen,
            "seen_said": seen_sentences(document, spans_seen(seen)),
            "sentences": walk_summary_sentences(document),
            "questions": views.questions(document, statements),
            "bouts": views.paged(document["bouts"], views.BOUTS_A_PAGE, bouts),
            "strides": views.paged(document["strides"], views.STRIDES_A_PAGE, strides),
            "strides_open": strides > 0,
            "asked": asked_and_found(document),
            "asked_said": asked_sentences(document),
        }
    return page(
        request,
        "walk.html",
        walk=walk,
        document=document,
        statements=statements,
        progress=desk.worker.progress(walk_id),
        **shown,
    )


@router.post("/walks/{walk_id}/say")
def say(
    request: Request,
    walk_id: str,
    start_s: Annotated[float, Form()],
    end_s: Annotated[float, Form()],
    direction: Text,
) -> Response:
    desk_of(request).say(walk_id, start_s, end_s, direction)
    return see(f"/walks/{walk_id}#bouts")


@router.post("/walks/{walk_id}/answer")
def answer(request: Request, walk_id: str, wearing: Annotated[int, Form()], forward: Text) -> Response:
    desk_of(request).answer(walk_id, wearing, forward)
    return see(f"/walks/{walk_id}")


@router.post("/walks/{walk_id}/take-back")
def take_back(request: Request, walk_id: str, statement: Text) -> Response:
    desk_of(request).take_back(walk_id, statement)
    return see(f"/walks/{walk_id}")


@router.post("/walks/{walk_id}/placement")
def wear(request: Request, walk_id: str, placement: Text, side: Annotated[str, Form()] = "") -> Response:
    desk_of(request).wear(walk_id, placement, side)
    return see(f"/walks/{walk_id}")


@router.post("/walks/{walk_id}/try-again")
def try_again(request: Request, walk_id: str) -> Response:
    desk_of(request).store.try_again(walk_id)
    return see(f"/walks/{walk_id}")


@router.post("/walks/{walk_id}/delete")
def delete(request: Request, walk_id: str) -> Response:
    desk_of(request).store.delete(walk_id)
    return see(f"/walks?deleted={walk_id}")


@router.post("/walks/{walk_id}/restore")
def restore(request: Request, walk_id: str) -> Response:
    desk_of(request).store.restore(walk_id)
    return see(f"/walks/{walk_id}")


@router.post("/walks/{walk_id}/delete-for-good")
def delete_for_good(request: Request, walk_id: str) -> Response:
    desk_of(request).store.delete_for_good(walk_id)
    return see("/walks")


@router.get("/walks/{walk_id}/original")
def original(request: Request, walk_id: str) -> Response:
    path = desk_of(request).store.original(walk_id)
    # Never shown as a page, whatever it is: it came from outside.
    return FileResponse(path, media_type="application/octet-stream", filename=path.name)


@router.get("/walks/{walk_id}/walk.json")
def walk_json(request: Request, walk_id: str) -> Response:
    walk, document = _analysed(request, walk_id)
    return Response(to_json(document), media_type="application/json", headers=_as_file(walk, "walk.json"))


@router.get("/walks/{walk_id}/strides.{kind}")
def strides(request: Request, walk_id: str, kind: Literal["csv", "parquet"]) -> Response:
    walk, document = _analysed(request, walk_id)
    folder = tempfile.TemporaryDirectory(prefix="retrowalk-")
    path = Path(folder.name) / f"strides.{kind}"
    write_strides([document], path)
    media = "text/csv; charset=utf-8" if kind == "csv" else "application/vnd.apache.parquet"
    return FileResponse(
        path,
        media_type=media,
        headers=_as_file(walk, f"strides.{kind}"),
        background=BackgroundTask(folder.cleanup),
    )


@router.get("/walks/{walk_id}/timeline.svg")
def timeline(request: Request, walk_id: str, theme: Literal["light", "dark"] = "light") -> Response:
    """The timeline as a picture: for pages without JavaScript, and to keep."""
    _, document = _analysed(request, walk_id)
    store = desk_of(request).store
    envelope = store.envelope(walk_id)
    seen = spans_seen(store.marks.reference(store.walk(walk_id)))
    spec = timeline_chart(document, envelope, theme, width=PICTURE_WIDTH, reference=seen)  # type: ignore[arg-type]
    return Response(
        chart_svg(spec),
        media_type="image/svg+xml",
        headers={"Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'"},
    )


@router.get("/how-sure")
def how_sure(request: Request) -> Response:
    return page(request, "how_sure.html", book=book.path() is not None)


@router.get("/how-sure/book")
def validation_book(request: Request) -> Response:
    return page(request, "book.html", text=book.as_html())


@router.post("/theme")
def theme(request: Request, theme: Text, back: Text = "/walks") -> Response:
    answer = see(back if back.startswith("/") and not back.startswith(("//", "/\\")) else "/walks")
    if theme in THEMES:
        answer.set_cookie("theme", theme, max_age=400 * 86400, samesite="strict", httponly=True)
    return answer


@router.get("/static/vega-{version}.js")
def vega(request: Request, version: str) -> Response:
    if static.vega_url() != f"/static/vega-{version}.js":
        raise NotThereError("There is no such file here.")
    path = static.vega(desk_of(request).store.home)
    return FileResponse(path, media_type=static.TYPES[".js"], headers=static.FOR_EVER)


@router.get("/static/{version}/{name:path}")
def static_file(version: str, name: str) -> Response:
    return static.respond(name, version)


@router.get("/favicon.ico")
def favicon() -> Response:
    return static.respond("icon.svg")


def _analysed(request: Request, walk_id: str) -> tuple[StoredWalk, dict[str, Any]]:
    store = desk_of(request).store
    walk = store.walk(walk_id)
    document = store.document(walk_id)
    if document is None:
        raise NotThereError(walk.problem or "This walk is still being analysed; ask again in a moment.")
    return walk, document


def _as_file(walk: StoredWalk, ending: str) -> dict[str, str]:
    from urllib.parse import quote

    stem = walk.file.rsplit(".", 1)[0] or "walk"
    number = f"-{walk.recording_index + 1}" if walk.siblings > 1 else ""
    return {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(f'{stem}{number}-{ending}')}"}
