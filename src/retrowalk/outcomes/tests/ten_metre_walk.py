"""The 10-metre walk (IN02), at the usual pace and fast."""

from __future__ import annotations

from retrowalk.language import _
from retrowalk.outcomes.tests import words
from retrowalk.outcomes.tests.instructions import GuidedTest, guide


def usual_pace() -> GuidedTest:
    """Ten metres at one's own pace."""
    return guide(
        "walk_10m_usual",
        what_for=_("Your usual walking pace: how fast you go when you do not think about it."),
        needs=_lane(),
        steps=(
            _("Stand 2 metres before the first line."),
            _(
                "Walk at the pace at which you go to the shops, and go on past the last line without slowing down."
            ),
            _("Rest, and do it once more. The mean of the two counts."),
        ),
        safety=(words.clear_floor(), _("Use your walking aid if you usually do."), words.stop_at_once()),
        who=words.nobody(),
        rest_s=30,
        tool="stopwatch",
        distance_m=10.0,
        entry="seconds",
        ends_when=_ends(),
        alike=(words.same_conditions(),),
    )


def fast() -> GuidedTest:
    """Ten metres as fast as is safe, without running."""
    return guide(
        "walk_10m_fast",
        what_for=_("How much faster you can walk than usual: your reserve for crossing a road."),
        needs=_lane(),
        steps=(
            words.try_once_first(),
            _("Stand 2 metres before the first line."),
            _("Walk as fast as you can without running or feeling unsteady."),
            _("Go on past the last line without slowing down."),
            _("Rest, and do it once more. The mean of the two counts."),
        ),
        safety=(words.clear_floor(), words.not_today(), words.stop_at_once()),
        who=_("On your own, if nothing puts you at risk of falling; else somebody walks beside you."),
        rest_s=60,
        tool="stopwatch",
        distance_m=10.0,
        entry="seconds",
        ends_when=_ends(),
        alike=(words.same_conditions(), words.rested()),
    )


def _lane() -> tuple[str, ...]:
    return (
        _("Two lines on the ground, 10 metres apart, with 2 metres free before the first and after the last"),
        words.flat_shoes(),
        words.somebody_with_a_watch(),
    )


def _ends() -> str:
    return _("Start the watch when your first foot crosses the first line; stop it when it crosses the last.")
