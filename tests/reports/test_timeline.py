"""The timeline: one definition for page, SVG and PNG."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import altair
import pytest

from retrowalk.errors import OutputError
from retrowalk.reports import (
    PALETTES,
    chart_svg,
    signal_envelope,
    stacked,
    timeline_chart,
    walk_document,
    write_chart,
)
from walk_examples import THERE_AND_BACK, recording, walk

MIXED = (*THERE_AND_BACK, (190.0, 200.0, "unknown", None, None))
UNANCHORED = tuple((s, e, "unknown", p, c) for s, e, _, p, c in THERE_AND_BACK)


def chart(spans: Any = MIXED, **how: Any) -> dict[str, Any]:
    taken = recording()
    basis: Any = "none" if spans is UNANCHORED else "calibration"
    return timeline_chart(walk_document(taken, walk(spans, basis=basis)), signal_envelope(taken), **how)


def layer(spec: dict[str, Any], name: str) -> dict[str, Any]:
    (found,) = [part for part in spec["layer"] if part["data"]["name"] == name]
    return found  # type: ignore[no-any-return]


def lanes(spec: dict[str, Any]) -> list[str]:
    return layer(spec, "bouts")["layer"][0]["encoding"]["y"]["scale"]["domain"]  # type: ignore[no-any-return]


def sizes_of_words(svg: str) -> set[float]:
    return {float(size) for size in re.findall(r'font-size="([0-9.]+)(?:px)?"', svg)}


@pytest.mark.parametrize("width", [285, 840])
def test_what_is_written_can_be_read(width: int) -> None:
    svg = chart_svg(chart(width=width))
    assert min(sizes_of_words(svg)) >= 16
    assert re.findall(r'font-size="18(?:px)?"[^>]*>Forward<', svg)


@pytest.mark.parametrize("spans", [MIXED, UNANCHORED, ()], ids=["mixed", "no anchor", "no walking"])
@pytest.mark.parametrize("width", ["container", 330])
def test_it_is_valid_vega_lite(spans: Any, width: Any) -> None:
    altair.Chart.from_dict(chart(spans, width=width), validate=True)


def test_it_is_strict_json() -> None:
    json.dumps(chart(), allow_nan=False)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_it_draws_with_the_colours_of_the_house(theme: Any) -> None:
    svg = chart_svg(chart(theme=theme, width=600))
    for colour in (PALETTES[theme].forward, PALETTES[theme].backward, PALETTES[theme].unknown):
        assert colour in svg


def test_direction_is_told_in_words_and_place_and_not_by_colour_alone() -> None:
    assert lanes(chart()) == ["Forward", "Backward", "Not known"]
    svg = chart_svg(chart(width=600))
    assert ">Forward<" in svg
    assert ">Backward<" in svg


def test_without_an_anchor_the_two_ways_have_lanes_of_their_own() -> None:
    assert lanes(chart(UNANCHORED)) == ["One way (A)", "Other way (B)"]


def test_a_screen_reader_hears_the_summary_and_every_bout() -> None:
    svg = ET.fromstring(chart_svg(chart(width=600)))
    labels = [label for element in svg.iter() if (label := element.get("aria-label"))]
    assert labels[0].startswith("Timeline of the walk. You walked for 2 min 50 s")
    assert labels[1:] == [
        "Forward, 0:10 to 1:40, 1 min 30 s, 181 steps, 98 % sure",
        "Backward, 1:50 to 3:00, 1 min 10 s, 141 steps, 93 % sure",
        "Not known, 3:10 to 3:20, 10 s, 21 steps",
    ]


def test_the_signal_carries_the_direction_of_the_bout_it_lies_in() -> None:
    going = {row["going"] for row in layer(chart(), "signal")["data"]["values"] if 120 < row["t"] < 170}
    assert going == {"backward"}


def test_the_outline_breaks_at_a_gap_and_not_at_a_change_of_direction() -> None:
    outline = {"bucket_s": 1.0, "low": [9.0, 9.0, None, 9.0, 9.0], "high": [10.0, 10.0, None, 10.0, 10.0]}
    document = walk_document(recording(5.0), walk(((0, 1, "forward", 0.9, "A"),), duration_s=5.0))
    spec = timeline_chart(document, outline)  # type: ignore[arg-type]
    rows = layer(spec, "signal")["data"]["values"]
    times = {run: [row["t"] for row in rows if row["run"] == run] for run in (1, 2, 3)}
    assert times == {1: [0.5, 1.5], 2: [1.5], 3: [3.5, 4.5]}


def test_times_read_as_minutes_and_seconds() -> None:
    svg = chart_svg(chart(width=600))
    assert ">2:00<" in svg
    assert ">120<" not in svg


@pytest.mark.parametrize("duration_s", [0.5, 30, 240, 3600, 90_000])
def test_ticks_are_few_whatever_the_length(duration_s: float) -> None:
    document = walk_document(recording(2.0), walk(()))
    document["source"]["duration_s"] = duration_s
    spec = timeline_chart(document, {"bucket_s": 0.1, "low": [None], "high": [None]}, width=600)
    assert 1 <= len(layer(spec, "ticks")["data"]["values"]) <= 12


@pytest.mark.parametrize(("ending", "magic"), [(".svg", b"<svg"), (".png", b"\x89PNG")])
def test_it_is_written_as_a_picture(tmp_path: Path, ending: str, magic: bytes) -> None:
    path = tmp_path / f"walk{ending}"
    write_chart(chart(), path)
    assert path.read_bytes().startswith(magic)
    assert [p.name for p in tmp_path.iterdir()] == [path.name]


def test_several_charts_fit_one_picture(tmp_path: Path) -> None:
    spec = stacked([("first", chart(width=600)), ("second", chart(UNANCHORED, width=600))])
    altair.VConcatChart.from_dict(spec, validate=True)
    svg = chart_svg(spec)
    assert ">first<" in svg
    assert ">Other way (B)<" in svg


def test_another_ending_is_refused_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"written as \.svg or \.png"):
        write_chart(chart(), tmp_path / "walk.jpg")
