"""The coach in a browser, served to this computer, and to paired phones where that is wished.

    from retrowalk.web import LanWish, serve

    serve(open_browser=True)   # http://127.0.0.1:8642, or the next free port
    serve(lan=LanWish())       # and over HTTPS at this computer's addresses in private networks

Thin shells over the store: `pages` and `api` answer requests, `guard` keeps other sites out, `lan` other devices,
`worker` analyses in the background, `views` turns documents into what templates show.
"""

from retrowalk.web.app import create_app
from retrowalk.web.serving import LanWish, serve

__all__ = ["LanWish", "create_app", "serve"]
