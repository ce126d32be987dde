"""A session with the coach in a real browser: walked to its end, cut short, paused, reported on, and looked at."""

from __future__ import annotations

import io
import re
import wave
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from people import a_person
from retrowalk.prescription import Programme, prescribe
from retrowalk.screening import Profile, screen
from retrowalk.store import Store

from .conftest import Server
from .looking import OpenPage, check, without_sound
from .test_plan_browser import reach

pytestmark = pytest.mark.browser

LEAD_S = 25
"""What the lead-in on a treadmill takes."""


def today() -> date:
    """Where this computer is, as the coach sees it too."""
    return datetime.now().astimezone().date()


def sore_knee(**changed: Any) -> Profile:
    begins = today()
    plain: dict[str, Any] = {
        "birth_year": begins.year - 72,
        "start_date": begins.isoformat(),
        "stay_independent": 2,
        "conditions": ["knee_osteoarthritis"],
        "goal": "knee_pain",
        "pain": [{"site": "knee", "now": 2}],
    }
    return a_person(**{**plain, **changed})


@pytest.fixture
def programme(server: Server) -> Programme:
    """On a treadmill: five minutes forward, a turn, five times a minute backward, a turn, five minutes forward."""
    person = sore_knee()
    made = prescribe(person, screen(person))
    with Store(server.home) as store:
        store.plans.adopt(person, made)
    return made


class Coach:
    """The player on a page: pressed, waited for, and asked what it recorded."""

    def __init__(self, page: Page) -> None:
        self.page = page

    @property
    def phase(self) -> str:
        return str(self.page.locator("#coach").get_attribute("data-phase"))

    def until(self, phase: str) -> None:
        expect(self.page.locator("#coach")).to_have_attribute("data-phase", phase)

    def press(self, name: str, exact: bool = True) -> None:
        self.page.get_by_role("button", name=name, exact=exact).click()

    def answer(self, question: str, number: str) -> None:
        group = self.page.get_by_role("group", name=question).first
        group.get_by_role("radio", name=number, exact=True).check()

    def start(self, carry: str = "locked") -> None:
        """From the first page to the first second."""
        self.until("before")
        self.page.locator(f'[name="carry"][value="{carry}"]').check()
        self.press("Go on")
        self.press("Yes, I feel well")
        self.press("All of this is so. Start")
        self.until("running")

    def go_on(self, name: str = "Go on") -> None:
        """After a pause; where a belt has to run for what comes, it is started first."""
        self.press(name)
        expect(self.page.locator("#coach")).to_have_attribute("data-phase", re.compile("belt|running"))
        if self.phase == "belt":
            self.press("The belt runs")
        self.until("running")

    def pass_s(self, seconds: float) -> None:
        """Lets the fake clock go on."""
        self.page.clock.run_for(int(1000 * seconds))

    def recorded(self) -> list[dict[str, Any]]:
        """The events in the phone's own store, of all runs in order."""
        found: list[dict[str, Any]] = self.page.evaluate(
            """() => new Promise((done) => {
                 const opened = indexedDB.open("retrowalk");
                 opened.onsuccess = () => {
                   const all = opened.result.transaction("events").objectStore("events").getAll();
                   all.onsuccess = () => { opened.result.close(); done(all.result.map((one) => one.event)); };
                 };
               })"""
        )
        return found

    def kinds(self) -> list[str]:
        return [one["kind"] for one in self.recorded() if one["kind"] not in ("cue", "reached")]


OpenCoach = Callable[..., Coach]


@pytest.fixture
def open_coach(open_page: OpenPage, programme: Programme) -> OpenCoach:
    """Opens the player with a clock of our own and without a sound track, so that minutes pass at once."""

    def open_one(
        sound: bytes | None = None, size: str = "phone", script: str = "", **options: object
    ) -> Coach:
        page = open_page("/programme", size, **options)
        without_sound(page.context)
        if sound is None:
            page.clock.install()
        else:
            page.context.route("**/track.mp3", lambda route: answer_with(route, sound))
        page.add_init_script(script)
        page.goto("/session/w1s1")
        return Coach(page)

    return open_one


def answer_with(route: Route, sound: bytes) -> None:
    route.fulfill(body=sound, content_type="audio/wav", headers={"X-Retrowalk-Voice": "yes"})


def silence(seconds: int) -> bytes:
    """A sound file without a sound."""
    data = io.BytesIO()
    with wave.open(data, "wb") as out:
        out.setparams((1, 2, 8000, 0, "NONE", ""))
        out.writeframes(bytes(2 * 8000 * seconds))
    return data.getvalue()


