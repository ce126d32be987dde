"""Telling it: a walk as JSON, sentences, a chart, a page, a table of strides."""

from retrowalk.reports.asked import AskedAndFound, asked_and_found, asked_sentences, seen_sentences
from retrowalk.reports.charts import PICTURE_WIDTH, chart_svg, stacked, write_chart
from retrowalk.reports.contract import FailedSource, WalkDocument, WalksDocument, json_schema
from retrowalk.reports.documents import to_json, walk_document, walks_document
from retrowalk.reports.envelope import Envelope, signal_envelope
from retrowalk.reports.files import whole_file, write_text
from retrowalk.reports.grounds import direction_grounds, grounds
from retrowalk.reports.letter import letter_page, letter_text
from retrowalk.reports.page import walk_page, walks_page
from retrowalk.reports.palette import DARK, LIGHT, PALETTES, Palette, Theme
from retrowalk.reports.sentences import duration_words, walk_summary_sentences, walk_title, walk_titles
from retrowalk.reports.strides import strides_table, write_strides
from retrowalk.reports.timeline import clock, timeline_chart

__all__ = [
    "DARK",
    "LIGHT",
    "PALETTES",
    "PICTURE_WIDTH",
    "AskedAndFound",
    "Envelope",
    "FailedSource",
    "Palette",
    "Theme",
    "WalkDocument",
    "WalksDocument",
    "asked_and_found",
    "asked_sentences",
    "chart_svg",
    "clock",
    "direction_grounds",
    "duration_words",
    "grounds",
    "json_schema",
    "letter_page",
    "letter_text",
    "seen_sentences",
    "signal_envelope",
    "stacked",
    "strides_table",
    "timeline_chart",
    "to_json",
    "walk_document",
    "walk_page",
    "walk_summary_sentences",
    "walk_title",
    "walk_titles",
    "walks_document",
    "walks_page",
    "whole_file",
    "write_chart",
    "write_strides",
    "write_text",
]
