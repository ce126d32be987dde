"""Draws the icons of the home screen from icon.svg, as a browser shows it: phones want PNG."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from playwright.sync_api import ViewportSize, sync_playwright

from retrowalk.reports.palette import LIGHT

STATIC = Path("src/retrowalk/web/static")
# Name, pixels, and how much of them the drawing takes: a maskable icon may be cut to a circle of 80 %.
ICONS = (
    ("icon-192", 192, 0.86),
    ("icon-512", 512, 0.86),
    ("icon-maskable-512", 512, 0.62),
    ("apple-touch-icon", 180, 0.78),
)


def main() -> None:
    drawing = (STATIC / "icon.svg").read_text(encoding="utf-8")
    folder = STATIC / "icons"
    folder.mkdir(exist_ok=True)
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page()
        for name, size, part in ICONS:
            page.set_viewport_size(ViewportSize(width=size, height=size))
            page.set_content(
                f"<style>body{{margin:0;height:100vh;display:grid;place-items:center;background:{LIGHT.ground}}}"
                f"svg{{width:{100 * part}vmin}}</style>{drawing}"
            )
            picture = folder / f"{name}.png"
            page.screenshot(path=picture)
            sys.stdout.write(f"{picture}: {picture.stat().st_size} B\n")
        browser.close()


if __name__ == "__main__":
    main()
