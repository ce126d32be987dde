"""Charts of what changed, of what was walked, and of a trial."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any

import altair
import numpy as np
import pytest

from changes import a_change, results_of
from colour_vision import VISION, contrast, linear
from retrowalk.energy import Band
from retrowalk.outcomes import Period, Result, Trial, TrialResult, measure
from retrowalk.reports import PALETTES, chart_svg
from retrowalk.reports.outcome_charts import (
    active_weeks_chart,
    adherence_chart,
    outcome_chart,
    trial_chart,
    trial_difference_chart,
)
from retrowalk.reports.outcome_charts.parts import round_values, spread

MONDAY = date(2026, 1, 5)
FASTER = results_of("backward_walk_3m", (6.9, 6.2, 5.9, 5.1, 4.4, 4.1), every=30, practice=1, spread=0.3)


@dataclass
class Weekly:
    """A week as the charts want it."""

    start: date
    asked: int
    done: int
    moderate_minutes: Band


WEEKS = [Weekly(MONDAY + timedelta(7 * i), 3, i % 4, Band(40 + i, 55 + 2 * i, 70 + 3 * i)) for i in range(30)]
PERIODS = tuple(
    Period(i + 1, i // 2 + 1, ("backward", "forward")[(i + i // 2) % 2], MONDAY + timedelta(7 * i),
           MONDAY + timedelta(7 * i + 7), 2)
    for i in range(8)
)  # fmt: skip
TRIAL = Trial("t", MONDAY, "running", "pain_usual", "week", PERIODS, 1, 2.0, "worth 2", 0.8)
TOLD = results_of("pain_usual", (4, 2, 5, 3, 4, 3, 5, 2), every=7, start=MONDAY + timedelta(5))
FOUND = TrialResult(-1.4, -2.2, -0.6, 0.01, 4, 0, "backward", "Pain was lower in the backward weeks.", ())

CHARTS: dict[str, Callable[..., dict[str, Any]]] = {
    "outcome": lambda **how: outcome_chart(
        FASTER, a_change(FASTER, 1.1, 0.7), measure("backward_walk_3m"), **how
    ),
    "active weeks": lambda **how: active_weeks_chart(WEEKS, **how),
    "adherence": lambda **how: adherence_chart(WEEKS, **how),
    "trial": lambda **how: trial_chart(TRIAL, TOLD, measure("pain_usual"), **how),
    "difference": lambda **how: trial_difference_chart(FOUND, measure("pain_usual"), **how),
}


def layer(spec: dict[str, Any], name: str) -> dict[str, Any]:
    (found,) = [part for part in _flat(spec) if part["data"]["name"] == name]
    return found


def names(spec: dict[str, Any]) -> set[str]:
    return {part["data"]["name"] for part in _flat(spec)}


def _flat(spec: dict[str, Any]) -> list[dict[str, Any]]:
    return [part for one in spec["layer"] for part in one.get("layer", [one])]


@pytest.mark.parametrize("name", CHARTS)
@pytest.mark.parametrize(
    "how", [{}, {"width": 265, "theme": "dark"}, {"width": 700}], ids=["page", "phone", "desk"]
)
def test_each_is_valid_vega_lite_says_what_it_shows_and_can_be_read(name: str, how: dict[str, Any]) -> None:
    spec = CHARTS[name](**how)
    altair.Chart.from_dict(spec, validate=True)
    assert len(spec["description"]) > 40
    if how:
        svg = chart_svg(spec)
        assert min(float(size) for size in re.findall(r'font-size="([0-9.]+)', svg)) >= 16
        assert spec["description"][:20] in svg


def test_the_words_say_start_now_error_and_what_matters() -> None:
    words = CHARTS["outcome"]()["description"]
    for part in (
        "6 results, from 5 January 2026 to 4 June 2026.",
        "Practice, or not counted for another reason: 1.",
        "At the start 6.20\u00a0s, now 4.10\u00a0s.",
        "measurement error: 1.10\u00a0s",
        "matters to people: 5.50\u00a0s",
        "Better than measurement error explains.",
    ):
        assert part in words


def test_the_band_is_the_error_around_the_start_and_the_dotted_line_what_matters() -> None:
    spec = CHARTS["outcome"]()
    (band,) = layer(spec, "error")["data"]["values"]
    assert (band["value"], band["high"]) == pytest.approx((5.1, 7.3))
    (matters,) = layer(spec, "matters")["data"]["values"]
    assert matters["value"] == pytest.approx(5.5)
    assert [row["counts"] for row in layer(spec, "results")["data"]["values"]] == [False] + 5 * [True]


def test_where_the_error_is_not_known_there_is_no_band() -> None:
    told = results_of("body_mass", (80, 79, 78))
    spec = outcome_chart(told, a_change(told, None, None, "cannot_tell"), measure("body_mass"), width=400)
    assert not {"error", "matters"} & names(spec)
    assert "error" not in spec["description"].replace("Better than measurement error explains.", "")


def test_one_result_alone_is_drawn_with_its_value_beside_it() -> None:
    told = results_of("six_minute_walk", (420,))
    spec = outcome_chart(
        told, a_change(told, None, None, "cannot_tell"), measure("six_minute_walk"), width=400
    )
    altair.Chart.from_dict(spec, validate=True)
    assert layer(spec, "now")["data"]["values"][0]["words"] == ["420\u00a0m"]
    with pytest.raises(ValueError, match="at least one"):
        outcome_chart([], a_change(told, None, None), measure("six_minute_walk"))


def test_a_year_of_days_is_named_by_months_and_six_weeks_by_days() -> None:
    year = results_of("backward_speed", [0.4 + i / 200 for i in range(52)], every=7)
    change = a_change(year, 0.1, None)
    labels = [
        layer(outcome_chart(told, change, measure("backward_speed"), width=700), "ticks")["encoding"]["x"][
            "axis"
        ]["labelExpr"]
        for told in (year, year[:6])
    ]
    assert '["Feb", "2026"]' in labels[0]
    assert '"12 Jan"' in labels[1]


def test_trial_periods_are_named_wash_in_left_out_and_the_empty_one_said() -> None:
    spec = trial_chart(TRIAL, TOLD[1:], measure("pain_usual"), width=700)
    rows = [row for arm in ("backward", "forward") for row in layer(spec, f"periods {arm}")["data"]["values"]]
    assert sorted(row["from"] for row in rows) == [2 + 7 * i for i in range(8)]
    assert "Periods without a result: 1." in spec["description"]
    early = replace(TOLD[0], taken_on=MONDAY + timedelta(1))
    assert not [
        row
        for arm in ("backward", "forward")
        for row in layer(trial_chart(TRIAL, [early], measure("pain_usual")), f"results {arm}")["data"][
            "values"
        ]
    ]


@pytest.mark.parametrize(("id", "left"), [("pain_usual", "backward"), ("backward_speed", "forward")])
def test_either_side_of_no_difference_is_named_after_who_was_better_there(id: Any, left: str) -> None:
    spec = trial_difference_chart(FOUND, measure(id), width=700)
    assert left in layer(spec, "side 0")["data"]["values"][0]["words"]


@pytest.mark.parametrize("theme", PALETTES)
@pytest.mark.parametrize("vision", [*VISION, "greyscale"])
def test_what_is_drawn_stands_out_whatever_is_seen_of_colour(theme: Any, vision: str) -> None:
    """Each mark reaches 3:1 (WCAG 2.2, 1.4.11) against the ground and against the band of error it may lie on."""
    palette = PALETTES[theme]

    def seen(colour: str) -> str:
        rgb = linear(colour)
        if vision == "greyscale":
            rgb = np.full(3, rgb @ [0.2126, 0.7152, 0.0722])
        else:
            rgb = (np.asarray(VISION[vision]) @ rgb).clip(0, 1)
        return _hex(rgb)

    def over(colour: str, share: float) -> str:
        mixed = [
            round(share * int(colour[i : i + 2], 16) + (1 - share) * int(palette.ground[i : i + 2], 16))
            for i in (1, 3, 5)
        ]
        return "#" + "".join(f"{one:02x}" for one in mixed)

    grounds = [
        palette.ground,
        over(palette.still, 0.28),
        over(palette.backward, 0.1),
        over(palette.forward, 0.1),
    ]
    for mark in (palette.text, palette.muted, palette.unknown, palette.forward, palette.backward):
        for ground in grounds:
            assert contrast(seen(mark), seen(ground)) >= 3, (mark, ground)
    # The range of a week's minutes is drawn over its bar.
    assert contrast(seen(palette.text), seen(palette.still)) >= 3


@pytest.mark.parametrize("theme", PALETTES)
def test_nothing_is_told_by_colour_alone(theme: Any) -> None:
    """Taken to one grey, what differs still differs: full or hollow, dashed or dotted, and by name."""
    outcome, trial, weeks = (
        CHARTS[name](theme=theme, width=1100) for name in ("outcome", "trial", "adherence")
    )
    assert layer(outcome, "start")["mark"]["strokeDash"] != layer(outcome, "matters")["mark"]["strokeDash"]
    fills = layer(outcome, "results")["encoding"]["fill"]
    assert fills["condition"]["value"] == PALETTES[theme].ground != fills["value"]
    assert layer(trial, "results forward")["mark"]["fill"] == PALETTES[theme].ground
    assert layer(trial, "results backward")["mark"]["fill"] != PALETTES[theme].ground
    assert {row["words"] for row in layer(trial, "names backward")["data"]["values"]} == {"Backward"}
    squares = layer(weeks, "sessions")["encoding"]["fill"]
    assert contrast(squares["value"], squares["condition"]["value"]) >= 3


def test_names_at_the_right_never_lie_over_one_another() -> None:
    placed = spread([100, 101, 99, 240], [20, 20, 20, 20], 250)
    ordered = sorted(placed)
    assert all(after - before >= 20 for before, after in pairwise(ordered))
    assert placed[2] < placed[0] < placed[1] <= placed[3] <= 240


def test_axes_have_round_numbers() -> None:
    assert round_values(3.7, 7.5) == ([4, 5, 6, 7], 0)
    assert round_values(0.31, 0.74) == ([0.4, 0.5, 0.6, 0.7], 1)
    assert round_values(-2.75, 2.75) == ([-2, -1, 0, 1, 2], 0)


def _hex(rgb: Any) -> str:
    def byte(c: float) -> int:
        return round(255 * (12.92 * c if c <= 0.0031308 else 1.055 * c ** (1 / 2.4) - 0.055))

    return "#" + "".join(f"{byte(float(c)):02x}" for c in rgb)


def test_results_of_helpers_are_results() -> None:
    assert isinstance(FASTER[0], Result)
    assert FASTER[0].at == datetime(2026, 1, 5, 12, tzinfo=UTC)
