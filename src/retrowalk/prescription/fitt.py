"""The dose of a programme as professionals write it: frequency, intensity, time, type, volume, progression."""

from __future__ import annotations

from retrowalk.language import _
from retrowalk.prescription import words
from retrowalk.prescription.programme import Block, Programme, Session


def fitt_vp(programme: Programme) -> list[tuple[str, str]]:
    """What each letter of FITT-VP stands for, and what it is here; empty where nothing is planned.

    Args:
        programme: with at least one week.

    Source: the FITT-VP principle of the ACSM's guidelines for exercise testing and prescription.
    """
    weeks = [week for week in programme.weeks if any(not one.forward_only for one in week.sessions)]
    if not weeks:
        return []
    first, last = weeks[0].sessions, weeks[-1].sessions
    backward = [
        block for week in weeks for session in week.sessions for block in session.blocks if _back(block)
    ]
    grown = dict.fromkeys(one for week in weeks for one in week.harder)
    return [
        (
            _("Frequency"),
            _from_to(*(_("%(n)s days a week") % {"n": len(sessions)} for sessions in (first, last))),
        ),
        (_("Intensity"), _intensity(backward)),
        (
            _("Time"),
            _("%(backward)s backward of %(all)s in all")
            % {"backward": _longest(first, last, "backward_s"), "all": _longest(first, last, "total_s")},
        ),
        (_("Type"), _type(first[0])),
        (
            _("Volume"),
            _from_to(
                *(
                    _("%(time)s backward a week")
                    % {"time": words.lasting(sum(one.backward_s for one in sessions))}
                    for sessions in (first, last)
                )
            ),
        ),
        (
            _("Progression"),
            _("one thing harder at a time: %(things)s")
            % {"things": ", ".join(words.harder()[one] for one in grown)}
            if grown
            else _("none planned: the dose stays"),
        ),
    ]


def _back(block: Block) -> bool:
    return block.direction == "backward"


def _from_to(before: str, after: str) -> str:
    return (
        before if before == after else _("%(before)s, later %(after)s") % {"before": before, "after": after}
    )


def _longest(first: tuple[Session, ...], last: tuple[Session, ...], of: str) -> str:
    return _from_to(*(words.lasting(max(getattr(one, of) for one in sessions)) for sessions in (first, last)))


def _intensity(backward: list[Block]) -> str:
    said = []
    efforts = [block.effort for block in backward if block.effort is not None]
    if efforts:
        said.append(words.effort((min(low for low, _high in efforts), max(high for _low, high in efforts))))
    speeds = [block.speed_mps for block in backward if block.speed_mps is not None]
    if speeds:
        said.append(words.speed((min(low for low, _high in speeds), max(high for _low, high in speeds))))
    if backward and not any(block.grade_pct for block in backward):
        said.append(_("level"))
    return ", ".join(one for one in said if one) or _("your own easy pace")


def _type(session: Session) -> str:
    return _("walking backward %(place)s, to hold on to: %(guard)s") % {
        "place": words.places()[session.place],
        "guard": words.guards()[session.guard],
    }
