"""The made pages of ``docs/``: ``scripts/tables`` writes them, tests hold them fresh."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from retrowalk.reports.benefit_table import benefits_page
from retrowalk.reports.claim_table import claims_page
from retrowalk.reports.personas import persona_files, personas_page
from retrowalk.reports.protocol_table import protocols_page
from retrowalk.reports.tests_page import home_tests_page

# Page below docs/ → what writes it.
PAGES: Mapping[str, Callable[[], str]] = {
    "benefits.md": benefits_page,
    "claims.md": claims_page,
    "protocols.md": protocols_page,
    "personas.md": personas_page,
    "tests.md": home_tests_page,
}


def made_files() -> dict[str, str]:
    """Every made file below ``docs/``, with its text."""
    pages = {name: page() for name, page in PAGES.items()}
    return pages | {f"personas/{name}": text for name, text in persona_files().items()}
