"""Reading and writing the documents of the contract: profile, clearance, programme, feedback.

Each document is a frozen dataclass that names its ``SCHEMA`` (``retrowalk.profile/1``) and, in ``EXPECTED``, says
in words what a field wants. The dataclass is the only definition: Pydantic checks JSON against it in strict mode, so
text where a number belongs, an unknown field or an unknown word is an error that names the field.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar, Protocol, TypeVar

from retrowalk.errors import DocumentError

if TYPE_CHECKING:
    from pydantic import TypeAdapter
    from pydantic_core import ErrorDetails


class Document(Protocol):
    """A dataclass that is a document of its own."""

    SCHEMA: ClassVar[str]
    EXPECTED: ClassVar[Mapping[str, str]]


D = TypeVar("D", bound=Document)

# What Pydantic says in a programmer's words.
_PLAIN = {
    "tuple_type": "a list",
    "bool_type": "true or false",
    "dataclass_type": "an object with named fields",
    "dataclass_exact_type": "an object with named fields",
    "string_type": "text in quotes",
}


def read(kind: type[D], data: bytes | str | Mapping[str, Any], name: str) -> D:
    """A document, checked.

    Args:
        kind: the dataclass to read, for example ``Profile``.
        data: JSON text, or what was parsed from it.
        name: what to call it in an error: the file, or "the form".

    Raises:
        DocumentError: it is no JSON, another document, of a later version, or a field is not as expected.
    """
    from pydantic import ValidationError

    document = dict(data) if isinstance(data, Mapping) else _parse(data, name, kind.SCHEMA)
    _check_schema(document.pop("schema", None), kind.SCHEMA, name)
    try:
        checked: D = _adapter(kind).validate_json(json.dumps(document), strict=True)
    except ValidationError as problem:
        raise DocumentError(_sentence(problem.errors()[0], kind, document, name)) from None
    return checked


def write(document: Document) -> dict[str, Any]:
    """The document as JSON-ready values, its schema first."""
    values: dict[str, Any] = _adapter(type(document)).dump_python(document, mode="json")
    return {"schema": document.SCHEMA, **values}


def json_schema(kind: type[Document]) -> dict[str, Any]:
    """The JSON Schema of a document."""
    schema = _adapter(kind).json_schema(mode="validation")
    schema["properties"] = {"schema": {"const": kind.SCHEMA}, **schema["properties"]}
    schema["required"] = ["schema", *schema.get("required", [])]
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "title": kind.SCHEMA}


@cache
def _adapter(kind: type[Any]) -> TypeAdapter[Any]:
    from pydantic import TypeAdapter

    return TypeAdapter(kind)


def _parse(data: bytes | str, name: str, schema: str) -> dict[str, Any]:
    expected = f'expected a JSON object with "schema": "{schema}"'
    try:
        text = data.decode("utf-8-sig") if isinstance(data, bytes) else data
        # NaN and Infinity are no JSON, and no answer to any question here.
        document = json.loads(text, parse_constant=_refuse_constant)
    except UnicodeDecodeError:
        raise DocumentError(f"{name} is no UTF-8 text; {expected}.") from None
    except RecursionError:
        raise DocumentError(f"{name} is nested too deeply; {expected}.") from None
    except ValueError as problem:
        where = f" (line {problem.lineno})" if isinstance(problem, json.JSONDecodeError) else ""
        raise DocumentError(f"{name} is no JSON{where}; {expected}.") from None
    if not isinstance(document, dict):
        raise DocumentError(f"{name} holds no JSON object; {expected}.")
    return document


def _refuse_constant(name: str) -> float:
    raise ValueError(name)


def _check_schema(said: object, schema: str, name: str) -> None:
    if said == schema:
        return
    kind, _, version = schema.rpartition("/")
    if isinstance(said, str) and said.startswith(f"{kind}/") and said.removeprefix(f"{kind}/").isdigit():
        if int(said.removeprefix(f"{kind}/")) > int(version):
            raise DocumentError(
                f"{name} is a {said}, written by a later Retrowalk; this one reads {schema}: update it to go on."
            )
        raise DocumentError(f"{name} is a {said}; expected {schema}.")
    says = "names no schema" if said is None else f"says schema {_shown(said)}"
    raise DocumentError(f'{name} {says}; expected "schema": "{schema}".')


def _sentence(error: ErrorDetails, kind: type[Document], document: Mapping[str, Any], name: str) -> str:
    path = [part for part in error["loc"] if not _is_tag(part)]
    field = ""
    for part in path:
        field += f"[{part}]" if isinstance(part, int) else f"{'.' if field else ''}{part}"
    pattern = ".".join("*" if isinstance(part, int) else str(part) for part in path)
    expected = kind.EXPECTED.get(pattern)
    sort, context = error["type"], error.get("ctx", {})
    if sort == "unexpected_keyword_argument" or sort == "extra_forbidden":
        near = _near_field(kind, path)
        return f"{name}: {field} is not a field of {kind.SCHEMA}; leave it out or check its spelling{near}."
    if sort == "missing" or sort == "missing_argument":
        return f"{name}: {field} is missing; expected {expected or _wanted(kind, pattern)}."
    if expected is None:
        if sort == "literal_error":
            words = str(context["expected"]).replace("'", "").replace(" or ", ", ").split(", ")
            expected = f"one of {', '.join(words)}{_close(str(error['input']), words)}"
        elif sort == "value_error":
            return f"{name}: {context['error']}."
        else:
            expected = _PLAIN.get(sort) or str(error["msg"]).removeprefix("Input should be ")
    return f"{name}: {field} is {_shown(error['input'])}; expected {expected}."


def _wanted(kind: type[Document], field: str) -> str:
    """What a field wants, in words, where the document names nothing of its own: its words, a list, an object."""
    found = json_schema(kind)["properties"].get(field, {})
    if "enum" in found:
        return f"one of {', '.join(found['enum'])}"
    return {"array": "a list", "boolean": "true or false", "string": "text in quotes"}.get(
        found.get("type", ""), "an object with named fields" if "$ref" in found else "a value"
    )


def _is_tag(part: object) -> bool:
    """Pydantic names the branch of a union in the path; nobody wrote that in their file."""
    return isinstance(part, str) and not part.replace("_", "").isalnum()


def _near_field(kind: type[Document], path: list[Any]) -> str:
    if len(path) != 1 or not is_dataclass(kind):
        return ""
    return _close(str(path[0]), [field.name for field in fields(kind)])


def _close(word: str, words: list[str]) -> str:
    import difflib

    near = difflib.get_close_matches(word, words, n=1)
    return f" (did you mean {near[0]}?)" if near else ""


def _shown(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 60 else f"{text[:57]}…"
