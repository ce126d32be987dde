"""The commands and their options; what they do lies in the modules beside this one.

Imports in here are paid for by ``retrowalk --help``: each command brings what it needs itself. Help is plain
(``rich_markup_mode=None``), which spares a third of its time.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from retrowalk import __version__
from retrowalk.cli.result import result_app
from retrowalk.cli.trial import trial_app
from retrowalk.recordings.model import Placement, Side

app = typer.Typer(
    name="retrowalk",
    help="Retro walking (walking backward as exercise): whether you may, what to do, and what your sensors saw.",
    epilog="`retrowalk` alone opens the coach in your browser.",
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    no_args_is_help=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.add_typer(result_app)
app.add_typer(trial_app)


HOST, PORT, LAN_PORT = "127.0.0.1", 8642, 8643


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"retrowalk {__version__}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def retrowalk(
    context: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Retro walking (walking backward as exercise): whether you may, what to do, and what your sensors saw."""
    if context.invoked_subcommand is None:
        serve(open_browser=True)


@app.command()
def screen(
    profile: Annotated[
        Path,
        typer.Argument(metavar="PROFILE.json", help="Your retrowalk.profile/1; - reads standard input."),
    ],
    json: Annotated[
        bool, typer.Option("--json", help="Print retrowalk.clearance/1 instead of sentences.")
    ] = False,
    letter: Annotated[
        Path | None,
        typer.Option(
            metavar="OUT.txt|.html|-",
            help="Write the letter to the doctor or therapist; - prints it and nothing else.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """See whether you may walk backward, and how: why, what would change it, and what to do first."""
    from retrowalk.cli.screen import screen_command

    screen_command(profile, as_json=json, letter=letter)


@app.command()
def plan(
    profile: Annotated[
        Path | None,
        typer.Argument(
            metavar="PROFILE.json",
            help="Your retrowalk.profile/1; - is standard input.",
            show_default=False,
        ),
    ] = None,
    interactive: Annotated[
        bool, typer.Option("--interactive", help="Be asked here, instead of a file.")
    ] = False,
    save: Annotated[
        Path | None,
        typer.Option(
            metavar="PROFILE.json", help="With --interactive: keep the answers.", show_default=False
        ),
    ] = None,
    json: Annotated[
        bool, typer.Option("--json", help="Print retrowalk.programme/1 instead of tables.")
    ] = False,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", metavar="OUT.json", help="Write the programme to keep.", show_default=False
        ),
    ] = None,
    ics: Annotated[
        Path | None,
        typer.Option(metavar="OUT.ics", help="Write its days as a calendar.", show_default=False),
    ] = None,
) -> None:
    """Make a programme: what to do each week and each session, and why."""
    from datetime import date

    from retrowalk.cli.plan import Outputs, plan_command

    plan_command(
        profile,
        interactive=interactive,
        today=date.today(),
        outputs=Outputs(json=json, ics=ics, output=output, save=save),
    )


@app.command("next")
def next_weeks(
    programme: Annotated[
        Path,
        typer.Argument(
            metavar="PROGRAMME.json",
            help="Your retrowalk.programme/1; - is standard input.",
            show_default=False,
        ),
    ],
    feedback: Annotated[
        Path,
        typer.Argument(
            metavar="FEEDBACK.json",
            help="How it went, retrowalk.feedback/1; - is standard input.",
            show_default=False,
        ),
    ],
    json: Annotated[
        bool, typer.Option("--json", help="Print retrowalk.programme/1 instead of tables.")
    ] = False,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="OUT.json",
            help="Write the programme to keep; PROGRAMME.json itself brings it up to date.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Redo the coming weeks of a programme from how it went."""
    from retrowalk.cli.next import next_command

    next_command(programme, feedback, json=json, output=output)


@app.command()
def walk(
    session: Annotated[
        str | None,
        typer.Argument(
            metavar="SESSION", help="Such as w1s1; by default that of today, or the next.", show_default=False
        ),
    ] = None,
    programme: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Take it from a retrowalk.programme/1 instead of your own; - reads standard input.",
            show_default=False,
        ),
    ] = None,
    faster: Annotated[
        float, typer.Option(metavar="N", min=1, max=600, help="Rehearse so many times as fast; not kept.")
    ] = 1,
    calm: Annotated[bool, typer.Option("--calm", help="Fewer words; all that safety needs is said.")] = False,
    units: Annotated[
        Literal["km/h", "mph"] | None, typer.Option(help="Of speeds, whatever you chose.", show_default=False)
    ] = None,
    sound: Annotated[bool, typer.Option("--sound/--no-sound", help="Bell and voice.")] = True,
) -> None:
    """Walk a session in the terminal: what to do, said and shown, from the checklist to the end."""
    from datetime import date

    from retrowalk.cli.walk import Wishes, walk_command

    wishes = Wishes(faster=faster, calm=calm, units=units, sound=sound)
    walk_command(session, programme=programme, today=date.today(), wishes=wishes)


@app.command()
def track(
    output: Annotated[
        Path,
        typer.Option("--output", "-o", metavar="OUT.mp3|.ogg|.wav", help="The file to write; needed."),
    ],
    session: Annotated[
        str | None,
        typer.Argument(
            metavar="SESSION", help="Such as w1s1; by default that of today, or the next.", show_default=False
        ),
    ] = None,
    programme: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Take it from a retrowalk.programme/1 instead of your own; - reads standard input.",
            show_default=False,
        ),
    ] = None,
    calm: Annotated[bool, typer.Option("--calm", help="Fewer words; all that safety needs is said.")] = False,
    units: Annotated[
        Literal["km/h", "mph"] | None, typer.Option(help="Of speeds, whatever you chose.", show_default=False)
    ] = None,
    metronome: Annotated[
        float | None,
        typer.Option(
            metavar="SPM",
            min=30,
            max=160,
            help="Tick so many steps a minute while walking backward; not for anybody at risk of falling.",
            show_default=False,
        ),
    ] = None,
    voice: Annotated[bool, typer.Option("--voice/--no-voice", help="Speech, where there is a voice.")] = True,
) -> None:
    """Write the sound of a session as one file that any player plays, without a network."""
    from datetime import date

    from retrowalk.cli.track import Wishes, track_command

    wishes = Wishes(calm=calm, units=units, metronome_spm=metronome, spoken=voice)
    track_command(session, output, programme=programme, today=date.today(), wishes=wishes)


