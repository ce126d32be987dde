"""Change beyond error: better, worse, or no clear change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date as Date
from statistics import fmean
from typing import Literal

from retrowalk.evidence import Reason
from retrowalk.language import _, ngettext
from retrowalk.outcomes.counting import Counted, baseline, counted
from retrowalk.outcomes.from_walks import about_found
from retrowalk.outcomes.mattering import Matters, held_against, matters_of
from retrowalk.outcomes.measure import Measure, MeasureId
from retrowalk.outcomes.measure import measure as measure_of
from retrowalk.outcomes.measurement_error import Error, ErrorSource, error_of, no_error
from retrowalk.outcomes.norms import norms
from retrowalk.outcomes.repeatability import Repeatability, before_each, repeatability
from retrowalk.outcomes.result import Result
from retrowalk.outcomes.words import amount, named, step
from retrowalk.screening import Profile
from retrowalk.screening.profile import PainSite

__all__ = ["Change", "Error", "ErrorSource", "Matters", "Verdict", "change"]

Verdict = Literal["better", "no_clear_change", "worse", "cannot_tell"]

_HEART_RATE: tuple[MeasureId, ...] = ("resting_heart_rate", "heart_rate_backward", "heart_rate_forward")
# Where the scale itself ends, so that nothing better can be told; elsewhere there is always a little more.
_ENDS: tuple[MeasureId, ...] = ("single_leg_stance",)


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one measure.

    Attributes:
        measure, site: which.
        primary: it was named beforehand as the one that decides.
        baseline, now: the values that are compared; None before there are two.
        baseline_on, now_on: civil dates of them; of a baseline of several, the last.
        difference: now less baseline, in the measure's unit.
        verdict: against the error alone.
        error, matters: what it is held against.
        counted: results that count, practice left out.
        notes: norms and cut-offs with their population, floors, self-timing, learning: each with its rule.
        sentence: the whole in one plain sentence.
        held: how many of the latest results running say better, or worse, the latest with them; 0 otherwise.
        baseline_of: how many results the baseline is the mean of.
    """

    measure: MeasureId
    site: PainSite | None
    primary: bool
    baseline: float | None
    now: float | None
    baseline_on: Date | None
    now_on: Date | None
    difference: float | None
    verdict: Verdict
    error: Error
    matters: Matters
    counted: int
    notes: tuple[Reason, ...]
    sentence: str
    held: int = 0
    baseline_of: int = 0


@dataclass(frozen=True, slots=True)
class _Judged:
    """A verdict with what stands beside it."""

    verdict: Verdict
    error: Error
    notes: tuple[Reason, ...]
    sentence: str


def change(
    results: Sequence[Result],
    measure: MeasureId,
    profile: Profile | None,
    *,
    primary: bool = False,
    site: PainSite | None = None,
    began: Date | None = None,
) -> Change:
    """What became of one measure, held against measurement error.

    The latest result against the mean of those before the programme began (without any: the first). It is better or
    worse only beyond the published error of the same people and procedure, else beyond the person's own repeatability;
    with neither it cannot be told.

    Args:
        results: of this person, in any order; those of other measures and sites are passed over.
        measure: which.
        profile: of the person; None where there is none.
        primary: it was named beforehand as the one that decides.
        site: of the body, for a measure by site.
        began: civil date of the first session; by default the profile's start.
    """
    what = measure_of(measure)
    if began is None and profile is not None:
        began = profile.start_date
    found = counted(results, what, site)
    start, now = baseline(found.days, began)
    judged, running = _judge(what, site, profile, found, start, now)
    first = fmean(one.value for one in start) if start else None
    difference = None if now is None or first is None else now.value - first
    return Change(
        measure=measure,
        site=site,
        primary=primary,
        baseline=first,
        now=None if now is None else now.value,
        baseline_on=start[-1].taken_on if start else None,
        now_on=None if now is None else now.taken_on,
        difference=difference,
        verdict=judged.verdict,
        error=judged.error,
        matters=held_against(
            matters_of(what, profile, site),
            what,
            None if difference is None or judged.verdict == "cannot_tell" else _better_by(what, difference),
            judged.verdict == "better",
        ),
        counted=len(found.days),
        notes=(*judged.notes, *_about(what, profile, found, start, now, began)),
        sentence=judged.sentence,
        held=running,
        baseline_of=len(start),
    )


