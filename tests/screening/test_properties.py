"""What holds for everybody: silence opens nothing, more trouble never loosens, a clearance opens its own scope.

Each property is tried on a crowd drawn from a seed (`./test --long`: a million people in all), and by hypothesis,
which finds the smallest profile that breaks it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import fields, replace
from datetime import timedelta
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from profiles import crowd, profiles, words
from retrowalk import contract
from retrowalk.screening import LEVELS, Clearance, Profile, profile, screen
from retrowalk.screening.clearing import NOTHING_RULES_IT_OUT
from retrowalk.screening.profile import Details, ProfessionalClearance, Scope
from retrowalk.screening.table import TABLE

SCOPES: tuple[Scope, ...] = words(profile.Scope)
CLOSED = ("clearance_first", "stop")

Property = Callable[[Profile, Random], None]
PROPERTIES: list[Property] = []
CROWD, LONG_CROWD = 1_600, 77_000


def holds_for_everybody(check: Property) -> Property:
    """A property of a walker; the second argument draws what else it needs."""
    PROPERTIES.append(check)
    return check


@pytest.fixture(scope="session")
def crowd_size(request: pytest.FixtureRequest) -> int:
    return LONG_CROWD if request.config.getoption("--long") else CROWD


def strictness(answer: Clearance) -> int:
    return LEVELS.index(answer.level)


def restricted(answer: Clearance) -> set[str]:
    return {one.id for one in answer.restrictions}


def detailed(person: Profile, **changed: Any) -> Profile:
    return replace(person, details=replace(person.details or Details(), **changed))


def asked_about_freezing(person: Profile) -> bool:
    return "parkinson" in person.conditions or person.freezing is not True


def asked_about_feet(person: Profile) -> bool:
    told = any(one in person.conditions for one in ("metabolic", "neuropathy"))
    return told or person.details is None or person.details.foot_sensation_normal is not False


# How each answer is taken back, and of whom it was asked at all.
TAKEN_BACK: dict[str, tuple[Callable[[Profile], Profile], Callable[[Profile], bool]]] = {
    "unsteady": (lambda p: replace(p, unsteady=None), lambda p: True),
    "worried_about_falling": (lambda p: replace(p, worried_about_falling=None), lambda p: True),
    # The key questions stand in its place, so only a score that said nothing can be left out alike.
    "stay_independent": (lambda p: replace(p, stay_independent=None), lambda p: (p.stay_independent or 0) < 4),
    "walking_aid": (lambda p: replace(p, walking_aid=None), lambda p: True),
    "freezing": (lambda p: replace(p, freezing=None), asked_about_freezing),
    "medication": (lambda p: replace(p, medication=None), lambda p: True),
    "pain": (lambda p: replace(p, pain=None), lambda p: True),
    "active_regularly": (lambda p: replace(p, active_regularly=None), lambda p: True),
    "usual_forward_speed_mps": (lambda p: replace(p, usual_forward_speed_mps=None), lambda p: True),
    "help_within_call": (lambda p: replace(p, help_within_call=None), lambda p: True),
    "weeks": (lambda p: replace(p, weeks=None), lambda p: True),
    "sex": (lambda p: replace(p, sex=None), lambda p: True),
    "height_m": (lambda p: replace(p, height_m=None), lambda p: True),
    "mass_kg": (lambda p: replace(p, mass_kg=None), lambda p: True),
    "treadmill": (lambda p: replace(p, treadmill=None), lambda p: True),
    "clearances": (lambda p: replace(p, clearances=None), lambda p: True),
    "details": (lambda p: replace(p, details=None), asked_about_feet),
    "details.stroke_date": (lambda p: detailed(p, stroke_date=None), lambda p: True),
    "details.surgery_date": (lambda p: detailed(p, surgery_date=None), lambda p: True),
    "details.pregnancy_week": (lambda p: detailed(p, pregnancy_week=None), lambda p: True),
    "details.ms_relapse_within_3_months": (lambda p: detailed(p, ms_relapse_within_3_months=None), lambda p: True),
    "details.foot_sensation_normal": (lambda p: detailed(p, foot_sensation_normal=None), asked_about_feet),
    "falls.injurious": (lambda p: replace(p, falls=replace(p.falls, injurious=None)), lambda p: True),
    "falls.unexplained": (lambda p: replace(p, falls=replace(p.falls, unexplained=None)), lambda p: True),
}  # fmt: skip
# A person's own words about another condition are no answer to a question of ours.
NOT_ASKED = {"other_conditions"}


def test_every_optional_answer_is_taken_back_below() -> None:
    optional = {field.name for field in fields(Profile) if field.default is None}
    assert {name for name in TAKEN_BACK if "." not in name} | NOT_ASKED == optional
    assert {name.removeprefix("details.") for name in TAKEN_BACK if name.startswith("details.")} == {
        field.name for field in fields(Details)
    }


@holds_for_everybody
def an_answer_taken_back_opens_nothing(person: Profile, draw: Random) -> None:
    before = screen(person)
    for answer in draw.sample(sorted(TAKEN_BACK), 4):
        taken_back, was_asked = TAKEN_BACK[answer]
        if was_asked(person):
            after = screen(taken_back(person))
            assert strictness(after) >= strictness(before), answer
            if after.level == before.level and answer != "clearances":
                assert restricted(before) <= restricted(after), answer


@holds_for_everybody
def one_more_condition_or_symptom_never_loosens(person: Profile, draw: Random) -> None:
    more = draw.choice(words(profile.Condition) + words(profile.Symptom))
    if more in words(profile.Condition):
        worse = replace(person, conditions=(*person.conditions, more))
    else:
        worse = replace(person, symptoms=(*person.symptoms, more))
    assert strictness(screen(worse)) >= strictness(screen(person)), more


@holds_for_everybody
def one_more_fall_never_loosens(person: Profile, draw: Random) -> None:
    worse = replace(person, falls=replace(person.falls, past_year=person.falls.past_year + 1))
    assert strictness(screen(worse)) >= strictness(screen(person))


@holds_for_everybody
def a_clearance_opens_its_own_scope_and_nothing_else(person: Profile, draw: Random) -> None:
    scope = draw.choice(SCOPES)
    bare = replace(person, clearances=None)
    held = replace(bare, clearances=(ProfessionalClearance(scope, "doctor", bare.start_date),))
    gone = {one.rule for one in screen(bare).reasons} - {one.rule for one in screen(held).reasons}
    assert gone <= {row.rule for row in TABLE if scope in row.opened_by}
    if scope == "balance" and "positional_dizziness" not in bare.symptoms:
        assert screen(bare).level == screen(held).level
    assert strictness(screen(held)) <= strictness(screen(bare))


@holds_for_everybody
def a_clearance_that_does_not_hold_opens_nothing(person: Profile, draw: Random) -> None:
    bare = replace(person, clearances=None)
    early, days = draw.choice((True, False)), timedelta(days=draw.choice((1, 30, 400)))
    when = bare.start_date + days if early else bare.start_date - days
    over = None if early else bare.start_date - timedelta(days=1)
    held = replace(bare, clearances=(ProfessionalClearance(draw.choice(SCOPES), "doctor", when, over),))
    assert (screen(held).level, screen(held).restrictions) == (screen(bare).level, screen(bare).restrictions)
    assert "clearance_opens_its_scope" in [one.rule for one in screen(held).reasons]


@holds_for_everybody
def nothing_opens_a_red_flag(person: Profile, draw: Random) -> None:
    flags: list[Any] = [symptom for row in TABLE if row.rule.startswith("red_flag") for symptom in row.of]
    held = tuple(ProfessionalClearance(scope, "doctor", person.start_date) for scope in SCOPES)
    flagged = replace(person, symptoms=(*person.symptoms, draw.choice(flags)), clearances=held)
    assert screen(flagged).level == "stop"


@holds_for_everybody
def what_opens_it_does_open_it(person: Profile, draw: Random) -> None:
    answer = screen(person)
    for opening in answer.opens_with:
        if opening.scope is None:
            continue
        held = ProfessionalClearance(opening.scope, "other_professional", person.start_date)
        opened = screen(replace(person, clearances=(*(person.clearances or ()), held)))
        for what in opening.opens:
            if what == "programme":
                assert answer.level in CLOSED
                assert opened.level not in CLOSED
            elif what == "its_part":
                assert opened.level in CLOSED
                assert {one.rule for one in answer.reasons} - {one.rule for one in opened.reasons}
            elif what == "hands_free":
                assert answer.restricts("no_hands_free")
                assert not opened.restricts("no_hands_free")
            elif what == "rails_and_spotter":
                assert opened.restricts("rails_and_spotter")
                assert not opened.restricts("professional_present")
            elif what in LEVELS:
                assert opened.level == what
            else:
                assert answer.restricts(what)
                assert not opened.restricts(what)


@holds_for_everybody
def all_that_is_named_opens_it_together(person: Profile, draw: Random) -> None:
    answer = screen(person)
    needs = [one.scope for one in answer.opens_with]
    if answer.level in CLOSED and all(needs):
        held = tuple(ProfessionalClearance(scope, "doctor", person.start_date) for scope in needs if scope)
        cleared = replace(person, clearances=(*(person.clearances or ()), *held))
        assert screen(cleared).level not in CLOSED


@holds_for_everybody
def nobody_leaves_empty_handed(person: Profile, draw: Random) -> None:
    answer = screen(person)
    assert answer.reasons
    if answer.level == "clear":
        assert answer.reasons[0].text == NOTHING_RULES_IT_OUT == "Nothing you told us rules it out."
    if answer.level in CLOSED:
        assert answer.urgency
        assert answer.do_first
        assert answer.letter
        assert answer.meanwhile or answer.urgency == "emergency"
        assert answer.opens_with
        assert answer.restrictions == ()
    if answer.level == "supervised":
        assert answer.do_first
        alone = answer.restricts("professional_present") and person.supervision != "professional"
        assert bool(answer.letter) == alone
    assert (answer.urgency is None) == (answer.letter is None)


@holds_for_everybody
def every_sentence_is_whole_and_promises_nothing(person: Profile, draw: Random) -> None:
    answer = screen(person)
    said = [*answer.do_first, *answer.meanwhile, *(one.need for one in answer.opens_with)]
    said += [one.text for one in answer.reasons]
    said += [one.text for one in answer.restrictions]
    if answer.letter:
        said += [answer.letter.to, answer.letter.question, *answer.letter.answers, *answer.letter.paragraphs]
        assert len(answer.letter.answers) <= 18
    for text in said:
        assert text.strip()
        assert "%(" not in text
        assert "safe" not in text.lower()
        assert "!" not in text


@holds_for_everybody
def supported_and_supervised_keep_to_the_six(person: Profile, draw: Random) -> None:
    answer = screen(person)
    six = {"guard_needed", "someone_in_house", "short_bouts", "no_variants", "level_only", "no_hands_free"}
    has = restricted(answer)
    if answer.level == "supervised":
        assert six <= has
        assert ("professional_present" in has) != ("rails_and_spotter" in has)
    elif answer.level == "supported":
        assert six - {"no_hands_free"} <= has
        assert ("no_hands_free" in has) == (person.cleared("balance") is None)
    else:
        assert not six & has


@holds_for_everybody
def the_start_date_is_the_only_day_that_counts(person: Profile, draw: Random) -> None:
    moved = timedelta(days=draw.randint(-700, 700))
    details, years = person.details, (person.start_date + moved).year - person.start_date.year
    later = replace(
        person,
        start_date=person.start_date + moved,
        birth_year=person.birth_year + years,
        details=details
        and replace(details, surgery_date=details.surgery_date and details.surgery_date + moved),
        clearances=person.clearances
        and tuple(
            replace(one, date=one.date + moved, expires=one.expires and one.expires + moved)
            for one in person.clearances
        ),
    )
    assert (screen(later).level, screen(later).restrictions) == (
        screen(person).level,
        screen(person).restrictions,
    )


@holds_for_everybody
def the_same_answers_get_the_same_answer(person: Profile, draw: Random) -> None:
    answer = screen(person)
    assert screen(contract.read(Profile, contract.write(person), "it")) == answer
    assert contract.read(Clearance, contract.write(answer), "it") == answer


def named(check: Property) -> str:
    return check.__name__


@pytest.mark.parametrize("check", PROPERTIES, ids=named)
def test_it_holds_for_a_crowd(check: Property, crowd_size: int) -> None:
    draw = Random(named(check))
    for person in crowd(crowd_size, named(check)):
        try:
            check(person, draw)
        except AssertionError as broken:
            raise AssertionError(f"{broken}\n{contract.write(person)}") from broken


@pytest.mark.parametrize("check", PROPERTIES, ids=named)
@given(person=profiles(), seed=st.integers(0, 999))
def test_it_holds_for_the_plainest(check: Property, person: Profile, seed: int) -> None:
    check(person, Random(seed))


def test_every_level_is_common_in_the_crowd(crowd_size: int) -> None:
    met = Counter(screen(person).level for person in crowd(crowd_size, "levels"))
    assert all(met[level] > crowd_size / 20 for level in LEVELS), met
