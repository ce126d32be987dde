"""Walks as a list needs them, without the documents."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from sqlalchemy import Row, Select, func, select

from retrowalk import __version__
from retrowalk.store.records import Person, StoredWalk
from retrowalk.store.schema import analysis, imported_file, walk

_WORKED_OUT = {"recording_warnings", "state", "problem"}
_GIVEN_ON = [one.name for one in fields(StoredWalk) if one.name not in _WORKED_OUT]


def walks_of(someone: Person) -> Select[Any]:
    """The question that gives a person's walks, each a row for ``stored``."""
    siblings = walk.alias("sibling")
    return (
        select(
            walk,
            imported_file.c.name.label("file"),
            imported_file.c.size_bytes,
            analysis.c.version.label("analysed_version"),
            analysis.c.revision.label("analysed_revision"),
            analysis.c.overview,
            select(func.count())
            .where(siblings.c.file_id == walk.c.file_id)
            .scalar_subquery()
            .label("siblings"),
        )
        .join(imported_file, imported_file.c.id == walk.c.file_id)
        .outerjoin(analysis, analysis.c.walk_id == walk.c.id)
        .where(walk.c.person_id == someone.id)
    )


def stored(row: Row[Any]) -> StoredWalk:
    """A row as the record it stands for."""
    values = row._mapping
    current = __version__
    ready = (values["analysed_version"], values["analysed_revision"]) == (current, values["revision"])
    failed = values["problem"] is not None and values["problem_version"] == current
    return StoredWalk(
        **{name: values[name] for name in _GIVEN_ON},
        recording_warnings=tuple(values["recording_warnings"]),
        state="ready" if ready else "failed" if failed else "waiting",
        problem=values["problem"] if failed and not ready else None,
    )
