"""The sound of a session over HTTP: whole, in ranges, only when it changed, and made once."""

from __future__ import annotations

import io
import os
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from fastapi.testclient import TestClient

from plans import a_block, a_programme, a_session
from retrowalk import contract
from retrowalk.errors import StoreError
from retrowalk.prescription import Week
from retrowalk.session import Preferences, Timeline, timeline
from retrowalk.session.clips import clips, sound_of
from retrowalk.session.sound import earcon
from retrowalk.voice import find_voice
from retrowalk.web.coach.rendering import KEPT, Tracks
from sounding import best_match_s

Open = Callable[..., TestClient]
TRACK = "/session/w1s1/track.mp3"


@pytest.fixture
def client(open_on: Open) -> TestClient:
    """The coach on a day with a session of half a minute, so that its track is there at once."""
    short = a_session(blocks=(a_block(duration_s=20), a_block("cool_down", "forward", 10)))
    return open_on(replace(a_programme(), weeks=(Week(1, (), (), (short,)),)))


def kept(home: Path, folder: str = "tracks") -> list[Path]:
    return sorted((home / "cache" / folder).glob("*"))


def heard(answer: Any) -> Any:
    """What a player makes of an answer."""
    import soundfile  # type: ignore[import-untyped]

    return soundfile.read(io.BytesIO(answer.content), dtype="float32")


def test_the_track_is_that_of_the_timeline(client: TestClient) -> None:
    asked = contract.read(Timeline, client.get("/session/w1s1/timeline.json").content, "the timeline")
    answer = client.get(TRACK)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "audio/mpeg")
    samples, rate_hz = heard(answer)
    assert samples.size / rate_hz == pytest.approx(asked.duration_s, abs=0.1)
    begins = next(one for one in asked.cues if one.sound == "backward")
    assert best_match_s(samples, earcon("backward", rate_hz), begins.at_s, 1) == pytest.approx(
        begins.at_s, abs=0.05
    )


def test_it_says_whether_somebody_speaks_in_it(client: TestClient) -> None:
    assert client.get(TRACK).headers["x-retrowalk-voice"] == ("no" if find_voice() is None else "yes")


def test_whoever_has_it_need_not_fetch_it_again(client: TestClient) -> None:
    tag = client.get(TRACK).headers["etag"]
    again = client.get(TRACK, headers={"if-none-match": f'"other", W/{tag}'})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    assert client.get(TRACK, headers={"if-none-match": '"other"'}).status_code == 200


def test_a_part_of_it_can_be_asked_for(client: TestClient) -> None:
    whole = client.get(TRACK).content
    part = client.get(TRACK, headers={"range": "bytes=100-299"})
    assert (part.status_code, part.content) == (206, whole[100:300])
    assert part.headers["content-range"] == f"bytes 100-299/{len(whole)}"
    assert client.get(TRACK, headers={"range": f"bytes={len(whole)}-"}).status_code == 416


def test_other_preferences_are_another_track(client: TestClient) -> None:
    before = client.get(TRACK).headers["etag"]
    client.post("/session/preferences", json=contract.write(Preferences(style="calm")))
    assert client.get(TRACK).headers["etag"] != before


def test_it_is_made_once_however_many_ask(client: TestClient, home: Path) -> None:
    answers: list[Any] = []
    asking = [threading.Thread(target=lambda: answers.append(client.get(TRACK).content)) for _ in range(5)]
    for one in asking:
        one.start()
    for one in asking:
        one.join()
    assert len(kept(home)) == 1
    assert len(set(answers)) == 1  # a second making would differ: the voice wavers


def test_opening_today_begins_to_make_it(client: TestClient, home: Path) -> None:
    client.get("/", headers={"accept": "text/html"})
    give_up = time.monotonic() + 30
    while not any(not one.name.startswith(".") for one in kept(home)):
        assert time.monotonic() < give_up
        time.sleep(0.05)
    client.get(TRACK)
    assert len(kept(home)) == 1


def test_only_the_last_ones_used_are_kept(client: TestClient, home: Path) -> None:
    folder = home / "cache" / "tracks"
    folder.mkdir(parents=True)
    for number in range(KEPT + 5):
        (folder / f"{number:032}.mp3").write_bytes(b"old")
        os.utime(folder / f"{number:032}.mp3", (1000 + number, 1000 + number))
    (folder / ".half.mp3").write_bytes(b"left by a power cut")
    os.utime(folder / ".half.mp3", (1000, 1000))
    client.get(TRACK)
    names = [one.name for one in kept(home)]
    assert len(names) == KEPT
    assert f"{KEPT + 4:032}.mp3" in names
    assert f"{0:032}.mp3" not in names
    assert ".half.mp3" not in names


def test_closing_the_coach_leaves_nothing_half(home: Path) -> None:
    tracks = Tracks(home)
    coming = tracks.track(timeline(a_session(backward=30)))
    tracks.stop()
    assert coming.done()
    assert [one for one in kept(home) if one.name.startswith(".")] == []
    with pytest.raises(StoreError, match="being closed"):
        tracks.track(timeline(a_session(backward=29))).result()


@pytest.mark.parametrize("name", sorted(clips()))
def test_every_clip_is_short_and_begins_at_once(client: TestClient, name: str) -> None:
    answer = client.get(f"/session/clips/{name}.mp3")
    assert answer.headers["content-type"] == "audio/mpeg"
    samples, rate_hz = heard(answer)
    assert 0.5 < samples.size / rate_hz < 5
    assert np.flatnonzero(np.abs(samples) > 0.02)[0] / rate_hz < 0.1


def test_without_a_voice_a_clip_is_a_sound() -> None:
    for clip in clips().values():
        assert np.abs(sound_of(clip, None)).max() > 0.1


def test_no_clip_asks_anybody_to_turn() -> None:
    assert not any("turn" in clip.text.lower() for clip in clips().values())


def test_an_unknown_clip_or_session_is_one_sentence(client: TestClient) -> None:
    for path, said in (
        ("/session/clips/hurry.mp3", "no such clip"),
        ("/session/w9s9/track.mp3", "not in your"),
    ):
        answer = client.get(path)
        assert answer.status_code == 404
        assert said in answer.json()["error"]


def test_a_folder_that_cannot_be_written_is_one_sentence(client: TestClient, home: Path) -> None:
    (home / "cache").mkdir(parents=True, exist_ok=True)
    (home / "cache" / "tracks").write_text("a file where the folder should be")
    answer = client.get(TRACK)
    assert answer.status_code == 409
    assert "Could not write the sound of your session" in answer.json()["error"]
