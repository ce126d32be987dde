"""``retrowalk result``: what was measured, entered and listed."""

from __future__ import annotations

import sys
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date as Date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

if TYPE_CHECKING:
    from retrowalk.outcomes import Entry, Result

LARGEST = 5_000_000
By = Literal["self", "helper", "professional", "device"]

result_app = typer.Typer(
    name="result",
    help="Enter what was measured, and list it: tests, questions from 0 to 10, and readings.",
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    no_args_is_help=True,
)


@result_app.command("add", context_settings={"ignore_unknown_options": True})
def add(
    measure: Annotated[
        str,
        typer.Argument(
            metavar="MEASURE",
            help="Such as timed_up_and_go, pain_now or blood_pressure.",
            show_default=False,
        ),
    ],
    values: Annotated[
        list[str],
        typer.Argument(
            metavar="VALUE...",
            help="One for each try: seconds of what is timed; 124/80 for blood pressure.",
            show_default=False,
        ),
    ],
    on: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="The day it was taken; today without it.", show_default=False),
    ] = None,
    site: Annotated[
        str | None,
        typer.Option(metavar="SITE", help="Where it hurts, such as knee; for pain.", show_default=False),
    ] = None,
    by: Annotated[
        By | None, typer.Option(help="Who held the watch, or a device.", show_default=False)
    ] = None,
    speed: Annotated[
        str | None,
        typer.Option(
            metavar="SPEED", help="At which the heart rate was read: 0.6m/s or 2km/h.", show_default=False
        ),
    ] = None,
    practice: Annotated[
        bool | None,
        typer.Option(
            "--practice/--counts",
            help="Whether it is practice; unsaid, the first time of a test is.",
            show_default=False,
        ),
    ] = None,
    note: Annotated[
        str | None, typer.Option(metavar="TEXT", help="In your own words.", show_default=False)
    ] = None,
    confirm: Annotated[bool, typer.Option("--confirm", help="It is right, although it is unusual.")] = False,
) -> None:
    """Enter what was measured, one value for each try; what is unusual is asked back."""
    typed = Typed(measure, values, on, site, by, speed, practice, note, confirm)
    add_command(typed)


@result_app.command("import")
def import_(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE.csv", help="With the columns date, measure, value; - is standard input."
        ),
    ],
    confirm: Annotated[
        bool, typer.Option("--confirm", help="What is unusual in it is right as it stands.")
    ] = False,
) -> None:
    """Enter a table of results, such as readings of a blood pressure monitor: all of it or nothing."""
    import_command(file, confirmed=confirm)


@result_app.command("list")
def list_(
    measure: Annotated[
        str | None, typer.Argument(metavar="MEASURE", help="Only of this one.", show_default=False)
    ] = None,
    json: Annotated[
        bool, typer.Option("--json", help="Print retrowalk.results/1 instead of a table.")
    ] = False,
) -> None:
    """List what was measured, and what was found in recorded walks."""
    list_command(measure, as_json=json)


@dataclass(frozen=True, slots=True)
class Typed:
    """What stood on the command line, as it stood there."""

    measure: str
    values: Sequence[str]
    on: str | None
    site: str | None
    by: By | None
    speed: str | None
    practice: bool | None
    note: str | None
    confirmed: bool


def add_command(typed: Typed) -> None:
    """Enter a result into the data folder.

    Args:
        typed: from the command line.

    Raises:
        ResultError: something cannot be, or is to be confirmed.
        StoreError: it cannot be kept.
    """
    from retrowalk.errors import ResultError
    from retrowalk.language import _
    from retrowalk.store import Store

    with Store() as store:
        today = store.clock().astimezone().date()
        entered = store.outcomes.enter(_entry(typed, today), today)
    if entered.asks:
        hint = _("With --confirm it is kept as it stands.")
        raise ResultError("values", " ".join((*entered.asks, hint)))
    practised = _("The first time is practice and not counted: tests get better just by being done again.")
    for one in entered.results:
        sys.stdout.write(f"{_line(one)}\n")
        if one.practice:
            sys.stdout.write(f"{practised}\n")
    for said in entered.says:
        sys.stdout.write(f"{said.text}\n")


