"""A walk in plain words, for the person who walked it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import cast

from retrowalk.language import _, ngettext
from retrowalk.reports.contract import BoutRow, Summary, WalkDocument

# Below this many seconds a stretch of unknown direction is not worth a sentence of its own.
WORTH_SAYING_S = 1.0


def duration_words(seconds: float) -> str:
    """A duration as a person says it: "45 s", "4 min 10 s", "1 h 5 min".

    Args:
        seconds: from 0.
    """
    whole = round(seconds)
    hours, minutes, rest = whole // 3600, whole // 60 % 60, whole % 60
    if hours:
        return _("{h} h {min} min").format(h=hours, min=minutes) if minutes else _("{h} h").format(h=hours)
    if minutes:
        return (
            _("{min} min {s} s").format(min=minutes, s=rest) if rest else _("{min} min").format(min=minutes)
        )
    return _("{s} s").format(s=rest)


def walk_title(document: Mapping[str, object]) -> str:
    """What to call a walk: its file, and its name or number in a file of several.

    Args:
        document: a ``retrowalk.walk/1`` object.
    """
    source = cast(WalkDocument, document)["source"]
    within = [str(name) for name in (source.get("subject"), source.get("trial")) if name]
    if not within and source["recording_index"]:
        within = [f"#{source['recording_index']}"]
    return " · ".join([source["file"], *within])


def walk_titles(documents: Sequence[Mapping[str, object]]) -> list[str]:
    """What to call each of several walks, so that no two have one name.

    Args:
        documents: ``retrowalk.walk/1`` objects.
    """
    titles = [walk_title(document) for document in documents]
    indices = [cast(WalkDocument, document)["source"]["recording_index"] for document in documents]
    return [
        f"{title} · #{index}" if titles.count(title) > 1 and not title.endswith(f"#{index}") else title
        for title, index in zip(titles, indices, strict=True)
    ]


def walk_summary_sentences(document: Mapping[str, object], *, can_choose: bool = True) -> list[str]:
    """What happened, and how sure we are, in a few sentences, the most important first.

    Args:
        document: a ``retrowalk.walk/1`` object.
        can_choose: whether the reader can say, right where this stands, which way was forward; otherwise the
            way to tell it on the command line is named.
    """
    walk = cast(WalkDocument, document)
    sentences = []
    if walk["source"]["simulated"]:
        sentences.append(_("This is a simulation: no person walked here."))
    if not walk["bouts"]:
        return [*sentences, _nothing_walked(walk)]
    sentences.append(_walked(walk["summary"]))
    sentences += _counted(walk)
    sentences += _direction(walk, can_choose)
    return sentences


def _nothing_walked(walk: WalkDocument) -> str:
    if walk["summary"]["steps"] is None:
        return _("This sensor cannot feel steps here, so nothing was counted.")
    return _("No walking was found in this recording.")


def _walked(summary: Summary) -> str:
    parts = [
        (summary["forward_s"], _("{time} forward"), _("You walked forward for {time}.")),
        (summary["backward_s"], _("{time} backward"), _("You walked backward for {time}.")),
        (summary["unknown_s"], _("{time} in a direction we could not tell"), _("You walked for {time}.")),
    ]
    present = [part for part in parts if part[0] > 0]
    time = duration_words(summary["walking_s"])
    if len(present) == 1:
        return present[0][2].format(time=time)
    together = listed([text.format(time=duration_words(seconds)) for seconds, text, _alone in present])
    return _("You walked for {time}: {parts}.").format(time=time, parts=together)


def _counted(walk: WalkDocument) -> list[str]:
    summary = walk["summary"]
    steps, backward = summary["steps"], summary["backward_steps"]
    if steps is None or backward is None:
        return [_("This sensor cannot feel steps here, so none were counted.")]
    counted = ngettext("{n} step was counted", "{n} steps were counted", steps).format(n=steps)
    if 0 < backward < steps:
        counted += _(", {n} of them backward").format(n=backward)
    if not walk["validated"]["steps"]:
        counted += _(" (not yet checked against real recordings for this way of carrying the sensor)")
    sentences = [counted + "."]
    cadence, speed = summary["cadence_spm"], summary["speed_mps"]
    pace = [
        _paced(cadence["forward"], speed["forward"], _("forward")),
        _paced(cadence["backward"], speed["backward"], _("backward")),
    ]
    if said := [text for text in pace if text]:
        unchecked = not walk["validated"]["speed"] and any(speed.values())
        note = _(" The speed is not yet checked against real recordings.") if unchecked else ""
        sentences.append(_("Your pace: {paces}.").format(paces="; ".join(said)) + note)
    return sentences


def _paced(cadence: float | None, speed: float | None, direction: str) -> str:
    if cadence is None:
        return ""
    text = _("{cadence:.0f} steps a minute {direction}").format(cadence=cadence, direction=direction)
    if speed is not None:
        text += _(" at {kmh:.1f} km/h").format(kmh=speed * 3.6)
    return text


def _direction(walk: WalkDocument, can_choose: bool) -> list[str]:
    summary, basis = walk["summary"], walk["direction"]["basis"]
    known_s = summary["forward_s"] + summary["backward_s"]
    sentences = []
    if known_s > 0:
        reason = {
            "calibration": _("The direction rests on forward walking that showed which way your body faced"),
            "declared": _("The direction rests on the facing that was given with the recording"),
            "confirmed": _("The direction rests on what you told us about this walk"),
            "none": _("The direction rests on nothing but the signal"),
        }[basis]
        known = [b for b in walk["bouts"] if b["direction"] != "unknown" and b["probability"] is not None]
        sure = _(": {sure} sure on average").format(sure=_percent(known)) if known else ""
        sentences.append(reason + sure + ".")
        if not walk["direction"]["validated"]:
            sentences.append(
                _("No real recording of walking backward has confirmed this way of carrying the sensor.")
            )
    if summary["unknown_s"] >= WORTH_SAYING_S:
        sentences.append(_unknown(walk, known_s > 0, can_choose))
    return sentences


def _unknown(walk: WalkDocument, partly: bool, can_choose: bool) -> str:
    unknown = [bout for bout in walk["bouts"] if bout["direction"] == "unknown"]
    time = duration_words(walk["summary"]["unknown_s"])
    start = (
        _("For {time} we could not tell the direction").format(time=time)
        if partly
        else _("We could not tell the direction")
    )
    if walk["source"]["placement"] == "unknown":
        return start + _(", because it is not known where the sensor was carried.")
    ways: dict[str, float] = {}
    for bout in unknown:
        if cluster := bout.get("cluster"):
            ways[cluster] = ways.get(cluster, 0.0) + bout["end_s"] - bout["start_s"]
    if not ways:
        return start + _(": the movement at this sensor does not show it.")
    text = start + _(", because nothing in the recording says which way your body faced.")
    if len(ways) == 1:
        text += _(" It was all one way")
        choice = _(": choose whether that was forward or backward.")
    else:
        offered = listed([f"{name} ({duration_words(s)})" for name, s in sorted(ways.items())])
        text += _(" You went two opposite ways, {ways}").format(ways=offered)
        choice = _(": choose which of them was forward.")
    return text + (choice if can_choose else _("; --facing or --facing-from tells which was forward."))


def _percent(bouts: list[BoutRow]) -> str:
    """Mean probability by time. Never "100 %": no verdict from a signal is certain."""
    seconds = sum(b["end_s"] - b["start_s"] for b in bouts)
    mean = sum((b["probability"] or 0.0) * (b["end_s"] - b["start_s"]) for b in bouts) / max(seconds, 1e-9)
    return _("over 99 %") if mean > 0.995 else _("{percent} %").format(percent=round(100 * mean))


def listed(parts: Sequence[str]) -> str:
    """Words in a row: "a", "a and b", "a, b and c".

    Args:
        parts: in order.
    """
    if len(parts) < 2:
        return "".join(parts)
    return _("{first} and {last}").format(first=", ".join(parts[:-1]), last=parts[-1])
