"""The 6-minute walk (IN04)."""

from __future__ import annotations

from retrowalk.language import _
from retrowalk.outcomes.tests import words
from retrowalk.outcomes.tests.instructions import GuidedTest, guide


def six_minute_walk() -> GuidedTest:
    """As far as one comes in six minutes."""
    return guide(
        "six_minute_walk",
        what_for=_("How far you can walk in 6 minutes: your endurance, from which fitness is estimated too."),
        needs=(
            _(
                "A straight, level way of 30 metres with a mark at each end; a shorter one if it is always the same"
            ),
            _("A way to count the lengths: coins from one pocket to the other, or the counter here"),
            _("A chair within reach"),
            words.flat_shoes(),
        ),
        steps=(
            _("Rest 10 minutes on the chair."),
            _(
                "At “go” walk up and down between the marks, as far as you can in 6 minutes. Walk, do not run."
            ),
            _("You set the pace. You may slow down, stand or sit and go on; the time runs on."),
            _("When the time is up, stay where you are, and measure from the last mark to there."),
            _("The lengths times the way, and that last piece, are the metres."),
        ),
        safety=(
            _("Not on a full stomach, and not within 2 hours of hard exercise."),
            _("Turn forward, in a small loop."),
            words.not_today(),
            words.stop_at_once(),
            _("Sit down if your legs cramp, you stagger or you can no longer speak."),
        ),
        who=_("On your own, if nothing puts you at risk of falling; else somebody is near."),
        tool="countdown",
        countdown_s=360,
        entry="metres",
        ends_when=_("It is over when the 6 minutes are up."),
        alike=(
            words.same_conditions(),
            _("The same way: on a shorter one you turn more often and come less far"),
        ),
    )
