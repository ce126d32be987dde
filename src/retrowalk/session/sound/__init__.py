"""What a session sounds like: its sounds, its metronome, and the one track they make with a voice."""

from retrowalk.session.sound.earcons import earcon
from retrowalk.session.sound.encoding import Format, encode, format_of
from retrowalk.session.sound.track import RATE_HZ, RENDERER, Speaker, heard, render

__all__ = ["RATE_HZ", "RENDERER", "Format", "Speaker", "earcon", "encode", "format_of", "heard", "render"]
