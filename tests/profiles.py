"""Profiles of all kinds for property tests: every field drawn, nulls among them, so that every level occurs.

`profiles` is the strategy for hypothesis, which finds the smallest profile that breaks a rule; `crowd` draws the same
from a seed, some hundred times as fast, for the big counts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Any, Protocol, TypeVar, get_args

from hypothesis import strategies as st

from retrowalk.screening import Profile, profile
from retrowalk.screening.profile import Details, Falls, Pain, ProfessionalClearance, Treadmill

T = TypeVar("T")

STARTS = (date(2026, 11, 23), date(2024, 2, 29), date(2026, 12, 31), date(2027, 1, 1))


def words(kind: Any) -> tuple[Any, ...]:
    """The values of one of the contract's enums, such as ``profile.Condition``."""
    return get_args(kind)


@st.composite
def profiles(draw: st.DrawFn, /, **given: st.SearchStrategy[Any]) -> Profile:
    """A walker.

    Args:
        draw: from hypothesis.
        **given: strategies for fields that are not to be drawn as usual, such as ``conditions=st.just(())``.
    """
    start = draw(given.pop("start_date", st.sampled_from(STARTS)))
    drawn = _profile(_Hypothesis(draw), start)
    return replace(drawn, **{name: draw(strategy) for name, strategy in given.items()})


def crowd(count: int, seed: str) -> Iterator[Profile]:
    """Many walkers, always the same for a seed.

    Args:
        count: how many.
        seed: any text, such as the name of the test.
    """
    draw = _Seeded(Random(seed))
    for _ in range(count):
        yield _profile(draw, draw.one(STARTS))


class _Draw(Protocol):
    def one(self, values: Sequence[T]) -> T: ...
    def whole(self, least: int, most: int) -> int: ...
    def real(self, least: float, most: float) -> float: ...


class _Seeded:
    def __init__(self, random: Random) -> None:
        self.one = random.choice
        self.whole = random.randint
        self.real = random.uniform


class _Hypothesis:
    def __init__(self, draw: st.DrawFn) -> None:
        self._draw = draw

    def one(self, values: Sequence[T]) -> T:
        return self._draw(st.sampled_from(values))

    def whole(self, least: int, most: int) -> int:
        return self._draw(st.integers(least, most))

    def real(self, least: float, most: float) -> float:
        return self._draw(st.floats(least, most))


YES_NO = (False, True)


def _profile(draw: _Draw, start: date) -> Profile:
    # Two of three are well but for a thing or two, so that those who may walk occur as often as those who may not.
    well = draw.one((True, True, False))
    age = draw.one((50, 50, 70, 70, None, None) if well else (50, 70, None, 0, 12, 17, 18, 64, 65, 120))
    seldom = (False,) * 12 + (None, True) if well else (False, False, None, True)
    return Profile(
        birth_year=start.year - (draw.whole(18, 95) if age is None else age),
        start_date=start,
        days_per_week=draw.whole(1, 7),
        minutes_per_session=draw.whole(5, 180),
        goal=draw.one(words(profile.Goal)),
        conditions=_some(draw, profile.Condition, (0, 0, 0, 0, 1, 1, 2) if well else (0, 1, 1, 2, 3)),
        symptoms=() if well else _some(draw, profile.Symptom, (0, 0, 1, 2)),
        falls=Falls(0, False, False) if well and draw.one((True,) * 6 + (False,)) else _falls(draw),
        equipment=_some(draw, profile.Equipment, (0, 1, 2, 3, 5)),
        supervision=draw.one(words(profile.Supervision)),
        weeks=draw.one((None, 1, 4, 6, 12, 52)),
        unsteady=draw.one(seldom),
        worried_about_falling=draw.one(seldom),
        stay_independent=draw.one((0, 0, 1, 3, 4, None) if well else (None, 0, 3, 4, 14)),
        walking_aid=draw.one(
            words(profile.WalkingAid)[:1] * (24 if well else 4) + (None, *words(profile.WalkingAid))
        ),
        freezing=draw.one(seldom),
        medication=_maybe(draw, lambda: _some(draw, profile.Medication, (0, 0, 1, 2))),
        pain=_maybe(draw, lambda: tuple(_pain(draw) for _ in range(draw.one((0, 1, 2))))),
        active_regularly=draw.one((False, True, None)),
        usual_forward_speed_mps=draw.one((None, 0.1, 0.5, 1.3, 3.0, draw.real(0.1, 3))),
        sex=draw.one((None, *words(profile.Sex))),
        height_m=draw.one((None, 1.7, draw.real(0.5, 2.5))),
        mass_kg=draw.one((None, 70.0, draw.real(20, 400))),
        details=_maybe(draw, lambda: _details(draw, start)),
        treadmill=_maybe(draw, lambda: _treadmill(draw)),
        help_within_call=draw.one((*YES_NO, None)),
        clearances=_maybe(
            draw, lambda: tuple(_clearance(draw, start) for _ in range(draw.one((0, 1, 2, 4))))
        ),
        other_conditions=draw.one((None, (), (), ("gout",))),
    )


def _maybe(draw: _Draw, value: Callable[[], T]) -> T | None:
    """That, or now and then null: not answered."""
    return value() if draw.one((True, True, True, False)) else None


def _some(draw: _Draw, kind: Any, counts: Sequence[int]) -> tuple[Any, ...]:
    return tuple(dict.fromkeys(draw.one(words(kind)) for _ in range(draw.one(counts))))


def _falls(draw: _Draw) -> Falls:
    past_year = draw.one((0, 0, 0, 1, 1, 2, 3, 12))
    if not past_year:
        return draw.one((Falls(0), Falls(0, False, False)))
    return Falls(past_year, draw.one((*YES_NO, None)), draw.one((*YES_NO, None)))


def _pain(draw: _Draw) -> Pain:
    return Pain(draw.one(words(profile.PainSite)), draw.one((None, 0.0, 2.0, 5.0, 6.0, 10.0)))


def _details(draw: _Draw, start: date) -> Details:
    days = (None, 0, 30, 83, 84, 200, 1500)
    stroke, surgery = draw.one(days), draw.one(days)
    return Details(
        stroke_date=None if stroke is None else start - timedelta(days=stroke),
        surgery_date=None if surgery is None else start - timedelta(days=surgery),
        pregnancy_week=draw.one((None, 0, 20, 42)),
        ms_relapse_within_3_months=draw.one((*YES_NO, None)),
        foot_sensation_normal=draw.one((True, True, False, None)),
    )


def _treadmill(draw: _Draw) -> Treadmill:
    return Treadmill(
        min_speed_kmh=draw.one((None, 0.3, 0.8, 1.0, 2.0, 3.0, draw.real(0, 10))),
        max_user_kg=draw.one((None, 60.0, 120.0, 150.0, draw.real(20, 500))),
        safety_clip=draw.one((True, True, False, None)),
    )


def _clearance(draw: _Draw, start: date) -> ProfessionalClearance:
    """Of any scope: valid, expired, or of a day to come."""
    given = start + timedelta(days=draw.one((0, 0, -400, -30, -1, 1, 30)))
    lasts = draw.one((None, None, 0, 14, 365))
    return ProfessionalClearance(
        scope=draw.one(words(profile.Scope)),
        by_role=draw.one(words(profile.ByRole)),
        date=given,
        expires=None if lasts is None else given + timedelta(days=lasts),
        max_intensity=draw.one((None, None, None, *words(profile.MaxIntensity))),
    )
