"""A code lets one phone in, for ten minutes, and cannot be guessed."""

from __future__ import annotations

import math
from datetime import UTC, datetime, timedelta

import pytest

from retrowalk.web.lan.codes import ALPHABET, LENGTH, Codes

START = datetime(2026, 11, 23, 10, tzinfo=UTC)


class Clock:
    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now

    def wait(self, **how_long: float) -> None:
        self.now += timedelta(**how_long)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def codes(clock: Clock) -> Codes:
    return Codes(clock)


def test_it_has_38_bits_and_no_sign_that_is_read_as_another() -> None:
    assert math.log2(len(set(ALPHABET))) * LENGTH > 38
    assert not set("01OILU") & set(ALPHABET)


def test_the_right_one_lets_in_once(codes: Codes) -> None:
    code = codes.new()
    assert codes.use(code.text) == "right"
    assert codes.use(code.text) == "wrong"
    assert codes.current() is None


@pytest.mark.parametrize("written", ["{0}-{1}", "{0} {1}", " {0}{1} ", "{0} - {1}\n"])
def test_it_does_not_matter_how_it_is_written(codes: Codes, written: str) -> None:
    text = codes.new().text
    assert codes.use(written.format(text[:4], text[4:]).lower()) == "right"


def test_it_ends_after_ten_minutes(codes: Codes, clock: Clock) -> None:
    code = codes.new()
    clock.wait(minutes=9, seconds=59)
    assert codes.current() == code
    clock.wait(seconds=1)
    assert codes.current() is None
    assert codes.use(code.text) == "wrong"


def test_a_new_one_ends_the_one_before(codes: Codes) -> None:
    first = codes.new()
    second = codes.new()
    assert codes.use(first.text) == "wrong"
    assert codes.use(second.text) == "right"


def test_five_wrong_ones_in_a_minute_stop_the_right_one_too(codes: Codes, clock: Clock) -> None:
    code = codes.new()
    assert [codes.use("WRONG222") for _ in range(6)] == ["wrong"] * 5 + ["wait"]
    assert codes.use(code.text) == "wait"
    clock.wait(seconds=59)
    assert codes.use(code.text) == "wait"
    clock.wait(seconds=1)
    assert codes.use(code.text) == "right"


def test_a_new_code_gives_no_new_tries(codes: Codes) -> None:
    codes.new()
    for _ in range(5):
        codes.use("WRONG222")
    assert codes.use(codes.new().text) == "wait"


@pytest.mark.parametrize("said", ["", "--------", "ÄÖÜ", "A" * 100_000, "\x00", "ＡＢＣＤ"])
def test_nothing_else_is_a_code(codes: Codes, said: str) -> None:
    assert codes.use(said) == "wrong"
    codes.new()
    assert codes.use(said) == "wrong"
