"""What walking costs: a band that is in order, grows with speed and grade, and never says "double"."""

from __future__ import annotations

import json
from importlib.resources import files
from math import inf, nan
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrowalk import contract
from retrowalk.energy import Band, Cost, cost
from retrowalk.errors import EnergyError

MPH = 0.44704
backward_speeds = st.floats(0.05, 1.91)
forward_speeds = st.floats(0.05, 2.45)
uphill_speeds = st.floats(0.84, 2.0)
grades = st.floats(0, 10)
practices = st.sampled_from([None, False, True])


def ends(band: Band) -> tuple[float, float, float]:
    return band.low, band.mid, band.high


def no_less(more: Band, less: Band) -> bool:
    return all(a >= b - 1e-9 for a, b in zip(ends(more), ends(less), strict=True))


@given(backward_speeds, grades, practices, st.none() | st.integers(1, 120))
def test_a_backward_band_is_in_order(
    speed_mps: float, grade_pct: float, practised: bool | None, age: int | None
) -> None:
    mets = cost("backward", speed_mps, grade_pct, age=age, practised=practised).mets
    assert 1 < mets.low <= mets.mid <= mets.high


@given(forward_speeds, st.none() | st.integers(1, 120))
def test_a_forward_band_is_in_order(speed_mps: float, age: int | None) -> None:
    mets = cost("forward", speed_mps, age=age).mets
    assert 1 < mets.low <= mets.mid <= mets.high


@given(backward_speeds, backward_speeds, grades, grades, practices)
def test_backward_faster_or_steeper_never_costs_less(
    a_mps: float, b_mps: float, a_pct: float, b_pct: float, practised: bool | None
) -> None:
    slow, fast = sorted((a_mps, b_mps))
    flat, steep = sorted((a_pct, b_pct))
    less = cost("backward", slow, flat, practised=practised).mets
    assert no_less(cost("backward", fast, steep, practised=practised).mets, less)


@given(forward_speeds, forward_speeds)
def test_forward_faster_never_costs_less(a_mps: float, b_mps: float) -> None:
    slow, fast = sorted((a_mps, b_mps))
    assert no_less(cost("forward", fast).mets, cost("forward", slow).mets)


@given(uphill_speeds, uphill_speeds, st.floats(0, 15), st.floats(0, 15))
def test_forward_uphill_faster_or_steeper_never_costs_less(
    a_mps: float, b_mps: float, a_pct: float, b_pct: float
) -> None:
    slow, fast = sorted((a_mps, b_mps))
    flat, steep = sorted((a_pct, b_pct))
    assert no_less(cost("forward", fast, steep).mets, cost("forward", slow, flat).mets)


@given(st.floats(3.2 * MPH, 3.8 * MPH))
def test_near_3_5_mph_backward_costs_1_25_to_1_40_times_forward(speed_mps: float) -> None:
    ratio = cost("backward", speed_mps, practised=False).mets.mid / cost("forward", speed_mps).mets.mid
    assert 1.25 <= ratio <= 1.40


@given(backward_speeds, practices)
def test_it_is_never_double_on_the_level(speed_mps: float, practised: bool | None) -> None:
    there, back = cost("forward", speed_mps).mets, cost("backward", speed_mps, practised=practised).mets
    assert back.mid / there.mid < 1.8
    assert back.high / there.mid < 2


@given(st.floats(0.84, 1.91), grades, practices)
def test_it_is_never_double_uphill(speed_mps: float, grade_pct: float, practised: bool | None) -> None:
    there = cost("forward", speed_mps, grade_pct).mets
    back = cost("backward", speed_mps, grade_pct, practised=practised).mets
    assert 1 - 1e-9 <= back.mid / there.mid < 1.8


@given(backward_speeds, grades, st.floats(20, 150), st.floats(0.1, 600), st.floats(1, 2))
def test_kcal_are_in_proportion_to_mass_and_minutes(
    speed_mps: float, grade_pct: float, mass_kg: float, minutes: float, times: float
) -> None:
    once = cost("backward", speed_mps, grade_pct, mass_kg, minutes).kcal
    heavier = cost("backward", speed_mps, grade_pct, mass_kg * times, minutes).kcal
    longer = cost("backward", speed_mps, grade_pct, mass_kg, minutes * times).kcal
    assert once
    assert heavier
    assert longer
    assert ends(heavier) == pytest.approx(ends(once * times))
    assert ends(longer) == pytest.approx(ends(once * times))


@given(backward_speeds, grades)
def test_practice_lowers_the_figure_but_not_below_forward(speed_mps: float, grade_pct: float) -> None:
    novice, unsaid, practised = (
        cost("backward", speed_mps, grade_pct, practised=known).mets for known in (False, None, True)
    )
    assert practised.mid < novice.mid
    assert unsaid == Band(practised.low, novice.mid, novice.high)
    assert practised.high == novice.high


@pytest.mark.parametrize(
    ("mph", "grade_pct", "mets"), [(3.5, 0, 6.0), (3.5, 5, (7.8 + 8.0) / 2), (2.5, 10, 7.8)]
)
def test_the_published_figures_are_the_middle(mph: float, grade_pct: float, mets: float) -> None:
    found = cost("backward", mph * MPH, grade_pct, practised=False)
    assert found.mets.mid == pytest.approx(mets)
    assert found.basis == "measured_anchor"


def test_the_worked_example() -> None:
    """7.9 METs × 3.5 × 70 kg / 200 × 20 min."""
    found = cost("backward", 3.5 * MPH, 5, 70, 20)
    assert found.kcal
    assert found.kcal.mid == pytest.approx(193.55)


