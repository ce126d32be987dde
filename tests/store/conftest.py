"""A store in a fresh folder, and files to bring to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from retrowalk.store import Store

WriteTable = Callable[..., Path]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def store(home: Path) -> Iterator[Store]:
    with Store(home) as opened:
        yield opened


@pytest.fixture
def write_table(tmp_path: Path) -> WriteTable:
    """Writes a small table of motion: enough for a recording, with no walking in it."""

    def write(name: str = "walk.csv", *, seconds: float = 4, variant: float = 0.0, trials: int = 1) -> Path:
        path = tmp_path / name
        rows = ["trial,t,ax,ay,az"]
        for trial in range(trials):
            rows += [
                f"trial {trial},{i / 50:.2f},{variant},{i % 7 / 7:.4f},9.81" for i in range(int(seconds * 50))
            ]
        path.write_text("\n".join(rows) + "\n")
        return path

    return write


def files_in(home: Path) -> set[str]:
    """Every file of the walks and of what is on its way in, without the marks of sessions that are alive."""
    found = [*(home / "walks").rglob("*"), *(home / "incoming").rglob("*")]
    return {path.relative_to(home).as_posix() for path in found if path.is_file() and path.name != "lock"}
