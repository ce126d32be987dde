"""Giving recordings to science: who they are of goes out of them, what was asked and seen stays in."""

from retrowalk.reports.science.archive import Given, write_archive
from retrowalk.reports.science.consent import CONSENT_VERSION, consent_plain, consent_text
from retrowalk.reports.science.document import (
    ScienceExport,
    SciencePerson,
    ScienceRecording,
    ScienceReference,
    Wishes,
    person_of,
)

__all__ = [
    "CONSENT_VERSION",
    "Given",
    "ScienceExport",
    "SciencePerson",
    "ScienceRecording",
    "ScienceReference",
    "Wishes",
    "consent_plain",
    "consent_text",
    "person_of",
    "write_archive",
]
