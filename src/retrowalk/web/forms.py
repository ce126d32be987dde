"""Forms of questions: their fields, off the network and into answers."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import Any
from urllib.parse import parse_qs

from fastapi import Request

from retrowalk.errors import NoRoomError
from retrowalk.screening.asking import Question

LARGEST_FORM = 200_000
LARGEST_DOCUMENT = 4_000_000

Fields = dict[str, list[str]]


async def body_of(request: Request, limit: int) -> bytes:
    """The body, as far as it may go.

    Raises:
        NoRoomError: it is larger.
    """
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > limit:
            raise NoRoomError(f"What you sent is larger than {limit // 1000} kB; nothing of it was kept.")
    return bytes(body)


async def fields_of(request: Request) -> Fields:
    """The fields of a form, each with its values.

    Raises:
        NoRoomError: it is far larger than any answer.
    """
    body = await body_of(request, LARGEST_FORM)
    return parse_qs(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=None)


def one_each(fields: Fields) -> dict[str, str]:
    """The fields with one value each, the last that came.

    Args:
        fields: of a form in which nothing can be ticked more than once.
    """
    return {name: values[-1] for name, values in fields.items()}


def typed(questions: Iterable[Question], fields: Fields) -> dict[str, Any]:
    """What was typed as answers to these questions, as it stands, by question.

    Args:
        questions: that the form asked.
        fields: it came with.
    """
    return {question.id: _typed(question, fields) for question in questions}


def _typed(question: Question, fields: Fields) -> Any:
    values = fields.get(question.id, [])
    match question.kind:
        case "many":
            return values
        case "scales" | "items":
            inside = f"{question.id}."
            return {
                name.removeprefix(inside): of[-1] for name, of in fields.items() if name.startswith(inside)
            }
        case "quantity":
            value = values[-1].strip() if values else ""
            unit = fields.get(f"{question.id}.unit", [question.units[0].value])[-1]
            return {"value": value, "unit": unit} if value else ""
        case "lines":
            return values[-1].replace("\r\n", "\n") if values else ""
        case _:
            return values[-1].strip() if values else ""


def grouped(question: Question) -> list[tuple[str, list[Any]]]:
    """The choices under their headings."""
    return [(name, list(choices)) for name, choices in groupby(question.choices, lambda choice: choice.group)]


def examples(question: Question) -> str:
    """What usual answers look like, unit by unit."""
    return " · ".join(f"{unit.example} {unit.text}" for unit in question.units)
