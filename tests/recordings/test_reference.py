"""Labels read off a video, laid over a recording."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from retrowalk.errors import ReferenceLabelError
from retrowalk.recordings.reference import ReferenceSpan, labels_at, read_reference, reference_of

HEAD = "start_s,end_s,label\n"


def spans(text: str, duration_s: float = 100.0, offset_s: float = 0.0) -> list[tuple[float, float, str]]:
    found = reference_of(text, "video.csv", duration_s, offset_s).spans
    return [(one.start_s, one.end_s, one.label) for one in found]


def test_a_table_of_times_becomes_spans_in_time_order() -> None:
    text = HEAD + "20,30,backward\n1:05,1:10.5,stand\n0,20,Forward\n"
    assert spans(text) == [(0, 20, "forward"), (20, 30, "backward"), (65, 70.5, "stand")]


def test_the_offset_is_added_to_the_times_of_the_video() -> None:
    assert spans(HEAD + "112.5,130,backward\n", offset_s=-100) == [(12.5, 30, "backward")]


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_columns_may_come_in_another_order_and_with_another_delimiter(delimiter: str) -> None:
    text = "label,start_s,end_s\nturn,3,4\n\n".replace(",", delimiter)
    assert spans(text) == [(3, 4, "turn")]


def test_what_reaches_a_little_beyond_the_end_is_cut_off_there() -> None:
    assert spans(HEAD + "90,100.4,forward\n") == [(90, 100, "forward")]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("0,10,forward\n5,20,backward\n", "video.csv, line 3: it overlaps line 2."),
        ("0,10,forward\n90,120,backward\n", "line 3: it lies from 90.0 s to 120.0 s of a recording of 100.0 s; "
         "expected times within it; check the offset."),
        ("-5,10,forward\n", "line 2: it lies from -5.0 s"),
        ("0,10,hopping\n", "line 2: “hopping” is no label; expected one of forward, backward, turn, stand, "
         "sideways, unknown."),
        ("0,soon,forward\n", "line 2: “soon” is no time; expected seconds, or 1:23.5."),
        ("0,nan,forward\n", "line 2: “nan” is no time"),
        ("10,10,forward\n", "line 2: it ends at 10, not after its start at 10."),
        ("0,10\n", "line 2: it has 2 cells; expected the columns start_s,end_s,label."),
        ("", "video.csv holds no labels; expected the columns start_s,end_s,label."),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_said_with_its_line(rows: str, said: str) -> None:
    with pytest.raises(ReferenceLabelError) as refused:
        reference_of(HEAD + rows, "video.csv", 100.0)
    assert said in str(refused.value)
    assert "\n" not in str(refused.value)


def test_another_table_is_refused_by_its_columns() -> None:
    with pytest.raises(
        ReferenceLabelError, match="line 1: the columns are “a,b”; expected the columns start_s"
    ):
        reference_of("a,b\n1,2\n", "video.csv", 10.0)


@pytest.mark.parametrize("data", [b"\xff\xfe\x00", None])
def test_a_file_that_cannot_be_read_is_refused_in_a_sentence(tmp_path: Path, data: bytes | None) -> None:
    path = tmp_path / "video.csv"
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(ReferenceLabelError, match=r"^video\.csv (is no text|cannot be read)"):
        read_reference(path, 10.0)


def test_each_time_has_its_label_or_none() -> None:
    found = labels_at(
        (ReferenceSpan(1, 2, "forward"), ReferenceSpan(2, 3, "turn")), np.array([0.5, 1, 2, 2.9, 3])
    )
    assert found.to_list() == [None, "forward", "turn", "turn", None]
