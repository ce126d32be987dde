"""How a session was, from the form to a document: what is left open stays open."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date as Date
from typing import Any

from retrowalk import contract
from retrowalk.language import _
from retrowalk.prescription import Feedback, Programme, Session, asked_sites

_MOMENTS = ("before", "during", "after", "next_day")
_RAILS = ("handrail", "grab_bar", "kitchen_counter", "corridor_rail")
_MOST_FALLS = 2


def fractions() -> list[tuple[float, str]]:
    """How much was done of what was asked."""
    return [
        (1.0, _("All of it")),
        (0.75, _("Three quarters")),
        (0.5, _("Half")),
        (0.25, _("A little")),
        (1.25, _("More than that")),
    ]


def has_rail(session: Session) -> bool:
    """Whether there was something to grab."""
    return session.guard in _RAILS


def feedback_of(
    form: Mapping[str, str], symptoms: list[str], programme: Programme, session: Session, today: Date
) -> Feedback:
    """What the form says of one session.

    Args:
        form: its fields, as typed; what is empty was not answered.
        symptoms: those that were ticked.
        programme: that the session belongs to.
        session: that was done.
        today: civil date; up to which is told.

    Raises:
        DocumentError: an answer is not as expected.
    """
    calm = form.get("calm") == "yes"
    told: dict[str, Any] = {
        "id": session.id,
        "status": "done",
        "done_on": _text(form, "done_on") or min(session.date, today).isoformat(),
        "completed_fraction": _number(form, "completed_fraction"),
        "effort": _number(form, "effort"),
        "muscle_soreness": _number(form, "muscle_soreness"),
        "stumbles": _number(form, "stumbles", 0 if calm else None),
        "rail_grabs": _number(form, "rail_grabs", 0 if calm and has_rail(session) else None),
        "pain": _pain(form, programme, calm),
        "falls": _falls(form, calm),
        "symptoms": symptoms or ([] if calm else None),
    }
    return _read({"as_of": _as_of(programme, today), "sessions": [told]})


def next_morning(form: Mapping[str, str], programme: Programme, session: Session, today: Date) -> Feedback:
    """The answer to the question of the morning after.

    Args:
        form: ``next_day.knee`` and so on.
        programme: that the session belongs to.
        session: of the day before.
        today: civil date.

    Raises:
        DocumentError: an answer is not as expected.
    """
    pain = [
        {"site": name.removeprefix("next_day."), "next_day": _number(form, name)}
        for name in form
        if name.startswith("next_day.") and form[name]
    ]
    return _read({"as_of": _as_of(programme, today), "sessions": [{"id": session.id, "pain": pain}]})


def missed(programme: Programme, session: Session, today: Date) -> Feedback:
    """That a session was missed.

    Args:
        programme: that the session belongs to.
        session: of which this is told.
        today: civil date.
    """
    return _read({"as_of": _as_of(programme, today), "sessions": [{"id": session.id, "status": "missed"}]})


def taken_up(programme: Programme, offer: str, today: Date) -> Feedback:
    """That an offer is accepted.

    Args:
        programme: that holds it out.
        offer: its id.
        today: civil date.
    """
    return _read({"as_of": _as_of(programme, today), "sessions": [], "accepted": [offer]})


def nothing_new(programme: Programme, today: Date) -> Feedback:
    """That a day has come, and nothing more was told.

    Args:
        programme: as it was kept.
        today: civil date.
    """
    return _read({"as_of": _as_of(programme, today), "sessions": []})


def _as_of(programme: Programme, today: Date) -> str:
    """A clock that was set back is no reason to refuse an answer."""
    return max(programme.as_of, today).isoformat()


def _read(document: dict[str, Any]) -> Feedback:
    return contract.read(Feedback, {"schema": Feedback.SCHEMA, **document}, _("The form"))


def _text(form: Mapping[str, str], name: str) -> str | None:
    return form.get(name, "").strip() or None


def _number(form: Mapping[str, str], name: str, silent: float | None = None) -> float | str | None:
    """A number; what is none goes on as text, so that the contract can say what was expected."""
    text = _text(form, name)
    if text is None:
        return silent
    try:
        value = float(text.replace(",", "."))
    except ValueError:
        return text
    return int(value) if value.is_integer() else value


def _pain(form: Mapping[str, str], programme: Programme, calm: bool) -> list[dict[str, Any]] | None:
    """Each site told of. A site that is asked about and not answered stays open: it is not "no pain"."""
    found, said = [], calm
    for site in asked_sites(programme):
        answers = _moments(form, f"pain.{site}")
        said = said or any(value is not None for value in answers.values())
        found.append({"site": site, **answers})
    other, answers = _text(form, "other_site"), _moments(form, "pain.other")
    if other is not None or any(value is not None for value in answers.values()):
        found.append({"site": other or "other", **answers})
        said = True
    return found if said else None


def _moments(form: Mapping[str, str], prefix: str) -> dict[str, float | str | None]:
    return {moment: _number(form, f"{prefix}.{moment}") for moment in _MOMENTS}


def _falls(form: Mapping[str, str], calm: bool) -> list[dict[str, bool | None]] | None:
    found = []
    for number in range(1, _MOST_FALLS + 1):
        fell = _yes_no(form, f"fall.{number}.fell")
        how = {name: _yes_no(form, f"fall.{number}.{name}") for name in ("injury", "head", "explained")}
        # Who says how they fell, fell.
        if fell or (fell is None and any(value is not None for value in how.values())):
            found.append(how)
    denied = _yes_no(form, "fall.1.fell") is False
    return found or ([] if calm or denied else None)


def _yes_no(form: Mapping[str, str], name: str) -> bool | None:
    return {"yes": True, "no": False}.get(form.get(name, ""))
