"""What is read from a device or a tape, and typed in."""

from __future__ import annotations

from retrowalk.language import _
from retrowalk.outcomes.measure import MeasureId
from retrowalk.outcomes.tests import words
from retrowalk.outcomes.tests.instructions import Entered, GuidedTest, guide

_PRESSURE: tuple[MeasureId, ...] = ("systolic", "diastolic")


def readings() -> tuple[GuidedTest, ...]:
    """All of them, in the order in which pages list them."""
    seated = (
        _("Sit for 5 minutes, back against the chair, feet flat, and do not talk."),
        _("Not within half an hour of coffee, smoking or exercise."),
    )
    heart = (*seated, _("Read your watch or chest strap, or count the beats of a full minute at the wrist."))
    pressure = (
        *seated,
        _("The cuff on the bare upper arm, at the height of the heart; the same arm each time."),
        _("Two readings, a minute apart; the mean counts. One is enough if the device makes its own mean."),
    )
    upper = _("The pressure when the heart beats. The upper value is always the higher of the two.")
    lower = _("The pressure between two beats. The lower value is always the lower of the two.")
    walking = _(
        "The heart's work at the same speed: if it falls, the same walk costs you less. Only readings at one speed are "
        "compared."
    )
    step = _("Walk at one speed for at least 3 minutes, and read the watch or chest strap at the end.")
    watch = _("A watch or chest strap that shows the heart rate, and a speed you can keep, as on a treadmill")
    scale = (_("Morning, after the toilet, before breakfast, in light clothes, on the same scale."),)
    tape = (
        _("Stand relaxed and breathe out."),
        _(
            "The tape goes level round the bare belly, half way between the lowest rib and the top of the hip bone."
        ),
    )
    return (
        _reading("resting_heart_rate", _("How fast your heart beats at rest."), "bpm", heart,
                 (_("A watch with a second hand, a fitness watch or a chest strap"),)),
        _reading("systolic", upper, "mmHg", pressure, (_cuff(),), _PRESSURE, rest_s=60),
        _reading("diastolic", lower, "mmHg", pressure, (_cuff(),), _PRESSURE, rest_s=60),
        _reading("body_mass", _("Your weight. Whether less is better is not for a program to say."), "kilograms",
                 scale, (_("A scale on a hard floor"),)),
        _reading("waist", _("The girth of your belly. Whether less is better is not for a program to say."),
                 "centimetres", tape, (_("A tape measure"),)),
        _reading("heart_rate_backward", walking, "bpm", (step, _hands()), (watch,)),
        _reading("heart_rate_forward", walking, "bpm", (step,), (watch,)),
    )  # fmt: skip


def _cuff() -> str:
    return _("A blood pressure monitor for the upper arm, with a cuff that fits")


def _hands() -> str:
    return _(
        "Walk backward as in your sessions, with the same support; look at the watch only after you stopped."
    )


def _reading(
    id: MeasureId,
    what_for: str,
    entry: Entered,
    steps: tuple[str, ...],
    needs: tuple[str, ...],
    together: tuple[MeasureId, ...] = (),
    rest_s: int = 0,
) -> GuidedTest:
    return guide(
        id,
        what_for=what_for,
        entry=entry,
        steps=steps,
        needs=needs,
        rest_s=rest_s,
        who=words.nobody(),
        ends_when=_("Type what the device shows."),
        alike=(_("The same device, place and time of day"),),
        together=together,
    )
