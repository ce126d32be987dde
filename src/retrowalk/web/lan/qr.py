"""The pairing address as a QR code: for the page, and for the terminal."""

from __future__ import annotations

from typing import TextIO

from markupsafe import Markup

QUIET = 4  # modules of white around it, which cameras need


def as_svg(address: str) -> Markup:
    """An inline picture without style of its own, as the content policy wants it. Black on white in the dark, too.

    Args:
        address: what it holds.
    """
    import segno

    rows = [list(row) for row in segno.make(address, error="m").matrix]
    side = len(rows) + 2 * QUIET
    dark = "".join(
        f"M{x + QUIET} {y + QUIET}h1v1h-1z" for y, row in enumerate(rows) for x, on in enumerate(row) if on
    )
    return Markup(  # noqa: S704 (numbers of ours alone)
        f'<svg class="qr" viewBox="0 0 {side} {side}" aria-hidden="true" focusable="false" '
        f'shape-rendering="crispEdges"><rect width="{side}" height="{side}" fill="#fff"/>'
        f'<path d="{dark}" fill="#000"/></svg>'
    )


def as_text(address: str, terminal: TextIO) -> list[str]:
    """Lines of half blocks; none for a terminal that cannot show them.

    Args:
        address: what it holds.
        terminal: where they are to be written.
    """
    import segno

    rows = [[bool(on) for on in row] for row in segno.make(address, error="l").matrix_iter(border=2)]
    if len(rows) % 2:
        rows.append([False] * len(rows[0]))
    # Light modules are the ink, as most terminals are dark; a real one is told the colours as well.
    signs = {(False, False): "█", (False, True): "▀", (True, False): "▄", (True, True): " "}
    lines = [
        "".join(signs[pair] for pair in zip(upper, lower, strict=True))
        for upper, lower in zip(rows[::2], rows[1::2], strict=True)
    ]
    try:
        "".join(lines).encode(terminal.encoding or "ascii")
    except UnicodeEncodeError:
        return []
    if terminal.isatty():
        lines = [f"\033[97;40m{line}\033[0m" for line in lines]
    return ["", *lines, ""]
