"""Results for programs: entered, asked back, refused, and read."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from fastapi.testclient import TestClient

LAST_MONTH = (datetime.now(UTC) - timedelta(days=30)).date().isoformat()


def an_entry(**changed: Any) -> dict[str, Any]:
    return {
        "schema": "retrowalk.entry/1",
        "id": "6f1e0b52-5f0c-4f7b-9d3b-1f4a2f3c1b11",
        "taken_on": LAST_MONTH,
        "values": {"timed_up_and_go": [11.4, 11.0]},
        **changed,
    }


def kept(client: TestClient, query: str = "") -> list[Any]:
    document = client.get(f"/api/results{query}").json()
    assert document["schema"] == "retrowalk.results/1"
    results: list[Any] = document["results"]
    return results


def test_what_is_entered_is_kept_and_read(client: TestClient) -> None:
    answer = client.post("/api/results", json=an_entry())
    assert answer.status_code == 201
    (result,) = answer.json()["results"]
    assert (result["value"], result["trials"], result["practice"]) == (11.2, [11.4, 11.0], True)
    assert kept(client) == [result]
    assert kept(client, "?measure=mood") == []


def test_the_same_entry_twice_is_kept_once(client: TestClient) -> None:
    first = client.post("/api/results", json=an_entry())
    again = client.post("/api/results", json=an_entry())
    assert again.json() == first.json()
    assert len(kept(client)) == 1


def test_two_windows_lose_nothing(client: TestClient) -> None:
    client.post("/api/results", json=an_entry())
    other = client.post("/api/results", json=an_entry(values={"timed_up_and_go": [14.0]}))
    assert other.status_code == 409
    assert "What is kept stays as it is" in other.json()["error"]
    second = client.post("/api/results", json=an_entry(id="another", values={"timed_up_and_go": [14.0]}))
    assert second.status_code == 201
    assert sorted(one["value"] for one in kept(client)) == [11.2, 14.0]


def test_what_is_unusual_is_asked_back_and_kept_once_it_is_confirmed(client: TestClient) -> None:
    odd = an_entry(values={"timed_up_and_go": [90.0]})
    asked = client.post("/api/results", json=odd)
    assert asked.status_code == 409
    assert asked.json()["asks"] == [asked.json()["error"]]
    assert kept(client) == []
    assert (
        client.post("/api/results", json={**odd, "confirmed": True}).json()["results"][0]["confirmed"] is True
    )


def test_a_high_blood_pressure_comes_with_what_is_to_be_known(client: TestClient) -> None:
    high = an_entry(values={"systolic": [210], "diastolic": [112]}, confirmed=True)
    document = client.post("/api/results", json=high).json()
    assert len(document["results"]) == 2
    assert "from memory" in document["says"][0]["text"]


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"values": {"timed_up_and_go": [0]}}, "0 s cannot be"),
        ({"values": {"timed_up_and_go": [900]}}, "900 s cannot be"),
        ({"values": {"timed_up_and_go": ["11.4"]}}, "timed_up_and_go"),
        ({"values": {"pain_now": [11]}, "site": "knee"}, "11 cannot be"),
        ({"values": {"systolic": [80], "diastolic": [120]}}, "Are the two values swapped?"),
        ({"values": {"happiness": [7]}}, "values"),
        ({"values": {}}, "Nothing was typed"),
        ({"taken_on": "2999-01-01"}, "still to come"),
        ({"taken_on": "1.1.2026"}, "taken_on"),
        ({"colour": "red"}, "colour"),
        ({"schema": "retrowalk.result/1"}, "retrowalk.entry/1"),
    ],
)
def test_what_cannot_be_gets_one_sentence(client: TestClient, changed: dict[str, Any], says: str) -> None:
    answer = client.post("/api/results", json={**an_entry(**changed), "confirmed": True})
    assert answer.status_code == 400
    assert says in answer.json()["error"]
    assert kept(client) == []


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b"\xff", b"[" * 100_000])
def test_what_is_no_document_is_refused(client: TestClient, body: bytes) -> None:
    answer = client.post("/api/results", content=body)
    assert answer.status_code == 400
    assert answer.json()["error"]
