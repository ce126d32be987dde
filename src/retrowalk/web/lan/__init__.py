"""Reaching the coach from a phone: HTTPS in the local network, and nothing to be had without pairing.

addresses.py     where this computer is reached
certificates.py  what it is known by
codes.py         the code that lets a phone in, once
door.py          all that an unpaired phone gets: the page to pair on
gate.py          stands before the listener: who is paired goes to the coach, everybody else to the door
lines.py         open WebSockets, shut when their phone is removed
"""

from __future__ import annotations

from dataclasses import dataclass

from retrowalk.store import Store
from retrowalk.web.lan.addresses import Address, local_name
from retrowalk.web.lan.certificates import Certificates
from retrowalk.web.lan.codes import Code, Codes
from retrowalk.web.lan.lines import Lines


@dataclass(frozen=True, eq=False)
class Lan:
    """The listener for the network, as the rest of the coach knows it.

    Attributes:
        addresses: of this computer, the likeliest first.
        port: at all of them.
        certificates: that it shows.
        names: that it may be called by, besides its addresses.
        codes: that let phones in.
        lines: WebSockets that are open now.
    """

    addresses: tuple[Address, ...]
    port: int
    certificates: Certificates
    names: frozenset[str]
    codes: Codes
    lines: Lines

    @property
    def urls(self) -> tuple[str, ...]:
        return tuple(
            f"https://{f'[{one}]' if one.version == 6 else one}:{self.port}" for one in self.addresses
        )

    def pairing_url(self, code: Code) -> str:
        """What the QR code holds. The code stands behind the #, which browsers send to nobody."""
        return f"{self.urls[0]}/pair#{code.text}"


def lan_of(store: Store, addresses: tuple[Address, ...], port: int, certificates: Certificates) -> Lan:
    """The listener's own things, over a store.

    Args:
        store: of the person whose phones may be paired.
        addresses, port: where it listens.
        certificates: that it shows.
    """
    name = local_name()
    return Lan(
        addresses,
        port,
        certificates,
        frozenset({name} if name else ()),
        Codes(store.clock),
        Lines(lambda: {one.id for one in store.devices.all()}),
    )
