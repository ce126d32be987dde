"""Timed Up and Go (IN03)."""

from __future__ import annotations

from retrowalk.language import _
from retrowalk.outcomes.tests import words
from retrowalk.outcomes.tests.instructions import GuidedTest, guide


def timed_up_and_go() -> GuidedTest:
    """Up from a chair, three metres there and back, and down again."""
    return guide(
        "timed_up_and_go",
        what_for=_("Standing up, walking, turning and sitting down in one: what a day at home is made of."),
        needs=(
            _("A steady chair with arms, its back against a wall"),
            _("A line on the floor 3 metres from the chair's front legs"),
            words.flat_shoes(),
            words.somebody_with_a_watch(),
        ),
        steps=(
            words.try_once_first(),
            _("Sit with your back against the chair."),
            _("At “go” stand up, walk at your usual pace to the line, turn, walk back and sit down."),
            _("You may use the arms of the chair, and your walking aid if you usually do."),
            _("Rest, and do it once more. The mean of the two counts."),
        ),
        safety=(
            words.clear_floor(),
            _("Turn in small steps."),
            words.rise_once_first(),
            words.not_today(),
            words.stop_at_once(),
        ),
        who=_("On your own, if nothing puts you at risk of falling; else somebody is near."),
        rest_s=60,
        tool="stopwatch",
        distance_m=3.0,
        entry="seconds",
        ends_when=_("Start the watch at “go”; stop it when you sit with your back against the chair again."),
        alike=(words.same_conditions(), _("The same chair")),
    )
