"""The shape of what leaves Retrowalk: ``retrowalk.walk/1`` and ``retrowalk.walks/1``.

These types are the contract. ``docs/schemas`` holds the JSON Schemas made from them, and every document the
tests see is held against those. Within ``/1`` fields are only added, and only optional ones.

Times are seconds from the start of the recording; spans are half-open, ``[start_s, end_s)``.
Lengths and speeds are positive: the direction carries the sign. ``null`` means not known, never zero.
"""

from __future__ import annotations

from typing import Literal, NotRequired

# Pydantic, which turns these into schemas, needs the backport's TypedDict before Python 3.12.
from typing_extensions import TypedDict

DirectionName = Literal["forward", "backward", "unknown"]
BasisName = Literal["calibration", "declared", "confirmed", "none"]
SideName = Literal["left", "right"]
ClusterName = Literal["A", "B"]


class Source(TypedDict):
    """Where the walk was read from."""

    file: str
    """Name of the file, without folders."""
    format: str
    """Name of the reader that understood it."""
    recording_index: int
    """Place among the recordings of the file, from 0."""
    started_at: str | None
    """UTC instant of second 0, ISO 8601."""
    time_zone: str | None
    """IANA zone the walker was in."""
    duration_s: float
    rate_hz: float | None
    """Median sampling rate of the acceleration."""
    placement: str
    """Where the sensor was worn; ``unknown`` where nobody said."""
    side: SideName | None
    simulated: bool
    """True where no person walked."""
    warnings: list[str]
    """Sentences for a person: units assumed, samples left out, gaps, what the sensor cannot tell."""
    subject: NotRequired[str | None]
    """The person's name or number in a file of several."""
    trial: NotRequired[str | None]
    """The trial's name in a file of several."""


class PerDirection(TypedDict):
    """A figure for each direction that was walked."""

    forward: float | None
    backward: float | None


class Band(TypedDict):
    """An estimate with its band."""

    low: float | None
    mid: float | None
    high: float | None


class Summary(TypedDict):
    """The whole recording in a few figures."""

    walking_s: float
    """Time in bouts, of all directions."""
    forward_s: float
    backward_s: float
    unknown_s: float
    """Time in bouts whose direction is not known."""
    steps: int | None
    """All steps; null where the sensor cannot feel them."""
    forward_steps: int | None
    backward_steps: int | None
    cadence_spm: PerDirection
    """Steps a minute while walking in bouts."""
    speed_mps: PerDirection
    """Mean over the strides that carry a speed, weighted by their time."""
    distance_m: PerDirection
    """Covered by the strides that carry a length; what was not measured is not added."""
    energy_kcal: Band


class DirectionVerdict(TypedDict):
    """What the directions rest on."""

    basis: BasisName
    """The strongest anchor any direction rests on; ``none``: no facing known, directions are unknown."""
    validated: bool
    """Whether real recordings stand behind directions at this placement."""


class Validated(TypedDict):
    """Whether real recordings stand behind a figure at this placement."""

    steps: bool
    speed: bool
    energy: bool


class BoutRow(TypedDict):
    """Continuous walking in one direction: at least 3 steps, gaps up to 3 s."""

    start_s: float
    end_s: float
    direction: DirectionName
    probability: float | None
    """Of ``direction``; of ``cluster`` while the direction is unknown."""
    steps: int
    kind: Literal["level", "stairs"]
    cluster: NotRequired[ClusterName | None]
    """One of two opposite ways of travelling, told apart without knowing which was forward."""
    wearing: NotRequired[int]


class StepRow(TypedDict):
    """A contact."""

    t_s: float
    side: SideName | None
    direction: DirectionName
    inferred: NotRequired[bool]
    """True for a contact of the other leg that the sensor did not feel, set half-way."""