def import_command(file: Path, *, confirmed: bool) -> None:
    """Enter a table of results into the data folder, all of it or nothing.

    Args:
        file: with the columns date, measure and value.
        confirmed: what is unusual is right as it stands.

    Raises:
        ResultError: it is no such table, or a line cannot be, or is to be confirmed.
        StoreError: it cannot be kept.
    """
    from retrowalk.errors import ResultError
    from retrowalk.language import _, ngettext
    from retrowalk.outcomes.typed_entry import lines_of
    from retrowalk.store import Store

    name = _("standard input") if str(file) == "-" else str(file)
    lines = lines_of(_text(file, name), name, confirmed=confirmed)
    with Store() as store:
        entered = store.outcomes.enter_lines(lines, name, store.clock().astimezone().date())
    if entered.asks:
        more = len(entered.asks) - 3
        asks = (*entered.asks[:3], *([_("And %(n)s more.") % {"n": more}] if more > 0 else []))
        raise ResultError("values", " ".join((*asks, _("With --confirm it is kept as it stands."))))
    count = len(entered.results)
    text = ngettext("%(n)s result was entered.", "%(n)s results were entered.", count)
    sys.stdout.write(text % {"n": count} + "\n")
    if sum(len(one.entry.values) for one in lines) > count:
        sys.stdout.write(_("The others were here already.") + "\n")
    for said in entered.says:
        sys.stdout.write(f"{said.text}\n")


def list_command(measure: str | None, *, as_json: bool) -> None:
    """List results.

    Args:
        measure: only of this one; None for all.
        as_json: ``retrowalk.results/1`` instead of a table.

    Raises:
        ResultError: there is no such measure.
        StoreError: the data folder cannot be used.
    """
    from retrowalk.language import _
    from retrowalk.outcomes import Results
    from retrowalk.outcomes.progress import results_of
    from retrowalk.outcomes.typed_entry import measures_named
    from retrowalk.store import Store
    from retrowalk.store.person_record import person_record

    only = None if measure is None else measures_named(measure)
    with Store() as store:
        record = person_record(store, store.clock().astimezone().date())
    results = [one for one in results_of(record) if only is None or one.measure in only]
    if as_json:
        from retrowalk import contract
        from retrowalk.reports import to_json

        sys.stdout.write(to_json(contract.write(Results(tuple(results)))))
    elif not results:
        sys.stdout.write(_("Nothing was measured yet.") + "\n")
    else:
        _print(results)


def _text(file: Path, name: str) -> str:
    from retrowalk.errors import ResultError
    from retrowalk.language import _

    try:
        if str(file) == "-":
            data = sys.stdin.buffer.read(LARGEST + 1)
        else:
            with file.open("rb") as opened:
                data = opened.read(LARGEST + 1)
    except OSError as problem:
        raise ResultError(
            "table",
            _("%(name)s could not be read: %(why)s.") % {"name": name, "why": problem.strerror or problem},
        ) from None
    if len(data) > LARGEST:
        raise ResultError(
            "table", _("%(name)s is larger than 5 MB; expected a table of results.") % {"name": name}
        )
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ResultError(
            "table", _("%(name)s is no UTF-8 text; expected a table as CSV.") % {"name": name}
        ) from None


def _entry(typed: Typed, today: Date) -> Entry:
    from retrowalk.cli.quantities import speed_mps
    from retrowalk.outcomes import Entry
    from retrowalk.outcomes.typed_entry import day_typed, measures_named, note_typed, site_typed, values_typed

    return Entry(
        values=values_typed(measures_named(typed.measure), typed.values),
        taken_on=today if typed.on is None else day_typed(typed.on),
        id=str(uuid.uuid4()),
        site=None if typed.site is None else site_typed(typed.site),
        taken_by=typed.by,
        practice=typed.practice,
        note=None if typed.note is None else note_typed(typed.note),
        confirmed=typed.confirmed,
        speed_mps=None if typed.speed is None else speed_mps(typed.speed),
    )


def _line(result: Result) -> str:
    from retrowalk.dates import day_words
    from retrowalk.outcomes import measure
    from retrowalk.outcomes.words import amount, named

    its = measure(result.measure)
    return f"{named(its, result.site)}: {amount(its, result.value)}, {day_words(result.taken_on)}"


def _print(results: Sequence[Result]) -> None:
    from rich.console import Console
    from rich.table import Table

    from retrowalk.language import _
    from retrowalk.outcomes import measure
    from retrowalk.outcomes.words import amount, named

    takers = {
        "self": _("yourself"),
        "helper": _("a helper"),
        "professional": _("a professional"),
        "device": _("a device"),
        "recording": _("a recording"),
        "computed": _("computed"),
        None: "",
    }
    table = Table(box=None, pad_edge=False)
    for heading in (_("day"), _("measure"), _("value"), _("taken by"), ""):
        table.add_column(heading, overflow="fold")
    for one in results:
        its = measure(one.measure)
        marks = [_("practice")] if one.practice else []
        table.add_row(
            one.taken_on.isoformat(),
            named(its, one.site),
            amount(its, one.value),
            takers[one.taken_by],
            ", ".join(marks),
        )
    Console(highlight=False, markup=False).print(table)
