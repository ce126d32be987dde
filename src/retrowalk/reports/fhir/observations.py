"""What was done and measured: sessions, results, active weeks, changes and the trial."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from retrowalk.energy import ActiveWeek, Band
from retrowalk.language import _
from retrowalk.outcomes import (
    Change,
    PersonRecord,
    Result,
    SessionDone,
    TakenBy,
    TrialResult,
    Verdict,
    measure,
)
from retrowalk.outcomes.adverse import SessionEvents
from retrowalk.outcomes.progress import Progress
from retrowalk.outcomes.trial.schedule import ends_on, is_over
from retrowalk.outcomes.words import named
from retrowalk.reports.fhir.codes import ACTIVITY, LOINC, MEASURES, concept, of_measure, quantity
from retrowalk.reports.fhir.resources import Entries, Resource, component, notes, observation
from retrowalk.screening.words import pain_site_name, symptom_name, walking_aid_name

_GROUP, _MEASURE, _TIME = (
    "pa-observation-activity-group",
    "pa-observation-activity-measure",
    "pa-observation-time-measure",
)


def verdicts() -> Mapping[Verdict, str]:
    """What a change is called."""
    return {
        "better": _("better than measurement error explains"),
        "worse": _("worse than measurement error explains"),
        "no_clear_change": _("no clear change"),
        "cannot_tell": _("cannot be told"),
    }


def add_sessions(entries: Entries, record: PersonRecord, progress: Progress) -> list[dict[str, str]]:
    """Each session that was walked, and what was told of it.

    Args:
        entries: takes them.
        record: of the person.
        progress: of the same.

    Returns:
        references to the groups.
    """
    asked = {one.id for one in record.programmes if one.weeks}
    hearts = {one.run: one.heart_rate_bpm for one in record.walks}
    found = [_session(entries, one, asked, hearts) for one in record.sessions]
    for told in progress.adverse.sessions:
        entries.add(_told(entries, told), "told", told.programme, told.session)
    return found


def _session(
    entries: Entries, done: SessionDone, asked: set[str], hearts: Mapping[str | None, float | None]
) -> dict[str, str]:
    when: dict[str, object] = {"effectiveDateTime": done.done_on.isoformat()}
    key = (done.programme, done.session)
    ways = [
        name
        for name, seconds in (
            (_("walking backward"), done.backward_s),
            (_("walking forward"), done.forward_s),
        )
        if seconds > 0
    ]
    minutes, backward = round((done.backward_s + done.forward_s) / 60, 1), round(done.backward_s / 60, 1)

    def member(name: str, code: dict[str, object], **value: Any) -> dict[str, str]:
        return entries.add(observation(entries, code, when, profile=_MEASURE, **value), name, *key)

    members = [
        member(
            "activity",
            concept(None, (LOINC, "73985-4")),
            valueCodeableConcept=concept(", ".join(ways) or _("walking")),
        ),
        member("duration", concept(None, (LOINC, "55411-3")), valueQuantity=quantity(minutes, "min", "min")),
        # No code system knows a direction of walking.
        member(
            "backward", concept(_("Time walked backward")), valueQuantity=quantity(backward, "min", "min")
        ),
    ]
    heart = hearts.get(done.run) if done.run is not None else None
    if heart is not None:
        rate = quantity(round(heart), "bpm", "/min")
        members.append(member("heart", concept(None, (LOINC, "55425-3")), valueQuantity=rate))
    based = [entries.to("request", done.programme)] if done.programme in asked else None
    group = observation(
        entries,
        concept(None, (ACTIVITY, "PAPanel")),
        when,
        profile=_GROUP,
        basedOn=based,
        hasMember=members,
    )
    return entries.add(group, "session", *key)


def _told(entries: Entries, told: SessionEvents) -> Resource:
    counts = (
        (_("Stumbles"), told.stumbles),
        (_("Times the rail was grabbed"), told.rail_grabs),
        (_("Falls"), told.falls),
        (_("Falls with an injury"), told.injuries),
        (_("Falls of which an injury was not told"), told.injuries_unknown or None),
    )
    parts = [component(text, valueInteger=value) for text, value in counts if value is not None]
    if told.effort is not None:
        parts.append(component(_("Effort, 0–10"), valueQuantity=_score(told.effort)))
    for pain in told.pains:
        moments = (
            (_("before"), pain.before),
            (_("during"), pain.during),
            (_("after"), pain.after),
            (_("the next day"), pain.next_day),
        )
        for moment, value in moments:
            if value is not None:
                said = {"site": pain_site_name(pain.site), "when": moment}
                parts.append(component(_("Pain, %(site)s, %(when)s") % said, valueQuantity=_score(value)))
    parts += [component(_("Symptom"), valueString=symptom_name(one)) for one in told.symptoms]
    return observation(
        entries,
        concept(_("Told of the session")),
        {"effectiveDateTime": told.on.isoformat()},
        survey=True,
        component=parts or None,
    )


def _score(value: float) -> dict[str, object]:
    return quantity(value, "0–10", "{score}")


def add_results(entries: Entries, progress: Progress) -> None:
    """Each value that was measured, with what is to be known of it.

    Args:
        entries: takes them.
        progress: of the person.
    """
    for one in progress.results:
        entries.add(_result(entries, one), "result", one.id)


def _result(entries: Entries, one: Result) -> Resource:
    what = measure(one.measure)
    known = MEASURES.get(one.measure)
    by: dict[TakenBy | None, str] = {
        "helper": _("Taken by a helper."),
        "professional": _("Taken by a professional."),
        "device": _("Told by a device."),
        "recording": _("Found in a recording by Retrowalk."),
        "computed": _("Worked out from another result."),
    }
    practice = _("To get to know the test; not counted.") if one.practice else None
    aid = None
    if one.with_aid is not None:
        aid = _("Walking aid: %(aid)s") % {"aid": walking_aid_name(one.with_aid)}
    told = [by.get(one.taken_by), practice, aid, one.note]
    return observation(
        entries,
        concept(named(what, one.site), *(() if known is None else [(LOINC, known)])),
        {"effectiveDateTime": one.taken_on.isoformat()},
        profile=_TIME if one.measure == "resting_heart_rate" else None,
        survey=what.kind == "question",
        bodySite=None if one.site is None else concept(pain_site_name(one.site)),
        valueQuantity=of_measure(what, one.value),
        note=notes(entries, one.taken_on, told),
    )


def add_changes(entries: Entries, progress: Progress) -> list[dict[str, str]]:
    """What became of each measure, held against its error.

    Args:
        entries: takes them.
        progress: of the person.

    Returns:
        references to them, the primary outcome first.
    """
    return [
        entries.add(_change(entries, one, progress), "change", one.measure, one.site)
        for one in progress.changes
    ]


def _change(entries: Entries, one: Change, progress: Progress) -> Resource:
    what = measure(one.measure)
    known = (
        (_("At the beginning"), one.baseline),
        (_("Now"), one.now),
        (_("Difference"), one.difference),
        (_("Least change beyond measurement error (MDC95)"), one.error.mdc),
        (_("Least change that matters to people (MCID)"), one.matters.least),
    )
    parts = [
        component(text, valueQuantity=of_measure(what, value)) for text, value in known if value is not None
    ]
    sentences = [one.sentence, one.error.text, one.matters.text, *(note.text for note in one.notes)]
    on = one.now_on or progress.today
    title = (
        _("Change, the outcome named beforehand: %(measure)s") if one.primary else _("Change: %(measure)s")
    )
    return observation(
        entries,
        concept(title % {"measure": named(what, one.site)}),
        {"effectiveDateTime": on.isoformat()},
        valueCodeableConcept=concept(verdicts()[one.verdict]),
        component=parts or None,
        note=notes(entries, on, sentences),
    )


def add_weeks(entries: Entries, progress: Progress) -> list[dict[str, str]]:
    """Active minutes a week, with their band.

    Args:
        entries: takes them.
        progress: of the person.

    Returns:
        references to them.
    """
    return [entries.add(_week(entries, one), "week", one.start) for one in progress.weeks]


def _week(entries: Entries, one: ActiveWeek) -> Resource:
    def band(text: str, of: Band, unit: str, code: str) -> list[dict[str, object]]:
        ends = ((_("%(what)s, lowest"), of.low), (_("%(what)s, highest"), of.high))
        return [
            component(said % {"what": text}, valueQuantity=quantity(value, unit, code))
            for said, value in ends
        ]

    minutes, mets = _("Moderate minutes"), _("MET-minutes")
    parts = [
        *band(minutes, one.moderate_minutes, "min", "min/wk"),
        component(mets, valueQuantity=quantity(one.met_minutes.mid, "MET-min", "{METs}.min/wk")),
        *band(mets, one.met_minutes, "MET-min", "{METs}.min/wk"),
    ]
    return observation(
        entries,
        concept(_("Minutes of moderate activity in the week, a vigorous minute counted twice")),
        {"effectiveDateTime": one.start.isoformat()},
        valueQuantity=quantity(one.moderate_minutes.mid, "min", "min/wk"),
        component=parts,
        note=notes(entries, one.start, [note.text for note in one.notes]),
    )


def add_trial(entries: Entries, record: PersonRecord, came: TrialResult | None) -> list[dict[str, str]]:
    """What the trial with this one person came to.

    Args:
        entries: takes it.
        record: of the person.
        came: its result; None where there was none.

    Returns:
        a reference to it, or nothing.
    """
    trial = record.trial
    if trial is None or came is None:
        return []
    what = measure(trial.measure)
    ends = ((_("95 % interval, lower end"), came.low), (_("95 % interval, upper end"), came.high))
    parts = [
        component(text, valueQuantity=of_measure(what, value)) for text, value in ends if value is not None
    ]
    if came.p is not None:
        parts.append(component(_("p of the randomisation test"), valueString=f"{came.p:.3g}"))
    parts.append(component(_("Complete pairs of periods"), valueInteger=came.pairs))
    title = _("Trial with one person, walking backward less walking forward: %(measure)s")
    over = is_over(trial, record.today)
    found = observation(
        entries,
        concept(title % {"measure": named(what, trial.site)}),
        {"effectivePeriod": _days(record, over=over)},
        status="final" if over else "preliminary",
        valueQuantity=None if came.estimate is None else of_measure(what, came.estimate),
        component=parts,
        note=notes(entries, record.today, [came.sentence, *(one.text for one in came.notes)]),
    )
    return [entries.add(found, "trial", trial.id)]


def _days(record: PersonRecord, *, over: bool) -> dict[str, str]:
    """FHIR's periods hold their last day, the trial's do not; one that runs has no end yet."""
    trial = record.trial
    assert trial is not None
    start = min((one.start for one in trial.periods), default=trial.designed_on)
    if not over:
        return {"start": start.isoformat()}
    return {"start": start.isoformat(), "end": max(start, ends_on(trial) - timedelta(days=1)).isoformat()}
