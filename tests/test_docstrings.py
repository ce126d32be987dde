"""Docstrings of what is public name the arguments and attributes that there really are."""

from __future__ import annotations

import dataclasses
import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterator
from typing import Any

import pytest

import retrowalk

ROOMS = sorted(module.name for module in pkgutil.iter_modules(retrowalk.__path__) if module.ispkg)


def public() -> Iterator[tuple[str, Any]]:
    """Functions, classes and their methods that a room offers, by their full name."""
    for room in ROOMS:
        module = importlib.import_module(f"retrowalk.{room}")
        for name in getattr(module, "__all__", []):
            thing = getattr(module, name)
            if inspect.isfunction(thing):
                yield f"{room}.{name}", thing
            elif inspect.isclass(thing):
                yield f"{room}.{name}", thing
                for method, function in vars(thing).items():
                    if not method.startswith("_") and inspect.isfunction(function):
                        yield f"{room}.{name}.{method}", function


THINGS = dict(public())


def section(thing: object, heading: str) -> list[str] | None:
    """Names in a section ("a, b: what they are"), or None without such a section."""
    found = re.search(rf"^{heading}:\n((?:[ ].*\n?|\n)*)", inspect.getdoc(thing) or "", re.MULTILINE)
    if found is None:
        return None
    lines = re.findall(r"^ {4}(\w[\w, *]*):(?: |$)", found[1], re.MULTILINE)
    return [name.strip(" *") for line in lines for name in line.split(",")]


def parameters(function: Any) -> list[str]:
    names = list(inspect.signature(function).parameters)
    return names[1:] if names[:1] in (["self"], ["cls"]) else names


def test_there_is_something_to_hold_to_it() -> None:
    assert len(THINGS) > 30


@pytest.mark.parametrize("name", [name for name in THINGS if name.count(".") == 1])
def test_it_says_what_it_is(name: str) -> None:
    assert inspect.getdoc(THINGS[name])


@pytest.mark.parametrize("name", [name for name, thing in THINGS.items() if inspect.isfunction(thing)])
def test_arguments_are_those_of_the_signature(name: str) -> None:
    documented, real = section(THINGS[name], "Args"), parameters(THINGS[name])
    if documented is not None and name.count(".") > 1:
        # A method may leave out what its class has explained already.
        real = [parameter for parameter in real if parameter in documented]
    assert documented in (None, real)


@pytest.mark.parametrize("name", [name for name, thing in THINGS.items() if dataclasses.is_dataclass(thing)])
def test_attributes_are_fields_or_properties(name: str) -> None:
    for attribute in section(THINGS[name], "Attributes") or []:
        assert hasattr(THINGS[name], attribute) or attribute in {
            field.name for field in dataclasses.fields(THINGS[name])
        }
