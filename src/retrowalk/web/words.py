"""How things are called on the page: placements, dates, lengths of time, directions."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

from retrowalk.language import _
from retrowalk.recordings import Placement
from retrowalk.reports import direction_grounds
from retrowalk.screening.words import ROLES
from retrowalk.store import StoredWalk


def placements() -> dict[Placement, str]:
    """What to call each placement, those first from which direction can be told best."""
    return {
        "pocket": _("Front trouser pocket"),
        "ankle": _("Ankle"),
        "shank": _("Shin"),
        "foot": _("Foot or shoe"),
        "thigh": _("Thigh"),
        "waist": _("Waist: belt, hip or lower back"),
        "chest": _("Chest"),
        "wrist": _("Wrist"),
        "hand": _("In the hand"),
        "arm": _("Upper arm"),
        "bag": _("Bag"),
        "unknown": _("Somewhere else, or not known"),
    }


def grounds_of_directions() -> list[tuple[str, list[str]]]:
    """What stands behind directions, each with the placements of which it holds."""
    found: dict[str, list[str]] = {}
    for placement, name in placements().items():
        found.setdefault(direction_grounds(placement), []).append(name.split(":")[0])
    # First what most stands behind.
    first = direction_grounds("foot")
    return sorted(found.items(), key=lambda item: item[0] != first)


def directions() -> dict[str, str]:
    return {"forward": _("Forward"), "backward": _("Backward"), "unknown": _("Not known")}


def placed(walk: StoredWalk) -> str:
    """Where it was worn, with the side where that is known."""
    if walk.placement == "unknown":
        return _("place not known")
    name = placements()[walk.placement].split(":")[0]
    if walk.side is None:
        return name
    side = _("left") if walk.side == "left" else _("right")
    return f"{name}, {side}"


def title(walk: StoredWalk) -> str:
    """What a walk is called: when it was, or the file it came in."""
    if walk.started_at is not None:
        return moment(walk.started_at, walk.time_zone)
    name = walk.file.rsplit(".", 1)[0] or walk.file
    parts = [part for part in (walk.subject, walk.trial) if part]
    if walk.siblings > 1 and not parts:
        parts = [_("recording {number}").format(number=walk.recording_index + 1)]
    return " · ".join([name, *parts])


def moment(instant: datetime, time_zone: str | None = None) -> str:
    """A date and time as people write it, where the walker was, or here."""
    zone: tzinfo | None = None
    if time_zone is not None:
        try:
            zone = ZoneInfo(time_zone)
        except (KeyError, ValueError, OSError):
            zone = UTC
    local = instant.astimezone(zone)
    return _("{date}, {hour}:{minute:02d}").format(date=day(local), hour=local.hour, minute=local.minute)


def day(local: date) -> str:
    """``Saturday 21 November 2026``."""
    return _("{weekday} {day} {month} {year}").format(
        weekday=weekdays()[local.weekday()], day=local.day, month=months()[local.month - 1], year=local.year
    )


def short_day(local: date) -> str:
    """``Saturday 21 November``: where the year is plain."""
    return _("{weekday} {day} {month}").format(
        weekday=weekdays()[local.weekday()], day=local.day, month=months()[local.month - 1]
    )


def week_dates(first: date) -> str:
    """``23 to 29 November``: the seven days from a date."""
    last = first + timedelta(days=6)
    ends = {"first": first.day, "last": last.day, "month": months()[last.month - 1]}
    if first.month == last.month:
        return _("{first} to {last} {month}").format(**ends)
    return _("{first} {before} to {last} {month}").format(before=months()[first.month - 1], **ends)


def weekdays() -> tuple[str, ...]:
    return (
        _("Monday"),
        _("Tuesday"),
        _("Wednesday"),
        _("Thursday"),
        _("Friday"),
        _("Saturday"),
        _("Sunday"),
    )


def months() -> tuple[str, ...]:
    return (
        *(_("January"), _("February"), _("March"), _("April"), _("May"), _("June")),
        *(_("July"), _("August"), _("September"), _("October"), _("November"), _("December")),
    )


def percent(probability: float | None) -> str:
    """A probability for a person: never 100, no verdict from a signal is certain."""
    if probability is None:
        return "–"
    return _("over 99 %") if probability > 0.995 else f"{round(100 * probability)} %"


def kmh(speed_mps: float | None) -> str:
    return "–" if speed_mps is None else f"{speed_mps * 3.6:.1f}"


def metres(length_m: float | None) -> str:
    return "–" if length_m is None else f"{length_m:.2f}"


def seconds(t_s: float | None) -> str:
    return "–" if t_s is None else f"{t_s:.2f}"


def count(number: int) -> str:
    """``12345`` → ``12,345``."""
    return f"{number:,}"


def role(name: str) -> str:
    """Who changed a block, in words."""
    return dict(ROLES).get(name, name)  # type: ignore[call-overload, no-any-return]


def urgent(urgency: str | None) -> str:
    """What to do at once, as a heading; empty where there is time to ask."""
    return {"emergency": _("Call for help now"), "same_day": _("See a doctor today")}.get(urgency or "", "")


def capitalized(text: str) -> str:
    """The first letter large, the rest as it is."""
    return text[:1].upper() + text[1:]


def bearings() -> dict[str, str]:
    """What a study says on a claim."""
    return {
        "for": _("speaks for it"),
        "mixed": _("mixed"),
        "no difference": _("found no difference"),
        "against": _("speaks against it"),
        "other question": _("asked something else"),
        "not read": _("could not be read"),
        "not found": _("could not be found"),
    }
