"""Retrowalk: walking backward as exercise, screened, prescribed, coached, measured and judged.

The names below are the public interface for notebooks and other programs. Importing the package costs next to
nothing: each name brings its own room, and NumPy with it, only when it is first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from retrowalk.errors import RetrowalkError as RetrowalkError
    from retrowalk.gait import Anchor as Anchor
    from retrowalk.gait import GaitStream as GaitStream
    from retrowalk.gait import Label as Label
    from retrowalk.gait import Walk as Walk
    from retrowalk.gait import analyze as analyze
    from retrowalk.gait import learn_anchor as learn_anchor
    from retrowalk.prescription import Programme as Programme
    from retrowalk.prescription.prescribe import prescribe as prescribe
    from retrowalk.recordings import Recording as Recording
    from retrowalk.recordings import Signal as Signal
    from retrowalk.recordings import read as read
    from retrowalk.screening import Clearance as Clearance
    from retrowalk.screening import Profile as Profile
    from retrowalk.screening import screen as screen

__version__ = "0.1.0"

_HOME_OF = {
    "learn_anchor": "retrowalk.gait",
    "analyze": "retrowalk.gait",
    "GaitStream": "retrowalk.gait",
    "Anchor": "retrowalk.gait",
    "Clearance": "retrowalk.screening",
    "Label": "retrowalk.gait",
    "prescribe": "retrowalk.prescription",
    "Profile": "retrowalk.screening",
    "Programme": "retrowalk.prescription",
    "Recording": "retrowalk.recordings",
    "RetrowalkError": "retrowalk.errors",
    "screen": "retrowalk.screening",
    "Signal": "retrowalk.recordings",
    "read": "retrowalk.recordings",
    "Walk": "retrowalk.gait",
}

__all__ = [*_HOME_OF, "__version__"]


def __getattr__(name: str) -> object:
    if name in _HOME_OF:
        return getattr(import_module(_HOME_OF[name]), name)
    raise AttributeError(f"module 'retrowalk' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
