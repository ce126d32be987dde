"""What the pages of Progress show, put together from what became of each measure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date as Date

from retrowalk.language import _
from retrowalk.outcomes import Change, GuidedTest, Measure, MeasureId, Result, guided_tests, measure
from retrowalk.outcomes.due import Due
from retrowalk.outcomes.progress import Progress
from retrowalk.screening.profile import PainSite
from retrowalk.web.outcomes.sketch import Sketch, sketch


@dataclass(frozen=True, slots=True)
class Seen:
    """One measure as the overview shows it.

    Attributes:
        measure, site: which.
        change: what became of it.
        sketch: its values drawn small; None where there are not two.
    """

    measure: Measure
    site: PainSite | None
    change: Change
    sketch: Sketch | None


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be measured, as a button.

    Attributes:
        name: of the test, or of what is asked together.
        path: where it is taken.
        on: civil date from which it is wanted.
        primary: the outcome named beforehand is among it.
        why: a sentence.
    """

    name: str
    path: str
    on: Date
    primary: bool
    why: str


def seen(change: Change, results: Sequence[Result]) -> Seen:
    """One measure as the overview shows it.

    Args:
        change: what became of it.
        results: all of the person.
    """
    of = measure(change.measure)
    return Seen(of, change.site, change, sketch(of, of_measure(results, of.id, change.site), change))


def of_measure(results: Sequence[Result], id: MeasureId, site: PainSite | None) -> list[Result]:
    """Those of one measure and site, in the order of their times."""
    return [one for one in results if (one.measure, one.site) == (id, site)]


def groups(progress: Progress) -> dict[str, list[Seen]]:
    """All but the primary outcome, by what became of it.

    Args:
        progress: of the person.
    """
    found: dict[str, list[Seen]] = {
        name: [] for name in ("better", "worse", "no_clear_change", "cannot_tell")
    }
    for one in progress.changes:
        if not one.primary:
            found[one.verdict].append(seen(one, progress.results))
    return found


def headings() -> dict[str, str]:
    """What is said beside the verdict of each group."""
    return {
        "better": _("by more than measurement error explains"),
        "worse": _("by more than measurement error explains"),
        "no_clear_change": _("within what may be chance"),
        "cannot_tell": _("each page says why"),
    }


def wanted(due: Sequence[Due]) -> list[Wanted]:
    """What to measure, each page once: what is asked together is one.

    Args:
        due: the primary outcome first, then by day.
    """
    found: dict[tuple[tuple[MeasureId, ...], PainSite | None], Wanted] = {}
    for one in due:
        test = guided_tests().get(one.measure)
        if test is None:
            continue
        key = (test.together, one.site)
        if key not in found:
            found[key] = Wanted(name_of(test), path_of(test, one.site), one.on, one.primary, one.reason.text)
    return list(found.values())


def name_of(test: GuidedTest) -> str:
    """What is entered on one page is called, one measure or several."""
    if len(test.together) == 1:
        return test.name
    if test.measure.startswith("pain_"):
        return _("Pain")
    return _("Blood pressure") if "systolic" in test.together else _("How you feel")


def path_of(test: GuidedTest, site: PainSite | None = None) -> str:
    """Where something is measured: led through a test, or typed in where there is nothing to lead through."""
    if measure(test.measure).kind == "test":
        return f"/progress/tests/{test.measure}"
    address = f"/progress/enter/{test.measure}"
    return address if site is None else f"{address}?site={site}"
