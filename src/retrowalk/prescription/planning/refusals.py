"""Why there is no programme now, what opens one, what is fine meanwhile: nobody leaves empty-handed (rules 1 and 2)."""

from __future__ import annotations

from retrowalk.evidence import Reason
from retrowalk.language import _
from retrowalk.prescription.planning.places import belt_refusal
from retrowalk.prescription.planning.plan import Refusal
from retrowalk.prescription.programme import Offer
from retrowalk.screening import Clearance, Profile


def not_now(clearance: Clearance) -> Refusal:
    """For clearance first, and stop: the reasons and the way on that screening gave.

    Args:
        clearance: of level ``clearance_first`` or ``stop``.
    """
    why = _("There is no programme before this is cleared up. %(why)s")
    notes = [Reason(why % {"why": one.text}, one.rule, one.evidence) for one in clearance.reasons]
    notes += [Reason(_("First: %(what)s") % {"what": text}, "clearance_first") for text in clearance.do_first]
    notes += [
        Reason(_("Meanwhile: %(what)s") % {"what": text}, "clearance_first") for text in _meanwhile(clearance)
    ]
    opens = tuple(
        Offer(f"clearance_{number}", opening.need, "clearance_first")
        for number, opening in enumerate(clearance.opens_with, start=1)
    )
    return Refusal(tuple(notes), opens)


def nowhere_to_hold(profile: Profile, clearance: Clearance) -> Refusal:
    """For those who need a guard, or a professional, and have none.

    Args:
        profile: of the walker.
        clearance: of level ``supported`` or ``supervised``.
    """
    supervised = clearance.level == "supervised" or clearance.restricts(
        "professional_present", "rails_and_spotter"
    )
    notes = []
    if supervised and clearance.restricts("rails_and_spotter"):
        notes.append(
            Reason(
                _(
                    "Walking backward opens for you with a rail and a spotter: somebody beside you who can catch you, "
                    "and a treadmill with rails, a grab bar or a corridor rail. A kitchen counter is not enough."
                ),
                "supervised_only",
                ("C30", "K1"),
            )
        )
    elif supervised:
        notes.append(
            Reason(
                _("Walking backward is for you with a physiotherapist beside you, and none is with you now."),
                "supervised_only",
                ("C30", "C76"),
            )
        )
    else:
        notes.append(
            Reason(
                _(
                    "You need something to hold while you walk backward, and none of your places has it: a treadmill "
                    "with rails, a grab bar, a corridor rail or a kitchen counter."
                ),
                "support_by_risk",
                ("K1", "C28"),
            )
        )
    if "motorised_treadmill" in profile.equipment:
        refused = belt_refusal(profile, clearance)
        if refused is not None:
            notes.append(refused)
    offers = (
        (
            Offer("with_professional", _("With a physiotherapist who leads your sessions, a programme opens."),
                  "supervised_only", ("C30",)),
            Offer("rails_and_spotter", _(
                "With a physiotherapist's or doctor's clearance for balance, rails and a spotter are enough."),
                "supervised_only", ("C28",)),
        )
        if supervised
        else (
            Offer("hold_on", _("A kitchen counter to walk along opens a programme, and so does a rail or a grab bar."),
                  "support_by_risk", ("C28", "PR12")),
        )
    )  # fmt: skip
    return Refusal((*notes, *_fine(clearance)), offers)


def nobody_in_house(clearance: Clearance) -> Refusal:
    """For those who need somebody near and are alone.

    Args:
        clearance: of level ``supported``.
    """
    note = Reason(
        _(
            "Somebody has to be in the house, or hear you call, while you walk backward. You told us of nobody."
        ),
        "someone_in_house",
    )
    offer = Offer(
        "someone_in_house",
        _("Walk when somebody is at home or within call, and change that answer: then a programme opens."),
        "someone_in_house",
    )
    return Refusal((note, *_fine(clearance)), (offer,))


def _fine(clearance: Clearance) -> tuple[Reason, ...]:
    return tuple(
        Reason(_("Meanwhile: %(what)s") % {"what": text}, "support_by_risk") for text in _meanwhile(clearance)
    )


def _meanwhile(clearance: Clearance) -> tuple[str, ...]:
    if clearance.urgency == "emergency":
        return ()
    return clearance.meanwhile or (_("go on walking forward, as you are used to it."),)
