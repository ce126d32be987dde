"""Recordings on disk, and the command as its user meets it."""

from __future__ import annotations

import pytest

from cli_running import Command, Ended, Files, frame
from retrowalk.cli import run
from retrowalk.simulate import Segment, simulate_walk


@pytest.fixture
def retrowalk(capsys: pytest.CaptureFixture[str]) -> Command:
    """Runs the command in this process."""

    def command(*arguments: object) -> Ended:
        code = run([str(argument) for argument in arguments])
        printed = capsys.readouterr()
        return Ended(code, printed.out, printed.err)

    return command


@pytest.fixture(scope="session")
def files(tmp_path_factory: pytest.TempPathFactory) -> Files:
    folder = tmp_path_factory.mktemp("walks")
    made = {
        "forward": [Segment("stand", 3), Segment("forward", 25), Segment("stand", 3)],
        "mixed": [
            Segment("stand", 3),
            Segment("forward", 20),
            Segment("stand", 5),
            Segment("backward", 25),
            Segment("stand", 3),
        ],
    }
    for name, script in made.items():
        walk = simulate_walk(script, placement="foot", mounting=(0.2, 0.1, 1.0), seed=1)
        table = frame(walk.recording, placement="foot", side="right", simulated="true")
        table.write_csv(folder / f"{name}.csv")
    x, y, z = walk.truth.facing
    return Files(folder / "forward.csv", folder / "mixed.csv", f"{x:.5f},{y:.5f},{z:.5f}")
