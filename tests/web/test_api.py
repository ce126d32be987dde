"""The JSON interface: what it answers, and one sentence for all that can be wrong."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from .conftest import bring, until_ready


def test_a_file_becomes_a_walk_with_its_document(client: TestClient, walk_file: Path) -> None:
    answer = client.post("/api/walks", files={"file": ("garden.parquet", walk_file.read_bytes())})
    assert answer.status_code == 201
    (walk,) = answer.json()["walks"]
    assert (walk["file"], walk["placement"], walk["simulated"]) == ("garden.parquet", "ankle", True)
    assert until_ready(client, walk["id"])["state"] == "ready"
    document = client.get(f"/api/walks/{walk['id']}/document").json()
    assert document["schema"] == "retrowalk.walk/1"
    assert document["summary"]["steps"] > 40
    assert [one["id"] for one in client.get("/api/walks").json()["walks"]] == [walk["id"]]


def test_the_same_file_twice_names_the_walk_that_is_there(client: TestClient, walk_file: Path) -> None:
    first = bring(client, walk_file)
    again = client.post("/api/walks", files={"file": ("other name.parquet", walk_file.read_bytes())})
    assert again.status_code == 200
    (walk,) = again.json()["walks"]
    assert (walk["id"], walk["already_there"], walk["brought_back"]) == (first["id"], True, False)


def test_one_bad_file_does_not_stop_the_others(client: TestClient, table: Callable[..., bytes]) -> None:
    answer = client.post(
        "/api/walks",
        files=[
            ("file", ("one.csv", table(1))),
            ("file", ("photo.csv", b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(500))),
            ("file", ("two.csv", table(2))),
        ],
    )
    assert answer.status_code == 201
    assert [walk["file"] for walk in answer.json()["walks"]] == ["one.csv", "two.csv"]
    (error,) = answer.json()["errors"]
    assert error["file"] == "photo.csv" and "photo.csv" in error["error"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.csv", b""),
        ("photo.csv", b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(500)),
        ("one column.csv", b"t\n1\n2\n"),
        ("no signal.csv", b"name,colour\nanna,red\n"),
        ("not numbers.csv", b"t,ax,ay,az\n0,a,b,c\n1,a,b,c\n"),
        ("broken.zip", b"PK\x03\x04" + b"x" * 200),
        ("broken.parquet", b"PAR1" + b"x" * 200 + b"PAR1"),
        ("zeros.csv", bytes(100_000)),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_with_a_sentence(
    client: TestClient, home: Path, name: str, content: bytes
) -> None:
    answer = client.post("/api/walks", files={"file": (name, content)})
    assert answer.status_code == 422
    assert list(answer.json()) == ["error"]
    assert name in answer.json()["error"] and "Traceback" not in answer.text
    assert list((home / "walks").iterdir()) == []


def test_where_it_was_worn_can_be_said_and_changed(client: TestClient, walk_file: Path) -> None:
    walk = bring(client, walk_file, placement="pocket", side="left")
    assert (walk["placement"], walk["side"]) == ("pocket", "left")
    answer = client.put(f"/api/walks/{walk['id']}/placement", json={"placement": "ankle", "side": "right"})
    assert answer.json()["state"] == "waiting"
    assert until_ready(client, walk["id"])["side"] == "right"


def test_an_answer_anchors_and_can_be_taken_back(client: TestClient, walk_file: Path) -> None:
    walk = bring(client, walk_file)
    path = f"/api/walks/{walk['id']}"
    assert walk["summary"]["forward_s"] == walk["summary"]["backward_s"] == 0
    assert client.post(f"{path}/answer", json={"wearing": 0, "forward": "A"}).status_code == 201
    told = until_ready(client, walk["id"])
    assert told["summary"]["forward_s"] > told["summary"]["backward_s"] > 8
    assert client.get(f"{path}/document").json()["direction"]["basis"] == "confirmed"
    again = client.post(f"{path}/answer", json={"wearing": 0, "forward": "A"})
    assert again.status_code == 409 and "settled" in again.json()["error"]
    (statement,) = told["statements"]
    assert client.delete(f"{path}/statements/{statement['id']}").status_code == 200
    assert until_ready(client, walk["id"])["summary"] == walk["summary"]
    assert client.delete(f"{path}/statements/{statement['id']}").status_code == 404


def test_a_correction_turns_what_was_said_before(client: TestClient, walk_file: Path) -> None:
    walk = bring(client, walk_file)
    path = f"/api/walks/{walk['id']}"
    first = client.get(f"{path}/document").json()["bouts"][0]
    span = {"start_s": first["start_s"], "end_s": first["end_s"]}
    for direction in ("forward", "backward"):
        assert client.post(f"{path}/statements", json={**span, "direction": direction}).status_code == 201
        until_ready(client, walk["id"])
        bouts = client.get(f"{path}/document").json()["bouts"]
        assert bouts[0]["direction"] == direction
        assert bouts[-1]["direction"] != direction, "the rest of the wearing turns with it"


def test_deleting_restoring_and_for_good(client: TestClient, home: Path, walk_file: Path) -> None:
    walk = bring(client, walk_file)
    path = f"/api/walks/{walk['id']}"
    assert client.delete(path).json()["deleted"] == "for 30 days"
    assert client.get("/api/walks").json()["walks"] == []
    assert client.post(f"{path}/restore").json()["deleted_at"] is None
    assert client.delete(path, params={"for_good": True}).status_code == 200
    assert client.get(path).status_code == 404
    assert list((home / "walks").iterdir()) == []


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("GET", "/api/walks/nothing", None, 404),
        ("GET", "/api/nothing", None, 404),
        ("GET", "/walks/nothing", None, 404),
        ("GET", "/walks/nothing/original", None, 404),
        ("GET", "/static/x/../../app.py", None, 404),
        ("GET", "/static/x/%2e%2e/app.py", None, 404),
        ("DELETE", "/api/walks/nothing", None, 404),
        ("PATCH", "/api/walks", None, 405),
        ("POST", "/api/walks", {"not": "a form"}, 422),
        ("POST", "/api/walks/nothing/restore", None, 404),
        ("POST", "/api/walks/nothing/statements", {"start_s": 0, "end_s": 1, "direction": "up"}, 422),
        (
            "POST",
            "/api/walks/nothing/statements",
            {"start_s": 0, "end_s": 1, "direction": "forward", "x": 1},
            422,
        ),
        ("POST", "/api/walks/nothing/answer", {"wearing": 0, "forward": "A"}, 404),
        ("PUT", "/api/walks/nothing/placement", {"placement": "hat"}, 409),
        ("PUT", "/api/walks/nothing/placement", {"placement": "ankle"}, 404),
    ],
)
def test_what_is_wrong_gets_a_status_and_a_sentence(
    client: TestClient, method: str, path: str, body: object, status: int
) -> None:
    answer = client.request(method, path, json=body)
    assert answer.status_code == status
    assert list(answer.json()) == ["error"]
    assert answer.json()["error"].endswith(".")


def test_a_mistake_of_ours_is_a_sentence_too(
    home: Path, monkeypatch: pytest.MonkeyPatch, walk_file: Path
) -> None:
    from retrowalk.store import Store
    from retrowalk.web import create_app

    def broken(_: Store) -> None:
        raise ZeroDivisionError("secret detail")

    monkeypatch.setattr(Store, "walks", broken)
    monkeypatch.setattr(Store, "waiting", lambda _: [])
    with TestClient(
        create_app(home), base_url="http://127.0.0.1:8642", raise_server_exceptions=False
    ) as client:
        answer = client.get("/api/walks")
    assert answer.status_code == 500
    assert list(answer.json()) == ["error"] and "secret" not in answer.text
    assert "default-src 'none'" in answer.headers["content-security-policy"]


def test_every_address_of_the_interface_is_described(client: TestClient) -> None:
    described = client.get("/api/openapi.json").json()
    assert set(described["paths"]) == {
        "/api/carry",
        "/api/next",
        "/api/plan",
        "/api/profile",
        "/api/programme",
        "/api/progress",
        "/api/results",
        "/api/runs",
        "/api/runs/{run_id}",
        "/api/runs/{run_id}/events",
        "/api/runs/{run_id}/marks",
        "/api/runs/{run_id}/marks/{mark_id}",
        "/api/screen",
        "/api/walks",
        "/api/walks/{walk_id}",
        "/api/walks/{walk_id}/answer",
        "/api/walks/{walk_id}/chart",
        "/api/walks/{walk_id}/document",
        "/api/walks/{walk_id}/placement",
        "/api/walks/{walk_id}/restore",
        "/api/walks/{walk_id}/statements",
        "/api/walks/{walk_id}/statements/{statement}",
    }
    for methods in described["paths"].values():
        for method in methods.values():
            assert method["description"]
