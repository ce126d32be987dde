"""What a phone is called in the list of paired ones: its user agent in plain words."""

from __future__ import annotations

from retrowalk.language import _

# The first that is found counts: browsers name those whose pages they can show, too.
_BROWSERS = (
    (("EdgiOS/", "EdgA/", "Edg/"), "Edge"),
    (("SamsungBrowser/",), "Samsung Internet"),
    (("OPR/", "OPT/"), "Opera"),
    (("FxiOS/", "Firefox/"), "Firefox"),
    (("CriOS/", "Chrome/", "Chromium/"), "Chrome"),
    (("Safari/",), "Safari"),
)


def name_of(user_agent: str) -> str:
    """Kind of device and browser.

    Args:
        user_agent: the header; whatever it says, only words of ours come out.
    """
    browser = next((name for marks, name in _BROWSERS if any(one in user_agent for one in marks)), None)
    kind = _kind(user_agent)
    return f"{kind}, {browser}" if browser else kind


def _kind(user_agent: str) -> str:
    kinds = (
        ("iPhone", _("iPhone")),
        ("iPad", _("iPad")),
        ("Android", _("Android phone") if "Mobile" in user_agent else _("Android tablet")),
        ("Windows", _("Windows computer")),
        ("Macintosh", _("Mac or iPad")),  # an iPad calls itself a Mac
        ("CrOS", _("Chromebook")),
        ("Linux", _("Linux computer")),
    )
    return next((words for mark, words in kinds if mark in user_agent), _("Device"))
