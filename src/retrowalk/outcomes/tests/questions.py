"""Questions from 0 to 10, in our own words."""

from __future__ import annotations

from retrowalk.language import _
from retrowalk.outcomes.measure import MeasureId
from retrowalk.outcomes.tests import words
from retrowalk.outcomes.tests.instructions import GuidedTest, guide

_PAIN: tuple[MeasureId, ...] = ("pain_now", "pain_worst", "pain_usual")
_FEELING: tuple[MeasureId, ...] = ("energy_level", "calm", "mood", "focus")


def questions() -> tuple[GuidedTest, ...]:
    """All of them, in the order in which pages list them."""
    no_pain = (_("no pain"), _("the worst pain you can think of"))
    return (
        _question("pain_now", _("How much does it hurt now, at rest?"), no_pain, _("Pain at one place of your body."),
                  together=_PAIN),
        _question("pain_worst", _("How much did it hurt at its worst in the last 7 days?"), no_pain,
                  _("The worst of the week: what stopped you, if anything did."), together=_PAIN),
        _question("pain_usual", _("How much did it hurt on most of the last 7 days?"), no_pain,
                  _("The week as a whole: less swayed by one good or bad day."), together=_PAIN),
        _question("balance_confidence", _("How sure are you that you keep your balance in all you do in a day?"),
                  (_("not sure at all"), _("completely sure")), _("How far you trust your balance.")),
        _question("energy_level", _("How much energy did you have in the last 7 days?"),
                  (_("none"), _("as much as I could wish for")), _("How lively you feel."), together=_FEELING),
        _question("calm", _("How calm were you in the last 7 days?"),
                  (_("tense all the time"), _("calm all the time")), _("How calm you are."), together=_FEELING),
        _question("mood", _("How was your mood in the last 7 days?"),
                  (_("as low as it can be"), _("as good as it can be")), _("How you feel in yourself."),
                  together=_FEELING),
        _question("focus", _("How well could you keep your mind on one thing in the last 7 days?"),
                  (_("not at all"), _("as long as I wanted")), _("How well you can concentrate."),
                  together=_FEELING),
    )  # fmt: skip


def _question(
    id: MeasureId,
    question: str,
    anchors: tuple[str, str],
    what_for: str,
    together: tuple[MeasureId, ...] = (),
) -> GuidedTest:
    return guide(
        id,
        what_for=what_for,
        question=question,
        anchors=anchors,
        entry="score",
        who=words.nobody(),
        ends_when=_("A whole number from 0 to 10; answer without looking at what you said before."),
        alike=(_("The same time of day, and the same day of the week"),),
        together=together,
    )
