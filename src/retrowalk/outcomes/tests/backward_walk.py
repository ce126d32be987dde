"""The 3-metre backward walk (IN01)."""

from __future__ import annotations

from retrowalk.language import _
from retrowalk.outcomes.tests import words
from retrowalk.outcomes.tests.instructions import GuidedTest, guide


def backward_walk() -> GuidedTest:
    """Three metres backward, as fast as is comfortable."""
    return guide(
        "backward_walk_3m",
        what_for=_("How quickly you can walk backward: of all tests here the nearest to what you practise."),
        needs=(
            _("Two lines on the floor, 3 metres apart, and 2 metres of free floor behind the second one"),
            _("Somebody who stands beside you"),
            words.flat_shoes(),
            words.somebody_with_a_watch(),
        ),
        steps=(
            words.try_once_first(),
            _("Stand with your heels at the first line, your back to the way you will go."),
            _("At “go” walk backward to the second line, as fast as is comfortable. Do not run."),
            _("You may look over your shoulder."),
            _("Rest, and do it once more. The mean of the two counts."),
        ),
        safety=(
            words.clear_floor(),
            _("Whoever helps walks beside and a little behind you, hands ready, without touching you."),
            _("If you stumble, the try does not count; stop for today if it happens again."),
            words.not_today(),
            words.stop_at_once(),
        ),
        who=_("Somebody stands beside you."),
        rest_s=60,
        tool="stopwatch",
        distance_m=3.0,
        entry="seconds",
        ends_when=_("Stop the watch when both heels are past the second line."),
        alike=(words.same_conditions(), words.rested()),
    )
