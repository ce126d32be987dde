"""Taking everything away from a page, and bringing it back."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from full_person import TUG, fill
from people import a_person
from retrowalk.store import Store
from retrowalk.web import create_app

from .conftest import ADDRESS, Server
from .looking import OpenPage, check

HTML = {"accept": "text/html"}


@pytest.fixture
def full(tmp_path: Path) -> bytes:
    with Store(tmp_path / "full") as store:
        fill(store, tmp_path)
    with TestClient(create_app(tmp_path / "full"), base_url=ADDRESS) as client:
        answer = client.get("/progress/keep/archive.zip")
    assert answer.headers["content-type"] == "application/zip"
    assert 'filename="retrowalk-20' in answer.headers["content-disposition"]
    return answer.content


def bring(client: TestClient, content: bytes, **fields: str) -> tuple[int, str]:
    answer = client.post(
        "/progress/keep", files={"archive": ("mine.zip", content)}, data=fields, headers=HTML
    )
    return answer.status_code, answer.text


def test_out_of_one_coach_and_into_another(client: TestClient, full: bytes, home: Path) -> None:
    assert "nothing of yours here yet" in client.get("/progress/keep").text
    assert "Timed Up and Go" not in client.get("/progress").text
    status, shown = bring(client, full)
    assert (status, "Brought back, all of it." in shown) == (200, True)
    assert "1 walk, 1 result, 2 programmes" in " ".join(shown.split())
    again = client.get("/progress/keep/archive.zip").content
    with zipfile.ZipFile(io.BytesIO(full)) as one, zipfile.ZipFile(io.BytesIO(again)) as other:
        same = {
            "rows/result.jsonl",
            "rows/programme.jsonl",
            "rows/run_event.jsonl",
            "rows/imported_file.jsonl",
        }
        assert {name: one.read(name) for name in same} == {name: other.read(name) for name in same}
    assert "Timed Up and Go" in client.get("/progress").text, "what was worked out before is not shown again"
    assert "11.2" in client.get("/progress/measure/timed_up_and_go").text
    assert not list((home / "incoming").rglob("*.zip")), "what was sent is not left lying about"


def test_what_is_here_is_not_overwritten_unasked(client: TestClient, full: bytes, home: Path) -> None:
    client.app.state.desk.store.plans.save_profile(a_person())  # type: ignore[attr-defined]
    status, shown = bring(client, full)
    assert status == 409 and "something of yours here already" in shown
    status, shown = bring(client, full, replace="on")
    assert status == 200 and "before-import.zip" in shown
    assert list((home / "backups").glob("*.zip"))


@pytest.mark.parametrize(("content", "said"), [(b"", "is no archive"), (b"song", "is no archive")])
def test_what_is_no_archive_is_said_on_the_page(client: TestClient, content: bytes, said: str) -> None:
    status, shown = bring(client, content)
    assert status == 409 and said in shown and "mine.zip" in shown
    answer = client.post("/progress/keep", data={"replace": "on"}, files={"archive": ("", b"")}, headers=HTML)
    assert answer.status_code == 409 and "Choose the archive first" in answer.text
    program = client.post("/progress/keep", files={"archive": ("mine.zip", b"x")})
    assert "is no archive" in json.loads(program.text)["error"]


def test_deleting_offers_to_take_all_along_and_results_too(client: TestClient) -> None:
    store: Store = client.app.state.desk.store  # type: ignore[attr-defined]
    store.plans.save_profile(a_person())
    assert "results and trials" not in client.get("/profile/forget").text
    store.outcomes.add(TUG)
    shown = client.get("/profile/forget").text
    assert "results and trials" in shown and 'href="/progress/keep"' in shown
    copies = store.home / "backups"
    copies.mkdir()
    (copies / "20261121T080000000000Z-before-import.zip").write_bytes(b"all of somebody")
    client.post("/profile/forget", headers=HTML)
    assert list(copies.iterdir()) == [], "what is said to be gone is gone from the copies too"
    assert len(store.outcomes.results()) == 1, "they stay unless that was said"
    client.post("/profile/forget", data={"measured": "on"}, headers=HTML)
    assert store.outcomes.results() == []


def test_the_page_holds_in_a_browser(
    server: Server, open_page: OpenPage, full: bytes, tmp_path: Path, screenshots: Path
) -> None:
    (tmp_path / "mine.zip").write_bytes(full)
    for size, scheme in (("phone", "light"), ("desk", "dark")):
        page = open_page("/progress/keep", size, color_scheme=scheme)
        page.set_input_files("#archive", str(tmp_path / "mine.zip"))
        page.get_by_role("button", name="Bring it back").click()
        page.get_by_role("status").wait_for()
        check(page, screenshots / f"archive-{size}-{scheme}.png", True)
    with page.expect_download() as taken:
        page.get_by_role("link", name="Save the archive").click()
    assert zipfile.is_zipfile(taken.value.path())
