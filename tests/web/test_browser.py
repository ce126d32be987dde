"""The pages in a real browser: bring a walk, see it, answer, correct, delete, undo."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Callable
from pathlib import Path

import httpx2
import polars as pl
import pytest
from playwright.sync_api import (
    FileChooser,
    Page,
    expect,
)

from retrowalk.recordings import write_parquet
from retrowalk.reports import PALETTES
from retrowalk.simulate import Segment, simulate_walk

from .conftest import Server
from .looking import OpenPage, check

pytestmark = pytest.mark.browser
expect.set_options(timeout=15_000)


def bring(server: Server, path: Path) -> str:
    """Brings a walk and waits until it is analysed."""
    with path.open("rb") as file:
        answer = httpx2.post(f"{server.url}/api/walks", files={"file": (path.name, file)})
    walk_id = str(answer.json()["walks"][0]["id"])
    for _ in range(300):
        if httpx2.get(f"{server.url}/api/walks/{walk_id}").json()["state"] == "ready":
            return walk_id
    raise AssertionError("the walk was not analysed")


def drop(page: Page, path: Path) -> None:
    """Drops a file on the page, as from a folder."""
    transfer = page.evaluate_handle(
        """([name, text]) => { const all = new DataTransfer();
           all.items.add(new File([Uint8Array.from(atob(text), (one) => one.charCodeAt(0))], name)); return all; }""",
        [path.name, b64encode(path.read_bytes()).decode()],
    )
    page.dispatch_event(".drop", "drop", {"dataTransfer": transfer})


def test_from_a_dropped_file_to_a_corrected_walk_and_back(open_page: OpenPage, walk_file: Path) -> None:
    page = open_page()
    expect(page.get_by_role("heading", name="Your walks")).to_be_visible()

    drop(page, walk_file)
    expect(page.locator("#arriving")).to_contain_text("Added.")
    page.locator("#list").get_by_role("link", name="garden").click()

    # The timeline is drawn, under the strict policy, with both ways in it.
    chart = page.locator("#chart svg")
    expect(chart).to_contain_text("One way (A)")
    expect(page.locator(".figure-forward")).to_have_count(0)

    # Which way was forward? A.
    page.get_by_role("button", name="A was forward").click()
    expect(page.locator(".figure-forward .big")).to_have_text(re.compile(r"^(1[5-9]|2[0-2]) s$"))
    expect(page.locator("#chart svg")).to_contain_text("Backward")
    expect(page.locator("tbody tr").first.locator(".way")).to_have_text("Forward")
    expect(page.get_by_role("heading", name="Which way was forward?")).to_have_count(0)

    # No: it was the other way round. All of the wearing turns.
    page.get_by_role("button", name="It was backward").first.click()
    expect(page.locator("tbody tr").first.locator(".way")).to_have_text("Backward")
    expect(page.locator("tbody tr").last.locator(".way")).to_have_text("Forward")
    expect(page.locator(".said li")).to_have_count(2)

    # Taking that back leads to where we were, and a reload shows the same.
    page.get_by_role("button", name="Take back").first.click()
    expect(page.locator("tbody tr").first.locator(".way")).to_have_text("Forward")
    page.reload()
    expect(page.locator(".said li")).to_have_count(1)

    # Deleted, and undone.
    page.get_by_role("button", name="Delete this walk").click()
    expect(page.get_by_role("status")).to_contain_text("was deleted")
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("garden")
    expect(page.locator("tbody tr").first.locator(".way")).to_have_text("Forward")


@pytest.fixture
def real_file(shared_data: Path, tmp_path: Path) -> Path:
    """A real person's right heel on a treadmill: half a minute forward, a hole of a second, as long backward."""
    six = ("ax", "ay", "az", "gx", "gy", "gz")
    heel = pl.scan_parquet(shared_data / "gottlieb_fwbw" / "imu.parquet").filter(placement="right_heel")
    forward = heel.filter(trial="FW").select("t", *six).sort("t").collect()
    backward = heel.filter(trial="BW").select("t", *six).sort("t").collect()
    later = forward["t"].max() + 1.0 - backward["t"].min()  # type: ignore[operator]
    path = tmp_path / "heel.csv"
    pl.concat([forward, backward.with_columns(pl.col("t") + later)]).write_csv(path)
    return path