def test_a_session_from_start_to_the_coming_week(open_coach: OpenCoach, server: Server) -> None:
    coach = open_coach()
    page = coach.page
    coach.start()
    stage = page.locator(".stage")
    expect(stage).to_contain_text("Get ready")
    coach.pass_s(LEAD_S + 1)
    expect(stage).to_contain_text("Forward")
    expect(page.locator("#announced")).to_contain_text("Warm up, walking forward. 5 min.")
    coach.pass_s(300)
    expect(stage).to_contain_text("Stop")
    coach.pass_s(30)
    expect(stage).to_contain_text("Backward")
    expect(page.locator(".stage-next")).to_contain_text("Rest, 30 s")
    coach.pass_s(800)
    coach.until("check_in")
    expect(page.get_by_text("The session is over.")).to_be_visible()
    expect(page.get_by_text("You walked backward for 5 min: all that was asked for.")).to_be_visible()
    assert coach.kinds() == ["started", "finished"]
    coach.answer("How hard was it?", "3")
    coach.answer("The worst pain on the way: knee", "7")
    coach.answer("And now?", "4")
    coach.answer("How often did you stumble", "0")
    coach.press("Save")
    page.wait_for_url("**/?told=w1s1")
    expect(page.get_by_role("status")).to_contain_text("Your pain went above 5")
    with Store(server.home) as store:
        [run] = store.runs.all()
        kept = store.runs.log(run.id)
        now = store.plans.programme()
    assert [one.kind for one in kept.events if one.kind not in ("cue", "reached")] == [
        "started",
        "finished",
        "told",
    ]
    shown = {cue.id for cue in kept_timeline_cues(page) if cue.kind == "display"}
    assert {one.cue for one in kept.events if one.kind == "cue"} >= shown
    assert now is not None
    [told] = now.feedback
    assert (told.id, told.status, told.completed_fraction, told.effort) == ("w1s1", "done", 1.0, 3)
    assert now.weeks[0].sessions[1].backward_s < now.weeks[0].sessions[0].backward_s


def kept_timeline_cues(page: Page) -> list[Any]:
    from types import SimpleNamespace

    cues = page.request.get("/session/w1s1/timeline.json").json()["cues"]
    return [SimpleNamespace(**one) for one in cues]


def test_the_sound_is_the_clock(open_coach: OpenCoach) -> None:
    coach = open_coach(sound=silence(60))
    coach.start()
    page = coach.page
    left = page.locator(".stage-clock")
    expect(left).to_have_text("0:22")
    expect(page.locator(".stage-sentence")).to_contain_text("Safety first")
    expect(left).to_have_text("0:18")
    expect(page.locator(".stage")).to_contain_text("Forward", timeout=1000 * LEAD_S)
    expect(page.locator(".stage-sentence")).to_contain_text("Warm up, 5 minutes.")
    expect(left).to_have_text("4:57")
    played = [one for one in coach.recorded() if one["kind"] == "cue"]
    assert played != []
    coach.press("Pause")
    coach.until("paused")
    paused = next(one for one in coach.recorded() if one["kind"] == "paused")
    assert LEAD_S + 2 <= paused["position_s"] < LEAD_S + 5
    page.wait_for_timeout(600)
    coach.go_on()
    page.wait_for_timeout(600)
    coach.press("Pause")
    coach.until("paused")
    again = [one for one in coach.recorded() if one["kind"] == "paused"][1]
    assert paused["position_s"] <= again["position_s"] < paused["position_s"] + 1.5


def test_skipping_and_half_a_minute_more(open_coach: OpenCoach) -> None:
    coach = open_coach()
    page = coach.page
    coach.start()
    # The belt is set in the lead-in.
    expect(page.get_by_role("button", name="Skip this part")).to_be_hidden()
    coach.pass_s(LEAD_S + 50)
    expect(page.locator(".stage-clock")).to_have_text("4:10")
    coach.press("30 s more")
    coach.pass_s(1)
    expect(page.locator(".stage-clock")).to_have_text("4:39")
    coach.press("Skip this part")
    expect(page.locator(".stage")).to_contain_text("Stop")
    # Whoever has not turned would restart the belt facing the wrong way.
    expect(page.get_by_role("button", name="Skip this part")).to_be_hidden()
    coach.pass_s(31)
    expect(page.locator(".stage")).to_contain_text("Backward")
    expect(page.get_by_role("button", name="30 s more")).to_be_hidden()
    assert coach.kinds() == ["started", "extended", "skipped"]
    assert [one["to_s"] for one in coach.recorded() if one["kind"] == "skipped"] == [LEAD_S + 300]


