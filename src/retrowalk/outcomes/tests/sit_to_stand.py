"""Five times sit-to-stand (IN06)."""

from __future__ import annotations

from retrowalk.language import _
from retrowalk.outcomes.tests import words
from retrowalk.outcomes.tests.instructions import GuidedTest, guide


def sit_to_stand() -> GuidedTest:
    """Five times up and down, as quickly as one can."""
    return guide(
        "sit_to_stand_5",
        what_for=_("How quickly your legs can lift you: strength and balance together."),
        needs=(
            _(
                "A steady chair without wheels, its seat about 43 cm (17 inches) high, its back against a wall"
            ),
            words.flat_shoes(),
            words.somebody_with_a_watch(),
        ),
        steps=(
            _("Sit with your back against the chair, arms crossed at the chest."),
            _("Stand up once without your arms. If that does not go, leave this test out."),
            _("At “go” stand up fully and sit down five times, as quickly as you can while you stay steady."),
        ),
        safety=(
            _("The chair stands against a wall, so that it cannot slide."),
            words.rise_once_first(),
            words.not_today(),
            words.stop_at_once(),
        ),
        who=_("On your own, if nothing puts you at risk of falling; else somebody is near."),
        tool="stopwatch",
        entry="seconds",
        ends_when=_("Start the watch at “go”; stop it when you sit down for the fifth time."),
        alike=(_("The same chair and shoes"), words.rested()),
    )
