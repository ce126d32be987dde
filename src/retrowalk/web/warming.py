"""Getting ready while the browser opens: what the first page would otherwise wait for."""

from __future__ import annotations

import logging
import threading

from retrowalk.store import Store

log = logging.getLogger(__name__)


def warm(store: Store) -> threading.Thread:
    """Reads and imports in the background what the pages of somebody who has been here for a while begin with.

    Nothing is kept but in memory: what the days did to a programme is worked out, and saved, when it is looked at.

    Args:
        store: of the coach.

    Returns:
        the thread that does it.
    """
    thread = threading.Thread(target=_warm, args=(store,), daemon=True, name="warming")
    thread.start()
    return thread


def _warm(store: Store) -> None:
    from retrowalk import evidence

    try:
        if store.plans.programme() is None:
            return
        evidence.all_ids()
        if store.outcomes.results():
            from retrowalk.outcomes.progress import progress
            from retrowalk.store.person_record import person_record

            progress(person_record(store, store.clock().astimezone().date()))
    except Exception:
        # Ended in the middle, or something that its page will say better.
        log.debug("could not get ready", exc_info=True)
