"""How what went wrong is said: one sentence, as a page to people and as ``{"error": …}`` to programs."""

from __future__ import annotations

import logging

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response

from retrowalk.errors import NoRoomError, NotThereError, RecordingError, RetrowalkError, StoreError

log = logging.getLogger(__name__)

# Nothing from elsewhere, nothing inline. Charts need no exception: Vega reads its expressions as a tree.
CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "media-src 'self' blob:",
        "worker-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    # Someone's health: not to be found in a cache, unless the answer itself says otherwise.
    "Cache-Control": "no-store",
}

OURS = (
    "Something inside Retrowalk went wrong. What you told and recorded before is still there; "
    "the details are in the window it was started from."
)

NOTHING_HERE = "There is nothing at this address."


def refusal(status: int, sentence: str) -> JSONResponse:
    return JSONResponse({"error": sentence}, status_code=status)


def status_of(problem: RetrowalkError) -> int:
    """The HTTP status that says the same as the error."""
    if isinstance(problem, NotThereError):
        return 404
    if isinstance(problem, NoRoomError):
        return 413
    if isinstance(problem, RecordingError):
        return 422
    return 409 if isinstance(problem, StoreError) else 400


def refused(request: Request, problem: RetrowalkError) -> int:
    """The status of a refusal that the page with what was typed shows.

    Args:
        request: that is refused.
        problem: that refuses it.

    Raises:
        RetrowalkError: the problem itself, where a program asked, or what was asked about is not there.
    """
    if isinstance(problem, NotThereError) or not wants_page(request):
        raise problem
    return status_of(problem)


def wants_page(request: Request) -> bool:
    return not request.url.path.startswith("/api/") and "text/html" in request.headers.get("accept", "")


def answer(request: Request, status: int, sentence: str) -> Response:
    """The sentence in the form the asker reads."""
    if not wants_page(request):
        return refusal(status, sentence)
    from retrowalk.web.render import page

    return page(request, "problem.html", status=status, sentence=sentence)


async def on_our_error(request: Request, problem: Exception) -> Response:
    assert isinstance(problem, RetrowalkError)
    return answer(request, status_of(problem), str(problem))


async def on_bad_request(request: Request, problem: Exception) -> Response:
    assert isinstance(problem, RequestValidationError)
    first = problem.errors()[0]
    if wants_page(request) and first["loc"][0] in ("path", "query"):
        return answer(request, 404, NOTHING_HERE)
    where = ".".join(str(part) for part in first["loc"] if part not in ("body", "query", "path"))
    return answer(request, 422, f"{where or 'The request'}: {first['msg']}.")


async def on_http_error(request: Request, problem: Exception) -> Response:
    assert isinstance(problem, HTTPException)
    sentence = NOTHING_HERE if problem.status_code == 404 else str(problem.detail)
    if problem.status_code == 405:
        sentence = f"{request.method} does not work at this address."
    return answer(request, problem.status_code, sentence)


async def on_mistake(request: Request, problem: Exception) -> Response:
    log.error("%s %s failed", request.method, request.url.path, exc_info=problem)
    answered = answer(request, 500, OURS)
    answered.headers.update(HEADERS)  # made outside the guard, which adds them to all other answers
    return answered
