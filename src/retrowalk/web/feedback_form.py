"""How a session was, from the form to a document: what is left open stays open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date as Date
from typing import Any, get_args

from retrowalk import contract
from retrowalk.errors import DocumentError
from retrowalk.language import _
from retrowalk.prescription import Feedback, Programme, Session, SessionFeedback, asked_sites
from retrowalk.screening.profile import PainSite
from retrowalk.web.words import day

_MOMENTS = ("before", "during", "after", "next_day")
_RAILS = ("handrail", "grab_bar", "kitchen_counter", "corridor_rail")
_MOST_FALLS = 2
_MOST_TIMES = 1000


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


def as_recorded(typed: Mapping[str, str]) -> list[tuple[float, str]]:
    """The part that was done as it was recorded, where that is none of those to choose from.

    Args:
        typed: the fields of the form.
    """
    given = _number(typed, "completed_fraction")
    if not isinstance(given, (int, float)) or given in [value for value, _label in fractions()]:
        return []
    return [(given, _("%(percent)s %%, as recorded") % {"percent": round(100 * given)})]


def shown(
    said: SessionFeedback, when: Date, sites: Sequence[PainSite] = get_args(PainSite)
) -> dict[str, str]:
    """What was told so far, as fields of the form.

    Args:
        said: of this session.
        when: it was done, where that was not told.
        sites: that the form asks about one by one; the worst of the others goes where it asks for another.
    """
    found: dict[str, Any] = {
        "completed_fraction": said.completed_fraction,
        "effort": said.effort,
        "muscle_soreness": said.muscle_soreness,
        "stumbles": said.stumbles,
        "rail_grabs": said.rail_grabs,
    }
    others = [pain for pain in said.pain or () if pain.site not in sites]
    worst = max(others, key=lambda pain: pain.during or 0, default=None)
    for pain in said.pain or ():
        name = "other" if pain == worst else pain.site
        found |= {f"pain.{name}.{moment}": getattr(pain, moment) for moment in _MOMENTS}
    fields = {name: f"{value:g}" for name, value in found.items() if value is not None}
    if worst is not None:
        fields["other_site"] = worst.site
    for number, fall in enumerate((said.falls or ())[:_MOST_FALLS], 1):
        how = {"fell": True, "injury": fall.injury, "head": fall.head, "explained": fall.explained}
        fields |= {
            f"fall.{number}.{name}": "yes" if told else "no" for name, told in how.items() if told is not None
        }
    return {**fields, "done_on": (said.done_on or when).isoformat()}


def earliest(programme: Programme, today: Date) -> Date:
    """The first day that a session of this programme can have been done.

    Args:
        programme: that it belongs to.
        today: civil date.
    """
    days = [session.date for week in programme.weeks for session in week.sessions]
    return min([programme.profile.start_date, today, *days])


def misfit(form: Mapping[str, str], programme: Programme, today: Date) -> str:
    """What does not fit in the form, in words for who filled it in; empty where that is not said of a field.

    Args:
        form: its fields, as typed.
        programme: that it is about.
        today: civil date.
    """
    scales = {"effort": _("How hard it was"), "muscle_soreness": _("How sore your muscles are")}
    counts = {
        "stumbles": _("How often you nearly lost your balance"),
        "rail_grabs": _("How often you grabbed hold"),
    }
    for name, given in form.items():
        said = {"what": scales.get(name) or counts.get(name) or _("Pain"), "given": given.strip()[:40]}
        if not said["given"]:
            continue
        if name == "done_on" and not _is_between(said["given"], earliest(programme, today), today):
            between = {"given": said["given"], "first": day(earliest(programme, today)), "last": day(today)}
            return _("When you did it: “%(given)s” is no day from %(first)s to %(last)s.") % between
        value = _number(form, name)
        is_scale = name in scales or name.startswith(("pain.", "next_day."))
        if is_scale and not (isinstance(value, (int, float)) and 0 <= value <= 10):
            return _("%(what)s: “%(given)s” is no number from 0 to 10.") % said
        if name in counts and not (isinstance(value, int) and 0 <= value <= _MOST_TIMES):
            return _("%(what)s: “%(given)s” is no whole number from 0 to 1000.") % said
    return ""


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
    done_on = _text(form, "done_on")
    if done_on is not None and done_on < earliest(programme, today).isoformat():
        said = {"day": done_on, "first": earliest(programme, today)}
        raise DocumentError(_("done_on is %(day)s; expected a day from %(first)s on.") % said)
    calm = form.get("calm") == "yes"
    told: dict[str, Any] = {
        "id": session.id,
        "status": "done",
        "done_on": done_on or min(session.date, today).isoformat(),
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

    Raises:
        DocumentError: its day is still to come.
    """
    if session.date > today:
        said = {"day": day(session.date)}
        raise DocumentError(
            _("The session of %(day)s is still to come; to do it another day or not at all, change it.")
            % said
        )
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


def _is_between(text: str, first: Date, last: Date) -> bool:
    try:
        return first <= Date.fromisoformat(text) <= last
    except ValueError:
        return False


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
