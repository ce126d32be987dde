"""Style, scripts, fonts and the chart library, each under an address that changes with its content."""

from __future__ import annotations

import hashlib
import threading
from functools import cache
from pathlib import Path

from starlette.responses import FileResponse, Response

from retrowalk.errors import NotThereError
from retrowalk.reports.palette import PALETTES, Palette

FOLDER = Path(__file__).parent / "static"
FOR_EVER = {"Cache-Control": "public, max-age=31536000, immutable"}
TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".woff2": "font/woff2",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".txt": "text/plain; charset=utf-8",
}


@cache
def files() -> dict[str, Path]:
    """The files we serve, by their path below ``static/``: nothing else can be asked for."""
    return {
        path.relative_to(FOLDER).as_posix(): path
        for path in sorted(FOLDER.rglob("*"))
        if path.is_file() and path.suffix in TYPES
    }


@cache
def version() -> str:
    """Changes whenever any of the files does: one prefix for all, so that modules can import each other."""
    digest = hashlib.sha256(palette_css().encode())
    for name, path in files().items():
        digest.update(name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def url(name: str) -> str:
    return f"/static/{version()}/{name}"


def vega_url() -> str:
    return f"/static/vega-{_vega_version()}.js"


def respond(name: str, asked: str | None = None) -> Response:
    """
    Args:
        name: of the file.
        asked: the version of all files that the address names; None where it names none.

    Raises:
        NotThereError: no such file, or it is of another version: a page must not mix old with new.
    """
    if asked not in (None, version()):
        raise NotThereError("This file has changed since; load the page anew.")
    if name == "palette.css":
        return Response(palette_css(), media_type=TYPES[".css"], headers=FOR_EVER)
    path = files().get(name)
    if path is None:
        raise NotThereError("There is no such file here.")
    return FileResponse(path, media_type=TYPES[path.suffix], headers=FOR_EVER)


@cache
def palette_css() -> str:
    """The colours of charts and terminal as custom properties, for the light and the dark scheme."""
    light, dark = _properties(PALETTES["light"]), _properties(PALETTES["dark"])
    return (
        f':root,:root[data-theme="light"]{{color-scheme:light;{light}}}\n'
        f'@media (prefers-color-scheme:dark){{:root:not([data-theme="light"]){{color-scheme:dark;{dark}}}}}\n'
        f':root[data-theme="dark"]{{color-scheme:dark;{dark}}}\n'
        f"@media print{{:root:root:root{{color-scheme:light;{light}}}}}\n"
    )


def _properties(palette: Palette) -> str:
    return "".join(f"--{name}:{getattr(palette, name)};" for name in palette.__slots__)


_making = threading.Lock()


def vega(home: Path) -> Path:
    """The chart library as one ES module: made of what vl-convert carries, once per version, kept in the data folder.

    Args:
        home: the data folder.
    """
    path = home / "cache" / f"vega-{_vega_version()}.js"
    with _making:
        if not path.is_file():
            import vl_convert

            from retrowalk.store.folder import disk_errors

            code = vl_convert.javascript_bundle("export { vegaEmbed };")
            with disk_errors("the chart library", home):
                path.parent.mkdir(parents=True, exist_ok=True)
                part = path.with_suffix(".part")
                part.write_text(code, encoding="utf-8")
                part.replace(path)
    return path


@cache
def _vega_version() -> str:
    from importlib.metadata import version

    return version("vl-convert-python")
