"""The energy model against every published figure at hand. Needs no recordings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import fmean

from retrowalk.energy.backward import backward_mets, ratio_band
from retrowalk.energy.band import Band
from retrowalk.energy.equations import DERIVED_A, DERIVED_B, acsm_walking_mets, derived_backward_mets
from retrowalk.energy.forward import forward_mets
from retrowalk.energy.published import (
    BACKWARD,
    FORWARD,
    HOOPER_GRADES_PCT,
    HOOPER_RATIO,
    LEVEL_RATIO,
    MPH,
    PRACTISED,
)
from validation.tables import table

Row = tuple[object, ...]

# Entries with a range of grades, none of which the model is made from: code, mph, grades, METs; edition 2011.
GRADED = (("17210", 2.9, 3.5, 1, 5, 5.3), ("17211", 2.9, 3.5, 6, 15, 8.0))
BETWEEN_MPH = (2.0, 2.5, 3.0, 3.5, 4.0)
BETWEEN_PCT = (0.0, 2.5, 5.0, 7.5, 10.0)


def energy() -> str:
    """The chapter."""
    head = ["figure", "published", "model: middle", "error", "band", "within the band"]
    return f"""## Energy
What walking costs, in METs, against every published figure at hand; no person was measured for this, and
`validated.energy` stays false. Errors are those of the middle figure. **What the model is fitted to is no validation
of it:** the middle for backward walking goes through the Compendium's five entries, the level ends of its band are
the two level ratios, and one uphill end lies below Hooper's ratios because it was set to hold them. What remains to
be held against it: each entry left out in turn, the forward equation, and the graded forward entries.

### Backward: the Compendium's entries
Fitted, so the errors only show the mean of two editions and the arithmetic.

{table(head, backward_anchors())}
### Backward: each entry left out
The middle is made anew without the place of that entry (both editions of it), and then asked for it.

{table(head[:4], left_out())}
### Backward: published ratios to forward at the same speed
{table(["ratio", "published", "model: middle", "error", "band", "within the band", "fitted"], ratios())}
With practice (Heath 2001, eight men, 12 sessions, 3.2–3.7 mph) oxygen fell to {
        PRACTISED:.2f} of what it was; at
3.5 mph on the level the middle falls to {
        _practised():.2f}, and nobody else's figures are at hand to hold that
against. Not compared, for their abstracts give no numbers: Flynn 1994, Chaloupka 1997, Myatt 1995.

### Backward: between the entries
METs for somebody new to it. Nothing was published for what is marked *interpolated* or *extrapolated*.

{table(["speed", *(f"{grade:g} %" for grade in BETWEEN_PCT)], between())}
The derived equation (VO2 = 3.5 + {DERIVED_A} S + b S G, put through the same entries, {
        len(DERIVED_B)
    } values of b)
lies within the band in {
        _derived_within()
    } of these places and values of b; it is what widens the band uphill.

### Forward, level: the Compendium's entries and the ACSM equation
The middle is the mean of the two editions' entries (below 2 mph the treadmill's), so it is fitted to them. The
equation is not: it says less than the entries at most speeds, and sets the low end of the band from 50 m/min.

{
        table(
            [
                "speed",
                "codes",
                "2011",
                "2024",
                "treadmill 2024",
                "middle",
                "band",
                "entries within",
                "ACSM equation",
                "equation less middle",
            ],
            forward_level(),
        )
    }
### Forward, uphill
From 5 % the middle is the ACSM equation; the entries below are not part of it, but the first of them set how wide
the band is, so only the second is a check of it. Taken at the middle of each entry's speeds and grades.

