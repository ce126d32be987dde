"""Single keys from the terminal, without waiting for Enter; where there is no terminal, none ever come."""

from __future__ import annotations

import contextlib
import os
import re
import select
import sys
import time
from collections.abc import Iterator


class Keys:
    """Where no terminal is: nothing is pressed."""

    listening = False

    def wait(self, seconds: float) -> str | None:
        """The next key, or None when the time is over.

        Args:
            seconds: at most.
        """
        time.sleep(seconds)
        return None


_ESCAPES = re.compile(rb"\x1b(\[[0-?]*[ -/]*[@-~]|O.|.)?", re.DOTALL)
"""Arrows and function keys are several bytes, and none of ours."""


class TerminalKeys(Keys):
    """Keys of the terminal that is standard input, already set to give them one by one."""

    listening = True

    def __init__(self) -> None:
        self._pressed: list[str] = []

    def wait(self, seconds: float) -> str | None:
        if not self._pressed and select.select([sys.stdin], [], [], seconds)[0]:
            read = os.read(sys.stdin.fileno(), 64)
            if not read:  # the terminal has gone
                time.sleep(seconds)
            self._pressed += _ESCAPES.sub(b"", read).decode(errors="ignore").lower()
        return self._pressed.pop(0) if self._pressed else None


@contextlib.contextmanager
def listening() -> Iterator[Keys]:
    """The keys, for as long as it lasts; the terminal is left as it was."""
    try:
        import termios
        import tty
    except ImportError:  # Windows
        yield Keys()
        return
    if not sys.stdin.isatty():
        yield Keys()
        return
    before = termios.tcgetattr(sys.stdin)
    try:
        # Ctrl-C stays what it is.
        tty.setcbreak(sys.stdin)
        yield TerminalKeys()
    finally:
        termios.tcsetattr(sys.stdin, termios.TCSADRAIN, before)
