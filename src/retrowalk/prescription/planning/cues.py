"""What is said in each stretch, in short sentences, and what to see to before starting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from retrowalk.language import _
from retrowalk.prescription.planning.forms import Piece

if TYPE_CHECKING:
    from retrowalk.prescription.planning.dose import Dose
    from retrowalk.prescription.planning.places import Spot
    from retrowalk.prescription.planning.plan import Plan
    from retrowalk.screening import Clearance, Profile


def cues_of(plan: Plan, dose: Dose, piece: Piece) -> tuple[str, ...]:
    """The cues of one stretch, in order.

    Args:
        plan: of the programme.
        dose: of the session.
        piece: the stretch.
    """
    match piece.part:
        case "warm_up":
            return (
                (_along_warm_up(plan),) if plan.form == "along" else (_("Walk forward easily and get warm."),)
            )
        case "beside_the_belt":
            return (_("Warm up beside the treadmill, its belt off: step on the spot, roll your ankles."),)
        case "step_on":
            return (_("Belt at zero, clip on. Step on, hand on the rail, and turn to face backward."),
                    _("Start the belt slowly."))  # fmt: skip
        case "turn_back" | "turn_front":
            return (
                _("Belt to zero. Keep your feet still until it stands."),
                _("Hand on the rail: turn round with small steps."),
                _("Restart slowly."),
            )
        case "step_off":
            return (
                _("Belt to zero. Keep your feet still until it stands."),
                _("Hand on the rail: turn and step off."),
            )
        case "backward":
            return (*_walking_backward(plan), *_hands(plan, dose))
        case "forward":
            if plan.form == "along":
                return (_("Forward again, without letting go."),)
            return (_("Walk forward, easily."),)
        case "instead":
            return _walking_forward(plan)
        case "training":
            return (_("Now your own walk or training, forward."),)
        case "stand":
            if plan.form == "belt":
                return (_("Belt to zero. Stand and rest, hand on the rail, still facing backward."),)
            return (_("Stand and rest. Look round you."),)
        case "sit":
            return (_("Rest: sit down or stand and hold on."),)
        case "sideways":
            return (_("Small steps sideways, to the right and to the left, toes forward."),)
        case "chair":
            return (
                _("Step back to a chair until you feel it with your legs, sit down, and stand up again."),
            )
        case "cool_down":
            if plan.form == "belt":
                return (_("Walk forward, slower and slower."), _("Belt to zero. Step off when it stands."))
            return (_along_cool_down(),) if plan.form == "along" else (_("Walk forward, slower and slower."),)
        case "cool_beside":
            return (_("Beside the treadmill, its belt off: step on the spot, slower and slower."),)


def _along_warm_up(plan: Plan) -> str:
    return _("Hold on and step on the spot. Rise on your toes, and sink again.")


def _along_cool_down() -> str:
    return _("Hold on and step on the spot, slower and slower.")


def _walking_backward(plan: Plan) -> tuple[str, ...]:
    said = (_("Small steps: toe first, then roll to the heel."), _("Upright, chest up, not leaning back."))
    if plan.form == "belt":
        return (*said, _("Look ahead, not down."))
    if plan.form == "along":
        return (*said, _("Where it ends, come forward and go back again."))
    if plan.guard == "none" and plan.place not in ("corridor", "home"):
        return (*said, _("Look over your shoulder now and then."))
    return (*said, _("Stay within reach of the wall. Look over your shoulder now and then."))


def _walking_forward(plan: Plan) -> tuple[str, ...]:
    """In place of walking backward, on the forward days of a trial."""
    if plan.form == "belt":
        return (_("Walk forward, at your usual, easy pace."), _("Both hands on the rails."))
    if plan.form == "along":
        return (
            _("Walk forward, holding on."),
            _("At the end stop, turn round with small steps, and hold on again."),
        )
    return (_("Walk forward, at your usual, easy pace."),)


def _hands(plan: Plan, dose: Dose) -> tuple[str, ...]:
    match dose.hands:
        case "rails":
            return (_("Both hands on the rails."),)
        case "bar" | "counter":
            return (_("Hold on all the way."),)
        case "light":
            return (_("Touch lightly; hold on whenever you like."),)
        case "spotter":
            return (_("Your helper walks close beside you, ready to catch."),)
        case _:
            return ()


def checklist_of(profile: Profile, clearance: Clearance, spot: Spot, *, snack: bool) -> tuple[str, ...]:
    """What to see to before each session.

    Args:
        profile: of the walker.
        clearance: with its restrictions.
        spot: where they walk.
        snack: a session of a few minutes, more than once a day.
    """
    outdoors = spot.place in ("track", "flat_open_ground", "grass")
    items = [
        _("Closed shoes that fit and hold your heel."),
        *_of_the_belt(profile, spot),
        _("The way behind you is level, dry and clear: no mats, cables, pets or chairs.") if not outdoors else
        _("Flat, dry ground, in daylight, with nobody in the way."),
    ]  # fmt: skip
    if spot.lie != "belt":
        items.append(_("No earphones, no music and no phone in hand while you walk backward."))
    if outdoors and spot.guard == "none" and profile.supervision != "guide":
        items.append(_("Walk your first bouts where you can reach a fence, a wall or a bar."))
    if profile.supervision == "guide":
        items += [
            _("Your guide walks where you see them, and shows by hand what is in the way.")
            if clearance.restricts("cues_to_see")
            else _("Your guide walks forward beside you and calls out what is in the way."),
            _(
                "Change roles every few minutes. Your guide answers the same questions first before walking backward."
            ),
        ]
    if profile.supervision == "spotter":
        items.append(_("Your spotter is beside you before you start, with both hands free."))
    if profile.supervision == "professional":
        items.append(_("Your physiotherapist or coach is with you."))
    near = profile.supervision in ("spotter", "professional")
    if not near and (
        clearance.restricts("someone_in_house", "guard_needed") or clearance.level == "supported"
    ):
        items.append(_("Somebody is in the house or hears you call."))
    if snack:
        items.append(_("Two or three times through the day, an hour or more apart, as it suits you."))
    items += _of_restrictions(clearance)
    items.append(
        _(
            "Stop at chest pain, dizziness, faintness, unusual breathlessness or anything new and strange; get help."
        )
    )
    return tuple(items)


def without_backward(checklist: tuple[str, ...]) -> tuple[str, ...]:
    """A checklist without what only walking backward asks for.

    Args:
        checklist: of `checklist_of`.
    """
    only = {
        _("The way behind you is level, dry and clear: no mats, cables, pets or chairs."): _(
            "The way is level, dry and clear: no mats, cables, pets or chairs."
        ),
        _("No earphones, no music and no phone in hand while you walk backward."): _(
            "No earphones, no music and no phone in hand while you walk."
        ),
        _("Walking backward you face away from the controls: know how you reach the stop button."): _(
            "Know how you reach the stop button."
        ),
        _("Walk your first bouts where you can reach a fence, a wall or a bar."): None,
        _("Your guide walks forward beside you and calls out what is in the way."): _(
            "Your guide walks beside you and calls out what is in the way."
        ),
        _(
            "Change roles every few minutes. Your guide answers the same questions first before walking backward."
        ): None,
    }
    return tuple(text for text in (only.get(one, one) for one in checklist) if text is not None)


def _of_the_belt(profile: Profile, spot: Spot) -> list[str]:
    if spot.lie != "belt":
        return []
    return [
        _("Safety clip fastened to you. Try once that it stops the belt."),
        _("Walking backward you face away from the controls: know how you reach the stop button."),
        _("Room behind the treadmill: about two metres."),
        *_of_the_load(profile),
    ]


def _of_the_load(profile: Profile) -> list[str]:
    most_kg = profile.treadmill.max_user_kg if profile.treadmill else None
    if most_kg is None or profile.mass_kg is not None:
        return []
    return [
        _("This treadmill is built for up to %(kg)s kg: see that it carries you.") % {"kg": f"{most_kg:g}"}
    ]


def _of_restrictions(clearance: Clearance) -> list[str]:
    said = (
        "pain_up_to_5",
        "stop_on_new_pain",
        "rise_slowly",
        "sugar_at_hand",
        "head_knock_emergency",
        "cues_to_see",
    )
    return [one.text for one in clearance.restrictions if one.id in said]
