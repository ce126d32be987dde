"""Files on their way in over the network."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx2
import pytest
from fastapi.testclient import TestClient

from retrowalk.web import uploads

from .conftest import Server


def left_behind(home: Path) -> list[Path]:
    return [
        path
        for folder in ("walks", "incoming")
        for path in (home / folder).rglob("*")
        if path.is_file() and path.name != "lock"
    ]


def wait_for(true: Callable[[], bool], what: str) -> None:
    give_up = time.monotonic() + 10
    while not true():
        assert time.monotonic() < give_up, what
        time.sleep(0.02)


def test_a_line_cut_in_the_middle_leaves_nothing(server: Server) -> None:
    with socket.create_connection(("127.0.0.1", server.port)) as line:
        line.sendall(
            b"POST /api/walks HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 10000000\r\n"
            b"Content-Type: multipart/form-data; boundary=x\r\n\r\n--x\r\n"
            b'Content-Disposition: form-data; name="file"; filename="walk.csv"\r\n\r\nt,ax,ay,az\n'
            + b"0.01,0,0,9.81\n"
            * 200_000
        )
        wait_for(lambda: bool(left_behind(server.home)), "the upload should be arriving")
    wait_for(lambda: not left_behind(server.home), "what was cut off should be gone")
    assert httpx2.get(f"{server.url}/api/walks").json() == {"walks": []}


def test_a_form_that_ends_early_leaves_nothing(client: TestClient, home: Path) -> None:
    answer = client.post(
        "/api/walks",
        content=b'--x\r\nContent-Disposition: form-data; name="file"; filename="walk.csv"\r\n\r\nt,ax,ay,az\n0,0,0,9',
        headers={"content-type": "multipart/form-data; boundary=x"},
    )
    assert answer.status_code == 400 and "cut off" in answer.json()["error"]
    assert left_behind(home) == []


@pytest.mark.parametrize(
    "kind",
    [
        "text/plain",
        "multipart/form-data",
        "multipart/form-data; boundary=x",
        f"multipart/form-data; boundary={'x' * 300}",
        "",
    ],
)
def test_what_is_no_form_is_said_so(client: TestClient, kind: str) -> None:
    answer = client.post("/api/walks", content=b"nonsense", headers={"content-type": kind})
    assert 400 <= answer.status_code < 500 and list(answer.json()) == ["error"]


def test_a_form_without_a_file_is_said_so(client: TestClient) -> None:
    answer = client.post("/api/walks", files={"file": ("", b"")}, data={"placement": "ankle"})
    assert answer.status_code == 422 and "No file was chosen" in answer.json()["error"]


def test_a_placement_that_is_none_is_said_so_and_keeps_nothing(
    client: TestClient, home: Path, table: Callable[..., bytes]
) -> None:
    answer = client.post("/api/walks", files={"file": ("walk.csv", table())}, data={"placement": "hat"})
    assert answer.status_code == 409 and "“hat”" in answer.json()["error"]
    assert left_behind(home) == []


def test_more_than_the_limit_is_refused_before_it_is_sent(
    server: Server,
) -> None:
    with socket.create_connection(("127.0.0.1", server.port)) as line:
        line.sendall(
            b"POST /api/walks HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 99999999999999\r\n"
            b"Connection: close\r\n"
            b"Content-Type: multipart/form-data; boundary=x\r\n\r\n"
        )
        line.settimeout(10)
        answer = b"".join(iter(lambda: line.recv(10_000), b""))
    assert b"413" in answer.split(b"\r\n")[0] and b"larger than" in answer


def test_too_many_files_at_once_are_refused(
    client: TestClient, home: Path, monkeypatch: pytest.MonkeyPatch, table: Callable[..., bytes]
) -> None:
    monkeypatch.setattr(uploads, "MOST_FILES", 2)
    answer = client.post("/api/walks", files=[("file", (f"{i}.csv", table(i))) for i in range(3)])
    assert answer.status_code == 422 and "At most 2" in answer.json()["error"]
    assert left_behind(home) == []


def test_a_name_cannot_lead_out_of_the_folder(
    client: TestClient, home: Path, table: Callable[..., bytes]
) -> None:
    answer = client.post("/api/walks", files={"file": ("../../../evil.csv", table())})
    assert answer.json()["walks"][0]["file"] == "evil.csv"
    assert {path.name for path in left_behind(home)} == {"evil.csv", "recording-0.parquet"}


def test_two_uploads_of_one_file_at_once_are_one_walk(server: Server, table: Callable[..., bytes]) -> None:
    content = table(rows=20_000)

    def send(number: int) -> httpx2.Response:
        return httpx2.post(f"{server.url}/api/walks", files={"file": (f"{number}.csv", content)}, timeout=30)

    with ThreadPoolExecutor(3) as pool:
        answers = list(pool.map(send, range(3)))
    assert len({answer.json()["walks"][0]["id"] for answer in answers}) == 1
    assert sorted(answer.status_code for answer in answers) == [200, 200, 201]
    assert len(httpx2.get(f"{server.url}/api/walks").json()["walks"]) == 1


def test_memory_does_not_grow_with_the_upload(server: Server) -> None:
    status = Path(f"/proc/{server.process.pid}/status")
    if not status.exists():
        pytest.skip("no /proc here to read the memory of a process from")

    def peak_mb() -> int:
        return int(status.read_text().split("VmHWM:")[1].split()[0]) // 1024

    def body() -> Iterator[bytes]:
        yield b'--x\r\nContent-Disposition: form-data; name="file"; filename="zeros.csv"\r\n\r\n'
        for _ in range(300):
            yield bytes(1024 * 1024)
        yield b"\r\n--x--\r\n"

    httpx2.get(f"{server.url}/walks")
    before = peak_mb()
    answer = httpx2.post(
        f"{server.url}/api/walks",
        content=body(),
        headers={"content-type": "multipart/form-data; boundary=x"},
        timeout=60,
    )
    assert answer.status_code == 422, answer.text
    assert peak_mb() - before < 150, "300 MB passed through"
    assert left_behind(server.home) == []
