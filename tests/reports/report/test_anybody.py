"""Of anybody, with whatever they told, there is a report, and it fits its pages."""

from __future__ import annotations

from datetime import timedelta
from random import Random

import pytest

from changes import results_of
from histories import an_answer
from outcome_histories import a_record
from profiles import crowd
from retrowalk.outcomes import Choice, PersonRecord, Result, SessionDone, measures
from retrowalk.outcomes.progress import progress
from retrowalk.prescription import prescribe
from retrowalk.reports.report import fitted_pdf, pages_of, report_of, report_page
from retrowalk.screening import Profile, screen


def somebody(person: Profile, random: Random) -> PersonRecord:
    """A person some weeks on, who walked most sessions, told of them this and that, and measured some things."""
    programme = prescribe(person, screen(person))
    today = person.start_date + timedelta(random.choice((0, 10, 60, 200)))
    sessions = [
        SessionDone(
            programme.id, one.id, one.date, None, 900 * random.random(), 900 * random.random(),
            random.choice((None, 1.0)), random.choice((None, 0.4)), 0.0, an_answer(random, one.id, one.date, today),
        )
        for week in programme.weeks
        for one in week.sessions
        if one.date <= today and random.random() < 0.8
    ]  # fmt: skip
    typed = [one for one in measures().values() if one.kind in ("test", "question", "reading")]
    results: list[Result] = []
    for what in random.sample(typed, random.randint(0, len(typed))):
        values = [
            round(random.uniform(*what.usual), what.decimals) for _ in range(random.choice((1, 2, 5, 20)))
        ]
        start = person.start_date - timedelta(random.randint(0, 20))
        every = max(1, (today - start).days // len(values))
        results += results_of(
            what.id, values, start=start, every=every, site="knee" if what.by_site else None
        )
    named = [one for one in results if random.random() < 0.3][:1]
    return a_record(
        *sorted(results, key=lambda one: one.at),
        profile=person,
        programmes=(programme,),
        sessions=tuple(sessions),
        today=max([today, *(one.taken_on for one in results)]),
        choices=tuple(Choice(one.measure, person.start_date, one.site) for one in named),
    )


@pytest.mark.parametrize("people", [5, pytest.param(100, marks=pytest.mark.long)])
def test_of_anybody_there_is_a_report_that_fits_its_pages(people: int) -> None:
    for number, person in enumerate(crowd(people, "reports")):
        record = somebody(person, Random(number))
        found = progress(record)
        assert pages_of(fitted_pdf(record, found, "walker", "us-letter")) == 1
        assert pages_of(fitted_pdf(record, found, "clinician")) <= 4
        assert report_page(report_of(record, found, "clinician"))
