"""The sentences of a trial: the only ones in Retrowalk that may say which way of walking helped somebody more."""

from __future__ import annotations

from datetime import date as Date

from retrowalk.dates import day_words
from retrowalk.evidence import Reason
from retrowalk.language import _, ngettext
from retrowalk.outcomes.measure import Measure
from retrowalk.outcomes.trial.document import Arm, Trial, TrialVerdict
from retrowalk.outcomes.words import named, step
from retrowalk.screening.profile import PainSite


def arm_name(arm: Arm) -> str:
    """What is walked, in a word.

    Args:
        arm: of a period.
    """
    return {"backward": _("backward"), "forward": _("forward")}[arm]


def signed(measure: Measure, size: float) -> str:
    """A difference with the word for its sign.

    Args:
        measure: it is of.
        size: in the measure's unit, backward less forward.
    """
    if step(measure, size) == step(measure, 0):
        return _("no different")
    word = _("%(amount)s higher") if size > 0 else _("%(amount)s lower")
    return word % {"amount": step(measure, size)}


def interval(measure: Measure, low: float, high: float) -> str:
    """Between what a difference lies.

    Args:
        measure: it is of.
        low: its lower end, in the measure's unit, backward less forward.
        high: its upper end.
    """
    if low * high <= 0:
        return _("between %(low)s and %(high)s") % {
            "low": signed(measure, low),
            "high": signed(measure, high),
        }
    near, far = sorted((abs(low), abs(high)))
    word = _("between %(near)s and %(far)s higher") if low > 0 else _("between %(near)s and %(far)s lower")
    return word % {"near": step(measure, near), "far": step(measure, far)}


def pairs_of(trial: Trial, pairs: int) -> str:
    """So many pairs of weeks or sessions.

    Args:
        trial: whose unit is meant.
        pairs: how many.
    """
    if trial.unit == "week":
        return ngettext("%(n)d pair of weeks", "%(n)d pairs of weeks", pairs) % {"n": pairs}
    return ngettext("%(n)d pair of sessions", "%(n)d pairs of sessions", pairs) % {"n": pairs}


def found(
    trial: Trial,
    measure: Measure,
    *,
    estimate: float,
    low: float,
    high: float,
    verdict: TrialVerdict,
    pairs: int,
) -> str:
    """The result in one sentence.

    Args:
        trial: that was analysed.
        measure: its outcome.
        estimate: backward less forward.
        low: end of the interval.
        high: the other end.
        verdict: what it came to.
        pairs: complete ones.
    """
    said = {
        "outcome": named(measure, trial.site),
        "difference": signed(measure, estimate),
        "interval": interval(measure, low, high),
        "pairs": pairs_of(trial, pairs),
    }
    sentences = {
        "backward": _(
            "%(outcome)s was %(difference)s when you walked backward than when you walked forward (95 %% interval: "
            "%(interval)s; %(pairs)s), so walking backward helped you more."
        ),
        "forward": _(
            "%(outcome)s was %(difference)s when you walked backward than when you walked forward (95 %% interval: "
            "%(interval)s; %(pairs)s), so walking forward helped you more."
        ),
        "no_difference_seen": _(
            "No difference between the two ways was seen: %(outcome)s was %(difference)s when you walked backward "
            "(95 %% interval: %(interval)s; %(pairs)s), which chance explains."
        ),
        "cannot_tell": _(
            "This trial cannot tell which way helps you more: %(outcome)s was %(difference)s when you walked backward, "
            "but anything %(interval)s fits what was measured (95 %% interval; %(pairs)s)."
        ),
    }
    return sentences[verdict] % said


def still_running(trial: Trial, complete: int, pairs: int, end: Date) -> str:
    """Why there is no result yet.

    Args:
        trial: that is running.
        complete: pairs with both values.
        pairs: in all.
        end: the day after its last.
    """
    return _(
        "The trial is still running: %(complete)s of %(pairs)s are complete. The result is told once, on "
        "%(end)s; looking earlier finds differences that are not there."
    ) % {"complete": complete, "pairs": pairs_of(trial, pairs), "end": day_words(end)}


def so_far(trial: Trial, complete: int, pairs: int, missing: int) -> str:
    """How far a trial has come, without what it shows.

    Args:
        trial: to tell of.
        complete: pairs with both values.
        pairs: in all.
        missing: periods that are over and have no value.
    """
    text = _("Complete so far: %(complete)d of %(pairs)s.") % {
        "complete": complete,
        "pairs": pairs_of(trial, pairs),
    }
    if missing:
        gone = ngettext(
            "%(n)d period is over without a value.", "%(n)d periods are over without a value.", missing
        )
        text = f"{text} {gone % {'n': missing}}"
    return text


