"""A year's person: ``python -m benchmarks.year [WEEKS]`` lives it, and looks at every page there is.

One server in a process of its own, as ``retrowalk serve`` runs it. Every page that a link leads to from Today is
asked for three times: the first answer is what somebody waits who opens that page first, the others are medians. Then
the reports, each by the whole command.

Prints JSON: milliseconds by sort of page, and seconds by report.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from html.parser import HTMLParser
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.measuring import CommandFailed, run
from benchmarks.phones import cpu_s, peak_mb
from retrowalk.store import Store
from retrowalk.store.demo import add_year

YEAR_WEEKS = 52
REPORTS = {"walker": ("pdf", "html"), "clinician": ("pdf", "html", "json")}
MOST_OF_A_SORT = 60
"""So many pages of one sort are asked for: of 450 pages of evidence, walks and sessions the rest are alike."""
_TIMES = 3
_NAMED = ("why", "measure", "tests", "enter", "start", "profile", "programmes", "static")
_RETROWALK = str(Path(sys.executable).with_name("retrowalk"))


class Links(HTMLParser):
    """Where the links of a page lead."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Notes a link."""
        to = dict(attrs).get("href") if tag == "a" else None
        if to and to.startswith("/") and not to.startswith("//"):
            self.found.append(to.split("#")[0])


def sort_of(path: str) -> str:
    """The path without what differs from one page to the next of its sort.

    Args:
        path: with its query.
    """
    parts = path.split("?")[0].split("/")
    out = []
    for before, part in zip(["", *parts], parts, strict=False):
        own = bool(re.search(r"\d", part)) or before in _NAMED
        out.append("…" if part and own else part)
    return "/".join(out) or "/"


@contextmanager
def serving(home: Path) -> Iterator[tuple[str, int]]:
    """A coach in a process of its own; its address, and the id of its process."""
    environment = {**os.environ, "RETROWALK_HOME": str(home)}
    command = [_RETROWALK, "serve", "--port", "8742"]
    with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True) as server:
        assert server.stderr is not None
        said = ""
        while not (found := re.search(r"http://127\.0\.0\.1:\d+", said)):
            said += server.stderr.readline()
        try:
            yield found[0], server.pid
        finally:
            server.terminate()


def ask(url: str) -> tuple[float, str | None]:
    """Milliseconds until all of an answer is here, and its text where it is a page."""
    before = time.perf_counter()
    with urllib.request.urlopen(url, timeout=60) as answer:
        body = answer.read()
        is_page = answer.headers.get_content_type() == "text/html"
    return 1000 * (time.perf_counter() - before), body.decode() if is_page else None


def look_around(
    address: str, pid: int, tell: Callable[[str], None], most: int = MOST_OF_A_SORT
) -> dict[str, dict[str, Any]]:
    """Every page that a link leads to, by sort; what is to be downloaded is left out.

    Args:
        address: of the coach.
        pid: of its process.
        tell: is told of what did not answer.
        most: pages of one sort.
    """
    waiting, seen = ["/"], {"/"}
    sorts: dict[str, list[tuple[float, float, float, str]]] = {}
    while waiting:
        path = waiting.pop(0)
        sort = sort_of(path)
        if len(sorts.get(sort, [])) >= most:
            continue
        try:
            first_ms, text = ask(address + path)
        except urllib.error.HTTPError as problem:
            tell(f"{path} answered {problem.code}")
            continue
        if text is None:
            continue
        cpu_before, again = cpu_s(pid), []
        again = [ask(address + path)[0] for _ in range(_TIMES - 1)]
        cpu_ms = 1000 * (cpu_s(pid) - cpu_before) / (_TIMES - 1)
        sorts.setdefault(sort, []).append((first_ms, median(again), cpu_ms, path))
        for link in Links(text).found:
            if link not in seen:
                seen.add(link)
                waiting.append(link)
    return {
        sort: {
            "pages": len(rows),
            "first_ms": max(one[0] for one in rows),
            "median_ms": median(one[1] for one in rows),
            "most_ms": max(one[1] for one in rows),
            "cpu_ms": sum(one[2] for one in rows) / len(rows),
            "dearest": max(rows, key=lambda one: one[1])[3],
        }
        for sort, rows in sorted(sorts.items())
    }


def report_seconds(home: Path, tell: Callable[[str], None]) -> dict[str, list[float]]:
    """Seconds of the whole command for each report, and the processor's."""
    os.environ["RETROWALK_HOME"] = str(home)
    out = {}
    for reader, kinds in REPORTS.items():
        for kind in kinds:
            path = home.parent / f"report-{reader}.{kind}"
            command = [_RETROWALK, "report", "--for", reader, "-o", str(path)]
            tell(f"{reader}, {kind}")
            try:
                run(command)
                done = [run(command) for _ in range(_TIMES)]
            except CommandFailed as problem:
                tell(str(problem))
                continue
            out[f"{reader}, {kind.upper()}"] = [
                median(one.wall_s for one in done),
                median(one.cpu_s for one in done),
            ]
    return out


def main(arguments: Sequence[str]) -> None:
    """Lives, looks around and prints."""
    weeks = int(arguments[0]) if arguments else YEAR_WEEKS

    def tell(what: str) -> None:
        print(what, file=sys.stderr, flush=True)

    with tempfile.TemporaryDirectory(prefix="retrowalk-year-") as folder:
        home = Path(folder) / "home"
        before = time.perf_counter()
        with Store(home) as store:
            add_year(store, date.today() - timedelta(weeks=weeks), weeks=weeks)
        lived_s = time.perf_counter() - before
        tell(f"lived in {lived_s:.0f} s")
        with serving(home) as (address, pid):
            pages = look_around(address, pid, tell)
            peak = peak_mb(pid)
        size_mb = sum(one.stat().st_size for one in home.rglob("*") if one.is_file()) / 1e6
        said = {
            "weeks": weeks,
            "lived_s": lived_s,
            "folder_mb": size_mb,
            "peak_mb": peak,
            "pages": pages,
            "reports": report_seconds(home, tell),
        }
    json.dump(said, sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1:])
