"""What stands beside the signals in an archive for science: ``retrowalk.science/1``. Nothing in it says who or when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

from annotated_types import Interval, MaxLen

from retrowalk.prescription.programme import Guard, Place
from retrowalk.recordings import Placement, Side
from retrowalk.recordings.reference import ReferenceSource
from retrowalk.screening import Profile
from retrowalk.screening.profile import Condition, Sex

AgeBand = Literal["18-29", "30-39", "40-49", "50-59", "60-69", "70-79", "80+"]
_OLDEST, _GROWN = 80, 18


@dataclass(frozen=True, slots=True)
class Wishes:
    """What of themselves somebody wants to give beside their age band; nothing that was not wished is given.

    Attributes:
        sex: as it was answered.
        body: height and mass, rounded.
        conditions: of the profile's list; what was written in words of one's own never is.
    """

    sex: bool = False
    body: bool = False
    conditions: bool = False


@dataclass(frozen=True, slots=True)
class SciencePerson:
    """Who walked, as far as it is told.

    Attributes:
        id: random, of this archive alone.
        age_band: in years; None where it is not known.
        sex: None where it was not answered, or not wished to be given.
        height_cm: to the next 5 cm; None likewise.
        mass_kg: to the next 5 kg; None likewise.
        conditions: None where they were not wished to be given; empty where there are none.
    """

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    id: Annotated[str, MaxLen(32)]
    age_band: AgeBand | None = None
    sex: Sex | None = None
    height_cm: Annotated[int, Interval(ge=50, le=250)] | None = None
    mass_kg: Annotated[int, Interval(ge=20, le=400)] | None = None
    conditions: tuple[Condition, ...] | None = None


@dataclass(frozen=True, slots=True)
class ScienceReference:
    """Where the column ``reference_label`` comes from.

    Attributes:
        source: ``video`` or ``observer``.
        reference_uncertainty_s: how far the labels may lie beside the signals, by the clocks; None where nobody
            knows. The time a person takes to see and press is not in it.
    """

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    source: ReferenceSource
    reference_uncertainty_s: Annotated[float, Interval(ge=0)] | None = None


@dataclass(frozen=True, slots=True)
class ScienceRecording:
    """One recording: one sensor place, one wearing or more, one Parquet file.

    Attributes:
        id: random, of this archive alone.
        file: its name in the archive.
        duration_s: from the first sample to the last.
        rate_hz: median sampling rate of the acceleration.
        gyroscope: there are columns gx, gy, gz.
        placement, side: where the sensor was worn.
        place: where the session was walked; None where it was no session of ours.
        guard: what was there to hold on to; None likewise.
        belt: on a motorised treadmill; None likewise.
        simulated: no person walked.
        cue_label: the column says anything.
        reference: of the column ``reference_label``; None where it is empty.
    """

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    id: Annotated[str, MaxLen(32)]
    file: Annotated[str, MaxLen(80)]
    duration_s: Annotated[float, Interval(ge=0)]
    rate_hz: Annotated[float, Interval(gt=0)] | None
    gyroscope: bool
    placement: Placement
    side: Side | None
    place: Place | None = None
    guard: Guard | None = None
    belt: bool | None = None
    simulated: bool = False
    cue_label: bool = False
    reference: ScienceReference | None = None


@dataclass(frozen=True, slots=True)
class ScienceExport:
    """An archive: ``metadata.json``.

    Attributes:
        export: random id of the archive.
        consent_version: of the text that was agreed to, which lies beside it.
        retrowalk_version: that made it.
        person: who walked: the same one in all recordings.
        recordings: in no order: by their random ids.
    """

    SCHEMA: ClassVar[str] = "retrowalk.science/1"
    EXPECTED: ClassVar[Mapping[str, str]] = {}
    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    export: Annotated[str, MaxLen(32)]
    consent_version: Annotated[str, MaxLen(8)]
    retrowalk_version: str
    person: SciencePerson
    recordings: tuple[ScienceRecording, ...]


def person_of(profile: Profile | None, year: int, wishes: Wishes, person_id: str) -> SciencePerson:
    """What may be told of somebody.

    Args:
        profile: theirs; None where they have none.
        year: of the walking, for the age.
        wishes: what they want to give.
        person_id: a fresh random id.
    """
    if profile is None:
        return SciencePerson(person_id)
    return SciencePerson(
        person_id,
        age_band=age_band(year - profile.birth_year),
        sex=profile.sex if wishes.sex else None,
        height_cm=_to_five(profile.height_m and 100 * profile.height_m) if wishes.body else None,
        mass_kg=_to_five(profile.mass_kg) if wishes.body else None,
        conditions=tuple(sorted(profile.conditions)) if wishes.conditions else None,
    )


def age_band(years: int) -> AgeBand | None:
    """Ten years at a time; 80 and over are one, and so are 18 to 29; None under 18.

    Args:
        years: of age.
    """
    if years < _GROWN:
        return None
    if years >= _OLDEST:
        return "80+"
    tens = years // 10 * 10
    return "18-29" if tens < 30 else f"{tens}-{tens + 9}"  # type: ignore[return-value]


def _to_five(value: float | None) -> int | None:
    return None if value is None else 5 * round(value / 5)