def test_on_a_stand_a_tap_anywhere_pauses_and_says_what_to_do_with_the_belt(open_coach: OpenCoach) -> None:
    coach = open_coach()
    coach.start("stand")
    coach.pass_s(40)
    coach.page.mouse.click(200, 300)
    coach.until("paused")
    expect(coach.page.get_by_role("heading", level=1)).to_have_text("Stand still. Stop the belt.")
    expect(coach.page.get_by_role("heading", level=1)).to_be_focused()
    coach.pass_s(60)
    expect(coach.page.get_by_text("You were at 0:40, in forward part 1 of 2.")).to_be_visible()
    coach.go_on()
    assert coach.kinds() == ["started", "paused", "resumed"]


def test_after_a_pause_the_belt_is_started_before_the_time_goes_on(open_coach: OpenCoach) -> None:
    coach = open_coach()
    coach.start()
    coach.pass_s(LEAD_S + 300 + 30 + 20)
    coach.press("Pause")
    coach.press("Go on")
    coach.until("belt")
    title = coach.page.get_by_role("heading", level=1)
    expect(title).to_have_text("Start the belt slowly.")
    expect(
        coach.page.get_by_text(re.compile(r"Walk backward · .* km/h · both hands on the rails"))
    ).to_be_visible()
    coach.pass_s(8)
    coach.press("Not yet")
    coach.until("paused")
    expect(title).to_have_text("Stand still. Stop the belt.")
    coach.pass_s(60)
    coach.press("Go on")
    coach.until("belt")
    coach.pass_s(13)
    coach.until("running")
    paused, resumed = (one for one in coach.recorded() if one["kind"] in ("paused", "resumed"))
    assert resumed["position_s"] == pytest.approx(paused["position_s"], abs=0.1)


def test_a_pause_just_before_the_belt_is_to_run_says_once_more_how_to_start_it(open_coach: OpenCoach) -> None:
    coach = open_coach()
    coach.start()
    coach.pass_s(LEAD_S + 300 + 26)
    coach.press("Pause")
    coach.press("Go on")
    coach.until("running")
    coach.pass_s(2)
    expect(coach.page.locator(".stage-sentence")).to_contain_text(
        "Backward in ten seconds: start the belt slowly"
    )


def test_a_rest_on_the_belt_is_cut_to_its_last_ten_seconds(open_coach: OpenCoach) -> None:
    coach = open_coach()
    coach.start()
    coach.pass_s(LEAD_S + 300 + 30 + 60 + 5)
    coach.press("Skip this part")
    coach.pass_s(2)
    expect(coach.page.locator(".stage")).to_contain_text("Rest")
    expect(coach.page.locator(".stage-sentence")).to_contain_text(
        "Backward in ten seconds: start the belt slowly"
    )


def test_a_turn_on_the_belt_is_not_asked_for_twice(open_coach: OpenCoach) -> None:
    coach = open_coach()
    coach.start()
    coach.pass_s(LEAD_S + 300 + 15)
    expect(coach.page.locator(".stage-sentence")).to_contain_text("turn round with small steps")
    expect(coach.page.get_by_role("button", name="30 s more")).to_be_hidden()


def test_carried_it_is_dark_and_only_a_long_hold_pauses(open_coach: OpenCoach) -> None:
    coach = open_coach()
    page = coach.page
    coach.start("measured")
    coach.pass_s(20)
    expect(page.get_by_role("button", name="I stumbled")).to_be_hidden()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(0, 0, 0)"
    page.mouse.click(200, 300)
    coach.pass_s(3)
    expect(page.get_by_text("Hold for two seconds to pause.")).to_be_visible()
    assert coach.phase == "running"
    page.mouse.move(200, 300)
    page.mouse.down()
    coach.pass_s(2.1)
    coach.until("paused")
    page.mouse.up()
    coach.go_on()
    page.get_by_role("button", name="Hold two seconds, anywhere").focus()
    page.keyboard.press("Enter")
    coach.until("paused")


