"""``retrowalk plan``: a programme as tables, as JSON, as a calendar."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date as Date
from pathlib import Path
from typing import TYPE_CHECKING

from retrowalk import contract
from retrowalk.cli.documents import read_document
from retrowalk.errors import DocumentError, OutputError
from retrowalk.language import _
from retrowalk.prescription import Programme, Week, prescribe, words
from retrowalk.prescription.planning.protocols import PROTOCOLS
from retrowalk.reports.calendar import programme_calendar, session_lines
from retrowalk.reports.documents import to_json
from retrowalk.reports.files import whole_file, write_text
from retrowalk.screening import Profile, screen

if TYPE_CHECKING:
    from rich.console import Console


@dataclass(frozen=True, slots=True)
class Outputs:
    """What was asked for besides, or instead of, the tables."""

    json: bool
    ics: Path | None
    output: Path | None
    save: Path | None


def plan_command(profile: Path | None, *, interactive: bool, today: Date, outputs: Outputs) -> None:
    """Prescribe and print.

    Args:
        profile: of the JSON; None where it is asked for.
        interactive: ask in the terminal.
        today: civil date, the first day where none is said.
        outputs: what is wanted.

    Raises:
        DocumentError: the profile is none, or the questions were left before they were answered.
        OutputError: a file cannot be written.
    """
    if interactive == (profile is not None):
        raise DocumentError(_("plan: expected a PROFILE.json, or --interactive to be asked."))
    if outputs.save is not None and not interactive:
        raise DocumentError(
            _("--save: expected --interactive beside it; a profile that is read is there already.")
        )
    _check_apart(profile, outputs)
    person = _asked(today) if profile is None else read_document(Profile, profile)
    write_programme(prescribe(person, screen(person)), outputs)


def write_programme(programme: Programme, outputs: Outputs) -> None:
    """Write the files that were asked for, and print tables or JSON.

    Args:
        programme: made.
        outputs: what is wanted.

    Raises:
        OutputError: a file cannot be written.
    """
    if outputs.save is not None:
        write_text(outputs.save, to_json(contract.write(programme.profile)))
    if outputs.output is not None:
        write_text(outputs.output, to_json(contract.write(programme)))
    if outputs.ics is not None:
        with whole_file(outputs.ics) as temporary:
            temporary.write_bytes(programme_calendar(programme))
    if outputs.json:
        sys.stdout.write(to_json(contract.write(programme)))
    else:
        print_programme(programme)


def _asked(today: Date) -> Profile:
    from retrowalk.cli.asking import ask_profile

    return ask_profile(today)


def _check_apart(profile: Path | None, outputs: Outputs) -> None:
    """No file is written over another, the profile least of all."""
    named = [
        ("PROFILE", profile),
        ("--ics", outputs.ics),
        ("--output", outputs.output),
        ("--save", outputs.save),
    ]
    seen: dict[Path, str] = {}
    for name, path in named:
        if path is None or str(path) == "-":
            continue
        if path.resolve() in seen:
            raise OutputError(
                _("%(name)s: %(path)s is %(other)s too; expected a file of its own.")
                % {"name": name, "path": path, "other": seen[path.resolve()]}
            )
        seen[path.resolve()] = name


def print_programme(programme: Programme) -> None:
    """The programme for a person: why, weeks at a glance, the first session, what is offered.

    Args:
        programme: of any status.
    """
    from rich.console import Console

    console = Console(highlight=False, markup=False)
    if programme.status == "stopped":
        print_stopped(console, programme)
        return
    first = next(session for week in programme.weeks for session in week.sessions)
    console.print(
        _("Your programme: %(weeks)s weeks from %(date)s, %(place)s.")
        % {
            "weeks": len(programme.weeks),
            "date": first.date.isoformat(),
            "place": words.places()[first.place],
        },
        style="bold",
    )
    what = next((row.what for row in PROTOCOLS if row.id == programme.protocol), "")
    console.print(
        _("Dose and form: %(what)s (%(protocol)s).") % {"what": what, "protocol": programme.protocol}
    )
    console.print(_why(programme))
    heading(console, _("Weeks, if all goes well"))
    console.print(weeks_table(programme.weeks))
    heading(console, _("The first session"))
    console.print(_("What catches you: %(guard)s.") % {"guard": words.guards()[first.guard]})
    lines(console, list(first.checklist))
    console.print()
    for what, how in session_lines(first):
        console.print(f"{what}  [{how}]" if how else what)
    cues = dict.fromkeys(cue for block in first.blocks if block.direction == "backward" for cue in block.cues)
    console.print(_("Backward: %(cues)s") % {"cues": " ".join(cues)})
    heading(console, _("Why so"))
    lines(console, [f"{note.text} ({_ground(note.rule, note.evidence)})" for note in programme.notes])
    if programme.offers:
        heading(console, _("On offer"))
        lines(console, [offer.text for offer in programme.offers])
    heading(console, _("Looked at and left"))
    lines(console, [f"{one.protocol} {one.reason}" for one in programme.not_chosen])


def print_stopped(console: Console, programme: Programme) -> None:
    """Why there is none, what opens one, and the letter.

    Args:
        console: to print to.
        programme: that is stopped.
    """
    console.print(_("There is no programme for now."), style="bold")
    lines(console, [note.text for note in programme.notes])
    if programme.offers:
        heading(console, _("What opens one"))
        lines(console, [offer.text for offer in programme.offers])
    if programme.letter is not None:
        heading(console, _("A letter to take along"))
        letter = programme.letter
        for line in (letter.to, *letter.paragraphs, letter.question, *(f"- {one}" for one in letter.answers)):
            console.print(line)


def _why(programme: Programme) -> str:
    return " ".join(reason.text for reason in programme.clearance.reasons)


def weeks_table(weeks: Sequence[Week]) -> object:
    """Weeks at a glance, one a row.

    Args:
        weeks: each with a session at least.
    """
    from rich.table import Table

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column(_("week"), justify="right")
    table.add_column(_("from"), no_wrap=True)
    table.add_column(_("sessions"), justify="right")
    table.add_column(_("backward each"), justify="right", no_wrap=True)
    table.add_column(_("in all"), justify="right", no_wrap=True)
    table.add_column(_("harder than before"))
    for week in weeks:
        one = week.sessions[0]
        table.add_row(
            str(week.week),
            one.date.isoformat(),
            str(len(week.sessions)),
            words.lasting(one.backward_s) if one.backward_s else _("forward"),
            words.lasting(one.total_s),
            " ".join(change.text for change in week.changes) or "–",
        )
    return table


def _ground(rule: str, evidence: tuple[str, ...]) -> str:
    return ", ".join((rule, *evidence))


def heading(console: Console, text: str) -> None:
    """An empty line and a heading.

    Args:
        console: to print to.
        text: of the heading.
    """
    console.print()
    console.print(text, style="bold")


def lines(console: Console, texts: list[str]) -> None:
    """Each on a line of its own.

    Args:
        console: to print to.
        texts: in order.
    """
    for text in texts:
        console.print(f"- {text}")
