"""``retrowalk result``: what was measured, entered and listed."""

from __future__ import annotations

import sys
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date as Date
from typing import TYPE_CHECKING, Annotated, Literal, cast, get_args

import typer

if TYPE_CHECKING:
    from retrowalk.outcomes import Entry, MeasureId, Result
    from retrowalk.screening.profile import PainSite

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
    from retrowalk.store import Store
    from retrowalk.store.person_record import person_record

    only = None if measure is None else _named(measure)
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


def _entry(typed: Typed, today: Date) -> Entry:
    from retrowalk.cli.quantities import speed_mps
    from retrowalk.errors import ResultError
    from retrowalk.language import _
    from retrowalk.outcomes import Entry
    from retrowalk.outcomes import typed as number
    from retrowalk.screening.profile import PainSite

    measures = _named(typed.measure)
    rows = [_parted(text, len(measures)) for text in typed.values]
    values = {id: tuple(number(id, row[at]) for row in rows) for at, id in enumerate(measures)}
    if typed.site is not None and typed.site not in get_args(PainSite):
        raise ResultError(
            "site",
            _("--site %(site)s is no place of the body; expected one of %(known)s.")
            % {"site": typed.site[:40], "known": ", ".join(get_args(PainSite))},
        )
    if typed.note is not None and len(typed.note) > 500:
        raise ResultError("note", _("The note is longer than 500 characters; expected a shorter one."))
    return Entry(
        values=values,
        taken_on=today if typed.on is None else _day(typed.on),
        id=str(uuid.uuid4()),
        site=cast("PainSite | None", typed.site),
        taken_by=typed.by,
        practice=typed.practice,
        note=typed.note,
        confirmed=typed.confirmed,
        speed_mps=None if typed.speed is None else speed_mps(typed.speed),
    )


def _named(name: str) -> tuple[MeasureId, ...]:
    """The measure of that name, or the two of a blood pressure."""
    from retrowalk.errors import ResultError
    from retrowalk.language import _
    from retrowalk.outcomes import measures

    plain = name.replace("-", "_")
    if plain == "blood_pressure":
        return ("systolic", "diastolic")
    found = next((id for id in measures() if id == plain), None)
    if found is None:
        raise ResultError(
            "measure",
            _("There is no measure called %(name)s; expected one of %(known)s, or blood_pressure.")
            % {"name": name[:40], "known": ", ".join(measures())},
        )
    return (found,)


def _parted(text: str, count: int) -> list[str]:
    """``124/80`` as its two values; anything else as the one it is."""
    from retrowalk.errors import ResultError
    from retrowalk.language import _

    parts = text.split("/") if count > 1 else [text]
    if len(parts) != count:
        raise ResultError(
            "values", _("“%(text)s” is no blood pressure; expected one such as 124/80.") % {"text": text[:40]}
        )
    return parts


def _day(text: str) -> Date:
    from retrowalk.errors import ResultError
    from retrowalk.language import _

    try:
        return Date.fromisoformat(text)
    except ValueError:
        raise ResultError(
            "taken_on",
            _("--on %(text)s is no date; expected one written as 2026-11-30.") % {"text": text[:40]},
        ) from None


def _line(result: Result) -> str:
    from retrowalk.outcomes import measure
    from retrowalk.outcomes.words import amount, named
    from retrowalk.reports.dates import day_words

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
