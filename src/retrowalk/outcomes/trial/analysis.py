"""What a trial came to: the one place that may say which way of walking helped somebody more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date as Date
from statistics import fmean

from retrowalk.outcomes.measure import Better, measure
from retrowalk.outcomes.result import Result
from retrowalk.outcomes.trial import words
from retrowalk.outcomes.trial.document import Period, Trial, TrialResult, TrialVerdict
from retrowalk.outcomes.trial.randomisation import Randomised, attained_level, randomised
from retrowalk.outcomes.trial.schedule import begun, counted_from, ends_on, is_over

FEWEST_COMPLETE = 6
"""With fewer complete pairs no outcome whatever reaches p ≤ 0.05: of 5 coins all fall alike once in 16."""
LARGEST_IMBALANCE = 0.25
"""Where one way lacks values in more periods than the other by more than this share of the pairs, nothing is told."""


def counted(trial: Trial, results: Iterable[Result]) -> tuple[Result, ...]:
    """The results that a trial counts: of its outcome, no practice, within its periods and after their first days.

    Args:
        trial: whose they are.
        results: of the person, in any order.
    """
    return tuple(one for one, _period in _counted(trial, results))


def period_values(trial: Trial, results: Iterable[Result]) -> dict[int, float]:
    """The value of each period that has one, by its number: the mean of what was measured in it.

    Args:
        trial: whose periods they are.
        results: of the person, in any order.
    """
    found: dict[int, list[float]] = {}
    for one, period in _counted(trial, results):
        found.setdefault(period.number, []).append(one.value)
    return {number: fmean(values) for number, values in sorted(found.items())}


def differences(trial: Trial, values: Mapping[int, float]) -> dict[int, float]:
    """Backward less forward in each pair that has both, by the number of the pair.

    Args:
        trial: whose pairs they are.
        values: of periods, by number.
    """
    found = {}
    for pair in sorted({one.pair for one in begun(trial)}):
        both = {one.arm: one for one in trial.periods if one.pair == pair}
        if len(both) == 2 and all(one.number in values for one in both.values()):
            found[pair] = values[both["backward"].number] - values[both["forward"].number]
    return found


def analyse(trial: Trial, results: Sequence[Result], today: Date | None = None) -> TrialResult:
    """What a trial came to.

    While it runs there is no result: who looks again and again finds differences that are not there.

    Args:
        trial: as it was designed.
        results: of the person, in any order, those found in walks among them.
        today: civil date; None: the day after the latest result.
    """
    outcome = measure(trial.measure)
    values = period_values(trial, results)
    by_pair = differences(trial, values)
    periods = begun(trial)
    lacking = [one for one in periods if one.number not in values]
    pairs = len({one.pair for one in periods})
    notes = words.stated_beforehand()

    def untold(sentence: str) -> TrialResult:
        return TrialResult(None, None, None, None, len(by_pair), missing, "cannot_tell", sentence, notes)

    missing = len(lacking)
    if not is_over(trial, today or _day_after(results)):
        missing = 0  # what is still to come is not missing
        return untold(words.still_running(trial, len(by_pair), pairs, ends_on(trial)))
    if not periods:
        return TrialResult(None, None, None, None, 0, 0, "cannot_tell", words.never_begun(), ())
    if trial.status == "stopped":
        notes += (words.stopped_note(trial.stopped_on),)
    if lacking:
        notes += (words.missing_note(missing, pairs - len(by_pair)),)
    if len(by_pair) < FEWEST_COMPLETE:
        return untold(words.too_few(trial, len(by_pair), FEWEST_COMPLETE))
    backward, forward = (sum(one.arm == arm for one in lacking) for arm in ("backward", "forward"))
    if abs(backward - forward) > LARGEST_IMBALANCE * pairs:
        return untold(words.unequal(backward, forward))
    if not any(by_pair.values()):
        return untold(words.all_the_same(outcome, trial.site))

    test = randomised(tuple(by_pair.values()), alpha=trial.alpha, seed=trial.seed)
    if test.low is None or test.high is None:
        return untold(words.too_few(trial, len(by_pair), FEWEST_COMPLETE))
    if not test.exact:
        notes += (words.drawn_note(),)
    elif (level := attained_level(len(by_pair), trial.alpha)) < trial.alpha - 0.01:
        notes += (words.level_note(level),)
    notes += (words.worth_note(outcome, trial.worth, test.estimate, test.low, test.high),)
    verdict = _verdict(test, trial, outcome.better)
    sentence = words.found(
        trial, outcome,
        estimate=test.estimate, low=test.low, high=test.high, verdict=verdict, pairs=len(by_pair),
    )  # fmt: skip
    return TrialResult(
        test.estimate, test.low, test.high, test.p, len(by_pair), missing, verdict, sentence, notes
    )


def _verdict(test: Randomised, trial: Trial, better: Better) -> TrialVerdict:
    assert test.low is not None and test.high is not None
    if test.p > trial.alpha:
        # Where both ways may be better by what was worth finding, "no difference" would say too much.
        wide = test.low <= -trial.worth and test.high >= trial.worth
        return "cannot_tell" if wide else "no_difference_seen"
    return "backward" if (test.estimate > 0) == (better == "higher") else "forward"


def _counted(trial: Trial, results: Iterable[Result]) -> Iterator[tuple[Result, Period]]:
    last = ends_on(trial)
    spans = [(one, counted_from(one), min(one.end, last)) for one in begun(trial)]
    for result in results:
        if result.measure != trial.measure or result.site != trial.site or result.practice:
            continue
        for period, first, end in spans:
            if first <= result.taken_on < end:
                yield result, period


def _day_after(results: Sequence[Result]) -> Date:
    latest = max((one.taken_on for one in results), default=Date.min)
    return Date.fromordinal(latest.toordinal() + 1)
