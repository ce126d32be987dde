"""``retrowalk trial``: designed, kept, followed, stopped and analysed in the terminal."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from cli_running import Command
from people import a_person
from retrowalk import contract
from retrowalk.outcomes import Choice, Period, Results, Trial
from retrowalk.outcomes.trial.schedule import ends_on
from retrowalk.prescription import prescribe
from retrowalk.screening import screen
from retrowalk.store import Store
from retrowalk.web.plan import PlanDesk
from trials import a_result, a_trial, by_arm, measured

TODAY = date.today()


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder with a programme that begins today."""
    monkeypatch.setenv("RETROWALK_HOME", str(tmp_path / "home"))
    person = a_person(start_date=TODAY.isoformat())
    with Store(tmp_path / "home") as store:
        store.plans.adopt(person, prescribe(person, screen(person)))
    return tmp_path / "home"


def keep(home: Path, trial: Trial, value: Callable[[Period], float | None] | None = None) -> None:
    """A trial in the data folder, with what was measured before today."""
    results = [one for one in measured(trial, value) if one.taken_on <= TODAY] if value else []
    with Store(home) as store:
        store.outcomes.save_trial(trial)
        store.outcomes.add(*results)


def past(weeks: int, **changed: Any) -> Trial:
    """A trial that began so many weeks ago."""
    trial = a_trial(**changed)
    by = TODAY - timedelta(weeks=weeks) - trial.periods[0].start
    moved = tuple(replace(one, start=one.start + by, end=one.end + by) for one in trial.periods)
    return replace(trial, periods=moved, designed_on=trial.designed_on + by)


def test_it_is_designed_and_kept_only_where_that_is_wanted(home: Path, retrowalk: Command) -> None:
    shown = retrowalk("trial", "design", "pain-usual", "--site", "knee", "--seed", 5)
    assert shown.code == 0, shown.err
    assert "What decides: Usual pain of the last week (knee)." in shown.out
    assert "Nothing was kept." in shown.out
    assert "to see 2 points" in shown.out
    assert "There is no trial yet" in retrowalk("trial", "status").complaint
    options = ("pain_usual", "--site", "knee", "--seed", 5, "--pairs", 8, "--wash-in", 1, "--worth", 1.5)
    begun = retrowalk("trial", "design", *options, "--start", TODAY.isoformat(), "--begin", "--json")
    trial = contract.read(Trial, begun.out, "the trial")
    with Store(home) as store:
        assert [one.trial for one in store.outcomes.trials()] == [trial]
    assert (len(trial.periods), trial.periods[0].wash_in_days, trial.worth, trial.seed) == (16, 1, 1.5, 5)
    assert "one at a time" in retrowalk("trial", "design", "mood").complaint


def test_the_programme_walks_what_was_begun_and_goes_back_when_it_is_stopped(
    home: Path, retrowalk: Command
) -> None:
    start = (TODAY + timedelta(days=7)).isoformat()
    made = retrowalk("trial", "design", "mood", "--pairs", 7, "--start", start, "--begin", "--json").json
    with Store(home) as store:
        programme = PlanDesk(store).must()
    assert [one.direction for one in programme.trial_days] == [one["arm"] for one in made["periods"]]
    assert retrowalk("trial", "stop").code == 0
    with Store(home) as store:
        assert PlanDesk(store).must().trial_days == ()


def test_what_decides_is_the_main_outcome_where_none_is_said(home: Path, retrowalk: Command) -> None:
    assert "no main outcome was named" in retrowalk("trial", "design").complaint
    with Store(home) as store:
        store.outcomes.choose(Choice("pain_worst", TODAY, "knee"))
    assert retrowalk("trial", "design", "--json").json["measure"] == "pain_worst"
    assert (
        retrowalk("trial", "design", "pain_now", "--site", "hip", "--unit", "session", "--json").json["unit"]
        == "session"
    )


