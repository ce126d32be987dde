"""``retrowalk walk``: a session in the terminal, from the checklist to the end."""

from __future__ import annotations

import contextlib
import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import date as Date
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

from retrowalk.cli.choosing import session_to_walk
from retrowalk.cli.documents import read_document
from retrowalk.cli.keys import Keys, listening
from retrowalk.cli.logbook import Logbook, new_run
from retrowalk.cli.speaking import Speaker, find_speaker
from retrowalk.cli.stage import Lines, Screen
from retrowalk.cli.walking import Walk
from retrowalk.language import _
from retrowalk.prescription import Programme, Session, words
from retrowalk.reports.calendar import session_lines
from retrowalk.session import Preferences, Timeline, granted, happened, timeline
from retrowalk.session.spoken import how_long

if TYPE_CHECKING:
    from rich.console import Console

    from retrowalk.store import Store


@dataclass(frozen=True, slots=True)
class Wishes:
    """How it is to be walked.

    Attributes:
        faster: than life; above 1 it is a rehearsal.
        calm: fewer words.
        units: of speeds; None as it was kept.
        sound: bell and voice.
    """

    faster: float = 1.0
    calm: bool = False
    units: words.Units | None = None
    sound: bool = True


def walk_command(session: str | None, *, programme: Path | None, today: Date, wishes: Wishes) -> None:
    """Walk a session.

    Args:
        session: id of one in the programme; None for the one of today, or the next.
        programme: a file to take it from; None for the programme in force.
        today: civil date.
        wishes: how.

    Raises:
        DocumentError: the file is no programme.
        NotThereError: there is no programme, no such session, or nothing left to walk.
        StoreError: the data folder cannot be used.
        KeyboardInterrupt: Ctrl-C, after the log was closed.
    """
    from rich.console import Console

    # Lines of a file are as long as the sentences; those of a terminal are as wide as it is.
    console = Console(highlight=False, markup=False, soft_wrap=not sys.stdout.isatty())
    with ExitStack() as open_:
        if programme is not None:
            store, found, preferences = None, read_document(Programme, programme), Preferences()
        else:
            store, found, preferences = _kept(open_)
        chosen = session_to_walk(found, session, today)
        preferences, _reasons = granted(
            replace(
                preferences,
                style="calm" if wishes.calm else preferences.style,
                units=wishes.units or preferences.units,
                metronome_spm=None,  # a bell is none
            ),
            found,
        )
        made = timeline(chosen, preferences)
        rehearsal = wishes.faster != 1
        _introduce(console, found, chosen, today, _not_kept(rehearsal, store))
        keys = open_.enter_context(listening())
        _ready(console, keys, rehearsal)
        open_.enter_context(_ended_like_ctrl_c())
        run = new_run(found.id, made)
        logbook = Logbook(run, None if store is None or rehearsal else store.runs, time.monotonic)
        speaker = _speaker(console, wishes)
        open_.callback(speaker.close)
        stage = (Screen if console.is_terminal else Lines)(console, made)
        try:
            with stage:
                Walk(made, stage, keys, speaker, logbook, wishes.faster, wishes.sound and not rehearsal).go()
        finally:
            _tell_what_happened(console, made, logbook, rehearsal=rehearsal, from_file=store is None)


def _kept(open_: ExitStack) -> tuple[Store, Programme, Preferences]:
    """The store with its programme, brought up to today, and how its owner wants to be coached."""
    from retrowalk.store import Store
    from retrowalk.web.plan import PlanDesk

    store = open_.enter_context(Store())
    return store, PlanDesk(store).must(), store.runs.preferences()


def _not_kept(rehearsal: bool, store: Store | None) -> str | None:
    if rehearsal:
        return _("A rehearsal, faster than life: nothing of it is kept.")
    if store is None:
        return _("The programme comes from a file: what you walk is not kept.")
    return None


def _introduce(
    console: Console, programme: Programme, session: Session, today: Date, not_kept: str | None
) -> None:
    """What will be walked, and what to see to before."""
    text = _("Session %(id)s, %(place)s: %(long)s, of them %(time)s backward.")
    if session.forward_only:
        text = _("Session %(id)s, %(place)s: %(long)s, of them %(time)s forward, for your trial.")
    console.print(
        text
        % {
            "id": session.id,
            "place": words.places()[session.place],
            "long": how_long(session.total_s),
            "time": how_long(words.asked_s(session)),
        },
        style="bold",
    )
    if session.status in ("planned", "moved") and session.date > today:
        console.print(
            _("It is planned for %(day)s; the days between are for rest.") % {"day": session.date.isoformat()}
        )
    elif session.status not in ("planned", "moved"):
        console.print(_("It is not due any more: %(status)s.") % {"status": words.statuses()[session.status]})
    if not_kept is not None:
        console.print(not_kept)
    console.print(_("What catches you: %(guard)s.") % {"guard": words.guards()[session.guard]})
    console.print()
    for what, how in session_lines(session):
        console.print(f"{what}  [{how}]" if how else what)
    console.print()
    console.print(_("Before you start:"))
    for one in session.checklist:
        console.print(f"- {one}")
    console.print()


def _ready(console: Console, keys: Keys, rehearsal: bool) -> None:
    """Nobody is hurried from the checklist onto a belt; a rehearsal moves nobody."""
    if not keys.listening or rehearsal:
        return
    console.print(_("Press Enter when all of this is so; q leaves."), style="bold")
    while (key := keys.wait(0.2)) not in ("\n", "\r", " "):
        if key == "q":
            raise KeyboardInterrupt


def _speaker(console: Console, wishes: Wishes) -> Speaker:
    if not wishes.sound or wishes.faster != 1:
        return Speaker()
    found = find_speaker()
    if found is None:
        console.print(_("Nothing here speaks or plays sound: a bell, and the words on the screen."))
    return found or Speaker()


def _tell_what_happened(
    console: Console, made: Timeline, logbook: Logbook, *, rehearsal: bool, from_file: bool
) -> None:
    """What was walked, and where to tell how it was."""
    if not logbook.events:
        return
    found = happened(logbook.log)
    console.print()
    if found.state == "finished":
        console.print(_("The session is over."), style="bold")
    else:
        console.print(_("Stopped before the end."), style="bold")
        if made.on_belt:
            console.print(_("Stop the belt. Keep your feet still until it stands."), style="bold")
    console.print(
        _("Walked backward: %(backward)s of %(asked)s. Forward: %(forward)s. Pauses: %(pauses)s.")
        % {
            "backward": how_long(round(found.backward_s)),
            "asked": how_long(round(found.backward_asked_s)),
            "forward": how_long(round(found.forward_s)),
            "pauses": found.pauses,
        }
    )
    if rehearsal:
        console.print(_("Nothing of it was kept."))
    elif from_file:
        console.print(_("Nothing of it was kept. How was it? Tell it with `retrowalk next`."))
    elif logbook.problem is not None:
        console.print(_("It could not be kept: %(why)s") % {"why": logbook.problem})
    else:
        console.print(_("How was it? Tell it in the coach: open it with `retrowalk`, and go to Today."))


@contextlib.contextmanager
def _ended_like_ctrl_c() -> Iterator[None]:
    """A closed terminal or a polite kill closes the log too, for as long as it lasts."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    names = [name for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
    before = {name: signal.signal(getattr(signal, name), stop) for name in names}
    try:
        yield
    finally:
        for name, handler in before.items():
            signal.signal(getattr(signal, name), handler)


__all__ = ["Wishes", "walk_command"]