@app.command()
def progress(
    json: Annotated[
        bool, typer.Option("--json", help="Print retrowalk.progress/1 instead of sentences.")
    ] = False,
) -> None:
    """Say what changed beyond measurement error, what did not, and what to measure next."""
    from retrowalk.cli.progress import progress_command

    progress_command(as_json=json)


@app.command()
def report(
    output: Annotated[
        Path,
        typer.Option("--output", "-o", metavar="OUT.pdf|.html|.json", help="The file to write; needed."),
    ],
    audience: Annotated[
        Literal["walker", "clinician"],
        typer.Option("--for", help="One page for yourself, or up to four for whoever treats you."),
    ] = "walker",
    paper: Annotated[Literal["a4", "us-letter"], typer.Option(help="That a PDF is printed on.")] = "a4",
) -> None:
    """Write a report: what changed beyond measurement error, what was walked, and where it all comes from."""
    from retrowalk.cli.report import report_command

    report_command(output, audience=audience, paper=paper)


@app.command()
def evidence(
    what: Annotated[
        str | None,
        typer.Argument(
            metavar="KIND|ID",
            help="claims, studies, protocols, rulings, rules, safety, instruments, energy, gait, gaps or sources; "
            "or an id such as C18.",
            show_default=False,
        ),
    ] = None,
    id: Annotated[
        str | None, typer.Argument(metavar="ID", help="One of that kind.", show_default=False)
    ] = None,
    search: Annotated[
        str | None,
        typer.Option(metavar="TEXT", help="Only what holds all of these words.", show_default=False),
    ] = None,
    json: Annotated[
        bool, typer.Option("--json", help="Print retrowalk.evidence/1 instead of a table.")
    ] = False,
) -> None:
    """Show what is known: claims, studies, protocols and rules, each with its sources and how sure it is."""
    from retrowalk.cli.evidence import evidence_command

    evidence_command(what, id, search=search, json=json)


