"""A page in a real browser: opened at a size and in a scheme, and looked at for all that every page must be."""

from __future__ import annotations

from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

from playwright.sync_api import BrowserContext, Page

AXE = files("axe_core_python") / "axe.min.js"
SIZES = {"phone": (390, 844), "desk": (1280, 900)}

OpenPage = Callable[..., Page]


def without_sound(context: BrowserContext) -> None:
    """The player finds no track and no clips: for tests that are not about sound, which takes seconds to make."""
    for address in ("**/track.mp3", "**/session/clips/*"):
        context.route(address, lambda route: route.fulfill(status=204))


def check(page: Page, picture: Path, with_axe: bool) -> None:
    """Nothing is wider than the screen or smaller than 18 px, every target is big enough, axe finds nothing."""
    page.evaluate("document.fonts.ready")
    page.screenshot(path=picture, full_page=True)
    if with_axe:
        page.evaluate(AXE.read_text())
        found = page.evaluate(
            """() => axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"],
                               rules: { "color-contrast-enhanced": { enabled: true } } })"""
        )
        problems = [(one["id"], [node["html"][:200] for node in one["nodes"]]) for one in found["violations"]]
        assert problems == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    small = page.evaluate(
        """() => [...document.querySelectorAll("body *")].filter(e => !e.closest("svg") && e.checkVisibility()
             && [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim())
             && parseFloat(getComputedStyle(e).fontSize) < 18).map(e => e.outerHTML.slice(0, 120))"""
    )
    assert small == []
    # Words in a chart can be read, and none lies on another.
    written = page.evaluate(
        """() => [...document.querySelectorAll("#chart svg text, .chart svg text")].filter(e => e.textContent.trim()
             && e.checkVisibility({ opacityProperty: true })).map(e => {
             const { left, right, top, bottom } = e.getBoundingClientRect();
             return { says: e.textContent, size: parseFloat(getComputedStyle(e).fontSize), left, right, top, bottom };
           })"""
    )
    assert [one["says"] for one in written if one["size"] < 16] == []
    crossing = [
        (one["says"], other["says"])
        for i, one in enumerate(written)
        for other in written[:i]
        if one["left"] < other["right"]
        and other["left"] < one["right"]
        # Half of a line's height is leading.
        and min(one["bottom"], other["bottom"]) - max(one["top"], other["top"]) > 6
    ]
    assert crossing == []
    # Links within a sentence are as high as its line (WCAG 2.5.8); all else is for a thumb.
    tight = page.evaluate(
        """() => [...document.querySelectorAll("button, select, summary, nav a, a.button, .up a, .brand")]
             .filter(e => e.checkVisibility() && e.getBoundingClientRect().height < 48)
             .map(e => e.outerHTML.slice(0, 120))"""
    )
    assert tight == []