def _judge(
    what: Measure,
    site: PainSite | None,
    profile: Profile | None,
    found: Counted,
    start: tuple[Result, ...],
    now: Result | None,
) -> tuple[_Judged, int]:
    name = named(what, site)
    beta = _beta_blocker(what, profile)
    if beta is not None:
        unknown = Error(None, "none", None, beta.text, (beta.rule,))
        return _Judged("cannot_tell", unknown, (beta,), f"{name}: {beta.text}"), 0
    if now is None:
        return _Judged(
            "cannot_tell", _expected(what, profile, start), (), _too_few(what, name, found, start)
        ), 0
    own = before_each(found.days, what)
    judged = _verdict(what, name, profile, start, now, own[found.days.index(now)])
    if judged.verdict not in ("better", "worse"):
        return judged, 0
    running = 0
    for one, its in zip(reversed(found.days), reversed(own[:-1]), strict=True):
        if one.taken_on <= start[-1].taken_on:
            break
        if _verdict(what, name, profile, start, one, its).verdict != judged.verdict:
            break
        running += 1
    held = (
        _("So far it is one result; the next one shows whether it holds.")
        if running == 1
        else ngettext("%(n)s result in a row says so.", "%(n)s results in a row say so.", running)
        % {"n": running}
    )
    cause = Reason(
        _(
            "This says that something changed, not why. Practice at the test, the time of year, and having begun "
            "on an unusually bad day change results too."
        ),
        "outcome_not_why",
    )
    return replace(judged, sentence=f"{judged.sentence} {held}", notes=(*judged.notes, cause)), running


def _verdict(
    what: Measure,
    name: str,
    profile: Profile | None,
    start: Sequence[Result],
    now: Result,
    own: Repeatability | None,
) -> _Judged:
    """One look: a result against the baseline and the error; its own repeats are those before it."""
    first = fmean(one.value for one in start)
    error, notes = error_of(what, profile, start, now, own)
    said = {"name": name, "first": amount(what, first), "now": amount(what, now.value)}
    if error.mdc is None:
        text = (
            _("%(name)s: from %(first)s to %(now)s. Whether that is more than chance cannot be told yet.")
            % said
        )
        return _Judged("cannot_tell", error, notes, f"{text} {error.text}")
    by = now.value - first
    beyond = abs(by) > error.mdc + 1e-9
    said["mdc"] = step(what, error.mdc)
    own_words = _("The error comes from your own repeats.") if error.source == "own" else ""
    if what.better == "neither" and beyond:
        text = _(
            "%(name)s: from %(first)s to %(now)s. That is more than chance explains; whether it is better is not for "
            "us to say."
        )
        return _Judged("cannot_tell", error, notes, _joined(text % said, own_words))
    better = _better_by(what, by)
    if beyond and better < 0:
        text = _(
            "%(name)s: from %(first)s to %(now)s. That is worse by more than measurement error explains."
        )
        return _Judged("worse", error, notes, _joined(text % said, own_words))
    if beyond:
        text = _(
            "%(name)s: from %(first)s to %(now)s. That is better by more than measurement error explains."
        )
        return _Judged("better", error, notes, _joined(text % said, own_words))
    room = _room(what, first)
    if room is not None and room < error.mdc:
        end = _(
            "Under %(mdc)s may be chance, and the end of the scale is only %(room)s from where it began, so that "
            "getting better cannot be seen with it."
        ) % {"mdc": said["mdc"], "room": step(what, room)}
        if error.source == "own":
            end = " ".join([end, _("More repeats would narrow what may be chance.")])
        why = _("Where less is left of a scale than may be chance, getting better cannot be seen with it.")
        notes = (*notes, Reason(why, "outcome_scale_end"))
        text = _("%(name)s: from %(first)s to %(now)s.") % said
        return _Judged("cannot_tell", error, notes, _joined(text, end, own_words))
    text = _("%(name)s: from %(first)s to %(now)s. No clear change: under %(mdc)s may be chance.")
    return _Judged("no_clear_change", error, notes, _joined(text % said, own_words))


