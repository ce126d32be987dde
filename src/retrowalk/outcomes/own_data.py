"""The person's own column of Why: what an article says, what the studies say, and what your own data says.

Only a trial with that person may say that walking backward was what helped; every other sentence says that something
changed, or did not, or cannot be told.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from retrowalk.energy import ActiveWeek
from retrowalk.language import _
from retrowalk.outcomes.benefits import Benefit, Watched, benefits_of
from retrowalk.outcomes.change import Change, Verdict
from retrowalk.outcomes.measure import MeasureId, measure
from retrowalk.outcomes.progress import Progress
from retrowalk.outcomes.tests import guided_tests
from retrowalk.outcomes.trial.document import Trial
from retrowalk.outcomes.words import named


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence with the page that tells more.

    Attributes:
        text: the sentence.
        page: where more of it is; None where there is none.
        verdict: of a change; None of what is no change.
    """

    text: str
    page: str | None = None
    verdict: Verdict | None = None


@dataclass(frozen=True, slots=True)
class OwnData:
    """What somebody's own data says of a claim.

    Attributes:
        short: one line; None where nothing was measured.
        found: what was measured of it.
        trial: what their trial says; None without a result on one of these measures.
        to_measure: what would show something, and was not measured.
        unseen: what of it their figures never show.
        caution: that a change has no cause; None where there is no change, or the trial speaks.
    """

    short: str | None
    found: tuple[Line, ...]
    trial: Line | None
    to_measure: tuple[Line, ...]
    unseen: tuple[str, ...]
    caution: str | None


def own_data(
    claim: str,
    progress: Progress,
    trial: Trial | None = None,
    offered: Collection[MeasureId] | None = None,
) -> OwnData | None:
    """What somebody's own data says of a claim; None where it promises nothing.

    Args:
        claim: its id.
        progress: theirs.
        trial: the one that `progress.trial` is the result of.
        offered: what they may measure now; None offers whatever can be taken by hand.
    """
    promised = benefits_of(claim)
    if not promised:
        return None
    watched = tuple(dict.fromkeys(one for benefit in promised for one in benefit.watched))
    changes = {(one.measure, one.site): one for one in progress.changes if one.baseline is not None}
    measured = [one for one in watched if (one.measure, one.site) in changes]
    found = [changes[one.measure, one.site] for one in measured]
    lines = [
        Line(change.sentence, one.page, change.verdict) for one, change in zip(measured, found, strict=True)
    ]
    if any(benefit.weekly for benefit in promised):
        lines += _weekly(progress.weeks)
    told = _trial(watched, progress, trial)
    return OwnData(
        short=_short(found, lines),
        found=tuple(lines),
        trial=told,
        to_measure=tuple(
            _to_measure(one)
            for one in watched
            if one not in measured
            and one.measure in guided_tests()
            and (offered is None or one.measure in offered)
        ),
        unseen=_unseen(promised),
        caution=_caution() if told is None and any(_moved(one) for one in found) else None,
    )


def _moved(change: Change) -> bool:
    return change.verdict in ("better", "worse")


def _caution() -> str:
    return _(
        "That something changed does not say why. Only a trial of your own can say whether it was walking backward."
    )


def _short(changes: Sequence[Change], lines: Sequence[Line]) -> str | None:
    if not changes:
        return lines[0].text if lines else None
    words: dict[Verdict, str] = {
        "better": _("better: %(what)s"),
        "worse": _("worse: %(what)s"),
        "no_clear_change": _("no clear change: %(what)s"),
        "cannot_tell": _("cannot be told yet: %(what)s"),
    }
    parts = []
    for verdict, text in words.items():
        names = [named(measure(one.measure), one.site) for one in changes if one.verdict == verdict]
        if names:
            parts.append(text % {"what": ", ".join(names)})
    line = "; ".join(parts)
    return line[:1].upper() + line[1:] + "."


def _weekly(weeks: Sequence[ActiveWeek]) -> list[Line]:
    """The last week that is over."""
    over = [one for one in weeks if not one.so_far]
    if not over:
        return []
    last = over[-1]
    text = _(
        "In your last whole week: %(low).0f to %(high).0f of %(towards)d minutes of moderate activity, and "
        "%(met_low).0f to %(met_high).0f MET-minutes."
    )
    return [
        Line(
            text
            % {
                "low": last.moderate_minutes.low,
                "high": last.moderate_minutes.high,
                "towards": last.towards,
                "met_low": last.met_minutes.low,
                "met_high": last.met_minutes.high,
            },
            "/progress",
        )
    ]


def _trial(watched: Iterable[Watched], progress: Progress, trial: Trial | None) -> Line | None:
    if trial is None or progress.trial is None or Watched(trial.measure, trial.site) not in set(watched):
        return None
    return Line(progress.trial.sentence, "/progress/trial")


def _to_measure(watched: Watched) -> Line:
    what = measure(watched.measure)
    place = "tests" if what.kind == "test" else "enter"
    site = f"?site={watched.site}" if watched.site else ""
    return Line(named(what, watched.site), f"/progress/{place}/{watched.measure}{site}")


def _unseen(promised: Iterable[Benefit]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.unseen for one in promised if one.unseen is not None))
