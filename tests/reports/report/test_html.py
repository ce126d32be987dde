"""The report as one HTML file."""

from __future__ import annotations

import re

import pytest

from outcome_histories import a_course, a_record
from retrowalk.outcomes import Choice
from retrowalk.outcomes.progress import progress
from retrowalk.reports.palette import DARK, LIGHT
from retrowalk.reports.report import Audience, report_of, report_page
from retrowalk.reports.report.pictures import darkened

RECORD = a_record(
    *a_course("backward_walk_3m", (-7, 6.0), (-5, 6.1), (-3, 5.9), (28, 4.0)),
    choices=(Choice("backward_walk_3m", a_record().today),),
    name="<script>alert(1)</script>",
)


def page(audience: Audience) -> str:
    return report_page(report_of(RECORD, progress(RECORD), audience))


@pytest.mark.parametrize("audience", ["walker", "clinician"])
def test_it_needs_nothing_else_and_runs_nothing(audience: Audience) -> None:
    html = page(audience)
    assert "default-src 'none'" in html
    assert "<script" not in html
    assert not re.search(r"(?:src|href)=\"(?!#)", html.replace("xlink:href", "href"))
    assert '<html lang="en">' in html


def test_names_of_drawings_occur_once() -> None:
    ids = re.findall(r'\bid="([^"]+)"', page("clinician"))
    assert len(ids) == len(set(ids))


def test_each_drawing_is_there_for_light_and_dark_for_desk_and_phone_with_its_words() -> None:
    html = page("walker")
    for name in ("wide light", "wide dark", "narrow light", "narrow dark"):
        assert f'<div class="picture {name}"><svg role="graphics-document"' in html
    assert html.count('aria-label="3-metre backward walk over time.') == 4


def test_for_a_dark_ground_every_colour_is_changed_and_none_twice() -> None:
    svg = f'<path fill="{LIGHT.text}"/><path fill="{LIGHT.ground}"/>'
    assert darkened(svg) == f'<path fill="{DARK.text}"/><path fill="{DARK.ground}"/>'
