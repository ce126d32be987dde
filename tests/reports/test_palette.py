"""The colours are legible, and apart in every kind of colour vision."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from colour_vision import VISION, contrast, linear
from retrowalk.reports import PALETTES, Palette


def lab(rgb: np.ndarray) -> np.ndarray:
    """CIE L*a*b* of linear sRGB, D65."""
    matrix = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
    x = matrix @ rgb / np.array([0.9505, 1, 1.089])
    f = np.where(x > 0.008856, np.cbrt(np.maximum(x, 0)), 7.787 * x + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


@pytest.mark.parametrize("palette", PALETTES.values(), ids=PALETTES)
@pytest.mark.parametrize("name", ["text", "muted", "forward", "backward", "unknown"])
def test_words_in_each_colour_reach_aaa_contrast(palette: Palette, name: str) -> None:
    assert contrast(getattr(palette, name), palette.ground) >= 7


@pytest.mark.parametrize("palette", PALETTES.values(), ids=PALETTES)
@pytest.mark.parametrize("vision", VISION)
def test_directions_stay_apart_in_every_colour_vision(palette: Palette, vision: str) -> None:
    seen = {
        name: lab(np.clip(np.asarray(VISION[vision]) @ linear(palette.of(name)), 0, 1))
        for name in ("forward", "backward", "unknown")
    }
    for one, other in combinations(seen, 2):
        apart = float(np.linalg.norm(seen[one] - seen[other]))
        assert apart > (60 if "unknown" not in (one, other) else 15), (one, other)
