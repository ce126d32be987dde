"""How the command ends, and simulated walks on disk for it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from retrowalk.recordings import Recording


@dataclass
class Ended:
    """How the command ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def complaint(self) -> str:
        """The one sentence that bad input gets."""
        assert self.code == 2, (self.code, self.out, self.err)
        assert self.out == ""
        assert self.err.startswith("Error: ")
        assert self.err.count("\n") == 1
        assert "Traceback" not in self.err
        return self.err.strip()


Command = Callable[..., Ended]


@dataclass
class Files:
    """Simulated walks of one person with a sensor at the right foot."""

    forward: Path
    mixed: Path
    facing: str


def frame(recording: Recording, **columns: str) -> pl.DataFrame:
    """A recording as the generic table of the contract."""
    acceleration = [s for s in recording.signals() if s.kind == "acceleration"]
    rotation = [s for s in recording.signals() if s.kind == "angular_velocity"]
    rows = {"t": pl.concat([pl.Series(s.t_s) for s in acceleration])}
    for axis, name in enumerate("xyz"):
        rows[f"a{name}"] = pl.concat([pl.Series(s.values[:, axis]) for s in acceleration])
        rows[f"g{name}"] = pl.concat([pl.Series(s.values[:, axis]) for s in rotation])
    return pl.DataFrame(rows).with_columns(**{name: pl.lit(value) for name, value in columns.items()})
