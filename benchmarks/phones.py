"""Phones that stream at once: ``python -m benchmarks.phones COUNT SECONDS`` runs a coach and talks to it as phones do.

One server in a process of its own, as ``retrowalk serve`` runs it; this process holds all the phones. Each sends 60 Hz
of six axes in blocks of half a second, at a moment of its own within that half second, over a WebSocket of its own,
and hears back what is on the disk and which way it walks. Half a minute of forward warm-up lies on the disk already,
so that each stream is anchored and judged in full from the first block on.

Prints JSON: seconds from sending a block to hearing that it is on the disk, and what the server took.
"""

from __future__ import annotations

import asyncio
import json
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np
from websockets.asyncio.client import ClientConnection, connect

from retrowalk.session import Event, Run, SessionLog, Stretch
from retrowalk.session.motion import Block, pack
from retrowalk.simulate import Segment, simulate_walk
from retrowalk.store import Store
from retrowalk.store.motion import MotionFolder, Worn

RATE_HZ, BLOCK_S, WARM_UP_S = 60, 0.5, 30.0
WORN = Worn("pocket", None, True)
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def walked(seconds: float) -> list[bytes]:
    """Blocks of a walk: half a minute forward, then backward."""
    script = [Segment("forward", WARM_UP_S), Segment("backward", seconds + 5, 0.6)]
    recording = simulate_walk(script, placement="pocket", rate_hz=RATE_HZ, seed=1).recording
    signals = {kind: [s for s in recording.signals() if s.kind == kind] for kind in recording.kinds}
    t_s = np.concatenate([s.t_s for s in signals["acceleration"]])
    felt = [np.concatenate([s.values for s in signals[kind]]) for kind in recording.kinds]
    each = round(RATE_HZ * BLOCK_S)
    out = []
    for seq in range(int((WARM_UP_S + seconds) / BLOCK_S)):
        mine = slice(seq * each, (seq + 1) * each)
        end_s = (seq + 1) * BLOCK_S
        out.append(pack(Block(seq, True, end_s, end_s, t_s[mine], felt[0][mine], felt[1][mine])))
    return out


def prepare(home: Path, count: int, blocks: list[bytes]) -> None:
    """Runs that the coach knows, each with its warm-up on the disk."""
    asked = (
        Stretch(0.0, WARM_UP_S, "block", 0, "warm_up", "forward", "Warm-up", ()),
        Stretch(WARM_UP_S, 3600.0, "block", 1, "walk", "backward", "Backward", ()),
    )
    folder = MotionFolder(home)
    with Store(home) as store:
        for k in range(count):
            run = Run(f"bench-run-{k}", "p", "s", "measured", "bench", NOON, "UTC", False, asked)
            begun = Event(f"bench-event-{k}", 0, "started", 0.0, NOON, 0.0, "bench-page")
            store.runs.add(SessionLog(run, (begun,)))
            file = folder.open(run.id, "bench-page", WORN)
            file.add(blocks[: int(WARM_UP_S / BLOCK_S)])
            file.close()


async def phone(url: str, k: int, blocks: list[bytes], begin: asyncio.Event, heard: list[float]) -> int:
    """One phone: sends each block when it is due, and notes how long until it was kept.

    Returns:
        how many of its last answers said that it walks backward.
    """
    sent: dict[int, float] = {}
    first = int(WARM_UP_S / BLOCK_S)
    async with connect(f"{url}/api/runs/bench-run-{k}/motion", compression=None, open_timeout=120) as line:
        await line.send(
            json.dumps({"page": "bench-page", "placement": "pocket", "side": None, "gyroscope": True})
        )
        assert json.loads(await line.recv())["next"] == first
        begin_soon.release()
        await begin.wait()
        listening = asyncio.create_task(listen(line, sent, heard, len(blocks)))
        start = time.perf_counter() + BLOCK_S * (k * 0.618 % 1)
        for seq in range(first, len(blocks)):
            await asyncio.sleep(max(0.0, start + (seq - first) * BLOCK_S - time.perf_counter()))
            sent[seq] = time.perf_counter()
            await line.send(blocks[seq])
        return await listening


async def listen(line: ClientConnection, sent: dict[int, float], heard: list[float], last: int) -> int:
    """Notes the answers until all is kept."""
    have, backward = min(sent, default=int(WARM_UP_S / BLOCK_S)), 0
    while have < last:
        said = json.loads(await asyncio.wait_for(line.recv(), 60))
        assert "error" not in said, said
        now = time.perf_counter()
        heard += [now - sent[seq] for seq in range(have, said["have"])]
        have = max(have, said["have"])
        backward += said["seen"]["direction"] == "backward"
    return backward


async def stream(url: str, count: int, blocks: list[bytes], pid: int) -> dict[str, Any]:
    """All phones at once."""
    begin, heard = asyncio.Event(), list[float]()
    phones = [asyncio.create_task(phone(url, k, blocks, begin, heard)) for k in range(count)]
    for _ in range(count):
        await begin_soon.acquire()
    before, started = cpu_s(pid), time.perf_counter()
    begin.set()
    backward = await asyncio.gather(*phones)
    return {
        "seconds": time.perf_counter() - started,
        "cpu_s": cpu_s(pid) - before,
        "phones_seen_backward": sum(told > 0 for told in backward),
        "delays_s": heard,
    }


begin_soon = asyncio.Semaphore(0)


def cpu_s(pid: int) -> float:
    """Processor time of a process so far, all threads."""
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def peak_mb(pid: int) -> float:
    """The most memory that a process held."""
    found = re.search(r"VmHWM:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text())
    return int(found[1]) / 1024 if found else float("nan")


def measure(count: int, seconds: float) -> dict[str, float]:
    """Runs a coach and as many phones.

    Args:
        count: phones.
        seconds: of streaming.
    """
    blocks = walked(seconds)
    files, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(most, max(files, 4096)), most))
    with tempfile.TemporaryDirectory(prefix="retrowalk-phones-") as folder:
        prepare(Path(folder), count, blocks)
        serve = [sys.executable, "-c", "from retrowalk.web import serve; serve(port=0, open_browser=False)"]
        server = subprocess.Popen(
            serve, stderr=subprocess.PIPE, text=True, env={**os.environ, "RETROWALK_HOME": folder}
        )
        try:
            assert server.stderr is not None
            url = re.search(r"http(://127\.0\.0\.1:\d+)", server.stderr.readline())
            assert url is not None
            idle = peak_mb(server.pid)
            done = asyncio.run(stream(f"ws{url[1]}", count, blocks, server.pid))
            delays = sorted(done["delays_s"])
            return {
                "phones": count,
                "seconds": done["seconds"],
                "kept": len(delays),
                "expected": count * round(seconds / BLOCK_S),
                "phones_seen_backward": done["phones_seen_backward"],
                "median_s": median(delays),
                "p95_s": delays[int(0.95 * len(delays))],
                "most_s": delays[-1],
                "late_median_s": median(done["delays_s"][-len(delays) // 4 :]),
                "cpu_ms_per_phone_s": 1000 * done["cpu_s"] / done["seconds"] / count,
                "cores": done["cpu_s"] / done["seconds"],
                "idle_mb": idle,
                "peak_mb": peak_mb(server.pid),
            }
        finally:
            server.terminate()
            server.wait(30)


if __name__ == "__main__":
    json.dump(measure(int(sys.argv[1]), float(sys.argv[2])), sys.stdout)
