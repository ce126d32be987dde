"""``retrowalk evidence``: what is known, as tables, whole or for a program."""

from __future__ import annotations

import pytest

from cli_running import Command
from retrowalk import evidence


def test_alone_it_says_what_there_is(retrowalk: Command) -> None:
    ended = retrowalk("evidence")
    assert ended.code == 0
    lines = [line.split()[:2] for line in ended.out.splitlines()]
    assert ["claims", "76"] in lines
    assert ["protocols", "38"] in lines


@pytest.mark.parametrize("kind", evidence.KINDS)
def test_every_kind_is_a_table(retrowalk: Command, kind: str) -> None:
    out = retrowalk("evidence", kind).out
    assert out.splitlines()[-1] == f"{len(evidence.KINDS[kind]())} found."
    assert all(id in out for id in evidence.KINDS[kind]())


@pytest.mark.parametrize("kind", evidence.KINDS)
def test_records_are_shown_whole(retrowalk: Command, kind: str, request: pytest.FixtureRequest) -> None:
    ids = list(evidence.KINDS[kind]())
    for id in ids if request.config.getoption("--long") else (ids[0], ids[len(ids) // 2], ids[-1]):
        ended = retrowalk("evidence", id)
        assert ended.code == 0
        assert ended.out.startswith(f"{id} · ")


def test_a_claim_is_shown_with_what_it_rests_on(retrowalk: Command) -> None:
    out = " ".join(retrowalk("evidence", "C49").out.split())
    assert "Verdict: supported" in out
    assert "How sure: moderate. Its best support is randomised trials put together." in out
    assert "Found in whom: People with knee osteoarthritis" in out
    assert "ST02 supports the finding: Alghadir AH" in out
    assert "What it means for you: " in out


def test_an_address_stands_in_one_piece(retrowalk: Command) -> None:
    assert "https://doi.org/10.3390/ijerph19063370" in retrowalk("evidence", "ST25").out


@pytest.mark.parametrize("asked", [["claims", "C18"], ["C18"], ["c18"], ["rules", "COACH_9_FALLS"]])
def test_an_id_is_found_with_or_without_its_kind_in_any_case(retrowalk: Command, asked: list[str]) -> None:
    (item,) = retrowalk("evidence", *asked, "--json").json["items"]
    assert item["id"].casefold() == asked[-1].casefold()


def test_searching_in_all_kinds_and_in_one(retrowalk: Command) -> None:
    everywhere = retrowalk("evidence", "--search", "knee pain", "--json").json["items"]
    claims = retrowalk("evidence", "claims", "--search", "knee pain", "--json").json["items"]
    assert {"claims", "studies"} <= {item["kind"] for item in everywhere}
    assert {item["kind"] for item in claims} == {"claims"}
    assert retrowalk("evidence", "--search", "no such words anywhere").out.strip() == "0 found."


def test_json_has_every_record_with_its_links(retrowalk: Command) -> None:
    document = retrowalk("evidence", "--json").json
    assert document["schema"] == "retrowalk.evidence/1"
    items = {item["id"]: item for item in document["items"]}
    assert tuple(items) == evidence.all_ids()
    study = items["ST02"]
    assert (study["kind"], study["record"]["n"]) == ("studies", 68)
    assert "C49" in study["cited_by"]
    assert "alghadir2019" in study["cites"]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (["C99"], "has the id “C99”; close to it are"),
        (["claims", "C99"], "has the id “C99”"),
        (["claims", "ST02"], "ST02 is among studies, not claims."),
        (["claim", "C18"], "“claim” is no kind of evidence; expected claims, studies"),
    ],
)
def test_what_is_not_there_is_one_sentence(retrowalk: Command, asked: list[str], said: str) -> None:
    assert said in retrowalk("evidence", *asked).complaint
