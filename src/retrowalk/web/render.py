"""Pages from templates."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from fastapi import Request
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse

from retrowalk import __version__
from retrowalk.gait.travel import COUNT_ONLY
from retrowalk.language import translations
from retrowalk.prescription import stopped_because
from retrowalk.prescription import words as plan
from retrowalk.reports import clock, duration_words, grounds
from retrowalk.reports.palette import PALETTES
from retrowalk.screening import words as health
from retrowalk.web import feedback_form, forms, ledger, static, views, words
from retrowalk.web.outcomes import entry_form
from retrowalk.web.outcomes import words as outcome_words
from retrowalk.web.places import places

THEMES = ("auto", "light", "dark")


@cache
def environment() -> Environment:
    env = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    env.install_gettext_translations(translations, newstyle=True)  # type: ignore[attr-defined]
    env.globals.update(
        version=__version__,
        static=static.url,
        vega_url=static.vega_url,
        placements=words.placements,
        directions=words.directions,
        grounds_of_directions=words.grounds_of_directions,
        grounds=grounds,
        grounds_of_themes={name: palette.ground for name, palette in PALETTES.items()},
        strip=views.strip,
        said_of=views.said_of,
        can_say=views.can_say,
        counting_only=COUNT_ONLY,
        places=places,
        outcomes=outcome_words,
        units=entry_form.units,
        plan=plan,
        stopped_because=stopped_because,
        session_spans=views.session_spans,
        disagreements=views.disagreements,
        grounds_of=ledger.grounds_of,
        name_of=ledger.name_of,
        rule_text=ledger.rule_text,
        ledger=ledger,
        bearings=words.bearings,
        sites=lambda: health.PAIN_SITES,
        role_name=words.role,
        urgent=words.urgent,
        fractions=feedback_form.fractions,
        as_recorded=feedback_form.as_recorded,
        symptoms=lambda: health.SYMPTOMS,
        grouped=forms.grouped,
        examples=forms.examples,
    )
    env.filters.update(
        clock=clock,
        lasting=duration_words,
        moment=words.moment,
        title_of=words.title,
        placed=words.placed,
        percent=words.percent,
        kmh=words.kmh,
        metres=words.metres,
        seconds=words.seconds,
        count=words.count,
        day=words.day,
        short_day=words.short_day,
        week_dates=words.week_dates,
        capitalize_first=words.capitalized,
    )
    return env


def page(request: Request, template: str, *, status: int = 200, **shown: Any) -> HTMLResponse:
    """A page.

    Args:
        request: that asked for it; its cookie says which theme.
        template: in `templates/`.
        status: of the answer.
        shown: what the template needs.
    """
    theme = request.cookies.get("theme", "auto")
    text = (
        environment()
        .get_template(template)
        .render(
            theme=theme if theme in THEMES else "auto",
            path=request.url.path,
            # The page says which day it is of: it may be looked at later, where there is no connection.
            day=request.app.state.desk.plan.today(),
            **shown,
        )
    )
    return HTMLResponse(text, status_code=status)
