"""How long speech and sounds last, and who may speak when several would at once.

Whatever wants to be heard is a `Wish`: from when, until when, and in which words, from the fullest to the shortest.
`Voice` gives the time away in the order of importance, and nothing ever lies over something else.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from retrowalk.prescription.programme import Direction
from retrowalk.session.timeline import Cue, Earcon, Moment

LETTERS_PER_S = 11.0
BREATH_S = 0.4
"""What a sentence takes beside its letters."""
GAP_S = 0.25
"""Between one thing to hear and the next."""
_TOGETHER_S = 1.1

EARCON_S: Mapping[Earcon, float] = {
    "forward": 0.8,
    "backward": 0.8,
    "turn": 0.8,
    "rest": 0.8,
    "soon": 0.5,
    "tick": 0.15,
    "halfway": 0.8,
    "end": 2.5,
}
"""The longest that each sound may be."""

ORDER: Mapping[Moment, int] = {
    "safety": 0,
    "count_in": 0,
    "turn": 1,
    "belt": 1,
    "soon": 2,
    "start": 3,
    "rest": 3,
    "end": 4,
    "check_in": 4,
    "last_minute": 5,
    "halfway": 6,
    "guide": 7,
    "look": 8,
    "technique": 8,
}
"""Who speaks first where there is no room for all."""
NEVER_LEFT_OUT = 1
ALWAYS_SOUNDS = 4


@dataclass(frozen=True, slots=True)
class Wish:
    """Something to be heard, with what is seen and felt beside it.

    Attributes:
        name: for the ids of its cues, of its own within the timeline.
        moment: what it is for; decides how important it is.
        at_s: from when.
        latest_s: the latest that it still makes sense to begin.
        until_s: by when it has been said.
        texts: what to say, the fullest first; empty for a mere sound.
        sound: before it; where it announces something, at exactly ``at_s``, whether words find room or not.
        direction: it asks for.
        pattern_ms: of the vibration at ``at_s``; empty for none.
        block: number of the block it belongs to.
        shown_anyway: shown even where there is no room to say it.
        must: safety hangs on it: it is said, if need be a little later.
        now_or_never: said later it would be wrong, however important it is.
    """

    name: str
    moment: Moment
    at_s: float
    latest_s: float
    until_s: float
    texts: tuple[str, ...]
    sound: Earcon | None = None
    direction: Direction = "any"
    pattern_ms: tuple[int, ...] = ()
    block: int | None = None
    shown_anyway: bool = False
    must: bool = False
    now_or_never: bool = False

    @property
    def rank(self) -> int:
        """Who speaks first."""
        return min(ORDER[self.moment], NEVER_LEFT_OUT) if self.must else ORDER[self.moment]

    @property
    def bound(self) -> bool:
        """Its sound belongs to its moment, and cannot wait."""
        return self.sound is not None and ORDER[self.moment] <= ALWAYS_SOUNDS

    @property
    def after_sound_s(self) -> float:
        """When its sound is over."""
        return self.at_s + (0.0 if self.sound is None else EARCON_S[self.sound])


def lasts_s(text: str) -> float:
    """A careful estimate of how long it takes to say, seconds; what is rendered is held to it.

    Args:
        text: one or a few sentences.
    """
    # A figure is a word when it is said: 2.0 takes longer than its letters.
    letters = len(text) + sum(one.isdigit() for one in text)
    return round(BREATH_S + letters / LETTERS_PER_S, 3)


class Voice:
    """Gives the time away; what is given is not taken back."""

    def __init__(self) -> None:
        self._taken: list[tuple[float, float]] = []

    def spoken(self, wishes: Iterable[Wish]) -> list[Cue]:
        """The cues of what found room, in the order of time.

        Args:
            wishes: in any order; where two are as important, the earlier goes first.
        """
        ranked = sorted(wishes, key=lambda wish: (wish.rank, wish.at_s, wish.name))
        # Sounds are bound to their moment, so they come before all words.
        heard = [wish for wish in ranked if not wish.bound or self._take(wish.at_s, wish.after_sound_s)]
        return in_order(cue for wish in heard for cue in self._cues(wish))

    def _cues(self, wish: Wish) -> list[Cue]:
        said = self._say(wish)
        if said is None and not wish.bound and not wish.shown_anyway:
            return []
        begins_s, words_s, text = said or (wish.at_s, wish.at_s, wish.texts[-1] if wish.texts else None)
        plain = Cue(
            wish.name, begins_s, "display", wish.moment, wish.direction, text, None, (), 0.0, wish.block
        )
        cues = []
        if wish.sound is not None:
            cues.append(replace(plain, id=f"{wish.name}-sound", kind="earcon", text=None, sound=wish.sound,
                                duration_s=EARCON_S[wish.sound]))  # fmt: skip
        if wish.pattern_ms:
            cues.append(replace(plain, id=f"{wish.name}-felt", kind="vibration", text=None,
                                pattern_ms=wish.pattern_ms, duration_s=sum(wish.pattern_ms) / 1000))  # fmt: skip
        if text is not None:
            # It is read from the sound on, unless the words had to wait for others that are read meanwhile.
            waited = words_s - begins_s > _TOGETHER_S
            cues.append(replace(plain, id=f"{wish.name}-shown", at_s=words_s if waited else begins_s))
        if said is not None:
            cues.append(replace(plain, id=f"{wish.name}-said", at_s=words_s, kind="speech",
                                duration_s=lasts_s(said[2])))  # fmt: skip
        return cues

    def _say(self, wish: Wish) -> tuple[float, float, str] | None:
        """When it begins, when its words begin, and which they are; None where nothing of it finds room."""
        head_s = 0.0 if wish.sound is None else EARCON_S[wish.sound] + GAP_S
        # A bound sound has its place already, and only the words look for theirs.
        from_s, head_s = (wish.at_s + head_s, 0.0) if wish.bound else (wish.at_s, head_s)
        for text in wish.texts:
            length_s = head_s + lasts_s(text)
            at_s = self._room(from_s, length_s)
            if at_s <= max(from_s, wish.latest_s) and at_s + length_s <= wish.until_s:
                break
        else:
            if not wish.texts or wish.rank > NEVER_LEFT_OUT or wish.now_or_never:
                return None
        self._take(at_s, at_s + length_s)
        return (wish.at_s if wish.bound else at_s), round(at_s + head_s, 3), text

    def _room(self, from_s: float, length_s: float) -> float:
        """The earliest time that leaves room for so much, with a gap on both sides."""
        at_s = from_s
        for start_s, end_s in self._taken[max(0, bisect_left(self._taken, (from_s,)) - 1) :]:
            if start_s >= at_s + length_s + GAP_S:
                break
            at_s = max(at_s, end_s + GAP_S)
        return round(at_s, 3)

    def _take(self, start_s: float, end_s: float) -> bool:
        at = bisect_left(self._taken, (start_s, end_s))
        before_s = self._taken[at - 1][1] if at else float("-inf")
        after_s = self._taken[at][0] if at < len(self._taken) else float("inf")
        if before_s > start_s or after_s < end_s:
            return False
        self._taken.insert(at, (start_s, end_s))
        return True


_BESIDE = {"vibration": 0, "display": 1, "speech": 2, "earcon": 3}


def in_order(cues: Iterable[Cue]) -> list[Cue]:
    """By time; at one time what is felt and seen first, for the sound of the end is the last of all.

    Args:
        cues: in any order.
    """
    return sorted(cues, key=lambda cue: (cue.at_s, _BESIDE[cue.kind], cue.id))
