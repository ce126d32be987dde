"""Profile and clearance → programme."""

from __future__ import annotations

import json
from dataclasses import asdict
from hashlib import sha256

from retrowalk.prescription.planning.bounds import plan_of
from retrowalk.prescription.planning.dose import first_dose
from retrowalk.prescription.planning.goals import advice
from retrowalk.prescription.planning.plan import Refusal
from retrowalk.prescription.planning.variants import offers
from retrowalk.prescription.planning.weeks import Step, first_days, weeks_from
from retrowalk.prescription.programme import Programme
from retrowalk.screening import Clearance, Profile


def prescribe(profile: Profile, clearance: Clearance) -> Programme:
    """A programme, or why there is none now and what opens one.

    The same profile and clearance give the same programme on any machine and any day. The weeks are those of a
    walker with whom all goes well; `adapt` redoes them from feedback.

    Args:
        profile: of the walker.
        clearance: what `screen` answered to it.

    Returns:
        A programme; its status is ``stopped``, without weeks, where the clearance or a missing guard asks for that.
    """
    plan = plan_of(profile, clearance)
    stopped = isinstance(plan, Refusal)
    return Programme(
        id=programme_id(profile),
        revision=1,
        status="stopped" if stopped else "active",
        as_of=profile.start_date,
        profile=profile,
        clearance=clearance,
        protocol=None if isinstance(plan, Refusal) else plan.protocol,
        not_chosen=() if isinstance(plan, Refusal) else plan.not_chosen,
        notes=plan.notes if isinstance(plan, Refusal) else (*advice(profile, plan), *plan.notes),
        offers=plan.offers if isinstance(plan, Refusal) else offers(profile, clearance, plan),
        feedback=(),
        weeks=()
        if isinstance(plan, Refusal)
        else weeks_from(plan, Step(first_dose(plan), first_days(plan)), 1, profile.start_date, plan.weeks),
        letter=clearance.letter,
    )


def programme_id(profile: Profile) -> str:
    """An id that depends on the profile alone.

    Args:
        profile: of the walker.
    """
    text = json.dumps(asdict(profile), sort_keys=True, separators=(",", ":"), default=str)
    return f"rw-{sha256(text.encode()).hexdigest()[:12]}"
