"""``retrowalk next``: the coming weeks redone from how it went, and what changed."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from retrowalk import contract
from retrowalk.cli.documents import read_document
from retrowalk.cli.plan import heading, lines, print_stopped, weeks_table
from retrowalk.errors import DocumentError, OutputError
from retrowalk.language import _, ngettext
from retrowalk.prescription import Feedback, Programme, Session, Week, adapt, words
from retrowalk.prescription.checking.aftermath import is_coming
from retrowalk.reports.calendar import session_lines
from retrowalk.reports.documents import to_json
from retrowalk.reports.files import write_text

if TYPE_CHECKING:
    from rich.console import Console


def next_command(programme: Path, feedback: Path, *, json: bool, output: Path | None) -> None:
    """Adapt and print.

    Args:
        programme: its JSON.
        feedback: its JSON.
        json: print the document instead of tables.
        output: where to keep the programme; may be the file it came from.

    Raises:
        DocumentError: one of the two is not what it should be, or they do not belong together.
        OutputError: the programme cannot be written there.
    """
    if str(programme) == str(feedback) == "-":
        raise DocumentError(_("next: standard input can be one of the two; expected a file for the other."))
    if output is not None and str(feedback) != "-" and output.resolve() == feedback.resolve():
        raise OutputError(
            _("--output: %(path)s is FEEDBACK too; expected a file of its own.") % {"path": output}
        )
    before = read_document(Programme, programme)
    told = read_document(Feedback, feedback)
    try:
        after = adapt(before, told)
    except DocumentError as problem:
        raise DocumentError(f"{feedback}: {problem}") from None
    if output is not None:
        write_text(output, to_json(contract.write(after)))
    if json:
        sys.stdout.write(to_json(contract.write(after)))
    else:
        print_changes(before, after)


def print_changes(before: Programme, after: Programme) -> None:
    """What changed and why, the coming weeks, and what to do next.

    Args:
        before: as it was.
        after: as it is now.
    """
    from rich.console import Console

    console = Console(highlight=False, markup=False)
    if after.status == "stopped":
        print_stopped(console, after)
        return
    if after.status == "finished":
        console.print(_("The programme is finished."), style="bold")
    elif after.revision == before.revision:
        console.print(_("Nothing changes."), style="bold")
    else:
        console.print(_("The coming weeks are redone."), style="bold")
    console.print(_heard(after))
    new = [note for note in after.notes if note not in before.notes]
    lines(console, [note.text for note in new])
    coming = [week for week in map(_rest_of, after.weeks) if week.sessions]
    if coming:
        heading(console, _("Weeks to come, if all goes well"))
        console.print(weeks_table(coming))
        _print_next(console, coming[0].sessions[0])
    offers = [offer for offer in after.offers if offer not in before.offers]
    if offers:
        heading(console, _("On offer now"))
        lines(console, [f"{offer.text} [{offer.id}]" for offer in offers])


def _heard(programme: Programme) -> str:
    past = [session for week in programme.weeks for session in week.sessions if not is_coming(session)]
    done = sum(session.status == "done" for session in past)
    text = ngettext(
        "Up to %(day)s: %(done)s of %(past)s session done.",
        "Up to %(day)s: %(done)s of %(past)s sessions done.",
        len(past),
    )
    return text % {"day": programme.as_of.isoformat(), "done": done, "past": len(past)}


def _print_next(console: Console, session: Session) -> None:
    heading(console, _("The next session, %(day)s") % {"day": session.date.isoformat()})
    console.print(_("What catches you: %(guard)s.") % {"guard": words.guards()[session.guard]})
    for what, how in session_lines(session):
        console.print(f"{what}  [{how}]" if how else what)


def _rest_of(week: Week) -> Week:
    """Of a week what is still to come."""
    return replace(week, sessions=tuple(session for session in week.sessions if is_coming(session)))
