"""Feedback → the coming weeks: what was told, what it means, what changes, and what people change by hand."""
