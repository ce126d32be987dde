"""Every benefit that the articles promise stands in the table, with what can be seen of it and what cannot."""

from __future__ import annotations

import pytest

from retrowalk import evidence
from retrowalk.outcomes import measures
from retrowalk.outcomes.benefits import Benefit, Watched, benefits, benefits_of, detectable

EVERY = pytest.mark.parametrize("benefit", benefits().values(), ids=list(benefits()))


def test_every_benefit_that_an_article_promises_is_in_the_table() -> None:
    promised = [one.id for one in evidence.claims().values() if one.kind in ("benefit", "energy")]
    assert len(promised) > 30
    assert [one for one in promised if not benefits_of(one)] == []


@EVERY
def test_its_claims_protocols_and_measures_are_there(benefit: Benefit) -> None:
    assert set(benefit.claims) <= set(evidence.claims())
    assert set(benefit.protocols) <= set(evidence.protocols())
    assert {one.measure for one in benefit.watched} <= set(measures())
    assert len(set(benefit.watched)) == len(benefit.watched)
    for one in benefit.watched:
        assert (one.site is not None) == measures()[one.measure].by_site


@EVERY
def test_what_cannot_be_measured_says_so(benefit: Benefit) -> None:
    assert benefit.watched or benefit.weekly or benefit.unseen
    assert (benefit.page is None) == (not benefit.watched and not benefit.weekly)


def test_a_protocol_that_a_claim_is_used_in_stands_with_one_of_its_benefits() -> None:
    for claim in evidence.claims().values():
        found = {protocol for one in benefits_of(claim.id) for protocol in one.protocols}
        used = {one for one in claim.used_in if one.startswith("PR")}
        assert not benefits_of(claim.id) or used <= found, claim.id


def test_a_published_error_is_read_at_its_source_and_names_its_people() -> None:
    figures = detectable(Watched("backward_walk_3m"))
    assert {one.value for one in figures} == {1.69, 2.94, 4.33}
    assert all(one.status == "verified" and one.people for one in figures)
    assert detectable(Watched("mood")) == ()


def test_a_page_of_a_site_names_it() -> None:
    assert benefits()["knee_pain"].page == "/progress/measure/pain_usual?site=knee"
    assert benefits()["calories"].page == "/progress"
    assert benefits()["inflammation"].page is None
