"""``retrowalk walk``: a session in the terminal, with keys, Ctrl-C, and what is kept of it."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
import time
import wave
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from rich.console import Console

from cli_running import Command
from people import a_person, a_profile
from plans import a_programme
from retrowalk import contract
from retrowalk.cli.choosing import session_to_walk
from retrowalk.cli.keys import Keys
from retrowalk.cli.logbook import Logbook, new_run
from retrowalk.cli.speaking import Speaker, find_speaker
from retrowalk.cli.stage import Lines, View, panel
from retrowalk.cli.walking import Walk
from retrowalk.errors import NoRoomError, NotThereError
from retrowalk.prescription import prescribe
from retrowalk.screening import screen
from retrowalk.session import SessionLog, happened, timeline
from retrowalk.store import Store
from retrowalk.voice import find_voice
from timelines import session_of

WALK = [sys.executable, "-c", "from retrowalk.cli import main; main()", "walk", "--no-sound"]
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX signals and terminals")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("RETROWALK_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def adopted(home: Path) -> Path:
    """A data folder with a programme that begins today."""
    person = a_person(start_date=date.today().isoformat())
    with Store(home) as store:
        store.plans.adopt(person, prescribe(person, screen(person)))
    return home


@pytest.fixture
def programme(retrowalk: Command, tmp_path: Path) -> Path:
    profile = tmp_path / "me.json"
    profile.write_text(json.dumps(a_profile(start_date=date.today().isoformat())), encoding="utf-8")
    assert retrowalk("plan", profile, "-o", tmp_path / "programme.json").code == 0
    return tmp_path / "programme.json"


def kept(home: Path) -> list[SessionLog]:
    with Store(home) as store:
        return [store.runs.log(run.id) for run in store.runs.all()]


# From beginning to end


def test_a_rehearsal_goes_from_the_checklist_to_the_end(retrowalk: Command, programme: Path) -> None:
    ended = retrowalk("walk", "--programme", programme, "--faster", 600)
    assert ended.code == 0, ended.err
    lines = ended.out.splitlines()
    assert lines[1] == "A rehearsal, faster than life: nothing of it is kept."
    assert "- Safety clip fastened to you. Try once that it stops the belt." in lines
    assert "5:25 ■ Belt to zero. Keep your feet still until it stands." in lines
    backward = "5:55 ▼ Walk backward, 1 minute, at 1.3 to 2.0 kilometres an hour, both hands on the rails."
    assert backward in lines
    assert "Walked backward: 5 minutes of 5 minutes. Forward: 10 minutes. Pauses: 0." in lines
    assert lines[-1] == "Nothing of it was kept."


def test_a_rehearsal_of_the_own_programme_leaves_nothing_behind(retrowalk: Command, adopted: Path) -> None:
    assert retrowalk("walk", "--faster", 600).code == 0
    assert kept(adopted) == []


def test_calm_and_miles_are_as_asked_for(retrowalk: Command, programme: Path) -> None:
    ended = retrowalk("walk", "w1s2", "--programme", programme, "--faster", 600, "--calm", "--units", "mph")
    assert "0.8 to 1.2 miles an hour" in ended.out
    assert "Three." not in ended.out


# What is refused


def test_without_a_programme_one_sentence_says_what_to_do(retrowalk: Command, home: Path) -> None:
    assert "Answer the questions first" in retrowalk("walk").complaint


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (("w9s9",), "the programme has no session w9s9; expected one like w1s1"),
        (("--faster", "0"), "--faster"),
        (("--faster", "601"), "--faster"),
        (("--units", "knots"), "--units"),
        (("--programme", "nowhere.json"), "nowhere.json"),
    ],
)
def test_bad_input_gets_one_sentence(
    retrowalk: Command, adopted: Path, arguments: tuple[str, ...], complaint: str
) -> None:
    assert complaint in retrowalk("walk", *arguments).complaint


def test_a_stopped_programme_has_no_session_to_walk() -> None:
    with pytest.raises(NotThereError, match="stopped"):
        session_to_walk(a_programme(status="stopped"), None, date.today())


def test_without_a_name_it_is_the_session_of_today_or_the_next() -> None:
    programme = a_programme()
    monday = programme.weeks[0].sessions[0].date
    assert session_to_walk(programme, None, monday).id == "w1s1"
    assert session_to_walk(programme, None, monday + timedelta(days=1)).id == "w1s2"
    assert session_to_walk(programme, "w2s3", monday).id == "w2s3"
    with pytest.raises(NotThereError, match="No session is left"):
        session_to_walk(programme, None, monday + timedelta(days=300))


# Signals, to a real process


def started(home: Path, *arguments: object) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [*WALK, *(str(one) for one in arguments)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env={**os.environ, "RETROWALK_HOME": str(home), "PYTHONUNBUFFERED": "1"},
    )
    assert process.stdout is not None
    for line in process.stdout:
        if "Safety first" in line:
            return process
    raise AssertionError(process.stderr.read() if process.stderr else "")


@pytest.mark.parametrize("sent", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_an_interrupted_walk_closes_its_log(adopted: Path, sent: str) -> None:
    process = started(adopted)
    process.send_signal(getattr(signal, sent))
    out, err = process.communicate(timeout=30)
    assert (process.returncode, err) == (130, "")
    assert "Stopped before the end." in out
    assert "Stop the belt." in out
    (log,) = kept(adopted)
    assert log.run.mode == "terminal"
    assert [event.seq for event in log.events] == list(range(len(log.events)))
    assert log.events[0].kind == "started"
    assert (log.events[-1].kind, log.events[-1].why) == ("stopped", "left")
    assert happened(log).state == "stopped"


def test_ctrl_c_in_a_rehearsal_keeps_nothing(adopted: Path) -> None:
    process = started(adopted, "--faster", 2)
    process.send_signal(signal.SIGINT)
    out, _err = process.communicate(timeout=30)
    assert process.returncode == 130
    assert "Nothing of it was kept." in out
    assert kept(adopted) == []


# Keys, at a real terminal


@pytest.fixture
def terminal(adopted: Path) -> Iterator[tuple[int, Callable[[str], str]]]:
    """A walk in a terminal of its own; waits until it shows something."""
    import pty
    import select

    process, screen_ = pty.fork()
    if process == 0:
        os.execvpe(WALK[0], WALK, {**os.environ, "TERM": "xterm", "COLUMNS": "80", "LINES": "40"})
    shown = ""

    def until(text: str) -> str:
        nonlocal shown
        give_up_s = time.monotonic() + 30
        while text not in shown:
            assert time.monotonic() < give_up_s, shown[-2000:]
            if select.select([screen_], [], [], 0.2)[0]:
                shown += os.read(screen_, 65536).decode(errors="replace")
        before, shown = shown.split(text, 1)
        return before

    yield screen_, until
    for _try in range(100):
        if os.waitpid(process, os.WNOHANG)[0]:
            break
        time.sleep(0.1)
    else:
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)
    os.close(screen_)


def test_keys_pause_note_and_stop(adopted: Path, terminal: tuple[int, Callable[[str], str]]) -> None:
    screen_, until = terminal
    until("Press Enter when all of this is so")
    os.write(screen_, b"\n")
    until("G E T   R E A D Y")
    os.write(screen_, b" ")
    until("Paused. Stand still. Stop the belt.")
    os.write(screen_, b"\n")
    until("Go on: Get ready.")
    os.write(screen_, b"\x1b[A")
    os.write(screen_, b"s")
    until("Noted: a stumble.")
    os.write(screen_, b"p")
    until("Noted: pain.")
    os.write(screen_, b"q")
    until("Stopped before the end.")
    until("How was it?")
    (log,) = kept(adopted)
    kinds = [event.kind for event in log.events if event.kind not in ("cue", "reached")]
    assert kinds == ["started", "paused", "resumed", "stumble", "paused", "pain", "stopped"]
    assert log.events[-1].why == "asked"


# The loop, with a clock and keys of our own


class Pressed(Keys):
    """Keys at positions; time goes on by what is waited for, and by jumps."""

    listening = True

    def __init__(self, *keys: tuple[float, str], jumps: dict[float, float] | None = None) -> None:
        self.now_s = 0.0
        self._keys, self._jumps = list(keys), dict(jumps or {})
        self.walk: Walk | None = None

    def wait(self, seconds: float) -> str | None:
        self.now_s += seconds
        position_s = self.walk.position_s if self.walk else 0.0
        for at_s in [one for one in self._jumps if one <= position_s]:
            self.now_s += self._jumps.pop(at_s)
        if self._keys and position_s >= self._keys[0][0]:
            return self._keys.pop(0)[1]
        return None


def walked(example: str, keys: Pressed, faster: float = 20) -> tuple[SessionLog, str]:
    made = timeline(session_of(example))
    console = Console(highlight=False, markup=False, soft_wrap=True, record=True, file=io.StringIO())
    logbook = Logbook(new_run("p1", made), None, lambda: keys.now_s)
    walk = Walk(made, Lines(console, made), keys, Speaker(), logbook, faster, False, lambda: keys.now_s)
    keys.walk = walk
    walk.go()
    return logbook.log, console.export_text()


def test_a_walk_to_the_end_has_walked_everything() -> None:
    log, _out = walked("treadmill", Pressed())
    found = happened(log)
    assert (found.state, found.backward_s, found.forward_s) == ("finished", 300, 600)
    assert found.completed_fraction == 1
    spoken = [cue.id for cue in timeline(session_of("treadmill")).cues if cue.kind == "speech"]
    assert [event.cue for event in log.events if event.kind == "cue"] == spoken


def test_a_pause_holds_the_place() -> None:
    log, out = walked("track", Pressed((100.0, "\n"), (100.0, "\n")))
    paused, resumed = (event for event in log.events if event.kind in ("paused", "resumed"))
    assert paused.position_s == resumed.position_s
    assert "Paused. Stand still. Enter goes on." in out
    assert happened(log).completed_fraction == 1


def test_going_on_with_a_belt_says_to_start_it_slowly() -> None:
    _log, out = walked("treadmill", Pressed((370.0, "\n"), (370.0, "\n")))
    assert "Stand still. Stop the belt." in out
    assert "Start the belt slowly. Then go on: Walk backward, 1.3 to 2.0 km/h." in out


def test_next_part_leaves_the_rest_of_a_block_out() -> None:
    log, _out = walked("track", Pressed((100.0, "n")))
    (skipped,) = [event for event in log.events if event.kind == "skipped"]
    assert skipped.to_s == 315
    assert happened(log).walked_s[0] < 100


def test_a_turn_on_a_belt_is_never_left_out() -> None:
    log, out = walked("treadmill", Pressed((5.0, "n"), (330.0, "n")))
    assert not [event for event in log.events if event.kind == "skipped"]
    assert out.count("This part cannot be left out") == 2


def test_a_shorter_rest_on_a_belt_still_says_how_to_set_it() -> None:
    log, out = walked("treadmill", Pressed((418.0, "n")))
    (skipped,) = [event for event in log.events if event.kind == "skipped"]
    assert skipped.to_s == 435
    assert out.count("Backward in ten seconds: start the belt slowly") == 5


def test_a_computer_that_slept_is_a_pause() -> None:
    log, _out = walked("track", Pressed((100.0, "\n"), jumps={100.0: 3600.0}))
    assert happened(log).pauses == 1
    assert happened(log).completed_fraction == 1


def test_what_cannot_be_kept_now_is_kept_with_the_next() -> None:
    class Full:
        """A disk that is full once."""

        def __init__(self) -> None:
            self.kept: list[str] = []
            self.full = True

        def add(self, log: SessionLog) -> int:
            if self.full:
                self.full = False
                raise NoRoomError("the disk is full.")
            self.kept += [event.kind for event in log.events]
            return log.events[-1].seq + 1

    disk, made = Full(), timeline(session_of("snacks"))
    logbook = Logbook(new_run("p1", made), disk, time.monotonic)
    logbook.note("started", 0.0)
    assert disk.kept == []
    assert "full" in str(logbook.problem)
    logbook.note("paused", 1.0)
    logbook.note("resumed", 1.0)
    assert disk.kept == ["started", "paused", "resumed"]
    assert "full" not in str(logbook.problem)


# What it sounds like


@pytest.fixture
def player(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only program on the path: one that plays a file, by keeping it."""
    folder = tmp_path / "bin"
    folder.mkdir()
    program = folder / "aplay"
    program.write_text(f'#!/bin/sh\n/bin/cp "$2" "{tmp_path}/heard.wav"\n', encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(folder))
    return tmp_path / "heard.wav"


