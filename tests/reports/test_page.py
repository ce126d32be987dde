"""The page for --html: one file that needs nothing else."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from retrowalk.reports import signal_envelope, walk_document, walk_page, walks_page
from retrowalk.reports.page import STRIDES_SHOWN
from walk_examples import THERE_AND_BACK, recording, stride, walk


def page(*, simulated: bool = False, file: str = "walk.csv", **how: Any) -> str:
    taken = replace(recording(simulated=simulated), file=file)
    return walk_page(walk_document(taken, walk(**how)), signal_envelope(taken))


class Tags(HTMLParser):
    """All tags with their attributes, and what is left open."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        if tag not in ("meta", "link", "br", "img"):
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_the_page_is_whole() -> None:
    html = page()
    assert html.lstrip().startswith("<!doctype html>")
    assert Tags(html).open == []


def test_the_page_asks_nobody_for_anything() -> None:
    tags = Tags(page()).found
    assert not {"script", "link", "img", "iframe"} & {tag for tag, _ in tags}
    assert not [attrs for _, attrs in tags if {"src", "href", "onclick"} & set(attrs)]


def test_the_first_thing_said_is_what_was_walked() -> None:
    assert "You walked for 2\u00a0min 40\u00a0s: 1\u00a0min 30\u00a0s forward" in page()


def test_there_is_a_picture_for_light_and_dark_and_for_desk_and_phone() -> None:
    html = page()
    for theme in ("light", "dark"):
        for width in ("wide", "narrow"):
            assert f'<div class="picture {theme} {width}"><svg' in html


def test_a_simulation_is_marked_in_capitals() -> None:
    assert "SIMULATED" in page(simulated=True)
    assert "SIMULATED" not in page()


def test_a_file_name_cannot_smuggle_markup_in() -> None:
    html = page(file="<script>alert(1)</script>.csv")
    assert "<script" not in html
    assert "&lt;script&gt;alert(1)" in html


def test_warnings_and_what_is_unvalidated_are_on_the_page() -> None:
    html = page(warnings=("A gap of 10 s at 3:30.",), validated=False)
    assert "A gap of 10 s at 3:30." in html
    assert "real forward walking only; backward only simulated" in html


def test_without_an_anchor_the_way_to_give_one_is_named() -> None:
    spans = tuple((s, e, "unknown", p, c) for s, e, _, p, c in THERE_AND_BACK)
    assert "--facing or --facing-from tells which was forward" in page(spans=spans, basis="none")


def test_nothing_walked_is_a_page_too() -> None:
    html = page(spans=())
    assert "No walking was found in this recording." in html
    assert Tags(html).open == []


def test_a_day_of_strides_stays_a_page_that_opens() -> None:
    taken = recording(10.0)
    strides = tuple(stride(float(t), t + 1.0) for t in range(STRIDES_SHOWN + 1))
    html = walk_page(walk_document(taken, replace(walk(), strides=strides)), signal_envelope(taken))
    assert f"All {STRIDES_SHOWN + 1} strides" in html
    assert html.count("<tr>") < STRIDES_SHOWN + 20


def test_several_walks_and_what_failed_share_a_page() -> None:
    taken = recording(20.0)
    one = (walk_document(taken, walk(())), signal_envelope(taken))
    html = walks_page([one, one], [{"file": "x", "recording_index": None, "error": "x is a picture."}])
    assert html.count('<section class="walk"') == 2
    assert "x is a picture." in html
    assert len(re.findall(r"<h1", html)) == 1


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "walk.html"
    path.write_text(page(), encoding="utf-8")
    return path


@pytest.mark.browser
@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_screen_reader_and_a_narrow_screen_get_all_of_it(
    browser: Any, saved: Path, width: int, scheme: Any
) -> None:
    from axe_core_python.sync_playwright import Axe  # type: ignore[import-untyped]

    shown = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    shown.goto(saved.as_uri())
    visible = shown.locator(".picture:visible")
    assert visible.count() == 1
    assert scheme in visible.get_attribute("class")
    assert shown.evaluate("document.documentElement.scrollWidth <= innerWidth")
    found = Axe().run(shown, options={"runOnly": ["wcag2a", "wcag2aa", "wcag2aaa", "best-practice"]})
    shown.close()
    assert [(v["id"], [n["html"][:80] for n in v["nodes"]]) for v in found["violations"]] == []
