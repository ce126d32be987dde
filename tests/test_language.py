"""One set of texts: a translation of it reaches the pages, the sentences, the chart and the terminal alike."""

from __future__ import annotations

import subprocess
import sys

CODE = """
from datetime import date
import gettext

class Quoted(gettext.NullTranslations):
    def gettext(self, text):
        return f"«{text}»"

gettext.translation = lambda domain, *_, **__: Quoted() if domain == "retrowalk" else None

from retrowalk.cli.table import NAMES
from retrowalk.reports import LIGHT, duration_words, timeline_chart
from retrowalk.reports.page import _template
from retrowalk.web.render import environment
from retrowalk.web.words import directions

source = {"duration_s": 5.0, "simulated": True}
document = {"source": source, "bouts": [], "summary": {"steps": 0}}
envelope = {"bucket_s": 1.0, "low": [0.0], "high": [1.0]}
print(NAMES["forward"])
print(duration_words(5))
print(timeline_chart(document, envelope)["description"])
print(_template().render(walks=[], errors=[{"error": "x"}], title="", version="1", light=LIGHT, dark=LIGHT))
print(directions()["forward"])
print(environment().get_template("problem.html").render(
    theme="auto", path="/", day=date(2026, 11, 23), sentence=""
))
"""


def test_a_translation_reaches_every_room() -> None:
    run = subprocess.run([sys.executable, "-X", "utf8", "-c", CODE], capture_output=True, check=False)
    said = run.stdout.decode()
    for text in (
        "«forward»",
        "«5 s»",
        "«Timeline of the walk.»",
        "«What could not be used»",
        "«Forward»",
        "«Light»",
    ):
        assert text in said, (text, said, run.stderr.decode())
