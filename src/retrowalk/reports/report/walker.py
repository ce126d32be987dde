"""The report for the walker: one page, in plain words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from retrowalk.dates import day_words
from retrowalk.language import _
from retrowalk.outcomes import Change, PersonRecord, Verdict, measure
from retrowalk.outcomes.progress import Progress
from retrowalk.outcomes.words import named
from retrowalk.reports.report.figures import change_figure, minutes_figure, sessions_figure
from retrowalk.reports.report.limits import Limits
from retrowalk.reports.report.person import of_whom, period_words
from retrowalk.reports.report.tree import Bullets, Callout, Cell, Pair, Part, Report, Section, Table, Text
from retrowalk.reports.report.wording import name_of, value_of, verdicts

_ORDER: tuple[Verdict, ...] = ("worse", "better", "no_clear_change", "cannot_tell")


def walker_report(record: PersonRecord, progress: Progress, limits: Limits) -> Report:
    """What changed and what was walked, for the person who walked it.

    Args:
        record: all that is known of them.
        progress: what became of it.
        limits: how much there is room for.
    """
    return Report(
        audience="walker",
        title=_("Your walking"),
        subtitle=f"{of_whom(record)}{period_words(record, progress)}",
        day=record.today,
        opening=tuple(_opening(progress, limits)),
        sections=tuple(one for one in _sections(record, progress, limits) if one.parts),
        closing=_(
            "Made by Retrowalk from what you told and measured. It is no medical device and makes no diagnosis; show "
            "it to whoever treats you."
        ),
    )


def _opening(progress: Progress, limits: Limits) -> Iterator[Part]:
    primary = progress.primary
    if primary is None:
        if progress.changes:
            yield Text(_("You have not named the one outcome to go by, so all of them are told as they are."))
        else:
            yield Text(_("Nothing was measured yet, so nothing can be said about change."), "lead")
        return
    yield Text(primary.sentence, "lead")
    figure = change_figure(primary, progress.results, height=limits.height)
    if figure is not None:
        yield figure
    if primary.error.mdc is not None or primary.matters.least is not None:
        yield Text(" ".join(one for one in (primary.error.text, primary.matters.text) if one), "small")


def _sections(record: PersonRecord, progress: Progress, limits: Limits) -> Iterator[Section]:
    others = [one for one in progress.changes if not one.primary and one.counted]
    yield Section(
        _("What else was measured") if progress.primary else _("What was measured"),
        tuple(_others(others, limits)),
    )
    if record.trial is not None and progress.trial is not None:
        yield Section(_("Your trial"), (Callout((Text(progress.trial.sentence),)),))
    yield Section(_("What you walked"), tuple(_walked(progress, limits)))
    yield Section(_("What comes next"), tuple(_next(progress, limits)))
    yield Section(
        _("How to read this"),
        (
            Text(
                _(
                    "Every measurement differs a little from one time to the next. A change is called better or worse "
                    "only where it is more than that; in the chart it then leaves the shaded band. Why something "
                    "changed is not said here: practice at a test, time, and having begun on a bad day change results "
                    "too. Of many measures one may seem changed by chance: go by the one you named beforehand. Only a "
                    "trial that you do on yourself can say which way of walking helped."
                ),
                "small",
            ),
        ),
    )


def _others(changes: Sequence[Change], limits: Limits) -> Iterator[Part]:
    told = sorted(
        (one for one in changes if one.now is not None and measure(one.measure).better != "neither"),
        key=lambda one: _ORDER.index(one.verdict),
    )
    shown, rest = told[: limits.changes], told[limits.changes :]
    if shown:
        yield Table(
            caption=_("Start, latest result and what it means"),
            head=(_("Measure"), _("Start"), _("Latest"), _("What it means")),
            rows=tuple(
                (
                    Cell(name_of(one)),
                    Cell(value_of(one, one.baseline)),
                    Cell(value_of(one, one.now)),
                    Cell(_means(one), strong=one.verdict in ("better", "worse")),
                )
                for one in shown
            ),
            widths=(3.0, 1.3, 1.3, 2.6),
            figures=(1, 2),
        )
    if rest:
        words = {
            "better": _("%(n)s more better."),
            "worse": _("%(n)s more worse."),
            "no_clear_change": _("%(n)s more without a clear change."),
            "cannot_tell": _("%(n)s more that cannot be told yet."),
        }
        counts = {verdict: sum(one.verdict == verdict for one in rest) for verdict in _ORDER}
        yield Text(
            " ".join(words[verdict] % {"n": n} for verdict, n in counts.items() if n)
            + " "
            + _("All of them stand under Progress in the coach."),
            "small",
        )


def _means(change: Change) -> str:
    words = verdicts()[change.verdict]
    if change.verdict in ("better", "worse"):
        if change.held == 1:
            return _("%(verdict)s, so far one result") % {"verdict": words}
        return _("%(verdict)s, %(n)s results in a row") % {"verdict": words, "n": change.held}
    return words


def _walked(progress: Progress, limits: Limits) -> Iterator[Part]:
    yield Text(progress.adherence.text)
    if not limits.weeks:
        return
    sessions = sessions_figure(progress, _("Sessions, week by week"))
    minutes = minutes_figure(progress, _("Moderate activity, minutes a week, with its range"))
    if sessions is not None and minutes is not None:
        yield Pair((sessions,), (minutes,))
    elif sessions is not None:
        yield sessions


def _next(progress: Progress, limits: Limits) -> Iterator[Part]:
    due = sorted(progress.due, key=lambda one: (not one.now, not one.primary, one.on))[: limits.due]
    if due:
        yield Bullets(
            tuple(
                _("%(measure)s: due now") % {"measure": named(measure(one.measure), one.site)}
                if one.now
                else _("%(measure)s: from %(day)s")
                % {"measure": named(measure(one.measure), one.site), "day": day_words(one.on)}
                for one in due
            )
        )
