"""Where other devices in the same house reach this computer."""

from __future__ import annotations

import contextlib
import ipaddress
import re
import socket
from collections.abc import Iterator

from retrowalk.errors import RetrowalkError

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network

PRIVATE: tuple[Network, ...] = tuple(
    ipaddress.ip_network(one)
    for one in (
        "10.0.0.0/8",
        "172.16.0.0/12",
        "192.168.0.0/16",
        "169.254.0.0/16",  # without a router; the same range of IPv6 needs a zone, which no address bar takes
        "100.64.0.0/10",  # shared by a provider's customers, and by private networks laid over the internet
        "fc00::/7",
    )
)
"""Networks whose addresses nobody reaches from the internet."""

# One address in each private network and two beyond all of them: asked for the way there, the system says which
# of its own addresses it would set out from. Nothing is sent. The first is the way out, and so the Wi-Fi.
_FAR = (
    "192.0.2.1",
    "192.168.254.254",
    "10.254.254.254",
    "172.31.254.254",
    "169.254.254.254",
    "2001:db8::1",
    "fd00:ffff::1",
)


class AddressError(RetrowalkError):
    """This computer cannot be reached where it was asked to be."""


def addresses_of_this_computer(named: str | None = None) -> tuple[Address, ...]:
    """The addresses to be reached at, the likeliest one first.

    Args:
        named: the one that was asked for; whatever network it is in.

    Raises:
        AddressError: it is no address, or none was found in a private network.
    """
    if named is not None:
        try:
            address = ipaddress.ip_address(named.strip("[]"))
        except ValueError as problem:
            raise AddressError(
                f"“{named[:80]}” is no address; --lan-host takes one of this computer's, such as 192.168.1.7."
            ) from problem
        if address.is_unspecified:  # listens on all there are, the internet's too, and no phone can call it
            raise AddressError(
                f"“{named}” is no one address, and no phone can call it; --lan-host takes one of this computer's, "
                "such as 192.168.1.7."
            )
        return (address,)
    found = tuple(dict.fromkeys(one for one in _found() if is_private(one)))
    if not found:
        raise AddressError(
            "No address of a local network was found. Connect this computer to the Wi-Fi that the phone is in, "
            "or name the address with --lan-host."
        )
    return found


def is_private(address: Address) -> bool:
    return any(address in network for network in PRIVATE if network.version == address.version)


def local_name() -> str | None:
    """The name that this computer calls itself by in its network, such as ``desk.local``."""
    name = socket.gethostname().split(".")[0].lower()
    return f"{name}.local" if re.fullmatch(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?", name) else None


def _found() -> Iterator[Address]:
    for far in _FAR:
        family = socket.AF_INET6 if ":" in far else socket.AF_INET
        # No way there, no IPv6 at all, or a broadcast address: then this one says nothing.
        with contextlib.suppress(OSError), socket.socket(family, socket.SOCK_DGRAM) as asking:
            asking.connect((far, 9))
            yield ipaddress.ip_address(asking.getsockname()[0].split("%")[0])
    with contextlib.suppress(OSError):
        for *_, place in socket.getaddrinfo(socket.gethostname(), None, type=socket.SOCK_STREAM):
            with contextlib.suppress(ValueError):
                yield ipaddress.ip_address(str(place[0]).split("%")[0])
