"""What was asked against what was found: seconds, and sentences. What was asked is no truth, nor is what was found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, cast

from retrowalk.language import _
from retrowalk.recordings import Asked
from retrowalk.reports.contract import AskedRow, WalkDocument
from retrowalk.reports.sentences import duration_words, listed

Wanted = Literal["forward", "backward", "any"]
_WORTH_SAYING_S = 0.5  # less is said as 0 s


@dataclass(frozen=True, slots=True)
class AskedAndFound:
    """Seconds in which one direction was asked for, by what was found in them.

    Attributes:
        asked: the direction; ``any`` where nobody was to walk, or it did not matter.
        seconds: in all.
        forward, backward, unknown: in bouts of that direction.
        still: in no bout: standing, or nothing that looks like walking.
    """

    asked: Wanted
    seconds: float
    forward: float
    backward: float
    unknown: float
    still: float


def asked_rows(asked: Sequence[Asked], duration_s: float) -> list[AskedRow]:
    """What was asked, as it stands in a document.

    Args:
        asked: spans of the recording.
        duration_s: of the recording.
    """
    return [
        {
            "start_s": round(one.start_s, 3),
            "end_s": round(min(one.end_s, duration_s), 3),
            "kind": one.kind,
            "direction": one.direction,
        }
        for one in asked
        if one.start_s < duration_s
    ]


def asked_and_found(document: Mapping[str, object]) -> list[AskedAndFound]:
    """For each direction that was asked for, forward first, what was found meanwhile.

    Args:
        document: a ``retrowalk.walk/1`` object.
    """
    walk = cast(WalkDocument, document)
    spans = [(one["start_s"], one["end_s"], one["direction"]) for one in walk.get("asked", [])]
    return _counted(walk, spans)


def _counted(walk: WalkDocument, all_spans: Sequence[tuple[float, float, str]]) -> list[AskedAndFound]:
    rows = []
    wanted: tuple[Wanted, ...] = ("forward", "backward", "any")
    for direction in wanted:
        spans = [(start, end) for start, end, which in all_spans if which == direction]
        seconds = sum(end - start for start, end in spans)
        if not seconds:
            continue
        found = {"forward": 0.0, "backward": 0.0, "unknown": 0.0}
        for bout in walk["bouts"]:
            for start, end in spans:
                both = min(end, bout["end_s"]) - max(start, bout["start_s"])
                found[bout["direction"]] += max(0.0, both)
        still = max(0.0, seconds - sum(found.values()))
        rows.append(AskedAndFound(direction, seconds, **found, still=still))
    return rows


def asked_sentences(document: Mapping[str, object]) -> list[str]:
    """The same in words, a sentence for each direction of walking that was asked for.

    Args:
        document: a ``retrowalk.walk/1`` object.
    """
    said = {
        "forward": _("Of {time} asked forward, {parts}."),
        "backward": _("Of {time} asked backward, {parts}."),
    }
    return [_sentence(row, said[row.asked]) for row in asked_and_found(document) if row.asked != "any"]


def seen_sentences(document: Mapping[str, object], seen: Sequence[tuple[float, float, str]]) -> list[str]:
    """What a second person saw against what was found, a sentence for each direction.

    Args:
        document: a ``retrowalk.walk/1`` object.
        seen: (start_s, end_s, label).
    """
    said = {
        "forward": _("Of {time} seen forward, {parts}."),
        "backward": _("Of {time} seen backward, {parts}."),
    }
    rows = _counted(cast(WalkDocument, document), seen)
    return [_sentence(row, said[row.asked]) for row in rows if row.asked != "any"]


def _sentence(row: AskedAndFound, said: str) -> str:
    forward = (row.forward, _("{time} look forward"))
    backward = (row.backward, _("{time} look backward"))
    ways = (backward, forward) if row.asked == "backward" else (forward, backward)
    rest = ((row.unknown, _("{time} cannot be told")), (row.still, _("{time} hold no walking")))
    parts = [
        text.format(time=duration_words(seconds))
        for seconds, text in (*ways, *rest)
        if seconds >= _WORTH_SAYING_S
    ]
    return said.format(time=duration_words(row.seconds), parts=listed(parts))
