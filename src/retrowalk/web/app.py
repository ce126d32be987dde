"""The application: store, worker, guard and routes put together."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from retrowalk import __version__
from retrowalk.errors import RetrowalkError
from retrowalk.store import Store
from retrowalk.store.store import utc_now
from retrowalk.web import (
    answers,
    api,
    archive,
    clearance,
    devices,
    offline,
    pages,
    plan_api,
    profile,
    programme,
    science,
    start,
    telling,
    why,
)
from retrowalk.web import today as today_page
from retrowalk.web.coach import carry, coaching, live, player, runs_api, tracks, watch
from retrowalk.web.coach.gathering import Gatherer
from retrowalk.web.desk import Desk
from retrowalk.web.guard import Guard
from retrowalk.web.outcomes import entering, progress_api, results_api, testing
from retrowalk.web.outcomes import pages as outcome_pages
from retrowalk.web.outcomes import report as outcome_report
from retrowalk.web.outcomes import trial as trial_pages
from retrowalk.web.worker import Worker


def create_app(home: Path | None = None, clock: Callable[[], datetime] = utc_now) -> FastAPI:
    """The coach as an ASGI application over one data folder.

    Args:
        home: the data folder; None for RETROWALK_HOME or the user's own.
        clock: gives the time now, in UTC; today is its date where this computer is.

    Raises:
        StoreError: the folder or its database cannot be used.
    """
    store = Store(home, clock=clock)
    worker = Worker(store)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        for walk_id in store.waiting():  # begun before a restart, or brought by the command line
            worker.want(walk_id)
        gatherer.wake()  # sessions that ended while nobody was here to keep their motion
        app.state.desk.runs.hear_waiting()  # told before the coach was ended, and not heard by the programme
        yield
        gatherer.stop()
        app.state.live.stop()
        app.state.desk.tracks.stop()
        worker.stop()
        store.close()

    app = FastAPI(
        title="Retrowalk",
        version=__version__,
        summary="Walking backward as exercise, on this computer: what to do, what was recorded, and why.",
        openapi_url="/api/openapi.json",
        docs_url=None,  # FastAPI's own pages load their scripts from elsewhere
        redoc_url=None,
        lifespan=lifespan,
    )
    app.state.desk = Desk(store, worker)
    app.state.lan = None  # the listener for phones, where there is one
    app.state.live = live.LiveDesk(store, left=lambda: gatherer.wake())
    gatherer = Gatherer(store, app.state.live.let_go, worker.want)
    app.state.gatherer = gatherer
    app.include_router(api.router)
    app.include_router(pages.router)
    app.include_router(today_page.router)
    app.include_router(telling.router)
    app.include_router(programme.router)
    app.include_router(outcome_pages.router)
    app.include_router(outcome_report.router)
    app.include_router(trial_pages.router)
    app.include_router(progress_api.router)
    app.include_router(entering.router)
    app.include_router(testing.router)
    app.include_router(results_api.router)
    app.include_router(why.router)
    app.include_router(plan_api.router)
    app.include_router(runs_api.router)
    app.include_router(coaching.router)
    app.include_router(live.router)
    app.include_router(player.router)
    app.include_router(carry.router)
    app.include_router(carry.api)
    app.include_router(science.router)
    app.include_router(watch.router)
    app.include_router(watch.api)
    app.include_router(archive.router)
    app.include_router(start.router)
    app.include_router(clearance.router)
    app.include_router(profile.router)
    app.include_router(offline.router)
    app.include_router(tracks.router)
    app.include_router(devices.router)
    app.add_exception_handler(RetrowalkError, answers.on_our_error)
    app.add_exception_handler(RequestValidationError, answers.on_bad_request)
    app.add_exception_handler(HTTPException, answers.on_http_error)
    app.add_exception_handler(Exception, answers.on_mistake)
    app.add_middleware(Guard)
    return app
