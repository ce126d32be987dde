"""A walk as the JSON that others read: ``retrowalk.walk/1`` and ``retrowalk.walks/1``."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC

from retrowalk import __version__
from retrowalk.gait import Direction, Walk, evenness
from retrowalk.recordings import Recording
from retrowalk.reports.asked import asked_rows
from retrowalk.reports.contract import (
    BoutRow,
    EvennessRow,
    FailedSource,
    Source,
    StepRow,
    StrideRow,
    WalkDocument,
    WalksDocument,
    WearingRow,
)
from retrowalk.reports.summary import rounded, summarise

_compact = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode
TIME_DECIMALS = 4  # 0.1 ms: well under a sample at any rate we read


def walk_document(recording: Recording, walk: Walk) -> WalkDocument:
    """One walk as ``retrowalk.walk/1``: every key present, None where nothing is known, strict JSON.

    Args:
        recording: what was analysed.
        walk: what was found in it.
    """
    return {
        "schema": "retrowalk.walk/1",
        "retrowalk_version": __version__,
        "source": _source(recording, walk),
        "summary": summarise(walk),
        "direction": {"basis": walk.basis, "validated": walk.direction_validated},
        "validated": {"steps": walk.steps_validated, "speed": walk.speed_validated, "energy": False},
        "match": None,
        "bouts": _bouts(walk),
        "steps": _steps(walk),
        "strides": _strides(walk),
        "wearings": _wearings(walk),
        "evenness": {"forward": _evenness(walk, "forward"), "backward": _evenness(walk, "backward")},
        "asked": asked_rows(recording.asked, recording.duration_s),
    }


def walks_document(walks: Iterable[WalkDocument], errors: Iterable[FailedSource] = ()) -> WalksDocument:
    """Several walks as ``retrowalk.walks/1``.

    Args:
        walks: the walks that could be read.
        errors: what could not, and why.
    """
    return {"schema": "retrowalk.walks/1", "walks": list(walks), "errors": list(errors)}


def to_json(document: Mapping[str, object], *, indent: int | None = 2) -> str:
    """Strict JSON text, ending in a newline; a row of a list (a stride, a step, a bout) takes one line.

    Args:
        document: any document of this package.
        indent: spaces per level, or None for one line.

    Raises:
        ValueError: the document holds NaN or an infinity, which JSON has not.
    """
    text = _compact(document) if indent is None else "".join(_lines(document, " " * indent, "\n"))
    return text + "\n"


def _lines(value: object, indent: str, newline: str) -> Iterator[str]:
    """JSON in pieces: what holds no further list or object stays on one line, which the C encoder writes at once."""
    inner = newline + indent
    if isinstance(value, dict) and any(isinstance(item, (dict, list)) for item in value.values()):
        for k, (name, item) in enumerate(value.items()):
            yield f"{',' if k else '{'}{inner}{_compact(name)}: "
            yield from _lines(item, indent, inner)
        yield newline + "}"
    elif isinstance(value, list) and any(isinstance(item, (dict, list)) for item in value):
        for k, item in enumerate(value):
            yield f"{',' if k else '['}{inner}"
            yield from _lines(item, indent, inner)
        yield newline + "]"
    else:
        yield _compact(value)


def _source(recording: Recording, walk: Walk) -> Source:
    started_at = recording.started_at
    return {
        "file": recording.file,
        "format": recording.format,
        "recording_index": recording.index,
        "started_at": None if started_at is None else _instant(started_at.astimezone(UTC).isoformat()),
        "time_zone": recording.time_zone,
        "duration_s": rounded(recording.duration_s, TIME_DECIMALS) or 0.0,
        "rate_hz": rounded(recording.rate_hz),
        "placement": recording.placement,
        "side": recording.side,
        "simulated": recording.simulated,
        # The gait room may pass the recording's own warnings on: each is said once.
        "warnings": list(dict.fromkeys((*recording.warnings, *walk.warnings))),
        "subject": recording.subject,
        "trial": recording.trial,
    }


def _instant(iso: str) -> str:
    return iso.replace("+00:00", "Z")


def _time(seconds: float) -> float:
    return round(float(seconds), TIME_DECIMALS)


def _probability(probability: float | None) -> float | None:
    """Rounded, but never up to certainty: no verdict from a signal is certain."""
    value = rounded(probability)
    return None if value is None else min(value, 0.999)


def _positive(value: float | None) -> float | None:
    """Rounded, but never down to nothing: lengths and speeds are positive, even of stepping on the spot."""
    figure = rounded(value)
    return None if figure is None else max(figure, 0.001)


def _bouts(walk: Walk) -> list[BoutRow]:
    return [
        {
            "start_s": _time(bout.start_s),
            "end_s": _time(bout.end_s),
            "direction": bout.direction,
            "probability": _probability(bout.probability),
            "steps": bout.steps,
            "kind": bout.kind,
            "cluster": bout.cluster,
            "wearing": bout.wearing,
        }
        for bout in walk.bouts
    ]


def _steps(walk: Walk) -> list[StepRow]:
    return [
        {"t_s": _time(step.t_s), "side": step.side, "direction": step.direction, "inferred": step.inferred}
        for step in walk.steps or ()
    ]


def _strides(walk: Walk) -> list[StrideRow]:
    return [
        {
            "start_s": _time(stride.start_s),
            "end_s": _time(stride.end_s),
            "side": stride.side,
            "direction": stride.direction,
            "probability": _probability(stride.probability),
            "length_m": _positive(stride.length_m),
            "speed_mps": _positive(stride.speed_mps),
            "initial_contact_s": rounded(stride.initial_contact_s, TIME_DECIMALS),
            "final_contact_s": rounded(stride.final_contact_s, TIME_DECIMALS),
            "cluster": stride.cluster,
            "wearing": stride.wearing,
            "angle_deg": rounded(stride.angle_deg, 1),
            "turn_rate_dps": rounded(stride.turn_rate_dps, 1),
            "length_sd_m": rounded(stride.length_sd_m),
            "rise_m": rounded(stride.rise_m),
            "regularity": rounded(stride.regularity),
        }
        for stride in walk.strides
    ]


def _evenness(walk: Walk, direction: Direction) -> EvennessRow:
    found = evenness(walk, direction)
    return {
        "strides": found.strides,
        "stride_time_s": rounded(found.stride_time_s),
        "stride_time_cv_pct": rounded(found.stride_time_cv_pct, 1),
        "stride_length_cv_pct": rounded(found.stride_length_cv_pct, 1),
        "swing_pct": rounded(found.swing_pct, 1),
        "step_asymmetry_pct": rounded(found.step_asymmetry_pct, 1),
        "regularity": rounded(found.regularity),
    }


def _wearings(walk: Walk) -> list[WearingRow]:
    return [
        {
            "index": wearing.index,
            "start_s": _time(wearing.start_s),
            "end_s": _time(wearing.end_s),
            "basis": wearing.basis,
            "facing": None if wearing.facing is None else [round(float(x), 4) for x in wearing.facing],
            "offered": wearing.offered,
        }
        for wearing in walk.wearings
    ]
