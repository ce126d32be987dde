"""What a walker was asked to do while a sensor ran: the column ``cue_label`` of a table.

A label is ``kind:direction``, such as ``warm_up:forward`` or ``turn:any``; empty where nothing was asked. It says what
was asked, never what was done.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, get_args

import numpy as np

from retrowalk.recordings.model import Asked, AskedDirection, AskedKind
from retrowalk.recordings.timebase import Cleaner

if TYPE_CHECKING:
    import polars as pl
    from numpy.typing import NDArray

    FloatArray = NDArray[np.float64]

COLUMN = "cue_label"
LABELS: dict[str, tuple[AskedKind, AskedDirection]] = {
    f"{kind}:{direction}": (kind, direction)
    for kind in get_args(AskedKind)
    for direction in get_args(AskedDirection)
}
_CODES = {label: float(code) for code, label in enumerate(LABELS, start=1)}
_NONE, _STRANGE = 0.0, -1.0


class CueColumn:
    """A table's column of cue labels, as numbers while it goes through the repair of times.

    Args:
        name: of the column.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self._strangers: set[str] = set()

    @classmethod
    def of(cls, columns: Iterable[str]) -> CueColumn | None:
        """The one among a table's columns, where there is one."""
        return next((cls(name) for name in columns if name.strip().lower() == COLUMN), None)

    def values(self, frame: pl.DataFrame) -> FloatArray:
        """Shape (n, 3), as a sensor's: the number of each row's label, 0 for none."""
        import polars as pl

        words = frame[self.name].cast(pl.String).str.strip_chars().str.to_lowercase().fill_null("")
        codes = words.replace_strict({"": _NONE, **_CODES}, default=_STRANGE, return_dtype=pl.Float64)
        strange = words.filter(codes == _STRANGE)
        if strange.len():
            self._strangers.update(word[:40] for word in strange.unique().sort()[:4])
        return np.repeat(np.maximum(codes.to_numpy(), _NONE)[:, None], 3, axis=1)

    def asked(
        self,
        rows: Callable[[], Iterator[tuple[FloatArray, FloatArray]]],
        *,
        spread: bool,
        start_s: float,
        step_s: float,
    ) -> tuple[Asked, ...]:
        """What was asked in one recording. Times are put right as those of its samples are.

        Args:
            rows: times and ``values``, in file order.
            spread: as for ``Cleaner``.
            start_s: the recording's zero by the table's clock.
            step_s: between samples; how long the last one lasts.
        """
        cleaner = Cleaner(1, spread=spread)
        parts = [part for t, codes in rows() for part in cleaner.feed(t, codes)] + cleaner.finish()
        t_s = np.concatenate([t for t, _codes in parts]) - start_s
        codes = np.concatenate([codes[:, 0] for _t, codes in parts])
        return _spans(t_s, codes, step_s)

    def sentences(self) -> list[str]:
        """What is to be said of it, once it has been read."""
        if not self._strangers:
            return []
        shown = ", ".join(repr(word) for word in sorted(self._strangers)[:3])
        return [
            f"The column {self.name} holds words that are no cues ({shown}); they were left out. "
            "Expected words such as 'walk:backward'."
        ]


def _spans(t_s: FloatArray, codes: FloatArray, step_s: float) -> tuple[Asked, ...]:
    """Runs of one label."""
    if not t_s.size:
        return ()
    labels = list(LABELS.values())
    starts = np.flatnonzero(np.diff(codes, prepend=_STRANGE))
    ends = np.append(t_s[starts[1:]], t_s[-1] + step_s)
    return tuple(
        Asked(max(0.0, float(t_s[start])), float(end), *labels[int(codes[start]) - 1])
        for start, end in zip(starts, ends, strict=True)
        if codes[start] != _NONE and end > 0
    )


def labels_at(asked: Sequence[Asked], t_s: FloatArray) -> pl.Series:
    """The label of each time, None where nothing was asked. Of spans that overlap the later one counts.

    Args:
        asked: spans.
        t_s: shape (n,), seconds of the recording.
    """
    import polars as pl

    codes = np.zeros(t_s.size)
    for one in asked:
        first, after = np.searchsorted(t_s, [one.start_s, one.end_s], side="left")
        codes[first:after] = _CODES[f"{one.kind}:{one.direction}"]
    labels = {code: label for label, code in _CODES.items()}
    return pl.Series(COLUMN, codes).replace_strict(labels, default=None, return_dtype=pl.String)
