"""What a report says, whoever it is for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from outcome_histories import BEGAN, a_course, a_record
from people import a_person
from retrowalk.outcomes import PersonRecord, TrialResult
from retrowalk.outcomes.progress import Progress, progress
from retrowalk.reports.report import Audience, Report, figures_of, report_of
from retrowalk.reports.report.tree import Bullets, Callout, Facts, Figure, Pair, Part, Table, Text


def words_of(report: Report) -> str:
    """All that it says, in the order in which it is read."""

    def words(part: Part) -> list[str]:
        match part:
            case Text():
                return [part.text]
            case Bullets():
                return list(part.items)
            case Facts():
                return [f"{name} {text}" for name, text in part.items]
            case Table():
                cells = [f"{cell.text} {cell.note}" for row in part.rows for cell in row]
                return [part.caption, *part.head, *cells]
            case Figure():
                return [part.caption, part.alternative]
            case Callout():
                return [one.text for one in part.parts]
            case Pair():
                return [one for inner in (*part.left, *part.right) for one in words(inner)]

    parts = [one for part in report.opening for one in words(part)]
    for section in report.sections:
        parts += [section.title, *(one for part in section.parts for one in words(part))]
    return "\n".join((report.title, report.subtitle, *parts, report.closing))


AUDIENCES: tuple[Audience, ...] = ("walker", "clinician")
BETTER = a_record(
    *a_course("backward_walk_3m", (-7, 6.0), (-5, 6.1), (-3, 5.9), (28, 4.0), (55, 3.9)),
    *a_course("mood", (-3, 5), (28, 6)),
    choices=(),
)


def told(record: PersonRecord, audience: Audience, **changed: object) -> str:
    found: Progress = replace(progress(record), **changed)  # type: ignore[arg-type]
    return words_of(report_of(record, found, audience))


@pytest.mark.parametrize("audience", AUDIENCES)
def test_of_somebody_with_nothing_it_says_so(audience: Audience) -> None:
    words = told(a_record(profile=None), audience)
    assert "Nothing was measured yet" in words
    assert "No session was due yet." in words


def test_the_walker_sees_the_outcome_named_beforehand_first_with_its_chart() -> None:
    from retrowalk.outcomes import Choice

    record = replace(BETTER, choices=(Choice("backward_walk_3m", BEGAN),))
    found = progress(record)
    report = report_of(record, found, "walker")
    lead, chart, *_ = report.opening
    assert isinstance(lead, Text)
    assert lead.text == found.changes[0].sentence
    assert isinstance(chart, Figure)
    assert "4.0" in words_of(report) or "3.90\u00a0s" in chart.alternative
    assert [one.title for one in report.sections][-1] == "How to read this"


def test_each_figure_of_the_clinician_stands_with_its_error_and_where_that_comes_from() -> None:
    record = replace(BETTER, profile=a_person(conditions=["multiple_sclerosis"]))
    report = report_of(record, progress(record), "clinician")
    (table,) = [
        part
        for section in report.sections
        for part in section.parts
        if isinstance(part, Table) and section.title == "Outcomes"
    ]
    rows = {row[0].text: row for row in table.rows}
    _name, start, latest, moved, mdc, verdict, _mcid = rows["3-metre backward walk, s"]
    assert (start.text, start.note) == ("6.00", "mean of 3")
    assert (latest.text, moved.text) == ("3.90", "−2.10")
    assert (mdc.text, mdc.note) == ("1.69", "published: multiple sclerosis")
    assert (verdict.text, verdict.strong) == ("Better", True)
    assert "IN01" in words_of(report)


@pytest.mark.parametrize("audience", AUDIENCES)
def test_only_a_trial_says_what_helped(audience: Audience) -> None:
    for words in (told(BETTER, audience), told(a_record(), audience)):
        for cause in (
            "thanks to",
            "because of walking",
            "walking backward helped",
            "due to walking",
            "improved",
        ):
            assert cause not in words.lower()
    sentence = "In this trial your pain was lower in the backward weeks."
    from trials import a_trial

    trial = a_trial()
    record = replace(BETTER, trials=(trial,))
    found = TrialResult(-1.0, -1.8, -0.2, 0.03, 8, 0, "backward", sentence, ())
    assert sentence in told(record, audience, trial=found)


def test_the_clinician_reads_of_falls_and_symptoms_before_stumbles_where_room_is_short() -> None:
    from retrowalk.outcomes import SessionDone
    from retrowalk.prescription import Fall, SessionFeedback

    def session(number: int, **said: object) -> SessionDone:
        day = BEGAN + timedelta(days=number)
        feedback = SessionFeedback(id=f"w1s{number}", status="done", done_on=day, **said)  # type: ignore[arg-type]
        return SessionDone("p", f"w1s{number}", day, None, 600, 300, 0.8, 0.4, 0.0, feedback)

    fell = session(0, falls=(Fall(injury=True),))
    record = a_record(sessions=(fell, *(session(number, stumbles=1) for number in range(1, 30))))
    found = progress(record)
    for level in range(4):
        words = words_of(report_of(record, found, "clinician", level))
        assert "23 Nov 2026: falls 1, with injury 1" in words
    assert "Sessions with an event that are not listed:" in words


def test_the_clinician_reads_what_was_not_told_as_not_told() -> None:
    from plans import a_programme, done
    from retrowalk.prescription import Fall

    fell = done("w1s1", BEGAN, effort=3, falls=(Fall(injury=True), Fall()))
    silent = done("w1s2", BEGAN + timedelta(days=2), effort=3)
    words = told(a_record(programmes=(a_programme(told=(fell, silent)),)), "clinician")
    assert "Falls: 2 (not told of 1), with injury: 1 (not told of 1). Stumbles: not told." in words
    assert "Falls 2 (not told of 1), stumbles not told" in words
    assert "falls 2, with injury 1 (not told of 1)" in words


@pytest.mark.parametrize("audience", AUDIENCES)
def test_every_chart_says_in_words_what_it_shows(audience: Audience) -> None:
    figures = figures_of(report_of(BETTER, progress(BETTER), audience))
    assert all(len(one.alternative) > 40 and one.caption for one in figures)
    assert bool(figures) is (audience == "clinician")  # the walker named no outcome


def test_dates_say_from_when_to_when() -> None:
    assert date(2026, 11, 23) == BEGAN
    assert "Alex, 15 November 2026 to 18 January 2027" in told(BETTER, "walker")
