"""A walk as one HTML file: to keep, to send, to print; it needs nothing else and asks nobody for anything."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, cast

from retrowalk.language import _, translations
from retrowalk.reports.asked import asked_sentences
from retrowalk.reports.charts import chart_svg
from retrowalk.reports.contract import FailedSource, WalkDocument
from retrowalk.reports.envelope import Envelope
from retrowalk.reports.grounds import grounds
from retrowalk.reports.palette import PALETTES
from retrowalk.reports.sentences import duration_words, walk_summary_sentences, walk_titles
from retrowalk.reports.timeline import clock, timeline_chart

if TYPE_CHECKING:
    from jinja2 import Template

# Plot widths for a desk and for a phone: the page shows the one that fits, so that words stay legible.
WIDTHS = {"wide": 840, "narrow": 285}
# A day's strides would make a page that no phone opens; the whole table is what --strides is for.
STRIDES_SHOWN = 2000


def walk_page(document: Mapping[str, object], envelope: Envelope) -> str:
    """One walk as a self-contained, accessible HTML page, light and dark.

    Args:
        document: a ``retrowalk.walk/1`` object.
        envelope: of the same recording, from ``signal_envelope``.
    """
    return walks_page([(document, envelope)])


def walks_page(
    walks: Sequence[tuple[Mapping[str, object], Envelope]], errors: Sequence[FailedSource] = ()
) -> str:
    """Several walks, one after the other, as one such page.

    Args:
        walks: ``retrowalk.walk/1`` objects, each with its envelope; at least one.
        errors: what could not be used, and why.
    """
    titles = walk_titles([document for document, _envelope in walks])
    shown = [
        _shown(cast(WalkDocument, document), envelope, title)
        for (document, envelope), title in zip(walks, titles, strict=True)
    ]
    return _template().render(
        walks=shown,
        errors=errors,
        title=shown[0]["title"] if len(shown) == 1 else _("{n} walks").format(n=len(shown)),
        version=cast(WalkDocument, walks[0][0])["retrowalk_version"],
        light=PALETTES["light"],
        dark=PALETTES["dark"],
        strides_shown=STRIDES_SHOWN,
    )


def _shown(walk: WalkDocument, envelope: Envelope, title: str) -> dict[str, Any]:
    first, *others = walk_summary_sentences(walk, can_choose=False)
    if walk["source"]["simulated"]:
        # The page says it in a banner above all else.
        first, *others = others
    return {
        **walk,
        "title": title,
        "facts": _facts(walk),
        "lead": first,
        "sentences": [*others, *asked_sentences(walk)],
        "figures": _figures(walk),
        "trust": _trust(walk),
        "pictures": [
            {"theme": theme, "width": name, "svg": chart_svg(timeline_chart(walk, envelope, theme, width))}
            for theme in PALETTES
            for name, width in WIDTHS.items()
        ],
    }


def _facts(walk: WalkDocument) -> list[tuple[str, str]]:
    source = walk["source"]
    worn = " ".join(word for word in (source["side"], source["placement"]) if word)
    facts = [(_("File"), source["file"]), (_("Sensor worn"), worn if worn != "unknown" else _("not known"))]
    if source.get("subject"):
        facts.append((_("Person"), str(source.get("subject"))))
    if source["started_at"]:
        facts.append((_("Began"), source["started_at"].replace("T", " ").replace("Z", " UTC")))
    facts.append((_("Recorded"), duration_words(source["duration_s"])))
    if source["rate_hz"]:
        facts.append((_("Sampling"), _("{rate:.0f} a second").format(rate=source["rate_hz"])))
    return facts


def _trust(walk: WalkDocument) -> list[tuple[str, str]]:
    basis = {
        "calibration": _("the way your body faced was learnt from forward walking"),
        "declared": _("the way your body faced was given with the recording"),
        "confirmed": _("you said which way was forward"),
        "none": _("nothing says which way your body faced, so no direction is claimed"),
    }[walk["direction"]["basis"]]
    stands = grounds(walk)
    return [
        (
            _("Direction"),
            _("{basis}; with a sensor worn so: {grounds}").format(
                basis=basis, grounds=stands["direction"][0]
            ),
        ),
        (_("Steps"), stands["steps"][0]),
        (_("Speed and distance"), stands["speed"][0]),
    ]


def _figures(walk: WalkDocument) -> list[dict[str, Any]]:
    summary = walk["summary"]
    cadence, speed, distance = summary["cadence_spm"], summary["speed_mps"], summary["distance_m"]
    rows: list[dict[str, Any]] = [
        {
            "direction": "forward",
            "seconds": summary["forward_s"],
            "steps": summary["forward_steps"],
            "cadence": cadence["forward"],
            "speed": speed["forward"],
            "distance": distance["forward"],
        },
        {
            "direction": "backward",
            "seconds": summary["backward_s"],
            "steps": summary["backward_steps"],
            "cadence": cadence["backward"],
            "speed": speed["backward"],
            "distance": distance["backward"],
        },
        {"direction": "unknown", "seconds": summary["unknown_s"]},
    ]
    return [row for row in rows if row["seconds"] > 0]


@cache
def _template() -> Template:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("retrowalk.reports", "."),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    environment.install_gettext_translations(translations, newstyle=True)  # type: ignore[attr-defined]
    environment.filters.update(
        clock=clock, words=duration_words, figure=_figure, percent=_percent, tied=_tied
    )
    return environment.get_template("page.html.jinja")


def _figure(value: float | None, decimals: int = 2) -> str:
    return "–" if value is None else f"{value:.{decimals}f}"


def _tied(text: str) -> str:
    """Numbers and their units stay on one line."""
    return re.sub(r"(\d) (?=(?:h|min|s|%|km/h)\b|%)", "\\1\u00a0", text)


def _percent(probability: float | None) -> str:
    return "–" if probability is None else f"{min(99, round(100 * probability))} %"
