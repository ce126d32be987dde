"""From a session to its timeline."""

from __future__ import annotations

from retrowalk.language import _
from retrowalk.prescription import Session, words
from retrowalk.session.preferences import Preferences
from retrowalk.session.timeline import Cue, Stretch, Timeline

LEAD_S = 15.0
CLOSING_S = 12.0


def timeline(session: Session, preferences: Preferences | None = None) -> Timeline:
    """A session laid out in time.

    Args:
        session: of a programme.
        preferences: as granted to this walker.
    """
    preferences = preferences or Preferences()
    stretches = [Stretch(0.0, LEAD_S, "lead_in", None, None, "any", _("Get ready"), ())]
    cues: list[Cue] = []
    for number, block in enumerate(session.blocks):
        start = stretches[-1].end_s
        stretches.append(
            Stretch(start, start + block.duration_s, "block", number, block.kind, block.direction,
                    words.title(block), tuple(words.facts(block)))
        )  # fmt: skip
        text = f"{words.title(block)}."
        cues += [
            Cue(f"{number}-earcon", start, "earcon", "start", block.direction, None,
                "backward" if block.direction == "backward" else "forward", (), 0.8, number),
            Cue(f"{number}-display", start, "display", "start", block.direction, text, None, (), block.duration_s,
                number),
            Cue(f"{number}-vibration", start, "vibration", "start", block.direction, None, None, (200, 100, 200),
                0.5, number),
            Cue(f"{number}-speech", start + 1.0, "speech", "start", block.direction, text, None, (), len(text) / 12,
                number),
        ]  # fmt: skip
    end = stretches[-1].end_s
    stretches.append(Stretch(end, end + CLOSING_S, "closing", None, None, "any", _("The end"), ()))
    cues.append(Cue("end", end + CLOSING_S - 3, "earcon", "end", "any", None, "end", (), 2.5, None))
    return Timeline(
        session.id, session.place, session.place == "motorised_treadmill", preferences, end + CLOSING_S,
        session.checklist, tuple(stretches), tuple(cues),
    )  # fmt: skip
