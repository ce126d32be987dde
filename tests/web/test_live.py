"""The line on which motion comes in: kept before it is answered, in order, and judged as the finished part would be."""

from __future__ import annotations

import json
import signal
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from starlette.testclient import WebSocketTestSession
from starlette.websockets import WebSocketDisconnect
from websockets.sync.client import connect

from motions import blocks_of, feeding, forward_then_backward, heel_forward_backward_forward, session_of
from retrowalk.gait import Walk, analyze
from retrowalk.recordings import Placement, Recording
from retrowalk.session import Run
from retrowalk.session.asked import Asked
from retrowalk.session.motion import Block, pack
from retrowalk.simulate import Segment, simulate_walk
from retrowalk.store import Store
from retrowalk.store.motion import MotionFolder, Worn
from retrowalk.web import create_app
from runs import a_log, a_run, stretches

from .conftest import ADDRESS, Server

HELLO = {"page": "page-one", "placement": "ankle", "side": None, "gyroscope": True}
RUN = a_run(on_belt=False, stretches=session_of(("warm_up", "forward", 30), ("walk", "backward", 60)))


@pytest.fixture(autouse=True)
def quick_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """The disk is asked for each block, so that no test waits for its turn."""
    monkeypatch.setattr("retrowalk.web.coach.live_part.SYNC_S", 0.0)


@pytest.fixture
def kept_run(home: Path) -> Run:
    """A run that the coach knows."""
    with Store(home) as store:
        store.runs.add(a_log(("started", 0), run=RUN))
    return RUN


@pytest.fixture
def coach(home: Path, kept_run: Run) -> Iterator[TestClient]:
    with TestClient(create_app(home), base_url=ADDRESS) as opened:
        yield opened


def line_of(coach: TestClient, run: str = RUN.id, **headers: str) -> WebSocketTestSession:
    return coach.websocket_connect(f"{ADDRESS.replace('http', 'ws')}/api/runs/{run}/motion", headers=headers)


def hello(line: WebSocketTestSession, **changed: Any) -> int:
    line.send_json({**HELLO, **changed})
    return int(line.receive_json()["next"])


def until_kept(line: WebSocketTestSession, number: int) -> list[dict[str, Any]]:
    """All answers up to the one that says that so many blocks are on the disk."""
    said = [line.receive_json()]
    while said[-1]["have"] < number:
        said.append(line.receive_json())
    return said


def closed_with(line: WebSocketTestSession) -> int:
    with pytest.raises(WebSocketDisconnect) as closed:
        line.receive_json()
    return closed.value.code


def still(count: int, first: int = 0) -> list[bytes]:
    """Blocks of a phone that lies on a table."""
    return [pack(block) for block in blocks_of(lying(count * 0.5 + 0.1))][first:count]


def lying(seconds: float) -> Recording:
    return simulate_walk([Segment("stand", max(seconds, 1.0))], placement="ankle", seed=1).recording


# -- kept ------------------------------------------------------------------------------------------------


def test_what_is_answered_is_on_the_disk(coach: TestClient, home: Path) -> None:
    sent = still(4)
    with line_of(coach) as line:
        assert hello(line) == 0
        for block in sent:
            line.send_bytes(block)
        until_kept(line, 4)
        assert (home / "motion" / RUN.id / "page-one.blocks").read_bytes() == b"".join(sent)


