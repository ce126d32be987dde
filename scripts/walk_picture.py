"""Takes the README's picture: the page of a simulated walk on a phone, in a coach of its own in a temporary folder."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Page, ViewportSize, expect, sync_playwright

PHONE = ViewportSize(width=390, height=844)
SHARPNESS = 2
MARGIN = 16
SERVE = "from retrowalk.web import serve; serve(port=0, open_browser=False)"


def simulated_walk(page: Page) -> None:
    """Opens the simulated walk, answers which way was forward, and waits for the picture of it."""
    page.get_by_role("button", name="Show me a simulated walk").click()
    page.get_by_role("button", name="A was forward").click(timeout=60_000)
    expect(page.locator("#walk[data-state=ready] .figure-backward")).to_be_visible(timeout=60_000)
    expect(page.locator("#chart svg")).to_contain_text("Backward", timeout=60_000)
    page.evaluate("document.fonts.ready")


def take(url: str, to: Path) -> None:
    """The page from its heading to the end of the timeline."""
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page(
            base_url=url,
            viewport=PHONE,
            device_scale_factor=SHARPNESS,
            color_scheme="light",
        )
        page.goto("/walks")
        simulated_walk(page)
        page.evaluate("document.activeElement?.blur(); scrollTo(0, 0)")
        top, bottom = (
            page.locator(one).evaluate(f"one => one.getBoundingClientRect().{edge}")
            for one, edge in (("h1", "top"), ("#chart", "bottom"))
        )
        page.screenshot(
            path=to,
            full_page=True,
            clip={"x": 0, "y": top - MARGIN, "width": PHONE["width"], "height": bottom - top + 2 * MARGIN},
        )
        browser.close()


def main() -> None:
    to = Path(sys.argv[1])
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
            take(found[0], to)
        finally:
            coach.terminate()
            coach.wait()
    sys.stdout.write(f"{to}: {to.stat().st_size // 1000} kB\n")


if __name__ == "__main__":
    main()
