"""What is said when a block begins, and ten seconds before the next."""

from __future__ import annotations

from retrowalk.language import _
from retrowalk.prescription import Block, words
from retrowalk.session import belt
from retrowalk.session.feeling import PATTERNS_MS
from retrowalk.session.guide import roles_change
from retrowalk.session.preferences import Preferences
from retrowalk.session.saying import Wish
from retrowalk.session.scene import HELD, LOOK_AHEAD, Scene, moves
from retrowalk.session.spoken import how_fast, how_long, where_to_hold
from retrowalk.session.timeline import Earcon

SOON_S = 10.0
SHORTEST_FOR_SOON_S = 14
"""A shorter block says at its beginning what comes after it."""
_START_WITHIN_S = 6.0


def start(scene: Scene, preferences: Preferences) -> list[Wish]:
    """The sound of the direction, then what to do, how long, how fast, where to hold.

    Args:
        scene: of the block.
        preferences: as granted.
    """
    block = scene.block
    if block.kind == "turn" and scene.on_belt:
        return belt.turn(scene)
    stop_first = belt.unannounced_change(scene) if scene.on_belt else []
    stops_belt = scene.on_belt and block.kind == "rest"
    sound = _sound(scene)
    return [
        *stop_first,
        Wish(
            f"{scene.number}-start",
            "rest" if block.kind == "rest" else "turn" if block.kind == "turn" else "start",
            scene.start_s,
            scene.start_s + _START_WITHIN_S,
            scene.end_s - 0.2,
            _start_texts(scene, preferences),
            sound,
            block.direction,
            PATTERNS_MS[sound],
            scene.number,
            shown_anyway=True,
            must=stops_belt,
        ),
    ]


def _sound(scene: Scene) -> Earcon:
    """Rising for forward, falling for backward; level where nobody goes either way."""
    if scene.block.kind == "turn":
        return "turn"
    if scene.block.kind == "rest" or scene.block.direction == "any":
        return "rest"
    return "backward" if scene.backward else "forward"


def _start_texts(scene: Scene, preferences: Preferences) -> tuple[str, ...]:
    texts = _backward(scene, preferences) if scene.backward else _otherwise(scene)
    if scene.duration_s >= SHORTEST_FOR_SOON_S or scene.after is None:
        return texts
    if scene.on_belt:  # what is left of the time is for how to set it
        return texts[-1:]
    # No room for an announcement: what comes next is said at once.
    then = {"now": texts[-1].removesuffix("."), "next": words.title(scene.after)}
    return (_("%(now)s. Then: %(next)s.") % then, *texts[-1:])


def _backward(scene: Scene, preferences: Preferences) -> tuple[str, ...]:
    block, what = scene.block, words.title(scene.block)
    long, hold = how_long(block.duration_s), where_to_hold(block)
    plain = _("%(what)s, %(long)s.") % {"what": what, "long": long}
    held = (
        plain
        if hold is None
        else _("%(what)s, %(long)s, %(hold)s.") % {"what": what, "long": long, "hold": hold}
    )
    fast = how_fast(block, preferences.units)
    shorter = (held, plain, _("%(what)s.") % {"what": what})
    if scene.same_as_before or fast is None:
        if preferences.style == "calm" or scene.rounds < 3:
            return shorter
        named = {"what": what, "n": scene.round, "of": scene.rounds, "long": long, "hold": hold}
        counted = (
            _("%(what)s, %(n)s of %(of)s: %(long)s.")
            if hold is None
            else _("%(what)s, %(n)s of %(of)s: %(long)s, %(hold)s.")
        )
        return (counted % named, *shorter)
    named = {"what": what, "long": long, "fast": fast, "hold": hold}
    full = (
        _("%(what)s, %(long)s, at %(fast)s.")
        if hold is None
        else _("%(what)s, %(long)s, at %(fast)s, %(hold)s.")
    )
    return (full % named, *shorter)


def _otherwise(scene: Scene) -> tuple[str, ...]:
    block, title = scene.block, words.title(scene.block)
    named = {"what": title, "long": how_long(block.duration_s)}
    plain = _("%(what)s, %(long)s.") % named
    bare = _("%(what)s.") % named
    if not block.cues:
        if scene.on_belt and block.kind == "rest":
            return (_("Belt to zero. Stand and rest, %(long)s.") % named, _("Belt to zero."))
        return (plain, bare)
    cue = block.cues[0]
    if block.kind in ("warm_up", "cool_down"):
        kind = _("Warm up") if block.kind == "warm_up" else _("Cool down")
        full = _("%(kind)s, %(long)s. %(cue)s") % {**named, "kind": kind, "cue": cue}
        return (full, plain, bare)
    full = _("%(cue)s %(long)s.") % {**named, "cue": cue}
    if scene.on_belt and block.kind == "rest":
        plain, bare = _("Belt to zero. Stand and rest, %(long)s.") % named, _("Belt to zero.")
    return (plain, bare) if scene.again else (full, plain, bare)