def test_the_disk_is_asked_once_a_second_at_most(coach: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("retrowalk.web.coach.live_part.SYNC_S", 0.5)
    with line_of(coach) as line:
        hello(line)
        haves = []
        for block in still(8):
            line.send_bytes(block)
        haves = [one["have"] for one in until_kept(line, 8)]
    assert len([have for have in dict.fromkeys(haves) if have]) <= 3


def test_a_phone_that_comes_back_is_told_where_to_go_on(coach: TestClient) -> None:
    with line_of(coach) as line:
        hello(line)
        line.send_bytes(still(1)[0])
        until_kept(line, 1)
    with line_of(coach) as line:
        assert hello(line) == 1
        for block in still(3):
            line.send_bytes(block)
        until_kept(line, 3)
    assert len(MotionFolder(Path(coach.app.state.desk.store.home)).blocks(RUN.id, "page-one")) == 3  # type: ignore[attr-defined]


def test_a_coach_that_was_killed_goes_on_from_its_disk(home: Path, kept_run: Run) -> None:
    folder, sent = MotionFolder(home), still(5)
    file = folder.open(RUN.id, "page-one", Worn("ankle", None, True))
    file.add(sent[:3])
    file.close()
    path = home / "motion" / RUN.id / "page-one.blocks"
    path.write_bytes(path.read_bytes() + sent[3][:100])
    with TestClient(create_app(home), base_url=ADDRESS) as coach, line_of(coach) as line:
        assert hello(line) == 3
        for block in sent[3:]:
            line.send_bytes(block)
        until_kept(line, 5)
    assert path.read_bytes() == b"".join(sent)


def test_a_coach_killed_in_the_middle_has_all_that_it_said_it_had(
    start_server: Callable[..., Server], home: Path, kept_run: Run
) -> None:
    """SIGKILL while blocks come in: the next coach begins where the answers ended, or later, and goes on."""
    sent = still(40)
    have = 0
    for kill_after in (1, 9, 17):
        server = start_server()
        address = f"ws://127.0.0.1:{server.port}/api/runs/{RUN.id}/motion"
        with connect(address) as line:
            line.send(json.dumps(HELLO))
            first = json.loads(line.recv())["next"]
            assert first >= have
            for block in sent[first:]:
                line.send(block)
            while have <= kill_after:
                have = max(have, json.loads(line.recv())["have"])
            server.stop(signal.SIGKILL)
    path = home / "motion" / RUN.id / "page-one.blocks"
    assert b"".join(sent).startswith(path.read_bytes())
    assert len(MotionFolder(home).blocks(RUN.id, "page-one")) >= have


def test_each_load_of_the_page_is_a_part_of_its_own(coach: TestClient) -> None:
    for page in ("page-one", "page-two"):
        with line_of(coach) as line:
            assert hello(line, page=page) == 0
            line.send_bytes(still(1)[0])
            until_kept(line, 1)
    home = Path(coach.app.state.desk.store.home)  # type: ignore[attr-defined]
    assert MotionFolder(home).pages(RUN.id) == ["page-one", "page-two"]


def test_the_newest_line_to_a_part_wins(coach: TestClient) -> None:
    with line_of(coach) as old, line_of(coach) as new:
        hello(old)
        hello(new)
        old.send_bytes(still(1)[0])
        assert "Another window" in old.receive_json()["error"]
        assert closed_with(old) == 1008
        new.send_bytes(still(1)[0])
        until_kept(new, 1)


def test_a_full_disk_is_said_and_nothing_of_the_block_stays(
    coach: TestClient, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import errno

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with line_of(coach) as line:
        hello(line)
        monkeypatch.setattr("retrowalk.store.motion.os.fsync", full)
        line.send_bytes(still(1)[0])
        assert "no room left" in line.receive_json()["error"]
        assert closed_with(line) == 1013
        monkeypatch.undo()


# -- refused ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sent", "sentence", "code"),
    [
        (b"RWM1" + b"\0" * 30, "not exactly one", 1008),
        (b"x" * 100, "not exactly one", 1008),
        (still(2)[1], "expected block 0", 1008),
        (b"x" * 200_000, "at most", 1009),
        (still(1)[0] + b"x", "not exactly one", 1008),
    ],
    ids=["half", "noise", "too early", "too large", "more than one"],
)
def test_what_is_no_next_block_closes_the_line(
    coach: TestClient, sent: bytes, sentence: str, code: int
) -> None:
    with line_of(coach) as line:
        hello(line)
        line.send_bytes(sent)
        said = line.receive_json()
        while "error" not in said:
            said = line.receive_json()
        assert sentence in said["error"]
        assert closed_with(line) == code


def test_time_that_runs_backward_is_refused(coach: TestClient) -> None:
    first, second = blocks_of(lying(1.2))[:2]
    with line_of(coach) as line:
        hello(line)
        line.send_bytes(pack(first))
        line.send_bytes(pack(replace(second, t_s=first.t_s[: second.t_s.size])))
        said = line.receive_json()
        while "error" not in said:
            said = line.receive_json()
        assert "do not go on" in said["error"]


@pytest.mark.parametrize(
    "first",
    [
        "x",
        "[]",
        "{}",
        json.dumps({**HELLO, "placement": "head"}),
        json.dumps({**HELLO, "side": "up"}),
        json.dumps({**HELLO, "gyroscope": 1}),
        json.dumps({**HELLO, "page": "../../../etc/passwd"}),
        json.dumps({**HELLO, "page": 7}),
        json.dumps({**HELLO, "more": 1}),
        " " * 5000,
    ],
)
def test_a_first_message_that_says_nothing_is_refused(coach: TestClient, first: str) -> None:
    with line_of(coach) as line:
        line.send_text(first)
        assert line.receive_json()["error"]
        assert closed_with(line) == 1008


def test_a_run_that_is_not_here_is_said_to_try_later(coach: TestClient) -> None:
    with line_of(coach, "run-that-is-not-here") as line:
        line.send_json(HELLO)
        assert "not here" in line.receive_json()["error"]
        assert closed_with(line) == 1013


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://127.0.0.1:9999"])
def test_other_pages_get_no_line(coach: TestClient, origin: str) -> None:
    with pytest.raises(WebSocketDisconnect), line_of(coach, origin=origin):
        pass


# -- judged ----------------------------------------------------------------------------------------------


def finished(run: Run, worn: Worn, blocks: list[Block], home: Path) -> Walk:
    """What analysing the kept part gives, with the warm-up that its blocks tell."""
    folder = MotionFolder(home)
    file = folder.open(run.id, "page-one", worn)
    file.add([pack(block) for block in blocks])
    file.close()
    asked = Asked(run.stretches)
    spans = [span for block in folder.blocks(run.id, "page-one") for span in asked.take(block)]
    return analyze(folder.recording(run.id, "page-one"), warm_up=asked.warm_up_of(spans))


@pytest.mark.parametrize("together", [1, 7, 1000])
@pytest.mark.parametrize("placement", ["ankle", "pocket", "waist"])
def test_the_line_gives_the_verdicts_of_the_finished_part(
    tmp_path: Path, together: int, placement: Placement
) -> None:
    """The stream that the line feeds settles, to the bit, what analysing the kept part gives."""
    worn, blocks = Worn(placement, None, True), blocks_of(forward_then_backward(placement))
    walk = finished(RUN, worn, blocks, tmp_path)
    assert walk.basis == "calibration"
    assert {s.direction for s in walk.strides} >= {"forward", "backward"}
    assert feeding(RUN, worn, blocks, together) == list(walk.strides)


HEEL = a_run(
    on_belt=False, stretches=stretches(("warm_up", "forward", 20), ("walk", "backward", 60), lead_s=0.5)
)


def test_a_real_persons_heel_is_judged_on_the_line_as_in_the_file(shared_data: Path, tmp_path: Path) -> None:
    """Twenty seconds forward, ten backward and ten forward while backward is asked for."""
    worn = Worn("foot", "right", True)
    recording = heel_forward_backward_forward(shared_data, 20.5, 10)
    blocks = blocks_of(recording)
    walk = finished(HEEL, worn, blocks, tmp_path)
    assert feeding(HEEL, worn, blocks) == list(walk.strides)
    # One anchor, and the samples of the file as they are: what float32 cannot hold turns no stride.
    in_file = analyze(recording, warm_up=[(0.5, 20.5)])
    assert [s.direction for s in walk.strides] == [s.direction for s in in_file.strides]
    assert sum(s.direction == "backward" for s in walk.strides if 21 < s.end_s < 30) >= 7


def spoken(coach: TestClient, run: Run, recording: Recording, **worn: Any) -> list[dict[str, Any]]:
    """All prompts while a recording comes in, block after block."""
    prompts = []
    with line_of(coach, run.id) as line:
        hello(line, **worn)
        for block in blocks_of(recording):
            line.send_bytes(pack(block))
            while True:
                said = line.receive_json()
                if said["prompt"] is not None:
                    prompts.append(said["prompt"])
                if said["have"] > block.seq:
                    break
    return prompts


def known(coach: TestClient, run: Run) -> Run:
    """The same run under an id of its own, known to the coach."""
    coach.app.state.desk.store.runs.add(a_log(("started", 0, {"id": f"event-of-{run.id}"}), run=run))  # type: ignore[attr-defined]
    return run


FORWARD_ALL_ALONG = [Segment("stand", 15), Segment("forward", 60)]


def test_walking_on_forward_is_answered_kindly_and_in_time(coach: TestClient) -> None:
    """Forward through the warm-up, and on into the backward block: the words come between 5 and 8 s into it."""
    walk = simulate_walk(FORWARD_ALL_ALONG, placement="ankle", seed=2).recording
    prompts = spoken(coach, RUN, walk)
    assert prompts[0]["clip"] == "backward"
    assert prompts[0]["text"] == "This part is backward, when you are ready."
    assert 45 + 5 <= prompts[0]["position_s"] <= 45 + 8
    assert all(b["clock_s"] - a["clock_s"] >= 20 for a, b in pairwise(prompts))


def test_walking_as_asked_is_not_remarked_on(coach: TestClient) -> None:
    assert spoken(coach, RUN, forward_then_backward("ankle")) == []


def test_on_a_belt_nobody_is_told_to_turn(coach: TestClient) -> None:
    run = known(coach, replace(RUN, id="run-on-a-belt", on_belt=True))
    walk = simulate_walk(FORWARD_ALL_ALONG, placement="ankle", seed=2).recording
    assert [one["text"] for one in spoken(coach, run, walk)] == ["When ready, stop the belt first."]


def test_a_real_person_who_turns_round_is_answered_in_time(coach: TestClient, shared_data: Path) -> None:
    """Backward is asked for and walked for ten seconds, then forward is walked: words within 4 s of it."""
    run = known(coach, replace(HEEL, id="run-of-a-heel"))
    prompts = spoken(coach, run, heel_forward_backward_forward(shared_data, 20.5, 10), placement="foot")
    assert [one["clip"] for one in prompts] == ["backward"]
    assert 30.5 < prompts[0]["position_s"] <= 34.5
