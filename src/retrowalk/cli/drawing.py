"""Drawing charts in a process of its own, while this one still reads and computes.

What draws them takes most of a second to come up and lets nothing else run in its process meanwhile; a command that
draws a few charts at its end would wait for it. Run as a file, this is that process: a definition a line comes in, a
drawing a line goes out. It imports nothing of Retrowalk, so that it is ready early.
"""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from types import TracebackType

PATIENCE_S = 20.0


class Drawing:
    """The process. Where it cannot be had, nothing is drawn ahead, and nobody need know."""

    def __init__(self, fonts: str) -> None:
        self._process: subprocess.Popen[str] | None = None
        with contextlib.suppress(OSError):
            self._process = subprocess.Popen(  # noqa: S603 - this very file
                [sys.executable, "-I", __file__, fonts],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                text=True,
                encoding="utf-8",
            )

    def __enter__(self) -> Drawing:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            for pipe in (self._process.stdin, self._process.stdout):
                if pipe is not None:
                    pipe.close()

    def draw(self, definitions: Sequence[str]) -> Iterator[tuple[str, str]]:
        """Each definition with its drawing; fewer where something went wrong.

        Args:
            definitions: JSON, each without a line break.
        """
        if self._process is None:
            return
        try:
            # All in and all out at once: line by line, two full pipes would wait for each other.
            drawn, _said = self._process.communicate("".join(f"{one}\n" for one in definitions), PATIENCE_S)
        except (OSError, ValueError, subprocess.TimeoutExpired):
            return
        with contextlib.suppress(ValueError):
            for one, line in zip(definitions, drawn.splitlines(), strict=False):
                yield one, json.loads(line)


def _draw_for(fonts: str) -> None:
    import vl_convert

    vl_convert.register_font_directory(fonts)
    # The first drawing is the dear one.
    vl_convert.vegalite_to_svg({"data": {"values": [{}]}, "mark": "point"}, allowed_base_urls=[])
    for line in sys.stdin:
        sys.stdout.write(json.dumps(vl_convert.vegalite_to_svg(line, allowed_base_urls=[])) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    _draw_for(sys.argv[1])
