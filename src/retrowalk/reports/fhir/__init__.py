"""One person's programme and progress as a FHIR R4 Bundle, after the Physical Activity Implementation Guide 1.0.0.

    from retrowalk.reports.fhir import fhir_bundle

    fhir_bundle(record, progress)     # a dict, ready for JSON

Only codes that stand in ``codes.py``, each with its source, are ever used; everything else is text.
"""

from retrowalk.reports.fhir.bundle import fhir_bundle
from retrowalk.reports.fhir.codes import CODES, Code

__all__ = ["CODES", "Code", "fhir_bundle"]
