"""The tables of ``./bench``, each measured when it is asked for."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from statistics import median

from benchmarks.measuring import CommandFailed, Run, in_turns, run, spread, table
from benchmarks.peer_environment import PYTHON, ensure_peers
from benchmarks.tracks import HALF_AN_HOUR_S, write_programme
from benchmarks.year import YEAR_WEEKS

PLACEMENTS = ("foot", "pocket", "waist")
MAKE = (sys.executable, "-m", "benchmarks.recordings")
PEERS = Path(__file__).parent / "peers"
Tell = Callable[[str], None]
Measured = Mapping[str, list[Run] | CommandFailed]


def retrowalk(*arguments: str) -> list[str]:
    """The command as installed beside this Python."""
    return [str(Path(sys.executable).with_name("retrowalk")), *arguments]


def analyze(path: Path, placement: str) -> list[str]:
    """The whole command on one recording; its axes are those of the body, so the facing is declared."""
    return retrowalk("analyze", str(path), "--placement", placement, "--facing", "1,0,0", "--json")


def make_hours(folder: Path, tell: Tell) -> dict[str, Path]:
    """One recording of an hour for each placement.

    Args:
        folder: to write them to.
        tell: is told what is being done.
    """
    out = {}
    for placement in PLACEMENTS:
        tell(f"Walking an hour with a sensor at the {placement}")
        out[placement] = folder / f"hour_{placement}.parquet"
        run([*MAKE, "walked", placement, str(out[placement])])
    return out


def hour_table(hours: Mapping[str, Path], runs: int, tell: Tell) -> str:
    """The whole command on an hour."""
    measured = in_turns({place: analyze(path, place) for place, path in hours.items()}, runs, tell)
    rows = []
    for place, done in sound(measured).items():
        steps = json.loads(done[-1].output)["summary"]["steps"]
        rows.append([place, *costs(done), f"{3600 / median(r.wall_s for r in done):.0f} ×", f"{steps}"])
    return table(["placement", "seconds", "CPU seconds", "peak MB", "faster than life", "steps found"], rows)


def day_table(hour: Path, tell: Tell) -> str:
    """The whole command on days at the waist, one still but for an hour and one walked through, beside the hour."""
    still = hour.with_name("still.parquet")
    tell("Making days of hours")
    run([*MAKE, "still", "waist", str(still)])
    days = {"24 h, 1 h walked": [hour, *[still] * 23], "24 h, all walked": [hour] * 24}
    rows = []
    for name, hours in {"1 h, walked": [hour], **days}.items():
        path = hour.with_name("day.parquet")
        run([*MAKE, "joined", str(path), *map(str, hours)])
        tell(name)
        done = run(analyze(path, "waist"))
        steps = json.loads(done.output)["summary"]["steps"]
        sizes = [f"{path.stat().st_size / 1e6:.0f}", f"{len(done.output) / 1e6:.0f}"]
        rows.append([name, *costs([done]), *sizes, f"{steps}"])
    return table(["waist", "seconds", "CPU seconds", "peak MB", "file MB", "JSON MB", "steps found"], rows)


def startup_table(runs: int, tell: Tell) -> str:
    """What importing, asking for help and reading the evidence cost, beside Python alone."""
    python = [sys.executable, "-c"]
    alone = "python -c pass"
    commands = {
        alone: [*python, "pass"],
        "import retrowalk": [*python, "import retrowalk"],
        "retrowalk --help": retrowalk("--help"),
        "import retrowalk.evidence": [*python, "import retrowalk.evidence"],
        "… and read all of it": [*python, "from retrowalk import evidence; evidence.all_ids()"],
    }
    measured = sound(in_turns(commands, runs, tell))
    bare_s = median(r.wall_s for r in measured[alone])
    goals = {
        alone: "",
        "import retrowalk": "0.10 more than Python",
        "retrowalk --help": "0.30 in all",
        "import retrowalk.evidence": "",
        "… and read all of it": "0.05 more than importing it",
    }
    rows = [
        [
            name,
            spread([r.wall_s for r in done], 3),
            f"{median(r.wall_s for r in done) - bare_s:.3f}",
            goals[name],
        ]
        for name, done in measured.items()
    ]
    return table(["command", "seconds", "more than Python", "target"], rows)


def prescribing_table(runs: int, tell: Tell) -> str:
    """What a programme costs, screening with it."""
    name = "the examples of docs/protocols.md"
    done = sound(in_turns({name: [sys.executable, "-m", "benchmarks.prescribing"]}, runs, tell))[name]
    said = [json.loads(each.output) for each in done]
    rows = [
        [asked, *(spread([one[asked][which] for one in said], 1) for which in ("median", "most")), "20"]
        for asked in said[0]
    ]
    return table(["a programme", "median person, CPU ms", "dearest person, CPU ms", "target"], rows)


def live_table(hours: Mapping[str, Path], runs: int, tell: Tell) -> str:
    """What a live stream costs, fed a second at a time."""
    commands = {
        place: [sys.executable, "-m", "benchmarks.live", str(path), place] for place, path in hours.items()
    }
    rows = []
    for place, done in sound(in_turns(commands, runs, tell)).items():
        said = [json.loads(each.output) for each in done]
        share = median(s["ms_per_s"] for s in said) / 10
        cells = [
            spread([s["ms_per_s"] for s in said]),
            f"{share:.2f} %",
            spread([s["dearest_ms"] for s in said], 0),
        ]
        rows.append([place, *cells])
    return table(["placement", "CPU ms per second of signal", "of one core", "dearest second, CPU ms"], rows)


def track_table(
    folder: Path,
    runs: int,
    tell: Tell,
    wanted_s: int = HALF_AN_HOUR_S,
    formats: Sequence[str] = ("MP3", "Ogg"),
) -> str:
    """What the sound of a session costs, the whole command.

    Args:
        folder: to write the tracks to.
        runs: of each.
        tell: is told what is being done.
        wanted_s: length of the session.
        formats: to write.
    """
    programme = folder / "programme.json"
    session = write_programme(programme, wanted_s)
    ways = {"with speech": ("--voice",), "sounds only": ("--no-voice",)}
    files = {
        f"{format}, {way}": (folder / f"{format}_{way[:5]}.{format.lower()}", options)
        for format in formats
        for way, options in ways.items()
    }
    commands = {
        name: retrowalk("track", session, "-o", str(path), "--programme", str(programme), *options)
        for name, (path, options) in files.items()
    }
    rows = []
    for name, done in sound(in_turns(commands, runs, tell)).items():
        size_mb = files[name][0].stat().st_size / 1e6
        rows.append([name, *costs(done), "15", f"{size_mb:.1f}", "15"])
    return table(["track", "seconds", "CPU seconds", "peak MB", "target, s", "file MB", "target, MB"], rows)


def year_tables(tell: Tell, weeks: int = YEAR_WEEKS) -> tuple[str, str]:
    """What the pages and the reports of somebody cost who lived with Retrowalk for a year.

    Args:
        tell: is told what is being done.
        weeks: to live.
    """
    tell(f"Living {weeks} weeks, and looking at every page")
    said = json.loads(run([sys.executable, "-m", "benchmarks.year", str(weeks)]).output)
    rows = [
        [
            sort,
            f"{one['pages']}",
            *(f"{one[name]:.0f}" for name in ("first_ms", "median_ms", "most_ms", "cpu_ms")),
            "200",
        ]
        for sort, one in said["pages"].items()
    ]
    pages = table(["page", "pages", "first, most ms", "median ms", "most ms", "CPU ms", "target"], rows)
    reports = [
        [name, *(f"{seconds:.2f}" for seconds in costs), "2"] for name, costs in said["reports"].items()
    ]
    return pages, table(["report", "seconds", "CPU seconds", "target"], reports)


def phones_table(counts: Sequence[int], seconds: int, tell: Tell) -> str:
    """Phones that stream at once to one server, each count once."""
    rows = []
    for count in counts:
        tell(f"{count} phones at once")
        done = run([sys.executable, "-m", "benchmarks.phones", str(count), str(seconds)])
        said = json.loads(done.output)
        kept_up = said["kept"] == said["expected"] and said["late_median_s"] < 2 * said["median_s"] + 1
        rows.append(
            [
                f"{count}", "yes" if kept_up else "no",
                *(f"{said[name]:.2f}" for name in ("median_s", "p95_s", "most_s")),
                f"{said['cpu_ms_per_phone_s']:.1f}", f"{said['cores']:.2f}",
                f"{said['peak_mb']:.0f} ({said['idle_mb']:.0f})",
            ]
        )  # fmt: skip
    head = ["phones at once", "kept up", "block kept after, s: median", "95th percentile", "most",
            "server CPU ms per phone and second", "cores", "peak MB (idle)"]  # fmt: skip
    return table(head, rows)


def peers_table(waist: Path, runs: int, tell: Tell) -> str:
    """Retrowalk and other toolboxes on the same hour at the lower back, in turns."""
    missing = ensure_peers(tell)
    mobgap = [str(PYTHON), str(PEERS / "mobgap_mobilised.py"), str(waist)]
    ours = "retrowalk analyze"
    commands = {ours: analyze(waist, "waist")}
    if "scikit-digital-health" not in missing:
        commands["skdh, lumbar gait"] = [str(PYTHON), str(PEERS / "skdh_lumbar.py"), str(waist)]
    if "mobgap" not in missing:
        commands |= {f"mobgap, {kind}": [*mobgap, kind] for kind in ("healthy", "impaired")}
    measured = in_turns(commands, runs, tell)
    base = sound({ours: measured[ours]})[ours]
    rows = []
    for name, done in measured.items():
        if isinstance(done, CommandFailed):
            missing[name] = f"failed: {done}"
            continue
        pairs = list(zip(done, base, strict=True))
        ratios = [
            spread([each.wall_s / our.wall_s for each, our in pairs], 1),
            spread([each.cpu_s / our.cpu_s for each, our in pairs], 1),
        ]
        rows.append([name, *costs(done), *ratios, *_found(json.loads(done[-1].output))])
    head = ["whole process", "seconds", "CPU seconds", "peak MB", "× our seconds", "× our CPU"]
    found = ["walking min", "steps", "forward", "backward"]
    reasons = [f"{name}: {why}" for name, why in missing.items()]
    return "\n".join([table([*head, *found], rows), *reasons])


def _found(said: Mapping[str, object]) -> list[str]:
    """Minutes, steps and steps by direction, from our document or a peer's answer."""
    summary = said.get("summary", said)
    assert isinstance(summary, dict)
    directions = [str(summary.get(f"{way}_steps", "–")) for way in ("forward", "backward")]
    return [f"{summary['walking_s'] / 60:.1f}", str(summary["steps"]), *directions]


def costs(done: Sequence[Run]) -> list[str]:
    """The three columns of every run: seconds, CPU seconds, peak MB."""
    return [
        spread([each.wall_s for each in done]),
        spread([each.cpu_s for each in done]),
        spread([each.peak_mb for each in done], 0),
    ]


def sound(measured: Measured) -> dict[str, list[Run]]:
    """The runs, where all commands worked.

    Args:
        measured: of ``in_turns``.

    Raises:
        CommandFailed: one of ours did not; there is nothing to compare then.
    """
    out = {}
    for name, done in measured.items():
        if isinstance(done, CommandFailed):
            raise CommandFailed(f"{name}: {done}")
        out[name] = done
    return out


def machine() -> str:
    """What the figures hold for."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        f"{os.cpu_count()} cores, {memory:.0f} GiB, Python {sys.version_info.major}.{sys.version_info.minor}"
    )
