"""A server that says where it is, ends cleanly, and goes on where a killed one stopped."""

from __future__ import annotations

import signal
import socket
import time
from collections.abc import Callable
from pathlib import Path

import httpx2
import pytest

from retrowalk.recordings import write_parquet
from retrowalk.simulate import Segment, simulate_walk
from retrowalk.web.serving import ServeError, listening, url_of

from .conftest import Server


def test_a_taken_port_leads_to_the_next_free_one() -> None:
    with listening("127.0.0.1", 0) as first:
        port = first.getsockname()[1]
        with listening("127.0.0.1", port) as second:
            assert port < second.getsockname()[1] < port + 50


def test_addresses_are_written_as_browsers_read_them() -> None:
    with listening("127.0.0.1", 0) as here:
        assert url_of(here) == f"http://127.0.0.1:{here.getsockname()[1]}"


def test_an_address_of_another_computer_is_said_so() -> None:
    with pytest.raises(ServeError, match="no-such-host"), listening("no-such-host.invalid", 8642):
        pass


def test_it_answers_and_ends_cleanly(server: Server) -> None:
    assert httpx2.get(f"{server.url}/walks").status_code == 200
    said = server.stop(signal.SIGINT)
    assert server.process.returncode == 0
    assert said.strip() == "Retrowalk has stopped."
    assert not list((server.home / "incoming").glob("*"))
    with pytest.raises(OSError):
        socket.create_connection(("127.0.0.1", server.port), timeout=1)


def test_a_killed_analysis_is_taken_up_again(start_server: Callable[..., Server], tmp_path: Path) -> None:
    path = tmp_path / "long.parquet"
    script = [Segment("forward", 200), Segment("backward", 100)]
    write_parquet(simulate_walk(script, placement="ankle", seed=1, gyroscope=True).recording, path)
    first = start_server()
    answer = httpx2.post(f"{first.url}/api/walks", files={"file": path.read_bytes()}, timeout=30)
    walk_id = answer.json()["walks"][0]["id"]
    first.stop(signal.SIGKILL)
    second = start_server()
    give_up = time.monotonic() + 60
    while (state := httpx2.get(f"{second.url}/api/walks").json()["walks"][0])["state"] == "waiting":
        assert time.monotonic() < give_up
        time.sleep(0.1)
    assert (state["id"], state["state"]) == (walk_id, "ready")


def test_stopping_in_the_middle_of_an_analysis_does_not_wait_for_its_end(
    start_server: Callable[..., Server], tmp_path: Path
) -> None:
    path = tmp_path / "long.parquet"
    write_parquet(simulate_walk([Segment("forward", 400)], placement="ankle", seed=1).recording, path)
    server = start_server()
    httpx2.post(f"{server.url}/api/walks", files={"file": path.read_bytes()}, timeout=30)
    before = time.monotonic()
    server.stop(signal.SIGINT)
    assert time.monotonic() - before < 10
    assert server.process.returncode == 0


def test_stopping_it_during_an_upload_is_said_and_leaves_nothing(server: Server) -> None:
    head = (
        f"POST /api/walks HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\nContent-Length: 9000000\r\n"
        "Content-Type: multipart/form-data; boundary=x\r\n\r\n"
        '--x\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\n'
    )
    with socket.create_connection(("127.0.0.1", server.port), timeout=30) as line:
        line.sendall(head.encode() + b"1,2,3,4\n" * 1000)
        time.sleep(0.3)
        said = server.stop(signal.SIGTERM)
        answer = line.recv(65536).decode()
    assert "The coach was stopped before the upload was through." in answer
    assert "Traceback" not in said
    assert not list((server.home / "incoming").glob("*/*"))
