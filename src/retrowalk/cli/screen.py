"""``retrowalk screen``: a profile in; sentences, JSON or the letter out."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from retrowalk import contract
from retrowalk.cli.documents import read_document
from retrowalk.errors import OutputError
from retrowalk.language import _
from retrowalk.reports import letter_page, letter_text, to_json, write_text
from retrowalk.screening import Clearance, Profile, screen
from retrowalk.screening.words import level_name, opens_name, urgency_name

if TYPE_CHECKING:
    from rich.console import Console

ENDINGS = (".txt", ".html")


def screen_command(path: Path, *, as_json: bool, letter: Path | None) -> None:
    """Screen a profile and give what was asked for.

    Args:
        path: of the ``retrowalk.profile/1``; ``-`` is standard input.
        as_json: for a program instead of a person.
        letter: where the letter is to be; ``-`` is standard output, and then it is all that is printed.

    Raises:
        DocumentError: the profile cannot be read.
        OutputError: the letter cannot be written there.
    """
    if letter is not None:
        _check(letter, path, as_json)
    answer = screen(read_document(Profile, path))
    if letter is not None and answer.letter is None:
        print(_("Note: nobody need be asked, so there is no letter."), file=sys.stderr)  # noqa: T201
    elif letter is not None and answer.letter is not None:
        if str(letter) == "-":
            sys.stdout.write(letter_text(answer.letter))
        else:
            as_page = letter.suffix.lower() == ".html"
            write_text(letter, letter_page(answer.letter) if as_page else letter_text(answer.letter))
    if str(letter) == "-":
        return
    if as_json:
        sys.stdout.write(to_json(contract.write(answer)))
    else:
        _print(answer)
    if letter is not None and answer.letter is not None:
        print(f"Written: {letter}", file=sys.stderr)  # noqa: T201


def _check(letter: Path, profile: Path, as_json: bool) -> None:
    """Say what is wrong with the output before the work, not after."""
    if str(letter) == "-":
        if as_json:
            raise OutputError(
                "--letter - and --json both print; expected one of them, or a file for the letter."
            )
        return
    if letter.suffix.lower() not in ENDINGS:
        raise OutputError(f"--letter {letter}: expected a name that ends in .txt or .html, or -.")
    if letter.resolve() == profile.resolve():
        raise OutputError(f"--letter {letter}: that would overwrite the profile; give another name.")
    if not letter.absolute().parent.is_dir():
        raise OutputError(f"--letter {letter}: there is no folder {letter.parent}.")


def _print(answer: Clearance) -> None:
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False, markup=False)
    console.print(Text(level_name(answer.level), style="bold"))
    if answer.urgency:
        console.print(_("See somebody %(when)s.") % {"when": urgency_name(answer.urgency)})
    _listed(console, _("Why"), [reason.text for reason in answer.reasons])
    _listed(console, _("First"), answer.do_first)
    _listed(console, _("Meanwhile"), answer.meanwhile)
    _listed(console, _("What your programme keeps to"), [one.text for one in answer.restrictions])
    _listed(
        console,
        _("What would change this"),
        [
            _("%(need)s. This opens: %(opens)s.")
            % {"need": one.need, "opens": "; ".join(dict.fromkeys(map(opens_name, one.opens)))}
            for one in answer.opens_with
        ],
    )
    if answer.letter:
        console.print()
        console.print(
            _("There is a letter to %(whom)s: --letter OUT.html writes it.") % {"whom": answer.letter.to}
        )


def _listed(console: Console, heading: str, lines: tuple[str, ...] | list[str]) -> None:
    from rich.padding import Padding
    from rich.text import Text

    if lines:
        console.print()
        console.print(Text(heading, style="bold"))
        for line in lines:
            console.print(Padding(Text(f"- {line}"), (0, 0, 0, 2), expand=False))
