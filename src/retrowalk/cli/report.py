"""``retrowalk report``: what changed and what was walked, to keep or to hand over."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from retrowalk.cli.drawing import Drawing
from retrowalk.errors import OutputError
from retrowalk.language import _

if TYPE_CHECKING:
    from retrowalk.outcomes import PersonRecord
    from retrowalk.outcomes.progress import Progress
    from retrowalk.reports.report import Audience, Paper

ENDINGS = (".pdf", ".html", ".json")
_FONTS = Path(__file__).parents[1] / "reports" / "report" / "fonts"


def report_command(output: Path, *, audience: Audience, paper: Paper) -> None:
    """Write the report of whoever's data folder this is, whole or not at all.

    Args:
        output: the file; its ending says which kind.
        audience: whom it is for; of a bundle for another system there is one kind.
        paper: a PDF is printed on.

    Raises:
        OutputError: another ending, or it cannot be written.
        StoreError: the data folder cannot be used.
    """
    kind = output.suffix.lower()
    if kind not in ENDINGS:
        raise OutputError(
            f"{output}: a report is written as {', '.join(ENDINGS[:-1])} or {ENDINGS[-1]}; "
            "give the file one of these endings."
        )
    if kind == ".json":
        _write_bundle(output)
    else:
        _write_report(output, kind, audience, paper)
    said = _("Written: %(path)s. It speaks of your health: keep it where your other papers lie.")
    print(said % {"path": output}, file=sys.stderr)  # noqa: T201


def _write_report(output: Path, kind: str, audience: Audience, paper: Paper) -> None:
    with Drawing(str(_FONTS)) as drawing:
        from retrowalk.reports import whole_file, write_text
        from retrowalk.reports.report import fitted_pdf, report_of, report_page

        record, found = _person()
        _draw(drawing, record, found, audience, narrow=kind == ".html")
        if kind == ".html":
            write_text(output, report_page(report_of(record, found, audience)))
            return
        with whole_file(output) as temporary:
            temporary.write_bytes(fitted_pdf(record, found, audience, paper))


def _write_bundle(output: Path) -> None:
    from retrowalk.reports import to_json, write_text
    from retrowalk.reports.fhir import fhir_bundle
    from retrowalk.store.store import utc_now

    write_text(output, to_json(fhir_bundle(*_person(), issued=utc_now())))


def _person() -> tuple[PersonRecord, Progress]:
    from retrowalk.outcomes.progress import progress
    from retrowalk.store import Store
    from retrowalk.store.person_record import person_record
    from retrowalk.web.plan import PlanDesk

    with Store() as store:
        desk = PlanDesk(store)
        record = person_record(store, desk.today(), desk.programme())
    return record, progress(record)


def _draw(
    drawing: Drawing, record: PersonRecord, found: Progress, audience: Audience, *, narrow: bool
) -> None:
    from retrowalk.reports.report import figures_of, report_of
    from retrowalk.reports.report.pictures import definition_of, keep_drawing

    figures = figures_of(report_of(record, found, audience))
    charts = [one.chart for one in figures]
    if narrow:
        charts += [one.narrow for one in figures if one.narrow is not None]
    for definition, svg in drawing.draw([definition_of(one) for one in charts]):
        keep_drawing(definition, svg)
