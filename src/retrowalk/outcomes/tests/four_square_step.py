"""The Four Square Step Test (IN09)."""

from __future__ import annotations

from retrowalk.language import _
from retrowalk.outcomes.tests import words
from retrowalk.outcomes.tests.instructions import GuidedTest, guide


def four_square_step() -> GuidedTest:
    """Over four sticks, once round and back."""
    return guide(
        "four_square_step",
        what_for=_("Stepping forward, sideways and backward over something low, and changing direction."),
        needs=(
            _("Four sticks or canes, laid flat as a cross, so that they part the floor into four squares"),
            _("Somebody near you"),
            words.flat_shoes(),
            words.somebody_with_a_watch(),
        ),
        steps=(
            words.try_once_first(),
            _("The squares are numbered: 1 front left, 2 front right, 3 back right, 4 back left."),
            _("Stand in square 4 and look ahead the whole time if you can."),
            _("Step forward into 1, sideways into 2, backward into 3, sideways into 4."),
            _("Then go the same way back: 3, 2, 1, 4."),
            _("Both feet touch the floor in each square. Be as fast as you can while you stay steady."),
            _("Rest, and do it once more. The faster one counts."),
        ),
        safety=(
            words.clear_floor(),
            _("Take sticks that lie flat and do not roll; tape them to the floor."),
            _("A try in which you touch a stick or lose your balance does not count."),
            words.not_today(),
            words.stop_at_once(),
        ),
        who=_("Somebody is near; beside you, if anything puts you at risk of falling."),
        rest_s=60,
        tool="stopwatch",
        entry="seconds",
        ends_when=_(
            "Start the watch when the first foot touches square 1; stop it when both are back in square 4."
        ),
        alike=(words.same_conditions(), _("The same sticks")),
    )
