"""Serving the coach to this computer."""

from __future__ import annotations

import contextlib
import socket
import sys
import threading
import webbrowser
from collections.abc import Iterator
from pathlib import Path

from retrowalk.errors import RetrowalkError

HOST = "127.0.0.1"
PORT = 8642
PORTS_TRIED = 50


class ServeError(RetrowalkError):
    """The coach cannot listen where it was asked to."""


def serve(host: str = HOST, port: int = PORT, open_browser: bool = False, home: Path | None = None) -> None:
    """Serves the coach until Ctrl-C.

    Args:
        host: the address to listen at.
        port: the port; if it is taken, the next free one.
        open_browser: open the coach once it answers.
        home: the data folder; None for RETROWALK_HOME or the user's own.

    Raises:
        ServeError: no port near the one asked for can be listened at.
        StoreError: the data folder cannot be used.
    """
    import uvicorn

    from retrowalk.web.app import create_app

    app = create_app(home)
    with listening(host, port) as listener:
        address = url_of(listener)
        config = uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=3, server_header=False)
        server = uvicorn.Server(config)
        _say(f"Retrowalk is at {address} (Ctrl-C ends it). Everything stays in {app.state.desk.store.home}.")
        if open_browser:
            # The socket listens already: a browser that is quicker than the server waits a moment.
            threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()
        with contextlib.suppress(KeyboardInterrupt):
            server.run(sockets=[listener])
    _say("Retrowalk has stopped.")


@contextlib.contextmanager
def listening(host: str, port: int) -> Iterator[socket.socket]:
    """A listening socket at the port, or at the next free one.

    Raises:
        ServeError: there is none, or the address is not one of this computer's.
    """
    problem: OSError | None = None
    for candidate in range(port, min(port + PORTS_TRIED, 65536)) if port else [0]:
        try:
            family, kind, _, _, address = socket.getaddrinfo(host, candidate, type=socket.SOCK_STREAM)[0]
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
            problem = error
            continue
        with listener:
            yield listener
        return
    raise ServeError(
        f"Could not listen at {host} on port {port} or the next {PORTS_TRIED - 1} "
        f"({problem.strerror if problem else 'no such port'})."
    )


def url_of(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    name = f"[{host}]" if ":" in host else host
    return f"http://{name}:{port}"


def _say(sentence: str) -> None:
    sys.stderr.write(sentence + "\n")
    sys.stderr.flush()
