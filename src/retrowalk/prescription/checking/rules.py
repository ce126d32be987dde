"""The coach's rules as a checker: what of a programme document do they disagree with?

It reads the document alone and asks nobody who made it, so that it can hold the generator to its rules, and say of a
physiotherapist's edit which rules it leaves. One function a rule; the numbers are the product's own judgement and
stand once, at the top.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache, lru_cache
from itertools import groupby, pairwise

from retrowalk.errors import RetrowalkError
from retrowalk.evidence import Reason, item, rule
from retrowalk.language import _
from retrowalk.prescription.checking.aftermath import disagreements, is_coming
from retrowalk.prescription.programme import Block, Hands, NotChosen, Offer, Programme, Session, Week
from retrowalk.screening import LEVELS, Profile, screen
from retrowalk.screening.clearance import Level

FIRST_BACKWARD_S, FIRST_BACKWARD_EXERCISER_S = 300, 600
SHORT_BOUT_S = 60
RISE_S = 300
MOST_BACKWARD_S = 1800
FIRST_BELT_MPS = 2.0 / 3.6
SLOWEST_START_MPS = 0.3
EARLY_WEEKS = 2
TURN_S = 30
BELT_STRETCH_S = 300

RAILS = frozenset({"handrail", "grab_bar", "kitchen_counter", "corridor_rail"})
BELTS = frozenset({"motorised_treadmill", "self_powered_treadmill"})
WALKING = frozenset({"warm_up", "walk", "cool_down"})
LEAN = frozenset({"free", "light"})
BEHIND_PREREQUISITES = frozenset(
    {
        "incline",
        "squat_walk",
        "sled",
        "reverse_elliptical",
        "barefoot_grass",
        "self_powered_treadmill",
        "pool",
    }
)
EASE = {"rails": 0, "bar": 0, "counter": 0, "spotter": 0, "light": 1, "free": 2}

_HAIR = 1e-6  # a speed that went through JSON and back


@dataclass(frozen=True, slots=True)
class Violation:
    """One thing that a rule disagrees with.

    Attributes:
        rule: id of the rule.
        session: id of the session; None where it is the whole programme.
        block: index of the block in it; None where it is the whole session.
        text: a sentence that says what the rule wants.
    """

    rule: str
    session: str | None
    block: int | None
    text: str


Found = Iterator[Violation]


def violations(programme: Programme) -> tuple[Violation, ...]:
    """What the coach's rules disagree with in a programme; empty where it keeps them all.

    Rule 12 (same inputs, same programme) is no property of one document and is not looked at.

    Args:
        programme: the document as it stands, its profile, clearance and feedback inside.
    """
    return tuple(found for check in CHECKS for found in check(programme))


def clearance_first(programme: Programme) -> Found:
    """Rule 1: no walking without the clearance that it takes, whatever a file says of it."""
    if LEVELS.index(_level(programme.profile)) > LEVELS.index(programme.clearance.level):
        yield _of("coach_1_red_flags", _("The clearance is freer than what the profile's answers give."))
    if programme.clearance.level in ("stop", "clearance_first"):
        if programme.status != "stopped" or (programme.protocol is not None and not programme.feedback):
            yield _of("coach_1_red_flags", _("Nobody walks before the clearance is there."))
        for session in _coming(programme):
            yield _at(
                "coach_1_red_flags", session, None, _("Nothing is planned before the clearance is there.")
            )
    if programme.status == "stopped" and _coming(programme):
        yield _of("coach_1_red_flags", _("A stopped programme plans nothing."))


def support_by_risk(programme: Programme) -> Found:
    """Rule 2: what catches you, by how likely you are to need it now; what is past was issued before it was known."""
    level, profile = programme.clearance.level, programme.profile
    led = profile.supervision == "professional"
    if level == "supported":
        fitting = RAILS | {"spotter", "professional"} if led else RAILS
        for session in _coming(programme):
            if session.guard not in fitting:
                yield _at(
                    "coach_2_support_by_risk", session, None, _("Walk along a rail, a bar or a counter.")
                )
            if profile.supervision == "none" and profile.help_within_call is not True:
                yield _at(
                    "coach_2_support_by_risk", session, None, _("Have somebody in the house while you walk.")
                )
            yield from _held_short_level(session)
    elif level == "supervised":
        spotted = profile.cleared("balance") is not None and profile.supervision in (
            "spotter",
            "professional",
        )
        for session in _coming(programme):
            if session.guard != "professional" and not (spotted and session.guard in RAILS | {"spotter"}):
                yield _at(
                    "coach_2_support_by_risk",
                    session,
                    None,
                    _("Walk with a professional, or with rails and a spotter where one has cleared it."),
                )
            if not led:
                yield from _held_short_level(session)
    for session in _coming(programme):
        for index, block in enumerate(session.blocks):
            if block.direction == "backward":
                if block.hands in LEAN and session.guard == "none" and level != "clear":
                    yield _at(
                        "coach_2_support_by_risk", session, index, _("Walk where something can catch you.")
                    )
                if block.hands == "free" and programme.clearance.restricts("no_hands_free"):
                    yield _at("coach_2_support_by_risk", session, index, _("Keep your hands on the support."))
                if block.grade_pct and programme.clearance.restricts("level_only"):
                    yield _at("coach_2_support_by_risk", session, index, _("Walk on the level."))


def _held_short_level(session: Session) -> Found:
    for index, block in enumerate(session.blocks):
        if block.direction == "backward":
            if block.hands in LEAN or block.hands is None:
                yield _at("coach_2_support_by_risk", session, index, _("Keep both hands on the support."))
            if block.grade_pct:
                yield _at("coach_2_support_by_risk", session, index, _("Walk on the level."))
            if block.variant is not None:
                yield _at("coach_2_support_by_risk", session, index, _("Plain walking only, no variant."))
    for index, duration_s in _bouts(session):
        if duration_s > SHORT_BOUT_S:
            yield _at(
                "coach_2_support_by_risk", session, index, _("Walk backward a minute at a time at most.")
            )


def start_small(programme: Programme) -> Found:
    """Rule 3: little, slow, level and held at first."""
    profile = programme.profile
    sessions = _planned(programme)
    if not sessions:
        return
    for session in sessions:
        if session.place == "motorised_treadmill":
            mill = profile.treadmill
            fastest = max((b.speed_mps[1] for b in _backward(session) if b.speed_mps), default=None)
            slowest = None if mill is None or mill.min_speed_kmh is None else mill.min_speed_kmh / 3.6
            if slowest is None or (fastest is not None and fastest < slowest - 1e-4):
                yield _at(
                    "coach_3_start_small", session, None, _("Use a belt that goes as slowly as is asked.")
                )
    first = next((session for session in sessions if _backward(session)), sessions[0])
    half = SLOWEST_START_MPS
    if profile.usual_forward_speed_mps is not None:
        half = profile.usual_forward_speed_mps / 2
    if first.place in BELTS:
        half = min(half, FIRST_BELT_MPS)
    alone = profile.supervision != "professional"
    for index, block in enumerate(first.blocks):
        if block.direction != "backward":
            continue
        if block.speed_mps is not None and block.speed_mps[1] > half + _HAIR:
            yield _at("coach_3_start_small", first, index, _("Start at half your usual pace at most."))
        if block.grade_pct:
            yield _at("coach_3_start_small", first, index, _("Start on the level."))
        if first.place in BELTS and block.hands != "rails":
            yield _at("coach_3_start_small", first, index, _("Start with both hands on the rails."))
    if alone:
        most = FIRST_BACKWARD_EXERCISER_S if _exerciser(programme) else FIRST_BACKWARD_S
        if _backward_s(first) > most:
            yield _at("coach_3_start_small", first, None, _("Start with fewer minutes backward."))
        for index, duration_s in _bouts(first):
            if duration_s > SHORT_BOUT_S:
                yield _at("coach_3_start_small", first, index, _("Start with a minute at a time at most."))


def grow_slowly(programme: Programme) -> Found:
    """Rule 4: five minutes more a week at most, rest days first, thirty minutes at most."""
    for session in _planned(programme):
        if _backward_s(session) > MOST_BACKWARD_S and not _exerciser(programme):
            yield _at("coach_4_grow_slowly", session, None, _("Thirty minutes backward are the most."))
    for before, after in _week_pairs(programme):
        rise_s = max(map(_backward_s, after.sessions)) - max(map(_backward_s, before.sessions))
        if rise_s > RISE_S:
            yield _at("coach_4_grow_slowly", after.sessions[0], None, _("Add five minutes a week at most."))
        if rise_s > 0 and len(after.sessions) > len(before.sessions):
            yield _at(
                "coach_4_grow_slowly", after.sessions[0], None, _("Add a day or minutes, not both at once.")
            )
    told = {one.id: one for one in programme.feedback}
    early = [
        session
        for week in programme.weeks
        if week.week <= EARLY_WEEKS
        for session in week.sessions
        if session.status not in ("missed", "skipped")
    ]
    days = [(told[s.id].done_on or s.date if s.id in told else s.date, s) for s in early]
    for (earlier, _session), (later, session) in pairwise(sorted(days, key=lambda one: one[0])):
        if is_coming(session) and later - earlier < timedelta(days=2):
            yield _at("coach_4_grow_slowly", session, None, _("Keep a rest day between sessions at first."))


def one_thing_harder(programme: Programme) -> Found:
    """Rule 5: one dimension at a time, and an incline with both hands on the rails."""
    for before, after in _week_pairs(programme):
        if len(after.harder) > 1:
            yield _at("coach_5_one_thing_harder", after.sessions[0], None, _("One thing harder at a time."))
        old, new = _demands(before.sessions), _demands(after.sessions)
        harder = {
            "time" if name == "bout" else name
            for name, value in new.items()
            if value is not None and (was := old[name]) is not None and value > was + _HAIR
        }
        if len(harder) > 1:
            yield _at("coach_5_one_thing_harder", after.sessions[0], None, _("One thing harder at a time."))
        if harder and harder != set(after.harder):
            yield _at("coach_5_one_thing_harder", after.sessions[0], None, _("What gets harder is said."))
    for week in programme.weeks:
        for earlier, later in pairwise(one for one in week.sessions if _backward(one)):
            by_hand = any(block.edited_by for block in earlier.blocks)
            if is_coming(later) and not by_hand and _backward_s(later) > _backward_s(earlier):
                yield _at("coach_5_one_thing_harder", later, None, _("Nothing gets harder within a week."))
    for session in _planned(programme):
        for index, block in enumerate(session.blocks):
            if block.grade_pct and block.direction == "backward" and block.hands != "rails":
                yield _at(
                    "coach_5_one_thing_harder",
                    session,
                    index,
                    _("On an incline both hands are on the rails."),
                )


def no_turn_on_moving_belt(programme: Programme) -> Found:
    """Rule 6: a belt stands while you turn, and short stretches are for the ground."""
    mill = programme.profile.treadmill
    for session in _planned(programme):
        if session.place not in BELTS:
            continue
        if session.place == "motorised_treadmill" and (mill is None or mill.safety_clip is not True):
            yield _at(
                "coach_6_no_turn_on_moving_belt", session, None, _("No treadmill without its safety clip.")
            )
        for index, problem in _turns(session):
            yield _at("coach_6_no_turn_on_moving_belt", session, index, problem)


def _turns(session: Session) -> Iterator[tuple[int, str]]:
    """What is wrong with the turns: those that are missing, too short, on a moving belt, or too near each other."""
    facing, stretch_s, turned = None, 0, False
    for index, block in enumerate(session.blocks):
        if block.kind == "turn":
            if block.duration_s < TURN_S or block.speed_mps != (0, 0) or block.hands in (*LEAN, None):
                yield index, _("Turn while the belt stands, a hand on the rail, half a minute or more.")
            if facing is not None and stretch_s < BELT_STRETCH_S:
                yield index, _("On a belt, walk five minutes one way before you turn.")
            facing, stretch_s, turned = None, 0, True
            continue
        stretch_s += block.duration_s
        if block.kind in WALKING and block.direction != "any":
            if facing not in (None, block.direction):
                yield index, _("Stop the belt and turn before you walk the other way.")
            facing = block.direction
    if turned and facing is not None and stretch_s < BELT_STRETCH_S:
        yield len(session.blocks) - 1, _("On a belt, walk five minutes one way before you turn.")


def variants_behind_prerequisites(programme: Programme) -> Found:
    """Rule 7: variants only where nothing forbids them and the walker took them up."""
    for session in _planned(programme):
        for index, block in enumerate(session.blocks):
            variant = block.variant if block.variant in BEHIND_PREREQUISITES else None
            if block.grade_pct > 0 and block.direction == "backward":
                variant = "incline"
            if variant is None:
                continue
            if programme.clearance.restricts("no_variants", f"no_{variant}"):
                yield _at("coach_7_variants", session, index, _("This variant is not open to you."))
            if variant not in programme.accepted:
                yield _at(
                    "coach_7_variants", session, index, _("A variant is a choice: it is offered first.")
                )


def reasons(programme: Programme) -> Found:
    """Rule 11: everything says why, by rules and evidence that exist."""
    said: tuple[Reason | Offer | NotChosen, ...] = (
        *programme.notes,
        *programme.offers,
        *programme.clearance.reasons,
        *programme.not_chosen,
    )
    for note in said:
        yield from (_of("coach_11_reasons", text) for text in _unknown(note.rule, note.evidence))
    if programme.status == "stopped" and not programme.notes:
        yield _of("coach_11_reasons", _("A programme that stops says why."))
    for rejected in programme.not_chosen:
        if not rejected.reason:
            yield _of("coach_11_reasons", _("A protocol that was left says why."))
    for week in programme.weeks:
        for change in week.changes:
            yield from (_of("coach_11_reasons", text) for text in _unknown(change.rule, change.evidence))
        if week.harder and not week.changes:
            yield _of("coach_11_reasons", _("What gets harder says why."))
        looked_at: list[tuple[Block, ...]] = []
        for session in week.sessions:
            if any(session.blocks is blocks for blocks in looked_at):
                continue  # the same session on another day
            looked_at.append(session.blocks)
            for index, block in enumerate(session.blocks):
                if not block.reasons:
                    yield _at("coach_11_reasons", session, index, _("Every block says why."))
                for ground in block.reasons:
                    for text in _unknown(ground.rule, ground.evidence):
                        yield _at("coach_11_reasons", session, index, text)


@lru_cache(maxsize=64)
def _level(profile: Profile) -> Level:
    return screen(profile).level


@cache
def _unknown(rule_id: str, evidence: tuple[str, ...]) -> tuple[str, ...]:
    texts = []
    for look_up, one in ((rule, rule_id), *((item, one) for one in evidence)):
        try:
            look_up(one)
        except RetrowalkError as problem:
            texts.append(str(problem))
    return tuple(texts)


def sums(programme: Programme) -> Found:
    """The seconds a session names are those of its blocks."""
    for week in programme.weeks:
        for session in week.sessions:
            total_s = sum(block.duration_s for block in session.blocks)
            if (session.backward_s, session.total_s) != (_backward_s(session), total_s):
                yield _at(
                    "coach_11_reasons", session, None, _("A session's seconds are the sum over its blocks.")
                )


def after_feedback(programme: Programme) -> Found:
    """Rules 8, 9 and 10: what was told decides what comes."""
    for said, session, text in disagreements(programme):
        yield Violation(said, None if session is None else session.id, None, text)


CHECKS: tuple[Callable[[Programme], Found], ...] = (
    clearance_first,
    support_by_risk,
    start_small,
    grow_slowly,
    one_thing_harder,
    no_turn_on_moving_belt,
    variants_behind_prerequisites,
    after_feedback,
    reasons,
    sums,
)


def _of(rule: str, text: str) -> Violation:
    return Violation(rule, None, None, text)


def _at(rule: str, session: Session, block: int | None, text: str) -> Violation:
    return Violation(rule, session.id, block, text)


def _planned(programme: Programme) -> list[Session]:
    """All that was issued, in order."""
    return [session for week in programme.weeks for session in week.sessions]


def _coming(programme: Programme) -> list[Session]:
    return [session for session in _planned(programme) if is_coming(session)]


def _exerciser(programme: Programme) -> bool:
    """A regular exerciser without conditions, by their own answer."""
    profile = programme.profile
    return profile.active_regularly is True and not profile.conditions and not profile.other_conditions


def _backward(session: Session) -> list[Block]:
    return [block for block in session.blocks if block.direction == "backward"]


def _backward_s(session: Session) -> int:
    return sum(block.duration_s for block in session.blocks if block.direction == "backward")


def _bouts(session: Session) -> Iterator[tuple[int, int]]:
    """First block and seconds of each stretch of backward walking without a pause."""
    runs = groupby(enumerate(session.blocks), key=lambda one: one[1].direction == "backward")
    for backward, run in runs:
        if backward:
            blocks = list(run)
            yield blocks[0][0], sum(block.duration_s for _index, block in blocks)


def _week_pairs(programme: Programme) -> Iterable[tuple[Week, Week]]:
    """Weeks beside each other, those without walking backward left out: after them it goes on from before them.

    What was done ahead of its week was issued before the rest of the week before was made less; and a week with days
    walked forward shows a part of its dose only.
    """
    for before, after in pairwise(week for week in programme.weeks if any(map(_backward, week.sessions))):
        partly = any(is_coming(one) or not _backward(one) for one in before.sessions)
        sessions = tuple(one for one in after.sessions if is_coming(one) or not partly)
        if sessions:
            yield before, after if sessions == after.sessions else replace(after, sessions=sessions)


def _demands(sessions: tuple[Session, ...]) -> dict[str, float | None]:
    """What a week asks for in each dimension, at its most."""
    blocks = [block for session in sessions for block in session.blocks if block.direction == "backward"]
    hands: set[Hands] = {block.hands for block in blocks if block.hands is not None}
    return {
        "time": max(map(_backward_s, sessions)),
        "bout": max((block.duration_s for block in blocks), default=None),
        "speed": max((block.speed_mps[1] for block in blocks if block.speed_mps), default=None),
        "hands": max((EASE[one] for one in hands), default=None),
        "grade": max((block.grade_pct for block in blocks), default=None),
        "variant": float(any(block.variant is not None for block in blocks)),
    }
