"""What is known: claims, studies, protocols, rulings and rules, each with an id, a source and a status."""

from retrowalk.evidence.reason import Ground, Reason

__all__ = ["Ground", "Reason"]