@pytest.mark.parametrize(
    ("arguments", "basis"),
    [
        ({"direction": "backward", "speed_mps": 1.2}, "interpolated"),
        ({"direction": "backward", "speed_mps": 0.5}, "extrapolated"),
        ({"direction": "backward", "speed_mps": 1.8}, "extrapolated"),
        ({"direction": "backward", "speed_mps": 3.5 * MPH, "practised": True}, "derived"),
        ({"direction": "forward", "speed_mps": 2.5 * MPH}, "measured_anchor"),
        ({"direction": "forward", "speed_mps": 1.2}, "interpolated"),
        ({"direction": "forward", "speed_mps": 1.2, "grade_pct": 3}, "derived"),
    ],
)
def test_what_the_middle_rests_on(arguments: dict[str, Any], basis: str) -> None:
    assert cost(**arguments).basis == basis


def notes(found: Cost) -> str:
    return " ".join(note.text for note in found.notes)


def test_slower_than_was_measured_the_band_widens_and_says_so() -> None:
    slow, measured = cost("backward", 0.5, practised=False), cost("backward", 1.0, practised=False)
    assert slow.mets.high / slow.mets.low > measured.mets.high / measured.mets.low
    assert "slower than 0.89 m/s" in notes(slow)
    assert "slower than 0.89 m/s" not in notes(measured)


def test_where_running_begins_it_says_so() -> None:
    assert "start to run" in notes(cost("backward", 1.7))
    assert "start to run" not in notes(cost("backward", 1.6))


@pytest.mark.parametrize("kmh", [1.0, 1.5, 2.0])
def test_at_1_to_2_km_h_backward_does_not_count_as_vigorous(kmh: float) -> None:
    found = cost("backward", kmh / 3.6)
    assert (found.intensity.low, found.intensity.high) == ("light", "moderate")
    assert "does not count as vigorous" in notes(found)


@pytest.mark.parametrize("age", [18, 60])
def test_beyond_the_ages_of_the_compendium_the_band_is_wider(age: int) -> None:
    for direction in ("forward", "backward"):
        known, beyond = cost(direction, 1.0, age=40), cost(direction, 1.0, age=age)
        assert beyond.mets.low < known.mets.low <= known.mets.high < beyond.mets.high
        assert beyond.mets.mid == known.mets.mid
        assert "for other ages the band is a fifth wider" in notes(beyond)


def test_without_mass_or_minutes_there_are_mets_only() -> None:
    assert cost("backward", 1.0, mass_kg=70).kcal is None
    assert cost("backward", 1.0, minutes=20).kcal is None


def test_it_never_says_double_but_to_deny_it() -> None:
    for speed_mps in (0.3, 1.0, 1.56, 1.8):
        for grade_pct in (0, 4):
            said = notes(cost("backward", speed_mps, grade_pct))
            assert "not double" in said
            assert said.count("double") == 1


@pytest.mark.parametrize(
    ("arguments", "field", "said"),
    [
        (("backward", 1.92), "speed", "faster than anybody was measured"),
        (("backward", 1.0, 10.5), "grade", "at most 10 %"),
        (("backward", 1.0, -1), "grade", "downhill"),
        (("forward", 1.0, -1), "grade", "downhill"),
        (("forward", 2.5), "speed", "running"),
        (("forward", 1.0, 16), "grade", "at most 15 %"),
        (("forward", 0.8, 1), "speed", "at least 0.84 m/s (3 km/h, 1.9 mph)"),
        (("forward", 2.1, 1), "speed", "at most 2.01 m/s"),
        (("forward", 0), "speed", "more than 0"),
        (("forward", -1), "speed", "more than 0"),
        (("forward", nan), "speed", "cannot be"),
        (("forward", inf), "speed", "cannot be"),
        (("forward", 1.0, nan), "grade", "no number"),
        (("backward", 1.0, 0, 0), "mass", "at least 20"),
        (("backward", 1.0, 0, 301), "mass", "at most 300"),
        (("backward", 1.0, 0, 70, 0), "minutes", "more than 0"),
        (("backward", 1.0, 0, 70, 1441), "minutes", "at most 1440"),
        (("backward", 1.0, 0, 70, 20, 121), "age", "at most 120"),
        (("sideways", 1.0), "direction", "forward or backward"),
    ],
)
def test_where_nothing_is_known_a_sentence_says_so(arguments: tuple[Any, ...], field: str, said: str) -> None:
    with pytest.raises(EnergyError) as refused:
        cost(*arguments)
    assert refused.value.field == field
    assert said in str(refused.value)


def test_the_limits_that_are_named_are_themselves_allowed() -> None:
    assert cost("forward", 3 / 3.6, 1)
    assert cost("backward", 6.8 / 3.6, 10)
    assert cost("forward", 5.5 * MPH)
    assert cost("forward", 4.5 * MPH, 15)


def test_as_a_document_it_follows_its_schema() -> None:
    found = cost("backward", 3.5 * MPH, 5, 70, 20, 40, True).rounded()
    document = contract.write(found)
    assert document["schema"] == "retrowalk.energy/1"
    jsonschema.validate(json.loads(json.dumps(document)), contract.json_schema(Cost))
    assert contract.read(Cost, json.dumps(document), "it") == found


def test_every_note_has_a_rule_and_every_id_is_listed() -> None:
    found = cost("backward", 0.5, 3, 70, 20, 70)
    rules = (files("retrowalk.evidence") / "data" / "rules" / "energy.yaml").read_text(encoding="utf-8")
    assert all(f"- id: {note.rule}\n" in rules for note in found.notes)
    assert set(found.evidence) == {id for note in found.notes for id in note.evidence}
