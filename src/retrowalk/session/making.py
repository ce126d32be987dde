"""From a session to its timeline: all that wants to be said, and what of it finds room."""

from __future__ import annotations

from dataclasses import replace

from retrowalk.language import _
from retrowalk.prescription import Session, words
from retrowalk.session.blocks import soon, start
from retrowalk.session.closing import closing, last_minute, the_end
from retrowalk.session.guide import change_roles
from retrowalk.session.lead_in import lead_in
from retrowalk.session.preferences import Preferences
from retrowalk.session.saying import Voice, in_order
from retrowalk.session.scene import Scene, scenes
from retrowalk.session.technique import halfway, reminders
from retrowalk.session.timeline import Cue, Stretch, Timeline


def timeline(session: Session, preferences: Preferences | None = None) -> Timeline:
    """A session laid out in time.

    Blocks keep their lengths to the second, one after the other; before them lies the lead-in, after them the closing.
    The same session and preferences give the same timeline, to the last cue.

    Args:
        session: of a programme.
        preferences: as granted to this walker; None: none but the usual.
    """
    preferences = preferences or Preferences()
    lead_s, wishes = lead_in(session, preferences)
    blocks = scenes(session, lead_s)
    end_s = blocks[-1].end_s if blocks else lead_s
    for scene in blocks:
        wishes += [*start(scene, preferences), *soon(scene, preferences), *change_roles(scene, preferences)]
    wishes += [*reminders(blocks, preferences), *halfway(blocks, preferences), *last_minute(blocks)]
    wishes += closing(blocks, end_s, preferences)
    cues = Voice().spoken(wishes)
    duration_s, last = the_end(cues, end_s)
    return Timeline(
        session=session.id,
        place=session.place,
        on_belt=session.place == "motorised_treadmill",
        preferences=preferences,
        duration_s=duration_s,
        checklist=session.checklist,
        stretches=_stretches(session, blocks, lead_s, end_s, duration_s, preferences),
        cues=tuple(_shown_until_next([*in_order(cues), *last], duration_s)),
    )


def _stretches(
    session: Session,
    blocks: list[Scene],
    lead_s: float,
    end_s: float,
    duration_s: float,
    preferences: Preferences,
) -> tuple[Stretch, ...]:
    between = (
        Stretch(scene.start_s, scene.end_s, "block", scene.number, scene.block.kind, scene.block.direction,
                words.title(scene.block), tuple(words.facts(scene.block, preferences.units)))
        for scene in blocks
    )  # fmt: skip
    return (
        Stretch(0.0, lead_s, "lead_in", None, None, "any", _("Get ready"), session.checklist),
        *between,
        Stretch(end_s, duration_s, "closing", None, None, "any", _("The end"), ()),
    )


def _shown_until_next(cues: list[Cue], duration_s: float) -> list[Cue]:
    """Each sentence on the screen stays until the next takes its place."""
    until_s, found = duration_s, []
    for cue in reversed(cues):
        if cue.kind == "display":
            cue, until_s = replace(cue, duration_s=round(until_s - cue.at_s, 3)), cue.at_s
        found.append(cue)
    return found[::-1]
