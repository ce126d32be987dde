"""``retrowalk energy``: what a stretch of walking costs, as a small table or JSON."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from retrowalk.cli.quantities import mass_kg, speed_mps
from retrowalk.energy import Cost, cost
from retrowalk.errors import EnergyError
from retrowalk.language import _

if TYPE_CHECKING:
    from retrowalk.energy import Direction


def energy_command(
    *,
    direction: Direction,
    speed: str,
    grade: float,
    mass: str | None,
    minutes: float | None,
    age: int | None,
    practised: bool | None,
    json: bool,
) -> None:
    """Print what it costs.

    Args:
        direction: forward or backward.
        speed: with its unit.
        grade: uphill, percent.
        mass: kg, or with its unit.
        minutes: walked.
        age: years.
        practised: used to walking backward, new to it, or not told.
        json: for a program instead of a person.

    Raises:
        EnergyError: an option is not understood, or nothing is known there; it names the option.
    """
    try:
        mass_in_kg = None if mass is None else mass_kg(mass)
        found = cost(direction, speed_mps(speed), grade, mass_in_kg, minutes, age, practised)
    except EnergyError as problem:
        raise EnergyError(f"--{problem.field}", problem.sentence) from None
    if json:
        from retrowalk import contract
        from retrowalk.reports import to_json

        sys.stdout.write(to_json(contract.write(found.rounded())))
    else:
        _print(found)


def _print(found: Cost) -> None:
    from rich.console import Console
    from rich.table import Table

    console = Console(highlight=False, markup=False)
    names = {"forward": _("Walking forward"), "backward": _("Walking backward")}
    bases = {
        "measured_anchor": _("a published figure"),
        "interpolated": _("estimated between published figures"),
        "extrapolated": _("estimated beyond published figures"),
        "derived": _("computed from published figures"),
    }
    facts = [
        f"{found.speed_mps:.2f} m/s",
        f"{found.speed_mps * 3.6:.1f} km/h",
        f"{found.speed_mps / 0.44704:.1f} mph",
    ]
    walk = [names[found.direction], " = ".join(facts), _grade(found.grade_pct)]
    if found.minutes is not None:
        walk.append(_("%(minutes)g min") % {"minutes": found.minutes})
    if found.mass_kg is not None:
        walk.append(_("%(mass).0f kg") % {"mass": found.mass_kg})
    console.print(" · ".join(walk))
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for heading in ("", _("low"), _("middle"), _("high")):
        table.add_column(heading, justify="right" if heading else "left")
    table.add_row(_("METs"), *(f"{value:.1f}" for value in (found.mets.low, found.mets.mid, found.mets.high)))
    if found.kcal is not None:
        table.add_row(
            _("kcal"), *(f"{value:.0f}" for value in (found.kcal.low, found.kcal.mid, found.kcal.high))
        )
    console.print(table)
    if found.kcal is None:
        console.print(_("For kcal, say --mass and --minutes."))
    console.print(_("The middle figure is %(basis)s.") % {"basis": bases[found.basis]})
    for note in found.notes:
        console.print(f"- {note.text}")
    if found.evidence:
        console.print(_("Evidence: %(ids)s") % {"ids": ", ".join(found.evidence)})


def _grade(grade_pct: float) -> str:
    return _("%(grade)g %% uphill") % {"grade": grade_pct} if grade_pct else _("level")
