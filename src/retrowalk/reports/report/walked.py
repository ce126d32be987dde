"""What was planned and walked, and what went against the walker: programme, sessions, gait, pain, events."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from statistics import fmean, median

from retrowalk.evidence import protocols
from retrowalk.language import _
from retrowalk.outcomes import PersonRecord, SessionDone, WalkFound, Way
from retrowalk.outcomes.adverse import Adverse, SessionEvents, SitePain
from retrowalk.outcomes.progress import Progress
from retrowalk.prescription import Programme, fitt_vp
from retrowalk.reports.report.limits import Limits
from retrowalk.reports.report.tree import Bullets, Cell, Facts, Pair, Part, Table, Text
from retrowalk.reports.report.wording import NONE, counted, dated, minutes
from retrowalk.screening.words import pain_site_name, symptom_name

_SOME = timedelta(weeks=4)
"""What "first" and "latest" stand for where single days would say little."""
_FEW_WALKS = 5


def programme_parts(record: PersonRecord, programme: Programme, limits: Limits) -> Iterator[Part]:
    """The dose, and what was changed of late.

    Args:
        record: of the person.
        programme: the running one.
        limits: how much there is room for.
    """
    status = {"active": _("running"), "stopped": _("stopped"), "finished": _("finished")}[programme.status]
    protocol = protocols().get(programme.protocol or "")
    words = _("%(status)s, from %(day)s") % {
        "status": status,
        "day": dated(programme.profile.start_date),
    }
    if len(record.programmes) > 1:
        words += "; " + _("programme number %(n)s") % {"n": len(record.programmes)}
    facts = [(_("Status"), words)]
    if protocol is not None:
        facts.append(
            (
                _("Protocol"),
                _("%(id)s %(name)s; tried with: %(people)s")
                % {"id": protocol.id, "name": protocol.name, "people": protocol.people},
            )
        )
    dose = Facts((*facts, *fitt_vp(programme)))
    changed = [
        f"{dated(week.sessions[0].date)}: {reason.text}"
        for week in programme.weeks
        if week.sessions and week.sessions[0].date <= record.today
        for reason in week.changes
    ]
    if changed:
        latest = Bullets(tuple(changed[-min(4, limits.reasons) :]))
        yield Pair((dose,), (Text(_("Latest changes of the dose, as told to the walker:"), "small"), latest))
    else:
        yield dose


def sessions_table(sessions: Sequence[SessionDone], limits: Limits) -> Table | None:
    """The latest sessions, the newest first; None without one.

    Args:
        sessions: in the order of their days.
        limits: how much there is room for.
    """
    shown = list(reversed(sessions[-limits.sessions :])) if limits.sessions else []
    if not shown:
        return None
    return Table(
        caption=_("The latest sessions"),
        head=(
            _("Date"),
            _("Backward"),
            _("Forward"),
            _("Backward speed"),
            _("Effort"),
            _("Pain before, most since"),
            _("Stumbles"),
        ),
        rows=tuple(_session(one) for one in shown),
        widths=(2.0, 1.5, 1.5, 2.0, 1.1, 3.2, 1.3),
        figures=(1, 2, 3, 4, 6),
    )


def _session(one: SessionDone) -> tuple[Cell, ...]:
    told = one.told
    pains = [
        f"{pain_site_name(pain.site)} {_figure(pain.before)}, "
        f"{_figure(max((x for x in (pain.during, pain.after, pain.next_day) if x is not None), default=None))}"
        for pain in (told.pain if told else None) or ()
    ]
    return (
        Cell(dated(one.done_on)),
        Cell(minutes(one.backward_s)),
        Cell(minutes(one.forward_s)),
        Cell(NONE if one.backward_mps is None else _("%(n)s m/s") % {"n": f"{one.backward_mps:.2f}"}),
        Cell(_figure(told.effort if told else None)),
        Cell("; ".join(pains) or NONE),
        Cell(_figure(told.stumbles if told else None)),
    )


def gait_parts(walks: Sequence[WalkFound]) -> Iterator[Part]:
    """Gait by direction from recordings: the first and the latest walks.

    Args:
        walks: in the order of their times.
    """
    real = [one for one in walks if not one.simulated]
    shown = real or list(walks)
    if not shown:
        yield Text(_("No walk was recorded."))
        return
    if not real:
        yield Text(_("All of these walks are simulated: nobody walked them."))
    first, latest = shown[:_FEW_WALKS], shown[-_FEW_WALKS:]
    columns = (_("backward, first"), _("backward, latest"), _("forward, first"), _("forward, latest"))
    sides: list[list[Way]] = [
        [one.backward for one in first],
        [one.backward for one in latest],
        [one.forward for one in first],
        [one.forward for one in latest],
    ]
    rows = (
        (_("Speed, m/s"), 2, [[way.speed_mps for way in side] for side in sides]),
        (_("Cadence, steps/min"), 0, [[way.cadence_spm for way in side] for side in sides]),
        (_("Stride time variability, %"), 1, [[way.stride_time_cv_pct for way in side] for side in sides]),
        (_("Step asymmetry, %"), 1, [[way.step_asymmetry_pct for way in side] for side in sides]),
        (_("Strides these stand on"), 0, [[float(sum(way.strides for way in side))] for side in sides]),
    )
    yield Table(
        caption=_("Medians over the first and the latest %(n)s recorded walks") % {"n": len(first)},
        head=(_("Figure"), *columns),
        rows=tuple(
            (Cell(name), *(Cell(_middle(values, decimals)) for values in columns_of))
            for name, decimals, columns_of in rows
        ),
        widths=(2.6, 1.6, 1.6, 1.6, 1.6),
        figures=(1, 2, 3, 4),
    )
    placements = ", ".join(sorted({one.placement for one in shown}))
    unknown = sum(one.unknown_s for one in shown)
    said = _("Recorded walks: %(n)s; sensor worn at: %(where)s.") % {"n": len(shown), "where": placements}
    if unknown:
        said += " " + _("Walked in a direction that could not be told: %(time)s.") % {
            "time": minutes(unknown)
        }
    if not all(one.speed_validated for one in shown):
        said += " " + _("Speed there is not checked against real recordings, so read it with care.")
    yield Text(said, "small")


def pain_parts(adverse: Adverse) -> Iterator[Part]:
    """Pain around sessions, place by place.

    Args:
        adverse: all that was told of sessions.
    """
    told = [(one.on, pain) for one in adverse.sessions for pain in one.pains]
    if not told:
        yield Text(_("No pain was told of around sessions."))
        return
    first, last = told[0][0], told[-1][0]
    rows = []
    for site in dict.fromkeys(pain.site for _day, pain in told):
        mine = [(day, pain) for day, pain in told if pain.site == site]
        early = [pain for day, pain in mine if day < first + _SOME]
        late = [pain for day, pain in mine if day > last - _SOME]
        rises = [pain.rise for _day, pain in mine if pain.rise is not None]
        rows.append(
            (
                Cell(pain_site_name(site)),
                Cell(str(len(mine))),
                Cell(_before_and_most(early)),
                Cell(_before_and_most(late)),
                Cell(_figure(max(rises, default=None))),
                Cell(str(sum(rise > 2 for rise in rises))),
            )
        )
    yield Table(
        caption=_("Pain around sessions, 0–10: mean before, mean of the most since"),
        head=(
            _("Place"),
            _("Sessions told of"),
            _("First 4 weeks"),
            _("Latest 4 weeks"),
            _("Largest rise"),
            _("Rises over 2"),
        ),
        rows=tuple(rows),
        widths=(2.0, 1.6, 1.6, 1.6, 1.4, 1.4),
        figures=(1, 2, 3, 4, 5),
    )


def adverse_parts(adverse: Adverse, limits: Limits) -> Iterator[Part]:
    """Falls, stumbles, symptoms and rises of pain.

    Args:
        adverse: all that was told of sessions.
        limits: how much there is room for.
    """
    yield Text(
        _(
            "Sessions walked: %(walked)s, told of: %(told)s. Falls: %(falls)s, with injury: %(injuries)s. "
            "Stumbles: %(stumbles)s."
        )
        % {
            "told": len(adverse.sessions),
            "walked": adverse.walked,
            "falls": counted(adverse.falls, adverse.falls_unknown),
            "injuries": counted(adverse.injuries, adverse.injuries_unknown),
            "stumbles": counted(adverse.stumbles, adverse.stumbles_unknown),
        }
    )
    # Falls and symptoms are never left out for want of room before a stumble is.
    events = sorted(adverse.events, key=lambda one: (bool(one.falls or one.symptoms), one.on), reverse=True)
    shown = sorted(events[: limits.events], key=lambda one: one.on, reverse=True)
    if shown:
        yield Bullets(tuple(f"{dated(one.on)}: {'; '.join(_events(one))}" for one in shown))
    if len(events) > len(shown):
        yield Text(
            _("Sessions with an event that are not listed: %(n)s.") % {"n": len(events) - len(shown)}, "small"
        )


def _events(one: SessionEvents) -> Iterator[str]:
    if one.falls:
        yield _("falls %(n)s, with injury %(injuries)s") % {
            "n": one.falls,
            "injuries": counted(one.injuries, one.injuries_unknown),
        }
    if one.stumbles:
        yield _("stumbles %(n)s") % {"n": one.stumbles}
    if one.symptoms:
        yield ", ".join(symptom_name(symptom) for symptom in one.symptoms)
    for pain in one.pains:
        if pain.rise is not None and pain.rise > 2:
            yield _("pain, %(site)s: %(before)s before, %(most)s at most since") % {
                "site": pain_site_name(pain.site),
                "before": _figure(pain.before),
                "most": _figure(None if pain.before is None else pain.before + pain.rise),
            }


def weeks_facts(progress: Progress) -> Facts:
    """Totals over all weeks.

    Args:
        progress: of the person.
    """
    asked = progress.adherence
    facts = [
        (_("Sessions"), asked.text),
        (_("Walked forward beside"), minutes(60 * asked.forward_min)),
    ]
    if asked.share is not None:
        facts.append((_("Share of sessions asked for"), f"{100 * asked.share:.0f} %"))
    if asked.skipped:
        facts.append((_("Left out by choice"), str(asked.skipped)))
    return Facts(tuple(facts))


def _middle(values: Sequence[float | None], decimals: int) -> str:
    known = [one for one in values if one is not None]
    return f"{median(known):.{decimals}f}" if known else NONE


def _before_and_most(pains: Sequence[SitePain]) -> str:
    before = [one.before for one in pains if one.before is not None]
    most = [
        max(told)
        for one in pains
        if (told := [x for x in (one.during, one.after, one.next_day) if x is not None])
    ]
    if not before and not most:
        return NONE
    return ", ".join(f"{fmean(told):.1f}" if told else NONE for told in (before, most))


def _figure(value: float | None) -> str:
    return NONE if value is None else f"{value:g}"
