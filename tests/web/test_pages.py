"""The pages and their forms, as a browser without scripts uses them."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest
from fastapi.testclient import TestClient

from .conftest import bring, until_ready

PAGE = {"accept": "text/html"}
ROOT = Path(__file__).parents[2]


def test_every_link_leads_somewhere(client: TestClient, walk_file: Path) -> None:
    walk = bring(client, walk_file)
    for start in ("/", "/walks", f"/walks/{walk['id']}", "/how-sure"):
        page = client.get(start, headers=PAGE).text
        for path in set(re.findall(r'(?:href|src)="(/[^"#]*)"', page)):
            assert client.get(path).status_code == 200, path


def test_what_is_taken_away_is_what_was_found(client: TestClient, walk_file: Path) -> None:
    walk = bring(client, walk_file)
    path = f"/walks/{walk['id']}"
    document = client.get(f"{path}/walk.json")
    assert document.json()["schema"] == "retrowalk.walk/1"
    assert "garden-walk.json" in document.headers["content-disposition"]
    strides = len(document.json()["strides"])
    assert pl.read_csv(client.get(f"{path}/strides.csv").content).height == strides
    assert pl.read_parquet(io.BytesIO(client.get(f"{path}/strides.parquet").content)).height == strides
    original = client.get(f"{path}/original")
    assert original.content == walk_file.read_bytes()
    assert original.headers["content-type"] == "application/octet-stream"
    assert original.headers["content-disposition"].startswith("attachment")
    assert "<svg" in client.get(f"{path}/timeline.svg").text
    assert client.get(f"{path}/strides.xlsx").status_code == 422


def test_forms_answer_with_the_page_to_look_at_next(client: TestClient, walk_file: Path) -> None:
    walk = bring(client, walk_file)
    path = f"/walks/{walk['id']}"
    bout = client.get(f"/api{path}/document").json()["bouts"][0]
    span = {"start_s": bout["start_s"], "end_s": bout["end_s"], "direction": "forward"}
    steps = [
        ("say", span, path),
        ("placement", {"placement": "ankle", "side": "left"}, path),
        ("try-again", {}, path),
        ("delete", {}, "/walks"),
        ("restore", {}, path),
        ("delete-for-good", {}, "/walks"),
    ]
    for act, form, leads_to in steps:
        answer = client.post(f"{path}/{act}", data=form, headers=PAGE)
        assert (answer.status_code, answer.url.path) == (200, leads_to), act
        if leads_to == path:
            until_ready(client, walk["id"])


@pytest.mark.parametrize(("forward", "asked_again"), [("A", False), ("B", False), ("unknown", False)])
def test_a_question_is_asked_once(
    client: TestClient, walk_file: Path, forward: str, asked_again: bool
) -> None:
    walk = bring(client, walk_file)
    path = f"/walks/{walk['id']}"
    assert "Which way was forward?" in client.get(path).text
    client.post(f"{path}/answer", data={"wearing": 0, "forward": forward}, headers=PAGE)
    until_ready(client, walk["id"])
    page = client.get(path).text
    assert 'name="wearing"' not in page
    assert "Take back" in page


def test_where_it_was_carried_is_the_first_question_while_it_is_not_known(
    client: TestClient, walk_file: Path
) -> None:
    walk = bring(client, walk_file, placement="unknown")
    page = client.get(f"/walks/{walk['id']}").text
    assert page.count("Where did you carry it?") == page.count('name="placement"') == 1
    assert page.index("Where did you carry it?") < page.index('class="summary"')
    assert "because it is not known where the sensor was carried" in page
    assert "It was forward" not in page
    client.post(f"/walks/{walk['id']}/placement", data={"placement": "ankle", "side": "left"}, headers=PAGE)
    until_ready(client, walk["id"])
    page = client.get(f"/walks/{walk['id']}").text
    assert page.count("Where did you carry it?") == page.count('name="placement"') == 1
    assert page.index("Where did you carry it?") > page.index('class="summary"')
    assert "It was forward" in page


def test_a_wrist_is_said_to_need_both_ways(client: TestClient, walk_file: Path) -> None:
    walk = bring(client, walk_file, placement="wrist")
    page = client.get(f"/walks/{walk['id']}").text
    assert "named at least one stretch as forward and another as backward" in page
    assert "It was forward" in page


def test_directions_at_the_foot_are_said_to_rest_on_one_person(client: TestClient, walk_file: Path) -> None:
    said = "hecked on one person&#39;s real recording, on a treadmill"
    walk = bring(client, walk_file, placement="foot")
    assert said in client.get(f"/walks/{walk['id']}").text
    assert said in client.get("/how-sure").text


def test_the_validation_book_can_be_read_as_it_is(client: TestClient) -> None:
    assert 'href="/how-sure/book"' in client.get("/how-sure").text
    book = client.get("/how-sure/book", headers=PAGE).text
    for line in (ROOT / "docs" / "validation.md").read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            assert f"<h2>{line[3:]}</h2>" in book
    assert "<table>" in book


def test_several_files_in_one_form_each_get_their_answer(
    client: TestClient, table: Callable[..., bytes]
) -> None:
    files = [("file", ("good.csv", table())), ("file", ("bad.csv", b"")), ("file", ("copy.csv", table()))]
    answer = client.post("/walks", files=files, headers=PAGE)
    assert answer.status_code == 200
    for sentence in ("1 walk was added.", "bad.csv", "You brought this one before."):
        assert sentence in answer.text
    alone = client.post("/walks", files=[("file", ("bad.csv", b""))], headers=PAGE)
    assert alone.status_code == 422 and "bad.csv" in alone.text


def test_what_went_wrong_is_a_page_for_people(client: TestClient) -> None:
    for path in ("/nothing", "/walks/nothing"):
        answer = client.get(path, headers=PAGE)
        assert answer.status_code == 404
        assert "<h1>That did not work</h1>" in answer.text


def test_names_in_files_are_text_whatever_they_say(client: TestClient) -> None:
    rows = "".join(f"<script>alert(1)</script>,<img src=x>,{i / 50},0,0,9.81\n" for i in range(200))
    name = "<b onclick='alert(1)'>&amp;.csv"
    answer = client.post("/api/walks", files={"file": (name, ("trial,subject,t,ax,ay,az\n" + rows).encode())})
    walk = answer.json()["walks"][0]
    until_ready(client, walk["id"])
    for path in ("/walks", f"/walks/{walk['id']}"):
        page = client.get(path).text
        assert "&lt;script&gt;alert(1)" in page
        assert "<script>" not in page and "<img src=x" not in page and "<b onclick" not in page


def test_a_theme_is_remembered(client: TestClient) -> None:
    page = client.post("/theme", data={"theme": "dark", "back": "/how-sure"}, headers=PAGE)
    assert page.url.path == "/how-sure" and 'data-theme="dark"' in page.text
    client.post("/theme", data={"theme": "pink"}, headers=PAGE)
    assert 'data-theme="dark"' in client.get("/walks").text


def test_the_colours_of_the_pages_are_those_of_the_charts(client: TestClient) -> None:
    from retrowalk.reports import PALETTES

    page = client.get("/walks").text
    address = re.search(r'"(/static/[^"]*/palette\.css)"', page)
    assert address is not None
    style = client.get(address[1]).text
    for palette in PALETTES.values():
        assert f"--forward:{palette.forward};" in style and f"--backward:{palette.backward};" in style


def test_files_that_never_change_may_be_kept(client: TestClient) -> None:
    address = re.search(r'"(/static/[^"]*/page\.css)"', client.get("/walks").text)
    assert address is not None
    assert "immutable" in client.get(address[1]).headers["cache-control"]
