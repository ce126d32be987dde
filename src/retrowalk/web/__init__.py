"""The coach in a browser, served to this computer alone.

    from retrowalk.web import serve

    serve(open_browser=True)   # http://127.0.0.1:8642, or the next free port

Thin shells over the store: `pages` and `api` answer requests, `guard` keeps other sites out, `worker` analyses in
the background, `views` turns documents into what templates show.
"""

from retrowalk.web.app import create_app
from retrowalk.web.serving import serve

__all__ = ["create_app", "serve"]
