"""Finding things: by id, by words, and by what leans on what."""

from __future__ import annotations

import dataclasses
import subprocess
import sys

import pytest

from retrowalk import evidence
from retrowalk.errors import EvidenceError, RetrowalkError
from retrowalk.evidence import Claim, Protocol


@pytest.mark.parametrize("id", evidence.all_ids())
def test_every_id_leads_to_its_record(id: str) -> None:
    assert evidence.item(id).id == id
    assert id in evidence.KINDS[evidence.kind_of(id)]()


def test_an_id_that_is_not_there_gets_a_sentence_with_close_ones() -> None:
    with pytest.raises(EvidenceError, match=r"^No claim, .* has the id “C99”; close to it are C\d\d"):
        evidence.item("C99")
    with pytest.raises(EvidenceError, match="ids look like C18, ST02 or PR04"):
        evidence.item("nothing at all like it")
    assert issubclass(EvidenceError, RetrowalkError)


def test_a_rule_is_found_among_rules_only() -> None:
    assert evidence.rule("coach_4_grow_slowly").coach_rule == 4
    with pytest.raises(EvidenceError):
        evidence.rule("C18")


def test_citing_is_the_reverse_of_cites() -> None:
    for id in evidence.all_ids():
        assert all(id in evidence.cites(other) for other in evidence.citing(id))
        assert all(id in evidence.citing(other) for other in evidence.cites(id))


def test_what_leans_on_a_study() -> None:
    assert {"C12", "C49", "PR04"} <= set(evidence.citing("ST02"))
    assert "ST02" in evidence.citing("alghadir2019")


def test_searching_wants_every_word_in_any_case() -> None:
    found = evidence.search("KNEE pain")
    assert {"C49", "ST02"} <= {each.id for each in found}
    assert len(evidence.search("knee pain zebra")) == 0
    assert evidence.search("  ") == ()


def test_searching_puts_first_what_is_about_it() -> None:
    assert evidence.search("c18")[0].id == "C18"


def test_records_do_not_change() -> None:
    claim: Claim = evidence.claims()["C18"]
    with pytest.raises(dataclasses.FrozenInstanceError):
        claim.finding = "Something else."  # type: ignore[misc]
    with pytest.raises(TypeError):
        evidence.claims()["C18"] = claim  # type: ignore[index]


def test_the_dose_of_a_trial_is_typed() -> None:
    protocol: Protocol = evidence.protocols()["PR04"]
    assert (protocol.backward_min, protocol.sessions_per_week, protocol.weeks) == ((10.0, 10.0), 3, 6)
    assert protocol.supervised is True


def test_only_what_is_asked_for_is_read() -> None:
    code = (
        "import sys; from retrowalk import evidence; from retrowalk.evidence import loading;"
        "print('yaml' in sys.modules); evidence.rulings();"
        "print([name for name, load in loading.KINDS.items() if load.cache_info().currsize])"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert out.splitlines() == ["False", "['rulings']"]
