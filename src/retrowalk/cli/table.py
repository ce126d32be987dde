"""Walks on a terminal: words, a small table, and the walk as one line of arrows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table
from rich.text import Text

from retrowalk.language import _
from retrowalk.reports import clock, duration_words, walk_summary_sentences, walk_title, walk_titles

if TYPE_CHECKING:
    from retrowalk.reports import WalkDocument

# What a terminal shows a direction by; the colour comes on top. A terminal does not say whether its ground is
# light or dark: its own blue and yellow are legible on either.
MARKS = {
    "forward": ("▶", "blue"),
    "backward": ("◀", "yellow"),
    "unknown": ("?", "bright_black"),
    "still": ("·", "dim"),
}
LINE_LENGTH = 60
BASES = {"calibration": _("learnt"), "declared": _("given"), "confirmed": _("told"), "none": "–"}
NAMES = {"forward": _("forward"), "backward": _("backward"), "unknown": _("unknown")}
UNVALIDATED = _(
    "* No real recording of walking backward has confirmed directions for this way of carrying a sensor."
)


def print_walks(documents: Sequence[WalkDocument]) -> None:
    """Print walks for a person: one in full, several as a row each.

    Args:
        documents: ``retrowalk.walk/1`` objects, at least one.
    """
    # Nothing in the texts is markup: a file may be called [red].csv.
    console = Console(highlight=False, markup=False, soft_wrap=False)
    if len(documents) == 1:
        _print_one(console, documents[0])
    else:
        table = _overview(documents)
        console.print(table)
        if any(str(cell).endswith("*") for cell in table.columns[-1].cells):
            console.print(UNVALIDATED)
    said = {warning: None for document in documents for warning in document["source"]["warnings"]}
    for warning in said:
        console.print(Text(_("Note: "), style="bold").append(warning, style="not bold"))


def _print_one(console: Console, document: WalkDocument) -> None:
    source = document["source"]
    worn = " ".join(word for word in (source["side"], source["placement"]) if word and word != "unknown")
    facts = [worn or _("placement not known"), duration_words(source["duration_s"])]
    if source["rate_hz"]:
        facts.append(f"{source['rate_hz']:.0f} Hz")
    console.print(Text(walk_title(document), style="bold").append(f"  {' · '.join(facts)}", style="not bold"))
    if document["bouts"]:
        console.print(_line(document))
    for sentence in walk_summary_sentences(document, can_choose=False):
        console.print(sentence)
    if document["bouts"]:
        console.print(_figures(document))


def _line(document: WalkDocument) -> Text:
    """The walk from left to right, a mark for each stretch of time."""
    duration_s = max(document["source"]["duration_s"], 1e-9)
    line = Text()
    for i in range(LINE_LENGTH):
        start, end = i * duration_s / LINE_LENGTH, (i + 1) * duration_s / LINE_LENGTH
        shares: dict[tuple[str, str | None], float] = {}
        for bout in document["bouts"]:
            overlap = min(end, bout["end_s"]) - max(start, bout["start_s"])
            if overlap > 0:
                going = (bout["direction"], bout.get("cluster"))
                shares[going] = shares.get(going, 0.0) + overlap
        direction, cluster = max(shares, key=shares.__getitem__, default=("still", None))
        mark, style = MARKS[direction]
        # Two ways that nobody has named yet are told apart by their letters.
        line.append(cluster if cluster and direction == "unknown" else mark, style=style)
    return line


def _figures(document: WalkDocument) -> Table:
    summary, table = document["summary"], Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    cadence, speed, distance = summary["cadence_spm"], summary["speed_mps"], summary["distance_m"]
    table.add_column("")
    for heading in (_("time"), _("steps"), _("steps/min"), _("m/s"), _("m")):
        table.add_column(heading, justify="right")
    forward = (summary["forward_steps"], cadence["forward"], speed["forward"], distance["forward"])
    backward = (summary["backward_steps"], cadence["backward"], speed["backward"], distance["backward"])
    for name, seconds, (steps, per_minute, mps, metres) in (
        ("forward", summary["forward_s"], forward),
        ("backward", summary["backward_s"], backward),
        ("unknown", summary["unknown_s"], (None, None, None, None)),
    ):
        if seconds:
            mark, style = MARKS[name]
            cells = (_figure(steps, 0), _figure(per_minute, 0), _figure(mps, 2), _figure(metres, 0))
            table.add_row(Text(f"{mark} {NAMES[name]}", style=style), duration_words(seconds), *cells)
    return table


def _overview(documents: Sequence[WalkDocument]) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column(_("walk"), overflow="fold", min_width=20)
    table.add_column(_("worn"))
    for heading in (*NAMES.values(), _("steps")):
        table.add_column(heading, justify="right", no_wrap=True)
    table.add_column(_("facing"), no_wrap=True)
    for title, document in zip(walk_titles(documents), documents, strict=True):
        source, summary = document["source"], document["summary"]
        worn = " ".join(word for word in (source["side"], source["placement"]) if word)
        times = (summary["forward_s"], summary["backward_s"], summary["unknown_s"])
        direction = document["direction"]
        unvalidated = direction["basis"] != "none" and not direction["validated"]
        table.add_row(
            title,
            worn + (_(", simulated") if source["simulated"] else ""),
            *(clock(seconds) if seconds else "–" for seconds in times),
            _figure(summary["steps"], 0),
            BASES[direction["basis"]] + ("*" if unvalidated else ""),
        )
    return table


def _figure(value: float | None, decimals: int) -> str:
    return "–" if value is None else f"{value:.{decimals}f}"
