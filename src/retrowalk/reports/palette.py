"""The colours of the house: one accent for forward, one for backward, the same in page, chart and terminal.

Blue against orange stays apart in every kind of colour blindness, and each is legible as text (contrast of
7:1 or more against its ground: WCAG 2.2, 1.4.6). Colour never stands alone: a label, a place or a mark says
the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Theme = Literal["light", "dark"]


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours as ``#rrggbb``.

    Attributes:
        ground: behind everything.
        text, muted: words, and words of less weight.
        line: hairlines and grids.
        forward, backward, unknown: directions.
        still: the signal where nobody walked.
    """

    ground: str
    text: str
    muted: str
    line: str
    forward: str
    backward: str
    unknown: str
    still: str

    def of(self, direction: str) -> str:
        """The colour of a direction; anything that is neither forward nor backward is unknown."""
        return {"forward": self.forward, "backward": self.backward}.get(direction, self.unknown)


LIGHT = Palette(
    ground="#ffffff",
    text="#17202b",
    muted="#454d59",
    line="#d8dce2",
    forward="#0b4f8a",
    backward="#8a3b00",
    unknown="#474e5a",
    still="#b4bac4",
)
DARK = Palette(
    ground="#14181f",
    text="#f1f4f8",
    muted="#b9c1cc",
    line="#363d48",
    forward="#8cc4ff",
    backward="#ffb163",
    unknown="#b4bcc8",
    still="#5b6573",
)
PALETTES: dict[Theme, Palette] = {"light": LIGHT, "dark": DARK}
