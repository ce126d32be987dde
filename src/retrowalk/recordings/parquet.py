"""Tables kept as Parquet, read in batches."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from retrowalk.errors import NoUsableSignalError, RecordingError

if TYPE_CHECKING:
    import polars as pl

BATCH_ROWS = 50_000
# Where polars cannot read on, it says so by one of these; a panic of its engine is no Exception at all.
_PANIC = "PanicException"


@dataclass(frozen=True)
class ParquetTable:
    """A Parquet file.

    Attributes:
        path: of the file.
        columns: names, in order.
        notes: what we wrote beside the table when we kept it, or None (a file of someone else's).
        losses: sentences about what could not be read; complete once the rows have been read through.
    """

    path: Path
    columns: tuple[str, ...]
    notes: str | None
    losses: list[str] = field(default_factory=list)

    def batches(
        self, names: Sequence[str], start: int = 0, stop: int | None = None
    ) -> Iterator[pl.DataFrame]:
        """The named columns, batch by batch; rows ``start`` to ``stop`` where given."""
        import polars as pl

        frame = pl.scan_parquet(self.path).select(names)
        if start or stop is not None:
            frame = frame.slice(start, None if stop is None else stop - start)
        rows = 0
        try:
            for batch in frame.collect_batches(chunk_size=BATCH_ROWS, maintain_order=True):
                rows += batch.height
                yield batch
        except GeneratorExit:
            raise
        except BaseException as problem:
            if not _is_damage(problem):
                raise
            if not rows:
                raise damaged(self.path) from problem
            self.losses.append(f"The file is damaged after row {start + rows}: what follows was left out.")


def open_parquet(path: Path) -> ParquetTable:
    """The table in a Parquet file.

    Raises:
        RecordingError: it is damaged or cut off.
    """
    import polars as pl

    size = path.stat().st_size
    with path.open("rb") as stream:
        stream.seek(max(0, size - 8))
        tail = stream.read(8)
    # The footer lies at the end: a file cut off on its way has lost it, and with it all its columns.
    if size < 12 or tail[4:] != b"PAR1" or int.from_bytes(tail[:4], "little") > size - 12:
        raise damaged(path)
    try:
        schema = pl.scan_parquet(path).collect_schema()
        notes = pl.read_parquet_metadata(path).get("retrowalk")
    except BaseException as problem:
        if not _is_damage(problem):
            raise
        raise damaged(path) from problem
    if not schema:
        raise NoUsableSignalError(f"{path.name} has no columns; expected t, ax, ay, az.")
    return ParquetTable(path, tuple(schema.names()), notes)


def damaged(path: Path) -> RecordingError:
    """The sentence for a Parquet file that cannot be read."""
    return RecordingError(
        f"{path.name} is a Parquet file that is cut off or damaged; export or download it again."
    )


def _is_damage(problem: BaseException) -> bool:
    import polars as pl

    return (
        isinstance(problem, (pl.exceptions.PolarsError, OSError, ValueError))
        or type(problem).__name__ == _PANIC
    )
