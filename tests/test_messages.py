"""What people are told can be translated: the template for translators holds every text."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_the_template_for_translators_is_up_to_date() -> None:
    code = (
        "import sys; from importlib.machinery import SourceFileLoader; "
        f"sys.stdout.buffer.write(SourceFileLoader('messages', {str(ROOT / 'scripts' / 'messages')!r})"
        ".load_module().gathered().encode())"
    )
    run = subprocess.run([sys.executable, "-W", "ignore", "-B", "-c", code], capture_output=True, check=True)
    template = (ROOT / "src" / "retrowalk" / "locale" / "retrowalk.pot").read_text(encoding="utf-8")
    assert run.stdout.decode() == template, "run .venv/bin/python scripts/messages"