@app.command()
def energy(
    direction: Annotated[
        Literal["forward", "backward"], typer.Option(help="Which way you walk.", show_default=False)
    ],
    speed: Annotated[
        str,
        typer.Option(
            metavar="SPEED",
            help="With its unit: 3.5mph, 5.6km/h, 1.5m/s or 93.8m/min.",
            show_default=False,
        ),
    ],
    grade: Annotated[float, typer.Option(metavar="PERCENT", help="Uphill, in percent.")] = 0.0,
    mass: Annotated[
        str | None,
        typer.Option(metavar="MASS", help="Yours: 70, 70kg or 154lb; needed for kcal.", show_default=False),
    ] = None,
    minutes: Annotated[
        float | None, typer.Option(metavar="N", help="How long; needed for kcal.", show_default=False)
    ] = None,
    age: Annotated[
        int | None,
        typer.Option(metavar="N", help="Yours; under 19 and over 59 the band is wider.", show_default=False),
    ] = None,
    practised: Annotated[
        bool | None,
        typer.Option(
            "--practised/--novice",
            help="Used to walking backward (about 12 sessions), or new to it; unsaid, the band holds both.",
            show_default=False,
        ),
    ] = None,
    json: Annotated[
        bool, typer.Option("--json", help="Print retrowalk.energy/1 instead of a table.")
    ] = False,
) -> None:
    """Say what walking costs, in METs and kcal, always with a band."""
    from retrowalk.cli.energy import energy_command

    energy_command(
        direction=direction,
        speed=speed,
        grade=grade,
        mass=mass,
        minutes=minutes,
        age=age,
        practised=practised,
        json=json,
    )


@app.command()
def analyze(
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE...",
            help="Recordings: CSV, TSV, Parquet, Sensor Logger, phyphox.",
            show_default=False,
        ),
    ],
    placement: Annotated[
        Placement | None,
        typer.Option(help="Where the sensor was worn, whatever the file says.", show_default=False),
    ] = None,
    side: Annotated[
        Side | None, typer.Option(help="The side it was worn on, whatever the file says.", show_default=False)
    ] = None,
    facing: Annotated[
        str | None,
        typer.Option(
            metavar="X,Y,Z", help="The way the body faced, in the sensor's own axes.", show_default=False
        ),
    ] = None,
    facing_from: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Learn it from forward walking recorded in the same wearing.",
            show_default=False,
        ),
    ] = None,
    profile: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Your retrowalk.profile/1; checked only, for no figure of this version depends on it.",
            show_default=False,
        ),
    ] = None,
    start: Annotated[
        str | None,
        typer.Option(
            metavar="ISO8601", help="When the recording began, whatever the file says.", show_default=False
        ),
    ] = None,
    json: Annotated[
        bool, typer.Option("--json", help="Print retrowalk.walk/1 (several: walks/1) instead of a table.")
    ] = False,
    html: Annotated[
        Path | None,
        typer.Option(
            metavar="OUT", help="Write a page that can be sent and opened anywhere.", show_default=False
        ),
    ] = None,
    strides: Annotated[
        Path | None,
        typer.Option(metavar="OUT.csv|.parquet", help="Write one row a stride.", show_default=False),
    ] = None,
    plot: Annotated[
        Path | None,
        typer.Option(metavar="OUT.svg|.png", help="Write the timeline as a picture.", show_default=False),
    ] = None,
) -> None:
    """See in a recording when you walked forward and when backward."""
    from retrowalk.cli.analyze import Outputs, analyze_command
    from retrowalk.cli.facing import anchors

    analyze_command(
        files,
        placement=placement,
        side=side,
        anchor_for=anchors(facing, facing_from, placement, side),
        profile=profile,
        start=start,
        outputs=Outputs(json=json, html=html, strides=strides, plot=plot),
    )


