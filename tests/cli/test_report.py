"""``retrowalk report``: a file to keep or to hand over, whole or not at all."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pypdf
import pytest

from cli_running import Command
from outcome_histories import BEGAN, a_course
from people import a_person
from retrowalk.cli.drawing import Drawing
from retrowalk.outcomes import Choice
from retrowalk.reports.charts import described
from retrowalk.reports.report.pictures import FONTS, definition_of, drawn
from retrowalk.store import Store


@pytest.fixture
def out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where files go, of a person whose main outcome got better."""
    home = tmp_path / "home"
    monkeypatch.setenv("RETROWALK_HOME", str(home))
    with Store(home) as store:
        store.plans.save_profile(a_person(conditions=["multiple_sclerosis"], start_date=BEGAN.isoformat()))
        store.outcomes.add(*a_course("backward_walk_3m", (-3, 8.0), (28, 6.0)))
        store.outcomes.choose(Choice("backward_walk_3m", BEGAN))
    return tmp_path


def test_it_writes_a_pdf_for_the_walker_and_one_for_who_treats_them(retrowalk: Command, out: Path) -> None:
    assert retrowalk("report", "-o", out / "me.pdf").code == 0
    assert retrowalk("report", "--for", "clinician", "--paper", "us-letter", "-o", out / "them.pdf").code == 0
    mine, theirs = (pypdf.PdfReader(io.BytesIO((out / name).read_bytes())) for name in ("me.pdf", "them.pdf"))
    assert len(mine.pages) == 1
    assert "Your walking" in mine.pages[0].extract_text()
    assert "Report on walking backward" in theirs.pages[0].extract_text()
    assert round(theirs.pages[0].mediabox.width) == 612


def test_it_writes_a_page(retrowalk: Command, out: Path) -> None:
    done = retrowalk("report", "-o", out / "me.html")
    assert done.code == 0 and "me.html. It speaks of your health" in done.err
    html = (out / "me.html").read_text(encoding="utf-8")
    assert "That is better by more than measurement error explains." in html


def test_it_writes_a_bundle_for_another_system(retrowalk: Command, out: Path) -> None:
    assert retrowalk("report", "-o", out / "me.json").code == 0
    bundle = json.loads((out / "me.json").read_text(encoding="utf-8"))
    assert (bundle["resourceType"], bundle["type"]) == ("Bundle", "collection")
    (report,) = (
        one["resource"] for one in bundle["entry"] if one["resource"]["resourceType"] == "DiagnosticReport"
    )
    assert "better by more than measurement error explains" in report["conclusion"] and report["issued"]


def test_another_ending_is_said_and_nothing_is_written(retrowalk: Command, out: Path) -> None:
    said = retrowalk("report", "-o", out / "me.docx").complaint
    assert "a report is written as .pdf, .html or .json" in said
    assert not (out / "me.docx").exists()


def test_a_folder_that_is_not_there_is_said(retrowalk: Command, out: Path) -> None:
    assert "could not be written" in retrowalk("report", "-o", out / "none" / "me.pdf").complaint


def test_what_is_drawn_in_a_process_of_its_own_is_the_same() -> None:
    chart = {
        "description": "Two points.",
        "width": 100,
        "data": {"values": [{"a": 1}, {"a": 2}]},
        "mark": "point",
        "encoding": {"x": {"field": "a", "type": "quantitative"}},
    }
    with Drawing(str(FONTS)) as drawing:
        ((definition, svg),) = drawing.draw([definition_of(chart)])
    assert definition == definition_of(chart)
    assert described(svg, "Two points.") == drawn(chart)


def test_many_large_drawings_do_not_wait_for_each_other() -> None:
    values = [{"a": number, "b": number % 7} for number in range(600)]
    encoding = {axis: {"field": name, "type": "quantitative"} for axis, name in (("x", "a"), ("y", "b"))}
    chart = {"description": "Many points.", "data": {"values": values}, "mark": "point", "encoding": encoding}
    definitions = [definition_of({**chart, "width": width}) for width in range(200, 215)]
    with Drawing(str(FONTS)) as drawing:
        assert [one for one, _svg in drawing.draw(definitions)] == definitions


def test_where_nothing_can_be_drawn_ahead_the_report_draws_for_itself(
    retrowalk: Command, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.executable", "/nowhere/python")
    assert retrowalk("report", "-o", out / "me.pdf").code == 0
    assert (out / "me.pdf").read_bytes().startswith(b"%PDF")
