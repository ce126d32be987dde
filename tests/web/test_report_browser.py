"""The report's page, and the report as a page of its own, in a real browser."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from outcome_histories import BEGAN, a_course, a_record
from retrowalk.outcomes import Choice
from retrowalk.outcomes.progress import progress
from retrowalk.reports.report import Audience, report_of, report_page
from retrowalk.store import Store

from .conftest import Server
from .looking import OpenPage, check

pytestmark = pytest.mark.browser

MEASURED = a_course("backward_walk_3m", (-7, 6.0), (-5, 6.1), (-3, 5.9), (28, 4.0))


@pytest.mark.parametrize(
    ("size", "scheme", "audience"), [("phone", "dark", "walker"), ("desk", "light", "clinician")]
)
def test_both_can_be_read_by_everybody(
    open_page: OpenPage,
    server: Server,
    screenshots: Path,
    tmp_path: Path,
    size: str,
    scheme: Any,
    audience: Audience,
) -> None:
    with Store(server.home) as store:
        store.outcomes.add(*MEASURED)
    page = open_page("/progress/report", size, color_scheme=scheme)
    check(page, screenshots / f"report-{size}-{scheme}.png", with_axe=True)

    record = a_record(*MEASURED, choices=(Choice("backward_walk_3m", BEGAN),))
    kept = tmp_path / "report.html"
    kept.write_text(report_page(report_of(record, progress(record), audience)), encoding="utf-8")
    page.goto(kept.as_uri())
    check(page, screenshots / f"report-of-{audience}.png", with_axe=True)
    shown = [one for one in page.locator(".picture").all() if one.is_visible()]
    assert len(shown) == page.locator("figure").count() > 0
