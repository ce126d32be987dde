"""The code that pairs a phone: read off this computer's screen, typed or scanned on the phone."""

from __future__ import annotations

import hmac
import secrets
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

# Without what is read as something else: 0 and O, 1, I and L, U and V. 30 signs, eight of them: 39 bits.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 8
LASTS = timedelta(minutes=10)
WRONG_TRIES = 5
WITHIN = timedelta(minutes=1)

Answer = Literal["right", "wrong", "wait"]


@dataclass(frozen=True, slots=True)
class Code:
    """A code as it stands.

    Attributes:
        text: its eight signs, without the gap they are shown with.
        ends_at: when it is good no longer, in UTC.
    """

    text: str
    ends_at: datetime

    @property
    def shown(self) -> str:
        return f"{self.text[:4]}-{self.text[4:]}"


class Codes:
    """One code at a time, for ten minutes and one phone. Safe to use from several threads.

    Args:
        clock: gives the time now, in UTC.
    """

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._code: Code | None = None
        self._wrong: deque[datetime] = deque(maxlen=WRONG_TRIES)

    def new(self) -> Code:
        """A fresh code; the one before it is good no longer."""
        text = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
        with self._lock:
            self._code = Code(text, self._clock() + LASTS)
            return self._code

    def current(self) -> Code | None:
        """The code that is good now."""
        with self._lock:
            return self._good()

    def use(self, said: str) -> Answer:
        """Takes the code, if it is the right one.

        After five wrong ones within a minute nothing is looked at for a while, the right one neither: otherwise
        trying on would tell whether it was right.

        Args:
            said: as it was typed: small letters, gaps and hyphens do not matter.
        """
        text = "".join(said[:64].upper().split()).replace("-", "")
        with self._lock:
            now = self._clock()
            if len(self._wrong) == WRONG_TRIES and now - self._wrong[0] < WITHIN:
                return "wait"
            good = self._good()
            # Without a code there is one compared all the same, so that the time taken says nothing.
            right = hmac.compare_digest((good.text if good else "-" * LENGTH).encode(), text.encode())
            if good is None or not right:
                self._wrong.append(now)
                return "wrong"
            self._code = None
            return "right"

    def _good(self) -> Code | None:
        return self._code if self._code is not None and self._clock() < self._code.ends_at else None
