"""What the user guide shows, runs."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from cli_running import frame
from retrowalk.simulate import Segment, simulate_walk

DOCS = Path(__file__).parents[1] / "docs"


def test_the_notebook_example_runs_as_it_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (example,) = re.findall(
        r"```python\n(.*?)```", (DOCS / "user-guide.md").read_text(encoding="utf-8"), re.DOTALL
    )
    scripts = {
        "forward.csv": [Segment("forward", 20)],
        "trial.csv": [Segment("forward", 15), Segment("stand", 4), Segment("backward", 20)],
    }
    for name, script in scripts.items():
        frame(simulate_walk(script, placement="foot").recording).write_csv(tmp_path / name)
    monkeypatch.chdir(tmp_path)
    found: dict[str, object] = {}
    exec(example, found)
    assert re.findall(r"forward|backward", capsys.readouterr().out) == ["forward", "backward"]
    assert found["strides"].height > 20  # type: ignore[attr-defined]


@pytest.mark.parametrize("page", ["user-guide.md", "cli.md"])
def test_every_link_leads_somewhere(page: str) -> None:
    text = (DOCS / page).read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#]+)\)", text):
        assert (DOCS / target).exists(), target


@pytest.mark.parametrize(("name", "word"), [("today", "invented"), ("walk", "simulated")])
def test_a_picture_in_the_readme_is_a_sharp_phone_page_and_light_to_load(name: str, word: str) -> None:
    readme = (DOCS.parent / "README.md").read_text(encoding="utf-8")
    (target, words) = re.findall(rf'<img src="(docs/images/{name}\.png)"[^>]* alt="([^"]+)"', readme)[0]
    picture = (DOCS.parent / target).read_bytes()
    assert picture.startswith(b"\x89PNG\r\n\x1a\n")
    assert int.from_bytes(picture[16:20], "big") == 780
    assert len(picture) < 250_000
    assert word in words
