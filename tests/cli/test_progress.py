"""``retrowalk progress``: sentences for a person, one document for a program."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from cli_running import Command
from outcome_histories import BEGAN, a_course
from people import a_person
from retrowalk.outcomes import Choice
from retrowalk.store import Store

SCHEMA = Path(__file__).parents[2] / "docs" / "schemas" / "progress-1.schema.json"


@pytest.fixture
def measured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A person with multiple sclerosis, whose main outcome got better and whose mood stayed."""
    monkeypatch.setenv("RETROWALK_HOME", str(tmp_path))
    with Store(tmp_path) as store:
        store.plans.save_profile(a_person(conditions=["multiple_sclerosis"], start_date=BEGAN.isoformat()))
        store.outcomes.add(
            *a_course("backward_walk_3m", (-3, 8.0), (28, 6.0)), *a_course("mood", (-3, 5), (28, 6))
        )
        store.outcomes.choose(Choice("backward_walk_3m", BEGAN))


@pytest.mark.usefixtures("measured")
def test_the_main_outcome_comes_first_with_its_error_and_the_people_it_was_found_in(
    retrowalk: Command,
) -> None:
    out = " ".join(retrowalk("progress").out.split())
    assert out.startswith(
        "Your main outcome 3-metre backward walk: from 8.00 s to 6.00 s. That is better by more than measurement error "
        "explains."
    )
    assert "In people with multiple sclerosis a change under 1.69 s may be chance." in out
    assert "Mood: from 5 of 10 to 6 of 10. Whether that is more than chance cannot be told yet." in out
    assert "What to measure next" in out


@pytest.mark.usefixtures("measured")
def test_json_for_a_program_keeps_to_its_schema(retrowalk: Command) -> None:
    document = retrowalk("progress", "--json").json
    jsonschema.validate(document, json.loads(SCHEMA.read_text(encoding="utf-8")))
    assert document["schema"] == "retrowalk.progress/1"
    first = document["changes"][0]
    assert (first["measure"], first["verdict"], first["primary"]) == ("backward_walk_3m", "better", True)
    assert first["error"]["mdc"] == 1.69


def test_before_anything_was_measured_it_says_so(
    retrowalk: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RETROWALK_HOME", str(tmp_path))
    out = retrowalk("progress").out
    assert "Nothing was measured yet." in out
    assert "No session was due yet." in out
