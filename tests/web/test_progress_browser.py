"""Progress in a real browser: what every page must be, and tests led through by keyboard, clock and reload."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from people import a_person
from retrowalk.outcomes import Choice, MeasureId, Result
from retrowalk.prescription import prescribe
from retrowalk.screening import screen
from retrowalk.screening.profile import PainSite
from retrowalk.store import Store

from .conftest import Server, noon
from .looking import OpenPage, check
from .test_coach_browser import LARGE_TEXT
from .test_plan_browser import reach

pytestmark = pytest.mark.browser

FIRST, SECOND = "Try 1", "Try 2"


def today() -> date:
    """Where this computer is, as the coach sees it too."""
    return datetime.now().astimezone().date()


@pytest.fixture
def walker(server: Server) -> Server:
    """Somebody with a sore knee, four months of results and the pain named as what to watch, beside the coach."""
    person = a_person(
        birth_year=today().year - 72,
        start_date=(today() - timedelta(days=95)).isoformat(),
        conditions=["knee_osteoarthritis"],
        goal="knee_pain",
        pain=[{"site": "knee", "now": 4}],
    )
    told: dict[tuple[MeasureId, PainSite | None], tuple[float, ...]] = {
        ("pain_usual", "knee"): (5, 6, 5, 4, 2, 2),
        ("timed_up_and_go", None): (9.9, 9.4, 9.2, 9.3, 8.4, 7.4),
        ("balance_confidence", None): (6, 6, 7, 6, 7, 7),
        ("chair_stand_30s", None): (12, 13, 12, 9, 8, 7),
        ("systolic", None): (139, 140, 138, 141, 139, 137),
    }
    days = [today() - timedelta(days=ago) for ago in (100, 98, 96, 64, 34, 4)]
    with Store(server.home) as store:
        store.plans.adopt(person, prescribe(person, screen(person)))
        for (measure, site), values in told.items():
            store.outcomes.add(
                *(
                    Result(
                        id=f"{measure}-{n}",
                        measure=measure,
                        value=value,
                        at=noon(day),
                        taken_on=day,
                        site=site,
                        taken_by="helper",
                        practice=measure == "timed_up_and_go" and n == 0,
                    )
                    for n, (day, value) in enumerate(zip(days, values, strict=True))
                )
            )
        store.outcomes.choose(Choice("pain_usual", days[0], "knee"))
        store.outcomes.put_away("systolic-1")
    return server


def kept(server: Server, measure: MeasureId) -> list[Result]:
    with Store(server.home) as store:
        return [one.result for one in store.outcomes.results(measure) if len(one.result.id) == 36]


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).click()


def until(page: Page, phase: str) -> None:
    page.locator(f"#run[data-phase={phase}]").wait_for()


PAGES = {
    "progress": "/progress",
    "measure": "/progress/measure/timed_up_and_go",
    "primary": "/progress/measure/pain_usual?site=knee",
    "put-away": "/progress/measure/systolic",
    "empty": "/progress/measure/four_square_step",
    "choose": "/progress/choose",
    "tests": "/progress/tests?company=none",
    "test": "/progress/tests/sit_and_reach",
    "not-now": "/progress/tests/backward_walk_3m?company=none",
    "pain": "/progress/enter/pain_now",
    "feeling": "/progress/enter/mood",
    "pressure": "/progress/enter/systolic",
    "speed": "/progress/enter/heart_rate_forward",
    "correct": "/progress/results/timed_up_and_go-0",
}


@pytest.mark.parametrize(
    "look",
    ["phone-light", "desk-dark", pytest.param("phone-large", marks=pytest.mark.long)],
)
def test_every_page_is_accessible_and_fits(
    open_page: OpenPage, walker: Server, screenshots: Path, look: str
) -> None:
    size, scheme = look.split("-")
    page = open_page("/", size, color_scheme="dark" if scheme == "dark" else "light", reduced_motion="reduce")
    if scheme == "large":
        page.add_init_script(LARGE_TEXT)
    for name, path in PAGES.items():
        page.goto(path)
        for chart in page.locator("[data-chart]").all():
            chart.scroll_into_view_if_needed()
            chart.locator("svg").first.wait_for()
        page.evaluate("document.querySelectorAll('details').forEach(one => (one.open = true))")
        check(page, screenshots / f"progress-{name}-{look}.png", with_axe=True)
    page.goto("/progress/enter/systolic")
    page.get_by_label("Upper value").first.fill("190")
    page.get_by_label("Lower value").first.fill("85")
    press(page, "Save")
    expect(page.locator("#asked-back")).to_contain_text("is unusual")
    check(page, screenshots / f"progress-asked-back-{look}.png", with_axe=True)


@pytest.mark.parametrize("scheme", ["light", pytest.param("large", marks=pytest.mark.long)])
def test_every_state_of_a_test_is_accessible_and_fits(
    open_page: OpenPage, walker: Server, screenshots: Path, scheme: str
) -> None:
    page = open_page("/", "phone", reduced_motion="reduce")
    if scheme == "large":
        page.add_init_script(LARGE_TEXT)

    def look(phase: str, of: str) -> None:
        until(page, phase)
        check(page, screenshots / f"test-{of}-{phase}-{scheme}.png", with_axe=True)

    page.clock.install()
    page.goto("/progress/tests/timed_up_and_go")
    look("before", "watch")
    press(page, "To the stopwatch")
    look("ready", "watch")
    press(page, "Start")
    look("lead", "watch")
    page.clock.run_for(3_100)
    look("running", "watch")
    page.clock.run_for(8_000)
    press(page, "Stop")
    look("took", "watch")
    page.clock.run_for(1_000)
    press(page, "This one counts")
    look("resting", "watch")
    page.clock.run_for(70_000)
    until(page, "ready")

    page.goto("/progress/tests/six_minute_walk")
    press(page, "To the timer")
    page.get_by_label("How long is one length").fill("20")
    look("ready", "walk")
    press(page, "Start")
    page.clock.run_for(3_100)
    for _length in range(3):
        press(page, "One more length")
    look("running", "walk")
    press(page, "End it now")
    check(page, screenshots / f"test-walk-sure-{scheme}.png", with_axe=True)
    press(page, "No, go on")
    page.clock.run_for(361_000)
    look("tally", "walk")
    page.get_by_label("From the last mark").fill("7,4")
    expect(page.locator('[data-slot="metres"]')).to_have_text("67 m")
    press(page, "This counts")
    look("review", "walk")
    expect(page.get_by_label("Value")).to_have_value("67")


def test_by_keyboard_alone_through_a_test_that_outlives_its_page(open_page: OpenPage, walker: Server) -> None:
    page = open_page("/progress/tests?company=spotter")
    reach(page, "link", "3-metre backward walk")
    page.keyboard.press("Enter")
    reach(page, "button", "To the stopwatch")
    page.keyboard.press("Enter")
    until(page, "ready")
    reach(page, "checkbox", "Count in: three short tones, then “go” with a long one")
    page.keyboard.press("Space")
    reach(page, "button", "Start")
    page.keyboard.press("Enter")
    page.wait_for_timeout(1_200)
    page.reload()  # the phone was locked, or the page was left by mistake
    until(page, "running")
    page.wait_for_timeout(800)
    page.keyboard.press("Space")
    until(page, "took")
    took = float(page.locator('[data-slot="value"]').inner_text().split()[0])
    assert 2 <= took < 30
    page.keyboard.press("Enter")
    until(page, "resting")
    page.keyboard.press("Enter")
    until(page, "ready")
    page.keyboard.press("Enter")
    page.wait_for_timeout(1_700)
    page.keyboard.press("Space")
    until(page, "took")
    page.keyboard.press("Enter")
    until(page, "review")
    reach(page, "textbox", FIRST)
    expect(page.get_by_label(FIRST)).to_have_value(f"{took:.2f}")
    reach(page, "radio", "I did it myself")
    page.keyboard.press("ArrowDown")
    page.reload()  # what was typed is still there
    expect(page.get_by_label("Somebody held the watch")).to_be_checked()
    second = float(page.get_by_label(SECOND).input_value())
    reach(page, "button", "Save")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").filter(has_text="Saved. Thank you.")).to_be_visible()
    (result,) = kept(walker, "backward_walk_3m")
    assert (result.trials, result.taken_by) == ((took, second), "helper")
    page.goto("/progress/tests/backward_walk_3m?company=spotter")
    until(page, "before")  # what was saved is not kept on the device


def test_two_windows_with_the_same_test_are_two_results(open_page: OpenPage, walker: Server) -> None:
    first = open_page("/progress/tests/timed_up_and_go")
    second = first.context.new_page()
    second.goto(first.url)
    for page, value in ((first, "8.1"), (second, "8.2"), (first, "8.1"), (second, "8.2")):
        if page.locator("#run").get_attribute("data-phase") == "before":
            press(page, "I used a watch of my own")
        page.get_by_label(FIRST).fill(value)
    for page in (first, second):
        press(page, "Save")
        expect(page.get_by_role("status").filter(has_text="Saved.")).to_be_visible()
    assert [one.value for one in kept(walker, "timed_up_and_go")] == [8.1, 8.2]


def test_what_is_asked_back_stands_in_the_run_with_all_that_was_typed(
    open_page: OpenPage, walker: Server
) -> None:
    page = open_page("/progress/tests/timed_up_and_go", "phone")
    press(page, "I used a watch of my own")
    page.get_by_label(FIRST).fill("150")
    page.get_by_label(SECOND).fill("151")
    press(page, "Save")
    until(page, "review")
    expect(page.get_by_role("alert")).to_contain_text("is unusual")
    expect(page.get_by_label(SECOND)).to_have_value("151")
    press(page, "Yes, it is right: save it")
    expect(page.get_by_role("status").filter(has_text="Saved.")).to_be_visible()
    assert [one.confirmed for one in kept(walker, "timed_up_and_go")] == [True]


def test_without_javascript_the_form_is_all_it_takes(open_page: OpenPage, walker: Server) -> None:
    page = open_page("/progress/tests/chair_stand_30s", java_script_enabled=False)
    expect(page.get_by_role("button", name="To the timer")).to_be_hidden()
    page.get_by_label("Value").fill("14")
    press(page, "Save")
    expect(page.get_by_text("Saved. Thank you.")).to_be_visible()
    assert [one.value for one in kept(walker, "chair_stand_30s")] == [14]
