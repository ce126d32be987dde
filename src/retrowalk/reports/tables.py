"""Tables of the documents, as Markdown: ``scripts/tables`` writes them, tests hold them fresh.

A new one is a function here that returns the whole text of a page, and a line in ``PAGES``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from retrowalk import evidence
from retrowalk.evidence import Claim
from retrowalk.reports.ledger import VERDICT_WORDS, use_words, uses

MADE = "<!-- Made by scripts/tables from src/retrowalk; do not edit. -->"


def claims_page() -> str:
    """``docs/claims.md``: what each claim of the articles is worth, and where the product uses it."""
    claims = list(evidence.claims().values())
    verdicts = Counter[str](claim.verdict for claim in claims)
    grades = Counter(claim.certainty for claim in claims)
    counted = ", ".join(f"{verdicts[verdict]} {words}" for verdict, words in VERDICT_WORDS.items())
    graded = ", ".join(
        f"{grades[grade]} {grade}" for grade in ("high", "moderate", "low", "very low", "none")
    )
    rows = [
        (
            claim.id,
            claim.text,
            VERDICT_WORDS[claim.verdict],
            f"**{claim.certainty}.** {claim.certainty_reason}",
            claim.in_whom or "–",
            claim.finding,
            _used(claim),
        )
        for claim in claims
    ]
    return "\n".join(
        (
            MADE,
            "# What the articles claim",
            "",
            f"Five popular articles make {len(claims)} claims about walking backward, told here in our words. "
            f"By verdict: {counted}.",
            "",
            f"How sure the finding is: {graded}. Nothing is high, because nearly all studies could be read as "
            "abstracts only; [a note](decisions/certainty-of-claims.md) says how it is computed. "
            "`retrowalk evidence C18` shows a claim with its studies and sources.",
            "",
            table(
                (
                    "id",
                    "the article says",
                    "verdict",
                    "how sure",
                    "found in whom",
                    "what studies say",
                    "used in, or why not",
                ),
                rows,
            ),
        )
    )


def table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table.

    Args:
        headings: of the columns.
        rows: a cell for each heading; line breaks and bars are taken care of.
    """
    lines = [headings, ["---"] * len(headings), *rows]
    return "".join(f"| {' | '.join(_cell(cell) for cell in line)} |\n" for line in lines)


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def _used(claim: Claim) -> str:
    parts = [", ".join(use_words(id) for id in uses(claim.id)), claim.why_not or ""]
    return ". ".join(part.rstrip(".") for part in parts if part) + ("." if claim.why_not else "")


def protocols_page() -> str:
    """``docs/protocols.md``: where each protocol appears in a programme, or why it does not."""
    from retrowalk.reports import protocol_table

    return protocol_table.protocols_page()


# Page below docs/ → what writes it.
PAGES: Mapping[str, Callable[[], str]] = {"claims.md": claims_page, "protocols.md": protocols_page}
