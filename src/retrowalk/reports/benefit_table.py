"""Each benefit that the articles promise → its verdicts, how it is dosed and measured, and where that is seen."""

from __future__ import annotations

from retrowalk import evidence
from retrowalk.outcomes.benefits import Benefit, Watched, benefits, detectable
from retrowalk.outcomes.measure import measure
from retrowalk.outcomes.words import named, step
from retrowalk.reports.ledger import VERDICT_WORDS
from retrowalk.reports.markdown import MADE, table


def benefits_page() -> str:
    """``docs/benefits.md``."""
    every = tuple(benefits().values())
    unmeasured = [one.name for one in every if not one.watched and not one.weekly]
    return "\n".join(
        (
            MADE,
            "# What walking backward is said to be good for, and how you would see it",
            "",
            f"The articles promise {len(every)} things. For each: what became of their sentences when the studies were "
            "read ([all claims](claims.md)), the ways of dosing that they come from ([all protocols](protocols.md)), "
            "what you can measure of it yourself, and the page where you see it. "
            f"{len(unmeasured)} cannot be seen in anybody's own figures: {'; '.join(unmeasured).lower()}.",
            "",
            "**Beyond error** is the smallest change that is more than chance in nineteen of twenty (MDC95), in the "
            "people it was found in, where that was read at its source; it is used for such people only. For everybody "
            "else, and for every other measure, it is computed from your own repeats. No page says what a change came "
            "from: only a trial of your own can (`retrowalk trial`).",
            "",
            table(
                (
                    "benefit",
                    "the articles' sentences, and in whom it was found",
                    "ways of dosing",
                    "what you measure; beyond error",
                    "page",
                    "what you cannot see",
                ),
                [
                    (
                        f"**{one.name}**",
                        ". ".join(_verdict(id) for id in one.claims),
                        "; ".join(f"{id} {evidence.protocols()[id].name}" for id in one.protocols) or "–",
                        _measured(one),
                        f"`{one.page}`" if one.page else "–",
                        one.unseen or "–",
                    )
                    for one in every
                ],
            ),
        )
    )


def _verdict(id: str) -> str:
    """A claim, what became of it, and in whom something was found."""
    claim = evidence.claims()[id]
    whom = f", in {claim.in_whom[:1].lower()}{claim.in_whom[1:]}" if claim.in_whom else ""
    return f"{id} {VERDICT_WORDS[claim.verdict]}{whom}"


def _measured(benefit: Benefit) -> str:
    if benefit.weekly:
        return "MET-minutes and minutes of moderate activity a week, as bands"
    return "; ".join(_with_error(one) for one in benefit.watched) or "–"


def _with_error(watched: Watched) -> str:
    what = measure(watched.measure)
    found = [f"{step(what, one.value)} ({one.people})" for one in detectable(watched) if one.value]
    return f"{named(what, watched.site)}: {' or '.join(found) or 'your own repeats'}"
