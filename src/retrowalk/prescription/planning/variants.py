"""Variants (PR13–PR18): offered, each behind its own prerequisites, never planned by themselves (rule 7)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from retrowalk.language import _
from retrowalk.prescription.programme import Offer
from retrowalk.screening.profile import Equipment

if TYPE_CHECKING:
    from retrowalk.prescription.planning.plan import Plan
    from retrowalk.screening import Clearance, Profile


@dataclass(frozen=True, slots=True)
class Row:
    """One variant: what it takes, what closes it beyond ``no_variants``, and how it is offered."""

    id: str
    protocol: str
    takes: tuple[Equipment, ...]
    closed_by: tuple[str, ...]
    text: str
    evidence: tuple[str, ...] = ()


def _rows() -> tuple[Row, ...]:
    return (
        Row("incline", "PR15", ("motorised_treadmill",), ("level_only", "no_treadmill"),
            _("%(later)s a slope of 2.5 percent, once time, pace and lighter hands are easy; both hands are back on "
              "the rails for it. Studied in single sessions and in young men."), ("ST31", "ST35")),
        Row("squat_walk", "PR14", (), ("pain_up_to_5",),
            _("%(later)s a few steps in a half squat, once time and pace are easy. %(no_trial)s"), ("C40",)),
        Row("sled", "PR13", ("sled",), (),
            _("%(later)s a light sled on a clear, even track. %(no_trial)s"), ("C42",)),
        Row("reverse_elliptical", "PR16", ("elliptical",), (),
            _("%(later)s the elliptical in reverse, hands on its handles, without resistance. %(no_trial)s")),
        Row("barefoot_grass", "PR17", ("grass",), ("no_barefoot",),
            _("%(later)s barefoot on soft grass that you have looked over. %(no_trial)s"),
            ("C75",)),
        Row("self_powered_treadmill", "PR18", ("self_powered_treadmill",), ("no_treadmill",),
            _("%(later)s the self-powered treadmill, both hands on its rails, turning only while the belt stands. "
              "%(no_trial)s"), ("C42",)),
        Row("pool", "PR32", ("pool",), ("no_pool",),
            _("%(later)s backward in chest-deep water, within reach of the edge. Tried with men with back pain, led."),
            ("ST46",)),
    )  # fmt: skip


def offers(profile: Profile, clearance: Clearance, plan: Plan) -> tuple[Offer, ...]:
    """What is held out at the start.

    Args:
        profile: of the walker.
        clearance: may close variants and hands-free walking.
        plan: of the programme.
    """
    held = [_timed_walk()] if profile.usual_forward_speed_mps is None else []
    if plan.lighter_hands and plan.hands is not None:
        held.append(_hands_free())
    if clearance.level != "clear" or clearance.restricts("no_variants"):
        return tuple(held)
    words = {
        "later": _("After four weeks without trouble, and only if you like:"),
        "no_trial": _("No trial was found."),
    }
    for row in _rows():
        if clearance.restricts(*row.closed_by) or not set(row.takes) <= set(profile.equipment):
            continue
        if row.id == "incline" and (plan.form != "belt" or not plan.grows):
            continue
        if row.id in ("incline", "barefoot_grass") and "achilles_or_heel_pain" in profile.conditions:
            continue
        if row.id == "barefoot_grass" and not (profile.details and profile.details.foot_sensation_normal):
            continue
        if row.id in ("squat_walk", "sled") and profile.conditions:
            continue
        held.append(
            Offer(row.id, row.text % words, "variants_behind_prerequisites", (row.protocol, *row.evidence))
        )
    return tuple(held)


def _timed_walk() -> Offer:
    text = _(
        "Time yourself over 10 metres forward at your usual pace and tell us: the start is then fitted to you."
    )
    return Offer("timed_walk", text, "unknown_pace", ("C08", "PR05"))


def _hands_free() -> Offer:
    text = _("Later, when a light touch has been easy for two weeks: without holding on. Nobody has to.")
    return Offer("hands_free", text, "hands_free_never_required", ("C44", "PR06"))