def soon(scene: Scene, preferences: Preferences) -> list[Wish]:
    """Ten seconds before the next block: what it will be. Nothing where the block is too short, or nothing changes.

    Args:
        scene: of the block that ends.
        preferences: as granted.
    """
    if scene.duration_s < SHORTEST_FOR_SOON_S:
        return _belt_in_a_hurry(scene, preferences)
    texts = (
        _on_belt(scene, preferences)
        if scene.place == "motorised_treadmill"
        else _on_ground(scene, preferences)
    )
    if not texts:
        return []
    at_s = scene.end_s - SOON_S
    return [
        Wish(
            f"{scene.number}-soon",
            "soon",
            at_s,
            at_s + 3,
            scene.end_s - 0.2,
            texts,
            "soon",
            scene.after.direction if scene.after else "any",
            PATTERNS_MS["soon"],
            scene.number,
            shown_anyway=True,
            must=scene.place == "motorised_treadmill",
        )
    ]


def _belt_in_a_hurry(scene: Scene, preferences: Preferences) -> list[Wish]:
    """The speed is set before the block that needs it, however short the one before is."""
    if scene.place != "motorised_treadmill" or scene.after is None or belt.stands_in(scene.after):
        return []
    runs = not belt.stands_in(scene.block)
    if runs and scene.after.direction != scene.block.direction:
        return []  # it is stopped first, and that is what is said
    texts = belt.resetting(scene, preferences) if runs else belt.standing_start(scene, preferences)
    if not texts:
        return []
    # After the turn, where there is one: nobody turns once the belt is started.
    at_s = belt.turns_at_s(scene) + 3 if scene.block.kind == "turn" else scene.start_s + 1
    return [
        Wish(f"{scene.number}-belt", "belt", at_s, scene.end_s, scene.end_s, texts[-1:], block=scene.number)
    ]


def _on_belt(scene: Scene, preferences: Preferences) -> tuple[str, ...]:
    after = scene.after
    if not scene.on_belt and after is not None and not moves(after):
        return (_("In ten seconds: go to the treadmill, its belt at zero."),)
    if belt.stands_in(scene.block):
        return () if after is None or belt.stands_in(after) else belt.standing_start(scene, preferences)
    if after is not None and moves(after) and after.direction == scene.block.direction:
        return belt.resetting(scene, preferences)
    return belt.stopping(scene)


def _on_ground(scene: Scene, preferences: Preferences) -> tuple[str, ...]:
    after = scene.after
    if after is None or (after.direction == scene.block.direction and moves(after) == moves(scene.block)):
        return ()
    if scene.place == "self_powered_treadmill":
        return (_("In ten seconds: stop, and stand still until the belt stands."), _("In ten seconds: stop."))
    if after.kind == "rest":
        return (_("In ten seconds: stop and rest."), _("In ten seconds: rest."))
    title = _("In ten seconds: %(what)s.") % {"what": words.title(after)}
    if after.direction == "backward":
        short = _("In ten seconds: backward.")
        if after.variant is not None:
            return (title, short)
        if after.hands == "light":
            return (_("In ten seconds: walk backward, touching lightly."), short)
        if scene.along or after.hands in HELD:
            return (_("In ten seconds: walk backward, holding on."), short)
        if scene.place in LOOK_AHEAD:
            return (_("In ten seconds: walk backward."), short)
        if roles_change(scene, preferences):
            return (_("In ten seconds: change roles back, look behind you, and walk backward."), short)
        if moves(scene.block):
            return (_("In ten seconds: stop, look behind you, and walk backward."), short)
        return (_("In ten seconds: look behind you, and walk backward."), short)
    if after.kind == "walk" and after.direction == "forward":
        short = _("In ten seconds: forward.")
        if scene.along:
            return (_("In ten seconds: forward again, without letting go."), short)
        return (
            _("In ten seconds: walk forward.")
            if scene.round == 0
            else _("In ten seconds: walk forward again."),
            short,
        )
    if after.kind == "cool_down":
        return (_cooling_down(after), _("In ten seconds: cool down."))
    if after.kind == "walk":
        return (_("In ten seconds: stop; then practice for every day."), _("In ten seconds: stop."))
    return (title, _("In ten seconds: stop."))


def _cooling_down(after: Block) -> str:
    if after.direction == "forward":
        return _("In ten seconds: cool down, walking forward.")
    return _("In ten seconds: cool down.")
