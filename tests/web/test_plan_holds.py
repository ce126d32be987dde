"""The pages of the plan hold whoever walks and whatever they tell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random

import pytest
from fastapi.testclient import TestClient

from histories import a_feedback, a_walker
from retrowalk import contract
from retrowalk.prescription import Programme, adapt, prescribe
from retrowalk.screening import screen
from retrowalk.store import Store
from retrowalk.web import create_app

from .conftest import ADDRESS

PAGE = {"accept": "text/html"}


class Calendar:
    """A clock that the test sets to a day."""

    def __init__(self) -> None:
        self.day = date(2026, 11, 23)

    def __call__(self) -> datetime:
        return datetime(self.day.year, self.day.month, self.day.day, 12).astimezone()


@pytest.fixture
def calendar() -> Calendar:
    return Calendar()


@pytest.fixture
def coach(home: Path, calendar: Calendar) -> Iterator[TestClient]:
    with TestClient(create_app(home, clock=calendar), base_url=ADDRESS) as opened:
        yield opened


def looked_at(coach: TestClient) -> None:
    """Opens every page; the sessions are those that are left once the coach has seen the day."""
    coach.get("/", headers=PAGE)
    programme = contract.read(Programme, coach.get("/programme/programme.json").content, "the programme")
    sessions = [one for week in programme.weeks for one in week.sessions]
    paths = ["/", "/programme", "/programme/print", "/why"]
    for one in (*sessions[:1], *sessions[-1:]):
        paths += [f"/programme/{one.id}{below}" for below in ("", "/tell", "/change", "/edit/0")]
    for path in paths:
        answer = coach.get(path, headers=PAGE)
        assert answer.status_code == 200, (path, programme.profile)
        assert len(re.findall("<h1", answer.text)) == 1, path


@pytest.mark.parametrize("seed", range(12))
def test_no_walker_and_no_answer_breaks_a_page(
    coach: TestClient, calendar: Calendar, home: Path, seed: int
) -> None:
    random = Random(seed)
    walker = a_walker(random)
    programme = prescribe(walker, screen(walker))
    with Store(home) as store:
        for _ in range(3):
            store.plans.adopt(walker, programme)
            calendar.day = programme.as_of + timedelta(days=random.choice([-2, 0, 1, 3, 20]))
            looked_at(coach)
            programme = adapt(programme, a_feedback(random, programme))
