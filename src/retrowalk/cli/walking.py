"""A session walked in the terminal: the timeline played, keys heard, everything logged."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from retrowalk.cli.keys import Keys
from retrowalk.cli.logbook import Logbook
from retrowalk.cli.speaking import Speaker
from retrowalk.cli.stage import Lines, View, around
from retrowalk.language import _
from retrowalk.session import Timeline, Why
from retrowalk.session.blocks import SOON_S

TICK_S = 0.05
_SIGN_OF_LIFE_S = 15.0
_ASLEEP_S = 5.0
"""Away for longer (the computer slept, the process was halted), nobody knows whether the walk went on."""


@dataclass
class Walk:
    """A session on its way.

    Attributes:
        faster: than life; 1 for real.
        ringing: a bell where the timeline has a sound.
        running_s: the running clock, seconds.
    """

    timeline: Timeline
    stage: Lines
    keys: Keys
    speaker: Speaker
    logbook: Logbook
    faster: float = 1.0
    ringing: bool = True
    running_s: Callable[[], float] = time.monotonic

    def __post_init__(self) -> None:
        self.position_s = 0.0
        self.paused = False
        self._sentence = ""
        self._played = 0
        self._stretch = 0
        self._signed_s = 0.0

    def go(self) -> None:
        """To the end, or to where it is stopped by a key; the log is closed in any case.

        Raises:
            KeyboardInterrupt: Ctrl-C, after the log is closed.
        """
        try:
            self.logbook.note("started", 0.0)
            self._play()
        except KeyboardInterrupt:
            self.speaker.hush()
            self._stop("left")
            raise
        except BaseException:
            self._stop("lost")
            raise

    def _play(self) -> None:
        last_s = self.running_s()
        while self.position_s < self.timeline.duration_s:
            self._show()
            key = self.keys.wait(TICK_S)
            now_s = self.running_s()
            gone_s, last_s = now_s - last_s, now_s
            if not self.paused:
                if gone_s > _ASLEEP_S:
                    self._pause(None)
                else:
                    self._on(gone_s * self.faster)
            if key is not None and self._pressed(key):
                return
        self.logbook.note("finished", self.timeline.duration_s)

    def _on(self, seconds: float) -> None:
        """So much further, with all that lies on the way."""
        to_s = min(self.position_s + seconds, self.timeline.duration_s)
        cues = self.timeline.cues
        while self._played < len(cues) and cues[self._played].at_s <= to_s:
            cue = cues[self._played]
            self._played += 1
            if cue.kind == "display":
                self._sentence = cue.text or ""
                self.stage.said(cue)
            elif cue.kind == "speech":
                self.speaker.say(cue.text or "")
                self.logbook.note("cue", max(self.position_s, cue.at_s), cue=cue.id)
            elif cue.kind == "earcon" and self.ringing:
                self.stage.ring()
        self.position_s = to_s
        at = self.timeline.stretches.index(around(self.timeline, to_s)[0])
        if at != self._stretch or to_s - self._signed_s >= _SIGN_OF_LIFE_S:
            self._stretch, self._signed_s = at, to_s
            self.logbook.note("reached", to_s)

    def _pressed(self, key: str) -> bool:
        """What a key does; True where it ends the walk."""
        if key in ("\n", "\r", " "):
            if self.paused:
                self._resume()
            else:
                self._pause("asked")
        elif key == "s":
            self.logbook.note("stumble", self.position_s)
            self._tell(_("Noted: a stumble."))
            self._pause("asked")
        elif key == "p":
            self.logbook.note("pain", self.position_s)
            self._tell(_("Noted: pain. If it is new or stays, stop for today (q)."))
            self._pause("pain")
        elif key == "n":
            self._skip()
        elif key == "q":
            self.speaker.hush()
            self._stop("asked")
            self._tell(self._stand_still())
            self.speaker.say(self._stand_still())
            return True
        return False

    def _pause(self, why: Why | None) -> None:
        if self.paused:
            return
        self.paused = True
        self.logbook.note("paused", self.position_s, why=why)
        self.speaker.hush()
        self._sentence = self._stand_still()
        self.speaker.say(self._sentence)
        self._tell(_("Paused. %(still)s Enter goes on.") % {"still": self._sentence})

    def _resume(self) -> None:
        self.paused = False
        self.logbook.note("resumed", self.position_s)
        stretch, _after = around(self.timeline, self.position_s)
        moving = stretch.kind not in (None, "turn", "rest")
        what = {"what": ", ".join((stretch.title, *stretch.facts[:1])) if moving else stretch.title}
        if self.timeline.on_belt and moving and stretch.direction != "any":
            self._sentence = _("Start the belt slowly. Then go on: %(what)s.") % what
        else:
            self._sentence = _("Go on: %(what)s.") % what
        self.speaker.hush()
        self.speaker.say(self._sentence)
        self._tell(self._sentence)

    def _skip(self) -> None:
        stretch, after = around(self.timeline, self.position_s)
        to_s = stretch.end_s
        if after is None:
            return
        if stretch.kind == "turn" or (self.timeline.on_belt and stretch.part == "lead_in"):
            self._tell(_("This part cannot be left out: the belt is seen to in it."))
            return
        if self.timeline.on_belt and stretch.kind == "rest" and after.direction in ("forward", "backward"):
            # The rest may be shorter, but how to set the belt is said in its last seconds.
            to_s = max(self.position_s, stretch.end_s - SOON_S)
        self.speaker.hush()
        self.logbook.note("skipped", self.position_s, to_s=to_s)
        self.position_s = to_s
        while self._played < len(self.timeline.cues) and self.timeline.cues[self._played].at_s < to_s:
            self._played += 1

    def _stop(self, why: Why) -> None:
        self.logbook.note("stopped", self.position_s, why=why)

    def _stand_still(self) -> str:
        return _("Stand still. Stop the belt.") if self.timeline.on_belt else _("Stand still.")

    def _tell(self, sentence: str) -> None:
        self.stage.told(sentence)

    def _show(self) -> None:
        self.stage.show(View(self.position_s, self._sentence, self.paused, self.keys.listening))
