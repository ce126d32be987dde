"""The package as a whole: what is public, and what importing it costs."""

from __future__ import annotations

import subprocess
import sys

import retrowalk


def test_every_public_name_exists() -> None:
    for name in retrowalk.__all__:
        assert getattr(retrowalk, name) is not None


def test_importing_the_package_brings_no_heavy_library() -> None:
    heavy = ("numpy", "polars", "pydantic", "fastapi")
    code = f"import sys, retrowalk; print([m for m in {heavy} if m in sys.modules])"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "[]"
