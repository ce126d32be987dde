"""Takes the README's pictures on a phone: today's session and a simulated walk, each in a coach of its own."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Page, ViewportSize, expect, sync_playwright

PHONE = ViewportSize(width=390, height=844)
SHARPNESS = 2
MARGIN = 16
SERVE = "from retrowalk.web import serve; serve(port=0, open_browser=False)"


PERSON = Path("docs/personas/one_fall.json")


def simulated_walk(page: Page) -> tuple[str, str]:
    """Opens the simulated walk, answers which way was forward, and waits for the picture of it."""
    page.goto("/walks")
    page.get_by_role("button", name="Show me a simulated walk").click()
    page.get_by_role("button", name="A was forward").click(timeout=60_000)
    expect(page.locator("#walk[data-state=ready] .figure-backward")).to_be_visible(timeout=60_000)
    expect(page.locator("#chart svg")).to_contain_text("Backward", timeout=60_000)
    return "h1", "#chart"


def todays_session(page: Page) -> tuple[str, str]:
    """Tells the coach about a person who begins today, and opens Today."""
    profile = {**json.loads(PERSON.read_text(encoding="utf-8")), "start_date": date.today().isoformat()}
    answer = page.request.put("/api/profile", data=profile)
    assert answer.ok, answer.text()
    page.goto("/")
    return ".today-date", "section.two"


def take(url: str, show: Callable[[Page], tuple[str, str]], to: Path) -> None:
    """The page from one thing to the end of another, which `show` names."""
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page(
            base_url=url,
            viewport=PHONE,
            device_scale_factor=SHARPNESS,
            color_scheme="light",
        )
        first, last = show(page)
        page.evaluate("document.fonts.ready")
        page.evaluate("document.activeElement?.blur(); scrollTo(0, 0)")
        top, bottom = (
            page.locator(one).first.evaluate(f"one => one.getBoundingClientRect().{edge}")
            for one, edge in ((first, "top"), (last, "bottom"))
        )
        # The places at the foot of the window would lie across the picture.
        page.evaluate("document.querySelectorAll('nav').forEach(one => { one.style.display = 'none' })")
        page.screenshot(
            path=to,
            full_page=True,
            clip={"x": 0, "y": top - MARGIN, "width": PHONE["width"], "height": bottom - top + 2 * MARGIN},
        )
        browser.close()


def main() -> None:
    for show, to in ((todays_session, "docs/images/today.png"), (simulated_walk, "docs/images/walk.png")):
        with_a_coach(show, Path(to))
        sys.stdout.write(f"{to}: {Path(to).stat().st_size // 1000} kB\n")


def with_a_coach(show: Callable[[Page], tuple[str, str]], to: Path) -> None:
    with TemporaryDirectory(prefix="retrowalk-") as home:
        coach = subprocess.Popen(  # noqa: S603 (ourselves)
            [sys.executable, "-c", SERVE],
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, "RETROWALK_HOME": home},
        )
        try:
            assert coach.stderr is not None
            found = re.search(r"http://127\.0\.0\.1:\d+", coach.stderr.readline())
            assert found is not None, "the coach did not start"
            take(found[0], show, to)
        finally:
            coach.terminate()
            coach.wait()


if __name__ == "__main__":
    main()
