"""What was meant to be done: goals, the care plan, and what it asks for."""

from __future__ import annotations

from retrowalk import evidence
from retrowalk.language import _, ngettext
from retrowalk.outcomes import Change, PersonRecord, Verdict, measure
from retrowalk.outcomes.progress import Progress
from retrowalk.outcomes.words import named
from retrowalk.prescription import Programme
from retrowalk.reports.fhir.codes import ABSENT, ACHIEVEMENT, CARE_PLAN, concept
from retrowalk.reports.fhir.resources import (
    Entries,
    Resource,
    narrative,
    notes,
    physical_activity,
    profiled,
)
from retrowalk.screening.words import goal_name, level_name

_GENDERS = {"female": "female", "male": "male", "other": "other", None: "unknown"}
_PLAN_STATUS = {"active": "active", "stopped": "revoked", "finished": "completed"}
_ACHIEVED: dict[Verdict, str] = {
    "better": "improving",
    "worse": "worsening",
    "no_clear_change": "no-change",
    "cannot_tell": "in-progress",
}


def add_patient(entries: Entries, record: PersonRecord) -> None:
    """The person, as far as they told.

    Args:
        entries: takes it.
        record: of the person.
    """
    profile = record.profile
    address = entries.address("patient")
    # One name as they call themselves: which part of it is the family's was never asked.
    unsaid = [{"url": ABSENT, "valueCode": "unknown"}]
    name = {"extension": unsaid, **({"text": record.name} if record.name else {})}
    patient: Resource = {
        "resourceType": "Patient",
        "identifier": [{"system": "urn:ietf:rfc:3986", "value": address}],
        "name": [name],
        "gender": _GENDERS[None if profile is None else profile.sex],
    }
    if profile is not None:
        patient["birthDate"] = str(profile.birth_year)
    entries.add(patient, "patient")


def add_plan(entries: Entries, record: PersonRecord, progress: Progress) -> None:
    """Goals, and for each programme its request; the running one as the care plan.

    Args:
        entries: takes them.
        record: of the person.
        progress: of the same.
    """
    goals = _goals(entries, record, progress.primary)
    for programme in record.programmes:
        if programme.weeks:
            entries.add(_request(entries, programme), "request", programme.id)
    if record.programme is not None:
        entries.add(_care_plan(entries, record.programme, goals), "plan", record.programme.id)


def _goals(entries: Entries, record: PersonRecord, primary: Change | None) -> list[dict[str, str]]:
    found = []
    if record.profile is not None:
        text = goal_name(record.profile.goal)
        goal = _goal(entries, text[:1].upper() + text[1:], record.profile.start_date.isoformat(), None)
        found.append(entries.add(goal, "goal", record.profile.goal))
    if record.choice is not None:
        what = named(measure(record.choice.measure), record.choice.site)
        text = _("The outcome named beforehand: %(measure)s") % {"measure": what}
        goal = _goal(entries, text, record.choice.chosen_on.isoformat(), primary)
        found.append(entries.add(goal, "goal", record.choice.measure, record.choice.site))
    return found


def _goal(entries: Entries, text: str, start: str, change: Change | None) -> Resource:
    goal: Resource = {
        "resourceType": "Goal",
        "meta": profiled("pa-goal"),
        "lifecycleStatus": "active",
        "category": [physical_activity()],
        "description": concept(text),
        "subject": entries.patient,
        "startDate": start,
    }
    if change is not None:
        goal["achievementStatus"] = concept(change.sentence, (ACHIEVEMENT, _ACHIEVED[change.verdict]))
    return goal


def _request(entries: Entries, programme: Programme) -> Resource:
    """Not after the guide's profile: that wants a professional who ordered it, and codes of SNOMED CT."""
    reasons = [f"{one.text} ({', '.join((one.rule, *one.evidence))})" for one in programme.notes]
    who = _("Made from the walker's answers by the rules of Retrowalk; no professional ordered it.")
    asked: Resource = {
        "resourceType": "ServiceRequest",
        "status": _PLAN_STATUS[programme.status],
        "intent": "plan",
        "category": [physical_activity()],
        "code": concept(_title(programme)),
        "subject": entries.patient,
        "occurrencePeriod": _period(programme),
        "authoredOn": programme.as_of.isoformat(),
        "requester": entries.patient,
        "reasonCode": [concept(goal_name(programme.profile.goal))],
        "note": notes(entries, programme.as_of, [who, *reasons]),
        "patientInstruction": _doses(programme),
    }
    return asked


def _care_plan(entries: Entries, programme: Programme, goals: list[dict[str, str]]) -> Resource:
    level = _("Screening: %(level)s") % {"level": level_name(programme.clearance.level)}
    reasons = [one.text for one in programme.clearance.reasons]
    doses = _doses(programme) if programme.weeks else _("No sessions are planned.")
    plan: Resource = {
        "resourceType": "CarePlan",
        "meta": profiled("pa-careplan"),
        "text": narrative(_title(programme), level, *reasons, doses),
        "status": _PLAN_STATUS[programme.status],
        "intent": "plan",
        "category": [concept(None, (CARE_PLAN, "assess-plan")), physical_activity()],
        "title": _title(programme),
        "description": doses,
        "subject": entries.patient,
        "created": programme.as_of.isoformat(),
    }
    if goals:
        plan["goal"] = goals
    if programme.weeks:
        plan["period"] = _period(programme)
        plan["activity"] = [{"reference": entries.to("request", programme.id)}]
    return plan


def _title(programme: Programme) -> str:
    if programme.protocol is None:
        return _("Walking backward: no programme for now")
    protocol = evidence.protocols()[programme.protocol]
    said = {"name": protocol.name, "id": protocol.id}
    return _("Walking backward, after “%(name)s” (%(id)s)") % said


def _period(programme: Programme) -> dict[str, str]:
    days = [session.date for week in programme.weeks for session in week.sessions]
    return {"start": min(days).isoformat(), "end": max(days).isoformat()}


def _doses(programme: Programme) -> str:
    """The first and the last week's sessions, and how many there are."""
    sessions = [session for week in programme.weeks for session in week.sessions]
    # The forward days of a trial are no dose.
    dosed = [session for session in sessions if not session.forward_only] or sessions
    first, last = dosed[0], dosed[-1]
    said = {
        "n": len(programme.weeks),
        "sessions": len(sessions),
        "first": round(first.backward_s / 60, 1),
        "last": round(last.backward_s / 60, 1),
    }
    return (
        ngettext(
            "%(n)d week with %(sessions)d sessions; minutes walked backward in one of them: %(first)g in the first, "
            "%(last)g in the last.",
            "%(n)d weeks with %(sessions)d sessions; minutes walked backward in one of them: %(first)g in the first, "
            "%(last)g in the last.",
            len(programme.weeks),
        )
        % said
    )
