"""A trial with oneself in a real browser: planned and begun on a phone, by day and by night."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from playwright.sync_api import expect

from people import a_person
from retrowalk.prescription import prescribe
from retrowalk.screening import screen
from retrowalk.store import Store

from .conftest import Server
from .looking import OpenPage, check

pytestmark = pytest.mark.browser


def test_it_is_planned_and_begun_on_a_phone(server: Server, open_page: OpenPage, screenshots: Path) -> None:
    today = datetime.now().astimezone().date()
    person = a_person(birth_year=today.year - 50, start_date=today.isoformat())
    with Store(server.home) as store:
        store.plans.adopt(person, prescribe(person, screen(person)))
    page = open_page("/progress/trial", size="phone", color_scheme="dark")
    page.get_by_role("link", name="Plan a trial").click()
    page.get_by_label("One outcome").select_option("mood")
    page.get_by_label("Pairs").fill("7")
    page.get_by_role("button", name="See what it takes").click()
    expect(page.get_by_role("heading", name="14 weeks")).to_be_visible()
    check(page, screenshots / "trial-plan-phone-dark.png", with_axe=True)
    page.get_by_role("button", name="Begin this trial").click()
    expect(page.get_by_role("heading", name="It begins on")).to_be_visible()
    page.get_by_text("All of its days").click()
    check(page, screenshots / "trial-phone-dark.png", with_axe=True)
    page.get_by_text("Stop the trial").click()
    page.get_by_role("button", name="Stop it now").click()
    expect(page.get_by_role("link", name="Plan another trial")).to_be_visible()
