"""``retrowalk trial``: its commands and options; what they do lies in ``trying.py``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

trial_app = typer.Typer(
    name="trial",
    help="Find out whether walking backward helps you more than walking forward, by a trial with yourself.",
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    no_args_is_help=True,
)


@trial_app.command("design")
def design(
    measure: Annotated[
        str | None,
        typer.Argument(
            metavar="MEASURE",
            help="What decides, such as pain_usual; by default your main outcome.",
            show_default=False,
        ),
    ] = None,
    site: Annotated[
        str | None,
        typer.Option(metavar="SITE", help="Where it hurts, such as knee; for pain.", show_default=False),
    ] = None,
    unit: Annotated[
        Literal["week", "session"], typer.Option(help="What changes: weeks, or sessions.")
    ] = "week",
    start: Annotated[
        str | None,
        typer.Option(
            metavar="DATE",
            help="The first day; without it the coming Monday, today for sessions.",
            show_default=False,
        ),
    ] = None,
    pairs: Annotated[
        int | None,
        typer.Option(
            metavar="N", help="Of weeks or sessions; as many as it takes, without it.", show_default=False
        ),
    ] = None,
    wash_in: Annotated[
        int | None,
        typer.Option(
            "--wash-in",
            metavar="DAYS",
            help="Of each week's first days nothing is counted; 2 without it.",
            show_default=False,
        ),
    ] = None,
    worth: Annotated[
        float | None,
        typer.Option(
            metavar="DIFFERENCE",
            help="The difference that is worth finding; what matters to people without it.",
            show_default=False,
        ),
    ] = None,
    seed: Annotated[
        int | None,
        typer.Option(metavar="N", help="Of the coins, to draw the same order again.", show_default=False),
    ] = None,
    begin: Annotated[bool, typer.Option("--begin", help="Keep it: from its first day it is walked.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Print retrowalk.trial/1 instead of a table.")] = False,
) -> None:
    """Design a trial: its weeks in random order, and the chance to see a difference. It is kept with --begin alone."""
    from retrowalk.cli.trying import Wishes, design_command

    design_command(Wishes(measure, site, unit, start, pairs, wash_in, worth, seed), begin=begin, as_json=json)


@trial_app.command("status")
def status(
    json: Annotated[
        bool, typer.Option("--json", help="Print retrowalk.trial-standing/1 instead of sentences.")
    ] = False,
) -> None:
    """Say where your trial stands: which way is walked, until when, and what is to be measured."""
    from retrowalk.cli.trying import status_command

    status_command(as_json=json)


@trial_app.command("stop")
def stop() -> None:
    """Stop your trial: from today on the programme goes on without it. What was measured stays."""
    from retrowalk.cli.trying import stop_command

    stop_command()


@trial_app.command("analyse")
def analyse(
    trial: Annotated[
        Path | None,
        typer.Option(
            metavar="TRIAL.json", help="A retrowalk.trial/1 instead of your own; needs --results.", show_default=False
        ),
    ] = None,
    results: Annotated[
        Path | None,
        typer.Option(
            metavar="RESULTS.json", help="A retrowalk.results/1 to go with it; - reads standard input.",
            show_default=False,
        ),
    ] = None,
    json: Annotated[
        bool, typer.Option("--json", help="Print retrowalk.trial-result/1 instead of sentences.")
    ] = False,
) -> None:  # fmt: skip
    """Say what your trial came to, once it is over: which way helped more, by how much, or that it cannot tell."""
    from retrowalk.cli.trying import analyse_command

    analyse_command(trial, results, as_json=json)
