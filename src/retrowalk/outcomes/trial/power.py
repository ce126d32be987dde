"""How many pairs it takes to see a difference that is worth finding: by simulation of the very test."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import fmean

from retrowalk.evidence import Reason
from retrowalk.language import _
from retrowalk.outcomes.mattering import matters_of
from retrowalk.outcomes.measure import Measure
from retrowalk.outcomes.result import Result
from retrowalk.outcomes.trial.randomisation import p_values
from retrowalk.outcomes.words import step
from retrowalk.screening import Profile
from retrowalk.screening.profile import PainSite

WANTED = 0.8
FEWEST_PAIRS, MOST_PAIRS = 7, 52
USUAL_PAIRS = 9
"""Two more than the fewest: pairs are easily lost, and whole numbers tie less with more of them."""
_OWN_RESULTS = 6
_ASSUMED_SHARE = 0.75
_OWN_SHARE = 0.1
_QUESTION = 2.0
_PEOPLE = 2000
_DRAWN = 11


@dataclass(frozen=True, slots=True)
class Worth:
    """The difference that is worth finding, in the measure's unit, and where it comes from."""

    least: float
    text: str
    reason: Reason


@dataclass(frozen=True, slots=True)
class Spread:
    """How much a period's value wanders by itself.

    Attributes:
        sd: standard deviation, in the measure's unit.
        own: from the person's own results, not assumed.
        reason: where it comes from.
    """

    sd: float
    own: bool
    reason: Reason


def worth_finding(
    outcome: Measure,
    site: PainSite | None,
    profile: Profile | None,
    results: Sequence[Result],
    wish: float | None = None,
) -> Worth:
    """The difference that a trial should be able to see: as wished, as published, or by judgement.

    Args:
        outcome: of the trial.
        site: of the body, for a measure by site.
        profile: of the person, for what was found in people like them.
        results: of this outcome, practice left out.
        wish: what the walker wants to find.
    """
    published = matters_of(outcome, profile, site)
    evidence: tuple[str, ...] = ()
    if wish is not None:
        least, text = wish, _("%(size)s, as you chose.")
    elif published.least is not None:
        least, text, evidence = published.least, published.text.replace("%", "%%"), published.evidence
    elif outcome.unit == "0–10":
        least = _QUESTION
        text = _("%(size)s: our own choice, as nobody has found how much matters for this question.")
    else:
        usual = fmean(one.value for one in results) if results else _middling(outcome)
        least = max(round(_OWN_SHARE * abs(usual), 3), 10.0**-outcome.decimals)
        text = (
            _("%(size)s, a tenth of your own values: our own choice.")
            if results
            else _(
                "%(size)s, a tenth of a middling value: our own choice, until you have values of your own."
            )
        )
    text %= {"size": step(outcome, least)}
    return Worth(least, text, Reason(text, "trial_worth", evidence))


def _middling(outcome: Measure) -> float:
    least, most = outcome.usual
    return math.sqrt(least * most) if least > 0 else most / 2


def spread(outcome: Measure, results: Sequence[Result], worth: float) -> Spread:
    """How much a period's value wanders: from what was measured already, or assumed.

    The differences from each result to the next are taken, so that getting better over time does not count as
    wandering.

    Args:
        outcome: of the trial.
        results: of this outcome in time order, practice left out.
        worth: the difference that is worth finding, which the assumption goes by.
    """
    values = [one.value for one in results]
    if len(values) >= _OWN_RESULTS:
        sd = math.sqrt(math.fsum((b - a) ** 2 for a, b in pairwise(values)) / (2 * (len(values) - 1)))
        if sd > 0:
            text = _("Your own %(n)d results wander by %(size)s (standard deviation) from one to the next.")
            text %= {"n": len(values), "size": step(outcome, sd)}
            return Spread(sd, True, Reason(text, "trial_power"))
    sd = _ASSUMED_SHARE * worth
    text = _(
        "It is assumed that a value wanders by %(size)s (standard deviation); you have too few results to tell."
    )
    return Spread(sd, False, Reason(text % {"size": step(outcome, sd)}, "trial_power"))


def power(
    pairs: int, *, worth: float, sd: float, alpha: float = 0.05, seed: int = 0, people: int = _PEOPLE
) -> float:
    """The chance that a trial sees a difference, by simulated people with normal values that keep their spread.

    Args:
        pairs: of the trial, all of them complete.
        worth: the true difference.
        sd: standard deviation of a period's value about its arm's mean.
        alpha: two-sided level of the test.
        seed: of the people.
        people: how many.
    """
    import numpy as np

    noise = np.random.default_rng(seed).normal(0.0, math.sqrt(2) * sd, (people, pairs))
    return float((p_values(worth + noise, seed=seed, drawn=_DRAWN) <= alpha).mean())


def pairs_needed(*, worth: float, sd: float, most: int = MOST_PAIRS, alpha: float = 0.05) -> int:
    """The fewest pairs that give the wanted chance, from the usual number on; the most where none does.

    Args:
        worth: the true difference.
        sd: standard deviation of a period's value.
        most: pairs that can be borne.
        alpha: two-sided level of the test.
    """
    # More pairs see more, so half of what is left is looked at no further.
    few, many = USUAL_PAIRS, most
    while few < many:
        middle = (few + many) // 2
        if power(middle, worth=worth, sd=sd, alpha=alpha) >= WANTED:
            many = middle
        else:
            few = middle + 1
    return few
