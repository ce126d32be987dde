"""A professional's hand in a programme: nothing is refused, and what the rules hold against it is said."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, get_args

from retrowalk import contract
from retrowalk.errors import DocumentError
from retrowalk.language import _
from retrowalk.prescription.checking.rules import Violation, violations
from retrowalk.prescription.programme import Block, Programme, Session
from retrowalk.screening.profile import ByRole

EDITABLE = (
    "kind",
    "direction",
    "duration_s",
    "speed_mps",
    "grade_pct",
    "hands",
    "variant",
    "effort",
    "cues",
)
"""Fields of a block that a professional may set; the rest follows from them."""


def edit(programme: Programme, session_id: str, block: int, by: str, **changes: Any) -> Programme:
    """One block of a session set by hand.

    The rules look at the programme before and after it. What they newly disagree with is written into the block, as
    "rule: sentence"; the edit stands all the same.

    Args:
        programme: as it stands.
        session_id: of the session.
        block: index of the block in it, from 0.
        by: role of who edits, one of the contract's roles, such as ``physiotherapist``.
        changes: by name, fields of the block with their new values.

    Returns:
        The programme, one revision higher, with the session's sums made anew.

    Raises:
        DocumentError: there is no such block, role or field, or a value is of the wrong kind.
    """
    session = _session(programme, session_id)
    if not 0 <= block < len(session.blocks):
        raise DocumentError(
            _("block is %(block)s; expected 0 to %(last)s, the blocks of session %(id)s.")
            % {"block": block, "last": len(session.blocks) - 1, "id": session_id}
        )
    if by not in get_args(ByRole):
        raise DocumentError(
            _("by is %(by)s; expected one of %(roles)s.") % {"by": by, "roles": ", ".join(get_args(ByRole))}
        )
    for name in changes:
        if name not in EDITABLE:
            raise DocumentError(
                _("%(name)s is not a field of a block to edit; expected %(names)s.")
                % {"name": name, "names": ", ".join(EDITABLE)}
            )
    edited = replace(_checked(programme, session_id, block, changes), edited_by=by, disagreements=())
    made = _with_block(programme, session, block, edited)
    disagreements = _new(violations(programme), violations(made), session_id, block)
    return _with_block(
        replace(made, revision=programme.revision + 1),
        _session(made, session_id),
        block,
        replace(edited, disagreements=disagreements),
    )


def _session(programme: Programme, session_id: str) -> Session:
    for week in programme.weeks:
        for session in week.sessions:
            if session.id == session_id:
                return session
    raise DocumentError(
        _("session is %(id)s; expected the id of a session of this programme, such as w1s1.")
        % {"id": session_id}
    )


def _with_block(programme: Programme, session: Session, index: int, block: Block) -> Programme:
    blocks = (*session.blocks[:index], block, *session.blocks[index + 1 :])
    changed = replace(
        session,
        blocks=blocks,
        backward_s=sum(one.duration_s for one in blocks if one.direction == "backward"),
        total_s=sum(one.duration_s for one in blocks),
    )
    weeks = tuple(
        replace(week, sessions=tuple(changed if one.id == session.id else one for one in week.sessions))
        for week in programme.weeks
    )
    return replace(programme, weeks=weeks)


def _checked(programme: Programme, session_id: str, index: int, changes: dict[str, Any]) -> Block:
    """The block with its new values, as the contract would read it from a file."""
    document = contract.write(programme)
    found = [one for week in document["weeks"] for one in week["sessions"] if one["id"] == session_id]
    found[0]["blocks"][index] |= changes
    try:
        made = contract.read(Programme, document, _("the edit"))
    except (TypeError, ValueError):
        raise DocumentError(
            _("the edit: %(names)s cannot be kept; expected values that JSON can hold.")
            % {"names": ", ".join(changes)}
        ) from None
    return _session(made, session_id).blocks[index]


def _new(
    before: Iterable[Violation], after: Iterable[Violation], session_id: str, block: int
) -> tuple[str, ...]:
    """What the rules did not hold against it before, of this block, or of what it changed elsewhere."""
    known = {(one.rule, one.session, one.block, one.text) for one in before}
    found = [one for one in after if (one.rule, one.session, one.block, one.text) not in known]
    own = [one for one in found if one.session == session_id and one.block in (None, block)]
    rest = [one for one in found if one not in own]
    return tuple(dict.fromkeys(f"{one.rule}: {one.text}" for one in (*own, *rest)))