def test_a_double_tap_on_pause_does_not_go_on(open_coach: OpenCoach) -> None:
    coach = open_coach(has_touch=True)
    coach.start()
    coach.pass_s(400)
    coach.page.locator('[data-state="running"]').get_by_role("button", name="Pause").dblclick()
    coach.until("paused")
    assert coach.kinds() == ["started", "paused"]


def test_a_double_tap_tells_of_one_stumble(open_coach: OpenCoach) -> None:
    coach = open_coach(has_touch=True)
    coach.start()
    coach.pass_s(400)
    where = coach.page.get_by_role("button", name="I stumbled").bounding_box()
    assert where is not None
    for _ in range(2):  # taps that no browser counts together
        coach.page.touchscreen.tap(where["x"] + 20, where["y"] + 20)
    expect(coach.page.get_by_text("Noted: you stumbled.")).to_be_visible()
    assert coach.kinds() == ["started", "paused", "stumble"]


def test_two_taps_say_that_it_hurts_and_how_much(open_coach: OpenCoach) -> None:
    coach = open_coach()
    coach.start("stand")
    coach.pass_s(400)
    coach.press("Pain")
    coach.press("7")
    coach.until("paused")
    expect(coach.page.get_by_text("Noted: pain 7 of 10.")).to_be_visible()
    expect(coach.page.get_by_text("End here for today")).to_be_visible()
    [pain] = [one for one in coach.recorded() if one["kind"] == "pain"]
    assert (pain["site"], pain["level"]) == ("knee", 7)
    coach.press("I stumbled")
    expect(coach.page.get_by_text("Noted: you stumbled.")).to_be_visible()
    coach.press("End")
    coach.press("Enough for today")
    coach.until("check_in")
    stumbles = coach.page.get_by_role("group", name="How often did you stumble")
    expect(stumbles.get_by_role("radio", name="1")).to_be_checked()
    worst = coach.page.get_by_role("group", name="The worst pain on the way: knee")
    expect(worst.get_by_role("radio", name="7")).to_be_checked()
    assert coach.kinds() == ["started", "paused", "pain", "stumble", "stopped"]


def test_pain_in_the_chest_ends_it_with_what_to_do_and_the_programme_hears_at_once(
    open_coach: OpenCoach, server: Server
) -> None:
    coach = open_coach()
    page = coach.page
    coach.start()
    coach.pass_s(400)
    coach.press("Stop")
    coach.press("I do not feel well")
    page.get_by_label("Pain or pressure in the chest").check()
    coach.press("What to do")
    expect(page.get_by_role("heading", level=1)).to_have_text("Call for help now")
    expect(page.get_by_text("Call the emergency number now")).to_be_visible()
    coach.press("To Today")
    page.wait_for_url("**/?told=w1s1")
    expect(page.get_by_role("heading", level=1)).to_have_text("Call for help now")
    assert coach.kinds() == ["started", "paused", "stopped", "told"]


def test_a_reload_goes_on_where_it_was(open_coach: OpenCoach) -> None:
    coach = open_coach()
    coach.start()
    coach.pass_s(LEAD_S + 300 + 30 + 90 + 20)
    coach.page.reload()
    coach.until("resume")
    expect(
        coach.page.get_by_text(re.compile(r"You were at 7:4\d, in backward part 2 of 5\."))
    ).to_be_visible()
    coach.go_on("Go on there")
    expect(coach.page.locator(".stage")).to_contain_text("Backward")
    resumed = next(one for one in coach.recorded() if one["kind"] == "resumed")
    assert resumed["to_s"] == resumed["position_s"] == pytest.approx(465, abs=5)
    assert [one["seq"] for one in coach.recorded()] == list(range(len(coach.recorded())))


def test_today_says_that_a_session_was_cut_short(open_coach: OpenCoach) -> None:
    coach = open_coach()
    coach.start()
    coach.pass_s(400)
    coach.page.goto("/")
    coach.page.get_by_role("link", name="Go on there, or end it").click()
    coach.until("resume")


def test_after_two_hours_it_can_only_be_ended(open_coach: OpenCoach) -> None:
    coach = open_coach()
    coach.start()
    coach.pass_s(400)
    coach.page.goto("about:blank")
    coach.page.clock.fast_forward("02:30:00")
    coach.page.goto("/session/w1s1")
    coach.until("resume")
    expect(coach.page.get_by_role("button", name="Go on there")).to_be_hidden()
    coach.press("End it here")
    coach.until("check_in")
    ended = coach.recorded()[-1]
    assert (ended["kind"], ended["why"]) == ("stopped", "lost")


