"""The environment of the other toolboxes: .venv-peers, with the versions that peers.txt names."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

HERE = Path(__file__).parent
ENVIRONMENT = HERE.parent / ".venv-peers"
PYTHON = ENVIRONMENT / "bin" / "python"
VERSIONS = HERE / "peers.txt"
# What each is installed with besides its own dependencies.
WANTED = {
    "scikit-digital-health": ("scikit-digital-health", "pyarrow"),
    "mobgap": ("mobgap", "pyarrow", "scikit-learn"),
}


def ensure_peers(tell: Callable[[str], None]) -> dict[str, str]:
    """Makes the environment and installs what is missing in it.

    Args:
        tell: is told what is being done.

    Returns:
        For each toolbox that cannot be had here, why.
    """
    if not PYTHON.exists():
        tell(f"Making {ENVIRONMENT.name}")
        _succeeds([sys.executable, "-m", "venv", str(ENVIRONMENT)])
    out = {}
    for name, packages in WANTED.items():
        stamp = ENVIRONMENT / f"{name}.installed-for"
        if stamp.exists() and stamp.read_text() == VERSIONS.read_text():
            continue
        tell(f"Installing {name} (a minute or two)")
        why = _succeeds([*_installer(), "--constraint", str(VERSIONS), *packages])
        if why is None:
            stamp.write_text(VERSIONS.read_text())
        else:
            out[name] = (
                f"cannot be installed on Python {sys.version_info.major}.{sys.version_info.minor}: {why}"
            )
    return out


def _installer() -> list[str]:
    uv = shutil.which("uv")
    if uv:
        return [uv, "pip", "install", "--quiet", "--compile-bytecode", "--python", str(PYTHON)]
    return [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]


def _succeeds(command: Sequence[str]) -> str | None:
    """Runs a command; None, or the first error it gave."""
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if not done.returncode:
        return None
    lines = [line.strip() for line in done.stderr.splitlines() if line.strip()]
    errors = [line for line in lines if "error" in line.lower()]
    return (errors or lines[-1:] or [f"{command[0]} ended with {done.returncode}"])[0]
