"""What the pages and the API of the plan river do with answers, screening and prescription."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from fastapi import Request

from retrowalk.errors import DocumentError, StoreError
from retrowalk.language import _
from retrowalk.prescription import Programme, prescribe, stopped_because
from retrowalk.prescription.adapting.differences import Difference, differences
from retrowalk.prescription.adapting.renewing import renewed, waits_for, with_what_was_told
from retrowalk.screening import Clearance, Profile, screen
from retrowalk.screening.answers import answers_of, problems_of, profile_of, provisional
from retrowalk.screening.asking import OPEN, Question, Screen, in_words, is_answered, is_relevant
from retrowalk.screening.profile import Scope
from retrowalk.screening.questionnaire import QUESTIONS, SCREENS
from retrowalk.store import Plans, Store

CLOSED = ("clearance_first", "stop")
# Left empty, these are left open; the others have an answer to choose for that.
TYPED = ("whole", "quantity", "date", "lines", "scales", "items")


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the changed answers would make of the programme.

    Attributes:
        profile, programme: to be kept where they are accepted.
        differences: against the running programme; empty where nothing changes in it.
        running: the programme that is running now.
        waits_for: scopes, a clearance of one of which a stopped programme waits for.
        seen: the revision of the profile they were made from.
    """

    profile: Profile
    programme: Programme
    differences: tuple[Difference, ...]
    running: Programme | None
    seen: int
    waits_for: tuple[Scope, ...] = ()


