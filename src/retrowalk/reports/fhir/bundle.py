"""The bundle: the person, what was meant, what was done and measured, and the report that holds it together."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from retrowalk.language import _
from retrowalk.outcomes import PersonRecord
from retrowalk.outcomes.progress import Progress
from retrowalk.reports.fhir.codes import concept
from retrowalk.reports.fhir.observations import (
    add_changes,
    add_results,
    add_sessions,
    add_trial,
    add_weeks,
)
from retrowalk.reports.fhir.plan import add_patient, add_plan
from retrowalk.reports.fhir.resources import Entries, Resource, physical_activity, profiled


def fhir_bundle(
    record: PersonRecord, progress: Progress, *, issued: datetime | None = None
) -> dict[str, Any]:
    """One person's programme and progress for another system: a FHIR R4 Bundle of the type ``collection``.

    After the Physical Activity IG 1.0.0; see docs/fhir.md for what keeps to its profiles and what cannot.

    Args:
        record: all that is known of the person.
        progress: of the same.
        issued: instant at which it is made; None leaves it out, so that the same things give the same bundle.
    """
    entries = Entries(record)
    add_patient(entries, record)
    add_plan(entries, record, progress)
    sessions = add_sessions(entries, record, progress)
    add_results(entries, progress)
    told = [
        *add_trial(entries, record, progress.trial),
        *add_changes(entries, progress),
        *add_weeks(entries, progress),
        *sessions,
    ]
    entries.add(_report(entries, record, progress, told, issued), "report")
    bundle: dict[str, Any] = {"resourceType": "Bundle", "type": "collection"}
    if issued is not None:
        bundle["timestamp"] = _instant(issued)
    return {**bundle, "entry": [{"fullUrl": address, "resource": one} for address, one in entries]}


def _report(
    entries: Entries,
    record: PersonRecord,
    progress: Progress,
    told: list[dict[str, str]],
    issued: datetime | None,
) -> Resource:
    sentences = [one.sentence for one in progress.changes]
    if progress.trial is not None:
        sentences.insert(0, progress.trial.sentence)
    sentences += [progress.adherence.text, *(one.text for one in progress.notes)]
    days = [one.done_on for one in record.sessions] + [one.taken_on for one in progress.results]
    report: Resource = {
        "resourceType": "DiagnosticReport",
        "status": "final",
        "category": [physical_activity()],
        "code": concept(_("Walking backward: what was done and what changed, kept by the walker")),
        "subject": entries.patient,
        "effectivePeriod": {
            "start": min([*days, record.today]).isoformat(),
            "end": record.today.isoformat(),
        },
        "performer": [entries.patient],
    }
    if issued is not None:
        # The guide's profile asks for the instant.
        report["meta"] = profiled("pa-diagnosticreport")
        report["issued"] = _instant(issued)
    if record.programme is not None and record.programme.weeks:
        report["basedOn"] = [entries.to("request", record.programme.id)]
    if told:
        report["result"] = told
    if any(sentences):
        report["conclusion"] = "\n".join(one for one in sentences if one)
    return report


def _instant(at: datetime) -> str:
    return at.isoformat(timespec="seconds").replace("+00:00", "Z")
