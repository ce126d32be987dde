"""A session of half an hour for the table of tracks: a programme on disk, and which of its sessions it is."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from retrowalk import contract
from retrowalk.prescription import prescribe
from retrowalk.reports.examples import examples
from retrowalk.screening import screen

HALF_AN_HOUR_S = 1800


def write_programme(path: Path, wanted_s: int = HALF_AN_HOUR_S) -> str:
    """Writes the programme of the example with the session that comes closest to a length.

    Args:
        path: to write to.
        wanted_s: of the session.

    Returns:
        The session's id.
    """
    people = [replace(one.profile, minutes_per_session=wanted_s // 60) for one in examples()]
    programmes = [prescribe(person, screen(person)) for person in people]
    session, programme = min(
        (
            (session, programme)
            for programme in programmes
            for week in programme.weeks
            for session in week.sessions
        ),
        key=lambda pair: abs(pair[0].total_s - wanted_s),
    )
    path.write_text(json.dumps(contract.write(programme)), encoding="utf-8")
    return session.id
