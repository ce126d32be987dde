"""The stride table: one row a stride, for a statistics program or a notebook."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, cast

from retrowalk.errors import OutputError
from retrowalk.reports.contract import WalkDocument
from retrowalk.reports.files import whole_file

if TYPE_CHECKING:
    import polars as pl

# Name and type of each column. The first ones repeat what the walk's source says, so that tables of many
# recordings can be stacked.
SOURCE_COLUMNS = {
    "file": str,
    "recording_index": int,
    "subject": str,
    "trial": str,
    "placement": str,
    "simulated": bool,
}
STRIDE_COLUMNS = {
    "start_s": float,
    "end_s": float,
    "side": str,
    "direction": str,
    "probability": float,
    "length_m": float,
    "speed_mps": float,
    "initial_contact_s": float,
    "final_contact_s": float,
    "cluster": str,
    "wearing": int,
    "angle_deg": float,
    "turn_rate_dps": float,
    "length_sd_m": float,
    "rise_m": float,
    "regularity": float,
}


def strides_table(documents: Iterable[Mapping[str, object]]) -> pl.DataFrame:
    """The strides of walks as one table, in order; empty cells where nothing is known.

    Args:
        documents: ``retrowalk.walk/1`` objects.

    Returns:
        columns ``SOURCE_COLUMNS`` and then ``STRIDE_COLUMNS``; times in s from the start of the recording.
    """
    import polars as pl

    types = {str: pl.String, int: pl.Int64, float: pl.Float64, bool: pl.Boolean}
    rows: list[dict[str, object]] = []
    for document in documents:
        walk = cast(WalkDocument, document)
        source = _cells(walk["source"], SOURCE_COLUMNS)
        rows.extend({**source, **_cells(stride, STRIDE_COLUMNS)} for stride in walk["strides"])
    schema = {name: types[kind] for name, kind in (SOURCE_COLUMNS | STRIDE_COLUMNS).items()}
    return pl.DataFrame(rows, schema=schema, orient="row")


def _cells(row: Mapping[str, object], columns: Iterable[str]) -> dict[str, object]:
    return {name: row.get(name) for name in columns}


def write_strides(documents: Iterable[Mapping[str, object]], path: Path) -> None:
    """Write the stride table as ``.csv`` or ``.parquet``, whole or not at all.

    Args:
        documents: ``retrowalk.walk/1`` objects.
        path: where to; its ending says which kind.

    Raises:
        OutputError: another ending, or it cannot be written.
    """
    kind = path.suffix.lower()
    if kind not in (".csv", ".parquet"):
        raise OutputError(
            f"{path}: strides are written as .csv or .parquet; give the file one of these endings."
        )
    table = strides_table(documents)
    # Into memory first: what Polars says of a full disk is no OSError.
    out = BytesIO()
    if kind == ".csv":
        table.write_csv(out)
    else:
        table.write_parquet(out)
    with whole_file(path) as temporary:
        temporary.write_bytes(out.getvalue())
