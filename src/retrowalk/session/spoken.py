"""Blocks in spoken words: what, how long, how fast, where to hold."""

from __future__ import annotations

from retrowalk.language import _, ngettext
from retrowalk.prescription import Block, words
from retrowalk.prescription.words import Units


def how_long(duration_s: int) -> str:
    """``75`` → ``1 minute 15 seconds``, to the second: a half sign is read out differently by every voice.

    Args:
        duration_s: whole seconds.
    """
    minutes, seconds = divmod(duration_s, 60)
    parts = []
    if minutes:
        parts.append(ngettext("%(num)s minute", "%(num)s minutes", minutes) % {"num": minutes})
    if seconds or not minutes:
        parts.append(ngettext("%(num)s second", "%(num)s seconds", seconds) % {"num": seconds})
    return " ".join(parts)


def how_fast(block: Block, units: Units) -> str | None:
    """``1.3 to 2.0 kilometres an hour``, with the incline where there is one; None where the pace is free.

    Args:
        block: with its speeds and incline.
        units: to say it in.
    """
    figures = words.speed_figures(block.speed_mps, units)
    parts = []
    if figures is not None:
        low, high = figures
        unit = _("miles an hour") if units == "mph" else _("kilometres an hour")
        named = {"low": low, "high": high, "unit": unit}
        parts.append((_("%(high)s %(unit)s") if low == high else _("%(low)s to %(high)s %(unit)s")) % named)
    if block.grade_pct:
        parts.append(_("%(n)s percent incline") % {"n": f"{block.grade_pct:g}"})
    return ", ".join(parts) or None


def where_to_hold(block: Block) -> str | None:
    """``both hands on the rails``; None where it does not matter.

    Args:
        block: with what the hands are on.
    """
    if block.hands == "light":
        return _("touching lightly")  # whatever it is that is touched: not every place has rails
    return None if block.hands is None else words.hands()[block.hands]
