"""Recordings of the store, on their way to science."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from retrowalk.errors import ConsentError, NotThereError
from retrowalk.language import _
from retrowalk.prescription import Session
from retrowalk.reports.science import Given, ScienceExport, Wishes, person_of, write_archive

if TYPE_CHECKING:
    from retrowalk.recordings.reference import Reference
    from retrowalk.store.records import StoredWalk
    from retrowalk.store.store import Store


def session_walks(store: Store) -> list[StoredWalk]:
    """The walks that sessions left, the latest first: what is given where nothing is named."""
    return [walk for walk in store.walks() if walk.run_id is not None]


def export_science(
    store: Store,
    path: Path,
    walks: Sequence[str],
    *,
    agreed: bool,
    wishes: Wishes | None = None,
    references: Mapping[str, Reference] | None = None,
) -> ScienceExport:
    """Writes an archive of some walks of this person.

    Args:
        store: that keeps them.
        path: of the zip.
        walks: their ids; none takes all that sessions left.
        agreed: the person has read the consent text, and agrees.
        wishes: what else of themselves they want to give.
        references: labels from a video, by the id of the walk; they go before what a second person pressed.

    Raises:
        ConsentError: nobody agreed.
        NotThereError: there is no such walk, or none at all.
        OutputError: the archive cannot be written.
        RecordingError: a recording is damaged.
    """
    if not agreed:
        raise ConsentError(
            _("Nothing was written: recordings are given to science only by somebody who has read what that means "
              "and agrees.")
        )  # fmt: skip
    chosen = [store.walk(one) for one in dict.fromkeys(walks)] or session_walks(store)
    if not chosen:
        raise NotThereError(_("There is no recording of a session yet; name the walk that is to be given."))
    profile = store.plans.profile()
    year = max((walk.started_at or walk.added_at).year for walk in chosen)
    person = person_of(profile, year, wishes or Wishes(), _fresh())
    return write_archive(path, person, [_given(store, walk, references or {}) for walk in chosen], _fresh)


def _fresh() -> str:
    return uuid.uuid4().hex


def _given(store: Store, walk: StoredWalk, references: Mapping[str, Reference]) -> Given:
    recording = store.recording(walk.id)
    reference = references.get(walk.id) or store.marks.reference(walk)
    if walk.run_id is None:
        return Given(recording, reference)
    try:
        run = store.runs.log(walk.run_id).run
    except NotThereError:  # forgotten since; the walk stays
        return Given(recording, reference)
    session = _session(store, run.programme, run.session)
    if session is None:
        return Given(recording, reference, belt=run.on_belt)
    return Given(recording, reference, session.place, session.guard, run.on_belt)


def _session(store: Store, programme: str, session: str) -> Session | None:
    """The session as the programme has it now, were it superseded since."""
    for kept in store.plans.programmes():
        if kept.document.id == programme:
            return next(
                (one for week in kept.document.weeks for one in week.sessions if one.id == session), None
            )
    return None
