"""The coach's rules, attacked with profiles of all kinds: they hold for every programme as it is prescribed."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

from hypothesis import example, given

from people import a_person
from profiles import profiles
from retrowalk import contract, evidence
from retrowalk.evidence import Ground, Reason
from retrowalk.prescription import Block, NotChosen, Offer, Programme, Session, prescribe
from retrowalk.screening import Profile, screen

HELD = ("handrail", "grab_bar", "kitchen_counter", "corridor_rail")


def programme(person: Profile) -> Programme:
    return prescribe(person, screen(person))


def sessions(made: Programme) -> list[Session]:
    return [session for week in made.weeks for session in week.sessions]


def backward(session: Session) -> list[Block]:
    return [block for block in session.blocks if block.direction == "backward"]


def tried(made: Programme) -> bool:
    """Led by a professional under a trial's protocol."""
    return made.profile.supervision == "professional" and made.protocol in {
        "PR04", "PR20", "PR21", "PR22", "PR23", "PR24", "PR29", "PR30", "PR31", "PR32", "PR35", "PR37"
    }  # fmt: skip


@given(profiles())
@example(a_person(symptoms=["chest_pain"]))
def test_rule_1_without_clearance_there_is_no_programme(person: Profile) -> None:
    clearance, made = screen(person), programme(person)
    if clearance.level in ("clearance_first", "stop"):
        assert (made.status, made.protocol, made.weeks) == ("stopped", None, ())
        assert made.letter == clearance.letter
    if made.status == "stopped":
        assert made.notes
        # In an emergency there is one thing to do, and nothing meanwhile.
        emergency = clearance.urgency == "emergency"
        assert any("Meanwhile" in note.text for note in made.notes) != emergency
        assert not emergency or any("First:" in note.text for note in made.notes)
    else:
        assert made.protocol and len(made.weeks) <= (person.weeks or 52)


@given(profiles())
def test_rule_2_support_goes_by_risk(person: Profile) -> None:
    made = programme(person)
    if made.clearance.level == "clear" or made.status == "stopped":
        return
    led = person.supervision == "professional"
    near = person.supervision != "none" or person.help_within_call is True
    for session in sessions(made):
        if made.clearance.level == "supported":
            assert near
            assert session.guard in HELD
        else:
            assert session.guard == "professional" if led else session.guard == "spotter"
            assert led or session.place in ("motorised_treadmill", "grab_bar", "corridor_rail")
        assert session.place in person.equipment or (led and session.place == "clinic")
        for block in backward(session):
            assert block.duration_s <= 60
            assert block.hands in ("rails", "bar", "counter")
            assert (block.grade_pct, block.variant) == (0, None)
        assert all(block.variant is None for block in session.blocks)


@given(profiles())
def test_rule_3_the_first_session_is_small_and_slow(person: Profile) -> None:
    made = programme(person)
    if not made.weeks:
        return
    first = made.weeks[0].sessions[0]
    regular = person.active_regularly is True and not person.conditions and not person.other_conditions
    if not tried(made):
        assert first.backward_s <= (600 if regular else 300)
        assert max(block.duration_s for block in backward(first)) <= 60
    for block in backward(first):
        assert block.speed_mps is not None
        usual = person.usual_forward_speed_mps
        assert block.speed_mps[1] <= (0.5 * usual if usual else 1.0 / 3.6) + 1e-9
        assert block.grade_pct == 0
        if first.place == "motorised_treadmill":
            assert block.speed_mps[1] <= 2.0 / 3.6
            assert block.hands == "rails"


@given(profiles())
def test_rule_3_a_belt_is_used_only_where_all_that_matters_is_known(person: Profile) -> None:
    made = programme(person)
    if not any(session.place == "motorised_treadmill" for session in sessions(made)):
        return
    assert person.treadmill is not None
    assert person.treadmill.safety_clip is True
    assert person.treadmill.min_speed_kmh is not None
    highest = max(block.speed_mps[1] for block in backward(made.weeks[0].sessions[0]) if block.speed_mps)
    assert person.treadmill.min_speed_kmh / 3.6 <= highest + 1e-4
    assert "epilepsy" not in person.conditions


