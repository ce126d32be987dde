"""Each protocol of the evidence → where it appears in a programme, found by prescribing, or why it does not."""

from __future__ import annotations

from retrowalk import evidence
from retrowalk.prescription import Programme
from retrowalk.prescription.planning.protocols import PROTOCOLS, Row
from retrowalk.reports.examples import programmes
from retrowalk.reports.markdown import MADE, table

_ROLES = {
    "trial": "a trial's programme, led by a professional",
    "programme": "a programme",
    "rule": "a rule in every programme it fits",
    "variant": "an offer, behind prerequisites",
    "no programme": "not prescribed",
}


def protocols_page() -> str:
    """``docs/protocols.md``."""
    rows = {row.id: row for row in PROTOCOLS}
    return "\n".join(
        (
            MADE,
            "# Where each protocol appears",
            "",
            f"The evidence knows {len(rows)} protocols and dosing rules. For each: what it is to a programme, for whom "
            "of [the examples](../src/retrowalk/reports/examples.py) it appears when they are really prescribed, or "
            "why it does not appear. A trial's dose is for the people it was tried with, and under the supervision it "
            "was tried with.",
            "",
            table(
                ("id", "protocol", "what it is here", "appears for", "where it is not chosen, because"),
                [
                    (id, evidence.protocols()[id].name, _ROLES[rows[id].role], "; ".join(_appears(rows[id])) or "–",
                     _why_not(rows[id]))
                    for id in evidence.protocols()
                ],
            ),
        )
    )  # fmt: skip


def _appears(row: Row) -> list[str]:
    """For whom, at most three."""
    return [example.who for example, programme in programmes() if _is_in(row, programme)][:3]


def _is_in(row: Row, programme: Programme) -> bool:
    match row.role:
        case "trial" | "programme":
            return programme.protocol == row.id
        case "rule":
            blocks = (block for week in programme.weeks for one in week.sessions for block in one.blocks)
            return any(row.id in ground.evidence for block in blocks for ground in block.reasons)
        case "variant":
            return any(row.id in offer.evidence for offer in programme.offers)
        case "no programme":
            return False


def _why_not(row: Row) -> str:
    if row.id == "PR19":
        return "Running backward is outside walking; every programme says so."
    if row.role in ("rule", "variant"):
        return "–" if row.role == "rule" else "Never planned by itself; closed for whoever needs support."
    reasons = (
        one.reason for _, programme in programmes() for one in programme.not_chosen if one.protocol == row.id
    )
    return next(reasons, "–")
