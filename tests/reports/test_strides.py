"""The stride table."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from retrowalk.errors import OutputError
from retrowalk.reports import strides_table, walk_document, write_strides
from retrowalk.reports.strides import SOURCE_COLUMNS, STRIDE_COLUMNS
from walk_examples import recording, walk

DOCUMENT = walk_document(recording(), walk(speed_mps=0.7))


def test_there_is_one_row_a_stride_that_says_where_it_came_from() -> None:
    table = strides_table([DOCUMENT, DOCUMENT])
    assert table.height == 2 * len(DOCUMENT["strides"])
    assert table.columns == [*SOURCE_COLUMNS, *STRIDE_COLUMNS]
    assert table["file"].unique().to_list() == ["walk.csv"]


def test_every_field_of_a_stride_has_its_column() -> None:
    assert set(DOCUMENT["strides"][0]) == set(STRIDE_COLUMNS)


@pytest.mark.parametrize("ending", [".csv", ".parquet"])
def test_what_is_written_is_read_back(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"strides{ending}"
    write_strides([DOCUMENT], path)
    back = pl.read_csv(path) if ending == ".csv" else pl.read_parquet(path)
    expected = strides_table([DOCUMENT])
    assert back.columns == expected.columns
    assert back["speed_mps"].to_list() == expected["speed_mps"].to_list()
    assert back["direction"].to_list() == expected["direction"].to_list()


@pytest.mark.parametrize("ending", [".csv", ".parquet"])
def test_a_walk_without_strides_still_gives_the_columns(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"strides{ending}"
    write_strides([walk_document(recording(), walk(()))], path)
    back = pl.read_csv(path) if ending == ".csv" else pl.read_parquet(path)
    assert back.columns == [*SOURCE_COLUMNS, *STRIDE_COLUMNS]


def test_another_ending_is_refused_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"strides\.xlsx: strides are written as \.csv or \.parquet"):
        write_strides([DOCUMENT], tmp_path / "strides.xlsx")
