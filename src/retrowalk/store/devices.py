"""The phones that may use this coach over the network."""

from __future__ import annotations

import hashlib
import secrets
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, insert, select, update

from retrowalk.errors import NotThereError
from retrowalk.store.schema import device

if TYPE_CHECKING:
    from retrowalk.store.store import Store

PAIRED_FOR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Device:
    """A paired phone.

    Attributes:
        name: in plain words, such as ``iPhone, Safari``.
        seen_at: when it last asked for something; None before it did.
    """

    id: str
    name: str
    paired_at: datetime
    seen_at: datetime | None


class Devices:
    """The paired phones of one person.

    A phone is known by a token that it alone has: kept here is its SHA-256, so that who reads the database
    cannot pass for the phone.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def pair(self, name: str) -> tuple[Device, str]:
        """Takes a phone in.

        Args:
            name: what it is called in the list.

        Returns:
            the phone, and the token that it is to show from now on.
        """
        token = secrets.token_urlsafe(32)
        new = Device(uuid.uuid4().hex, name, self._store.clock(), None)
        with self._store.writing() as db:
            db.execute(
                insert(device).values(
                    id=new.id,
                    person_id=self._store.person.id,
                    name=name,
                    token_sha256=_sha256(token),
                    paired_at=new.paired_at,
                )
            )
        return new, token

    def of_token(self, token: str) -> Device | None:
        """The phone that shows this token; None where there is none, or it was removed, or a year has passed."""
        with self._store.reading() as db:
            row = db.execute(
                select(device).where(*self._paired(), device.c.token_sha256 == _sha256(token))
            ).first()
        return None if row is None else Device(row.id, row.name, row.paired_at, row.seen_at)

    def all(self) -> tuple[Device, ...]:
        """The phones that are paired now, the latest first."""
        with self._store.reading() as db:
            rows = db.execute(
                select(device).where(*self._paired()).order_by(device.c.paired_at.desc(), device.c.id)
            )
            return tuple(Device(row.id, row.name, row.paired_at, row.seen_at) for row in rows)

    def seen(self, device_id: str) -> None:
        """Notes that a phone was here."""
        with self._store.writing() as db:
            db.execute(
                update(device)
                .where(device.c.id == device_id, device.c.person_id == self._store.person.id)
                .values(seen_at=self._store.clock())
            )

    def revoke(self, device_id: str) -> None:
        """Lets a phone in no longer.

        Raises:
            NotThereError: no such phone is paired.
        """
        with self._store.writing() as db:
            gone = db.execute(
                update(device)
                .where(*self._paired(), device.c.id == device_id)
                .values(revoked_at=self._store.clock())
            )
        if not gone.rowcount:
            raise NotThereError("This phone is not paired (any more).")

    def _paired(self) -> tuple[ColumnElement[bool], ...]:
        return (
            device.c.person_id == self._store.person.id,
            device.c.revoked_at.is_(None),
            device.c.paired_at > self._store.clock() - PAIRED_FOR,
        )


def _sha256(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
