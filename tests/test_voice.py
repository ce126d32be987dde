"""The voice: found where there is one, and clear where there is none."""

from __future__ import annotations

import sys
import threading
from pathlib import Path

import numpy as np
import pytest

from retrowalk import voice
from retrowalk.errors import VoiceError
from sounding import a_voice

SENTENCE = "This part is backward, when you are ready."


def test_a_sentence_takes_as_long_as_a_person_would(capsys: pytest.CaptureFixture[str]) -> None:
    found = a_voice()
    said = found.say(SENTENCE)
    assert said.dtype == np.float32
    assert 0.05 < np.abs(said).max() <= 1
    assert 1.5 < said.size / found.rate_hz < 4.5
    assert capsys.readouterr() == ("", "")


def test_faster_is_shorter() -> None:
    found = a_voice()
    assert found.say(SENTENCE, 1.4).size < 0.85 * found.say(SENTENCE).size


def test_a_sentence_takes_the_same_time_whatever_was_said_before() -> None:
    """To the millisecond it does not: eSpeak lets its pitch waver."""
    found = a_voice()
    before = found.say(SENTENCE).size
    found.say("Something else.", 1.5)
    assert found.say(SENTENCE).size == pytest.approx(before, rel=0.02)


def test_several_may_speak_at_once() -> None:
    found = a_voice()
    wanted = {text: found.say(text).size for text in ("Halfway.", "Stand still, please.", SENTENCE)}
    heard: list[tuple[int, int]] = []

    def speak(text: str) -> None:
        heard.extend((found.say(text).size, wanted[text]) for _again in range(10))

    speakers = [threading.Thread(target=speak, args=(text,)) for text in wanted]
    for one in speakers:
        one.start()
    for one in speakers:
        one.join()
    assert len(heard) == 30
    for size, alone in heard:
        assert size == pytest.approx(alone, rel=0.05)


@pytest.mark.parametrize(
    "text", ["Walk “as if” on a line: 1.5 km/h!", "Zurück – schön langsam.", "[[x]] <b>&"]
)
def test_no_text_is_an_order(text: str) -> None:
    assert a_voice().say(text).size > 0


def test_the_voice_says_what_it_is_and_under_which_licence() -> None:
    found = a_voice()
    assert "eSpeak" in found.name
    assert "GPL" in found.licence


def test_without_the_extra_and_without_the_program_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "espeakng_loader", None)
    monkeypatch.setenv("PATH", "")
    voice._library.cache_clear()
    voice._find.cache_clear()
    try:
        assert voice.find_voice() is None
    finally:
        monkeypatch.undo()
        voice._library.cache_clear()
        voice._find.cache_clear()
    assert 'pip install "retrowalk[voice]"' in voice.how_to_get_one()


def test_a_language_nobody_speaks_has_no_voice() -> None:
    assert voice.find_voice("xx-nowhere") is None


STAND_IN = """#!{python}
import struct, sys
if "--version" in sys.argv:
    print("eSpeak NG text-to-speech: 1.51  Data at: /nowhere")
    sys.exit()
if "nobody" in sys.argv:
    sys.exit("Error: The specified espeak-ng voice does not exist.")
known = {{"-v", "-s", "-p", "-b", "--stdin", "--stdout"}}  # of 1.51, as Debian 12 has it
if {{one for one in sys.argv if one.startswith("-")}} - known:
    sys.exit()  # it says what it does not know, and ends as if all were well
text = sys.stdin.read()
faster = int(sys.argv[sys.argv.index("-s") + 1]) / 150
n = int(len(text) * 1000 / faster)
# As espeak-ng writes to a pipe: the sizes in the header are not those of what follows.
header = struct.pack("<4sI4s4sIHHIIHH", b"RIFF", 0x7FFFF024, b"WAVE", b"fmt ", 16, 1, 1, 22050, 44100, 2, 16)
header += struct.pack("<4sI", b"data", 0x7FFFF000)
sys.stdout.buffer.write(header + struct.pack("<h", 8192) * n)
"""


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A stand-in for the program, which few machines have: it answers in the same form."""
    if sys.platform == "win32":
        pytest.skip("the stand-in is a script with a first line, which Windows does not run")
    path = tmp_path / "espeak-ng"
    path.write_text(STAND_IN.format(python=sys.executable), encoding="utf-8")
    path.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))


@pytest.mark.usefixtures("program")
def test_the_program_of_the_system_speaks_too() -> None:
    found = voice.ProgramVoice("en-us")
    assert (found.name.split()[:2], found.rate_hz) == (["eSpeak", "NG"], 22_050)
    said = found.say("Halfway.")
    assert said == pytest.approx(np.full(8000, 0.25))
    assert found.say("Halfway.", 2.0).size == 4000


@pytest.mark.usefixtures("program")
def test_a_program_that_refuses_is_no_voice() -> None:
    with pytest.raises(VoiceError, match="espeak-ng failed"):
        voice.ProgramVoice("nobody")
