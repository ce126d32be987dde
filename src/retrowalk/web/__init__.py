"""The coach in a browser, served to this computer, and to paired phones where that is wished.

    from retrowalk.web import LanWish, serve

    serve(open_browser=True)   # http://127.0.0.1:8642, or the next free port
    serve(lan=LanWish())       # and over HTTPS at this computer's addresses in private networks

Thin shells over the store: `pages` and `api` answer requests, `guard` keeps other sites out, `lan` other devices,
`worker` analyses in the background, `views` turns documents into what templates show.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from retrowalk.web.app import create_app as create_app
    from retrowalk.web.serving import LanWish as LanWish
    from retrowalk.web.serving import serve as serve

# Commands that need the plan's desk and no server do not pay for the server.
_HOME_OF = {
    "LanWish": "retrowalk.web.serving",
    "create_app": "retrowalk.web.app",
    "serve": "retrowalk.web.serving",
}

__all__ = ["LanWish", "create_app", "serve"]


def __getattr__(name: str) -> object:
    if name in _HOME_OF:
        return getattr(import_module(_HOME_OF[name]), name)
    raise AttributeError(f"module 'retrowalk.web' has no attribute {name!r}")