def test_a_sentence_is_said_through_what_plays_sound_here(player: Path) -> None:
    if find_voice() is None:
        pytest.skip("no voice is installed")
    speaker = find_speaker()
    assert speaker is not None
    speaker.say("Walk backward, 1 minute.")
    speaker.close()
    with wave.open(str(player), "rb") as heard:
        assert heard.getnframes() / heard.getframerate() > 0.5


def test_without_a_player_and_a_talker_nothing_speaks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert find_speaker() is None


# What it looks like


@pytest.mark.parametrize(
    ("position_s", "paused", "word"),
    [
        (30, False, "▲  F O R W A R D  ▲"),
        (330, False, "■  S T O P  ■"),
        (360, False, "▼  B A C K W A R D  ▼"),
        (420, False, "■  R E S T  ■"),
        (420, True, "■  P A U S E D  ■"),
    ],
)
def test_direction_is_word_arrow_and_colour(position_s: float, paused: bool, word: str) -> None:
    console = Console(width=80, record=True, file=io.StringIO())
    console.print(panel(timeline(session_of("treadmill")), View(position_s, "A sentence.", paused, True)))
    text = console.export_text()
    assert word in text
    assert "A sentence." in text


def test_the_log_is_a_document() -> None:
    log, _out = walked("snacks", Pressed((60.0, "s"), (60.0, "\n"), (90.0, "q")))
    assert contract.read(SessionLog, contract.write(log), "the log") == log