@app.command("export-science")
def export_science(
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="OUT.zip", help="Write the archive here.")
    ],
    walk: Annotated[
        list[str] | None,
        typer.Option(
            metavar="ID",
            help="A walk by its id (in the address of its page); may be given several times. "
            "Without it: all that sessions recorded.",
            show_default=False,
        ),
    ] = None,
    with_sex: Annotated[bool, typer.Option("--with-sex", help="Give your sex too.")] = False,
    with_body: Annotated[
        bool, typer.Option("--with-body", help="Give your height and weight too, rounded.")
    ] = False,
    with_conditions: Annotated[
        bool, typer.Option("--with-conditions", help="Give your health conditions too, those of the list.")
    ] = False,
    reference: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE.csv",
            help="Labels read off a video of the one walk: start_s,end_s,label.",
            show_default=False,
        ),
    ] = None,
    reference_offset: Annotated[
        float,
        typer.Option(metavar="S", help="Seconds to add to the video's times to have the recording's."),
    ] = 0.0,
    agree: Annotated[
        bool, typer.Option("--agree", help="I have read the text that is shown without this, and agree.")
    ] = False,
) -> None:
    """Write recordings of your sessions, stripped of who you are, for you to give to science."""
    from retrowalk.cli.science import export_science_command
    from retrowalk.reports.science import Wishes

    export_science_command(
        output,
        walks=walk or (),
        wishes=Wishes(with_sex, with_body, with_conditions),
        reference=reference,
        reference_offset_s=reference_offset,
        agreed=agree,
    )


@app.command()
def export(
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="OUT.zip", help="Write the archive here.")
    ],
    person: Annotated[
        str | None,
        typer.Option(
            metavar="NAME", help="Of somebody else who was brought in here by this name.", show_default=False
        ),
    ] = None,
) -> None:
    """Write everything that is kept of you as one archive, to keep or to take to another computer."""
    from retrowalk.cli.archive import export_command

    export_command(output, person=person)


@app.command("import-archive")
def import_archive(
    archive: Annotated[
        Path, typer.Argument(metavar="FILE.zip", help="What retrowalk export wrote.", show_default=False)
    ],
    new_name: Annotated[
        str | None,
        typer.Option("--as", metavar="NAME", help="Bring it in as another person.", show_default=False),
    ] = None,
    replace: Annotated[
        bool,
        typer.Option(
            "--replace", help="Put it in the place of all that is here; that is kept as an archive."
        ),
    ] = False,
) -> None:
    """Bring back everything that an archive holds: all of it, or nothing."""
    from retrowalk.cli.archive import import_archive_command

    import_archive_command(archive, new_name=new_name, replace=replace)


@app.command()
def serve(
    open_browser: Annotated[bool, typer.Option("--open", help="Open it in your browser.")] = False,
    host: Annotated[
        str, typer.Option(help="Address to listen on; the default is this computer only.")
    ] = HOST,
    port: Annotated[
        int, typer.Option(min=1, max=65535, help="Port to listen on; where it is taken, the next free one.")
    ] = PORT,
    lan: Annotated[
        bool, typer.Option("--lan", help="Let phones in the same network in, over HTTPS, once paired.")
    ] = False,
    lan_host: Annotated[
        str | None,
        typer.Option(
            metavar="ADDRESS",
            help="The one address to be reached at, instead of all in private networks; with --lan.",
            show_default=False,
        ),
    ] = None,
    lan_port: Annotated[
        int,
        typer.Option(min=1, max=65535, help="Port for phones; where it is taken, the next free one."),
    ] = LAN_PORT,
) -> None:
    """Open the coach: your walks as pages in a browser, kept on this computer."""
    from retrowalk.web import LanWish
    from retrowalk.web import serve as serve_pages

    if lan_host is not None and not lan:
        from retrowalk.web.lan.addresses import AddressError

        raise AddressError("--lan-host says where phones reach this computer: it goes with --lan.")
    wish = LanWish(lan_host, lan_port) if lan else None
    serve_pages(host=host, port=port, open_browser=open_browser, lan=wish)


@app.command()
def demo(
    open_browser: Annotated[bool, typer.Option("--open/--no-open", help="Open it in your browser.")] = True,
    port: Annotated[
        int, typer.Option(min=1, max=65535, help="Port to listen on; where it is taken, the next free one.")
    ] = PORT,
) -> None:
    """Try the coach with a simulated person, in a folder of its own that is gone afterwards."""
    from retrowalk.cli.demo import demo_command

    demo_command(host=HOST, port=port, open_browser=open_browser)


@app.command()
def doctor(
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Say what is installed, where your data lies, and what is missing and how to get it."""
    from retrowalk.cli.doctor import doctor_command

    doctor_command(as_json=json)
