"""``GET /api/progress``: one document, by its schema, also before anything was measured."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
from fastapi.testclient import TestClient

from outcome_histories import a_course
from people import a_person
from retrowalk.store import Store

SCHEMA = json.loads(
    (Path(__file__).parents[2] / "docs" / "schemas" / "progress-1.schema.json").read_text(encoding="utf-8")
)


def test_before_anything_was_measured_it_is_empty(client: TestClient) -> None:
    document = client.get("/api/progress").json()
    jsonschema.validate(document, SCHEMA)
    assert (document["schema"], document["changes"], document["due"]) == ("retrowalk.progress/1", [], [])


def test_each_measure_comes_with_its_error(client: TestClient, home: Path) -> None:
    with Store(home) as store:
        store.plans.save_profile(a_person(conditions=["multiple_sclerosis"]))
        store.outcomes.add(*a_course("backward_walk_3m", (-3, 8.0), (28, 6.0)))
    document = client.get("/api/progress").json()
    jsonschema.validate(document, SCHEMA)
    assert [one["error"]["source"] for one in document["changes"]] == ["published"]
    assert document["changes"][0]["error"]["people"] == "multiple sclerosis"
