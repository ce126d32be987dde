"""The places of the coach, as the navigation names them."""

from __future__ import annotations

from dataclasses import dataclass

from retrowalk.language import _


@dataclass(frozen=True, slots=True)
class Place:
    """One place.

    Attributes:
        path: where it is; what lies below it belongs to it.
        name: in the navigation.
        icon: of `parts.html`.
        below: other paths that belong to it.
    """

    path: str
    name: str
    icon: str
    below: tuple[str, ...] = ()

    def is_here(self, path: str) -> bool:
        if path == self.path:
            return True
        return any(
            path == one or path.startswith(f"{one}/") for one in (self.path, *self.below) if one != "/"
        )


def places() -> tuple[Place, ...]:
    """In the order of the navigation."""
    return (
        Place("/", _("Today"), "today", ("/start", "/today", "/clearance")),
        Place("/programme", _("Programme"), "programme", ("/profile",)),
        Place("/walks", _("Walks"), "walks"),
        Place("/progress", _("Progress"), "progress"),
        Place("/why", _("Why"), "why", ("/how-sure",)),
    )
