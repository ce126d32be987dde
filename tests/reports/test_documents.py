"""retrowalk.walk/1: the JSON that programs outside read."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrowalk.gait import Bout, Walk
from retrowalk.reports import json_schema, to_json, walk_document, walks_document
from walk_examples import THERE_AND_BACK, recording, stride, walk

SCHEMAS = Path(__file__).parents[2] / "docs" / "schemas"


def closed(schema: Any) -> Any:
    """The same schema refusing fields that it does not name: ours must all be in the contract."""
    if isinstance(schema, dict):
        schema = {key: closed(value) for key, value in schema.items()}
        return {**schema, "additionalProperties": False} if "properties" in schema else schema
    return [closed(item) for item in schema] if isinstance(schema, list) else schema


def assert_valid(document: object) -> None:
    parsed = json.loads(to_json(document))  # type: ignore[arg-type]
    name = "walk/1" if parsed["schema"] == "retrowalk.walk/1" else "walks/1"
    jsonschema.Draft202012Validator(closed(json_schema(name))).validate(parsed)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["walk/1", "walks/1"])
def test_the_published_schema_is_the_one_in_the_code(name: Any) -> None:
    published = json.loads((SCHEMAS / f"{name.replace('/', '-')}.schema.json").read_text(encoding="utf-8"))
    assert published == json_schema(name)


def test_the_keys_of_the_contract_are_all_there_and_in_its_order() -> None:
    document = walk_document(recording(), walk())
    assert list(document)[:10] == [
        "schema",
        "retrowalk_version",
        "source",
        "summary",
        "direction",
        "validated",
        "match",
        "bouts",
        "steps",
        "strides",
    ]
    assert set(document["bouts"][0]) >= {"start_s", "end_s", "direction", "probability", "steps", "kind"}
    assert set(document["strides"][0]) >= {"start_s", "end_s", "side", "direction", "probability", "length_m"}


@pytest.mark.parametrize(
    "example",
    [
        walk(),
        walk(basis="none"),
        walk(counted=False),
        walk(speed_mps=1.0),
        walk(spans=()),
        walk(warnings=("A gap of 3 s.",)),
    ],
    ids=["anchored", "no anchor", "no steps", "speed", "nothing", "warning"],
)
def test_every_kind_of_walk_keeps_the_contract(example: Walk) -> None:
    assert_valid(walk_document(recording(), example))


@given(
    st.lists(
        st.tuples(
            st.floats(0, 1e5),
            st.floats(0.1, 1e4),
            st.sampled_from(["forward", "backward", "unknown"]),
            st.none() | st.floats(),
        ),
        max_size=8,
    )
)
def test_whatever_the_figures_the_json_is_strict(rows: list[tuple[float, float, Any, float | None]]) -> None:
    strides = tuple(
        stride(start, start + length, direction, probability=p, speed_mps=p, length_m=p)
        for start, length, direction, p in rows
    )
    bouts = tuple(Bout(s, s + length, direction, p, None, 0, 3) for s, length, direction, p in rows)
    assert_valid(walk_document(recording(1.0), replace(walk(), bouts=bouts, strides=strides)))


def test_several_walks_and_what_failed_keep_the_contract() -> None:
    failed = {"file": "photo.csv", "recording_index": None, "error": "photo.csv is a picture."}
    one = walk_document(recording(), walk())
    assert_valid(walks_document([one, one], [failed]))  # type: ignore[list-item]


def test_times_are_kept_to_a_tenth_of_a_millisecond() -> None:
    document = walk_document(recording(), replace(walk(), strides=(stride(1 / 3, 4 / 3),)))
    assert document["strides"][0]["start_s"] == 0.3333


def test_an_instant_is_given_in_utc() -> None:
    started = datetime(2026, 11, 23, 10, tzinfo=timezone(timedelta(hours=1)))
    document = walk_document(replace(recording(), started_at=started), walk())
    assert document["source"]["started_at"] == "2026-11-23T09:00:00Z"
    utc = walk_document(replace(recording(), started_at=started.astimezone(UTC)), walk())
    assert utc["source"] == document["source"]


def test_a_warning_that_reader_and_gait_both_give_is_said_once() -> None:
    spoken = replace(recording(), warnings=("Units assumed.", "A gap."))
    document = walk_document(spoken, walk(warnings=("A gap.", "Too slow.")))
    assert document["source"]["warnings"] == ["Units assumed.", "A gap.", "Too slow."]


def test_the_summary_adds_up_the_bouts() -> None:
    document = walk_document(recording(), walk((*THERE_AND_BACK, (190, 200, "unknown", None, None))))
    summary = document["summary"]
    assert (summary["forward_s"], summary["backward_s"], summary["unknown_s"]) == (90, 70, 10)
    assert summary["walking_s"] == 170
    assert (summary["steps"], summary["forward_steps"], summary["backward_steps"]) == (343, 181, 141)


def test_steps_that_cannot_be_felt_are_null_and_not_zero() -> None:
    document = walk_document(recording(), walk(counted=False))
    summary = document["summary"]
    assert (summary["steps"], summary["forward_steps"], summary["backward_steps"]) == (None, None, None)
    assert summary["cadence_spm"] == {"forward": None, "backward": None}


def test_cadence_is_that_of_the_walking_and_not_of_the_pauses_between_bouts() -> None:
    assert walk_document(recording(), walk())["summary"]["cadence_spm"] == {
        "forward": 120.0,
        "backward": 120.0,
    }


def test_speed_and_distance_are_null_where_strides_carry_none() -> None:
    summary = walk_document(recording(), walk())["summary"]
    assert summary["speed_mps"] == summary["distance_m"] == {"forward": None, "backward": None}


def test_speed_and_distance_are_positive_in_both_directions() -> None:
    summary = walk_document(recording(), walk(speed_mps=0.5))["summary"]
    assert summary["speed_mps"] == {"forward": 0.5, "backward": 0.5}
    assert summary["distance_m"] == {"forward": 45.0, "backward": 35.0}


def test_a_stride_outside_every_bout_is_no_distance() -> None:
    lost = stride(200.0, 201.0, length_m=1.0, speed_mps=1.0)
    summary = walk_document(recording(), replace(walk(), strides=(lost,)))["summary"]
    assert summary["distance_m"]["forward"] is None
    assert summary["speed_mps"]["forward"] is None


def test_strides_of_both_feet_do_not_walk_the_same_metre_twice() -> None:
    left, right = (stride(t, t + 1, length_m=1.0, speed_mps=1.0) for t in (10.0, 10.5))
    summary = walk_document(recording(), replace(walk(), strides=(left, right)))["summary"]
    assert summary["distance_m"]["forward"] == 1.5


def test_energy_is_not_known_yet() -> None:
    document = walk_document(recording(), walk())
    assert document["summary"]["energy_kcal"] == {"low": None, "mid": None, "high": None}
    assert document["validated"]["energy"] is False


def test_json_reads_back_the_same_and_gives_each_row_a_line() -> None:
    document = {
        "schema": "x",
        "empty": [],
        "pair": {"a": None, "b": [1, 2]},
        "rows": [{"t_s": 1.5}, {"t_s": 2}],
    }
    text = to_json(document)
    assert json.loads(text) == document
    assert text.splitlines()[-4:] == ['    {"t_s": 1.5},', '    {"t_s": 2}', "  ]", "}"]
    assert to_json(document, indent=None).count("\n") == 1


def test_stepping_on_the_spot_still_has_a_positive_length() -> None:
    found = walk()
    still = replace(found.strides[0], length_m=0.0003, speed_mps=0.0002)
    row = walk_document(recording(), replace(found, strides=(still,)))["strides"][0]
    assert (row["length_m"], row["speed_mps"]) == (0.001, 0.001)
