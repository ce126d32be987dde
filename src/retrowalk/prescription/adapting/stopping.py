"""When a programme stops, and what it says then: nobody leaves empty-handed (rules 1, 8 and 9)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from retrowalk.evidence import Reason
from retrowalk.language import _, ngettext
from retrowalk.prescription.adapting.course import Told
from retrowalk.prescription.adapting.telling import fate, grave_falls
from retrowalk.prescription.feedback import Fall
from retrowalk.prescription.planning.plan import Refusal
from retrowalk.prescription.programme import Offer, Programme
from retrowalk.screening import LEVELS, Clearance, Letter, screen
from retrowalk.screening.clearance import Urgency
from retrowalk.screening.letter import ANSWER, NAME, SIGNATURE
from retrowalk.screening.profile import Falls, Profile
from retrowalk.screening.words import condition_name, medication_name, symptom_name

URGENCIES: tuple[Urgency | None, ...] = (None, "routine", "same_day", "emergency")
CLOSED = ("clearance_first", "stop")


@dataclass(frozen=True, slots=True)
class Stop:
    """Why a programme stops, and what opens it again."""

    notes: tuple[Reason, ...]
    clearance: Clearance
    offers: tuple[Offer, ...] = ()
    letter: Letter | None = None


def reason_to_stop(programme: Programme, told: Told) -> Stop | None:
    """A fall or a symptom that ends walking backward until somebody has looked at it; None where there is none.

    Args:
        programme: with profile and clearance.
        told: all that was told, by session id.
    """
    clearance = clearance_now(programme, told)
    falls = all_falls(told)
    notes: list[Reason] = []
    letter = clearance.letter
    if grave_falls(falls, programme.profile):
        fallen = _after_fall(falls, programme.profile)
        notes += fallen
        urgency = max(clearance.urgency, fall_urgency(falls, programme.profile), key=URGENCIES.index)
        meanwhile = _meanwhile(urgency, clearance)
        clearance = replace(
            clearance,
            level="stop" if clearance.level == "stop" else "clearance_first",
            urgency=urgency,
            reasons=tuple(dict.fromkeys((*fallen, *clearance.reasons))),
            do_first=tuple(dict.fromkeys((fallen[0].text, *clearance.do_first))),
        )
        letter = _letter_after_fall(urgency, programme, told)
        clearance = replace(clearance, letter=letter, meanwhile=meanwhile)
    elif clearance.level not in CLOSED:
        return None
    why = _("There is no walking backward before this is cleared up. %(why)s")
    notes += [
        Reason(why % {"why": one.text}, one.rule, one.evidence)
        for one in clearance.reasons
        if one not in notes
    ]
    notes += [
        Reason(_("First: %(what)s") % {"what": text}, "coach_1_red_flags") for text in clearance.do_first
        if all(text != one.text for one in notes)
    ]  # fmt: skip
    notes += _fine_meanwhile(clearance.meanwhile)
    letter = letter or _letter(_("May walking backward go on with these signs?"), programme, told)
    return Stop(tuple(notes), clearance, (_renewal(),), letter)


def _meanwhile(urgency: Urgency | None, clearance: Clearance) -> tuple[str, ...]:
    """What is fine after a fall until somebody has looked; nothing in an emergency."""
    if urgency == "emergency":
        return ()
    if urgency == clearance.urgency and clearance.level in CLOSED:
        return clearance.meanwhile
    if urgency == "same_day":
        return (
            _(
                "No training, forward or backward. Light everyday movement is fine as far as it does not hurt."
            ),
        )
    return (_EVERYDAY,)


_EVERYDAY = _(
    "Go on with your everyday activity, and with walking forward as usual, as far as you feel well with it."
)


def _fine_meanwhile(texts: tuple[str, ...]) -> list[Reason]:
    return [Reason(_("Fine meanwhile: %(what)s") % {"what": one}, "coach_1_red_flags") for one in texts]


def refused(clearance: Clearance, refusal: Refusal, fell: bool) -> Stop:
    """What the risk asks for now is not there.

    Args:
        clearance: as it is now.
        refusal: what is missing.
        fell: that it is because of a fall.
    """
    notes = list(refusal.notes)
    if fell:
        text = _(
            "After your fall you go back to the first week with something to hold, and there is nothing to hold yet."
        )
        notes.insert(0, Reason(text, "coach_9_falls"))
    return Stop(tuple(notes), clearance, (*refusal.offers, _renewal()), clearance.letter)


def dead_end(programme: Programme, told: Told, clearance: Clearance, reasons: tuple[Reason, ...]) -> Stop:
    """Trouble at a dose that cannot be made smaller.

    Args:
        programme: that stops.
        told: all that was told, by session id.
        clearance: as it is now.
        reasons: the trouble.
    """
    text = _(
        "There was trouble at the smallest dose there is, so the programme stops here. Have a physiotherapist look at "
        "how you walk before you go on."
    )
    question = _("What is behind this trouble with walking backward, and may it go on, and how?")
    notes = (
        *reasons,
        Reason(text, "coach_8_less_after_trouble", ("K10",)),
        *_fine_meanwhile((_EVERYDAY,)),
    )
    return Stop(
        notes, clearance, (physiotherapist(), _renewal()), _letter(question, programme, told, reasons)
    )


def stopped(programme: Programme, told: Told, stop: Stop) -> Programme:
    """The programme, stopped: what was walked stays, what was to come goes.

    Args:
        programme: as it was.
        told: all that was told, by session id.
        stop: why.
    """
    known = programme.notes if programme.status == "stopped" else ()
    return replace(
        without_coming(programme, told),
        status="stopped",
        clearance=stop.clearance,
        notes=tuple(dict.fromkeys((*stop.notes, *known))),
        offers=stop.offers,
        letter=stop.letter,
    )


def without_coming(programme: Programme, told: Told) -> Programme:
    """Only what is past, each session with what became of it.

    Args:
        programme: as it was.
        told: all that was told, by session id.
    """
    weeks = []
    for week in programme.weeks:
        sessions = []
        for session in week.sessions:
            what = fate(session, told.get(session.id), programme.as_of)
            if what == "coming":
                continue
            sessions.append(replace(session, status=what))
        if sessions:
            weeks.append(replace(week, sessions=tuple(sessions)))
    return replace(programme, weeks=tuple(weeks))


def clearance_now(programme: Programme, told: Told) -> Clearance:
    """The stricter of the clearance in the document and what screening says now.

    Args:
        programme: a file that anybody may have written: its clearance is not taken on trust.
        told: all that was told; a symptom and a fall count as if the profile said them.
    """
    return stricter(programme.clearance, _screened(_as_told(programme.profile, told)))


@lru_cache(maxsize=64)
def _screened(profile: Profile) -> Clearance:
    return screen(profile)


def stricter(one: Clearance, other: Clearance) -> Clearance:
    """The stricter of two clearances, with the restrictions of both.

    Args:
        one: a clearance; it holds where they are equally strict.
        other: another.
    """
    if one == other:
        return one
    holds, too = (one, other) if _strictness(one) >= _strictness(other) else (other, one)
    known = {restriction.id for restriction in holds.restrictions}
    added = tuple(restriction for restriction in too.restrictions if restriction.id not in known)
    return replace(
        holds,
        restrictions=(*holds.restrictions, *added),
        urgency=max(one.urgency, other.urgency, key=URGENCIES.index),
    )


def _strictness(clearance: Clearance) -> tuple[int, int]:
    return LEVELS.index(clearance.level), URGENCIES.index(clearance.urgency)


def _as_told(profile: Profile, told: Told) -> Profile:
    symptoms = tuple(dict.fromkeys(symptom for one in told.values() for symptom in one.symptoms or ()))
    falls = all_falls(told)
    if symptoms:
        profile = replace(profile, symptoms=tuple(dict.fromkeys((*profile.symptoms, *symptoms))))
    if falls:
        before = profile.falls
        none_yet = before.past_year == 0
        profile = replace(
            profile,
            falls=Falls(
                min(365, before.past_year + len(falls)),
                False if none_yet else before.injurious,
                False if none_yet else before.unexplained,
            ),
        )
    return profile


def all_falls(told: Told) -> tuple[Fall, ...]:
    """Every fall that was told of.

    Args:
        told: all that was told, by session id.
    """
    return tuple(fall for one in told.values() for fall in one.falls or ())


def fall_urgency(falls: tuple[Fall, ...], profile: Profile) -> Urgency:
    """How soon to see somebody. What is not answered counts as the careful answer.

    Args:
        falls: as told.
        profile: a blood thinner, or not knowing of one, makes a knock to the head that nobody ruled out an emergency.
    """
    thinner = profile.medication is None or "anticoagulant" in profile.medication
    for fall in falls:
        if fall.head is True or (fall.head is None and (fall.injury is not False or thinner)):
            return "emergency"
    return "same_day" if any(fall.injury is not False for fall in falls) else "routine"


def _after_fall(falls: tuple[Fall, ...], profile: Profile) -> list[Reason]:
    urgency = fall_urgency(falls, profile)
    thinner = profile.medication is None or "anticoagulant" in profile.medication
    if urgency == "emergency" and thinner:
        text = _(
            "Call the emergency number now: after a fall with a knock to the head, or one that is not ruled out, "
            "blood thinners can let it bleed inside, even if you feel well."
        )
    elif urgency == "emergency":
        text = _(
            "Call the emergency number now: a knock to the head, or one that is not ruled out, has to be looked at."
        )
    elif urgency == "same_day":
        text = _("See a doctor today about the injury from your fall.")
    else:
        text = _("Tell your doctor or physiotherapist about your fall before you walk backward again.")
    count = len(falls)
    said = ngettext(
        "You told of a fall. Nobody walks backward after that before a doctor or physiotherapist has cleared it.",
        "You told of %(n)s falls. Nobody walks backward after that before a doctor or physiotherapist has cleared it.",
        count,
    )
    return [Reason(text, "coach_9_falls", ("SF23",)), Reason(said % {"n": count}, "coach_9_falls", ("SF23",))]


def physiotherapist() -> Offer:
    """What is suggested after two reductions running, and after trouble at the smallest dose."""
    text = _("See a physiotherapist: they can look at how you walk, and change any part of this programme.")
    return Offer("physiotherapist", text, "coach_8_less_after_trouble", ("K10",))


def _renewal() -> Offer:
    text = _(
        "Once it is cleared, bring your profile up to date with the clearance: a new programme is made from it."
    )
    return Offer("new_profile", text, "coach_1_red_flags")


def looks_like_an_id(text: str) -> bool:
    """Whether it names a session, such as ``w1s1``.

    Args:
        text: what was told.
    """
    return re.fullmatch(r"w\d{1,4}s\d", text) is not None


def _letter_after_fall(urgency: Urgency | None, programme: Programme, told: Told) -> Letter:
    if urgency != "emergency":
        return _letter(
            _("May walking backward go on after this fall, and with what support?"), programme, told
        )
    question = _(
        "Please look at this at once: a fall, with a knock to the head or one that is not ruled out."
    )
    if any(one.symptoms for one in told.values()):
        question = _("Please look at this at once: what I felt while walking, and a fall.")
    letter = _letter(question, programme, told)
    return replace(letter, to=_("whoever helps in this emergency"), paragraphs=(NAME, letter.paragraphs[1]))


def _letter(question: str, programme: Programme, told: Told, reasons: tuple[Reason, ...] = ()) -> Letter:
    profile = _as_told(programme.profile, told)
    walked = sum(
        fate(session, told.get(session.id), programme.as_of) == "done"
        for week in programme.weeks
        for session in week.sessions
    )
    nothing = _("none")
    medicines = (
        _("not answered")
        if profile.medication is None
        else "; ".join(map(medication_name, profile.medication)) or nothing
    )
    conditions = [*map(condition_name, profile.conditions), *(profile.other_conditions or ())]
    answers = [
        _("Age: %(age)s") % {"age": profile.age},
        _("Symptoms told: %(list)s") % {"list": "; ".join(map(symptom_name, profile.symptoms)) or nothing},
        _("Conditions told: %(list)s") % {"list": "; ".join(conditions) or nothing},
        _("Medicines told: %(list)s") % {"list": medicines},
        _("Sessions walked so far: %(n)s") % {"n": walked},
        *(
            _(
                "Fall while in the programme: hurt %(hurt)s; knock to the head %(head)s; reason known %(known)s"
            )
            % {"hurt": _said(fall.injury), "head": _said(fall.head), "known": _said(fall.explained)}
            for fall in all_falls(told)
        ),
        *(reason.text for reason in reasons),
    ]
    return Letter(
        to=_("the doctor or physiotherapist"),
        question=question,
        answers=tuple(answers),
        paragraphs=(
            NAME,
            _("I have been walking backward as exercise, slowly, by a programme made with Retrowalk."),
            _("Retrowalk has stopped the programme and asks for your view before anything goes on."),
            ANSWER,
            SIGNATURE,
        ),
    )


def _said(answer: bool | None) -> str:
    return _("not answered") if answer is None else _("yes") if answer else _("no")
