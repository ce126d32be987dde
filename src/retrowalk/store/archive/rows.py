"""Rows as lines of JSON and back, for whatever tables a database has: those of an earlier version too.

What a column holds is told by the type it was declared with, so that nothing here need know the tables. Left out are
whose a row is (an archive is of one person), the numbers that a table counts its rows with (somebody else's rows may
have them elsewhere; their order is kept), and what is worked out from the other rows.
"""

from __future__ import annotations

import json
import math
import re
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from retrowalk.store.archive.document import LEFT_OUT, WORKED_OUT

_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{6})?Z")
_LARGEST = 2**63 - 1
OWNER = "person_id"


class RowError(Exception):
    """A line is no row of its table; the text is half a sentence."""


@dataclass(frozen=True, slots=True)
class Columns:
    """What a table's rows are in an archive.

    Attributes:
        table: its name.
        kinds: declared type by column, of those that are written.
        key: what the rows are ordered by.
    """

    table: str
    kinds: Mapping[str, str]
    key: tuple[str, ...]


def tables_of(connection: sqlite3.Connection) -> list[Columns]:
    """The tables whose rows belong to a person, by name.

    Args:
        connection: to a database of any revision.
    """
    names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall()
    found = (_columns_of(connection, name) for (name,) in names if name not in LEFT_OUT)
    return [one for one in found if one is not None]


def _columns_of(connection: sqlite3.Connection, table: str) -> Columns | None:
    info = connection.execute(f'PRAGMA table_info("{table}")').fetchall()
    kinds = {name: kind.partition("(")[0].upper() for _, name, kind, *_ in info}
    if OWNER not in kinds:
        return None
    key = tuple(name for *_, name in sorted((place, name) for _, name, _, _, _, place in info if place))
    counted = key if len(key) == 1 and kinds[key[0]] == "INTEGER" else ()
    without = {OWNER, *counted, *WORKED_OUT.get(table, ())}
    return Columns(table, {name: kind for name, kind in kinds.items() if name not in without}, key)


def lines(connection: sqlite3.Connection, columns: Columns, person: str) -> Iterator[bytes]:
    """The rows of a person, a line each, always in the same order.

    Args:
        connection: within a transaction.
        columns: of the table.
        person: id.
    """
    for row in rows(connection, columns, person):
        told = {
            name: _told(kind, value)
            for (name, kind), value in zip(columns.kinds.items(), row, strict=True)
            if value is not None
        }
        yield json.dumps(told, separators=(",", ":")).encode() + b"\n"


def rows(connection: sqlite3.Connection, columns: Columns, person: str) -> Iterator[tuple[Any, ...]]:
    """The rows as the database has them, without owner and number.

    Args:
        connection: within a transaction.
        columns: of the table.
        person: id.
    """
    cursor = connection.cursor()
    cursor.row_factory = None
    named, key = _named(columns.kinds), _named(columns.key)
    sql = f"SELECT {named} FROM {columns.table} WHERE {OWNER} = ? ORDER BY {key}"  # noqa: S608
    yield from cursor.execute(sql, (person,))


def insert(
    connection: sqlite3.Connection, columns: Columns, person: str, values: Iterator[tuple[Any, ...]]
) -> int:
    """Puts rows in, in their order.

    Args:
        connection: within a transaction.
        columns: of the table.
        person: id of their owner.
        values: as ``rows`` gives them.

    Returns:
        how many there were.
    """
    holes = ", ".join("?" * (len(columns.kinds) + 1))
    sql = f"INSERT INTO {columns.table} ({OWNER}, {_named(columns.kinds)}) VALUES ({holes})"  # noqa: S608
    count = 0
    for row in values:
        connection.execute(sql, (person, *row))
        count += 1
    return count


def parsed(columns: Columns, line: bytes) -> tuple[Any, ...]:
    """A line as the row it was.

    Args:
        columns: of the table.
        line: JSON.

    Raises:
        RowError: it is no row of this table.
    """
    try:
        told = json.loads(line)
    except (ValueError, RecursionError):
        raise RowError("is no JSON") from None
    if not isinstance(told, dict):
        raise RowError("is no JSON object")
    unknown = told.keys() - columns.kinds.keys()
    if unknown:
        raise RowError(f"has a column “{min(unknown)[:40]}” that this table never had")
    return tuple(
        _kept(name, kind, told[name]) if name in told else None for name, kind in columns.kinds.items()
    )


def _named(names: Mapping[str, str] | tuple[str, ...]) -> str:
    return ", ".join(f'"{name}"' for name in names)


def _told(kind: str, value: Any) -> Any:
    if kind == "JSON":
        return json.loads(value)
    if kind == "DATETIME":
        return value.replace(" ", "T") + "Z"
    return bool(value) if kind == "BOOLEAN" else value


def _kept(name: str, kind: str, value: Any) -> Any:
    if kind == "JSON":
        return json.dumps(value)
    if kind == "VARCHAR" and isinstance(value, str) and _can_be_kept(value):
        return value
    if kind == "DATETIME" and isinstance(value, str) and _INSTANT.fullmatch(value) and _is_instant(value):
        return value[:-1].replace("T", " ")
    if kind == "BOOLEAN" and isinstance(value, bool):
        return int(value)
    if not isinstance(value, bool):
        if kind == "INTEGER" and isinstance(value, int) and abs(value) <= _LARGEST:
            return value
        if kind == "FLOAT" and isinstance(value, int | float) and abs(value) < 1e300 and math.isfinite(value):
            return float(value)
    expected = {"VARCHAR": "text", "DATETIME": "an instant in UTC", "BOOLEAN": "true or false"}
    raise RowError(f"holds in “{name}” what is not {expected.get(kind, 'a number')}")


def _can_be_kept(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return "\0" not in text


def _is_instant(text: str) -> bool:
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True
