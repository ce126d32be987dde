"""A file is written whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from retrowalk.errors import OutputError
from retrowalk.reports import whole_file, write_text


def test_a_file_is_replaced_in_one_go(tmp_path: Path) -> None:
    path = tmp_path / "out.txt"
    write_text(path, "first")
    write_text(path, "second")
    assert path.read_text() == "second"
    assert list(tmp_path.iterdir()) == [path]


def test_what_fails_on_the_way_leaves_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "out.txt"
    path.write_text("kept")
    with pytest.raises(KeyboardInterrupt), whole_file(path) as temporary:
        temporary.write_text("half")
        raise KeyboardInterrupt
    assert path.read_text() == "kept"
    assert list(tmp_path.iterdir()) == [path]


def test_a_full_disk_is_one_sentence_and_leaves_nothing(tmp_path: Path) -> None:
    said = r"out\.txt could not be written: No space left"
    with pytest.raises(OutputError, match=said), whole_file(tmp_path / "out.txt"):
        raise OSError(28, "No space left on device")
    assert list(tmp_path.iterdir()) == []


def test_a_missing_folder_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="could not be written: No such file or directory"):
        write_text(tmp_path / "missing" / "out.txt", "text")


def test_a_folder_in_the_way_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "out.txt").mkdir()
    with pytest.raises(OutputError, match="could not be written"):
        write_text(tmp_path / "out.txt", "text")
    assert [p.name for p in tmp_path.iterdir()] == ["out.txt"]


def test_a_link_stays_and_what_it_points_to_is_written(tmp_path: Path) -> None:
    (tmp_path / "link.txt").symlink_to(tmp_path / "real.txt")
    write_text(tmp_path / "link.txt", "text")
    assert (tmp_path / "link.txt").is_symlink()
    assert (tmp_path / "real.txt").read_text() == "text"


def test_a_pipe_is_not_replaced_by_a_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    with pytest.raises(OutputError, match="no ordinary file"):
        write_text(tmp_path / "pipe.txt", "text")
    assert (tmp_path / "pipe.txt").is_fifo()
