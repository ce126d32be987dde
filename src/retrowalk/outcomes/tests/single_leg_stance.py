"""Standing on one leg (IN07)."""

from __future__ import annotations

from retrowalk.language import _
from retrowalk.outcomes.tests import words
from retrowalk.outcomes.tests.instructions import GuidedTest, guide


def single_leg_stance() -> GuidedTest:
    """As long as one can on one leg, up to a minute."""
    return guide(
        "single_leg_stance",
        what_for=_("Your balance on one leg, as in every single step."),
        needs=(_("A kitchen counter or another steady hold in front of you"), words.somebody_with_a_watch()),
        steps=(
            _("Choose a leg, and keep to it: the same one each time."),
            _("Stand before the counter, hands just above it, eyes open."),
            _("Lift the other foot from the floor without leaning it against the standing leg."),
            _("Three times, with a short rest between. The longest counts."),
        ),
        safety=(
            _("The hold stays within reach of both hands the whole time."),
            words.clear_floor(),
            words.not_today(),
        ),
        who=_(
            "On your own before a counter, if nothing puts you at risk of falling; else somebody beside you."
        ),
        rest_s=30,
        tool="stopwatch",
        entry="seconds",
        ends_when=_(
            "Start the watch when the foot leaves the floor. Stop it when the foot comes down, the standing foot moves "
            "or a hand takes hold; at 60 seconds it is over."
        ),
        alike=(_("The same leg, and shoes on or off as before"), words.rested()),
    )