@given(profiles())
def test_rule_4_it_grows_slowly_and_rests_in_between(person: Profile) -> None:
    made = programme(person)
    for before, after in pairwise(made.weeks):
        gain_s = after.sessions[0].backward_s - before.sessions[0].backward_s
        assert gain_s <= 300
        if len(after.sessions) > len(before.sessions):
            assert len(after.sessions) == len(before.sessions) + 1
            assert (gain_s, after.harder) == (0, ())
    for session in sessions(made):
        assert session.backward_s <= 1800
        assert session.total_s <= person.minutes_per_session * 60
    early = [session for week in made.weeks[:2] for session in week.sessions]
    spread = early if made.clearance.level == "clear" else sessions(made)
    assert all(after.date - before.date >= timedelta(days=2) for before, after in pairwise(spread))
    assert all(len(week.sessions) <= min(person.days_per_week, 3) for week in made.weeks[:2])
    assert all(len(week.sessions) <= person.days_per_week for week in made.weeks)


@given(profiles())
def test_rule_5_one_thing_is_harder_at_a_time(person: Profile) -> None:
    for before, after in pairwise(programme(person).weeks):
        one, other = before.sessions[0], after.sessions[0]
        a, b = backward(one)[0], backward(other)[0]
        changed = {
            "time": [block.duration_s for block in backward(one)]
            != [block.duration_s for block in backward(other)],
            "speed": a.speed_mps != b.speed_mps,
            "hands": a.hands != b.hands,
            "grade": a.grade_pct != b.grade_pct,
            "variant": a.variant != b.variant,
        }
        assert tuple(what for what, did in changed.items() if did) == after.harder
        assert all(block.hands != "free" for session in after.sessions for block in session.blocks)


@given(profiles())
def test_rule_6_nobody_turns_on_a_moving_belt(person: Profile) -> None:
    for session in sessions(programme(person))[:1]:
        if session.place != "motorised_treadmill":
            continue
        facing = None
        since_turn_s = 300
        for block in session.blocks:
            if block.kind == "turn":
                assert block.duration_s >= 30
                assert (block.direction, block.speed_mps, block.hands) == ("any", (0.0, 0.0), "rails")
                assert since_turn_s >= 300 or block == session.blocks[1]
                facing, since_turn_s = None, 0
                continue
            since_turn_s += block.duration_s
            if block.direction != "any":
                assert facing in (None, block.direction)
                facing = block.direction
            elif block.kind == "rest":
                assert block.speed_mps == (0.0, 0.0)


@given(profiles())
def test_rule_7_variants_are_offered_never_planned(person: Profile) -> None:
    made = programme(person)
    everyday = (None, "sideways_steps", "backward_to_chair")
    assert all(block.variant in everyday for session in sessions(made) for block in session.blocks)
    if made.clearance.restricts("no_variants"):
        assert all(block.variant is None for session in sessions(made) for block in session.blocks)
        assert not any(offer.rule == "variants_behind_prerequisites" for offer in made.offers)


@given(profiles())
def test_rule_11_everything_says_why(person: Profile) -> None:
    made = programme(person)
    blocks = {block for session in sessions(made) for block in session.blocks}
    assert all(block.reasons and block.cues for block in blocks)
    reasons: list[Reason | Ground | Offer | NotChosen] = [
        *made.notes,
        *made.offers,
        *made.not_chosen,
        *(change for week in made.weeks for change in week.changes),
        *(ground for block in blocks for ground in block.reasons),
    ]
    for reason in reasons:
        assert evidence.rule(reason.rule)
        assert all(evidence.item(id) for id in reason.evidence)
    for before, after in pairwise(made.weeks):
        differs = before.sessions[0].blocks != after.sessions[0].blocks
        assert bool(after.changes) == (differs or len(before.sessions) != len(after.sessions))


@given(profiles())
def test_rule_12_the_same_profile_gives_the_same_programme(person: Profile) -> None:
    made = programme(person)
    again = contract.read(Profile, contract.write(person), "it")
    assert programme(again) == made
    assert contract.read(Programme, contract.write(made), "it") == made


@given(profiles())
def test_sums_and_ids_are_right(person: Profile) -> None:
    made = programme(person)
    ids = [session.id for session in sessions(made)]
    assert len(ids) == len(set(ids))
    for session in sessions(made):
        assert session.backward_s == sum(block.duration_s for block in backward(session)) > 0
        assert session.total_s == sum(block.duration_s for block in session.blocks)
        assert session.blocks[0].kind == "warm_up" and session.blocks[-1].kind == "cool_down"
