"""Dates as people write them; they lie beside the rooms, as sentences of all of them hold dates."""

from __future__ import annotations

from retrowalk.dates import day_words, months, short_day, short_months

__all__ = ["day_words", "months", "short_day", "short_months"]
