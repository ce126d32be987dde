"""Light, moderate, vigorous: by METs, and in a sentence."""

from __future__ import annotations

import pytest

from retrowalk.energy import Band, intensity, intensity_sentence
from retrowalk.energy.intensity import intensity_band


@pytest.mark.parametrize(
    ("mets", "zone"),
    [
        (1.5, "light"),
        (2.9, "light"),
        (3.0, "moderate"),
        (5.9, "moderate"),
        (6.0, "vigorous"),
        (9.0, "vigorous"),
    ],
)
def test_zones(mets: float, zone: str) -> None:
    assert intensity(mets) == zone


@pytest.mark.parametrize(
    ("band", "said"),
    [
        (Band(3.5, 4, 5), "This is moderate exercise and does not count as vigorous."),
        (Band(2.5, 3.5, 4), "This is light to moderate exercise and does not count as vigorous."),
        (Band(5.4, 6.0, 6.7), "This is probably vigorous exercise, but it may be only moderate."),
        (Band(5.0, 5.5, 6.1), "This is probably moderate exercise; for some people it may be vigorous."),
        (Band(7, 8, 9), "This is vigorous exercise."),
    ],
)
def test_sentences(band: Band, said: str) -> None:
    assert intensity_sentence(intensity_band(band)) == said
