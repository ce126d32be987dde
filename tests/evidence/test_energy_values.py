"""The figures that the energy room computes with are those that the evidence cites."""

from __future__ import annotations

import pytest

from retrowalk import evidence
from retrowalk.energy.published import BACKWARD, FORWARD, Anchor, Forward


@pytest.mark.parametrize("anchor", BACKWARD, ids=lambda anchor: anchor.evidence)
def test_backward_entries(anchor: Anchor) -> None:
    value = evidence.energy()[anchor.evidence]
    assert (value.edition, value.code, value.met) == (anchor.edition, anchor.code, anchor.mets)
    assert value.speed_mph == (anchor.mph, anchor.mph)
    assert value.grade_pct == (anchor.grade_pct, anchor.grade_pct)


@pytest.mark.parametrize("entry", FORWARD, ids=lambda entry: str(entry.mph))
def test_forward_entries(entry: Forward) -> None:
    values = [evidence.energy()[id] for id in entry.evidence]
    assert {value.code for value in values} == set(entry.codes)
    for value in values:
        treadmill = value.code is not None and value.code > "17300"
        expected = (
            entry.treadmill
            if treadmill
            else entry.edition_2011
            if value.edition == 2011
            else entry.edition_2024
        )
        assert value.met == expected
        assert value.speed_mph is not None
        assert (value.speed_mph[0] or 0) <= entry.mph <= value.speed_mph[1]
