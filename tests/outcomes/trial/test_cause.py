"""Only a trial says what helped: no other sentence that a person can read claims it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
TEMPLATE = ROOT / "src" / "retrowalk" / "locale" / "retrowalk.pot"
MAY = "outcomes/trial/words.py"
LISTS_ALL = "or it cannot be told"
"""A sentence that lists all that a trial may come to claims none of it."""
WAYS = r"walking\ (backward|forward)|(backward|forward|retro)\ walking"
ACTOR = rf"({WAYS}|it|this|the\ programme|your\ (programme|sessions?))"
DID = r"(helped|improved|lowered|eased|reduced|raised|cured|worked|strengthened|caused|brought|made\ (you|your|it))"
CAUSE = re.compile(
    rf"""\b(?:
        {ACTOR}\ (?:has\ |have\ )?{DID}\b
      | thanks\ to | owing\ to
      | (?:due\ to|because\ of|caused\ by|result\ of|effect\ of)\ (?:your\ |the\ )?
        (?:walk|backward|programme|training|session)
      | (?:better|worse|improved|lower|higher)\ (?:by|through|because\ of|with)\ (?:backward\ )?walking\ (?:backward)?
      | helped\ (?:you|most|more)
      | (?<!place\ )works\ for\ you
    )""",
    re.IGNORECASE | re.VERBOSE,
)


def sentences() -> Iterator[tuple[str, str]]:
    """Every text a person can read, with the files it stands in."""
    for entry in TEMPLATE.read_text(encoding="utf-8").split("\n\n"):
        places = re.search(r"^#: (.*)$", entry, re.MULTILINE)
        for text in re.findall(r'^msgid(?:_plural)? "(.+)"$', entry, re.MULTILINE):
            if places:
                yield places[1], text


def test_no_sentence_but_those_of_the_trial_says_what_helped() -> None:
    there = list(sentences())
    assert len(there) > 2500
    others = [(where, text) for where, text in there if where != MAY and LISTS_ALL not in text]
    assert [(where, text) for where, text in others if CAUSE.search(text)] == []


def test_the_trial_says_it_of_both_ways_in_the_same_words() -> None:
    said = [text for where, text in sentences() if where == MAY and "helped you more." in text]
    assert len(said) == 2
    backward, forward = sorted(said, key=lambda text: "walking backward helped" not in text)
    assert backward.replace("so walking backward", "so walking forward") == forward


@pytest.mark.parametrize(
    "claim",
    [
        "Your balance improved thanks to walking backward.",
        "Walking backward has helped you.",
        "Backward walking lowered your pain.",
        "Your pain is lower because of your programme.",
        "The programme worked.",
        "That is the effect of your sessions.",
        "It works for you.",
    ],
)
def test_a_claim_would_be_seen(claim: str) -> None:
    assert CAUSE.search(claim)


@pytest.mark.parametrize(
    "sentence",
    [
        "Timed Up and Go: 1.7 s faster than at the start, more than measurement error explains.",
        "It may be practice, time, or a bad day at the start.",
        "Does walking backward help you more than walking forward?",
    ],
)
def test_a_plain_sentence_is_let_be(sentence: str) -> None:
    assert not CAUSE.search(sentence)
