"""``--facing-from`` a file of several recordings: the one that fits is used."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from retrowalk.cli.facing import LearntAnchors
from retrowalk.errors import AnchorError
from retrowalk.recordings import Recording
from retrowalk.simulate import Segment, simulate_walk

WALK = simulate_walk([Segment("forward", 20)], placement="foot", seed=3).recording
STANDING = simulate_walk([Segment("stand", 90)], placement="foot", seed=3).recording


def taught(index: int = 0, *, of: Recording = WALK, **about: Any) -> Recording:
    return replace(of, index=index, **about)


def test_where_nothing_known_differs_it_fits() -> None:
    anchor, said = LearntAnchors("forward.csv", [taught(side=None, subject="S1")])(WALK)
    assert anchor is not None
    assert said == ()


@pytest.mark.parametrize("about", [{"placement": "shank"}, {"side": "left"}])
def test_what_differs_does_not_fit(about: dict[str, Any]) -> None:
    learnt = LearntAnchors("forward.csv", [taught(**about)])
    with pytest.raises(AnchorError, match=r"forward\.csv .* holds no recording of right foot of S1"):
        learnt(replace(WALK, subject="S1"))


def test_another_persons_facing_is_used_and_said() -> None:
    anchor, said = LearntAnchors("forward.csv", [taught(subject="S2")])(replace(WALK, subject="S1"))
    assert anchor is not None
    assert "another person (S2)" in said[0]


def test_the_very_same_place_comes_before_a_longer_recording() -> None:
    longer = simulate_walk([Segment("forward", 40)], placement="foot", seed=4).recording
    learnt = LearntAnchors(
        "f.csv", [taught(0, of=longer, trial="toe", place="toe"), taught(1, trial="heel", place="heel")]
    )
    _, (said,) = learnt(replace(WALK, place="heel"))
    assert "learnt from trial heel" in said


def test_of_several_that_fit_the_longest_that_teaches_is_used_and_said() -> None:
    learnt = LearntAnchors("forward.csv", [taught(0, trial="short"), taught(1, of=STANDING, trial="still")])
    anchor, (said,) = learnt(WALK)
    assert anchor is not None
    assert said == "The facing was learnt from trial short, the best usable of 2 that fit in forward.csv."


def test_when_none_that_fits_teaches_the_reason_is_given() -> None:
    with pytest.raises(AnchorError, match="cannot be learnt"):
        LearntAnchors("forward.csv", [taught(of=STANDING)])(WALK)
