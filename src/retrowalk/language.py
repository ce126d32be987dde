"""The language people are spoken to in: pages, sentences, charts and tables all take their words through here.

English until there is a translation, ``locale/<language>/LC_MESSAGES/retrowalk.mo``, for the language of the
environment. ``scripts/messages`` gathers what there is to translate.
"""

from __future__ import annotations

import gettext
from pathlib import Path

LOCALE = Path(__file__).parent / "locale"
translations = gettext.translation("retrowalk", LOCALE, fallback=True)
_ = translations.gettext
ngettext = translations.ngettext
