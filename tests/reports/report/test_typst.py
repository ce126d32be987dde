"""The PDF: tagged so that it can be read aloud, on as many pages as it may have."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pypdf
import pytest

from outcome_histories import a_record
from retrowalk.errors import OutputError
from retrowalk.outcomes import PersonRecord
from retrowalk.outcomes.progress import Progress, progress
from retrowalk.reports.report import (
    Audience,
    Paper,
    Report,
    figures_of,
    fitted_pdf,
    pages_of,
    report_of,
    report_pdf,
)
from retrowalk.reports.report.tree import Text
from retrowalk.reports.report.typst import first_page_png
from retrowalk.store import Store
from retrowalk.store.person_record import person_record
from years import a_home

AUDIENCES: tuple[Audience, ...] = ("walker", "clinician")


@cache
def somebody() -> tuple[PersonRecord, Progress]:
    """Eight weeks of a simulated person, with a name that is not English."""
    with TemporaryDirectory(prefix="retrowalk-report-") as folder:
        today = a_home(Path(folder), weeks=8)
        with Store(Path(folder), clock=lambda: datetime.combine(today, time(12), UTC)) as store:
            record = replace(person_record(store, today), name="Łucja Şahin")
    return record, progress(record)


@cache
def reader(audience: Audience) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(fitted_pdf(*somebody(), audience)))


def elements(audience: Audience) -> Iterator[tuple[str, Any]]:
    """The structure tree in the order in which it is read: role and element."""

    def below(element: Any) -> Iterator[tuple[str, Any]]:
        kids = element.get("/K")
        kids = kids.get_object() if kids is not None else []
        for kid in kids if isinstance(kids, list) else [kids]:
            found = kid.get_object()
            if isinstance(found, dict) and "/S" in found:
                yield str(found["/S"]), found
                yield from below(found)

    yield from below(root(audience)["/StructTreeRoot"])


def root(audience: Audience) -> Any:
    return reader(audience).trailer["/Root"]


@pytest.mark.parametrize("audience", AUDIENCES)
def test_it_calls_itself_pdf_ua_1_and_has_language_and_title(audience: Audience) -> None:
    found = root(audience)
    assert found["/Lang"] == "en"
    assert found["/MarkInfo"]["/Marked"].value
    assert found["/ViewerPreferences"]["/DisplayDocTitle"].value
    metadata = found["/Metadata"].get_object().get_data().decode()
    assert "<pdfuaid:part>1</pdfuaid:part>" in metadata
    assert "Łucja Şahin" in metadata
    assert all(str(page["/Tabs"]) == "/S" for page in reader(audience).pages)


@pytest.mark.parametrize("audience", AUDIENCES)
def test_it_is_read_in_the_order_of_its_content(audience: Audience) -> None:
    """One heading of the first level, then one of the second for each section, none skipped, in their order."""
    report = report_of(*somebody(), audience)
    headings = [(role, one) for role, one in elements(audience) if role in ("/H1", "/H2", "/H3")]
    assert [role for role, _one in headings] == ["/H1", *["/H2"] * len(report.sections)]
    assert [one["/T"] for _role, one in headings] == [report.title, *(one.title for one in report.sections)]


@pytest.mark.parametrize("audience", AUDIENCES)
def test_each_chart_is_a_figure_whose_alternative_text_says_what_it_says(audience: Audience) -> None:
    found = [one["/Alt"] for role, one in elements(audience) if role == "/Figure"]
    said = [one.alternative for one in figures_of(report_of(*somebody(), audience))]
    assert found
    assert len(found) == len(said)
    # Fewer or lower charts where the page is full, but the same words.
    assert {one.split(".")[0] for one in found} == {one.split(".")[0] for one in said}
    assert all(len(one) > 40 for one in found)


@pytest.mark.parametrize("audience", AUDIENCES)
def test_each_table_has_heads_that_belong_to_their_columns(audience: Audience) -> None:
    tables = [one for role, one in elements(audience) if role == "/Table"]
    assert tables
    roles = [role for role, _one in elements(audience)]
    assert roles.count("/THead") == len(tables)
    heads = [one for role, one in elements(audience) if role == "/TH"]
    assert len(heads) >= 4 * len(tables)
    assert all(part["/Scope"] == "/Column" for one in heads for part in one["/A"])


@pytest.mark.parametrize("audience", AUDIENCES)
def test_nothing_is_text_without_a_role(audience: Audience) -> None:
    allowed = {
        *(
            "/Document",
            "/H1",
            "/H2",
            "/P",
            "/Div",
            "/L",
            "/LI",
            "/Lbl",
            "/LBody",
            "/Figure",
            "/Caption",
            "/Span",
        ),
        *("/Table", "/THead", "/TBody", "/TR", "/TH", "/TD", "/Strong"),
    }
    assert {role for role, _one in elements(audience)} <= allowed


@pytest.mark.parametrize("paper", ["a4", "us-letter"])
@pytest.mark.parametrize(("audience", "most"), [("walker", 1), ("clinician", 4)])
def test_it_fits_its_pages(audience: Audience, most: int, paper: Paper) -> None:
    pdf = fitted_pdf(*somebody(), audience, paper)
    pages = pypdf.PdfReader(io.BytesIO(pdf)).pages
    assert pages_of(pdf) == len(pages) <= most
    expected = {"a4": (595, 842), "us-letter": (612, 792)}[paper]
    assert (round(pages[0].mediabox.width), round(pages[0].mediabox.height)) == expected


def test_of_its_first_page_there_is_a_picture() -> None:
    assert first_page_png(a_report("Ada"), ppi=40).startswith(b"\x89PNG")


def test_the_same_gives_the_same_bytes() -> None:
    assert fitted_pdf(*somebody(), "walker") == fitted_pdf(*somebody(), "walker")


def test_what_is_said_is_never_taken_for_markup() -> None:
    text = "#panic() *a* _b_ $c$ [d] @e <f> \\ // `g` = h"
    pdf = pypdf.PdfReader(io.BytesIO(report_pdf(a_report(text))))
    assert text in " ".join(pdf.pages[0].extract_text().split())


@pytest.mark.parametrize("name", ["李小龍", "Δημήτρης", "אברהם", "🙂 Ada", "\u0007\u200bAda", "\\u0007"])
def test_a_name_in_letters_that_are_not_there_does_not_cost_the_report(name: str) -> None:
    assert report_pdf(a_report(name)).startswith(b"%PDF")


def test_what_typst_refuses_is_said_in_a_sentence() -> None:
    broken = replace(a_report("x"), language="no language")
    with pytest.raises(OutputError, match="could not be set as a PDF"):
        report_pdf(broken)


def test_of_nobody_with_nothing_there_is_a_report_too() -> None:
    record = a_record(profile=None, name="")
    for audience in AUDIENCES:
        assert pages_of(fitted_pdf(record, progress(record), audience)) == 1


def a_report(text: str) -> Report:
    """One with nothing but this text."""
    return Report("walker", text, text, date(2026, 11, 22), (Text(text, "lead"), Text(text)), (), text)
