"""Charts of what changed, of what was walked, and of a trial: one Vega-Lite definition for page, report and file."""

from retrowalk.reports.outcome_charts.measured import (
    colour_of,
    error_band,
    matters_at,
    outcome_chart,
    outcome_words,
)
from retrowalk.reports.outcome_charts.parts import difference_in_unit, in_unit
from retrowalk.reports.outcome_charts.trial import (
    difference_words,
    trial_chart,
    trial_difference_chart,
    trial_words,
)
from retrowalk.reports.outcome_charts.weeks import (
    active_weeks_chart,
    active_weeks_words,
    adherence_chart,
    adherence_words,
)

__all__ = [
    "active_weeks_chart",
    "active_weeks_words",
    "adherence_chart",
    "adherence_words",
    "colour_of",
    "difference_in_unit",
    "difference_words",
    "error_band",
    "in_unit",
    "matters_at",
    "outcome_chart",
    "outcome_words",
    "trial_chart",
    "trial_difference_chart",
    "trial_words",
]
