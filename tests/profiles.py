"""Profiles of all kinds for property tests: every field drawn, nulls among them, so that every level occurs."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, TypeVar, get_args

from hypothesis import strategies as st

from retrowalk.screening import Profile, profile
from retrowalk.screening.profile import Details, Falls, Pain, ProfessionalClearance, Treadmill

T = TypeVar("T")

STARTS = (date(2026, 11, 23), date(2024, 2, 29), date(2026, 12, 31), date(2027, 1, 1))


def words(kind: Any) -> tuple[Any, ...]:
    """The values of one of the contract's enums, such as ``profile.Condition``."""
    return get_args(kind)


def maybe(strategy: st.SearchStrategy[T], *, known: int = 3) -> st.SearchStrategy[T | None]:
    """That, or now and then null: not answered."""
    return st.one_of(*[strategy] * known, st.none())


def few(kind: Any, *, most: int = 3, none: int = 3) -> st.SearchStrategy[tuple[Any, ...]]:
    """Some of an enum's values, often none."""
    some = st.lists(st.sampled_from(words(kind)), unique=True, max_size=most).map(tuple)
    return st.one_of(*[st.just(())] * none, some)


def falls() -> st.SearchStrategy[Falls]:
    """No fall for most; with one, what kind, or not answered."""
    some = st.builds(
        Falls,
        past_year=st.sampled_from((1, 1, 2, 3, 12)),
        injurious=maybe(st.booleans()),
        unexplained=maybe(st.booleans()),
    )
    return st.one_of(st.just(Falls(0)), st.just(Falls(0, False, False)), some)


def clearances(start: date) -> st.SearchStrategy[tuple[ProfessionalClearance, ...] | None]:
    """Clearances of any scope: valid, expired, or of a day to come."""

    @st.composite
    def one(draw: st.DrawFn) -> ProfessionalClearance:
        given = start + timedelta(days=draw(st.sampled_from((-400, -30, -1, 0, 0, 1, 30))))
        lasts = draw(st.sampled_from((None, None, 0, 14, 365)))
        return ProfessionalClearance(
            scope=draw(st.sampled_from(words(profile.Scope))),
            by_role=draw(st.sampled_from(words(profile.ByRole))),
            date=given,
            expires=None if lasts is None else given + timedelta(days=lasts),
            max_intensity=draw(maybe(st.sampled_from(words(profile.MaxIntensity)), known=1)),
        )

    return st.one_of(st.none(), st.just(()), st.lists(one(), min_size=1, max_size=4).map(tuple))


def details(start: date) -> st.SearchStrategy[Details | None]:
    """What only some conditions make relevant."""
    past = st.integers(0, 1500).map(lambda days: start - timedelta(days=days))
    return maybe(
        st.builds(
            Details,
            stroke_date=maybe(past),
            surgery_date=maybe(past),
            pregnancy_week=maybe(st.integers(0, 42)),
            ms_relapse_within_3_months=maybe(st.booleans()),
            foot_sensation_normal=maybe(st.sampled_from((True, True, False))),
        )
    )


@st.composite
def profiles(draw: st.DrawFn, /, **given: st.SearchStrategy[Any]) -> Profile:
    """A walker.

    Args:
        draw: from hypothesis.
        **given: strategies for fields that are not to be drawn as usual, such as ``conditions=st.just(())``.
    """
    start = draw(given.pop("start_date", st.sampled_from(STARTS)))
    age = st.one_of(st.integers(18, 64), st.integers(65, 95), st.sampled_from((0, 12, 17, 18, 64, 65, 120)))
    calm = st.sampled_from((False, False, True))
    fields: dict[str, st.SearchStrategy[Any]] = {
        "birth_year": age.map(lambda years: start.year - years),
        "days_per_week": st.integers(1, 7),
        "minutes_per_session": st.integers(5, 180),
        "goal": st.sampled_from(words(profile.Goal)),
        "conditions": few(profile.Condition),
        "symptoms": few(profile.Symptom, most=2, none=6),
        "falls": falls(),
        "equipment": few(profile.Equipment, most=5, none=0),
        "supervision": st.sampled_from(words(profile.Supervision)),
        "weeks": maybe(st.integers(1, 52)),
        "unsteady": maybe(calm, known=5),
        "worried_about_falling": maybe(calm, known=5),
        "stay_independent": maybe(st.integers(0, 14)),
        "walking_aid": maybe(st.sampled_from(("none",) * 4 + words(profile.WalkingAid)), known=5),
        "freezing": maybe(st.sampled_from((False, False, False, True)), known=5),
        "medication": maybe(few(profile.Medication), known=5),
        "pain": maybe(
            st.lists(
                st.builds(
                    Pain, st.sampled_from(words(profile.PainSite)), maybe(st.integers(0, 10).map(float))
                ),
                max_size=3,
            ).map(tuple)
        ),
        "active_regularly": maybe(st.booleans()),
        "usual_forward_speed_mps": maybe(st.floats(0.1, 3)),
        "sex": maybe(st.sampled_from(words(profile.Sex))),
        "height_m": maybe(st.floats(0.5, 2.5)),
        "mass_kg": maybe(st.floats(20, 400)),
        "details": details(start),
        "treadmill": maybe(
            st.builds(
                Treadmill,
                min_speed_kmh=maybe(st.floats(0, 10)),
                max_user_kg=maybe(st.floats(20, 500)),
                safety_clip=maybe(st.booleans()),
            )
        ),
        "help_within_call": maybe(st.booleans()),
        "clearances": clearances(start),
        "other_conditions": maybe(st.lists(st.text(max_size=20), max_size=2).map(tuple)),
    }
    fields |= given
    return Profile(start_date=start, **{name: draw(strategy) for name, strategy in fields.items()})
