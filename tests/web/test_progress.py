"""Progress: what was measured, one measure with all its results, and the outcome that is named beforehand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from people import a_person
from plans import MONDAY, a_programme
from retrowalk.outcomes import Choice, MeasureId, Result
from retrowalk.screening.profile import PainSite
from retrowalk.store import Store
from retrowalk.web.outcomes.desk import OutcomeDesk
from retrowalk.web.plan import PlanDesk
from runs import a_log

from .conftest import noon

Open = Callable[..., TestClient]
PAGE = {"accept": "text/html"}


def measured(
    id: str, measure: MeasureId, value: float, on: date = MONDAY, site: PainSite | None = None
) -> Result:
    return Result(id=id, measure=measure, value=value, at=noon(on), taken_on=on, site=site)


@pytest.fixture
def keep(home: Path) -> Callable[..., None]:
    """Keeps results beside the running coach."""

    def keep_some(*results: Result) -> None:
        with Store(home) as store:
            store.outcomes.add(*results)

    return keep_some


Keep = Callable[..., None]


def test_before_anything_is_measured_it_says_what_to_do_first(open_on: Open) -> None:
    text = open_on(a_programme()).get("/progress", headers=PAGE).text
    assert "Nothing is measured yet" in text
    assert 'href="/progress/choose"' in text


def test_it_works_without_a_programme_too(open_on: Open) -> None:
    client = open_on(None)
    assert client.get("/progress", headers=PAGE).status_code == 200
    assert "3-metre backward walk" in client.get("/progress/choose", headers=PAGE).text


def test_each_site_of_pain_is_told_for_itself(open_on: Open, keep: Keep) -> None:
    client = open_on(a_programme())
    keep(measured("a", "pain_usual", 4, site="knee"), measured("b", "pain_usual", 2, site="hip"))
    text = client.get("/progress", headers=PAGE).text
    assert "Usual pain of the last week (knee)" in text
    knee = client.get("/progress/measure/pain_usual?site=knee", headers=PAGE).text
    assert "4 of 10" in knee
    assert "2 of 10" not in knee


@pytest.mark.parametrize(
    "path",
    [
        "/progress/measure/cholesterol",
        "/progress/measure/pain_usual",
        "/progress/measure/pain_usual?site=soul",
        "/progress/measure/timed_up_and_go?site=knee",
    ],
)
def test_what_is_no_measure_has_no_page(open_on: Open, path: str) -> None:
    answer = open_on(a_programme()).get(path, headers=PAGE)
    assert answer.status_code == 404
    assert "To Progress" in answer.text


def test_a_result_is_put_away_and_brought_back(open_on: Open, keep: Keep) -> None:
    client = open_on(a_programme())
    keep(measured("a", "timed_up_and_go", 9.1), measured("b", "timed_up_and_go", 8.4, MONDAY + timedelta(30)))
    text = client.post("/progress/results/a/put-away", headers=PAGE).text
    assert "is put away and does not count" in text
    assert "1 result" in text
    back = client.post("/progress/results/a/bring-back", headers=PAGE)
    assert "2 results" in back.text
    assert back.url.path == "/progress/measure/timed_up_and_go"
    assert client.post("/progress/results/none/put-away", headers=PAGE).status_code == 404


def test_the_outcome_to_watch_is_named_and_stays_in_the_history(open_on: Open, home: Path) -> None:
    client = open_on(a_programme(person=a_person(goal="knee_pain", pain=[{"site": "knee", "now": 3}])))
    assert "fits what you told us you walk for" in client.get("/progress/choose", headers=PAGE).text
    for outcome in ("pain_usual:knee", "pain_usual:knee", "timed_up_and_go"):
        client.post("/progress/choose", data={"outcome": outcome}, headers=PAGE)
    with Store(home) as store:
        assert store.outcomes.choices() == [
            Choice("pain_usual", MONDAY, "knee"),
            Choice("timed_up_and_go", MONDAY),
        ]
    assert "Timed Up and Go" in client.get("/progress", headers=PAGE).text


@pytest.mark.parametrize(
    "given", ["", "mind", "body_mass", "pain_usual", "pain_usual:soul", "backward_speed"]
)
def test_what_cannot_be_named_is_said_and_nothing_changes(open_on: Open, home: Path, given: str) -> None:
    answer = open_on(a_programme()).post("/progress/choose", data={"outcome": given}, headers=PAGE)
    assert answer.status_code == 400
    assert 'role="alert"' in answer.text
    with Store(home) as store:
        assert store.outcomes.choices() == []


def test_what_changed_is_told_by_its_verdict_and_what_was_named_first(open_on: Open, home: Path) -> None:
    person = a_person(conditions=["knee_osteoarthritis"], goal="knee_pain", pain=[{"site": "knee", "now": 5}])
    client = open_on(a_programme(person=person), MONDAY + timedelta(days=60))
    days = [MONDAY - timedelta(days=5), MONDAY - timedelta(days=3), MONDAY - timedelta(days=1)]
    later = MONDAY + timedelta(days=55)
    with Store(home) as store:
        store.outcomes.choose(Choice("timed_up_and_go", days[0]))
        for n, (day, value) in enumerate(zip([*days, later], (11.0, 10.8, 10.9, 7.0), strict=True)):
            store.outcomes.add(measured(f"t{n}", "timed_up_and_go", value, day))
        for n, (day, value) in enumerate(zip([*days, later], (12, 13, 12, 12), strict=True)):
            store.outcomes.add(measured(f"c{n}", "chair_stand_30s", value, day))
    text = client.get("/progress", headers=PAGE).text
    first, others = text.split("Everything else, as secondary")
    assert "What you watch above all" in first
    assert "better by more than measurement error explains" in first
    assert "thanks to" not in text
    assert "30-second chair stand" in others
    assert "Timed Up and Go" not in others.split("Your sessions")[0]
    one = client.get("/progress/measure/timed_up_and_go", headers=PAGE).text
    assert "In people with knee osteoarthritis" in one
    assert client.get("/progress/measure/timed_up_and_go/chart?room=320").json()["$schema"]
    picture = client.get("/progress/measure/timed_up_and_go/chart.svg?theme=dark")
    assert picture.headers["content-type"] == "image/svg+xml"
    assert client.get("/progress/measure/waist/chart").status_code == 404


def test_today_says_in_one_line_what_is_to_be_measured(open_on: Open, home: Path) -> None:
    client = open_on(a_programme())
    assert "To measure when you have a moment" not in client.get("/", headers=PAGE).text
    with Store(home) as store:
        store.outcomes.choose(Choice("timed_up_and_go", MONDAY))
    text = client.get("/", headers=PAGE).text
    assert "To measure when you have a moment: Timed Up and Go" in text
    assert 'href="/progress/tests/timed_up_and_go"' in text


def test_what_another_window_wrote_is_seen_at_once(open_on: Open, keep: Keep) -> None:
    client = open_on(a_programme())
    for n in range(3):
        keep(measured(f"r{n}", "timed_up_and_go", 9.0 + n))
        assert f"{9.0 + n:.1f} s" in client.get("/progress/measure/timed_up_and_go", headers=PAGE).text


def test_a_run_that_was_left_open_counts_once_it_is_lost(home: Path) -> None:
    now = [noon(MONDAY).replace(hour=8)]
    with Store(home, clock=lambda: now[0]) as store:
        store.plans.adopt(a_person(), a_programme())
        desk = OutcomeDesk(store, PlanDesk(store))
        store.runs.add(a_log(("started", 0), ("reached", 400)))
        assert desk.progress()[0].sessions == ()
        now[0] += timedelta(hours=12)
        assert desk.progress()[0].sessions == ()
        now[0] += timedelta(seconds=1)
        (walked,) = desk.progress()[0].sessions
        assert walked.backward_s > 0
        assert desk.progress()[1] is desk.progress()[1], "and is kept from then on"
