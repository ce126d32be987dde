"""What to know about a cost: sentences, each with its rule and evidence."""

from __future__ import annotations

from collections.abc import Iterator

from retrowalk.energy.band import Band
from retrowalk.energy.equations import ACSM_FROM_MPS
from retrowalk.energy.forward import entries_around
from retrowalk.energy.intensity import intensity_band, intensity_sentence
from retrowalk.energy.published import (
    AGES,
    BACKWARD,
    RUNNING_BEGINS_MPS,
    SLOWEST_MEASURED_MPS,
    Basis,
    Direction,
)
from retrowalk.evidence import Reason
from retrowalk.language import _


def notes_on(
    direction: Direction,
    speed_mps: float,
    grade_pct: float,
    age: int | None,
    practised: bool | None,
    basis: Basis,
    mets: Band,
    kcal: Band | None,
) -> tuple[Reason, ...]:
    """Everything worth saying about a cost, the most important first.

    Args:
        direction, speed_mps, grade_pct, age, practised: as for `cost`.
        basis: what the middle figure rests on.
        mets: what was found.
        kcal: what was found, or None.
    """
    notes = [
        Reason(
            intensity_sentence(intensity_band(mets)),
            "energy_intensity",
            ("C72",) if direction == "backward" else (),
        ),
        *(
            _backward(speed_mps, grade_pct, practised, basis)
            if direction == "backward"
            else _forward(speed_mps, grade_pct)
        ),
        _age(age),
    ]
    if kcal is not None:
        resting = kcal.mid / mets.mid
        text = _("Of these kcal, about %(resting).0f would have been used sitting still for as long.")
        notes.append(Reason(text % {"resting": resting}, "energy_gross"))
    text = _("The band holds what was published about groups of people; a single person can lie outside it.")
    notes.append(Reason(text, "energy_band"))
    return tuple(notes)


def evidence_of(notes: tuple[Reason, ...]) -> tuple[str, ...]:
    """Every id once, in the order in which they are named.

    Args:
        notes: of a cost.
    """
    return tuple(dict.fromkeys(id for note in notes for id in note.evidence))


def _backward(speed_mps: float, grade_pct: float, practised: bool | None, basis: Basis) -> Iterator[Reason]:
    if grade_pct > 0:
        yield Reason(
            _(
                "Uphill, walking backward was measured at about 1.2 to 1.3 times what walking forward costs at the "
                "same speed, not double; that rests on three published figures and one study of 27 young adults."
            ),
            "energy_backward",
            ("K4", "C18", "ST31", "ST32", *_entries(uphill=True), "EN37", "EN42", "EN43"),
        )
    else:
        yield Reason(
            _(
                "On the level, walking backward costs about 1.25 to 1.40 times what walking forward costs at the "
                "same speed, not double; that was measured in young adults at 3.5 mph (5.6 km/h)."
            ),
            "energy_backward",
            ("K4", "C18", "C50", "ST31", *_entries(uphill=False), "EN40"),
        )
    if basis == "interpolated":
        yield Reason(
            _(
                "No figure was published for just this speed and grade; the middle one is estimated from 3.5 mph on "
                "the level and at 5 %, and from 2.5 mph at 10 %."
            ),
            "energy_backward",
            ("ST34", "EN45"),
        )
    if speed_mps < SLOWEST_MEASURED_MPS:
        yield Reason(
            _(
                "Nobody was measured walking backward slower than 0.89 m/s (3.2 km/h), so the band is wider here "
                "and its middle is an estimate."
            ),
            "energy_slow",
            ("ST34", "EN45"),
        )
    if speed_mps > RUNNING_BEGINS_MPS:
        yield Reason(
            _("Above about 1.63 m/s (5.9 km/h) people start to run backward; these figures are for walking."),
            "energy_running",
            ("ST47", "EN46"),
        )
    yield Reason(_practice(practised), "energy_practice", ("ST33", "EN44"))


def _practice(practised: bool | None) -> str:
    if practised:
        return _(
            "You are used to it: eight men needed about a fifth less after 12 sessions, so the low and the middle "
            "figure are lower; the high one stays, and nobody knows where this ends."
        )
    if practised is None:
        return _(
            "The low figure is for somebody used to walking backward: eight men needed about a fifth less after "
            "12 sessions."
        )
    return _(
        "These figures are for somebody new to it; with practice it costs less, in eight men about a fifth after "
        "12 sessions."
    )


def _entries(*, uphill: bool) -> tuple[str, ...]:
    return tuple(anchor.evidence for anchor in BACKWARD if (anchor.grade_pct > 0) is uphill)


def _forward(speed_mps: float, grade_pct: float) -> Iterator[Reason]:
    entries = tuple(dict.fromkeys(id for entry in entries_around(speed_mps) for id in entry.evidence))
    if grade_pct > 0:
        yield Reason(
            _("Uphill, the figure follows the walking equation of the American College of Sports Medicine."),
            "energy_forward",
            ("EN35", "EN12"),
        )
    elif speed_mps >= ACSM_FROM_MPS:
        yield Reason(
            _(
                "From the Compendium of Physical Activities, 2011 and 2024, and the walking equation of the American "
                "College of Sports Medicine, which gives less at most speeds."
            ),
            "energy_forward",
            (*entries, "EN35"),
        )
    else:
        yield Reason(
            _(
                "From the Compendium of Physical Activities, 2011 and 2024; this slow, the middle figure is for a "
                "treadmill."
            ),
            "energy_forward",
            entries,
        )


def _age(age: int | None) -> Reason:
    if age is not None and not AGES[0] <= age <= AGES[1]:
        text = _(
            "The published figures are of people aged %(from)d to %(to)d; for other ages the band is a fifth wider "
            "at both ends, by our own judgement."
        )
    else:
        text = _("The published figures are of people aged %(from)d to %(to)d.")
    return Reason(text % {"from": AGES[0], "to": AGES[1]}, "energy_ages", ("EN34",))
