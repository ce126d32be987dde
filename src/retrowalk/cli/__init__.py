"""The coach in a terminal: the command ``retrowalk``."""

from retrowalk.cli.running import main, run

__all__ = ["main", "run"]
