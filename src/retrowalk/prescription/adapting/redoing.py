"""The coming weeks from what was told: rules 8, 9 and 10, and what is offered where nothing can get harder."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from retrowalk.errors import DocumentError
from retrowalk.evidence import Reason
from retrowalk.language import _
from retrowalk.prescription.adapting import chances, stopping
from retrowalk.prescription.adapting.coming import Situation, redone
from retrowalk.prescription.adapting.course import Course, Told, course_of
from retrowalk.prescription.adapting.telling import happened, merged
from retrowalk.prescription.feedback import Feedback
from retrowalk.prescription.planning.bounds import plan_of
from retrowalk.prescription.planning.goals import advice
from retrowalk.prescription.planning.plan import Plan, Refusal
from retrowalk.prescription.planning.variants import offers as first_offers
from retrowalk.prescription.programme import Offer, Programme, Session
from retrowalk.screening import Clearance, Profile

FURTHEST_YEARS = 10
EARLY_DAYS = 6
"""So much earlier than planned a session may have been done."""


def adapt(programme: Programme, feedback: Feedback) -> Programme:
    """The programme with its coming weeks redone from what was told.

    What is past stays as it was issued. The document is the only state: the answers in it and those told now are
    read together, session by session in the order of their dates, so that telling the same again changes nothing.

    Args:
        programme: as it stands; its clearance is looked at anew, and the stricter one holds.
        feedback: what is told up to a date.

    Returns:
        The programme; its revision is one higher where anything changed. It is stopped where a fall, a symptom or
        trouble at the smallest dose asks for that.

    Raises:
        DocumentError: the feedback is about another programme or an earlier day, or takes up what was not offered.
    """
    _check(programme, feedback)
    told = {one.id: one for one in merged(programme.feedback, feedback.sessions)}
    heard = replace(
        programme,
        as_of=feedback.as_of,
        feedback=tuple(told.values()),
        accepted=tuple(dict.fromkeys((*programme.accepted, *feedback.accepted))),
    )
    redone_now = _redone(heard, told)
    same = replace(redone_now, revision=programme.revision, as_of=programme.as_of) == programme
    return redone_now if same else replace(redone_now, revision=programme.revision + 1)


def _redone(programme: Programme, told: Told) -> Programme:
    stop = stopping.reason_to_stop(programme, told)
    if stop is not None:
        return stopping.stopped(programme, told, stop)
    if programme.status == "stopped":
        # It stays so until a new profile holds the clearance.
        return stopping.without_coming(programme, told)
    profile = programme.profile
    clearance = stopping.clearance_now(programme, told)
    base = _planned(profile, clearance)
    if isinstance(base, Refusal):
        fell = bool(stopping.all_falls(told))
        return stopping.stopped(programme, told, stopping.refused(clearance, base, fell))
    course = course_of(base, programme.weeks, told, profile, programme.as_of)
    plan = chances.taken_up(base, programme, course, clearance)
    if plan != base:
        course = course_of(plan, programme.weeks, told, profile, programme.as_of)
    if course.dead_end:
        return stopping.stopped(
            programme, told, stopping.dead_end(programme, told, clearance, course.trouble)
        )
    plan = chances.kept_up(plan, programme, course)
    situation = Situation(plan, course, told, profile, programme.as_of, programme.trial_days)
    weeks = redone(situation, programme.weeks)
    coming = any(situation.fate(session) == "coming" for week in weeks for session in week.sessions)
    made = replace(programme, clearance=clearance, weeks=weeks, status="active" if coming else "finished")
    notes = (*_notes(programme, made, course, told), *chances.notes(base, programme, course, clearance))
    return replace(
        made,
        protocol=plan.protocol,
        not_chosen=plan.not_chosen,
        notes=tuple(dict.fromkeys((*notes, *_said_at_first(profile, clearance)[0]))),
        offers=_unique((*chances.offers(made, course, plan), *_said_at_first(profile, clearance)[1])),
        letter=clearance.letter,
    )


@lru_cache(maxsize=64)
def _planned(profile: Profile, clearance: Clearance) -> Plan | Refusal:
    return plan_of(profile, clearance)


@lru_cache(maxsize=64)
def _said_at_first(profile: Profile, clearance: Clearance) -> tuple[tuple[Reason, ...], tuple[Offer, ...]]:
    plan = _planned(profile, clearance)
    if isinstance(plan, Refusal):
        return plan.notes, plan.offers
    return (*advice(profile, plan), *plan.notes), first_offers(profile, clearance, plan)


def _check(programme: Programme, feedback: Feedback) -> None:
    ids = [session.id for session in _sessions(programme)]
    if len(set(ids)) < len(ids) or len({week.week for week in programme.weeks}) < len(programme.weeks):
        raise DocumentError(
            _("the programme: a week or a session stands in it twice; expected each of them once.")
        )
    if feedback.as_of < programme.as_of:
        raise DocumentError(
            _(
                "as_of is %(told)s, before %(known)s, up to which this programme has heard already; "
                "expected that day or a later one."
            )
            % {"told": feedback.as_of, "known": programme.as_of}
        )
    if feedback.as_of.year > programme.profile.start_date.year + FURTHEST_YEARS:
        raise DocumentError(
            _(
                "as_of is %(told)s, more than %(years)s years after the programme's start on %(start)s; "
                "expected a day within them."
            )
            % {"told": feedback.as_of, "years": FURTHEST_YEARS, "start": programme.profile.start_date}
        )
    planned = {session.id: session.date for week in programme.weeks for session in week.sessions}
    known = planned.keys() | {one.id for one in programme.feedback}
    for index, one in enumerate(feedback.sessions):
        # A stopped programme has dropped what was to come; that it was walked all the same is still heard.
        if one.id not in known and not (programme.status == "stopped" and stopping.looks_like_an_id(one.id)):
            raise DocumentError(
                _(
                    "sessions[%(index)s].id is %(id)s; expected the id of a session of this programme "
                    "(%(programme)s), such as w1s1."
                )
                % {"index": index, "id": one.id, "programme": programme.id}
            )
        ahead = one.id in planned and (planned[one.id] - feedback.as_of).days
        if ahead > EARLY_DAYS and happened(one):
            raise DocumentError(
                _(
                    "sessions[%(index)s].id is %(id)s, planned for %(day)s, a week or more after as_of "
                    "%(as_of)s; expected a session that was due by then."
                )
                % {"index": index, "id": one.id, "day": planned[one.id], "as_of": feedback.as_of}
            )
        if one.done_on is not None and one.done_on > feedback.as_of:
            raise DocumentError(
                _("sessions[%(index)s].done_on is %(day)s, after as_of %(as_of)s; expected a day up to it.")
                % {"index": index, "day": one.done_on, "as_of": feedback.as_of}
            )
    open_ids = {offer.id for offer in programme.offers} | set(programme.accepted)
    for index, taken in enumerate(feedback.accepted):
        if taken not in open_ids:
            expected = ", ".join(sorted(open_ids)) or _("nothing: no offer is open")
            raise DocumentError(
                _(
                    "accepted[%(index)s] is %(id)s; expected the id of an offer of this programme: %(expected)s."
                )
                % {"index": index, "id": taken, "expected": expected}
            )


def _notes(before: Programme, after: Programme, course: Course, told: Told) -> list[Reason]:
    notes = []
    if course.held:
        text = _(
            "Two sessions running gave trouble, so nothing gets harder until a good week has been. "
            "A physiotherapist can look at how you walk, and at what would suit you better."
        )
        notes.append(Reason(text, "coach_8_less_after_trouble", ("K10",)))
    if any(one.falls for one in told.values()):
        text = _(
            "You fell. Your profile does not say so yet: bring it up to date, and the programme is fitted to it anew."
        )
        notes.append(Reason(text, "coach_9_falls"))
    if any((one.completed_fraction or 0) > 1 for one in told.values()):
        text = _("You did more than was asked. What comes does not get harder for it.")
        notes.append(Reason(text, "coach_10_silence_is_not_success", ("C29",)))
    edited = {s.id for s in _sessions(before) if any(block.edited_by for block in s.blocks)}
    left = {s.id for s in _sessions(after) if any(block.edited_by for block in s.blocks)}
    for gone in sorted(edited - left):
        text = _(
            "The edit of session %(id)s by hand was set aside, because less is due now than it asks for."
        )
        notes.append(Reason(text % {"id": gone}, "coach_8_less_after_trouble"))
    # What was set aside earlier stays said.
    notes += [note for note in before.notes if "set aside" in note.text and note not in notes]
    if after.status == "finished":
        text = _("You have walked all %(weeks)s weeks of this programme.")
        notes.append(Reason(text % {"weeks": course.weeks_done}, "coach_5_one_thing_harder"))
    return notes


def _sessions(programme: Programme) -> list[Session]:
    return [session for week in programme.weeks for session in week.sessions]


def _unique(offers: tuple[Offer, ...]) -> tuple[Offer, ...]:
    return tuple({offer.id: offer for offer in reversed(offers)}.values())[::-1]