def never_begun() -> str:
    """It was stopped before its first day."""
    return _("This trial was stopped before it began, so there is nothing to tell of it.")


def too_few(trial: Trial, complete: int, needed: int) -> str:
    """Why so few pairs tell nothing.

    Args:
        trial: that is over.
        complete: pairs with both values.
        needed: to tell anything.
    """
    return _(
        "This trial cannot tell which way helps you more: %(complete)s complete, and with fewer than %(needed)d even "
        "the clearest difference could be chance."
    ) % {"complete": pairs_of(trial, complete), "needed": needed}


def unequal(backward: int, forward: int) -> str:
    """Why values missing on one side tell nothing.

    Args:
        backward: periods of walking backward without a value.
        forward: the same of walking forward.
    """
    return _(
        "This trial cannot tell which way helps you more: values are missing in %(backward)d backward and %(forward)d "
        "forward periods. If they are missing because of how you were, what is left would mislead."
    ) % {"backward": backward, "forward": forward}


def all_the_same(measure: Measure, site: PainSite | None) -> str:
    """Why an outcome that never moved tells nothing.

    Args:
        measure: the outcome.
        site: of the body.
    """
    return _(
        "This trial cannot tell which way helps you more: %(outcome)s was the same in every pair, so there was nothing "
        "to see a difference in."
    ) % {"outcome": named(measure, site)}


# What is stated, each with its rule


def stated_beforehand() -> tuple[Reason, ...]:
    """What every trial of this kind can and cannot show, said before it begins."""
    return (
        Reason(
            _("You know which way you walk, and so does whoever measures. What you expect is part of what is found."),
            "trial_unblinded",
        ),
        Reason(
            _(
                "What one period did may last into the next. That makes a real difference look smaller; the first days "
                "of a period can be left out for it."
            ),
            "trial_carry_over",
        ),
        Reason(
            _(
                "Getting used to a test, getting fitter and good and bad weeks fall on both ways alike, as a coin "
                "decided which came first."
            ),
            "trial_random_order",
        ),
        Reason(
            _("The result is told once, at the end: looking again and again finds differences that are not there."),
            "trial_one_look",
        ),
        Reason(
            _("It holds for you, for this one outcome and for these weeks; for nobody else, and not for ever."),
            "trial_one_person",
        ),
    )  # fmt: skip


def missing_note(missing: int, dropped: int) -> Reason:
    """That values are missing, and what it does.

    Args:
        missing: periods without a value.
        dropped: pairs left out for it.
    """
    return Reason(
        _(
            "Periods without a value: %(missing)d; pairs left out for it: %(dropped)d. That is harmless only if they "
            "are missing for reasons that have nothing to do with how you were."
        )
        % {"missing": missing, "dropped": dropped},
        "trial_missing",
    )


def stopped_note(day: Date | None) -> Reason:
    """That it ended early, and what it does.

    Args:
        day: on which; None where nobody noted it.
    """
    when = "" if day is None else _(" on %(day)s") % {"day": day_words(day)}
    return Reason(
        _(
            "The trial was stopped early%(when)s. If it was stopped because of how it was going, the difference looks "
            "larger than it is."
        )
        % {"when": when},
        "trial_stopped_early",
    )


def level_note(level: float) -> Reason:
    """That with so few pairs the test is stricter than stated.

    Args:
        level: share of false findings it can reach.
    """
    return Reason(
        _(
            "With so few pairs the test is stricter than 5 %%: where there is no difference it finds one in "
            "%(level)s %%."
        )
        % {"level": f"{100 * level:.1f}"},
        "trial_level",
    )


def worth_note(measure: Measure, worth: float, estimate: float, low: float, high: float) -> Reason:
    """The difference and its interval against the one that was worth finding.

    Args:
        measure: the outcome.
        worth: the difference that was worth finding.
        estimate: what was found.
        low: end of the interval.
        high: the other end.
    """
    if max(abs(low), abs(high)) < worth:
        text = _("A difference of %(worth)s, which was worth finding, does not fit what was measured.")
    elif min(abs(low), abs(high)) >= worth and low * high > 0:
        text = _("It is at least as large as %(worth)s, the difference that was worth finding.")
    elif abs(estimate) >= worth:
        text = _("It may be as large as %(worth)s, the difference that was worth finding, or smaller.")
    else:
        text = _("It is smaller than %(worth)s, the difference that was worth finding, but that still fits.")
    return Reason(text % {"worth": step(measure, worth)}, "trial_worth")


def drawn_note() -> Reason:
    """That not every order of the periods was looked at."""
    return Reason(
        _("So many pairs can fall in more orders than can be looked at; the test stands on 16,384 of them."),
        "trial_test",
    )
