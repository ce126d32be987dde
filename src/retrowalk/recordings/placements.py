"""The words people write for where a sensor was worn, and what we call it."""

from __future__ import annotations

import re

from retrowalk.recordings.model import Placement, Side

# Longer words first where one holds another ("lower back" before "back"). Matched on the squeezed word:
# lower case, letters only, the side taken out.
_WORDS: tuple[tuple[str, Placement], ...] = (
    ("swingingarm", "hand"),
    ("inhand", "hand"),
    ("handheld", "hand"),
    ("upperarm", "arm"),
    ("armband", "arm"),
    ("forearm", "wrist"),
    ("lowerarm", "wrist"),
    ("backpocket", "pocket"),
    ("frontpocket", "pocket"),
    ("trouserpocket", "pocket"),
    ("pocket", "pocket"),
    ("backpack", "bag"),
    ("rucksack", "bag"),
    ("purse", "bag"),
    ("handbag", "bag"),
    ("bag", "bag"),
    ("lowerleg", "shank"),
    ("upperleg", "thigh"),
    ("shank", "shank"),
    ("shin", "shank"),
    ("calf", "shank"),
    ("tibia", "shank"),
    ("thigh", "thigh"),
    ("ankle", "ankle"),
    ("heel", "foot"),
    ("toe", "foot"),
    ("instep", "foot"),
    ("forefoot", "foot"),
    ("foot", "foot"),
    ("shoe", "foot"),
    ("neckpouch", "chest"),
    ("sternum", "chest"),
    ("torso", "chest"),
    ("chest", "chest"),
    ("lowerback", "waist"),
    ("lumbar", "waist"),
    ("sacrum", "waist"),
    ("pelvis", "waist"),
    ("trunk", "waist"),
    ("waist", "waist"),
    ("belt", "waist"),
    ("hip", "waist"),
    ("back", "waist"),
    ("wrist", "wrist"),
    ("watch", "wrist"),
    ("hand", "hand"),
    ("arm", "arm"),
)

# The codes of gait laboratories: a side and a part (RH, LT).
_SIDES: tuple[tuple[str, Side], ...] = (("R", "right"), ("L", "left"))
_PARTS: tuple[tuple[str, Placement], ...] = (
    ("H", "foot"),
    ("T", "foot"),
    ("F", "foot"),
    ("A", "ankle"),
    ("S", "shank"),
    ("W", "wrist"),
    ("HEEL", "foot"),
    ("TOE", "foot"),
)
_CODES = {letter + part: (placement, side) for letter, side in _SIDES for part, placement in _PARTS}


def placement_of(word: str) -> tuple[Placement, Side | None]:
    """The placement and side that a word from a file means.

    Args:
        word: such as ``right_heel``, ``front_pocket(r)``, ``RH``, ``lower back``.

    Returns:
        ``("unknown", None)`` for a word we do not know; the side is None where the word names none.
    """
    code = re.sub(r"[^A-Za-z]", "", word)
    if code in _CODES:
        return _CODES[code]
    side: Side | None = None
    rest = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", word).lower()
    for letter, name in _SIDES:
        rest, found = re.subn(rf"(?<![a-z])({name}|{letter.lower()})(?![a-z])", "", rest)
        side = name if found else side
    squeezed = re.sub(r"[^a-z]", "", rest)
    for _, name in _SIDES:
        if side is None and squeezed.startswith(name) and squeezed != name:
            side, squeezed = name, squeezed.removeprefix(name)
    for known, placement in _WORDS:
        if known in squeezed if len(known) > 3 else known == squeezed:
            return placement, side
    return "unknown", side
