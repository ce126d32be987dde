"""Our own YAML files, quickly.

PyYAML's constructors take three quarters of the time of loading, so the events of its C parser are put together
here: mappings, sequences (as tuples), text, numbers, true, false and null. ``tests/evidence`` holds every file to what
``yaml.safe_load`` makes of it.
"""

from __future__ import annotations

from typing import Any

_WORDS: dict[str, Any] = {"null": None, "~": None, "": None, "true": True, "false": False}


def parse(text: str) -> Any:
    """The one document of a file.

    Args:
        text: plain YAML, without anchors or tags.
    """
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    outer: list[list[Any]] = []
    inside: list[Any] = []
    for event in yaml.parse(text, Loader=loader):
        if isinstance(event, yaml.ScalarEvent):
            inside.append(event.value if event.style else _scalar(event.value))
        elif isinstance(event, yaml.CollectionStartEvent):
            outer.append(inside)
            inside = []
        elif isinstance(event, yaml.CollectionEndEvent):
            is_list = isinstance(event, yaml.SequenceEndEvent)
            whole = tuple(inside) if is_list else dict(zip(inside[::2], inside[1::2], strict=True))
            inside = outer.pop()
            inside.append(whole)
    return inside[0]


def _scalar(value: str) -> Any:
    if value[:1] in "0123456789-+.":
        for number in (int, float):
            try:
                return number(value)
            except ValueError:
                continue
    return _WORDS.get(value, value)
