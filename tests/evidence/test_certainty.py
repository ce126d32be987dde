"""How sure a finding is follows from the studies, step by step."""

from __future__ import annotations

from collections.abc import Mapping
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrowalk import evidence
from retrowalk.evidence import Study, grade, status_of
from retrowalk.evidence.certainty import GRADES, START
from retrowalk.evidence.records import Bearing, Design, Directness, Status


def study(
    design: Design, n: int | None = 200, *, size_given: bool = True, status: Status = "verified"
) -> Study:
    return Study(id="ST", cite="", status=status, design=design, n=n, size_given=size_given)


def graded(bearings: Mapping[str, Bearing], directness: Directness = "direct", **studies: Study) -> str:
    return grade(bearings, studies, directness=directness)[0]


TRIAL, OTHER = study("randomised trial"), study("randomised trial")


def test_two_large_direct_trials_are_moderate_because_only_abstracts_were_read() -> None:
    assert graded({"a": "for", "b": "for"}, a=TRIAL, b=OTHER) == "moderate"


def test_one_trial_alone_is_not_replicated() -> None:
    assert grade({"a": "for"}, {"a": TRIAL}) == (
        "moderate",
        "Its best support is a randomised trial. No second study of it was read. "
        "Studies were read as abstracts only, so nothing is rated higher.",
    )
    assert graded({"a": "for"}, a=study("randomised trial", 68)) == "low"


@pytest.mark.parametrize(
    ("n", "given", "is_"), [(100, True, "moderate"), (99, True, "low"), (100, False, "low")]
)
def test_size_counts_people_and_asks_how_large_the_effect_is(n: int, given: bool, is_: str) -> None:
    assert graded({"a": "for"}, a=study("randomised trial", n, size_given=given)) == is_


@pytest.mark.parametrize("n", [None, 9])
def test_a_handful_of_people_takes_two_steps(n: int | None) -> None:
    assert graded({"a": "for"}, a=study("randomised trial", n)) == "very low"


@pytest.mark.parametrize(
    ("directness", "is_"), [("direct", "moderate"), ("partly", "moderate"), ("indirect", "low")]
)
def test_directness_takes_steps(directness: Directness, is_: str) -> None:
    assert graded({"a": "for", "b": "for"}, directness, a=TRIAL, b=OTHER) == is_


@pytest.mark.parametrize("bearing", ["no difference", "against"])
def test_a_study_that_disagrees_takes_a_step(bearing: Bearing) -> None:
    lab = study("laboratory comparison")
    assert graded({"a": "for", "b": "for"}, a=lab, b=lab) == "moderate"
    assert graded({"a": "for", "b": "for", "c": bearing}, a=lab, b=lab, c=lab) == "low"


def test_a_review_of_mixed_studies_is_not_lifted_by_a_small_trial() -> None:
    pooled, small = study("pooled mixed studies", None), study("randomised trial", 18)
    assert graded({"a": "for", "b": "for"}, "partly", a=pooled, b=small) == "low"


def test_one_group_of_researchers_is_one_study() -> None:
    lab = study("laboratory comparison")
    found, why = grade({"a": "for", "b": "for"}, {"a": lab, "b": lab}, one_group=True)
    assert found == "low"
    assert "one group of researchers" in why


@pytest.mark.parametrize(
    ("bearings", "why"),
    [
        ({}, "No study was found."),
        ({"a": "not found"}, "The study it names was not found."),
        ({"a": "not read"}, "The study's result was cut off in the copy that was read."),
        ({"a": "other question"}, "None of the studies it leans on asked this."),
        ({"a": "no difference"}, "No study that was read speaks for it, and one found no difference."),
        ({"a": "against"}, "No study that was read speaks for it, and one speaks against it."),
    ],
)
def test_without_a_study_for_it_there_is_no_certainty(bearings: Mapping[str, Bearing], why: str) -> None:
    assert grade(bearings, {"a": TRIAL}) == ("none", why)


DESIGNS = st.sampled_from(sorted(START))
BEARINGS = st.sampled_from(get_args(Bearing))


@given(
    st.lists(st.tuples(BEARINGS, DESIGNS, st.none() | st.integers(1, 500), st.booleans()), max_size=5),
    st.sampled_from(get_args(Directness)),
    st.booleans(),
)
def test_no_combination_of_studies_is_high(
    rows: list[tuple[Bearing, Design, int | None, bool]], directness: Directness, one_group: bool
) -> None:
    studies = {str(i): study(design, n, size_given=given) for i, (_b, design, n, given) in enumerate(rows)}
    bearings = {str(i): row[0] for i, row in enumerate(rows)}
    found, why = grade(bearings, studies, directness=directness, one_group=one_group)
    assert found in GRADES[:4]
    assert (found == "none") == (not {"for", "mixed"} & set(bearings.values()))
    assert why.endswith(".")
    # What speaks against it never makes it surer.
    worse, _why = grade({**bearings, "x": "against"}, {**studies, "x": TRIAL}, directness=directness)
    better, _why = grade(bearings, studies, directness=directness)
    assert GRADES.index(worse) <= GRADES.index(better)


def test_only_the_pain_of_knee_osteoarthritis_reaches_moderate() -> None:
    moderate = {id for id, claim in evidence.claims().items() if claim.certainty == "moderate"}
    assert moderate == {"C26", "C49"}
    assert all("knee osteoarthritis" in (evidence.claims()[id].in_whom or "") for id in moderate)


def test_the_status_follows_from_what_was_read() -> None:
    named = study("not found", status="seed")
    assert status_of("supported", {"a": "for"}, {"a": TRIAL}) == "verified"
    assert status_of("unsupported", {"a": "other question"}, {"a": TRIAL}) == "verified"
    assert status_of("not_found", {"a": "not found"}, {"a": named}) == "seed"
    assert status_of("practice_advice", {"a": "other question"}, {"a": TRIAL}) == "seed"
    assert status_of("unsupported", {}, {}) == "seed"
