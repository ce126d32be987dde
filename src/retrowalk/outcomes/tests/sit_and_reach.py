"""Sit and reach: how far the fingers come past the toes; no published instrument is behind it."""

from __future__ import annotations

from retrowalk.language import _
from retrowalk.outcomes.tests import words
from retrowalk.outcomes.tests.instructions import GuidedTest, guide


def sit_and_reach() -> GuidedTest:
    """How far one bends forward, sitting on the floor."""
    return guide(
        "sit_and_reach",
        what_for=_(
            "How far you can bend forward: the length of the muscles behind your thighs, and your back."
        ),
        needs=(_("A ruler or tape measure, and a wall or a step for your feet"), _("No shoes")),
        steps=(
            _("Walk for five minutes first, so that you are warm."),
            _("Sit on the floor, legs straight, soles flat against the wall, one hand on the other."),
            _("Reach slowly toward and past your toes, and stay for two seconds. Do not bounce."),
            _(
                "Measure from toes to finger tips: past the toes is more than 0, before them less, such as -5."
            ),
            _("Rest, and do it once more. The farther one counts."),
        ),
        safety=(
            _(
                "Only as far as a pull that is not pain. Keep your knees straight, but do not press them down."
            ),
            _("Only if you can get down to the floor and up again easily."),
        ),
        who=words.nobody(),
        rest_s=30,
        entry="centimetres",
        ends_when=_("It is over after the second reach."),
        alike=(_("The same time of day, and the same walk before it"),),
    )
