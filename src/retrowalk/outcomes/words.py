"""Values and differences of a measure, as a person reads them."""

from __future__ import annotations

from retrowalk.language import _, ngettext
from retrowalk.outcomes.measure import Measure
from retrowalk.screening.profile import PainSite
from retrowalk.screening.words import pain_site_name


def named(measure: Measure, site: PainSite | None = None) -> str:
    """The measure's name, and the place of the body it was told for.

    Args:
        measure: which.
        site: of the body.
    """
    if site is None:
        return measure.name
    return _("%(measure)s (%(site)s)") % {"measure": measure.name, "site": pain_site_name(site)}


def amount(measure: Measure, value: float) -> str:
    """A value with its unit: “12.3 s”, “4 of 10”.

    Args:
        measure: it is of.
        value: in its unit; a mean of whole numbers keeps one decimal.
    """
    number = _number(measure, value)
    if measure.unit == "0–10":
        return _("%(value)s of 10") % {"value": number}
    return f"{number} {measure.unit}"


def step(measure: Measure, difference: float) -> str:
    """How far apart two values are, without its sign: “1.7 s”, “2 points”.

    Args:
        measure: it is of.
        difference: in its unit.
    """
    number = _number(measure, abs(difference))
    if measure.unit == "0–10":
        return ngettext("%(n)s point", "%(n)s points", 1 if number == "1" else 2) % {"n": number}
    return f"{number} {measure.unit}"


def _number(measure: Measure, value: float) -> str:
    text = f"{value:.{max(measure.decimals, 1)}f}"
    if measure.decimals == 0:
        text = text.removesuffix(".0")
    return "0" if text == "-0" else text.replace("-", "−")
