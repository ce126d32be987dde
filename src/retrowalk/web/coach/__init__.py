"""The coach of a session in a browser: player, sound, log, live direction, and where to carry the phone."""