def test_each_design_throws_its_own_coins(home: Path, retrowalk: Command) -> None:
    made = [retrowalk("trial", "design", "mood", "--json").json["seed"] for _ in range(2)]
    assert made[0] != made[1]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("luck",), "No measure is called “luck”"),
        (("pain_usual",), "say which"),
        (("pain_usual", "--site", "soul"), "--site soul is no place of the body"),
        (("mood", "--start", "soon"), "--start soon is no date"),
        (("mood", "--start", "2020-01-06"), "6 January 2020, which is over"),
        (("mood", "--start", "9999-12-30"), "12 weeks from today"),
        (("mood", "--pairs", 3), "expected 7 to 26"),
        (("mood", "--worth", -1), "more than 0"),
    ],
)
def test_what_cannot_be_is_said_in_one_sentence(
    home: Path, retrowalk: Command, arguments: Any, says: str
) -> None:
    assert says in retrowalk("trial", "design", *arguments).complaint


def test_where_it_stands(home: Path, retrowalk: Command) -> None:
    trial = past(2)
    keep(home, trial, by_arm(2, 4))
    said = retrowalk("trial", "status").out
    third = trial.periods[2]
    assert f"Period 3 of 16, until {third.end - timedelta(days=1)}: walk {third.arm}." in said
    assert "Complete so far: 1 of 8 pairs of weeks." in said
    standing = retrowalk("trial", "status", "--json").json
    assert (standing["schema"], standing["arm"]) == ("retrowalk.trial-standing/1", third.arm)
    assert standing["complete"] == 1


def test_while_it_runs_nothing_is_told(home: Path, retrowalk: Command) -> None:
    keep(home, past(15), by_arm(1, 9))
    said = retrowalk("trial", "analyse").out
    assert "still running" in said
    assert "1 point" not in said


def test_it_is_stopped_and_what_was_measured_stays(home: Path, retrowalk: Command) -> None:
    keep(home, past(14), by_arm(2, 4))
    assert "goes on without it" in retrowalk("trial", "stop").out
    assert "is over" in retrowalk("trial", "stop").complaint
    assert "The trial is over" in retrowalk("trial", "status").out
    found = retrowalk("trial", "analyse", "--json").json
    assert (found["verdict"], found["pairs"]) == ("backward", 7)


def test_once_it_is_over_it_says_which_way_helped_more(home: Path, retrowalk: Command) -> None:
    keep(home, past(16), by_arm(2, 4))
    said = retrowalk("trial", "analyse").out
    assert "so walking backward helped you more." in said
    assert "p = 0.0078" in said
    assert "You know which way you walk" in said


def test_a_trial_from_files_needs_no_data_folder(tmp_path: Path, retrowalk: Command) -> None:
    trial = past(20)
    (tmp_path / "trial.json").write_text(json.dumps(contract.write(trial)), encoding="utf-8")
    results = Results(tuple(measured(trial, by_arm(4, 2))))
    (tmp_path / "results.json").write_text(json.dumps(contract.write(results)), encoding="utf-8")
    files = ("--trial", tmp_path / "trial.json", "--results", tmp_path / "results.json")
    assert retrowalk("trial", "analyse", *files, "--json").json["verdict"] == "forward"
    assert "expected --trial and --results together" in retrowalk("trial", "analyse", *files[:2]).complaint
    (tmp_path / "trial.json").write_text("{}", encoding="utf-8")
    assert "names no schema" in retrowalk("trial", "analyse", *files).complaint


def test_a_result_of_today_counts_for_the_period_of_today(home: Path, retrowalk: Command) -> None:
    trial = past(0, wash_in_days=0)
    keep(home, trial)
    with Store(home) as store:
        store.outcomes.add(a_result(trial, TODAY, 3))
    assert retrowalk("trial", "status", "--json").json["missing"] == 0
    assert ends_on(trial) == TODAY + timedelta(weeks=16)
