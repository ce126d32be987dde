"""A block set by hand by a professional, from the form to the fields that changed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from retrowalk.language import _
from retrowalk.prescription import Block, Programme, Session
from retrowalk.prescription.editing import edit

_KMH = 3.6


def changes_of(form: Mapping[str, str], block: Block) -> dict[str, Any]:
    """The fields that the form sets to something else; what is empty stays as it is.

    Args:
        form: its fields, as typed; speeds in km/h, lengths in minutes.
        block: as it stands.
    """
    found: dict[str, Any] = {}
    minutes = _number(form, "minutes")
    if minutes is not None:
        found["duration_s"] = round(minutes * 60) if isinstance(minutes, float) else minutes
    found["speed_mps"] = _pair(form, "speed", block.speed_mps, 1 / _KMH)
    found["effort"] = _pair(form, "effort", block.effort, 1)
    found["grade_pct"] = _number(form, "grade")
    found["hands"] = form.get("hands") or None
    if "cues" in form:
        found["cues"] = [line.strip() for line in form["cues"].splitlines() if line.strip()]
    return {
        name: value for name, value in found.items() if value is not None and not _same(block, name, value)
    }


def alike(session: Session, index: int) -> list[int]:
    """The blocks of a session that are as this one, itself among them.

    Args:
        session: that it belongs to.
        index: of the block.
    """
    return [i for i, one in enumerate(session.blocks) if one == session.blocks[index]]


def edited(
    programme: Programme, session_id: str, blocks: list[int], by: str, changes: Mapping[str, Any]
) -> Programme:
    """The programme with these blocks set by hand.

    Args:
        programme: as it stands.
        session_id: of the session.
        blocks: their places in it.
        by: role of who does it.
        changes: fields with their new values.

    Raises:
        DocumentError: a value or the role is not as expected.
    """
    for block in blocks:
        programme = edit(programme, session_id, block, by, **changes)
    return programme


def minutes(block: Block) -> str:
    return f"{block.duration_s / 60:g}"


def plain(number: float) -> str:
    return f"{number:g}"


def kmh(pair: tuple[float, float] | None, at: int) -> str:
    return "" if pair is None else f"{pair[at] * _KMH:.1f}"


def who() -> dict[str, str]:
    """Those who edit most."""
    return {
        "physiotherapist": _("Physiotherapist"),
        "doctor": _("Doctor"),
        "occupational_therapist": _("Occupational therapist"),
        "exercise_physiologist": _("Exercise physiologist"),
    }


def _number(form: Mapping[str, str], name: str) -> float | str | None:
    text = form.get(name, "").strip().replace(",", ".")
    if not text:
        return None
    try:
        return float(text)
    except ValueError:
        return text


def _pair(
    form: Mapping[str, str], name: str, was: tuple[float, float] | None, scale: float
) -> list[float | str] | None:
    low, high = _number(form, f"{name}_low"), _number(form, f"{name}_high")
    if low is None and high is None:
        return None
    either = [low if low is not None else high, high if high is not None else low]
    shown = [f"{one / scale:.1f}" for one in was] if was is not None else None
    # What was shown with one decimal and left alone was not changed.
    if shown == [f"{one:.1f}" if isinstance(one, float) else one for one in either]:
        return None
    return [round(one * scale, 4) if isinstance(one, float) else str(one) for one in either]


def _same(block: Block, name: str, value: Any) -> bool:
    there = getattr(block, name)
    return bool((list(there) if isinstance(there, tuple) else there) == value)
