"""A block set by hand by a professional, from the form to the fields that changed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from retrowalk.errors import DocumentError
from retrowalk.language import _
from retrowalk.prescription import Block, Programme, Session
from retrowalk.prescription.adapting.editing import edit

_KMH = 3.6
LIMITS = {"minutes": (0, 360), "grade": (-30, 40), "speed": (0, 25), "effort": (0, 10)}
"""What a field can hold at all: minutes, per cent, km/h, 0 to 10."""


def shown(block: Block) -> dict[str, str]:
    """The block as fields of the form.

    Args:
        block: as it stands.
    """
    return {
        "minutes": f"{block.duration_s / 60:g}",
        "grade": f"{block.grade_pct:g}",
        "hands": block.hands or "",
        "speed_low": kmh(block.speed_mps, 0),
        "speed_high": kmh(block.speed_mps, 1),
        "effort_low": "" if block.effort is None else f"{block.effort[0]:g}",
        "effort_high": "" if block.effort is None else f"{block.effort[1]:g}",
        "cues": "\n".join(block.cues),
        "alike": "yes",
    }


def misfit(form: Mapping[str, str]) -> str:
    """What does not fit in the form, in words for who filled it in; empty where that is not said of a field.

    Args:
        form: its fields, as typed.
    """
    if form.get("by") not in who():
        return _("Who are you? Say who sets it, so that it stands beside it.")
    labels = {"minutes": _("Minutes"), "grade": _("Incline"), "speed": _("Speed"), "effort": _("Effort")}
    for name, label in labels.items():
        low, high = LIMITS[name]
        values = []
        for field in (name, f"{name}_low", f"{name}_high"):
            value, given = _number(form, field), form.get(field, "").strip()[:40]
            if value is None:
                continue
            if not (isinstance(value, float) and low <= value <= high):
                said = {"what": label, "given": given, "low": low, "high": high}
                return _("%(what)s: “%(given)s” is no number from %(low)s to %(high)s.") % said
            values.append(value)
        if values != sorted(values):
            return _("%(what)s: the second number is smaller than the first.") % {"what": label}
    return ""


def changes_of(form: Mapping[str, str], block: Block) -> dict[str, Any]:
    """The fields that the form sets to something else; what is empty stays as it is.

    Args:
        form: its fields, as typed; speeds in km/h, lengths in minutes.
        block: as it stands.

    Raises:
        DocumentError: a pair is the wrong way round, or the minutes are none.
    """
    found: dict[str, Any] = {}
    minutes = _number(form, "minutes")
    if isinstance(minutes, float) and not 0 <= minutes <= LIMITS["minutes"][1]:
        raise DocumentError(_("duration_s is %(n)s minutes; expected 0 to 360.") % {"n": minutes})
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
    if isinstance(either[0], float) and isinstance(either[1], float) and either[0] > either[1]:
        said = {"name": name, "low": either[0], "high": either[1]}
        raise DocumentError(_("%(name)s is %(low)s to %(high)s; expected the smaller one first.") % said)
    shown = [f"{one / scale:.1f}" for one in was] if was is not None else None
    # What was shown with one decimal and left alone was not changed.
    if shown == [f"{one:.1f}" if isinstance(one, float) else one for one in either]:
        return None
    return [round(one * scale, 4) if isinstance(one, float) else str(one) for one in either]


def _same(block: Block, name: str, value: Any) -> bool:
    there = getattr(block, name)
    return bool((list(there) if isinstance(there, tuple) else there) == value)