class StrideRow(TypedDict):
    """Contact to next contact of the same foot."""

    start_s: float
    end_s: float
    side: SideName | None
    direction: DirectionName
    probability: float | None
    """Of ``direction``; of ``cluster`` while the direction is unknown."""
    length_m: float | None
    speed_mps: float | None
    initial_contact_s: float | None
    """First touch: heel forward, toe backward."""
    final_contact_s: float | None
    """Last touch: toe forward, heel backward."""
    cluster: NotRequired[ClusterName | None]
    wearing: NotRequired[int]
    angle_deg: NotRequired[float | None]
    """Travel against the facing: 0 ahead, 180 behind."""
    turn_rate_dps: NotRequired[float | None]
    """Mean rate of turn about the vertical."""
    length_sd_m: NotRequired[float | None]
    """Standard uncertainty of ``length_m``."""
    rise_m: NotRequired[float | None]
    """Height gained."""
    regularity: NotRequired[float | None]
    """Likeness (correlation, at most 1) of its acceleration to that of the stride before."""


class WearingRow(TypedDict):
    """A stretch in which the sensor stayed put on the body; an anchor belongs to one of them."""

    index: int
    start_s: float
    end_s: float
    basis: BasisName
    facing: list[float] | None
    """Unit vector, in the sensor's frame, that the body faces."""
    offered: ClusterName | None
    """The cluster that holds more walking: offered, not assumed, as the one that was forward."""


class AskedRow(TypedDict):
    """What a coach asked for meanwhile: no truth, and never used as one."""

    start_s: float
    end_s: float
    kind: Literal["warm_up", "walk", "turn", "rest", "cool_down"]
    direction: Literal["forward", "backward", "any"]
    """Of walking that was asked for; ``any`` where nobody was to walk, or it did not matter."""


class EvennessRow(TypedDict):
    """How even the strides of one direction were, pooled over bouts, turns left out; null under 30 strides."""

    strides: int
    stride_time_s: float | None
    stride_time_cv_pct: float | None
    """Standard deviation in per cent of the mean."""
    stride_length_cv_pct: float | None
    swing_pct: float | None
    """Mean share of the stride in which the foot is off the ground."""
    step_asymmetry_pct: float | None
    """Difference of the mean times of odd and even steps; only where a trunk sensor feels both legs."""
    regularity: float | None
    """Mean likeness of a stride's acceleration to that of the stride before, at most 1."""


class EvennessPerDirection(TypedDict):
    """Evenness for each direction that was walked."""

    forward: EvennessRow
    backward: EvennessRow


class WalkDocument(TypedDict):
    """One walk: ``retrowalk.walk/1``."""

    schema: Literal["retrowalk.walk/1"]
    retrowalk_version: str
    source: Source
    summary: Summary
    direction: DirectionVerdict
    validated: Validated
    match: None
    """How well a planned session was followed; null: no plan was given."""
    bouts: list[BoutRow]
    steps: list[StepRow]
    """Empty too where the sensor cannot feel steps: ``summary.steps`` is null then."""
    strides: list[StrideRow]
    wearings: NotRequired[list[WearingRow]]
    evenness: NotRequired[EvennessPerDirection]
    asked: NotRequired[list[AskedRow]]
    """Empty where nobody asked for anything, or nothing tells."""


class FailedSource(TypedDict):
    """A file, or one recording of it, that could not be used."""

    file: str
    recording_index: int | None
    """null where the file as a whole could not be read."""
    error: str
    """One sentence: what, where, what was expected."""


class WalksDocument(TypedDict):
    """Several walks: ``retrowalk.walks/1``."""

    schema: Literal["retrowalk.walks/1"]
    walks: list[WalkDocument]
    errors: list[FailedSource]


def json_schema(name: Literal["walk/1", "walks/1"]) -> dict[str, object]:
    """The JSON Schema (draft 2020-12) of a document.

    Args:
        name: which document.
    """
    from pydantic import ConfigDict, TypeAdapter, with_config

    described = with_config(ConfigDict(use_attribute_docstrings=True))
    for value in list(globals().values()):
        if isinstance(value, type) and hasattr(value, "__required_keys__") and value.__module__ == __name__:
            described(value)
    document = WalkDocument if name == "walk/1" else WalksDocument
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"retrowalk.{name}",
        **TypeAdapter[object](document).json_schema(),
    }
