"""Giving recordings to science from a page."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from retrowalk.store import Store

from .conftest import Server, bring
from .looking import OpenPage, check

HTML = {"accept": "text/html"}


@pytest.fixture
def walk_id(client: TestClient, walk_file: Path) -> str:
    return str(bring(client, walk_file, placement="ankle")["id"])


def give(client: TestClient, walk_id: str, file: str = "", **fields: str) -> Any:
    sent = {"labels": ("video.csv" if file else "", file.encode())}
    return client.post("/science", data={f"walk-{walk_id}": "on", **fields}, files=sent, headers=HTML)


def metadata(answer: Any) -> Any:
    assert answer.status_code == 200, answer.text
    with zipfile.ZipFile(io.BytesIO(answer.content)) as gift:
        return json.loads(gift.read("metadata.json"))


def test_the_page_shows_the_whole_text_and_the_walk_it_was_opened_from(
    client: TestClient, walk_id: str
) -> None:
    shown = client.get(f"/science?walk={walk_id}").text
    assert "cannot be taken back" in shown and "sends it to nobody" in shown
    assert f'name="walk-{walk_id}" checked' in shown
    assert f"/science?walk={walk_id}" in client.get(f"/walks/{walk_id}").text


def test_without_the_tick_nothing_is_given(client: TestClient, walk_id: str) -> None:
    answer = give(client, walk_id)
    assert answer.status_code == 400
    assert "only by somebody who has read what that means" in answer.text


def test_who_agrees_gets_the_file(client: TestClient, walk_id: str) -> None:
    answer = give(client, walk_id, agree="on")
    assert answer.headers["content-disposition"] == 'attachment; filename="retrowalk-science.zip"'
    assert metadata(answer)["recordings"][0]["placement"] == "ankle"


def test_a_videos_labels_are_moved_by_the_offset(client: TestClient, walk_id: str) -> None:
    answer = give(client, walk_id, "start_s,end_s,label\n12,22,forward\n", agree="on", offset="−10")
    assert metadata(answer)["recordings"][0]["reference"]["source"] == "video"


@pytest.mark.parametrize(
    ("file", "offset", "said"),
    [
        ("start_s,end_s,label\n12,900,forward\n", "", "line 2: it lies from 12.0 s to 900.0 s"),
        ("start_s,end_s,label\n12,14,forward\n", "soon", "“soon” is no number of seconds"),
    ],
)
def test_labels_that_do_not_fit_are_refused_on_the_page(
    client: TestClient, walk_id: str, file: str, offset: str, said: str
) -> None:
    answer = give(client, walk_id, file, agree="on", offset=offset)
    assert answer.status_code == 400
    assert said in answer.text and 'role="alert"' in answer.text


def test_nothing_chosen_is_said_so(client: TestClient) -> None:
    answer = client.post("/science", data={"agree": "on"}, files={"labels": ("", b"")}, headers=HTML)
    assert answer.status_code == 400 and "Choose at least one recording" in answer.text


@pytest.mark.parametrize(("scheme", "with_axe"), [("light", True), ("dark", False)])
def test_the_page_in_a_browser(
    open_page: OpenPage, server: Server, walk_file: Path, screenshots: Path, scheme: str, with_axe: bool
) -> None:
    with Store(server.home) as store:
        (walk,) = store.add_file(walk_file).walks
    page = open_page(f"/walks/{walk.id}", size="phone", color_scheme=scheme)
    page.get_by_role("link", name="Give it to science").click()
    page.get_by_text("There is a video of one of them").click()
    check(page, screenshots / f"science-phone-{scheme}.png", with_axe)
    page.get_by_label("I have read the text above").check()
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save the file on this computer").click()
    assert zipfile.is_zipfile(saved.value.path())
