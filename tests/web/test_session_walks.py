"""A session's motion becomes a walk by itself, and is shown with the session."""

from __future__ import annotations

import json
import time
from datetime import timedelta
from pathlib import Path

from fastapi.testclient import TestClient

from motions import CLOCK_S, blocks_of, forward_then_backward, session_of
from plans import a_programme
from retrowalk.session.motion import pack
from retrowalk.store import Store
from retrowalk.web import create_app
from runs import NINE, a_log, a_run, sent

from .conftest import ADDRESS, until_ready

RUN = a_run(
    mode="measured", on_belt=False, stretches=session_of(("warm_up", "forward", 30), ("walk", "backward", 60))
)
END_S = 79.0


def test_from_the_phones_blocks_to_the_sessions_page(home: Path) -> None:
    programme = a_programme()
    with Store(home) as store:
        store.plans.adopt(programme.profile, programme)
    log = a_log(
        ("started", 0.0, {"clock_s": CLOCK_S}),
        ("finished", END_S, {"clock_s": CLOCK_S + END_S, "at": NINE + timedelta(seconds=END_S)}),
        run=RUN,
    )
    blocks = [pack(block) for block in blocks_of(forward_then_backward("pocket"))]
    hello = {"page": "page-one", "placement": "pocket", "side": "left", "gyroscope": True}
    address = f"{ADDRESS.replace('http', 'ws')}/api/runs/{RUN.id}/motion"
    clock = lambda: NINE + timedelta(seconds=END_S + 5)  # noqa: E731
    with TestClient(create_app(home, clock=clock), base_url=ADDRESS) as coach:
        coach.post(f"/api/runs/{RUN.id}/events", json=sent(log, 0, 1))
        with coach.websocket_connect(address) as line:
            line.send_json(hello)
            assert line.receive_json() == {"next": 0}
            for block in blocks:
                line.send_bytes(block)
            while line.receive_json()["have"] < len(blocks):
                pass
        assert coach.get("/api/walks").json()["walks"] == []
        coach.post(f"/api/runs/{RUN.id}/events", json=sent(log, 1))
        give_up = time.monotonic() + 30
        while not (walks := coach.get("/api/walks").json()["walks"]) and time.monotonic() < give_up:
            time.sleep(0.05)
        (walk,) = walks
        assert until_ready(coach, walk["id"])["state"] == "ready"
        page = coach.get(f"/walks/{walk['id']}").text
        assert "What was asked, and what it looks like" in page and "asked backward" in page
        assert "Coached session" in page and "Coached session" in coach.get("/walks").text
        assert f"/walks/{walk['id']}" in coach.get("/programme/w1s1").text
        assert "asked" in json.dumps(coach.get(f"/api/walks/{walk['id']}/chart").json())
        with coach.websocket_connect(address) as line:
            line.send_json(hello)
            assert line.receive_json()["next"] > len(blocks), "the phone may forget what it still holds of it"
    assert not (home / "motion" / RUN.id).exists()
