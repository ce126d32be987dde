"""May I, and how: Profile → Clearance."""

from retrowalk.screening.clearance import LEVELS, Clearance, Letter, Opening, Restriction
from retrowalk.screening.clearing import screen
from retrowalk.screening.profile import Profile

__all__ = ["LEVELS", "Clearance", "Letter", "Opening", "Profile", "Restriction", "screen"]
