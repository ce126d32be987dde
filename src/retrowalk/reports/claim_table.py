"""Each claim of the articles → its verdict, how sure that is, and where the product uses it, or why not."""

from __future__ import annotations

from collections import Counter

from retrowalk import evidence
from retrowalk.evidence import Claim
from retrowalk.reports.ledger import VERDICT_WORDS, use_words, uses
from retrowalk.reports.markdown import MADE, table


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


def _used(claim: Claim) -> str:
    parts = [", ".join(use_words(id) for id in uses(claim.id)), claim.why_not or ""]
    return ". ".join(part.rstrip(".") for part in parts if part) + ("." if claim.why_not else "")
