"""The report, to keep or to hand over: for the walker, and for whoever treats them."""

from __future__ import annotations

from typing import Literal

from fastapi import APIRouter, Request
from starlette.responses import Response

from retrowalk.reports import to_json
from retrowalk.reports.fhir import fhir_bundle
from retrowalk.reports.report import Audience, Paper, fitted_pdf, report_of, report_page
from retrowalk.web.outcomes.desk import outcomes_of
from retrowalk.web.render import page

router = APIRouter(include_in_schema=False)

NAMES: dict[Audience, str] = {"walker": "my-walking", "clinician": "walking-report"}
"""Of the files."""


@router.get("/progress/report")
def report(request: Request) -> Response:
    record = outcomes_of(request).record()
    return page(
        request, "report.html", something=bool(record.results or record.sessions or record.programmes)
    )


@router.get("/progress/report/{audience}.pdf")
def as_pdf(request: Request, audience: Audience, paper: Paper = "a4") -> Response:
    record, found = outcomes_of(request).progress()
    pdf = fitted_pdf(record, found, audience, paper)
    return Response(pdf, media_type="application/pdf", headers=_named(audience, "pdf"))


@router.get("/progress/report/{audience}.html")
def as_page(request: Request, audience: Audience) -> Response:
    record, found = outcomes_of(request).progress()
    html = report_page(report_of(record, found, audience))
    return Response(html, media_type="text/html; charset=utf-8", headers=_named(audience, "html"))


@router.get("/progress/report/fhir.json")
def as_bundle(request: Request) -> Response:
    """For the records of a clinic."""
    issued = request.app.state.desk.store.clock()
    bundle = fhir_bundle(*outcomes_of(request).progress(), issued=issued)
    headers = {"Content-Disposition": 'attachment; filename="walking-fhir.json"'}
    return Response(to_json(bundle), media_type="application/fhir+json", headers=headers)


def _named(audience: Audience, ending: Literal["pdf", "html"]) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="{NAMES[audience]}.{ending}"'}