def test_a_real_walk_is_dropped_answered_corrected_deleted_and_brought_back(
    open_page: OpenPage, real_file: Path, screenshots: Path
) -> None:
    page = open_page(size="phone")
    ways = page.locator(".bouts tbody .way")
    page.get_by_label("Where did you carry it?").select_option("foot")
    drop(page, real_file)
    expect(page.locator("#arriving")).to_contain_text("Added.")
    page.locator("#list").get_by_role("link", name="heel").click()

    # Two opposite ways, a bout each; nothing says which was which.
    expect(page.locator("#chart svg")).to_contain_text("One way (A)")
    expect(page.locator("#chart svg")).to_contain_text("Other way (B)")
    expect(ways).to_have_text(["Not known", "Not known"])

    page.get_by_role("button", name="A was forward").click()
    expect(ways).to_have_text(["Forward", "Backward"])
    expect(page.locator("#chart svg")).to_contain_text("Backward")
    colours = page.locator("#chart svg").evaluate(
        """svg => [...new Set([...svg.querySelectorAll(".mark-rect path")].map(bar => bar.getAttribute("fill")))]"""
    )
    assert colours == [PALETTES["light"].forward, PALETTES["light"].backward]
    expect(page.locator(".sure")).to_contain_text("checked on one person's real recording, on a treadmill")
    page.evaluate("document.fonts.ready")
    page.screenshot(path=screenshots / "real-phone-light.png", full_page=True)

    page.get_by_role("button", name="It was backward").first.click()
    expect(ways).to_have_text(["Backward", "Forward"])
    page.get_by_role("button", name="Take back").first.click()
    expect(ways).to_have_text(["Forward", "Backward"])

    page.get_by_role("button", name="Delete this walk").click()
    expect(page.get_by_role("status")).to_contain_text("was deleted")
    page.get_by_role("button", name="Undo").click()
    expect(ways).to_have_text(["Forward", "Backward"])


def test_several_files_with_a_bad_one_and_one_twice(
    open_page: OpenPage, walk_file: Path, tmp_path: Path, table: Callable[..., bytes]
) -> None:
    page = open_page()
    photo, short = tmp_path / "photo.csv", tmp_path / "short.csv"
    photo.write_bytes(b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(500))
    short.write_bytes(table())
    page.get_by_label("Where did you carry it?").select_option("ankle")
    page.locator("#files").set_input_files([walk_file, photo, short, walk_file])
    rows = page.locator("#arriving li")
    expect(rows).to_have_count(4)
    expect(rows.nth(0)).to_contain_text("Added.")
    expect(rows.nth(1)).to_contain_text("photo.csv")
    expect(rows.nth(1)).to_have_class("result-bad")
    expect(rows.nth(2)).to_contain_text("Added.")
    expect(rows.nth(3)).to_contain_text("You brought this one before")
    expect(page.get_by_role("heading", name="2 walks")).to_be_visible()
    expect(page.locator("[data-waiting]")).to_have_count(0)
    expect(page.locator("#list")).to_contain_text("No walking found")


def test_the_first_visit_explains_and_offers_a_simulated_walk(open_page: OpenPage) -> None:
    page = open_page(size="phone")
    expect(page.get_by_text("Walk forward first.")).to_be_visible()
    page.get_by_role("button", name="Show me a simulated walk").click()
    expect(page.get_by_role("heading", name="Which way was forward?")).to_be_visible()
    expect(page.locator(".badge").first).to_have_text("Simulated")
    expect(page.get_by_text("no person walked here")).to_be_visible()


def test_everything_is_there_without_scripts(open_page: OpenPage, server: Server, walk_file: Path) -> None:
    page = open_page(java_script_enabled=False)
    page.locator("#files").set_input_files(walk_file)
    page.get_by_role("button", name="Bring them in").click()
    expect(page.get_by_role("status")).to_contain_text("1 walk was added")
    walk_id = bring(server, walk_file)
    page.goto(f"/walks/{walk_id}")
    picture = page.locator("img.chart-picture")
    expect(picture).to_be_visible()
    page.get_by_role("button", name="A was forward").click()
    bring(server, walk_file)
    page.goto(f"/walks/{walk_id}")
    expect(page.locator("tbody tr").first.locator(".way")).to_have_text("Forward")
    page.get_by_role("button", name="Dark").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")


