"""The model against the published figures it may be held to."""

from __future__ import annotations

import pytest

from retrowalk.energy.backward import backward_mets, ratio_band
from retrowalk.energy.equations import DERIVED_B, acsm_walking_mets, derived_backward_mets
from retrowalk.energy.forward import forward_mets
from retrowalk.energy.published import (
    BACKWARD,
    FORWARD,
    HOOPER_GRADES_PCT,
    HOOPER_RATIO,
    MPH,
    Anchor,
    Forward,
)


@pytest.mark.parametrize(("mph", "grade_pct", "mets"), [(3.5, 0, 3.68), (3.5, 5, 6.10), (2.5, 10, 6.36)])
def test_the_acsm_equation_as_others_have_worked_it_out(mph: float, grade_pct: float, mets: float) -> None:
    assert acsm_walking_mets(mph * MPH, grade_pct) == pytest.approx(mets, abs=0.006)


@pytest.mark.parametrize("entry", FORWARD, ids=lambda entry: f"{entry.mph} mph")
def test_every_forward_entry_lies_within_the_band(entry: Forward) -> None:
    mets = forward_mets(entry.mph * MPH, 0)
    for published in (entry.edition_2011, entry.edition_2024, entry.treadmill or entry.edition_2024):
        assert published in mets


@pytest.mark.parametrize("anchor", BACKWARD, ids=lambda anchor: f"{anchor.code} {anchor.edition}")
def test_every_backward_entry_lies_within_the_band(anchor: Anchor) -> None:
    assert anchor.mets in backward_mets(anchor.speed_mps, anchor.grade_pct)


@pytest.mark.parametrize("anchor", BACKWARD, ids=lambda anchor: f"{anchor.code} {anchor.edition}")
def test_without_an_entry_the_model_still_comes_within_a_tenth_of_it(anchor: Anchor) -> None:
    others = [other for other in BACKWARD if other.place != anchor.place]
    mid = backward_mets(anchor.speed_mps, anchor.grade_pct, anchors=others).mid
    assert mid == pytest.approx(anchor.mets, rel=0.1)


@pytest.mark.parametrize("grade_pct", HOOPER_GRADES_PCT)
def test_the_uphill_ratios_of_hooper_lie_within_the_band(grade_pct: float) -> None:
    assert all(ratio in ratio_band(grade_pct) for ratio in HOOPER_RATIO)


@pytest.mark.parametrize(
    ("slow", "fast", "flat", "steep", "mets"), [(2.9, 3.5, 1, 5, 5.3), (2.9, 3.5, 6, 15, 8.0)]
)
def test_the_graded_forward_entries_lie_within_the_band(
    slow: float, fast: float, flat: float, steep: float, mets: float
) -> None:
    assert mets in forward_mets((slow + fast) / 2 * MPH, (flat + steep) / 2)


@pytest.mark.parametrize("b", DERIVED_B.values(), ids=list(DERIVED_B))
@pytest.mark.parametrize("mph", [2.0, 2.5, 3.0, 3.5, 4.0])
def test_the_derived_equation_agrees_on_the_level(mph: float, b: float) -> None:
    assert derived_backward_mets(mph * MPH, 0, b) in backward_mets(mph * MPH, 0)


@pytest.mark.parametrize(
    "anchor", [a for a in BACKWARD if a.grade_pct], ids=lambda a: f"{a.code} {a.edition}"
)
def test_the_slope_terms_of_the_derived_equation_come_from_the_entries(anchor: Anchor) -> None:
    b = DERIVED_B[f"{anchor.code} ({anchor.edition})"]
    assert derived_backward_mets(anchor.speed_mps, anchor.grade_pct, b) == pytest.approx(
        anchor.mets, abs=0.005
    )
