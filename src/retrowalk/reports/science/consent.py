"""What somebody agrees to who gives recordings away, in plain words. A change of meaning is a new version."""

from __future__ import annotations

from retrowalk.language import _

CONSENT_VERSION = "1"


def consent_text() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Headings, each with its paragraphs."""
    return (
        (
            _("What this makes"),
            (
                _(
                    "It makes one file on this computer with the walking recordings you chose. Retrowalk sends it "
                    "to nobody: whether you give it to somebody, and to whom, is up to you."
                ),
            ),
        ),
        (
            _("What is in it"),
            (
                _(
                    "What the motion sensors felt, with times that count from 0: when each recording was made is "
                    "not in it."
                ),
                _(
                    "What the coach asked for meanwhile, and, where there are any, the times at which a second "
                    "person or a video says which way you walked."
                ),
                _(
                    "Where the phone was carried, on which side, in what kind of place you walked, what you could "
                    "hold on to, how often the sensors were read, and the version of Retrowalk."
                ),
                _(
                    "Your age in steps of ten years. Your sex, height and weight (rounded to 5 cm and 5 kg), and your "
                    "health conditions only if you tick each of them."
                ),
            ),
        ),
        (
            _("What is not in it"),
            (
                _(
                    "Your name, dates and times of day, your time zone, names of files and devices, where on earth "
                    "you were, what you answered otherwise, and any number by which Retrowalk knows you. Each such "
                    "file has new random numbers, so that two of them cannot be joined by those."
                ),
            ),
        ),
        (
            _("What you should know"),
            (
                _(
                    "The way somebody walks is their own. Somebody who has another recording of you, with your name, "
                    "might find out that this one is yours."
                ),
                _(
                    "Once you have given the file away, or it has been published, it cannot be taken back: others "
                    "may have copies."
                ),
                _(
                    "Nobody may make you do this, and nothing in Retrowalk depends on it. The recordings must be of "
                    "you alone; if a second person helped, they are not named in it."
                ),
            ),
        ),
    )


def consent_plain() -> str:
    """The same as plain text, for a terminal and for the archive."""
    parts = [
        _("Giving recordings to science (consent text, version {version})").format(version=CONSENT_VERSION)
    ]
    for heading, paragraphs in consent_text():
        parts += ["", heading, *(f"- {paragraph}" for paragraph in paragraphs)]
    return "\n".join(parts) + "\n"
