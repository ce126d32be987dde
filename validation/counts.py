"""Steps, contacts, walking time and stride length against references."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass

import numpy as np
import polars as pl

from retrowalk import analyze
from retrowalk.gait import Walk
from retrowalk.recordings import Recording
from validation.direction import after_first_third
from validation.sets import DATA, columns, recordings, walking

SLOW_MPS = 0.6


@dataclass(frozen=True)
class CountRow:
    """Relative errors of step totals, one per recording, as fractions."""

    name: str
    people: int
    errors: tuple[float, ...]


def _steps(walk: Walk) -> int:
    return len(walk.steps or ())


def step_counts() -> list[CountRow]:
    """Totals against counted steps: oxford_steps (both feet) and pdiot.

    Most pdiot counts of 2018 are of one leg only (their cadence would be 45 to 60 steps/min): a count under
    72 steps/min is doubled. That is our reading of the set, not its README's.
    """
    totals = {r["trial"]: r for r in pl.read_csv(DATA / "oxford_steps" / "trials.csv").to_dicts()}
    errors: dict[str, list[float]] = defaultdict(list)
    people: dict[str, set[str]] = defaultdict(set)
    for recording in recordings("oxford_steps"):
        truth = totals[recording.trial]
        place = f"oxford_steps {truth['placement']}"
        errors[place].append(_steps(analyze(recording)) / truth["steps_gt"] - 1)
        people[place].add(recording.subject or "?")
    counted = {r["trial"]: r for r in pl.read_csv(DATA / "pdiot" / "trials.csv").to_dicts()}
    for recording in walking("pdiot", "forward"):
        truth = counted[recording.trial]
        one_leg = truth["steps_counted"] / truth["seconds"] * 60 < 72
        place = f"pdiot {truth['placement']}"
        steps = _steps(analyze(recording)) / (2 if one_leg else 1)
        errors[place].append(steps / truth["steps_counted"] - 1)
        people[place].add(recording.subject or "?")
    return [CountRow(place, len(people[place]), tuple(errors[place])) for place in sorted(errors)]


@dataclass(frozen=True)
class ContactScore:
    """Contacts on the lower back against a reference system, matched within 0.2 s."""

    hits: int
    missed: int
    extra_inside: int
    extra_outside: int
    errors_s: tuple[float, ...]

    @property
    def f1(self) -> float:
        return 2 * self.hits / (2 * self.hits + self.missed + self.extra_inside + self.extra_outside)


def _reference() -> pl.DataFrame:
    rows = pl.read_csv(DATA / "mobgap_lab" / "reference.csv")
    preferred = (
        rows.group_by("subject", "trial")
        .agg(pl.col("system").filter(pl.col("system") == "INDIP").first().alias("indip"))
        .with_columns(pl.col("indip").fill_null("Stereophoto").alias("use"))
    )
    return rows.join(preferred, on=["subject", "trial"]).filter(pl.col("system") == pl.col("use"))


def _matching(recording: Recording, reference: pl.DataFrame) -> pl.DataFrame:
    return reference.filter((pl.col("subject") == recording.subject) & (pl.col("trial") == recording.trial))


def waist_contacts(within_s: float = 0.2) -> ContactScore:
    """mobgap_lab: contacts by the reference system (INDIP where it ran, else stereophotogrammetry)."""
    reference = _reference()
    hits = missed = inside = outside = 0
    errors: list[float] = []
    for recording in recordings("mobgap_lab"):
        rows = _matching(recording, reference)
        if not rows.height:
            continue
        truth = np.array(sorted({t for text in rows["ic"] if text for t in json.loads(text)}))
        ours = [step.t_s for step in analyze(recording).steps or ()]
        free = set(range(len(ours)))
        for t in truth:
            near = min(free, key=lambda k: abs(ours[k] - t), default=None)
            if near is not None and abs(ours[near] - t) <= within_s:
                free.discard(near)
                hits += 1
                errors.append(ours[near] - t)
            else:
                missed += 1
        spans = rows.select("start", "end").rows()
        within = sum(any(start <= ours[k] <= end for start, end in spans) for k in free)
        inside += within
        outside += len(free) - within
    return ContactScore(hits, missed, inside, outside, tuple(errors))


@dataclass(frozen=True)
class SpeedSplit:
    """Lower-back strides called one way or another, by the reference speed of their bout."""

    slow: tuple[int, int, int]
    fast: tuple[int, int, int]
    people: int


def waist_by_speed() -> SpeedSplit:
    """mobgap_lab strides (forward, backward, unknown) under and from 0.6 m/s, anchored on the first third."""
    reference = _reference().filter(pl.col("speed").is_not_null())
    slow, fast, people = [0, 0, 0], [0, 0, 0], set()
    place = {"forward": 0, "backward": 1, "unknown": 2}
    for recording in recordings("mobgap_lab"):
        judged = after_first_third(recording)
        rows = _matching(recording, reference).to_dicts()
        if judged is None or not rows:
            continue
        people.add(recording.subject)
        for stride in judged[0]:
            middle = (stride.start_s + stride.end_s) / 2
            speeds = [row["speed"] for row in rows if row["start"] <= middle < row["end"]]
            if speeds:
                (slow if min(speeds) < SLOW_MPS else fast)[place[stride.direction]] += 1
    return SpeedSplit((slow[0], slow[1], slow[2]), (fast[0], fast[1], fast[2]), len(people))


def stride_length_errors_m() -> list[tuple[float, float]]:
    """pyshoe_vicon: stride length less the distance between the same two moments by Vicon, and its uncertainty, m."""
    rows = columns("pyshoe_vicon", "trial", "activity", "t", "vicon_x", "vicon_y").filter(
        pl.col("activity") == "forward_walk_or_run"
    )
    errors: list[tuple[float, float]] = []
    for recording in recordings("pyshoe_vicon"):
        group = rows.filter(pl.col("trial") == recording.trial)
        if not group.height:
            continue
        t = group["t"].to_numpy()
        x, y = group["vicon_x"].to_numpy(), group["vicon_y"].to_numpy()
        for stride in analyze(recording).strides:
            if stride.length_m is None or stride.length_sd_m is None or stride.final_contact_s is None:
                continue
            # The foot does not move in stance, so any moment before lift-off and after contact will do.
            span = [stride.final_contact_s - 0.12, stride.end_s + 0.12]
            (x0, x1), (y0, y1) = np.interp(span, t, x), np.interp(span, t, y)
            errors.append((stride.length_m - float(np.hypot(x1 - x0, y1 - y0)), stride.length_sd_m))
    return [pair for pair in errors if np.isfinite(pair[0])]
