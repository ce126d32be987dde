"""What your own data says of a claim: never more than was measured, and never why."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest

from retrowalk import evidence
from retrowalk.outcomes import Trial, TrialResult
from retrowalk.outcomes.benefits import benefits_of
from retrowalk.outcomes.own_data import OwnData, own_data
from retrowalk.outcomes.progress import Progress, progress
from retrowalk.store import Store
from retrowalk.store.person_record import person_record
from years import FIRST, a_home

CAUSE = re.compile(
    r"thanks to|because of walking|helped|due to|improved by|made you|works for you", re.IGNORECASE
)
TRIAL = Trial(
    id="trial-0001",
    designed_on=FIRST,
    status="finished",
    measure="pain_usual",
    unit="week",
    periods=(),
    seed=1,
    worth=2.0,
    worth_text="",
    power=None,
    site="knee",
)
FOUND = TrialResult(
    estimate=-1.2,
    low=-2.0,
    high=-0.4,
    p=0.01,
    pairs=8,
    missing=0,
    verdict="backward",
    sentence="Usual pain was 1.2 points lower when you walked backward, so walking backward helped you more.",
    notes=(),
)


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Progress:
    home = tmp_path_factory.mktemp("home")
    today = a_home(home, weeks=12)
    with Store(home) as store:
        return progress(person_record(store, today))


def sentences(own: OwnData) -> Iterator[str]:
    yield from (one.text for one in (*own.found, *own.to_measure))
    yield from (own.short or "", own.caution or "", *own.unseen)


def test_a_claim_that_promises_nothing_has_no_column(lived: Progress) -> None:
    assert own_data("C07", lived) is None


def test_what_was_measured_is_told_with_its_verdict_and_its_page(lived: Progress) -> None:
    own = own_data("C26", lived)
    assert own is not None
    change = next(one for one in lived.changes if (one.measure, one.site) == ("pain_usual", "knee"))
    line = own.found[0]
    assert (line.text, line.verdict) == (change.sentence, change.verdict)
    assert line.page == "/progress/measure/pain_usual?site=knee"
    assert own.short is not None and "Usual pain of the last week (knee)" in own.short
    assert own.to_measure == ()


def test_what_was_not_measured_is_offered(lived: Progress) -> None:
    own = own_data("C51", lived)
    assert own is not None
    assert [(one.text, one.page) for one in own.to_measure] == [
        ("Five times sit-to-stand", "/progress/tests/sit_to_stand_5")
    ]
    nobody = own_data("C20", replace(lived, changes=(), weeks=(), results=()))
    assert nobody is not None
    assert (nobody.short, nobody.found, nobody.caution) == (None, (), None)
    assert [one.page for one in nobody.to_measure] == [
        "/progress/enter/systolic",
        "/progress/enter/diastolic",
    ]


def test_what_nobody_can_see_in_their_own_figures_says_so(lived: Progress) -> None:
    own = own_data("C21", lived)
    assert own is not None
    assert own.found == () and "blood test" in own.unseen[0]


def test_calories_are_told_by_the_last_whole_week(lived: Progress) -> None:
    own = own_data("C18", lived)
    assert own is not None
    last = [one for one in lived.weeks if not one.so_far][-1]
    assert f"{last.met_minutes.low:.0f} to {last.met_minutes.high:.0f} MET-minutes" in own.found[0].text
    assert own_data("C18", replace(lived, weeks=())) is not None


def test_no_sentence_says_that_walking_backward_was_what_helped(lived: Progress) -> None:
    better = replace(lived, changes=tuple(replace(one, verdict="better") for one in lived.changes))
    for claim in evidence.claims():
        for had in (lived, better):
            own = own_data(claim, had)
            assert own is None or not [one for one in sentences(own) if CAUSE.search(one)]
            assert own is None or own.trial is None


def test_where_something_changed_it_says_that_this_is_no_cause(lived: Progress) -> None:
    better = replace(lived, changes=tuple(replace(one, verdict="better") for one in lived.changes))
    own = own_data("C26", better)
    assert own is not None and own.caution is not None and "trial of your own" in own.caution


def test_the_trial_speaks_for_the_claims_of_its_outcome_only(lived: Progress) -> None:
    told = replace(lived, trial=FOUND)
    for claim in evidence.claims():
        own = own_data(claim, told, TRIAL)
        if own is None:
            continue
        about_it = any(
            (w.measure, w.site) == ("pain_usual", "knee") for b in benefits_of(claim) for w in b.watched
        )
        assert (own.trial is not None) == about_it
        if own.trial is not None:
            assert own.trial.text == FOUND.sentence
            assert own.caution is None
