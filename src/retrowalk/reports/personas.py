"""People worked through, as Markdown: who may what, what they would do, and why (``docs/personas.md``)."""

from __future__ import annotations

import json
from collections.abc import Iterator

from retrowalk import contract, evidence
from retrowalk.prescription import Block, Programme, Session
from retrowalk.reports.examples import Example, programmes
from retrowalk.reports.markdown import MADE, table
from retrowalk.screening import Clearance, Profile

LEVEL_WORDS = {
    "clear": "clear: nothing they told us rules it out",
    "supported": "supported: something to hold, and somebody in the house",
    "supervised": "supervised: a professional, or rails and a spotter where one has cleared that",
    "clearance_first": "clearance first",
    "stop": "stop",
}
DIRECTION_WORDS = {"forward": "forward", "backward": "backward", "any": ""}


def personas_page() -> str:
    """``docs/personas.md``: everybody of `examples`, screened and prescribed for."""
    parts = [
        MADE,
        "# People, worked through",
        "",
        "Nobody of these is real. Each is a profile in [personas/](personas), screened and prescribed for by the "
        "commands below; a test fails when this page is no longer what they answer.",
        "",
        "```sh",
        "retrowalk screen docs/personas/knee.json",
        "retrowalk plan docs/personas/knee.json",
        "```",
        "",
        table(
            ("who", "level", "protocol", "place", "first session", "last week"),
            map(_overview, *zip(*programmes(), strict=True)),
        ),
    ]
    for example, programme in programmes():
        parts += _person(example, programme)
    return "\n".join(parts)


def persona_files() -> dict[str, str]:
    """The profiles as the files of ``docs/personas``: name → JSON text."""
    return {
        f"{one.id}.json": json.dumps(contract.write(one.profile), indent=1, ensure_ascii=False) + "\n"
        for one, _ in programmes()
    }


def _overview(example: Example, programme: Programme) -> tuple[str, ...]:
    sessions = [session for week in programme.weeks for session in week.sessions]
    told = ("none yet", "–", "–", "–")
    if sessions:
        first, last = sessions[0], sessions[-1]
        told = (
            programme.protocol or "–",
            first.place.replace("_", " "),
            f"{_minutes(first.backward_s)} backward of {_minutes(first.total_s)}",
            f"{len(programme.weeks[-1].sessions)} × {_minutes(last.backward_s)} backward",
        )
    return (example.who, programme.clearance.level.replace("_", " "), *told)


def _person(example: Example, programme: Programme) -> Iterator[str]:
    profile = example.profile
    yield from (
        f"## {example.who}",
        "",
        f"Profile: [{example.id}.json](personas/{example.id}.json). {_wish(profile)}",
        "",
    )
    yield from _may_they(programme.clearance)
    yield from _what_to_do(programme) if programme.weeks else _not_yet(programme)
    yield from (
        "**What they are told**",
        "",
        *(f"- {note.text}{_ids(note.evidence)}" for note in programme.notes),
        "",
    )
    if programme.offers:
        yield from ("**What may open**", "", *(f"- {offer.text}" for offer in programme.offers), "")
    if programme.not_chosen:
        rows = [
            (one.protocol, evidence.protocols()[one.protocol].name, one.reason)
            for one in programme.not_chosen
        ]
        yield from ("<details><summary>Protocols that were not chosen</summary>", "")
        yield from (table(("id", "protocol", "why not"), rows), "</details>", "")


def _wish(profile: Profile) -> str:
    return (
        f"Goal: {profile.goal.replace('_', ' ')}; {profile.days_per_week} days a week, "
        f"{profile.minutes_per_session} minutes each."
    )


def _may_they(clearance: Clearance) -> Iterator[str]:
    yield from (f"**May they?** {LEVEL_WORDS[clearance.level]}", "")
    yield from (f"- {reason.text}{_ids(reason.evidence)} `{reason.rule}`" for reason in clearance.reasons)
    if clearance.restrictions:
        kept = "; ".join(one.text.rstrip(".") for one in clearance.restrictions)
        yield f"- The programme keeps to: {kept}."
    yield ""


def _not_yet(programme: Programme) -> Iterator[str]:
    clearance = programme.clearance
    if clearance.do_first:
        yield from ("**First**", "", *(f"1. {step}" for step in clearance.do_first), "")
    if clearance.meanwhile:
        yield from ("**Meanwhile**", "", *(f"- {fine}" for fine in clearance.meanwhile), "")
    if programme.letter is not None:
        yield from (f"**The letter asks ({programme.letter.to}):** {programme.letter.question}", "")


def _what_to_do(programme: Programme) -> Iterator[str]:
    first = programme.weeks[0].sessions[0]
    protocol = evidence.protocols()[programme.protocol or ""]
    yield from (
        f"**What to do:** {programme.protocol} {protocol.name}, at: {first.place.replace('_', ' ')}; "
        f"what catches them: {first.guard.replace('_', ' ')}.",
        "",
    )
    rows = [
        (
            str(week.week),
            f"{len(week.sessions)} × {_minutes(week.sessions[0].backward_s)} of {_minutes(week.sessions[0].total_s)}",
            _fastest(week.sessions[0]),
            ", ".join(week.harder) or "–",
            " ".join(change.text for change in week.changes) or "–",
        )
        for week in programme.weeks
    ]
    yield table(("week", "sessions, backward of all", "fastest backward", "harder", "what changes"), rows)
    yield from ("**The first session**", "", *(f"1. {_block(block)}" for block in _folded(first)), "")


def _folded(session: Session) -> list[tuple[Block, int]]:
    """The blocks, a run of alternating pairs told once with its number."""
    blocks, folded = list(session.blocks), list[tuple[Block, int]]()
    at = 0
    while at < len(blocks):
        pair, times = blocks[at : at + 2], 1
        while len(pair) == 2 and [_plain(b) for b in blocks[at + 2 * times : at + 2 * times + 2]] == [
            _plain(b) for b in pair
        ]:
            times += 1
        if times > 1:
            folded += [(pair[0], times), (pair[1], times)]
            at += 2 * times
        else:
            folded.append((blocks[at], 1))
            at += 1
    return folded


def _plain(block: Block) -> tuple[object, ...]:
    return block.kind, block.direction, block.duration_s, block.speed_mps, block.hands, block.variant


def _block(told: tuple[Block, int]) -> str:
    block, times = told
    what = " ".join(part for part in (block.kind.replace("_", " "), DIRECTION_WORDS[block.direction]) if part)
    often = f"{times} times " if times > 1 else ""
    speed = (
        f", {block.speed_mps[0] * 3.6:.1f}–{block.speed_mps[1] * 3.6:.1f} km/h"
        if block.speed_mps and block.speed_mps[1]
        else ""
    )
    hands = f", hands: {block.hands}" if block.hands else ""
    rules = ", ".join(f"`{ground.rule}`" for ground in block.reasons)
    return f"{often}{what} {_minutes(block.duration_s)}{speed}{hands} ({rules})"


def _fastest(session: Session) -> str:
    speeds = [
        block.speed_mps[1] for block in session.blocks if block.direction == "backward" and block.speed_mps
    ]
    return f"{max(speeds) * 3.6:.1f} km/h" if speeds else "own pace"


def _minutes(seconds: int) -> str:
    minutes, rest = divmod(seconds, 60)
    return f"{minutes} min {rest} s" if minutes and rest else f"{minutes} min" if minutes else f"{rest} s"


def _ids(ids: tuple[str, ...]) -> str:
    return f" ({', '.join(ids)})" if ids else ""