def test_one_window_leads_and_another_can_take_over(open_coach: OpenCoach) -> None:
    first = open_coach()
    first.start()
    first.pass_s(60)
    page = first.page.context.new_page()
    page.clock.install()
    page.goto("/session/w1s1")
    second = Coach(page)
    second.until("elsewhere")
    second.press("Lead it from here")
    second.until("resume")
    first.until("elsewhere")
    second.go_on("Go on there")
    assert second.kinds() == ["started", "resumed"]


def test_ended_before_a_step_it_stays_in_the_programme(open_coach: OpenCoach) -> None:
    coach = open_coach()
    coach.start()
    coach.pass_s(5)
    coach.press("Stop")
    coach.press("Something came up")
    coach.until("told")
    expect(coach.page.get_by_text("The session stays in your programme.")).to_be_visible()


def test_not_well_is_a_reason_not_to_start(open_coach: OpenCoach) -> None:
    coach = open_coach()
    coach.until("before")
    coach.page.locator('[name="carry"][value="locked"]').check()
    coach.press("Go on")
    coach.press("No, not today")
    expect(coach.page.get_by_role("link", name="Another day, or not at all")).to_be_visible()
    assert coach.recorded() == []


def test_without_a_network_it_is_kept_and_says_so(
    browser: Browser, server: Server, programme: Programme
) -> None:
    # A page of its own: a network that is gone is an error in every browser's console.
    with browser.new_context(base_url=server.url) as context:
        page = context.new_page()
        without_sound(context)
        page.clock.install()
        page.goto("/session/w1s1")
        walk_without_a_network(Coach(page))


def walk_without_a_network(coach: Coach) -> None:
    page = coach.page
    coach.start()
    page.context.set_offline(True)
    coach.pass_s(1200)
    coach.until("check_in")
    coach.answer("How hard was it?", "3")
    coach.press("Save")
    expect(page.get_by_text("Kept on this device.")).to_be_visible()
    assert coach.kinds()[-1] == "told"


LARGE_TEXT = "addEventListener('DOMContentLoaded', () => (document.documentElement.style.fontSize = '200%'))"


@pytest.mark.parametrize("scheme", [pytest.param("light", marks=pytest.mark.long), "dark", "200"])
def test_every_state_is_accessible_and_fits(open_coach: OpenCoach, screenshots: Path, scheme: str) -> None:
    how = {"reduced_motion": "reduce", "color_scheme": "dark" if scheme == "dark" else "light"}
    coach = open_coach(script=LARGE_TEXT if scheme == "200" else "", **how)
    page = coach.page

    def look(name: str) -> None:
        coach.until(name.split("-")[0])
        check(page, screenshots / f"coach-{name}-{scheme}.png", with_axe=True)

    page.locator('[name="carry"][value="measured"]').check()
    page.locator(".coach-preferences summary").click()
    look("before")
    coach.press("Go on")
    look("well")
    coach.press("No, not today")
    look("not_today")
    coach.press("Back")
    coach.press("Yes, I feel well")
    look("ready")
    coach.press("All of this is so. Start")
    look("running-dark")
    page.get_by_role("button", name="Hold two seconds").focus()
    page.keyboard.press("Enter")
    coach.press("End")
    coach.press("Something came up")
    look("told")
    page.reload()
    coach.start("stand")
    look("running-lead-in")
    for name, seconds in (("forward", LEAD_S + 5), ("turn", 300), ("backward", 30), ("rest", 60)):
        coach.pass_s(seconds)
        look(f"running-{name}")
    page.mouse.click(200, 100)
    look("paused")
    coach.press("Pain")
    look("pain")
    coach.press("4")
    expect(page.get_by_text("Noted: pain 4 of 10.")).to_be_visible()
    look("paused-pain")
    coach.press("End")
    look("stopping")
    coach.press("I fell")
    look("fell")
    page.get_by_role("group", name="Did you hit your head?").get_by_role(
        "radio", name="No", exact=True
    ).check()
    coach.press("What to do")
    look("advice")
    coach.press("How the session was")
    look("check_in")
    coach.press("I did not feel well")
    look("symptoms")


def test_cut_short_and_open_elsewhere_are_accessible_and_fit(
    open_coach: OpenCoach, screenshots: Path
) -> None:
    coach = open_coach()
    coach.start()
    coach.pass_s(400)
    coach.page.reload()
    coach.until("resume")
    check(coach.page, screenshots / "coach-resume-light.png", with_axe=True)
    coach.press("Go on there")
    coach.until("belt")
    check(coach.page, screenshots / "coach-belt-light.png", with_axe=True)
    coach.press("The belt runs")
    coach.until("running")
    other = coach.page.context.new_page()
    other.goto("/session/w1s1")
    Coach(other).until("elsewhere")
    check(other, screenshots / "coach-elsewhere-light.png", with_axe=True)


