"""The 30-second chair stand (IN05)."""

from __future__ import annotations

from retrowalk.language import _
from retrowalk.outcomes.tests import words
from retrowalk.outcomes.tests.instructions import GuidedTest, guide


def chair_stand() -> GuidedTest:
    """How many times up from a chair in half a minute."""
    return guide(
        "chair_stand_30s",
        what_for=_("The strength and stamina of your legs."),
        needs=(
            _(
                "A steady chair without wheels, its seat about 43 cm (17 inches) high, its back against a wall"
            ),
            words.flat_shoes(),
        ),
        steps=(
            _("Sit in the middle of the seat, feet flat and apart, arms crossed at the chest."),
            _("At “go” stand up fully and sit down again, as often as you can in 30 seconds."),
            _("Count each full stand. More than half way up when the time is over counts too."),
            _("If you have to use your arms, the count is 0. That is a result like any other."),
        ),
        safety=(
            _("The chair stands against a wall, so that it cannot slide."),
            words.rise_once_first(),
            words.not_today(),
            words.stop_at_once(),
        ),
        who=words.nobody(),
        tool="countdown",
        countdown_s=30,
        entry="count",
        ends_when=_("It is over after 30 seconds."),
        alike=(_("The same chair and shoes"), words.rested()),
    )
