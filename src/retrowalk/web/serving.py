"""Serving the coach: to this computer, and where that is wished to phones in the same network."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import ipaddress
import socket
import sys
import threading
import webbrowser
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from retrowalk.errors import RetrowalkError

if TYPE_CHECKING:
    import ssl

    import uvicorn
    from fastapi import FastAPI
    from starlette.types import ASGIApp

    from retrowalk.web.lan import Lan
    from retrowalk.web.lan.addresses import Address
    from retrowalk.web.lan.certificates import Certificates

HOST = "127.0.0.1"
PORT = 8642
LAN_PORT = 8643
PORTS_TRIED = 50


class ServeError(RetrowalkError):
    """The coach cannot listen where it was asked to."""


@dataclass(frozen=True, slots=True)
class LanWish:
    """That phones are to reach the coach, too.

    Attributes:
        host: the one address to be reached at; None for all that this computer has in private networks.
        port: at these; if it is taken, the next free one.
    """

    host: str | None = None
    port: int = LAN_PORT


def serve(
    host: str = HOST,
    port: int = PORT,
    open_browser: bool = False,
    home: Path | None = None,
    lan: LanWish | None = None,
) -> None:
    """Serves the coach until Ctrl-C.

    Args:
        host: the address to listen at; one that only this computer reaches.
        port: the port; if it is taken, the next free one.
        open_browser: open the coach once it answers.
        home: the data folder; None for RETROWALK_HOME or the user's own.
        lan: let paired phones in, over HTTPS; None for this computer alone.

    Raises:
        ServeError: no port near the one asked for can be listened at, or others would reach it without pairing.
        AddressError: no address in a local network was found.
        CertificateError: the certificates cannot be used.
        StoreError: the data folder cannot be used.
    """
    from retrowalk.web.app import create_app
    from retrowalk.web.warming import warm

    with contextlib.ExitStack() as until_the_end:
        listener = until_the_end.enter_context(listening(host, port))
        if not ipaddress.ip_address(listener.getsockname()[0].split("%")[0]).is_loopback:
            raise ServeError(
                f"At {host} everybody in the network could read your walks. Use retrowalk serve --lan instead: "
                "it lets in paired phones only."
            )
        phones = until_the_end.enter_context(_for_phones(lan, home)) if lan else None
        app = create_app(home)
        address = url_of(listener)
        _say(f"Retrowalk is at {address} (Ctrl-C ends it). Everything stays in {app.state.desk.store.home}.")
        warm(app.state.desk.store)
        network = None
        if phones:
            network = _network(app, phones)
            _say(words_for_phones(app.state.lan, address))
        if open_browser:
            # The socket listens already: a browser that is quicker than the server waits a moment.
            threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()
        with contextlib.suppress(KeyboardInterrupt):
            if phones and network:
                asyncio.run(_both(_server(app), [listener], network, phones.sockets))
            else:
                _server(app).run(sockets=[listener])
    _say("Retrowalk has stopped.")


@dataclass(frozen=True, slots=True)
class _Phones:
    """The listener for phones, before there is a coach for it."""

    addresses: tuple[Address, ...]
    sockets: list[socket.socket]
    certificates: Certificates
    context: ssl.SSLContext


@contextlib.contextmanager
def _for_phones(lan: LanWish, home: Path | None) -> Iterator[_Phones]:
    from retrowalk.store import data_home
    from retrowalk.web.lan.addresses import addresses_of_this_computer, local_name
    from retrowalk.web.lan.certificates import certificates

    addresses = addresses_of_this_computer(lan.host)
    with _listening([str(one) for one in addresses], lan.port) as sockets:
        made = certificates(home or data_home(), addresses, local_name(), datetime.now(UTC))
        yield _Phones(addresses, sockets, made, made.context())


def _network(app: FastAPI, phones: _Phones) -> uvicorn.Server:
    """The server for phones: the same coach, behind its gate."""
    from retrowalk.web.lan import lan_of
    from retrowalk.web.lan.gate import Gate

    store = app.state.desk.store
    app.state.lan = lan_of(store, phones.addresses, phones.sockets[0].getsockname()[1], phones.certificates)
    gate = Gate(app, app.state.lan, store)
    return _server(gate, lifespan="off", ssl_context_factory=lambda _config, _usual: phones.context)


def _server(app: ASGIApp, **more: Any) -> uvicorn.Server:
    import uvicorn

    # No proxy stands before us: what X-Forwarded-… says is a stranger's word.
    config = uvicorn.Config(
        app,
        log_level="warning",
        timeout_graceful_shutdown=3,
        server_header=False,
        proxy_headers=False,
        **more,
    )
    return uvicorn.Server(config)


async def _both(
    main: uvicorn.Server,
    main_sockets: list[socket.socket],
    network: uvicorn.Server,
    network_sockets: list[socket.socket],
) -> None:
    """Two servers in one loop. The one for phones begins second and ends first, so that the coach, which the
    other starts and ends, is there for as long as either is. A signal reaches it first, too, and then the other:
    each server hands on what it caught."""
    running = asyncio.create_task(main.serve(main_sockets))
    while not main.started and not running.done():
        await asyncio.sleep(0.01)
    if not running.done():
        await network.serve(network_sockets)
        main.should_exit = True
    await running


@contextlib.contextmanager
def listening(host: str, port: int) -> Iterator[socket.socket]:
    """A listening socket at the port, or at the next free one.

    Raises:
        ServeError: there is none, or the address is not one of this computer's.
    """
    with _listening([host], port) as sockets:
        yield sockets[0]


@contextlib.contextmanager
def _listening(hosts: Sequence[str], port: int) -> Iterator[list[socket.socket]]:
    """Listening sockets at each address and one port, or at the next that is free at all of them."""
    problem: OSError | None = None
    for candidate in range(port, min(port + PORTS_TRIED, 65536)) if port else [0]:
        with contextlib.ExitStack() as opened:
            sockets: list[socket.socket] = []
            try:
                for host in hosts:
                    taken = sockets[0].getsockname()[1] if sockets else candidate
                    sockets.append(opened.enter_context(_bound(host, taken)))
            except OSError as error:
                problem = error
                continue
            yield sockets
            return
    raise ServeError(
        f"Could not listen at {' and '.join(hosts)} on port {port} or the next {PORTS_TRIED - 1} "
        f"({problem.strerror if problem else 'no such port'})."
    )


def _bound(host: str, port: int) -> socket.socket:
    try:
        family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listener = socket.socket(family, kind)
    except OSError as error:
        raise ServeError(
            f"“{host}” is not an address this computer has ({error.strerror or error})."
        ) from error
    try:
        if sys.platform != "win32":
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(128)
    except OSError as error:
        listener.close()
        if error.errno == errno.EADDRNOTAVAIL:
            raise ServeError(f"“{host}” is not an address this computer has ({error.strerror}).") from error
        raise
    return listener


def url_of(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    name = f"[{host}]" if ":" in host else host
    return f"http://{name}:{port}"


def words_for_phones(lan: Lan, address: str) -> str:
    """What the terminal says for those who hold a phone before it.

    Args:
        lan: the listener for phones.
        address: of the coach on this computer.
    """
    from retrowalk.web.lan.qr import as_text

    code = lan.codes.new()
    lines = [
        "",
        f"On your phone, in the same Wi-Fi: {lan.urls[0]}/pair",
        *(f"  or: {url}/pair" for url in lan.urls[1:]),
        f"Pairing code: {code.shown} (for one phone, within 10 minutes; another: {address}/devices)",
        *as_text(lan.pairing_url(code), sys.stderr),
        "The phone warns before the first page, as nobody else knows this computer's certificate. The SHA-256",
        f"fingerprint of its authority, “{lan.certificates.name}”, to compare before you trust it:",
        f"  {lan.certificates.fingerprint[:47]}",
        f"  {lan.certificates.fingerprint[48:]}",
    ]
    return "\n".join(lines)


def _say(sentence: str) -> None:
    sys.stderr.write(sentence + "\n")
    sys.stderr.flush()
