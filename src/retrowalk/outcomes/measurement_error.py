"""How large a change must be before it is more than measurement error."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Literal

from retrowalk.evidence import Figure, Reason, instruments
from retrowalk.language import _
from retrowalk.outcomes.measure import Measure, MeasureId
from retrowalk.outcomes.repeatability import Repeatability
from retrowalk.outcomes.result import Result
from retrowalk.outcomes.words import step
from retrowalk.screening import Profile
from retrowalk.screening.profile import Condition

ErrorSource = Literal["published", "own", "none"]

# 1.96 · √2: from the standard error of one result to a change that chance makes in one of twenty.
MDC95 = 1.959964 * sqrt(2)
# How far somebody's own thumb on a watch is off, as a standard deviation of one time; product rule outcome_self_timed.
SELF_TIMED_S = 0.2
# Whatever makes somebody walk otherwise than the people of a study who did not have it.
_WALK_OTHERWISE: frozenset[Condition] = frozenset(
    {
        "stroke", "multiple_sclerosis", "parkinson", "neuropathy", "vestibular", "joint_replacement",
        "recent_surgery", "weight_bearing_limit", "fragility_fracture", "knee_osteoarthritis",
    }
)  # fmt: skip
_METRES: Mapping[MeasureId, float] = {"walk_10m_usual": 10.0, "walk_10m_fast": 10.0}


@dataclass(frozen=True, slots=True)
class Error:
    """How large a change must be before it is more than measurement error.

    Attributes:
        mdc: minimal detectable change at 95 %, in the measure's unit; None where nothing tells it.
        source: ``published`` for the same people and procedure, ``own`` from this person's own repeats, ``none``.
        people: whom a published one was found in.
        text: where it comes from, a sentence.
        evidence: ids and source keys behind it.
    """

    mdc: float | None
    source: ErrorSource
    people: str | None
    text: str
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Row:
    """A published figure, and the people of ours that its people are.

    Attributes:
        source: key of the source; it finds the figure among the instrument's.
        any_of: conditions of which a person has one.
        but: said beside it where the fit is not exact.
    """

    measure: MeasureId
    source: str
    any_of: tuple[Condition, ...]
    but: str = ""


# Which verified figure holds for whom. The figures themselves stand in evidence/data/instruments.yaml.
_TABLE = (
    _Row("backward_walk_3m", "mbw_ms", ("multiple_sclerosis",)),
    _Row(
        "backward_walk_3m", "ozden_tha", ("joint_replacement",),
        _("It was found after a hip replacement; after a knee replacement it was less. You told of a replaced joint, "
          "not of which, so the larger figure is used."),
    ),
    _Row("backward_walk_3m", "unver2020", ("joint_replacement",)),
    _Row(
        "walk_10m_usual", "tenmwt_neuro", ("stroke", "multiple_sclerosis", "parkinson"),
        _("What was read does not name the pace; it is used for the usual pace only."),
    ),
    _Row("timed_up_and_go", "tug_koa", ("knee_osteoarthritis",)),
)  # fmt: skip


def people_match(any_of: Sequence[Condition], profile: Profile | None) -> bool:
    """Whether somebody is one of the people that a figure was found in, and nothing else makes them walk otherwise.

    Args:
        any_of: conditions of those people.
        profile: the person; None is nobody we know.
    """
    if profile is None:
        return False
    theirs = set(profile.conditions)
    return bool(theirs & set(any_of)) and not (theirs & _WALK_OTHERWISE) - set(any_of)


def published(measure: Measure, profile: Profile | None) -> tuple[Figure, str] | None:
    """The verified figure for such a person and this procedure, the largest of several, and what to say beside it.

    Args:
        measure: that was taken.
        profile: of the person.
    """
    found = [
        (figure, row.but)
        for row in _TABLE
        if row.measure == measure.id and people_match(row.any_of, profile)
        for figure in instruments()[measure.instrument or ""].changes
        if row.source in figure.sources and _is_error(figure)
    ]
    return max(found, key=lambda one: one[0].value or 0.0, default=None)


def published_elsewhere(measure: Measure) -> tuple[Figure, ...]:
    """Verified figures of this measure, whoever they were found in.

    Args:
        measure: which.
    """
    rows = {row.source for row in _TABLE if row.measure == measure.id}
    if measure.instrument is None:
        return ()
    return tuple(
        figure
        for figure in instruments()[measure.instrument].changes
        if _is_error(figure) and rows & set(figure.sources)
    )


def error_of(
    measure: Measure,
    profile: Profile | None,
    baseline: Sequence[Result],
    now: Result,
    own: Repeatability | None,
) -> tuple[Error, tuple[Reason, ...]]:
    """What a change is held against: a published figure, else the person's own repeats, else nothing.

    A published figure is for two single results and stays as published where the baseline is a mean of several: what
    a mean takes off is known of one's own repeats only. Where those lie further apart than the published error
    explains, the person is not like the people of the study, and their own repeats decide.

    Args:
        measure: that was taken.
        profile: of the person.
        baseline: results it started from.
        now: the latest.
        own: spread of the person's own repeats.

    Returns:
        the error, and what to say beside it.
    """
    by_study = published(measure, profile)
    if by_study is not None:
        mdc, thumb = _with_thumb(measure, by_study[0], (*baseline, now))
        if own is None or not own.scatters_more_than(mdc / MDC95):
            return _as_published(measure, *by_study, mdc, thumb)
    if own is None:
        return no_error(measure), ()
    error, notes = _as_own(measure, baseline, now, own)
    if by_study is not None:
        text = _(
            "Published for people like you is %(mdc)s, but your own results lie further apart than that allows."
        )
        more = Reason(
            text % {"mdc": step(measure, by_study[0].value or 0.0)},
            "outcome_own_error",
            _cited(measure, by_study[0]),
        )
        notes = (*notes, more)
    return error, notes


def _with_thumb(measure: Measure, figure: Figure, results: Sequence[Result]) -> tuple[float, float]:
    """The published error with what timing oneself adds, and that by itself."""
    thumb = _self_timed_sd(measure, results)
    return sqrt((figure.value or 0.0) ** 2 + (MDC95 * thumb) ** 2), thumb


def _as_published(
    measure: Measure, figure: Figure, but: str, mdc: float, thumb: float
) -> tuple[Error, tuple[Reason, ...]]:
    value = figure.value or 0.0
    notes = [Reason(but, "outcome_published_error", _cited(measure, figure))] if but else []
    if thumb:
        notes.append(_thumb(measure, mdc - value))
    text = _("In people with %(people)s a change under %(mdc)s may be chance.") % {
        "people": figure.people,
        "mdc": step(measure, value),
    }
    return Error(mdc, "published", figure.people, text, _cited(measure, figure)), tuple(notes)


def _as_own(
    measure: Measure, baseline: Sequence[Result], now: Result, own: Repeatability
) -> tuple[Error, tuple[Reason, ...]]:
    others = {one.taken_by for one in baseline} != {now.taken_by}
    thumb = _self_timed_sd(measure, (*baseline, now)) if others else 0.0
    mdc = own.mdc(len(baseline), thumb)
    text = _(
        "From your own repeats: %(repeats)s results on different days, close together, lie about %(sd)s from their "
        "mean. From these few, a change under %(mdc)s may be chance."
    ) % {"repeats": own.repeats, "sd": step(measure, own.sd), "mdc": step(measure, mdc)}
    notes = (_thumb(measure, None),) if thumb else ()
    return Error(mdc, "own", None, text, ("outcome_own_error",)), notes


def no_error(measure: Measure) -> Error:
    """Nothing is known of how far this measure is off in such a person.

    Args:
        measure: that was taken.
    """
    text = _(
        "Nobody has published how much this differs by chance in people like you. Three results on different days "
        "within two weeks would show it for you, and five would show it better."
    )
    found = published_elsewhere(measure)
    if found:
        text += " " + _("For others it is known: %(others)s.") % {
            "others": "; ".join(
                _("%(mdc)s (%(people)s)") % {"mdc": step(measure, one.value or 0.0), "people": one.people}
                for one in found
            )
        }
    cited = tuple(dict.fromkeys(id for one in found for id in _cited(measure, one)))
    return Error(None, "none", None, text, cited)


def _is_error(figure: Figure) -> bool:
    return figure.kind == "measurement error" and figure.status == "verified" and figure.value is not None


def _cited(measure: Measure, figure: Figure) -> tuple[str, ...]:
    return (*([measure.instrument] if measure.instrument else []), *figure.sources)


def _self_timed_sd(measure: Measure, results: Sequence[Result]) -> float:
    """What timing oneself adds to one result, in the measure's unit; nothing where somebody else held the watch.

    Who did not say who held it is taken to have done so.
    """
    if measure.kind != "test" or measure.unit not in ("s", "m/s"):
        return 0.0
    own = [one for one in results if one.taken_by in (None, "self")]
    if not own:
        return 0.0
    means = min((len(one.trials) or 1) for one in own) if measure.combine == "mean" else 1
    seconds = SELF_TIMED_S / sqrt(means)
    metres = _METRES.get(measure.id)
    return seconds if metres is None else max(one.value for one in own) ** 2 / metres * seconds


def _thumb(measure: Measure, more: float | None) -> Reason:
    if more is None:
        text = _(
            "Some results were timed by yourself and some by others, so what timing oneself adds is added."
        )
    else:
        text = _("You timed yourself: %(more)s is added for that.") % {"more": step(measure, more)}
    return Reason(text, "outcome_self_timed")