def test_who_hears_badly_gets_one_sentence_and_a_flash(open_coach: OpenCoach, screenshots: Path) -> None:
    coach = open_coach()
    page = coach.page
    page.locator(".coach-preferences summary").click()
    page.get_by_label("I hear badly").check()
    coach.start()
    coach.pass_s(LEAD_S + 300 + 30 + 5)
    expect(page.locator(".stage-sentence")).to_contain_text("Walk backward, 1 minute")
    expect(page.locator(".stage-next")).to_be_hidden()
    expect(page.locator("#coach")).to_have_class(re.compile("flash"))
    check(page, screenshots / "coach-seen-light.png", with_axe=True)


def test_by_keyboard_alone_from_today_to_the_check_in(open_coach: OpenCoach) -> None:
    coach = open_coach()
    page = coach.page
    page.goto("/")
    reach(page, "link", "Start")
    page.keyboard.press("Enter")
    coach.until("before")
    reach(page, "radio", re.compile("I carry it on me"))
    page.keyboard.press("ArrowDown")
    for name in ("Go on", "Yes, I feel well", "All of this is so. Start"):
        reach(page, "button", name)
        page.keyboard.press("Enter")
    coach.until("running")
    coach.pass_s(400)
    reach(page, "button", "Pause")
    page.keyboard.press("Enter")
    coach.until("paused")
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    reach(page, "button", "Go on")
    page.keyboard.press("Enter")
    coach.until("belt")
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    reach(page, "button", "The belt runs")
    page.keyboard.press("Enter")
    coach.until("running")
    coach.pass_s(900)
    coach.until("check_in")
    reach(page, "radio", "0")
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    reach(page, "button", "Save")
    page.keyboard.press("Enter")
    page.wait_for_url("**/?told=w1s1")


def test_the_real_track_is_heard_and_its_cues_come_on_time(open_page: OpenPage, programme: Programme) -> None:
    page = open_page("/session/w1s1", "phone")
    page.set_default_timeout(60_000)  # the track is made first
    coach = Coach(page)
    coach.start()
    expect(page.locator(".stage-clock")).to_have_text("0:12", timeout=20_000)
    expect(page.locator(".stage-sentence")).to_contain_text("Step on while the belt stands.")
    coach.press("Pause")
    coach.until("paused")
    played = [one for one in coach.recorded() if one["kind"] == "cue"]
    cues = page.request.get("/session/w1s1/timeline.json").json()["cues"]
    due = {one["id"] for one in cues if one["at_s"] <= 12 and one["kind"] in ("speech", "earcon", "display")}
    assert {one["cue"] for one in played} >= due
    late = [one["clock_s"] - one["position_s"] for one in played]
    assert max(late) - min(late) < 1


# Chromium sets aside some room for transactions before it refuses one: all of that is used up.
FILL = """() => new Promise((done) => {
  const opened = indexedDB.open("retrowalk");
  opened.onsuccess = () => {
    let size = 65536;
    const fill = (number) => {
      const more = opened.result.transaction("motion", "readwrite", { durability: "strict" });
      more.objectStore("motion").put(crypto.getRandomValues(new Uint8Array(size)), ["", "", number]);
      more.oncomplete = () => fill(number + 1);
      more.onabort = () => ((size = size >> 1) > 8 ? fill(number + 1) : done(opened.result.close()));
    };
    fill(0);
  };
})"""


def test_what_could_not_be_kept_is_said_and_never_shown_as_recorded(
    open_coach: OpenCoach, server: Server
) -> None:
    coach = open_coach()
    page = coach.page
    coach.start("stand")
    coach.pass_s(60)
    page.mouse.click(200, 100)
    coach.until("paused")
    room = page.context.new_cdp_session(page)
    room.send("Storage.overrideQuotaForOrigin", {"origin": server.url, "quotaSize": 1})
    page.evaluate(FILL)
    coach.press("I stumbled")
    expect(page.get_by_role("alert")).to_contain_text(
        "This could not be kept: there is no room left on this device."
    )
    expect(page.get_by_text("Noted: you stumbled.")).to_be_hidden()
