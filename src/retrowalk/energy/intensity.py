"""How hard that is: light, moderate or vigorous, by METs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from retrowalk.energy.band import Band
from retrowalk.language import _

Intensity = Literal["light", "moderate", "vigorous"]

# American College of Sports Medicine: light 2–3 METs, moderate 3–6, vigorous from 6. What is less is light too.
MODERATE_FROM_METS, VIGOROUS_FROM_METS = 3.0, 6.0


@dataclass(frozen=True, slots=True)
class IntensityBand:
    """The intensity at each end of a band of METs, and in its middle."""

    low: Intensity
    mid: Intensity
    high: Intensity


def intensity(mets: float) -> Intensity:
    """The zone of the American College of Sports Medicine that so many METs lie in.

    Args:
        mets: 1 is sitting still.
    """
    # A rounding error below the edge is the edge: 6.0 METs count as vigorous however they were computed.
    if mets >= VIGOROUS_FROM_METS - 1e-9:
        return "vigorous"
    return "moderate" if mets >= MODERATE_FROM_METS - 1e-9 else "light"


def intensity_band(mets: Band) -> IntensityBand:
    """The intensity of each figure of a band.

    Args:
        mets: low, mid and high.
    """
    return IntensityBand(intensity(mets.low), intensity(mets.mid), intensity(mets.high))


def intensity_sentence(zones: IntensityBand) -> str:
    """What that means, in words.

    Args:
        zones: of a band of METs.
    """
    names = {"light": _("light"), "moderate": _("moderate"), "vigorous": _("vigorous")}
    low, high = names[zones.low], names[zones.high]
    if zones.high != "vigorous":
        if low == high:
            return _("This is %(zone)s exercise and does not count as vigorous.") % {"zone": low}
        return _("This is %(low)s to %(high)s exercise and does not count as vigorous.") % {
            "low": low,
            "high": high,
        }
    if zones.low == "vigorous":
        return _("This is vigorous exercise.")
    if zones.mid == "vigorous":
        return _("This is probably vigorous exercise, but it may be only %(low)s.") % {"low": low}
    return _("This is probably %(mid)s exercise; for some people it may be vigorous.") % {
        "mid": names[zones.mid]
    }
