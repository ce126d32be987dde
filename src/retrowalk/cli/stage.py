"""What a walk looks like in the terminal: one thing to do, large, in words, arrow and colour; or line by line."""

from __future__ import annotations

from dataclasses import dataclass
from types import TracebackType
from typing import TYPE_CHECKING

from retrowalk.language import _
from retrowalk.reports.palette import DARK
from retrowalk.session import Cue, Stretch, Timeline

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.live import Live

_WIDTH = 76


@dataclass(frozen=True, slots=True)
class View:
    """A moment of a walk.

    Attributes:
        position_s: in the timeline.
        sentence: what was said last.
        paused: it stands still.
        keys: whether keys are listened to.
    """

    position_s: float
    sentence: str
    paused: bool
    keys: bool


class Lines:
    """Line by line, where the output is no terminal.

    Args:
        console: to print to.
        timeline: that is walked.
    """

    def __init__(self, console: Console, timeline: Timeline) -> None:
        self.console, self.timeline = console, timeline

    def __enter__(self) -> Lines:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        pass

    def said(self, cue: Cue) -> None:
        """A sentence of the timeline.

        Args:
            cue: shown, and maybe spoken.
        """
        self.console.print(f"{clock(cue.at_s)} {_arrow(cue.direction)} {cue.text}")

    def told(self, sentence: str) -> None:
        """A sentence about the walk itself, such as that it is paused.

        Args:
            sentence: to print.
        """
        self.console.print(sentence)

    def show(self, view: View) -> None:
        """How it stands; lines have said it.

        Args:
            view: of this moment.
        """

    def ring(self) -> None:
        """No bell in a file."""


class Screen(Lines):
    """A panel that is drawn anew, and a bell."""

    def __init__(self, console: Console, timeline: Timeline) -> None:
        super().__init__(console, timeline)
        self._live: Live | None = None
        self._shown: tuple[object, ...] = ()

    def __enter__(self) -> Screen:
        from rich.live import Live

        self._live = Live(console=self.console, auto_refresh=False, transient=True)
        self._live.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._live is not None:
            self._live.__exit__(kind, problem, trace)

    def said(self, cue: Cue) -> None:
        """It is in the panel."""

    def told(self, sentence: str) -> None:
        self.console.print(sentence)
        self._shown = ()

    def show(self, view: View) -> None:
        # Drawn anew when a second has gone or something was said, and not at every turn of the loop.
        shown = (int(view.position_s), view.sentence, view.paused, self.console.width)
        if self._live is not None and shown != self._shown:
            self._shown = shown
            self._live.update(panel(self.timeline, view, min(_WIDTH, self.console.width)), refresh=True)

    def ring(self) -> None:
        self.console.bell()


def panel(timeline: Timeline, view: View, width: int = _WIDTH) -> RenderableType:
    """The panel of a moment.

    Args:
        timeline: that is walked.
        view: of this moment.
        width: in letters.
    """
    from rich.console import Group
    from rich.padding import Padding
    from rich.panel import Panel
    from rich.text import Text

    stretch, after = around(timeline, view.position_s)
    colour = _colour(stretch)

    def line(text: str, style: str = "") -> Text:
        return Text(text, style=style, justify="center")

    coming = _("then: %(what)s") % {"what": after.title} if after is not None else ""
    facts = ", ".join(stretch.facts) if stretch.part == "block" else ""
    rows: list[RenderableType] = [
        Padding(line(_banner(stretch, view.paused), "bold"), (1, 0), style=f"#101418 on {colour}"),
        "",
        line(view.sentence, "bold"),
        "",
        line(clock(max(0.0, stretch.end_s - view.position_s)), f"bold {colour}"),
        line(facts),
        line(coming, "dim"),
        "",
        Text(_bar(view.position_s / timeline.duration_s, width - 4), style=colour),
        line(_keys() if view.keys else _("Ctrl-C ends the session."), "dim"),
    ]
    return Panel(Group(*rows), title=stretch.title, border_style=colour, width=width)


def _bar(share: float, width: int) -> str:
    full = round(min(1.0, max(0.0, share)) * width)
    return "━" * full + "─" * (width - full)


def around(timeline: Timeline, position_s: float) -> tuple[Stretch, Stretch | None]:
    """The stretch at a position, and the one after it.

    Args:
        timeline: that is walked.
        position_s: in it.
    """
    for at, stretch in enumerate(timeline.stretches):
        if position_s < stretch.end_s:
            return stretch, timeline.stretches[at + 1] if at + 1 < len(timeline.stretches) else None
    return timeline.stretches[-1], None


def clock(seconds: float) -> str:
    """``75.2`` → ``1:15``.

    Args:
        seconds: not negative.
    """
    minutes, rest = divmod(int(seconds), 60)
    return f"{minutes}:{rest:02d}"


def _banner(stretch: Stretch, paused: bool) -> str:
    if paused:
        return f"■  {_spaced(_('Paused'))}  ■"
    if stretch.direction in ("backward", "forward"):
        arrow = _arrow(stretch.direction)
        word = _("Backward") if stretch.direction == "backward" else _("Forward")
        return f"{arrow}  {_spaced(word)}  {arrow}"
    word = {"rest": _("Rest"), "turn": _("Stop"), None: stretch.title}.get(stretch.kind, _("On the spot"))
    return f"■  {_spaced(word)}  ■"


def _spaced(word: str) -> str:
    return " ".join(word.upper())


def _colour(stretch: Stretch) -> str:
    return {"forward": DARK.forward, "backward": DARK.backward}.get(stretch.direction, DARK.unknown)


def _arrow(direction: str) -> str:
    return {"forward": "▲", "backward": "▼"}.get(direction, "■")


def _keys() -> str:
    return _("Enter: pause, go on · s: stumbled · p: pain · n: next part · q: stop")
