"""Our own YAML files, quickly.

PyYAML's constructors take three quarters of the time of loading, so the events of its C parser are put together
here: mappings, sequences (as tuples), text, numbers, true, false and null. ``tests/evidence`` holds every file to what
``yaml.safe_load`` makes of it.
"""

from __future__ import annotations

from typing import Any

_WORDS: dict[str, Any] = {"null": None, "~": None, "": None, "true": True, "false": False}
_NUMERIC = frozenset("0123456789-+.")


def parse(text: str) -> Any:
    """The one document of a file.

    Args:
        text: plain YAML, without anchors or tags.
    """
    import yaml

    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)(text)
    outer: list[list[Any]] = []
    inside: list[Any] = []
    while True:
        event = loader.get_event()
        kind = type(event)
        if kind is yaml.ScalarEvent:
            inside.append(event.value if event.style else _plain(event.value))
        elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
            outer.append(inside)
            inside = []
        elif kind is yaml.MappingEndEvent:
            inside = _closed(dict(zip(inside[::2], inside[1::2], strict=True)), outer.pop())
        elif kind is yaml.SequenceEndEvent:
            inside = _closed(tuple(inside), outer.pop())
        elif kind is yaml.StreamEndEvent:
            return inside[0]


def _closed(whole: object, around: list[Any]) -> list[Any]:
    around.append(whole)
    return around


def _plain(value: str) -> Any:
    if value[:1] in _NUMERIC:
        for number in (int, float):
            try:
                return number(value)
            except ValueError:
                continue
    return _WORDS.get(value, value)
