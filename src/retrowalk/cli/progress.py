"""``retrowalk progress``: what changed, what did not, and what to measure next."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from datetime import date as Date

from retrowalk.dates import day_words
from retrowalk.language import _
from retrowalk.outcomes import measure
from retrowalk.outcomes.due import Due
from retrowalk.outcomes.progress import Progress, progress
from retrowalk.outcomes.words import named


def progress_command(*, as_json: bool) -> None:
    """Print the progress of whoever's data folder this is.

    Args:
        as_json: ``retrowalk.progress/1`` instead of sentences.

    Raises:
        StoreError: the data folder cannot be used.
    """
    from retrowalk.store import Store
    from retrowalk.store.person_record import person_record
    from retrowalk.web.plan import PlanDesk

    with Store() as store:
        desk = PlanDesk(store)
        found = progress(person_record(store, desk.today(), desk.programme()))
    if as_json:
        from retrowalk import contract
        from retrowalk.reports import to_json

        sys.stdout.write(to_json(contract.write(found)))
    else:
        _print(found)


def _print(found: Progress) -> None:
    from rich.console import Console
    from rich.padding import Padding
    from rich.text import Text

    console = Console(highlight=False, markup=False)
    for number, (heading, lines) in enumerate(_parts(found)):
        console.print(Text(("\n" if number else "") + heading, style="bold"))
        for line in lines:
            console.print(Padding(line, (0, 0, 0, 2)))


def _parts(found: Progress) -> Iterator[tuple[str, list[str]]]:
    """What there is to say, part by part, each with its heading."""
    primary = [one for one in found.changes if one.primary]
    others = [one for one in found.changes if not one.primary]
    for heading, changes in ((_("Your main outcome"), primary), (_("Other measures"), others)):
        lines = []
        for one in changes:
            lines.append(one.sentence)
            if one.error.source != "none" and one.error.text not in one.sentence:
                lines.append(f"  {one.error.text}")
            if one.matters.least is not None:
                lines.append(f"  {one.matters.text}")
        if lines:
            yield heading, lines
    if not found.changes:
        yield (
            _("What changed"),
            [_("Nothing was measured yet. A test before you begin shows later what changed.")],
        )
    if found.trial is not None:
        yield _("Your trial"), [found.trial.sentence]
    if found.notes:
        yield _("How to read this"), [one.text for one in found.notes]
    if found.due:
        yield _("What to measure next"), _due(found.due)
    yield _("Sessions"), [found.adherence.text]


def _due(due: Sequence[Due]) -> list[str]:
    """A line for each day and reason, with all that is due then."""
    together: dict[tuple[Date | None, str], list[str]] = {}
    for one in due:
        when = None if one.now else one.on
        together.setdefault((when, one.reason.text), []).append(named(measure(one.measure), one.site))
    lines = []
    for (when, why), names in together.items():
        words = {"measures": ", ".join(names), "why": why}
        if when is None:
            lines.append(_("Now: %(measures)s. %(why)s") % words)
        else:
            lines.append(_("From %(day)s on: %(measures)s. %(why)s") % {**words, "day": day_words(when)})
    return lines