def test_the_pages_can_be_used_by_keyboard_alone(open_page: OpenPage) -> None:
    page = open_page()
    # Listened for from the start: Playwright takes a moment to come before the system's own dialogue.
    chosen: list[FileChooser] = []
    page.on("filechooser", lambda chooser: chosen.append(chooser))
    expect(page.locator("html")).to_have_class("scripted")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_label("Where did you carry it?")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("#files")).to_be_focused()
    page.keyboard.press("Space")
    for _ in range(100):
        if chosen:
            break
        page.wait_for_timeout(100)
    assert chosen


@pytest.mark.parametrize(
    ("size", "scheme"),
    [
        ("phone", "light"),
        ("desk", "dark"),
        *(pytest.param(*other, marks=pytest.mark.long) for other in [("desk", "light"), ("phone", "dark")]),
    ],
)
def test_pages_are_accessible_and_fit(
    open_page: OpenPage, server: Server, walk_file: Path, screenshots: Path, size: str, scheme: str
) -> None:
    # Axe looks at each page once in each scheme; both sizes have the same words and colours.
    with_axe = (size, scheme) in (("phone", "light"), ("desk", "dark"))
    page = open_page("/walks", size, color_scheme=scheme, reduced_motion="reduce")
    check(page, screenshots / f"empty-{size}-{scheme}.png", with_axe)
    walk_id = bring(server, walk_file)
    page.goto(f"/walks/{walk_id}")
    expect(page.locator("#chart svg")).to_be_visible()
    check(page, screenshots / f"question-{size}-{scheme}.png", with_axe)
    page.get_by_role("button", name="A was forward").click()
    expect(page.locator("tbody tr").first.locator(".way")).to_have_text("Forward")
    expect(page.locator("#chart svg")).to_contain_text("Backward")
    page.locator("#strides summary").click()
    check(page, screenshots / f"walk-{size}-{scheme}.png", with_axe)
    page.goto("/walks")
    check(page, screenshots / f"walks-{size}-{scheme}.png", with_axe)
    page.goto("/how-sure")
    check(page, screenshots / f"how-sure-{size}-{scheme}.png", with_axe)


SHAPES = {
    "one": [Segment("stand", 3), Segment("forward", 25), Segment("stand", 3)],
    "fifteen": [
        *(Segment("stand", 8), Segment("forward", 8), Segment("stand", 8)),
        *(Segment("backward", 8), Segment("stand", 8), Segment("forward", 8)),
    ]
    * 5,
    "hour": [Segment("stand", 60), Segment("forward", 70), Segment("backward", 50)] * 20,
}


@pytest.mark.parametrize(
    ("shape", "scheme"), [("one", "dark"), ("fifteen", "light"), ("hour", "light"), ("hour", "dark")]
)
def test_the_timeline_can_be_read_on_a_phone(
    open_page: OpenPage, server: Server, tmp_path: Path, screenshots: Path, shape: str, scheme: str
) -> None:
    path = tmp_path / "walk.parquet"
    write_parquet(simulate_walk(SHAPES[shape], placement="ankle", rate_hz=50, seed=5).recording, path)
    walk_id = bring(server, path)
    page = open_page(f"/walks/{walk_id}", "phone", color_scheme=scheme)
    expect(page.locator("#chart svg")).to_be_visible()
    check(page, screenshots / f"timeline-{shape}-{scheme}.png", with_axe=False)


def test_a_dark_page_is_printed_with_the_light_chart(
    open_page: OpenPage, server: Server, walk_file: Path
) -> None:
    walk_id = bring(server, walk_file)
    page = open_page(f"/walks/{walk_id}", color_scheme="dark")
    expect(page.locator("#chart svg")).to_be_visible()
    expect(page.locator("#paper")).to_be_hidden()
    page.emulate_media(media="print", color_scheme="dark")
    expect(page.locator("#chart")).to_be_hidden()
    expect(page.locator("#paper")).to_be_visible()
    page.wait_for_function("document.querySelector('#paper').naturalWidth > 0")
    assert "theme" not in str(page.locator("#paper").get_attribute("src"))
    tokens = "name => getComputedStyle(document.documentElement).getPropertyValue(name)"
    on_paper = page.evaluate(tokens, "--backward-soft")
    page.emulate_media(media="screen", color_scheme="light")
    assert on_paper == page.evaluate(tokens, "--backward-soft")
