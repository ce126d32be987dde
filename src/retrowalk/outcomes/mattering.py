"""How large a change must be before it matters to people (MCID)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from retrowalk.evidence import Figure, instruments
from retrowalk.language import _
from retrowalk.outcomes.measure import Measure, MeasureId
from retrowalk.outcomes.measurement_error import people_match
from retrowalk.outcomes.words import step
from retrowalk.screening import Profile
from retrowalk.screening.profile import Condition, PainSite

_PAIN: tuple[MeasureId, ...] = ("pain_now", "pain_worst", "pain_usual")
# Where muscles and joints of a limb hurt: the people of the verified figure for pain.
LIMBS: frozenset[PainSite] = frozenset(
    {
        "knee", "hip", "thigh", "hamstring", "calf", "shin", "achilles", "heel", "ankle", "foot", "toe",
        "shoulder", "arm", "hand",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Matters:
    """How large a change must be before it matters to people (MCID).

    Attributes:
        least: in the measure's unit; None where nobody has found it.
        people: whom it was found in.
        text: a sentence.
        reached: the change is at least that, for the better; None where it cannot be said.
    """

    least: float | None
    people: str | None
    text: str
    reached: bool | None = None
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Row:
    """A verified figure and whom it holds for: people with a condition, or pain at a place; what to say beside it."""

    measure: MeasureId
    source: str
    any_of: tuple[Condition, ...] = ()
    but: str = ""
    sites: frozenset[PainSite] = frozenset()


_TABLE = (
    *(_Row(one, "nprs", sites=LIMBS) for one in _PAIN),
    _Row("walk_10m_usual", "gs_koa", ("knee_osteoarthritis",), _("It was found over 20 m.")),
    _Row("walk_10m_usual", "awosika2024", ("stroke",)),
)
# For people whom nobody asked, what is remembered is said, and decides nothing.
_REMEMBERED: Mapping[MeasureId, str] = {
    "walk_10m_usual": "older adults",
    "six_minute_walk": "older adults",
    "chair_stand_30s": "hip osteoarthritis",
}


def matters_of(measure: Measure, profile: Profile | None, site: PainSite | None = None) -> Matters:
    """What is known of the change that matters, before any is looked at.

    Args:
        measure: which.
        profile: of the person.
        site: of the body.
    """
    figures = instruments()[measure.instrument].changes if measure.instrument else ()
    for row in _TABLE:
        if row.measure != measure.id or not _holds(row, profile, site):
            continue
        for figure in figures:
            if (
                figure.kind == "matters to people"
                and figure.status == "verified"
                and row.source in figure.sources
            ):
                return _found(measure, figure, row.but)
    return Matters(None, None, _not_found(measure, figures), None, _cited(measure, figures))


def held_against(matters: Matters, measure: Measure, better_by: float | None, beyond_error: bool) -> Matters:
    """The same with whether a change reached it.

    Args:
        matters: what is known.
        measure: which.
        better_by: the change, counted for the better; None where there is none yet.
        beyond_error: it is more than measurement error explains.
    """
    if matters.least is None or better_by is None:
        return matters
    large = better_by >= matters.least - 1e-9
    reached = None if large and not beyond_error else large
    if reached is None:
        said = _("Yours is as large, but it may be chance.")
    elif reached:
        said = _("Yours is at least that.")
    elif better_by <= -matters.least + 1e-9:
        said = _("Yours is at least that, but for the worse.")
    else:
        said = _("Yours is not that large.")
    return Matters(matters.least, matters.people, f"{matters.text} {said}", reached, matters.evidence)


def _holds(row: _Row, profile: Profile | None, site: PainSite | None) -> bool:
    return site in row.sites if row.sites else people_match(row.any_of, profile)


def _found(measure: Measure, figure: Figure, but: str) -> Matters:
    least = figure.value if figure.value is not None else float(figure.values["least"])
    text = _("To people with %(people)s a change of %(least)s matters.") % {
        "people": figure.people,
        "least": step(measure, least),
    }
    said = f"{text} {but}" if but else text
    return Matters(least, figure.people, said, None, _cited(measure, (figure,)))


def _not_found(measure: Measure, figures: tuple[Figure, ...]) -> str:
    text = _("How large a change must be to matter to people like you was not found.")
    said = [
        one for one in figures if one.kind == "matters to people" and one.status == "verified" and one.people
    ]
    remembered = [
        one
        for one in figures
        if one.kind == "matters to people"
        and one.status == "recalled"
        and one.people == _REMEMBERED.get(measure.id)
    ]
    text = " ".join([text, *(one.text for one in said)])
    return " ".join(
        [text, *(_("From memory, and not checked: %(text)s") % {"text": one.text} for one in remembered)]
    )


def _cited(measure: Measure, figures: tuple[Figure, ...]) -> tuple[str, ...]:
    sources = (id for one in figures if one.kind == "matters to people" for id in one.sources)
    return tuple(dict.fromkeys((*([measure.instrument] if measure.instrument else []), *sources)))
