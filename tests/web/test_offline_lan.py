"""What a paired phone in the Wi-Fi keeps for later, and when it cannot or may not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from retrowalk.store import Store

from .test_lan import Coach, coach, open_on_phone, pair_by_page, start
from .test_offline_browser import kept_caches, ready, short_programme, sounds, today, until

__all__ = ["coach", "open_on_phone", "sounds", "start"]  # fixtures

pytestmark = pytest.mark.browser


@pytest.fixture
def walker(coach: Coach, sounds: Path) -> Coach:
    """A coach with a session for today."""
    (coach.home / "cache").mkdir(exist_ok=True)
    for name in ("tracks", "clips"):
        (sounds / name).mkdir(exist_ok=True)
        (coach.home / "cache" / name).symlink_to(sounds / name)
    made = short_programme(today())
    with Store(coach.home) as store:
        store.plans.adopt(made.profile, made)
    return coach


def test_a_phone_that_trusts_the_certificate_keeps_its_session_until_it_is_removed(
    walker: Coach, open_on_phone: Callable[..., Page]
) -> None:
    page = open_on_phone("/pair")
    pair_by_page(page, walker)
    page.goto("/")
    ready(page)
    assert len(kept_caches(page)) == 1
    with Store(walker.home) as store:
        [device] = store.devices.all()
        store.devices.revoke(device.id)
    page.goto("/")
    expect(page.get_by_text("This device is not paired")).to_be_visible()
    until(lambda: kept_caches(page) == [])


def test_a_phone_that_only_clicked_the_warning_away_is_told_why_it_keeps_nothing(
    walker: Coach, browser: Browser
) -> None:
    context = browser.new_context(base_url=walker.url, ignore_https_errors=True)
    page = context.new_page()
    pair_by_page(page, walker)
    page.goto("/")
    expect(page.locator("#readiness")).to_have_attribute("data-is", "untrusted")
    expect(page.get_by_role("link", name="How to trust it")).to_be_visible()
    context.close()
