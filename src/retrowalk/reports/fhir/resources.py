"""What all resources of a bundle have in common: their addresses, who they are of, and how things are said in them."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator
from datetime import date as Date
from html import escape
from typing import Any

from retrowalk.outcomes import PersonRecord
from retrowalk.reports.fhir.codes import ACTIVITY, CATEGORY, concept

Resource = dict[str, Any]

_PROFILES = "http://hl7.org/fhir/us/physical-activity/StructureDefinition/"
_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "retrowalk.fhir/1")


class Entries:
    """The resources of a bundle in order, each with an address; the same person's same things have the same ones.

    Args:
        record: of the person they are of.
    """

    def __init__(self, record: PersonRecord) -> None:
        # Ids of theirs are in it, so that two people never share an address; their name is not.
        own = [one.id for one in record.programmes[:1]] + [one.id for one in record.results[:1]]
        year = None if record.profile is None else record.profile.birth_year
        self._person = uuid.uuid5(_NAMESPACE, "|".join([*own, str(year)]))
        self._found: dict[str, Resource] = {}

    def __iter__(self) -> Iterator[tuple[str, Resource]]:
        return iter(self._found.items())

    def address(self, *key: object) -> str:
        """Where a resource is, there or not.

        Args:
            key: what it is: of one person never twice.
        """
        return f"urn:uuid:{uuid.uuid5(self._person, '|'.join(map(str, key)))}"

    def add(self, resource: Resource, *key: object) -> dict[str, str]:
        """Puts a resource in.

        Args:
            resource: with its type.
            key: as in ``address``.

        Returns:
            a reference to it.
        """
        self._found[self.address(*key)] = resource
        return self.to(*key)

    def to(self, *key: object) -> dict[str, str]:
        """A reference to a resource of this bundle.

        Args:
            key: as in ``address``.
        """
        return {"reference": self.address(*key)}

    @property
    def patient(self) -> dict[str, str]:
        """A reference to the person."""
        return self.to("patient")


def profiled(name: str) -> dict[str, list[str]]:
    """The meta of a resource that keeps to a profile of the Physical Activity IG.

    Args:
        name: of the profile.
    """
    return {"profile": [_PROFILES + name]}


def narrative(*paragraphs: str) -> dict[str, str]:
    """A text for a person, in the little of XHTML that FHIR allows.

    Args:
        paragraphs: plain text.
    """
    inside = "".join(f"<p>{escape(one)}</p>" for one in paragraphs if one)
    return {"status": "additional", "div": f'<div xmlns="http://www.w3.org/1999/xhtml">{inside}</div>'}


def physical_activity() -> dict[str, object]:
    """The category by which the guide knows its resources."""
    return concept(None, (ACTIVITY, "PhysicalActivity"))


def observation(
    entries: Entries,
    code: dict[str, object],
    when: dict[str, object],
    *,
    profile: str | None = None,
    survey: bool = False,
    **more: object,
) -> Resource:
    """An observation of the person, by the person.

    Args:
        entries: of the bundle.
        code: what was observed.
        when: its effective time, as FHIR names it.
        profile: of the guide, where it keeps to one.
        survey: it was asked, not done.
        more: further elements; None is left out.
    """
    category = [concept(None, (CATEGORY, "survey" if survey else "activity"))]
    if profile is not None:
        category.append(physical_activity())
    found: Resource = {
        "resourceType": "Observation",
        **({} if profile is None else {"meta": profiled(profile)}),
        "status": "final",
        "category": category,
        "code": code,
        "subject": entries.patient,
        **when,
        "performer": [entries.patient],
    }
    return {**found, **{name: value for name, value in more.items() if value is not None}}


def notes(entries: Entries, on: Date, texts: Iterable[str | None]) -> list[dict[str, object]] | None:
    """Texts as annotations, with author and day as the guide asks for; None where there is none.

    Args:
        entries: of the bundle.
        on: civil date.
        texts: sentences; None is left out.
    """
    said = [one for one in dict.fromkeys(texts) if one]
    return [{"authorReference": entries.patient, "time": on.isoformat(), "text": one} for one in said] or None


def component(text: str, **value: object) -> dict[str, object]:
    """A part of an observation, told in words.

    Args:
        text: what it is.
        value: as FHIR names it.
    """
    return {"code": concept(text), **value}
