"""``retrowalk trial``: design, follow, stop and analyse a trial with one person."""

from __future__ import annotations

import secrets
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date as Date
from datetime import timedelta
from pathlib import Path
from typing import Literal, cast, get_args

from rich.console import Console
from rich.table import Table

from retrowalk import contract
from retrowalk.cli.documents import read_document
from retrowalk.dates import day_words
from retrowalk.errors import DocumentError, NotThereError, TrialError
from retrowalk.evidence import Reason
from retrowalk.language import _
from retrowalk.outcomes import MeasureId, Period, PersonRecord, Result, Results, Trial, measure
from retrowalk.outcomes.progress import results_of
from retrowalk.outcomes.trial import words
from retrowalk.outcomes.trial.analysis import analyse
from retrowalk.outcomes.trial.design import USUAL_WASH_IN_DAYS, design
from retrowalk.outcomes.trial.schedule import counted_from
from retrowalk.outcomes.trial.standing import standing
from retrowalk.outcomes.trial.stopping import stop
from retrowalk.outcomes.trial.walking import days_of
from retrowalk.outcomes.words import named
from retrowalk.prescription import alternate
from retrowalk.reports import to_json
from retrowalk.screening.profile import PainSite
from retrowalk.store import Store
from retrowalk.store.person_record import person_record
from retrowalk.web.plan import PlanDesk


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a trial is to be, as it stood on the command line; None where nothing was said."""

    measure: str | None
    site: str | None
    unit: Literal["week", "session"]
    start: str | None
    pairs: int | None
    wash_in: int | None
    worth: float | None
    seed: int | None


def design_command(wishes: Wishes, *, begin: bool, as_json: bool) -> None:
    """Design a trial from what is kept, and keep it where that is wanted.

    Args:
        wishes: what it is to be.
        begin: keep it.
        as_json: the document instead of a table.

    Raises:
        TrialError: it cannot be made as it was asked for.
        ChangedMeanwhileError: another one was begun meanwhile.
        StoreError: the data folder cannot be used.
    """
    with Store() as store:
        record = _record(store)
        made = _designed(record, wishes)
        if begin:
            store.outcomes.save_trial(made, seen=0)
    if as_json:
        _write(made)
        return
    _print_design(made)
    if begin:
        _say(_("It begins on %(day)s.") % {"day": day_words(made.periods[0].start)})
    else:
        _say(
            _("Nothing was kept. To begin it, say the same again with --seed %(seed)d --begin.")
            % {"seed": made.seed}
        )


def status_command(*, as_json: bool) -> None:
    """Say where the latest trial stands.

    Args:
        as_json: the document instead of sentences.

    Raises:
        NotThereError: there is none.
        StoreError: the data folder cannot be used.
    """
    with Store() as store:
        record = _record(store)
    trial = _latest(record)
    found = standing(trial, results_of(record), record.today, record.profile, record.programme)
    if as_json:
        _write(found)
        return
    _say(_("What decides: %(outcome)s.") % {"outcome": named(measure(trial.measure), trial.site)})
    if found.over:
        _say(_("The trial is over. `retrowalk trial analyse` says what it came to."))
    elif found.period is None or found.arm is None:
        _say(_("It begins on %(day)s.") % {"day": day_words(trial.periods[0].start)})
    else:
        said = {
            "number": found.period.number,
            "all": len(trial.periods),
            "way": words.arm_name(found.arm),
            "end": _last_day(found.period),
        }
        _say(_("Period %(number)d of %(all)d, until %(end)s: walk %(way)s.") % said)
    if found.next_change is not None and found.period is not None:
        _say(_("The next change of way is on %(day)s.") % {"day": found.next_change.isoformat()})
    _say(words.so_far(trial, found.complete, found.pairs, found.missing))
    if found.due is not None:
        _say(found.due.text)
    elif found.waits is not None:
        _say(found.waits)


def stop_command() -> None:
    """Stop the running trial.

    Raises:
        NotThereError: there is none.
        TrialError: it is over.
        ChangedMeanwhileError: it was changed meanwhile.
        StoreError: the data folder cannot be used.
    """
    with Store() as store:
        record = _record(store)
        kept = store.outcomes.trials()
        trial = _latest(record)
        store.outcomes.save_trial(stop(trial, record.today), seen=kept[-1].revision)
    _say(_("The trial is stopped; your programme goes on without it. What was measured stays."))


def analyse_command(trial: Path | None, results: Path | None, *, as_json: bool) -> None:
    """Say what a trial came to.

    Args:
        trial: a file to take it from; None for the latest one that is kept.
        results: a file of results to go with it.
        as_json: the document instead of sentences.

    Raises:
        DocumentError: a file is not what it should be, or one is given without the other.
        NotThereError: there is no trial.
        StoreError: the data folder cannot be used.
    """
    if (trial is None) != (results is None):
        raise DocumentError(_("trial analyse: expected --trial and --results together, or neither."))
    if trial is not None and results is not None:
        found = analyse(*_from_files(trial, results), Date.today())
    else:
        with Store() as store:
            record = _record(store)
        found = analyse(_latest(record), results_of(record), record.today)
    if as_json:
        _write(found)
        return
    _say(found.sentence)
    if found.p is not None:
        _say(_("Chance alone would do as much in %(share)s %% of all trials (p = %(p)s).")
             % {"share": f"{100 * found.p:.1f}", "p": f"{found.p:.4f}"})  # fmt: skip
    _print_notes(found.notes)


def _designed(record: PersonRecord, wishes: Wishes) -> Trial:

    outcome, site = wishes.measure, wishes.site
    if outcome is None:
        if record.choice is None:
            raise TrialError(
                _("Say what decides, such as pain_usual --site knee; no main outcome was named yet.")
            )
        outcome, site = record.choice.measure, site or record.choice.site
    if site is not None and site not in get_args(PainSite):
        raise TrialError(
            _("--site %(site)s is no place of the body; expected one of %(known)s.")
            % {"site": site[:40], "known": ", ".join(get_args(PainSite))}
        )
    # A week of a trial is a week of the calendar; a session comes when it comes.
    wait = -record.today.weekday() % 7 if wishes.unit == "week" else 0
    start = record.today + timedelta(days=wait)
    if wishes.start is not None:
        try:
            start = Date.fromisoformat(wishes.start)
        except ValueError:
            raise TrialError(
                _("--start %(text)s is no date; expected one written as 2026-11-30.")
                % {"text": wishes.start[:40]}
            ) from None
    usual = USUAL_WASH_IN_DAYS if wishes.unit == "week" else 0
    trial = design(
        record,
        cast("MeasureId", outcome.replace("-", "_")),
        cast("PainSite | None", site),
        unit=wishes.unit,
        start=start,
        pairs=wishes.pairs,
        wash_in_days=usual if wishes.wash_in is None else wishes.wash_in,
        # A seed nobody chose: whoever picks it could pick the order.
        seed=secrets.randbits(48) if wishes.seed is None else wishes.seed,
        today=record.today,
        worth=wishes.worth,
    )
    if record.programme is not None:
        alternate(record.programme, days_of(trial, record.today), record.today)  # whether it can hold them
    return trial


def _record(store: Store) -> PersonRecord:

    desk = PlanDesk(store)
    return person_record(store, desk.today(), desk.programme())


def _latest(record: PersonRecord) -> Trial:
    if record.trial is None:
        raise NotThereError(_("There is no trial yet: design one with `retrowalk trial design`."))
    return record.trial


def _from_files(trial: Path, results: Path) -> tuple[Trial, Sequence[Result]]:

    return read_document(Trial, trial), read_document(Results, results).results


def _print_design(trial: Trial) -> None:

    _say(_("What decides: %(outcome)s.") % {"outcome": named(measure(trial.measure), trial.site)})
    table = Table(box=None, pad_edge=False)
    for heading in (_("period"), _("pair"), _("walk"), _("from"), _("counts from"), _("last day")):
        table.add_column(heading)
    for one in trial.periods:
        pair = str(one.pair) if one.pair else _("to practise")
        counts = counted_from(one).isoformat() if one.pair else _("not counted")
        table.add_row(
            str(one.number), pair, words.arm_name(one.arm), one.start.isoformat(), counts, _last_day(one)
        )
    Console(highlight=False, markup=False).print(table)
    _print_notes(trial.notes)


def _last_day(period: Period) -> str:
    return (period.end - timedelta(days=1)).isoformat()


def _print_notes(notes: Sequence[Reason]) -> None:
    for one in notes:
        _say(f"- {one.text}")


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")


def _write(document: object) -> None:

    sys.stdout.write(to_json(contract.write(cast("contract.Document", document))))
