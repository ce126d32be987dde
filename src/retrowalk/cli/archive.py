"""``retrowalk export`` and ``retrowalk import-archive``: everything a person has, in one file, and back."""

from __future__ import annotations

import sys
from pathlib import Path

from retrowalk.errors import ArchiveError, NotThereError, OutputError
from retrowalk.language import _, ngettext
from retrowalk.store import Person, Store
from retrowalk.store.archive import Brought, bring_archive, write_archive
from retrowalk.store.folder import readable_size


def export_command(output: Path, *, person: str | None) -> None:
    """Write the archive of one person.

    Args:
        output: of the zip.
        person: their name; None for the one the coach opens with.

    Raises:
        OutputError: it cannot be written there.
        NotThereError: there is nobody of that name.
    """
    if output.suffix.lower() != ".zip":
        raise OutputError(_("-o %(path)s: expected a name that ends in .zip.") % {"path": output})
    with Store() as opened:
        found = opened.person if person is None else _called(opened.people(), person)
    with Store(person=found) as store:
        archive = write_archive(store, output)
    said = {"path": output, "size": readable_size(output.stat().st_size)}
    _say(
        _(
            "Written: %(path)s (%(size)s), with everything that is kept of you. It speaks of your health and is not "
            "locked: keep it where your other papers lie."
        )
        % said
    )
    _say_missing(archive.missing)


def import_archive_command(path: Path, *, new_name: str | None, replace: bool) -> None:
    """Bring an archive back.

    Args:
        path: of the zip.
        new_name: brings it in as another person.
        replace: puts it in the place of what is here.

    Raises:
        ArchiveError: it cannot be brought back; nothing was changed.
    """
    if new_name is not None and (replace or not new_name.strip()):
        raise ArchiveError(_("--as wants the name of a new person, and does not go together with --replace."))
    with Store() as store:
        brought = bring_archive(
            store, path, new_name=None if new_name is None else new_name.strip(), replace=replace
        )
    _say(_what_came(brought, path, new_name))
    if brought.before is not None:
        _say(_("What was here before is kept in %(path)s.") % {"path": brought.before})
    _say_missing(brought.missing)


def _called(people: list[Person], name: str) -> Person:
    for one in people:
        if one.name == name:
            return one
    raise NotThereError(_("There is nobody called “%(name)s” here.") % {"name": name[:80]})


def _what_came(brought: Brought, path: Path, new_name: str | None) -> str:
    if brought.already_there:
        return _("Everything in %(path)s is here already; nothing was changed.") % {"path": path}
    walks = brought.rows.get("walk", 0)
    said = {"path": path, "n": walks}
    text = (
        ngettext(
            "Brought back: all that %(path)s holds, with %(n)d walk.",
            "Brought back: all that %(path)s holds, with %(n)d walks.",
            walks,
        )
        % said
    )
    if new_name is None:
        return text
    return f"{text} " + _(
        "It is %(name)s's; the coach goes on opening as before, and retrowalk export --person takes it out again."
    ) % {"name": brought.person.name}


def _say_missing(missing: tuple[str, ...]) -> None:
    if missing:
        text = ngettext(
            "%(n)d file was gone from the data folder already and is not in it: %(first)s.",
            "%(n)d files were gone from the data folder already and are not in it, %(first)s the first.",
            len(missing),
        )
        _say(text % {"n": len(missing), "first": missing[0]})


def _say(text: str) -> None:
    print(text, file=sys.stderr)  # noqa: T201
