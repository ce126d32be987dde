"""Today, Programme and Why in a real browser."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from people import a_person
from retrowalk.prescription import Programme, prescribe
from retrowalk.screening import Profile, screen
from retrowalk.store import Store

from .conftest import Server
from .looking import OpenPage, check, without_sound
from .test_start_browser import SHORT_OF_STAIRS, answer_by_keyboard, place_of

pytestmark = pytest.mark.browser


def today() -> date:
    """Where this computer is, as the coach sees it too."""
    return datetime.now().astimezone().date()


def sore_knee(begins: date) -> Profile:
    return a_person(
        birth_year=begins.year - 72,
        start_date=begins.isoformat(),
        stay_independent=2,
        conditions=["knee_osteoarthritis"],
        goal="knee_pain",
        pain=[{"site": "knee", "now": 2}],
    )


@pytest.fixture
def keep(server: Server) -> Callable[[Profile], Programme]:
    """Keeps a profile, and the programme made from it, beside the running coach."""

    def keep_one(person: Profile) -> Programme:
        programme = prescribe(person, screen(person))
        with Store(server.home) as store:
            store.plans.adopt(person, programme)
        return programme

    return keep_one


Keep = Callable[[Profile], Programme]


def test_by_keyboard_alone_from_the_first_page_to_a_session_told(open_page: OpenPage) -> None:
    page = open_page("/")
    without_sound(page.context)
    reach(page, "link", "Answer the questions")
    page.keyboard.press("Enter")
    page.wait_for_url("**/start")
    reach(page, "link", re.compile("One question at a time"))
    page.keyboard.press("Enter")
    page.wait_for_url("**/start/born")
    while (place := place_of(page.url)) != "clearance":
        answer_by_keyboard(page, SHORT_OF_STAIRS[place])
        page.wait_for_url(lambda url, place=place: place_of(url) != place)  # type: ignore[misc]
    reach(page, "link", "To your programme")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Walk backward for")
    reach(page, "link", "Start")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/session/w1s1$"))
    page.go_back()
    reach(page, "link", "I did it")
    page.keyboard.press("Enter")
    reach(page, "radio", "All of it")
    page.keyboard.press("Space")
    reach(page, "radio", "0")
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    for moment in ("Before", "During", "Right after"):
        reach(page, "combobox", moment)
        page.keyboard.type("2")
    reach(page, "checkbox", re.compile("Nothing else hurt"))
    page.keyboard.press("Space")
    reach(page, "button", "Save")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Noted.")
    expect(page.get_by_role("heading", level=1)).to_have_text("Done for today")


def test_after_pain_the_next_session_is_smaller_and_the_reason_stands_beside_it(
    open_page: OpenPage, keep: Keep
) -> None:
    programme = keep(sore_knee(today()))
    page = open_page("/programme/w1s1/tell", "phone")
    page.get_by_label("All of it").check()
    page.get_by_role("radio", name="4", exact=True).check()
    page.get_by_label("Before").first.select_option("2")
    page.get_by_label("During").first.select_option("7")
    page.get_by_label("Right after").first.select_option("5")
    page.get_by_role("button", name="Save").click()
    told = page.get_by_role("status")
    expect(told).to_contain_text("less.")
    expect(told).to_contain_text("Your pain went above 5")
    told.get_by_text("Why").click()
    expect(told.locator(".ground").first).to_be_visible()
    first = programme.weeks[0].sessions[0].backward_s // 60
    page.goto("/programme/w1s2")
    smaller = re.search(r"(\d+)", page.get_by_role("heading", level=1).inner_text())
    assert smaller is not None
    assert int(smaller[1]) < first


@pytest.mark.parametrize(("size", "scheme"), [("phone", "light"), ("desk", "dark")])
def test_every_page_of_the_plan_is_accessible_and_fits(
    open_page: OpenPage, keep: Keep, server: Server, screenshots: Path, size: str, scheme: str
) -> None:
    page = open_page("/", size, color_scheme=scheme, reduced_motion="reduce")
    look = Looking(page, screenshots, f"{size}-{scheme}")
    look("welcome", "/")
    keep(sore_knee(today()))
    look("today", "/")
    for name, path in (
        ("session", "/programme/w1s1"),
        ("tell", "/programme/w1s1/tell"),
        ("change", "/programme/w1s1/change"),
        ("edit", "/programme/w1s1/edit/2"),
        ("programme", "/programme"),
        ("paper", "/programme/print"),
        ("why", "/why"),
        ("why-found", "/why?q=knee&verdict=supported"),
        ("why-claim", "/why/C49"),
        ("why-study", "/why/ST02"),
        ("why-test", "/why/IN01"),
        ("why-dose", "/why/PR04"),
        ("why-rule", "/why/coach_4_grow_slowly"),
        ("why-rulings", "/why/rulings"),
    ):
        look(name, path)
    page.goto("/programme/w1s1/tell")
    page.get_by_label("Before").first.select_option("2")
    page.get_by_label("During").first.select_option("7")
    page.get_by_role("button", name="Save").click()
    look("told", None)
    keep(sore_knee(today() - timedelta(days=1)))
    look("untold", "/")
    keep(replace(sore_knee(today()), symptoms=("chest_pain",)))
    look("stopped", "/")


class Looking:
    """Opens a page and every fold in it, and holds it to what each page must be."""

    def __init__(self, page: Page, pictures: Path, name: str) -> None:
        self.page, self.pictures, self.name = page, pictures, name

    def __call__(self, name: str, path: str | None) -> None:
        if path is not None:
            self.page.goto(path)
        self.page.evaluate("document.querySelectorAll('details').forEach(one => (one.open = true))")
        check(self.page, self.pictures / f"plan-{name}-{self.name}.png", with_axe=True)


def test_a_session_is_printed_on_a_page_without_buttons(open_page: OpenPage, keep: Keep) -> None:
    keep(sore_knee(today()))
    page = open_page("/programme/w1s1", color_scheme="dark")
    page.emulate_media(media="print")
    for gone in (".places", ".foot", ".no-print", ".why-block"):
        for one in page.locator(gone).all():
            expect(one).to_be_hidden()
    assert pages(page) == 1
    page.goto("/programme/print")
    page.emulate_media(media="print")
    assert pages(page) == page.locator(".sheet").count()


def pages(page: Page) -> int:
    """How many sheets of A4 the page takes."""
    return len(re.findall(rb"/Type\s*/Page[^s]", page.pdf(format="A4")))


def reach(page: Page, role: str, name: str | re.Pattern[str]) -> None:
    """Goes on with the tabulator until the thing has the focus."""
    wanted = page.get_by_role(role, name=name, exact=isinstance(name, str)).first  # type: ignore[arg-type]
    for _ in range(60):
        if wanted.evaluate("one => one === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{role} {name} is not reached")
