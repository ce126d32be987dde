"""The report for whoever treats the walker: up to four pages, every figure with where it comes from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from retrowalk.language import _
from retrowalk.outcomes import Change, PersonRecord, measure
from retrowalk.outcomes.progress import Progress
from retrowalk.reports.report.figures import (
    HALF,
    WIDE,
    change_figure,
    minutes_figure,
    sessions_figure,
    trial_figures,
)
from retrowalk.reports.report.limits import Limits
from retrowalk.reports.report.person import of_whom, period_words, screening_parts, told_facts
from retrowalk.reports.report.sources import sources_parts
from retrowalk.reports.report.tree import (
    Bullets,
    Callout,
    Cell,
    Figure,
    Pair,
    Part,
    Report,
    Section,
    Table,
    Text,
)
from retrowalk.reports.report.walked import (
    adverse_parts,
    gait_parts,
    pain_parts,
    programme_parts,
    sessions_table,
    weeks_facts,
)
from retrowalk.reports.report.wording import (
    NONE,
    counted,
    dated,
    difference_of,
    name_of,
    number_of,
    verdict_of,
)
from retrowalk.screening.words import level_name

_KINDS = ("test", "question", "reading", "computed", "recording")


def clinician_report(record: PersonRecord, progress: Progress, limits: Limits) -> Report:
    """Screening, programme, adherence, sessions, outcomes, gait, pain, events and sources.

    Args:
        record: all that is known of the walker.
        progress: what became of it.
        limits: how much there is room for.
    """
    return Report(
        audience="clinician",
        title=_("Report on walking backward as exercise"),
        subtitle=f"{of_whom(record)}{period_words(record, progress)}",
        day=record.today,
        opening=tuple(_summary(record, progress)),
        sections=tuple(one for one in _sections(record, progress, limits) if one.parts),
        closing=_(
            "Made by Retrowalk from what the walker told and measured, at home unless said otherwise. No medical "
            "device, no diagnosis. A change is not a cause."
        ),
    )


def _summary(record: PersonRecord, progress: Progress) -> Iterator[Part]:
    points = []
    if progress.primary is not None:
        points.append(_("Primary outcome. %(sentence)s") % {"sentence": progress.primary.sentence})
    told = [one for one in progress.changes if not one.primary and one.now is not None]
    for verdict, words in (
        ("better", _("Better beyond measurement error: %(names)s.")),
        ("worse", _("Worse beyond measurement error: %(names)s.")),
    ):
        names = [name_of(one) for one in told if one.verdict == verdict]
        if names:
            points.append(words % {"names": "; ".join(names)})
    judged = [one for one in told if measure(one.measure).better != "neither"]
    still = sum(one.verdict == "no_clear_change" for one in judged)
    unknown = sum(one.verdict == "cannot_tell" for one in judged)
    if told:
        points.append(
            _("Secondary outcomes without a clear change: %(still)s; that cannot be told: %(unknown)s.")
            % {"still": still, "unknown": unknown}
        )
    if progress.trial is not None:
        points.append(_("Trial with this person. %(sentence)s") % {"sentence": progress.trial.sentence})
    points.append(_("Adherence. %(sentence)s") % {"sentence": progress.adherence.text})
    adverse = progress.adverse
    points.append(
        _("Falls %(falls)s, stumbles %(stumbles)s; sessions walked: %(walked)s, told of: %(told)s.")
        % {
            "falls": counted(adverse.falls, adverse.falls_unknown),
            "stumbles": counted(adverse.stumbles, adverse.stumbles_unknown),
            "told": len(adverse.sessions),
            "walked": adverse.walked,
        }
    )
    if record.programme is not None:
        points.append(_("Screening. %(level)s.") % {"level": level_name(record.programme.clearance.level)})
    yield Callout(tuple(Text(one) for one in points))


def _sections(record: PersonRecord, progress: Progress, limits: Limits) -> Iterator[Section]:
    programme = record.programme
    if record.profile is not None:
        told = told_facts(record.profile)
        level = () if programme is None else screening_parts(record.profile, programme.clearance, limits)
        yield Section(_("Screening"), (Pair((told,), tuple(level)),))
    if programme is not None:
        yield Section(_("Programme"), tuple(programme_parts(record, programme, limits)))
    yield Section(_("Outcomes"), tuple(_outcomes(progress, limits)))
    if record.trial is not None and progress.trial is not None:
        found = progress.trial
        yield Section(
            _("Trial with this person"),
            (
                Text(found.sentence),
                *trial_figures(
                    record,
                    progress.results,
                    found,
                    (_("What was measured in each period"), _("The difference, with its 95 % interval")),
                ),
                Bullets(tuple(one.text for one in found.notes[: limits.reasons])),
            ),
        )
    yield Section(_("Adherence and sessions"), tuple(_walked(record, progress, limits)))
    yield Section(_("Gait by direction"), (*gait_parts(record.walks), *_recorded(progress)))
    yield Section(
        _("Pain and adverse events"),
        (*pain_parts(progress.adverse), *adverse_parts(progress.adverse, limits)),
    )
    yield Section(_("Sources"), tuple(sources_parts(record, progress, limits)))


def _outcomes(progress: Progress, limits: Limits) -> Iterator[Part]:
    told = [one for one in progress.changes if measure(one.measure).kind != "recording"]
    if not told:
        yield Text(_("Nothing was measured yet."))
        return
    ordered = sorted(told, key=lambda one: (not one.primary, one.now is None))
    shown = ordered[: limits.changes]
    drawn = [one for one in ordered if one.now is not None]
    drawn.sort(key=lambda one: (not one.primary, one.verdict not in ("better", "worse")))
    yield from _drawn(drawn[: min(1, limits.charts)], progress, limits)
    yield _table(_("Outcomes with their minimal detectable change (MDC, 95 %)"), shown)
    if len(ordered) > len(shown):
        names = "; ".join(name_of(one) for one in ordered[len(shown) :])
        yield Text(_("Also measured: %(names)s.") % {"names": names}, "small")
    yield Text(
        _(
            "The start is the mean of the results before the programme, practice left out. MDC of own repeats: from "
            "this person's results close together at the start, widened for their small number. MCID: the change that "
            "matters to the people named. What is marked as from memory was not read at its source and decides nothing."
        ),
        "small",
    )
    for note in progress.notes:
        yield Text(note.text, "small")
    others = [tuple(_drawn((one,), progress, limits, HALF)) for one in drawn[1 : limits.charts]]
    for left, right in zip(others[::2], others[1::2], strict=False):
        yield Pair(left, right)


def _drawn(
    changes: Sequence[Change], progress: Progress, limits: Limits, width: int = WIDE
) -> Iterator[Figure]:
    for one in changes:
        figure = change_figure(one, progress.results, width, limits.height)
        if figure is not None:
            yield figure


def _table(caption: str, changes: Sequence[Change]) -> Table:
    return Table(
        caption=caption,
        head=(
            _("Outcome"),
            _("Start"),
            _("Latest"),
            _("Change"),
            _("MDC"),
            _("Verdict"),
            _("MCID"),
        ),
        rows=tuple(_row(one) for one in changes),
        widths=(3.3, 1.5, 1.6, 1.1, 1.9, 2.3, 2.0),
        figures=(1, 2, 3),
    )


def _row(one: Change) -> tuple[Cell, ...]:
    start = _("mean of %(n)s") % {"n": one.baseline_of} if one.baseline_of > 1 else dated(one.baseline_on)
    held = ""
    if one.verdict in ("better", "worse"):
        held = _("%(n)s in a row") % {"n": one.held}
    unit = measure(one.measure).unit.replace("0–10", _("0 to 10")).replace(" ", "\u00a0")
    name = _("%(measure)s, %(unit)s") % {"measure": name_of(one), "unit": unit}
    return (
        Cell(name, _("primary outcome") if one.primary else "", strong=one.primary),
        Cell(number_of(one, one.baseline), start if one.baseline is not None else ""),
        Cell(number_of(one, one.now), dated(one.now_on) if one.now is not None else ""),
        Cell(difference_of(one)),
        Cell(
            number_of(one, one.error.mdc),
            {
                "published": _("published: %(people)s") % {"people": one.error.people or NONE},
                "own": _("own repeats"),
                "none": _("not known"),
            }[one.error.source],
        ),
        Cell(verdict_of(one), held, strong=one.verdict in ("better", "worse")),
        Cell(
            number_of(one, one.matters.least),
            (one.matters.people or "") if one.matters.least is not None else "",
        ),
    )


def _walked(record: PersonRecord, progress: Progress, limits: Limits) -> Iterator[Part]:
    yield weeks_facts(progress)
    sessions = sessions_figure(progress, _("Sessions, week by week"))
    minutes = minutes_figure(progress, _("Moderate activity, minutes a week, with its range"))
    if sessions is not None and minutes is not None:
        yield Pair((sessions,), (minutes,))
    elif sessions is not None:
        yield sessions
    table = sessions_table(record.sessions, limits)
    if table is not None:
        yield table


def _recorded(progress: Progress) -> Iterator[Part]:
    """Outcomes that recordings told."""
    told = [
        one for one in progress.changes if measure(one.measure).kind == "recording" and one.now is not None
    ]
    if told:
        yield _table(_("Changes found in recordings"), told)