class Planning:
    """One person's way from the first answer to a programme."""

    def __init__(self, store: Store) -> None:
        self.plans: Plans = store.plans
        self._store = store

    @property
    def today(self) -> date:
        """Civil date where this computer is: the walker's own, as nobody else is served."""
        return self.now.date()

    @property
    def now(self) -> datetime:
        """The time where this computer is."""
        return self._store.clock().astimezone()

    @property
    def folder(self) -> str:
        """Where everything lies."""
        return str(self._store.home)

    def answers(self) -> dict[str, Any]:
        """The answers so far: those on their way, else those of the profile; a first day that has passed is today."""
        draft = self.plans.draft()
        given = dict(draft.answers)
        if draft.revision == 0 and (profile := self.plans.profile()) is not None:
            running = self.plans.programme()
            given = answers_of(profile if running is None else replace(profile, **self._told(running)))
        today = self.today.isoformat()
        start = str(given.get("start_date", today))
        return {**given, "start_date": today if start < today and _is_date(start) else start}

    @staticmethod
    def _told(running: Programme) -> dict[str, Any]:
        """Falls and symptoms that were told of its sessions belong to the answers from now on."""
        told = with_what_was_told(running)
        return {"falls": told.falls, "symptoms": told.symptoms}

    def editing(self) -> bool:
        """Whether there is a profile already, so that answers change it."""
        return self.plans.kept_profile() is not None

    def keep(
        self, questions: Iterable[Question], typed: Mapping[str, Any], *, leave: bool = False
    ) -> dict[str, str]:
        """Keeps those answers that fit.

        Args:
            questions: that were asked.
            typed: what came of it, by question.
            leave: what is missing is not asked for: somebody only goes back.

        Returns:
            what does not fit, a sentence each, by question.
        """
        there = self.answers()
        after = {**there, **typed}
        asked = [one for one in questions if is_relevant(one, after)]
        problems = problems_of(asked, after, self.today)
        for question in asked:
            if not is_answered(question, after):
                passed_over = question.kind in TYPED or screen_with(question.id).optional
                if passed_over and not question.required:
                    after[question.id] = OPEN
                else:
                    problems[question.id] = missing(question)
        fits = {one.id: after[one.id] for one in asked if one.id not in problems and is_answered(one, after)}
        # All of a profile's answers become the draft with the first change to them.
        self.plans.answer({**({} if self.plans.draft().revision else there), **fits})
        return {} if leave else problems

    def take_back(self, ids: Iterable[str]) -> None:
        """Forgets what was answered to these questions."""
        there = self.answers()
        gone = {name: None for name in ids if name in there}
        if gone:
            self.plans.answer({**({} if self.plans.draft().revision else there), **gone})

    def clearance(self) -> tuple[Clearance, Profile, bool]:
        """The clearance to show, whose it is, and whether it is of answers that are not complete yet.

        Raises:
            StoreError: nothing was answered yet.
        """
        profile = self.plans.profile()
        if profile is None:
            if not self.plans.draft().answers:
                raise StoreError("There is nothing to say yet: answer the questions first.")
            profile = provisional(self.answers(), self.today)
            found, calm = screen(profile), screen(replace(profile, symptoms=()))
            # Nothing is said yet of what was not asked yet.
            spoken = tuple(one for one in found.reasons if one not in calm.reasons)
            letter = found.letter and replace(found.letter, answers=self._told_so_far())
            return replace(found, reasons=spoken or found.reasons, letter=letter), profile, True
        running = self.plans.programme()
        if running is not None and running.status == "stopped":
            return _of_the_stopped(running), profile, False
        return screen(profile), profile, False

    def _told_so_far(self) -> tuple[str, ...]:
        """The answers there are, a line each: nobody said "none" to what was not asked."""
        answers = self.answers()
        return tuple(
            f"{question.short}: {in_words(question, answers[question.id])}"
            for question in QUESTIONS.values()
            if is_answered(question, answers) and question.id != "start_date"
        )

    def closed_by_symptoms(self) -> bool:
        """Whether what was told of symptoms so far wants looking at before anything else is asked."""
        told = provisional(self.answers(), self.today)
        calm = replace(told, symptoms=())
        return bool(told.symptoms) and screen(told).level in CLOSED and screen(calm).level not in CLOSED

    def finish(self) -> None:
        """The first answers are complete: profile and programme are kept.

        Raises:
            AnswersError: they are not complete, or do not fit.
        """
        profile = profile_of(self.answers(), self.today)
        self.plans.adopt(profile, prescribe(profile, screen(profile)), seen=0)

    def proposal(self) -> Proposal:
        """What the changed answers would make.

        Raises:
            AnswersError: they are not complete, or do not fit.
            StoreError: there is nothing to change yet.
        """
        kept = self.plans.kept_profile()
        if kept is None:
            raise StoreError("There is no profile to change yet: answer the questions first.")
        profile = profile_of(self.answers(), self.today)
        running = self.plans.programme()
        if running is None:
            return Proposal(profile, prescribe(profile, screen(profile)), (), None, kept.revision)
        programme = renewed(running, profile, self.today)
        changes = () if programme.id == running.id else differences(running, programme)
        waiting = waits_for(running, profile)
        return Proposal(programme.profile, programme, changes, running, kept.revision, waiting)

    def accept(self, seen: int) -> Proposal:
        """Keeps what was proposed.

        Args:
            seen: the revision of the profile that the proposal was shown against.

        Raises:
            ChangedMeanwhileError: the profile was changed elsewhere since.
        """
        proposal = self.proposal()
        self.plans.adopt(proposal.profile, proposal.programme, seen=seen)
        return proposal

    def adopt(self, profile: Profile, seen: int | None = None) -> Programme:
        """Keeps a profile as it stands, with the programme made from it.

        Raises:
            ChangedMeanwhileError: the profile was changed elsewhere since.
        """
        running = self.plans.programme()
        programme = (
            prescribe(profile, screen(profile)) if running is None else renewed(running, profile, self.today)
        )
        self.plans.adopt(programme.profile, programme, seen=seen)
        return programme

    def record(self, cleared: Mapping[str, Any]) -> None:
        """Writes down what a professional cleared, beside the answers.

        Raises:
            DocumentError: it is not what a clearance wants.
        """
        if not cleared["scope"] or not cleared["by_role"]:
            raise DocumentError(_("Choose what they cleared, and who they are."))
        for name, what in ((_("When"), cleared["date"]), (_("Until when"), cleared["expires"])):
            if what and not _is_date(what):
                said = {"what": name, "given": what, "example": self.today.isoformat()}
                raise DocumentError(_("%(what)s: “%(given)s” is no date; write it like %(example)s.") % said)
        if cleared["date"] and date.fromisoformat(cleared["date"]) > self.today:
            said = {"given": cleared["date"]}
            raise DocumentError(
                _("When: %(given)s is still to come; write it down once it has been given.") % said
            )
        there = self.answers()
        both = [*(there.get("clearances") or []), dict(cleared)]
        provisional({**there, "clearances": both}, self.today)
        self.plans.answer({**there, "clearances": both})

    def remove_clearance(self, number: int) -> None:
        """Takes back one of the clearances, by its place from 0."""
        there = self.answers()
        left = [one for place, one in enumerate(there.get("clearances") or []) if place != number]
        self.plans.answer({**there, "clearances": left})


def _of_the_stopped(running: Programme) -> Clearance:
    """What a stopped programme says, as Today says it: what was told of a session counts as much as the answers."""
    found = running.clearance
    return replace(
        found,
        level=found.level if found.level in CLOSED else "clearance_first",
        reasons=stopped_because(running) or found.reasons,
        letter=running.letter or found.letter,
    )


def planning_of(request: Request) -> Planning:
    return Planning(request.app.state.desk.store)


def missing(question: Question) -> str:
    """The sentence for a question that was passed over."""
    said = {"what": question.short}
    if question.kind == "many":
        return _("%(what)s: tick what applies, or “None of these”.") % said
    if question.required:
        return _("%(what)s: this one needs an answer.") % said
    return _("%(what)s: choose an answer; “I don't know” is one too.") % said


def screen_with(question_id: str) -> Screen:
    """The screen that asks this question."""
    return next(one for one in SCREENS if QUESTIONS[question_id] in one.questions)


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
