"""``retrowalk export-science``: recordings without names or dates, as an archive for somebody to give away."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from retrowalk.errors import OutputError, ReferenceLabelError
from retrowalk.language import _, ngettext
from retrowalk.recordings.reference import Reference, read_reference
from retrowalk.reports.science import ScienceExport, Wishes, consent_plain
from retrowalk.store import Store
from retrowalk.store.giving import export_science, session_walks


def export_science_command(
    output: Path,
    *,
    walks: Sequence[str],
    wishes: Wishes,
    reference: Path | None,
    reference_offset_s: float,
    agreed: bool,
) -> None:
    """Show what is agreed to, and write the archive of who agrees.

    Args:
        output: of the zip.
        walks: ids; none for all that sessions left.
        wishes: what to give beside the age band.
        reference: labels of a video of the one walk that is given.
        reference_offset_s: what to add to the video's times.
        agreed: the text was read and agreed to.

    Raises:
        ConsentError: it was not; the text has been shown.
        RetrowalkError: the archive cannot be made or written.
    """
    if output.suffix.lower() != ".zip":
        raise OutputError(_("-o {path}: expected a name that ends in .zip.").format(path=output))
    if not agreed:
        sys.stdout.write(consent_plain() + "\n")
        sys.stdout.flush()
    with Store() as store:
        chosen = [store.walk(one).id for one in walks] or [one.id for one in session_walks(store)]
        export = export_science(
            store,
            output,
            chosen,
            agreed=agreed,
            wishes=wishes,
            references=_references(store, chosen, reference, reference_offset_s),
        )
    print(_said(export, output), file=sys.stderr)  # noqa: T201


def _references(
    store: Store, chosen: Sequence[str], path: Path | None, offset_s: float
) -> dict[str, Reference]:
    if path is None:
        return {}
    if len(chosen) != 1:
        raise ReferenceLabelError(
            _("--reference {path}: labels are of one walk; name it with --walk ID.").format(path=path)
        )
    return {chosen[0]: read_reference(path, store.walk(chosen[0]).duration_s, offset_s)}


def _said(export: ScienceExport, output: Path) -> str:
    count = len(export.recordings)
    return ngettext(
        "Written: {path}, with {n} recording. It was sent to nobody: whom to give it to is up to you.",
        "Written: {path}, with {n} recordings. It was sent to nobody: whom to give it to is up to you.",
        count,
    ).format(path=output, n=count)