{table(head, forward_uphill())}"""


def backward_anchors() -> Iterator[Row]:
    """Each backward entry against the model that goes through them."""
    for anchor in BACKWARD:
        mets = backward_mets(anchor.speed_mps, anchor.grade_pct)
        yield (_name(anchor.edition, anchor.code, anchor.mph, anchor.grade_pct), *_against(anchor.mets, mets))


def left_out() -> Iterator[Row]:
    """Each place that has entries against a model without them."""
    for place in sorted({anchor.place for anchor in BACKWARD}):
        others = [anchor for anchor in BACKWARD if anchor.place != place]
        here = [anchor for anchor in BACKWARD if anchor.place == place]
        mid = backward_mets(here[0].speed_mps, here[0].grade_pct, anchors=others).mid
        for anchor in here:
            name = _name(anchor.edition, anchor.code, anchor.mph, anchor.grade_pct)
            yield name, f"{anchor.mets:.1f}", f"{mid:.2f}", _error(mid, anchor.mets)


def ratios() -> Iterator[Row]:
    """Each published ratio of backward to forward."""
    level, both = ratio_band(0), ("Compendium 2024", "Compendium 2011")
    for edition, ratio in zip(both, LEVEL_RATIO, strict=True):
        yield f"{edition}, 3.5 mph, level", *_ratio(ratio, level), "end of the band"
    equation = acsm_walking_mets(3.5 * MPH, 0)
    yield (
        "6.0 METs over the ACSM equation, 3.5 mph, level",
        *_ratio(6.0 / equation, level * (forward_mets(3.5 * MPH, 0).mid / equation)),
        "middle",
    )
    for anchor in BACKWARD:
        if anchor.grade_pct:
            published = anchor.mets / acsm_walking_mets(anchor.speed_mps, anchor.grade_pct)
            name = f"{anchor.code} ({anchor.edition}) over the ACSM equation, {anchor.mph} mph, {anchor.grade_pct:g} %"
            yield name, *_ratio(published, ratio_band(anchor.grade_pct)), "middle"
    for grade in HOOPER_GRADES_PCT:
        for published in HOOPER_RATIO:
            yield f"Hooper 2004, {grade:g} %", *_ratio(published, ratio_band(grade)), "low end only"


def between() -> Iterator[Row]:
    """The model by speed and grade."""
    from retrowalk.energy.costs import basis

    for mph in BETWEEN_MPH:
        cells = []
        for grade in BETWEEN_PCT:
            word = basis("backward", mph * MPH, grade).replace("measured_anchor", "an entry")
            mets = backward_mets(mph * MPH, grade)
            cells.append(f"{mets.mid:.1f} ({mets.low:.1f}–{mets.high:.1f}), *{word}*")
        yield f"{mph} mph", *cells


def forward_level() -> Iterator[Row]:
    """Each level forward entry, the model, and the ACSM equation."""
    for entry in FORWARD:
        speed_mps = entry.mph * MPH
        mets = forward_mets(speed_mps, 0)
        values = [entry.edition_2011, entry.edition_2024, *([entry.treadmill] if entry.treadmill else [])]
        holds = speed_mps >= 50 / 60
        equation = acsm_walking_mets(speed_mps, 0)
        yield (
            f"{entry.mph} mph", ", ".join(entry.codes), entry.edition_2011, entry.edition_2024, entry.treadmill or "–",
            f"{mets.mid:.2f}", f"{mets.low:.1f}–{mets.high:.1f}",
            f"{sum(value in mets for value in values)} of {len(values)}",
            f"{equation:.2f}" if holds else "does not hold", _error(equation, mets.mid) if holds else "–",
        )  # fmt: skip


def forward_uphill() -> Iterator[Row]:
    """The graded forward entries."""
    for code, slow, fast, flat, steep, published in GRADED:
        mets = forward_mets(fmean((slow, fast)) * MPH, fmean((flat, steep)))
        yield f"{code} (2011), {slow}–{fast} mph, {flat}–{steep} %", *_against(published, mets)


def _name(edition: int, code: str, mph: float, grade_pct: float) -> str:
    return f"{code} ({edition}), {mph} mph, {grade_pct:g} %"


def _against(published: float, mets: Band) -> Row:
    band = f"{mets.low:.1f}–{mets.high:.1f}"
    return f"{published:.1f}", f"{mets.mid:.2f}", _error(mets.mid, published), band, _within(published, mets)


def _ratio(published: float, band: Band) -> Row:
    held = f"{band.low:.2f}–{band.high:.2f}"
    return f"{published:.2f}", f"{band.mid:.2f}", _error(band.mid, published), held, _within(published, band)


def _error(mid: float, published: float) -> str:
    return f"{100 * (mid / published - 1):+.1f} %".replace("-0.0", "0.0").replace("+0.0", "0.0")


def _within(value: float, band: Band) -> str:
    return "yes" if value in band else "**no**"


def _practised() -> float:
    speed_mps = 3.5 * MPH
    return backward_mets(speed_mps, 0, practised=True).mid / backward_mets(speed_mps, 0).mid


def _derived_within() -> str:
    found: Sequence[bool] = [
        derived_backward_mets(mph * MPH, grade, b) in backward_mets(mph * MPH, grade)
        for mph in BETWEEN_MPH
        for grade in BETWEEN_PCT
        for b in DERIVED_B.values()
    ]
    return f"{sum(found)} of {len(found)}"
