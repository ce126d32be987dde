"""What the coach says about being kept on a device and put on a home screen."""

from __future__ import annotations

import json
import re
import struct
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from fastapi.testclient import TestClient

from plans import MONDAY, a_programme, done
from retrowalk.web import static

OpenOn = Callable[..., TestClient]


def test_the_worker_may_stand_before_every_page_and_is_asked_for_anew_each_time(client: TestClient) -> None:
    answer = client.get("/sw.js")
    assert answer.headers["content-type"] == "text/javascript; charset=utf-8"
    assert answer.headers["service-worker-allowed"] == "/"
    assert answer.headers["cache-control"] == "no-cache"
    assert answer.text.startswith(f'const VERSION = "{static.version()}";')


def test_what_the_worker_keeps_by_itself_is_there(client: TestClient) -> None:
    shell = re.search(r"^const SHELL = (.*);$", client.get("/sw.js").text, re.M)
    assert shell is not None
    for url in json.loads(shell[1]):
        assert client.get(url, follow_redirects=False).status_code == 200, url


def test_a_phone_finds_all_it_needs_for_its_home_screen(client: TestClient) -> None:
    answer = client.get("/manifest.webmanifest")
    assert answer.headers["content-type"] == "application/manifest+json"
    manifest = answer.json()
    assert (manifest["start_url"], manifest["scope"], manifest["display"]) == ("/", "/", "standalone")
    assert {(one["sizes"], one["purpose"]) for one in manifest["icons"]} == {
        ("192x192", "any"),
        ("512x512", "any"),
        ("512x512", "maskable"),
    }
    for icon in manifest["icons"]:
        assert size_of_png(client.get(icon["src"]).content) == icon["sizes"]


def test_an_iphone_finds_its_icon(client: TestClient) -> None:
    link = re.search(r'<link rel="apple-touch-icon" href="([^"]+)"', client.get("/").text)
    assert link is not None
    picture = client.get(link[1])
    assert picture.headers["content-type"] == "image/png"
    assert size_of_png(picture.content) == "180x180"


def size_of_png(picture: bytes) -> str:
    assert picture.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", picture[16:24])
    return f"{width}x{height}"


@pytest.mark.parametrize(
    ("theme", "colours"), [("auto", ["#ffffff", "#14181f"]), ("light", ["#ffffff"]), ("dark", ["#14181f"])]
)
def test_the_frame_of_the_window_has_the_colour_of_the_page(
    client: TestClient, theme: str, colours: list[str]
) -> None:
    client.cookies.set("theme", theme)
    assert re.findall(r'<meta name="theme-color" content="([^"]+)"', client.get("/").text) == colours


def test_on_its_day_the_session_is_to_be_kept(open_on: OpenOn) -> None:
    wanted = open_on(a_programme()).get("/offline.json").json()
    assert wanted["day"] == "2026-11-23"
    assert wanted["session"] == {"id": "w1s1", "date": "2026-11-23"}
    assert "/programme/w1s1" in wanted["urls"]


@pytest.mark.parametrize("day", [MONDAY - timedelta(days=2), MONDAY + timedelta(days=1)])
def test_on_other_days_the_next_one_is(open_on: OpenOn, day: date) -> None:
    programme = a_programme(told=(done("w1s1", MONDAY),)) if day > MONDAY else a_programme()
    wanted = open_on(programme, day).get("/offline.json").json()
    assert wanted["session"]["id"] == ("w1s2" if day > MONDAY else "w1s1")


def test_before_the_first_programme_there_is_only_the_first_page(client: TestClient) -> None:
    wanted = client.get("/offline.json").json()
    assert wanted["session"] is None
    assert [url for url in wanted["urls"] if not url.startswith("/static/")] == ["/", "/kept"]


def test_everything_to_keep_is_there_and_each_page_finds_its_files_among_it(open_on: OpenOn) -> None:
    client = open_on(a_programme())
    urls = client.get("/offline.json").json()["urls"]
    for url in urls:
        answer = client.get(url, follow_redirects=False)
        assert answer.status_code == 200, url
        if answer.headers["content-type"].startswith("text/html"):
            linked = re.findall(r'(?:src|href)="(/static/[^"]+)"', answer.text)
            assert {one for one in linked if "/icons/" not in one} <= set(urls)


def test_a_page_says_which_day_it_is_of(open_on: OpenOn) -> None:
    assert 'data-day="2026-11-23"' in open_on(a_programme()).get("/").text


def test_a_file_of_another_version_is_not_given_out_as_this_one(client: TestClient) -> None:
    there = static.url("page.css")
    assert client.get(there).status_code == 200
    assert client.get(there.replace(static.version(), "0123456789ab")).status_code == 404


def test_the_sound_of_the_session_is_to_be_kept_with_what_is_said_in_between(open_on: OpenOn) -> None:
    sounds = open_on(a_programme()).get("/offline.json").json()["sounds"]
    assert sounds[0] == "/session/w1s1/track.mp3"
    assert "/session/clips/paused_belt.mp3" in sounds


def test_the_player_and_the_timeline_say_which_sound_is_theirs(open_on: OpenOn) -> None:
    client = open_on(a_programme())
    data = re.search(r'id="coach-data">(.*?)</script>', client.get("/session/w1s1").text, re.S)
    assert data is not None
    sound = json.loads(data[1])["sound"]
    assert client.get("/session/w1s1/timeline.json").headers["x-retrowalk-sound"] == sound
    track = client.get("/session/w1s1/track.mp3", headers={"If-None-Match": f'"{sound}"'})
    assert track.status_code == 304
