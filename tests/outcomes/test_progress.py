"""Progress of one person: what changed, what was done, what went against them, and what comes next."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from outcome_histories import BEGAN, a_course, a_record, a_result
from people import a_person
from plans import a_programme
from retrowalk.outcomes import Choice, SessionDone
from retrowalk.outcomes.progress import began, progress
from retrowalk.outcomes.trial.analysis import analyse
from retrowalk.outcomes.trial.schedule import ends_on
from retrowalk.prescription import Fall, PainReport, Programme, SessionFeedback
from trials import a_trial, by_arm, measured


def a_session_done(session: str, day: int, told: SessionFeedback | None = None) -> SessionDone:
    return SessionDone(
        programme=a_programme().id,
        session=session,
        done_on=BEGAN + timedelta(days=day),
        run=None,
        forward_s=600,
        backward_s=300,
        forward_mps=1.0,
        backward_mps=0.35,
        grade_pct=0,
        told=told,
    )


def test_the_primary_outcome_comes_first_and_the_others_as_they_are_listed() -> None:
    results = (*a_course("mood", (-3, 5)), *a_course("timed_up_and_go", (-3, 12.0)))
    found = progress(a_record(*results))
    assert [one.measure for one in found.changes] == ["timed_up_and_go", "mood"]
    assert found.primary is None
    found = progress(a_record(*results, choices=(Choice("pain_now", BEGAN, "knee"),)))
    assert [one.measure for one in found.changes] == ["pain_now", "timed_up_and_go", "mood"]
    assert found.primary is not None and found.primary.site == "knee"


def test_an_empty_record_has_progress_too() -> None:
    found = progress(a_record(profile=None))
    assert (found.changes, found.due, found.adherence.asked, found.adverse.walked) == ((), (), 0, 0)
    assert found.adherence.text == "No session was due yet."


def test_what_was_named_late_is_said() -> None:
    results = a_course("mood", (-3, 5), (28, 8))
    late = progress(a_record(*results, choices=(Choice("mood", BEGAN + timedelta(days=30)),)))
    assert "outcome_named_late" in [one.rule for one in late.notes]
    early = progress(a_record(*results, choices=(Choice("mood", BEGAN),)))
    assert early.notes == ()


def test_adherence_counts_what_was_due_and_blames_nobody() -> None:
    programme = a_programme()
    first = programme.weeks[0].sessions[0]
    record = a_record(
        programmes=(programme,),
        today=first.date + timedelta(days=7),
        sessions=(a_session_done(first.id, 0),),
    )
    found = progress(record).adherence
    assert found.asked == len(programme.weeks[0].sessions)
    assert (found.done, found.backward_min, found.forward_min) == (1, 5, 10)
    assert [week.done for week in found.weeks] == [1, 0]
    assert "missed" not in found.text
    today = progress(replace(record, today=first.date, sessions=())).adherence
    assert today.asked == 0, "a session of today can still be walked"


def test_a_session_walked_ahead_of_its_week_is_among_those_asked_for() -> None:
    programme = a_programme()
    first, second = programme.weeks[0].sessions[0], programme.weeks[1].sessions[0]
    record = a_record(
        programmes=(programme,),
        today=first.date + timedelta(days=1),
        sessions=(a_session_done(first.id, 0), a_session_done(second.id, 1)),
    )
    found = progress(record).adherence
    assert (found.asked, found.done, found.share) == (2, 2, 1.0)
    assert "2 of 2 sessions" in found.text


def later(programme: Programme, days: int) -> Programme:
    """The same so many days later, as another programme."""
    ahead = timedelta(days=days)
    return replace(
        programme,
        id=f"{programme.id}+{days}",
        profile=replace(programme.profile, start_date=programme.profile.start_date + ahead),
        weeks=tuple(
            replace(week, sessions=tuple(replace(one, date=one.date + ahead) for one in week.sessions))
            for week in programme.weeks
        ),
    )


def test_a_programme_made_anew_takes_over_from_the_one_before() -> None:
    first, second = a_programme(4), later(a_programme(2), 14)
    record = a_record(programmes=(first, second), today=BEGAN + timedelta(days=60))
    assert progress(record).adherence.asked == 2 * 3 + 2 * 3
    assert began(record) == first.weeks[0].sessions[0].date


def test_after_a_long_time_without_a_session_the_next_one_walked_is_a_new_start() -> None:
    results = tuple(a_course("mood", (-3, 5), (28, 7), (395, 4), (425, 4)))
    walked = (a_session_done("w1s1", 0), a_session_done("w1s2", 2))
    programmes = (a_programme(2), later(a_programme(2), 400))
    away = a_record(*results[:2], programmes=programmes, sessions=walked, today=BEGAN + timedelta(days=396))
    assert began(away) == BEGAN, "who looks at it meanwhile still sees what changed"
    assert (progress(away).changes[0].baseline, progress(away).changes[0].now) == (5, 7)
    again = BEGAN + timedelta(days=400)
    back = replace(
        away,
        results=results,
        sessions=(*walked, replace(walked[0], done_on=again)),
        today=again + timedelta(days=30),
    )
    assert began(back) == again
    assert (progress(back).changes[0].baseline, progress(back).changes[0].now) == (4, 4)


def test_what_went_against_somebody_is_told_by_session() -> None:
    told = SessionFeedback(
        id="w1s1",
        stumbles=1,
        falls=(Fall(injury=False),),
        pain=(PainReport("knee", before=1, during=2, after=4, next_day=2),),
    )
    fine = SessionFeedback(id="w1s2", stumbles=0, pain=(PainReport("knee", before=1, during=1),))
    record = a_record(sessions=(a_session_done("w1s1", 0, told), a_session_done("w1s2", 2, fine)))
    found = progress(record).adverse
    assert (found.walked, found.stumbles, found.falls, found.injuries) == (2, 1, 1, 0)
    assert [one.session for one in found.events] == ["w1s1"]
    assert found.sessions[0].pains[0].rise == 3


def test_a_fall_told_of_a_session_that_was_not_walked_is_a_fall() -> None:
    fell = SessionFeedback(id="w1s1", status="missed", falls=(Fall(injury=True),))
    dizzy = SessionFeedback(id="w1s2", status="missed", symptoms=("dizziness",))
    walked = SessionFeedback(id="w1s3", status="done", done_on=BEGAN + timedelta(days=4), stumbles=2)
    nothing = SessionFeedback(id="w2s1", status="missed")
    before = a_programme(1, told=(SessionFeedback(id="w1s1", falls=(Fall(),)),), id="p0")
    record = a_record(
        programmes=(before, a_programme(told=(fell, dizzy, walked, nothing))),
        sessions=(a_session_done("w1s3", 4, walked),),
    )
    found = progress(record).adverse
    assert (found.walked, found.stumbles, found.falls, found.injuries) == (1, 2, 2, 1)
    assert [(one.programme, one.session) for one in found.sessions] == [
        ("p0", "w1s1"),
        ("p1", "w1s1"),
        ("p1", "w1s2"),
        ("p1", "w1s3"),
    ], "each once, and not the one of which nothing was told"
    assert found.sessions[2].on == BEGAN + timedelta(days=2)
    assert len(found.events) == 4


def test_what_was_not_answered_is_not_none() -> None:
    silent = SessionFeedback(id="w1s1", effort=3)
    fell = SessionFeedback(id="w1s2", falls=(Fall(),))
    found = progress(a_record(sessions=(a_session_done("w1s1", 0, silent), a_session_done("w1s2", 2, fell))))
    told = found.adverse
    assert (told.stumbles, told.stumbles_unknown) == (None, 2)
    assert (told.falls, told.falls_unknown) == (1, 1)
    assert (told.injuries, told.injuries_unknown) == (None, 1)
    calm = SessionFeedback(id="w1s3", stumbles=0, falls=())
    told = progress(a_record(sessions=(a_session_done("w1s3", 4, calm),))).adverse
    assert (told.stumbles, told.falls, told.injuries, told.injuries_unknown) == (0, 0, 0, 0)


def test_the_primary_outcome_is_wanted_at_the_start_until_its_error_is_known_then_monthly() -> None:
    choice = (Choice("mood", BEGAN),)

    def first_due(*results: object, day: int, **changed: object) -> tuple[int, bool]:
        record = a_record(*results, choices=choice, today=BEGAN + timedelta(days=day), **changed)  # type: ignore[arg-type]
        found = progress(record).due[0]
        return (found.on - BEGAN).days, found.now

    assert first_due(day=-12) == (-12, True)
    assert first_due(*a_course("mood", (-12, 5)), day=-12) == (-9, False)
    assert first_due(*a_course("mood", (-12, 5), (-9, 6), (-6, 5)), day=-6) == (-3, False)
    five = [(day, 5.0) for day in (-12, -9, -6, -3, 0)]
    assert first_due(*a_course("mood", *five), day=0) == (28, False)
    assert first_due(*a_course("mood", (-9, 5)), day=20) == (19, True), "too late for repeats: four weeks"


def test_a_test_is_wanted_less_often_than_a_question() -> None:
    choice = (Choice("sit_to_stand_5", BEGAN),)
    course = a_course("sit_to_stand_5", (-12, 15.0), (-7, 14.0))
    record = a_record(*course, choices=choice, today=BEGAN - timedelta(days=7))
    assert progress(record).due[0].on == BEGAN - timedelta(days=2)
    third = a_record(*course, a_result("sit_to_stand_5", 15.0, -2), choices=choice, today=BEGAN)
    assert progress(third).due[0].on == BEGAN + timedelta(days=26)


def test_where_an_error_is_published_once_is_enough() -> None:
    record = a_record(
        *a_course("timed_up_and_go", (-3, 12.0)),
        choices=(Choice("timed_up_and_go", BEGAN),),
        profile=a_person(conditions=["knee_osteoarthritis"]),
        today=BEGAN,
    )
    found = progress(record).due[0]
    assert (found.on - BEGAN).days == 25


def test_nobody_is_asked_for_a_test_that_is_not_offered_to_them() -> None:
    results = (*a_course("four_square_step", (-3, 12.0)), *a_course("pain_now", (-3, 4), site="knee"))
    assert len(progress(a_record(*results)).due) == 2
    at_risk = a_person(unsteady=True, supervision="none", help_within_call=False)
    assert [one.measure for one in progress(a_record(*results, profile=at_risk)).due] == ["pain_now"]
    assert [one.measure for one in progress(a_record(*results, profile=None)).due] == ["pain_now"]


def test_what_comes_from_walks_is_not_asked_for() -> None:
    assert progress(a_record(a_result("backward_speed", 0.4))).due == ()


def test_the_latest_trial_is_told_as_it_is_analysed() -> None:
    trial = a_trial()
    results = tuple(measured(trial, by_arm(4, 6)))
    found = progress(a_record(*results, trials=(trial,), today=ends_on(trial)))
    assert found.trial == analyse(trial, results, ends_on(trial))
    assert found.trial is not None and found.trial.verdict == "backward"
    assert progress(a_record(*results)).trial is None
