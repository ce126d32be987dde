"""The questions in a real browser: by keyboard alone, back and forth, closed and opened again, without scripts."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, PdfMargins, expect

from .looking import OpenPage, check

pytestmark = pytest.mark.browser

# Screen by screen: what is chosen in each group of buttons or boxes, by its name, and what is typed.
SHORT_OF_STAIRS: dict[str, dict[str, str]] = {
    "born": {"birth_year": "1954"},
    "heart": {"symptoms_heart": "none_of_these"},
    "nerves": {"symptoms_nerves": "none_of_these"},
    "legs": {"symptoms_legs": "none_of_these"},
    "falls": {"falls_past_year": "0"},
    "steady": {"unsteady": "no", "worried": "no"},
    "aid": {"walking_aid": "none"},
    "independent": {f"stay_independent.{n}": "no" for n in (2, 4, 6, 7, 8, 9, 10, 11, 12)},
    "conditions": {"conditions": "knee_osteoarthritis"},
    "medication": {"medication": "none_of_these"},
    "pain": {"pain_sites": "knee"},
    "pain-now": {"pain_now.knee": "3"},
    "active": {"active": "no"},
    "pace": {"pace": "4"},
    "goal": {"goal": "knee_pain"},
    "time": {"days": "3", "minutes": "20", "weeks": "6"},
    "places": {"equipment": "kitchen_counter"},
    "people": {"supervision": "someone_home", "help_within_call": "yes"},
    "body": {},
}


MARGIN: PdfMargins = {"top": "15mm", "bottom": "15mm", "left": "15mm", "right": "15mm"}


def place_of(url: str) -> str:
    return url.rsplit("/", 1)[1].split("#")[0].split("?")[0]


def where(page: Page) -> str:
    return place_of(page.url)


def answer_by_keyboard(page: Page, wanted: dict[str, str]) -> None:
    """Tabs through the page: arrow keys choose among buttons, Space ticks, letters type, Enter sends."""
    left = dict(wanted)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    for _ in range(120):
        page.keyboard.press("Tab")
        focused = page.evaluate(
            """(({ type, name, textContent }) => ({ type, name, says: textContent.trim() }))(document.activeElement)"""
        )
        if focused["type"] == "submit" and focused["says"] in ("Continue", "See what it says"):
            assert not left, f"not reached by keyboard: {left}"
            page.keyboard.press("Enter")
            return
        value = left.pop(focused["name"] or "", None)
        if value is None:
            continue
        if focused["type"] == "radio":
            # Space takes the first of a group; the arrows go on from there.
            page.keyboard.press("Space")
            for _ in range(30):
                if page.evaluate("document.activeElement.value") == value:
                    break
                page.keyboard.press("ArrowDown")
        elif focused["type"] == "checkbox":
            for _ in range(60):
                if page.evaluate("document.activeElement.value") == value:
                    break
                page.keyboard.press("Tab")
            page.keyboard.press("Space")
        else:
            page.keyboard.type(value)
    raise AssertionError("the button was not reached")


def choose(page: Page, wanted: dict[str, str]) -> None:
    """The same with a finger."""
    for name, value in wanted.items():
        box = page.locator(f'input[name="{name}"]')
        if box.first.get_attribute("type") in ("radio", "checkbox"):
            page.locator(f'.option:has(input[name="{name}"][value="{value}"])').click()
        else:
            box.fill(value)


def go_on(page: Page) -> None:
    before = where(page)
    page.get_by_role("button", name=re.compile("^(Continue|See what)")).click()
    page.wait_for_url(lambda url: place_of(url) != before)


def test_from_the_first_question_to_the_clearance_by_keyboard_alone(open_page: OpenPage) -> None:
    page = open_page("/start")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="One question at a time")).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**/start/born")
    asked = []
    while (place := where(page)) != "clearance":
        asked.append(place)
        answer_by_keyboard(page, SHORT_OF_STAIRS[place])
        page.wait_for_url(lambda url, place=place: place_of(url) != place)  # type: ignore[misc]
    assert asked == list(SHORT_OF_STAIRS)
    expect(page.get_by_role("heading", level=1)).to_have_text("On your own, starting small")
    expect(page.get_by_role("link", name="To your programme")).to_be_visible()


def test_back_by_the_page_and_by_the_browser_and_a_reload_keep_what_was_said(open_page: OpenPage) -> None:
    page = open_page("/start/born")
    choose(page, {"birth_year": "1954"})
    go_on(page)
    choose(page, SHORT_OF_STAIRS["heart"])
    go_on(page)
    choose(page, SHORT_OF_STAIRS["nerves"])
    page.get_by_role("button", name="Back").click()
    page.wait_for_url("**/start/heart")
    expect(page.get_by_label("None of these")).to_be_checked()
    page.go_back()
    page.go_back()
    expect(page.get_by_label("None of these")).to_be_checked()
    page.reload()
    expect(page.get_by_label("None of these")).to_be_checked()
    page.context.close()
    again = open_page("/start")
    expect(again.get_by_text("nothing was lost")).to_be_visible()
    again.get_by_role("link", name="Go on where you were").click()
    again.wait_for_url("**/start/legs")


def test_on_one_page_each_answer_is_kept_and_brings_its_questions(open_page: OpenPage) -> None:
    page = open_page("/start/all", "phone")
    kept = page.locator("#kept")
    expect(page.locator("#ask-fall-details, #ask-falls_injurious")).to_be_hidden()
    choose(page, {"falls_past_year": "1"})
    expect(page.locator("#ask-falls_injurious")).to_be_visible()
    expect(kept).to_have_text("Kept.")
    choose(page, {"birth_year": "1954"})
    page.locator("#birth_year").blur()
    expect(page.locator("#ask-stay_independent")).to_be_visible()
    expect(page.locator('[data-item="1"]')).to_be_hidden()  # a fall was told of already
    choose(page, {"pain_sites": "heel"})
    expect(page.locator('[data-site="heel"]')).to_be_visible()
    choose(page, {"pain_sites": "none_of_these"})
    expect(page.locator("#ask-pain_now")).to_be_hidden()
    page.reload()
    expect(page.locator('input[name="falls_past_year"][value="1"]')).to_be_checked()
    expect(page.locator("#birth_year")).to_have_value("1954")
    # What does not fit is said where it stands.
    page.locator("#height").fill("1.72")
    page.locator("#height").blur()
    expect(page.locator("#ask-height .problem")).to_contain_text(
        "Height: 1.72 cm is not between 50 and 250 cm."
    )
    choose(page, {"symptoms_heart": "chest_pain"})
    page.get_by_role("link", name="See what to do now").click()
    expect(page.get_by_role("heading", name="What to do first")).to_be_visible()


def test_an_answer_that_does_not_fit_names_its_field(open_page: OpenPage) -> None:
    page = open_page("/start/born", "phone")
    page.locator("#birth_year").fill("2044")
    page.get_by_role("button", name="Continue").click()
    expect(page.locator(".problems")).to_contain_text("Year of birth: 2044 is not between")
    field = page.get_by_label("In which year were you born?")
    expect(field).to_have_value("2044")
    expect(field).to_have_attribute("aria-invalid", "true")
    described = str(field.get_attribute("aria-describedby")).split()
    assert "2044 is not between" in page.locator(f"#{described[-1]}").inner_text()


def test_everything_works_without_scripts(open_page: OpenPage) -> None:
    page = open_page("/start/all", java_script_enabled=False)
    choose(page, {"birth_year": "1976", "falls_past_year": "1"})
    page.get_by_role("button", name="Keep these and go on").first.click()
    expect(page.locator("#ask-falls_injurious")).to_be_visible()
    expect(page.locator("#birth_year")).to_have_value("1976")


@pytest.mark.parametrize(
    ("size", "scheme"),
    [
        ("phone", "light"),
        ("desk", "dark"),
        *(pytest.param(*other, marks=pytest.mark.long) for other in [("desk", "light"), ("phone", "dark")]),
    ],
)
def test_the_questions_are_accessible_and_fit(
    open_page: OpenPage, screenshots: Path, size: str, scheme: str
) -> None:
    with_axe = (size, scheme) in (("phone", "light"), ("desk", "dark"))
    page = open_page("/start", size, color_scheme=scheme, reduced_motion="reduce")

    def look(name: str) -> None:
        # The other two see the pages that differ most.
        if with_axe or name in (
            "start",
            "start-conditions",
            "start-treadmill",
            "clearance",
            "profile",
            "proposal",
        ):
            check(page, screenshots / f"{name}-{size}-{scheme}.png", with_axe)

    look("start")
    page.goto("/start/born")
    page.locator("#birth_year").fill("19x4")
    page.keyboard.press("Enter")
    expect(page.locator(".problems")).to_be_visible()
    look("start-problem")
    page.goto("/start/born")
    while (place := where(page)) != "clearance":
        look(f"start-{place}")
        wanted = SHORT_OF_STAIRS.get(place, {})
        choose(page, {**wanted, **({"equipment": "motorised_treadmill"} if place == "places" else {})})
        if place == "treadmill":
            choose(page, {"belt_clip": "yes"})
        go_on(page)
    look("clearance")
    for path, name in (("/profile", "profile"), ("/profile/forget", "forget"), ("/start/all", "start-all")):
        page.goto(path)
        look(name)
    page.goto("/start/falls")
    choose(page, {"falls_past_year": "2"})
    go_on(page)
    look("start-fall-details")
    choose(page, {"falls_injurious": "no", "falls_unexplained": "no"})
    go_on(page)
    look("proposal")
    page.get_by_role("button", name="Yes, do it this way").click()
    page.wait_for_url("**/clearance")
    page.locator(".record summary").click()
    look("clearance-supervised")
    page.goto("/clearance/letter")
    look("letter")


def test_the_letter_is_one_page_of_paper(open_page: OpenPage) -> None:
    page = open_page("/start/born")
    choose(page, {"birth_year": "1950"})
    go_on(page)
    choose(page, {"symptoms_heart": "ankle_swelling"})
    go_on(page)
    for size in ("A4", "Letter"):
        page.goto("/clearance/letter")
        printed = page.pdf(format=size, margin=MARGIN)
        assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1, size
