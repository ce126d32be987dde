"""The walk of a session in a browser: what was asked and what a second person saw, beside what was found."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from motions import CLOCK_S, blocks_of, forward_then_backward, session_of
from retrowalk.session.clocks import ClockDifference
from retrowalk.session.motion import pack
from retrowalk.store import Store
from retrowalk.store.marks import Mark
from retrowalk.store.motion import MotionFolder, Worn
from retrowalk.store.session_walks import keep_walks
from runs import NINE, a_log, a_run

from .conftest import Server
from .looking import OpenPage, check

RUN = a_run(
    mode="measured", on_belt=False, stretches=session_of(("warm_up", "forward", 30), ("walk", "backward", 60))
)
END_S = 79.0


def kept(home: Path) -> str:
    """A walk of a session that somebody watched."""
    with Store(home, clock=lambda: NINE + timedelta(seconds=END_S + 5)) as store:
        ended = {"clock_s": CLOCK_S + END_S, "at": NINE + timedelta(seconds=END_S)}
        store.runs.add(
            a_log(("started", 0.0, {"clock_s": CLOCK_S}), ("finished", END_S, ended), run=replace(RUN))
        )
        folder, clock = MotionFolder(home), ClockDifference()
        part = folder.open(RUN.id, "page-one", Worn("pocket", "left", True))
        for block in blocks_of(forward_then_backward("pocket")):
            part.add([pack(block)])
            clock.add(NINE.timestamp() - CLOCK_S + block.clock_s + 0.04, block.clock_s)
        part.sync()
        part.close()
        folder.keep_clock(RUN.id, "page-one", clock)
        for number, (t_s, label) in enumerate(((15.5, "forward"), (45.2, "stand"), (47.6, "backward"))):
            store.marks.add(Mark(f"mark-{number:04d}", RUN.id, label, NINE + timedelta(seconds=t_s), 0.02))  # type: ignore[arg-type]
        (walk_id,) = keep_walks(store)
        store.analyse(walk_id)
        return walk_id


@pytest.mark.parametrize(("scheme", "with_axe"), [("light", True), ("dark", False)])
def test_asked_seen_and_found_stand_beside_each_other(
    server: Server, open_page: OpenPage, screenshots: Path, scheme: str, with_axe: bool
) -> None:
    page = open_page(f"/walks/{kept(server.home)}", size="phone", color_scheme=scheme)
    page.get_by_role("heading", name="What a second person saw").wait_for()
    page.locator("#chart svg").wait_for()
    words = page.locator("#chart svg text").all_text_contents()
    assert "asked" in words and "seen by a second person" in words
    check(page, screenshots / f"session-walk-phone-{scheme}.png", with_axe)
