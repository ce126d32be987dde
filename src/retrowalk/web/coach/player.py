"""A session with the coach: the player's page, and all that it needs to go on without us."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, get_args

from fastapi import APIRouter, Request
from starlette.responses import Response

from retrowalk import contract
from retrowalk.language import _
from retrowalk.prescription import (
    Fall,
    Feedback,
    Programme,
    Session,
    SessionFeedback,
    adapt,
    asked_sites,
)
from retrowalk.prescription.adapting.telling import tolerates
from retrowalk.screening.profile import Symptom
from retrowalk.screening.words import PAIN_SITES
from retrowalk.session import (
    Preferences,
    Timeline,
    at_risk_of_falling,
    granted,
    suggested_cadence_spm,
)
from retrowalk.session.clips import clips
from retrowalk.web import feedback_form
from retrowalk.web.coach.coaching import as_coached
from retrowalk.web.desk import desk_of
from retrowalk.web.pages import see
from retrowalk.web.render import page
from retrowalk.web.words import urgent

router = APIRouter(include_in_schema=False)

OUTDOORS = ("track", "flat_open_ground", "grass")
OPEN = ("planned", "moved")
TOO_EARLY = timedelta(days=7)
"""From so long ahead on nothing can be told of a session, so it is not begun either."""
# What may come over somebody while they walk; the others are found out by the questions.
_FELT: tuple[Symptom, ...] = (
    "chest_pain",
    "dizziness",
    "fainting",
    "breathless_mild_effort",
    "palpitations",
    "sudden_face_speech_vision_change",
    "knee_giving_way",
    "cannot_bear_weight",
    "claudication",
)


@router.get("/session/{session_id}")
def player(request: Request, session_id: str) -> Response:
    plan = desk_of(request).plan
    programme = plan.must()
    week, session = plan.session(programme, session_id)
    if programme.status == "stopped" or desk_of(request).runs.untold_fall(programme) is not None:
        return see("/")
    if session.date - plan.today() >= TOO_EARLY:
        return see(f"/programme/{session_id}")
    made = as_coached(desk_of(request), session_id)
    spm, why_not = metronome(programme, session)
    best = desk_of(request).store.carrying.best()
    worn = "pocket" if best is None else best.placement
    return page(
        request,
        "coach.html",
        programme=programme,
        week=week,
        session=session,
        is_open=session.status in OPEN,
        today=plan.today(),
        outdoors=session.place in OUTDOORS,
        on_belt=made.on_belt,
        has_rail=feedback_form.has_rail(session),
        known_sites=asked_sites(programme),
        felt=_FELT,
        preferences=made.preferences,
        metronome=spm,
        no_metronome=why_not,
        guided=programme.profile.supervision == "guide",
        worn=worn,
        data={
            **data_of(programme, session, made, spm),
            "sound": desk_of(request).tracks.fingerprint(made),
            "placement": worn,
        },
    )


def metronome(programme: Programme, session: Session) -> tuple[int | None, str]:
    """Steps a minute to offer a metronome at, or why there is none, a sentence.

    Args:
        programme: in force.
        session: to be walked.
    """
    if at_risk_of_falling(programme):
        _without, reasons = granted(Preferences(metronome_spm=60), programme)
        return None, reasons[0].text
    if session.forward_only:
        return None, _("No metronome: nothing of this session is walked backward.")
    offered = [spm for block in session.blocks if (spm := suggested_cadence_spm(block)) is not None]
    if not offered:
        return None, _("No metronome: no speed is asked for, so there is no beat to go with it.")
    return offered[0], ""


def data_of(programme: Programme, session: Session, made: Timeline, spm: int | None) -> dict[str, Any]:
    """What the scripts of the page need to know, as plain data: they have no sentences of their own.

    Args:
        programme: in force.
        session: to be walked.
        made: its timeline.
        spm: steps a minute to offer a metronome at; None where none is offered.
    """
    address = f"/session/{session.id}"
    return {
        "programme": programme.id,
        "session": session.id,
        "status": session.status,
        "onBelt": made.on_belt,
        "hasRail": feedback_form.has_rail(session),
        "backward_s": session.backward_s,
        "hearsBadly": "hearing_loss" in programme.profile.conditions,
        "metronome": spm,
        "knownSites": asked_sites(programme),
        "sites": PAIN_SITES,
        "tolerated": [site for site in PAIN_SITES if tolerates(programme.profile, site)],
        "afterSymptom": {one: _after(programme, session, symptoms=(one,)) for one in get_args(Symptom)},
        "afterFall": {
            f"{_yes_no(injury)}-{_yes_no(head)}-{_yes_no(explained)}": _after(
                programme, session, falls=(Fall(injury, head, explained),)
            )
            for injury in (True, False, None)
            for head in (True, False, None)
            for explained in (True, False, None)
        },
        "urls": {
            "timeline": f"{address}/timeline.json",
            "track": f"{address}/track.mp3",
            "clips": "/session/clips/",
            "preferences": "/session/preferences",
            "told": f"/?told={session.id}",
        },
        "timeline": contract.write(made),
        "words": sentences() | (_walked_forward() if session.forward_only else {}),
    }


def _yes_no(told: bool | None) -> str:
    return {True: "yes", False: "no", None: ""}[told]


def _after(programme: Programme, session: Session, **told: Any) -> dict[str, Any]:
    """What to do after something was felt, or a fall: the same that the programme will say once it hears."""
    after = adapt(programme, Feedback(programme.as_of, (SessionFeedback(session.id, **told),)))
    if after.status != "stopped":
        return {"urgency": None, "heading": "", "first": []}
    clearance = after.clearance
    return {
        "urgency": clearance.urgency,
        "heading": urgent(clearance.urgency) or _("Ask first, then walk"),
        "first": clearance.do_first,
    }


def _walked_forward() -> dict[str, str]:
    """What is said otherwise on the forward days of a trial."""
    return {
        "walked": _("You walked a part of it, forward, as your trial asked for."),
        "walkedAll": _("You walked all of it, forward, as your trial asked for."),
        "nothingWalked": _("You ended before walking. The session stays in your programme."),
        "title": _("Walk forward"),
    }


def sentences() -> dict[str, Any]:
    """The words that the scripts fill in: names in braces are theirs to replace."""
    return {
        "seconds": _("{n} s"),
        "minutes": _("{n} min"),
        "minutesSeconds": _("{m} min {s} s"),
        "next": _("Then: {what}, {time}"),
        "nextEnd": _("Then: the end"),
        "starts": _("{what}. {time}."),
        "word": {
            "forward": _("Forward"),
            "backward": _("Backward"),
            "turn": _("Turn"),
            "turnBelt": _("Stop"),
            "rest": _("Rest"),
            "lead_in": _("Get ready"),
            "closing": _("The end"),
            "walk": _("Walk"),
            "warm_up": _("Warm up"),
            "cool_down": _("Cool down"),
        },
        "resumeBackward": _("You were at {time}, in backward part {n} of {all}."),
        "resumeForward": _("You were at {time}, in forward part {n} of {all}."),
        "resumeOther": _("You were at {time}: {what}."),
        "unsaved": _("This could not be kept: {why} What you tell here may be lost, so write it down."),
        "full": _("there is no room left on this device."),
        "unsavedOther": _("the browser did not store it."),
        "notKept": _(
            "This browser keeps nothing for us, so this is not recorded. You can walk it all the same."
        ),
        "noTrack": _(
            "The sound track could not be had, so the browser speaks and beeps itself. Keep the screen on."
        ),
        "noSound": _("The sound was turned off. Keep the screen on and in sight."),
        "preparing": _("The sound is being made ready …"),
        "soundReady": _("The sound is ready, and goes on without a network."),
        "belt_forward": clips()["belt_forward"].text,
        "belt_backward": clips()["belt_backward"].text,
        "wontPlay": _("The browser did not let the sound begin. Press once more."),
        "stumbleNoted": _("Noted: you stumbled."),
        "painNoted": _("Noted: pain {level} of 10."),
        "painNotedAlone": _("Noted: pain."),
        "interrupted": _("The sound was interrupted, so the session waits for you."),
        "painEnd": _(
            "That is more than goes with walking backward. End here for today: what comes next will be less."
        ),
        "painNew": _("A new pain is a reason to end here for today: what comes next will be less."),
        "painCareful": _(
            "Up to 5 may be there for you, if it is as usual tomorrow. Go on if you like, or end here."
        ),
        "walked": _("You walked backward for {time}, of {all} asked for."),
        "walkedAll": _("You walked backward for {time}: all that was asked for."),
        "nothingWalked": _("You ended before walking backward. The session stays in your programme."),
        "sent": _("Noted. One moment: your programme hears of it."),
        "kept": _("Kept on this device. It will be sent when the coach can be reached."),
        "refused": _("Kept, but your programme could not take it in: {why}"),
        "offlinePreferences": _(
            "This changes what is said, so it needs the coach: it cannot be reached just now."
        ),
        "log": {
            "full": _("There is no room left on this device: what happens now is not kept."),
            "storage": _("This browser keeps nothing for us just now: what happens is not kept."),
            "unreachable": _(
                "The coach cannot be reached just now. What you tell is kept here until it can be."
            ),
            "busy": _("The coach could not keep it yet. It is kept here, and sent again."),
            "refused": _("The coach did not take this session. It stays on this device."),
        },
        "hold": _("Hold two seconds, anywhere, to pause or report"),
        "holdOn": _("Keep holding …"),
        "holdLonger": _("Hold for two seconds to pause."),
        "noMotion": _("The phone's motion sensors say nothing here, so direction is not measured this time."),
        "wellDone": _("Well done. Thank you."),
        "endedEarly": _("Until next time"),
        "device": {"phone": _("Phone"), "tablet": _("Tablet"), "computer": _("Computer")},
        "title": _("Walk backward"),
    }