def _joined(*sentences: str) -> str:
    return " ".join(one for one in sentences if one)


def _better_by(what: Measure, difference: float) -> float:
    return -difference if what.better == "lower" else difference


def _room(what: Measure, first: float) -> float | None:
    """How much better it can still get; None where the scale has no end."""
    if what.kind != "question" and what.id not in _ENDS:
        return None
    return first - what.possible[0] if what.better == "lower" else what.possible[1] - first


def _beta_blocker(what: Measure, profile: Profile | None) -> Reason | None:
    if what.id not in _HEART_RATE:
        return None
    if profile is None or profile.medication is None:
        text = _(
            "Whether the heart rate shows anything depends on medicines, and you have not said which you take."
        )
    elif "beta_blocker" in profile.medication:
        text = _("A beta-blocker holds the heart rate down, so it shows no change of yours.")
    else:
        return None
    return Reason(text, "outcome_beta_blocker")


def _expected(what: Measure, profile: Profile | None, start: tuple[Result, ...]) -> Error:
    """The error that the next result will be held against."""
    if not start:
        return no_error(what)
    return error_of(what, profile, start, start[-1], repeatability(start, what))[0]


def _too_few(what: Measure, name: str, found: Counted, start: tuple[Result, ...]) -> str:
    if start:
        first = amount(what, fmean(one.value for one in start))
        return ngettext(
            "%(name)s: %(first)s at the start. The next result will show whether it changes.",
            "%(name)s: %(first)s at the start, the mean of %(n)s results. The next will show whether it changes.",
            len(start),
        ) % {"name": name, "first": first, "n": len(start)}
    if found.practice:
        return _("%(name)s: so far practice only. The next time is the first that counts.") % {"name": name}
    return _("%(name)s: not measured yet.") % {"name": name}


def _about(
    what: Measure,
    profile: Profile | None,
    found: Counted,
    start: tuple[Result, ...],
    now: Result | None,
    began: Date | None,
) -> tuple[Reason, ...]:
    """What else belongs to the values: what was left out, where it began, and how others do."""
    notes = []
    if found.practice:
        text = ngettext(
            "The first result is practice and not counted: tests get better just by being done again.",
            "%(n)s results are practice and not counted: tests get better just by being done again.",
            found.practice,
        )
        notes.append(Reason(text % {"n": found.practice}, "outcome_practice"))
    if found.same_day:
        notes.append(Reason(_("Of a day with several results the first counts."), "outcome_one_a_day"))
    if found.otherwise:
        text = ngettext(
            "%(n)s result is not held against the latest: it was taken with another walking aid, or at another speed.",
            "%(n)s results are not held against the latest: they were taken with another walking aid, or at another "
            "speed.",
            found.otherwise,
        )
        notes.append(Reason(text % {"n": found.otherwise}, "outcome_same_conditions"))
    if now is not None and began is not None and start[0].taken_on > began:
        text = _(
            "Nothing was measured before you began, so what changed before the first result is not seen."
        )
        notes.append(Reason(text, "outcome_baseline"))
    latest = now or (start[-1] if start else None)
    notes += about_found(latest) if latest is not None else ()
    return (*notes, *(norms(what, latest.value, profile) if latest is not None else ()))
