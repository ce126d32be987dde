"""What was asked of the walker, beside the samples."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recordings.writers import motion, table, triple
from retrowalk.errors import RecordingError
from retrowalk.recordings import Asked, Recording, read, recording_from_arrays, write_parquet
from retrowalk.recordings.cues import LABELS

SESSION = (
    Asked(1.0, 4.0, "warm_up", "forward"),
    Asked(4.0, 5.0, "turn", "any"),
    Asked(5.0, 10.0, "walk", "backward"),
)


def recording(asked: tuple[Asked, ...]) -> Recording:
    return recording_from_arrays(*motion(), placement="pocket", asked=asked)


def columns(labels: Sequence[str | None], start_s: float = 0.0) -> dict[str, list[object]]:
    t, acceleration, _turning = motion(len(labels))
    return {"t": list(t + start_s), **triple("a{}", acceleration), "cue_label": list(labels)}  # type: ignore[dict-item]


def labelled() -> list[str | None]:
    return [None] * 100 + ["warm_up:forward"] * 300 + ["turn:any"] * 100 + ["walk:backward"] * 500


def test_a_recording_keeps_what_was_asked(tmp_path: Path) -> None:
    write_parquet(recording(SESSION), tmp_path / "kept.parquet")
    (kept,) = read(tmp_path / "kept.parquet")
    assert kept.asked == SESSION


def test_any_program_reads_it_from_a_column(tmp_path: Path) -> None:
    write_parquet(recording(SESSION), tmp_path / "kept.parquet")
    assert pl.read_parquet(tmp_path / "kept.parquet")["cue_label"].to_list() == labelled()


def test_a_recording_in_which_nothing_was_asked_is_kept_without_the_column(tmp_path: Path) -> None:
    write_parquet(recording(()), tmp_path / "kept.parquet")
    assert "cue_label" not in pl.read_parquet(tmp_path / "kept.parquet").columns
    assert '"asked"' not in pl.read_parquet_metadata(tmp_path / "kept.parquet")["retrowalk"]
    (kept,) = read(tmp_path / "kept.parquet")
    assert kept.asked == ()


def test_damaged_notes_of_what_was_asked_are_refused_in_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "kept.parquet"
    write_parquet(recording(SESSION), path)
    notes = pl.read_parquet_metadata(path)["retrowalk"].replace("walk:backward", "fly:upward")
    pl.read_parquet(path).write_parquet(path, metadata={"retrowalk": notes})
    with pytest.raises(RecordingError, match="cut off or damaged"):
        read(path)


def in_csv(folder: Path, found: dict[str, list[object]]) -> Path:
    return table(folder / "walk.csv", {**found, "cue_label": [label or "" for label in found["cue_label"]]})


def in_parquet(folder: Path, found: dict[str, list[object]]) -> Path:
    path = folder / "walk.parquet"
    pl.DataFrame(found, schema_overrides={"cue_label": pl.String}).write_parquet(path)
    return path


@pytest.mark.parametrize("write", [in_csv, in_parquet])
@pytest.mark.parametrize("start_s", [0.0, 73.5])
def test_a_table_says_what_was_asked_in_a_column(tmp_path: Path, write: object, start_s: float) -> None:
    (found,) = read(write(tmp_path, columns(labelled(), start_s)))  # type: ignore[operator]
    assert [(one.kind, one.direction) for one in found.asked] == [(a.kind, a.direction) for a in SESSION]
    assert [t for one in found.asked for t in (one.start_s, one.end_s)] == pytest.approx([1, 4, 4, 5, 5, 10])
    assert found.warnings == ()


def test_words_that_are_no_cues_are_left_out_and_named(tmp_path: Path) -> None:
    (found,) = read(in_csv(tmp_path, columns(["walk:backward"] * 50 + ["hopping"] * 50)))
    assert [(one.kind, one.direction) for one in found.asked] == [("walk", "backward")]
    assert any("cue_label holds words that are no cues ('hopping')" in said for said in found.warnings)


def test_rows_out_of_order_take_their_cues_along(tmp_path: Path) -> None:
    found = columns(labelled())
    order = np.arange(1000)
    order[150:160] = order[150:160][::-1]
    shuffled = {name: [values[k] for k in order] for name, values in found.items()}
    (read_back,) = read(in_csv(tmp_path, shuffled))
    assert len(read_back.asked) == 3


def test_each_recording_of_a_table_has_its_own_cues(tmp_path: Path) -> None:
    found = columns(["walk:backward"] * 200 + [None] * 200)
    found["trial"] = ["one", "two"] * 200
    one, two = read(in_csv(tmp_path, found))
    assert one.asked[0].end_s == pytest.approx(2.0)
    assert two.asked[0].end_s == pytest.approx(1.99, abs=0.02)


@given(
    st.lists(st.tuples(st.sampled_from(sorted(LABELS)), st.integers(1, 40)), max_size=8),
    st.integers(0, 30),
)
def test_what_is_written_as_a_table_reads_back_to_the_sample(
    tmp_path_factory: pytest.TempPathFactory, pieces: list[tuple[str, int]], before: int
) -> None:
    words: list[str | None] = [None] * before
    for label, count in pieces:
        words += [label] * count
    words += [None] * 20
    path = in_parquet(tmp_path_factory.mktemp("cues"), columns(words))
    (found,) = read(path)
    kept = path.with_name("kept.parquet")
    write_parquet(replace(found, file="x"), kept)
    assert pl.read_parquet(kept).to_dict(as_series=False).get("cue_label", [None] * len(words)) == words
