"""What stands behind a figure, in words: by placement, what has been checked, and on whom.

The counts are in the validation book (``docs/validation.md``), to which a test holds these words; the ``validated``
flags of the JSON say the same as yes or no.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from retrowalk.language import _
from retrowalk.recordings import Placement
from retrowalk.reports.contract import WalkDocument


def direction_grounds(placement: Placement) -> str:
    """What stands behind directions at a placement, as the rest of a sentence: "checked on …"."""
    if placement == "foot":
        return _("checked on one person's real recording, on a treadmill")
    if placement in ("shank", "thigh", "pocket", "waist", "chest"):
        return _("real forward walking only; backward only simulated")
    if placement == "ankle":
        return _("simulated walking only; no real recording yet")
    if placement == "unknown":
        return _("not told where the place is not known")
    return _("not told by itself; never checked where you name stretches both ways")


def grounds(document: Mapping[str, object]) -> dict[str, tuple[str, bool]]:
    """What stands behind the directions, steps and speeds of a walk.

    Args:
        document: a ``retrowalk.walk/1`` object.

    Returns:
        for ``direction``, ``steps`` and ``speed``, the words, and whether real recordings stand behind it.
    """
    walk = cast(WalkDocument, document)
    return {"direction": _directions(walk), "steps": _steps(walk), "speed": _speeds(walk)}


def _directions(walk: WalkDocument) -> tuple[str, bool]:
    source, checked = walk["source"], walk["direction"]["validated"]
    if source["placement"] == "foot" and not checked and not source["simulated"]:
        return _("checked only with a gyroscope, which this recording lacks"), False
    return direction_grounds(cast(Placement, source["placement"])), checked


def _steps(walk: WalkDocument) -> tuple[str, bool]:
    if walk["validated"]["steps"]:
        return _("checked against counted steps of real people walking forward"), True
    if walk["source"]["simulated"]:
        return _("nothing to check: the walk is simulated"), False
    return _("not yet checked against real recordings"), False


def _speeds(walk: WalkDocument) -> tuple[str, bool]:
    if walk["validated"]["speed"]:
        return _(
            "checked on one person's real recordings, walking forward on the ground; less sure on a treadmill"
        ), True
    if walk["source"]["simulated"]:
        return _("nothing to check: the walk is simulated"), False
    return _("not yet checked against real recordings"), False
