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
    rows = []
    wanted: tuple[Wanted, ...] = ("forward", "backward", "any")
    for direction in wanted:
        spans = [one for one in walk.get("asked", []) if one["direction"] == direction]
        seconds = sum(one["end_s"] - one["start_s"] for one in spans)
        if not seconds:
            continue
        found = {"forward": 0.0, "backward": 0.0, "unknown": 0.0}
        for bout in walk["bouts"]:
            for one in spans:
                both = min(one["end_s"], bout["end_s"]) - max(one["start_s"], bout["start_s"])
                found[bout["direction"]] += max(0.0, both)
        still = max(0.0, seconds - sum(found.values()))
        rows.append(AskedAndFound(direction, seconds, **found, still=still))
    return rows


def asked_sentences(document: Mapping[str, object]) -> list[str]:
    """The same in words, a sentence for each direction of walking that was asked for.

    Args:
        document: a ``retrowalk.walk/1`` object.
    """
    return [_sentence(row) for row in asked_and_found(document) if row.asked != "any"]


def _sentence(row: AskedAndFound) -> str:
    forward = (row.forward, _("{time} look forward"))
    backward = (row.backward, _("{time} look backward"))
    ways = (backward, forward) if row.asked == "backward" else (forward, backward)
    rest = ((row.unknown, _("{time} cannot be told")), (row.still, _("{time} hold no walking")))
    parts = [
        text.format(time=duration_words(seconds))
        for seconds, text in (*ways, *rest)
        if seconds >= _WORTH_SAYING_S
    ]
    said = {"time": duration_words(row.seconds), "parts": listed(parts)}
    if row.asked == "backward":
        return _("Of {time} asked backward, {parts}.").format(**said)
    return _("Of {time} asked forward, {parts}.").format(**said)
