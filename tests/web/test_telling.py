"""What the walker tells, from the form to the weeks that follow."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from people import a_person
from plans import MONDAY, a_programme
from retrowalk.prescription import Programme, prescribe
from retrowalk.screening import screen
from retrowalk.store import Store
from runs import a_log, a_run

from .conftest import noon

PAGE = {"accept": "text/html"}
Open = Callable[..., TestClient]
PLAIN = {"completed_fraction": "1.0", "effort": "3", "calm": "yes"}


def sore_knee(**changed: Any) -> Programme:
    """The programme of somebody of 72 with knee osteoarthritis and a treadmill."""
    person = a_person(
        birth_year=1954,
        stay_independent=2,
        conditions=["knee_osteoarthritis"],
        goal="knee_pain",
        pain=[{"site": "knee", "now": 2}],
        **changed,
    )
    return prescribe(person, screen(person))


def healthy() -> Programme:
    person = a_person(active_regularly=True)
    return prescribe(person, screen(person))


def kept(home: Path) -> Programme:
    with Store(home) as store:
        found = store.plans.programme()
    assert found is not None
    return found


def minutes_of(programme: Programme, session_id: str) -> float:
    return next(
        one.backward_s / 60 for week in programme.weeks for one in week.sessions if one.id == session_id
    )


def test_the_plain_case_is_three_answers_and_fills_in_what_did_not_happen(open_on: Open, home: Path) -> None:
    client = open_on(healthy())
    answer = client.post("/programme/w1s1/tell", data=PLAIN, headers=PAGE)
    assert answer.url.path == "/"
    assert "Noted. Thank you." in answer.text
    assert "Done for today" in answer.text
    (told,) = kept(home).feedback
    assert (told.status, told.done_on, told.completed_fraction, told.effort) == ("done", MONDAY, 1, 3)
    assert (told.pain, told.stumbles, told.rail_grabs, told.falls, told.symptoms) == ((), 0, 0, (), ())


def test_what_is_left_open_stays_open(open_on: Open, home: Path) -> None:
    open_on(healthy()).post("/programme/w1s1/tell", data={}, headers=PAGE)
    (told,) = kept(home).feedback
    assert told.status == "done"
    assert (told.effort, told.pain, told.stumbles, told.falls, told.symptoms) == (None,) * 5


def test_a_place_that_is_asked_about_and_not_answered_is_not_free_of_pain(open_on: Open, home: Path) -> None:
    open_on(sore_knee()).post("/programme/w1s1/tell", data=PLAIN, headers=PAGE)
    (told,) = kept(home).feedback
    assert told.pain is not None
    assert [(one.site, one.during) for one in told.pain] == [("knee", None)]


def test_after_pain_the_next_session_is_smaller_and_says_why(open_on: Open, home: Path) -> None:
    programme = sore_knee()
    before = minutes_of(programme, "w1s2")
    client = open_on(programme)
    pain = {"pain.knee.before": "2", "pain.knee.during": "7", "pain.knee.after": "6"}
    answer = client.post("/programme/w1s1/tell", data={**PLAIN, **pain}, headers=PAGE)
    assert minutes_of(kept(home), "w1s2") < before
    assert "less." in answer.text
    assert "Your pain went above 5" in answer.text


def test_the_morning_after_is_asked_about_once(open_on: Open, home: Path) -> None:
    client = open_on(sore_knee())
    pain = {"pain.knee.before": "2", "pain.knee.during": "3", "pain.knee.after": "2"}
    client.post("/programme/w1s1/tell", data={**PLAIN, **pain}, headers=PAGE)
    assert "How is it this morning?" not in client.get("/", headers=PAGE).text
    next_day = open_on(None, MONDAY + timedelta(days=1))
    assert "How is it this morning?" in next_day.get("/", headers=PAGE).text
    answer = next_day.post("/programme/w1s1/morning", data={"next_day.knee": "2"}, headers=PAGE)
    assert "How is it this morning?" not in answer.text
    (told,) = kept(home).feedback
    assert told.pain is not None
    assert (told.pain[0].during, told.pain[0].next_day) == (3, 2)


def test_a_missed_session_is_asked_about_kindly_and_looking_tells_nothing(open_on: Open, home: Path) -> None:
    client = open_on(healthy(), MONDAY + timedelta(days=1))
    text = client.get("/", headers=PAGE).text
    assert "Did you walk on Monday 23 November?" in text
    assert "It happens." in text
    assert kept(home).feedback == ()
    answer = client.post("/programme/w1s1/missed", headers=PAGE)
    assert "Did you walk on" not in answer.text
    assert [one.status for one in kept(home).feedback] == ["missed"]


def test_weeks_without_a_word_make_the_session_of_today_smaller_not_larger(open_on: Open) -> None:
    programme = healthy()
    five_weeks = MONDAY + timedelta(weeks=5)
    planned = max(one.backward_s for one in programme.weeks[5].sessions)
    text = open_on(programme, five_weeks).get("/", headers=PAGE).text
    assert f"Walk backward for {planned // 60} minutes" not in text
    assert "Walk backward for" in text


def test_after_silence_what_is_told_is_judged_by_the_small_session_that_was_shown(
    open_on: Open, home: Path
) -> None:
    programme = healthy()
    day = MONDAY + timedelta(weeks=5)
    open_on(programme, day).get("/", headers=PAGE)
    (shown,) = [one for week in kept(home).weeks for one in week.sessions if one.date == day]
    assert shown.backward_s < max(one.backward_s for one in programme.weeks[5].sessions)
    # Told the day after, when it would otherwise have been missed as once planned.
    later = open_on(None, day + timedelta(days=1))
    later.post(f"/programme/{shown.id}/tell", data={**PLAIN, "done_on": day.isoformat()}, headers=PAGE)
    assert minutes_of(kept(home), shown.id) == shown.backward_s / 60
    coming = [one for week in kept(home).weeks for one in week.sessions if one.date > day]
    assert coming[0].backward_s <= shown.backward_s


def test_a_session_moves_between_its_neighbours_and_not_past_them(open_on: Open, home: Path) -> None:
    client = open_on(healthy())
    assert 'max="2026-11-26"' in client.get("/programme/w1s2/change", headers=PAGE).text
    answer = client.post("/programme/w1s2/move", data={"to": "2026-11-26"}, headers=PAGE)
    assert "Thursday 26 November" in answer.text
    refused = client.post("/programme/w1s2/move", data={"to": "2026-12-26"})
    assert refused.status_code == 400
    assert "cannot move" in refused.json()["error"]


def test_a_session_is_left_out_and_counts_as_not_done(open_on: Open, home: Path) -> None:
    open_on(healthy()).post("/programme/w1s1/skip", headers=PAGE)

    assert kept(home).weeks[0].sessions[0].status == "skipped"


def test_a_holiday_keeps_its_days_free(open_on: Open, home: Path) -> None:
    client = open_on(healthy())
    client.post("/programme/holiday", data={"first": "2026-11-30", "last": "2026-12-06"}, headers=PAGE)
    days = [one.date for week in kept(home).weeks for one in week.sessions]
    assert not any(date(2026, 11, 30) <= one <= date(2026, 12, 6) for one in days)


def test_a_physiotherapists_edit_stands_with_what_the_rules_hold_against_it(
    open_on: Open, home: Path
) -> None:
    client = open_on(sore_knee())
    session = kept(home).weeks[0].sessions[0]
    index = next(i for i, one in enumerate(session.blocks) if one.direction == "backward")
    form = client.get(f"/programme/w1s1/edit/{index}", headers=PAGE)
    assert "blocks like this one" in form.text
    change = {"by": "physiotherapist", "minutes": "3", "alike": "yes"}
    answer = client.post(f"/programme/w1s1/edit/{index}", data=change, headers=PAGE)
    after = kept(home).weeks[0].sessions[0]
    assert after.backward_s == 3 * session.backward_s
    assert after.blocks[index].edited_by == "physiotherapist"
    assert "Changed by hand: physiotherapist." in answer.text
    assert "The rules disagree:" in answer.text


def test_an_edit_that_sets_nothing_else_changes_only_what_was_changed(open_on: Open, home: Path) -> None:
    client = open_on(sore_knee())
    before = kept(home).weeks[0].sessions[0].blocks[0]
    assert before.speed_mps is not None
    same = {
        "by": "doctor",
        "speed_low": f"{before.speed_mps[0] * 3.6:.1f}",
        "speed_high": f"{before.speed_mps[1] * 3.6:.1f}",
        "grade": "0",
        "cues": "Look ahead.",
    }
    client.post("/programme/w1s1/edit/0", data=same, headers=PAGE)
    after = kept(home).weeks[0].sessions[0].blocks[0]
    assert (after.speed_mps, after.duration_s, after.cues) == (
        before.speed_mps,
        before.duration_s,
        ("Look ahead.",),
    )


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"by": ""}, "by"), ({"minutes": "long"}, "duration_s"), ({"grade": "90"}, "grade_pct")],
)
def test_an_edit_that_does_not_fit_is_refused_in_a_sentence(
    open_on: Open, wrong: dict[str, str], field: str
) -> None:
    answer = open_on(sore_knee()).post(
        "/programme/w1s1/edit/0", data={"by": "doctor", "minutes": "2", **wrong}
    )
    assert answer.status_code == 400
    assert field in answer.json()["error"]


def test_a_fall_that_hit_the_head_stops_the_programme_with_a_letter(open_on: Open, home: Path) -> None:
    fall = {"fall.1.fell": "yes", "fall.1.head": "yes", "fall.1.injury": "yes"}
    answer = open_on(sore_knee()).post("/programme/w1s1/tell", data=fall, headers=PAGE)
    assert kept(home).status == "stopped"
    assert "There is no walking backward today." in answer.text
    assert "A letter to take along" in answer.text


def test_a_session_told_again_is_corrected_not_added(open_on: Open, home: Path) -> None:
    client = open_on(healthy())
    client.post("/programme/w1s1/tell", data=PLAIN, headers=PAGE)
    client.post("/programme/w1s1/tell", data={**PLAIN, "effort": "5"}, headers=PAGE)
    (told,) = kept(home).feedback
    assert told.effort == 5
    assert 'value="5" checked' in client.get("/programme/w1s1/tell", headers=PAGE).text


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"effort": "a lot"}, "effort"),
        ({"stumbles": "-1"}, "stumbles"),
        ({"done_on": "yesterday"}, "done_on"),
    ],
)
def test_an_answer_that_does_not_fit_is_refused_in_a_sentence(
    open_on: Open, home: Path, wrong: dict[str, str], field: str
) -> None:
    answer = open_on(healthy()).post("/programme/w1s1/tell", data={**PLAIN, **wrong})
    assert answer.status_code == 400
    assert field in answer.json()["error"]
    assert kept(home).feedback == ()


def test_telling_of_a_day_that_is_still_to_come_is_refused(open_on: Open) -> None:
    later = {**PLAIN, "done_on": date(2027, 5, 1).isoformat()}
    assert open_on(healthy()).post("/programme/w1s1/tell", data=later).status_code == 400


def walked(home: Path, *events: tuple[Any, ...], run: str = "run-0001") -> None:
    """A session was walked with the coach, and nothing was told of it."""
    log = a_log(
        *((kind, at, {"id": f"{run}-{i}", **dict(*more)}) for i, (kind, at, *more) in enumerate(events)),
        run=a_run(id=run),
    )
    with Store(home, clock=lambda: noon(MONDAY)) as store:
        store.runs.add(log)


def test_today_asks_about_a_session_that_was_walked_and_not_told_of(open_on: Open, home: Path) -> None:
    walked(home, ("started", 0), ("stopped", 495))
    walked(home, ("started", 0), ("stopped", 350), run="run-0002")
    today = open_on(a_programme(), MONDAY + timedelta(days=1)).get("/", headers=PAGE).text
    assert "You walked 1½ minutes of 2 minutes backward on Monday" in today
    assert "/programme/w1s1/tell?run=run-0001" in today, "of two runs the one that came further"
    assert "run-0002" not in today
    assert "Did you walk on" not in today


def test_what_the_log_knows_is_filled_in_and_the_rest_is_asked(open_on: Open, home: Path) -> None:
    knee, neck = {"site": "knee", "level": 3}, {"site": "neck", "level": 6}
    walked(home, ("started", 0), ("stumble", 350), ("pain", 351, knee), ("pain", 352, neck), ("stopped", 369))
    person = a_person(pain=[{"site": "knee", "now": 1}])
    coach = open_on(a_programme(person=person), MONDAY + timedelta(days=1))
    form = coach.get("/programme/w1s1/tell?run=run-0001", headers=PAGE).text
    assert 'value="0.2" checked' in form and "20 %, as recorded" in form
    assert 'name="stumbles" min="0" max="1000" inputmode="numeric" value="1"' in form
    assert '<option value="neck" selected' in form
    assert '<input type="checkbox" name="calm" value="yes" >' in form
    answer = coach.post(
        "/programme/w1s1/tell", data={"completed_fraction": "0.2", "effort": "4"}, headers=PAGE
    )
    assert answer.status_code == 200
    assert "how was it?" not in coach.get("/", headers=PAGE).text, "it was told"


def test_a_session_that_was_only_opened_is_not_asked_about_as_walked(open_on: Open, home: Path) -> None:
    walked(home, ("started", 0), ("stopped", 5))
    assert "You walked" not in open_on(a_programme()).get("/", headers=PAGE).text


def test_a_run_of_another_session_fills_in_nothing(open_on: Open, home: Path) -> None:
    walked(home, ("started", 0), ("stopped", 350))
    answer = open_on(a_programme()).get("/programme/w1s2/tell?run=run-0001", headers=PAGE)
    assert answer.status_code == 404
