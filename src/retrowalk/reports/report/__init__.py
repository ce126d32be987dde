"""A report on one page for the walker, on up to four for whoever treats them: PDF and HTML from one content."""

from retrowalk.reports.report.html import report_page
from retrowalk.reports.report.making import fitted, fitted_pdf, pages_of, report_of
from retrowalk.reports.report.tree import Audience, Report, figures_of
from retrowalk.reports.report.typst import Paper, report_pdf

__all__ = [
    "Audience",
    "Paper",
    "Report",
    "figures_of",
    "fitted",
    "fitted_pdf",
    "pages_of",
    "report_of",
    "report_page",
    "report_pdf",
]
