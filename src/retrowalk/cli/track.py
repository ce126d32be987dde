"""``retrowalk track``: the sound of a session as a file, for any player."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date as Date
from pathlib import Path

from retrowalk.cli.choosing import programme_to_walk, session_to_walk
from retrowalk.language import _
from retrowalk.prescription.words import Units
from retrowalk.session import granted, timeline
from retrowalk.session.sound.encoding import format_of
from retrowalk.session.spoken import how_long


@dataclass(frozen=True, slots=True)
class Wishes:
    """What is asked for beside what is kept.

    Attributes:
        calm: fewer words.
        units: of speeds; None as it was kept.
        metronome_spm: steps a minute; None as it was kept.
        spoken: with a voice, where there is one.
    """

    calm: bool = False
    units: Units | None = None
    metronome_spm: float | None = None
    spoken: bool = True


def track_command(
    session: str | None, output: Path, *, programme: Path | None, today: Date, wishes: Wishes
) -> None:
    """Write the track and say what is in it.

    Args:
        session: id of one in the programme; None for the one of today, or the next.
        output: the file to write.
        programme: a file to take it from; None for the programme in force.
        today: civil date.
        wishes: how it is to sound.

    Raises:
        DocumentError: the file is no programme.
        NotThereError: there is no programme, no such session, or nothing left to walk.
        OutputError, NoRoomError: the track cannot be written there.
        StoreError: the data folder cannot be used.
    """
    from rich.console import Console

    from retrowalk.reports.track import write_track
    from retrowalk.store.folder import readable_size
    from retrowalk.voice import find_voice, how_to_get_one

    format_of(output)  # before anything is waited for
    console = Console(highlight=False, markup=False, soft_wrap=True)
    found, kept = programme_to_walk(programme)
    chosen = session_to_walk(found, session, today)
    preferences, taken_away = granted(
        replace(
            kept,
            style="calm" if wishes.calm else kept.style,
            units=wishes.units or kept.units,
            metronome_spm=wishes.metronome_spm or kept.metronome_spm,
        ),
        found,
    )
    made = timeline(chosen, preferences)
    voice = find_voice() if wishes.spoken else None
    with _progress(_("Session %(id)s") % {"id": chosen.id}) as report:
        write_track(made, voice, output, report)
    console.print(
        _("%(path)s: session %(id)s, %(long)s, %(size)s.")
        % {
            "path": output,
            "id": chosen.id,
            "long": how_long(round(made.duration_s)),
            "size": readable_size(output.stat().st_size),
        }
    )
    for reason in taken_away:
        console.print(reason.text)
    if voice is not None:
        console.print(_("Spoken by %(name)s.") % {"name": voice.name})
    elif wishes.spoken:
        console.print(how_to_get_one())
    console.print(
        _("Outdoors play it through a loudspeaker: no earphones, and no music while you walk backward.")
    )


@contextmanager
def _progress(what: str) -> Iterator[Callable[[float], None]]:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task(what, total=1.0)
        yield lambda fraction: bar.update(task, completed=fraction)
