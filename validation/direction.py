"""Direction: the real backward recording, forward that must stay forward, and the simulated sets."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from math import ceil

import numpy as np
import polars as pl

from retrowalk import Anchor, Label, analyze, learn_anchor
from retrowalk.errors import AnchorError
from retrowalk.gait import Stride, Walk, raw_strides
from retrowalk.recordings import Placement, Recording
from validation.sets import DATA, columns, recordings, truths

FEWEST_ANCHOR_STRIDES = 5


@dataclass
class ForwardRow:
    """What became of strides known to be forward, after anchoring on the first third of each recording."""

    people: set[str] = field(default_factory=set)
    judged: int = 0
    too_short: int = 0
    unsettled: int = 0
    directions: Counter[str] = field(default_factory=Counter)
    backward_in: dict[str, tuple[float, float]] = field(default_factory=dict)
    """By trial: from the first stride called backward to the last, s."""

    @property
    def strides(self) -> int:
        return self.directions.total()


def after_first_third(recording: Recording) -> tuple[list[Stride], Walk] | None:
    """The strides after the first third, judged by a facing learnt from it; None if there are too few."""
    strides = analyze(recording).strides
    count = max(FEWEST_ANCHOR_STRIDES, ceil(len(strides) / 3))
    if len(strides) <= count:
        return None
    end_s = strides[count - 1].end_s
    walk = analyze(recording, labels=[Label(0.0, end_s, "forward")])
    return [stride for stride in walk.strides if stride.start_s >= end_s], walk


def forward_row(chosen: Sequence[Recording]) -> ForwardRow:
    """Judges every recording of a set that holds forward walking only."""
    row = ForwardRow()
    for recording in chosen:
        judged = after_first_third(recording)
        if judged is None:
            row.too_short += 1
            continue
        strides, walk = judged
        row.judged += 1
        row.people.add(recording.subject or "?")
        row.unsettled += walk.basis == "none"
        row.directions.update(stride.direction for stride in strides)
        backward = [stride for stride in strides if stride.direction == "backward"]
        if backward:
            row.backward_in[recording.trial or "?"] = (backward[0].start_s, backward[-1].end_s)
    return row


@dataclass(frozen=True)
class Reversal:
    """Two consecutive strides between which the foot turned against its heading."""

    trial: str
    t_s: float
    by_optics_deg: float
    by_sensor_deg: float


def reversals(limit_deg: float = 110.0) -> tuple[list[Reversal], int]:
    """Where the foot of pyshoe_vicon went back on its heading, by optics and by the sensor alone.

    Optics: change of the direction of travel of the Vicon marker, less the heading turned (gyroscope); none of it
    comes from the accelerometer. Returns the reversals that either of the two sees, and the pairs of strides.
    """
    rows = columns("pyshoe_vicon", "trial", "activity", "t", "gx", "gy", "gz", "vicon_x", "vicon_y").filter(
        pl.col("activity") == "forward_walk_or_run"
    )
    found: list[Reversal] = []
    pairs = 0
    for recording in recordings("pyshoe_vicon"):
        group = rows.filter(pl.col("trial") == recording.trial)
        if not group.height:
            continue
        t = group["t"].to_numpy()
        track = group.select("vicon_x", "vicon_y").to_numpy()
        rate = group.select("gx", "gy", "gz").to_numpy()
        before = None
        for stride in raw_strides(recording):
            way = stride.travel.get("strapdown")
            if way is None or stride.final_contact_s is None:
                before = None
                continue
            first, last = np.searchsorted(t, [stride.final_contact_s - 0.05, stride.end_s + 0.05])
            step = track[min(last, len(t) - 1)] - track[max(first, 0)]
            course = np.degrees(np.arctan2(step[1], step[0]))
            middle = (stride.final_contact_s + stride.end_s) / 2
            if before is not None and min(np.hypot(*step), before[3]) > 0.15:
                pairs += 1
                span = slice(*np.searchsorted(t, [before[1], middle]))
                heading = np.degrees((rate[span] @ stride.up).sum() * np.median(np.diff(t)))
                # The laboratory's axes are mirrored against the sensor's sense of turning.
                optics = (course - before[0] + heading + 180) % 360 - 180
                old = before[2]
                sensor = np.degrees(np.arctan2(np.cross(old, way) @ stride.up, old @ way))
                if max(abs(optics), abs(sensor)) > limit_deg:
                    found.append(
                        Reversal(recording.trial or "", stride.start_s, float(optics), float(sensor))
                    )
            before = (course, middle, way, float(np.hypot(*step)))
    return found, pairs


@dataclass
class SimulatedRow:
    """Strides of a simulated set against the body's own direction, by trial."""

    placement: Placement
    anchor_trial: str
    by_trial: dict[str, Counter[tuple[str, str]]]

    def counts(self, trials: Sequence[str] | None = None) -> Counter[tuple[str, str]]:
        total: Counter[tuple[str, str]] = Counter()
        for trial in self.by_trial if trials is None else trials:
            total.update(self.by_trial[trial])
        return total

    def trials(self, truth: str) -> list[str]:
        return [name for name, c in self.by_trial.items() if any(key[0] == truth for key in c)]


def recall(counts: Counter[tuple[str, str]], truth: str, *, of_told: bool) -> float:
    """Share of strides of a direction that were called so; ``of_told``: of those that were called anything."""
    total = sum(
        n for (was, said), n in counts.items() if was == truth and not (of_told and said == "unknown")
    )
    return counts[truth, truth] / total if total else float("nan")


def balanced(row: SimulatedRow, *, of_told: bool, draws: int = 2000) -> tuple[float, float, float]:
    """Balanced accuracy and its 95 % interval, resampling forward and backward trials separately."""
    random = np.random.default_rng(0)
    forward, backward = row.trials("forward"), row.trials("backward")

    def value(f: Sequence[str], b: Sequence[str]) -> float:
        return (
            recall(row.counts(f), "forward", of_told=of_told)
            + recall(row.counts(b), "backward", of_told=of_told)
        ) / 2

    values = [
        value(
            [forward[k] for k in random.integers(0, len(forward), len(forward))],
            [backward[k] for k in random.integers(0, len(backward), len(backward))],
        )
        for _ in range(draws)
    ]
    found = value(forward, backward)
    if not np.isfinite(found):
        return found, found, found
    low, high = np.nanpercentile(values, [2.5, 97.5])
    return found, float(low), float(high)


def learnt_in(name: str, placement: Placement) -> tuple[Anchor, Recording]:
    """The facing at a placement of a simulated set, from its longest forward walk that teaches one."""
    labels = truths(name)
    walks = [
        recording
        for recording in recordings(name)
        if recording.placement == placement
        for truth in [labels[recording.trial or ""]]
        if truth.share("forward") > 0.6 and truth.share("backward") == 0 and "run" not in truth.content
    ]
    for recording in sorted(walks, key=lambda r: -r.duration_s):
        try:
            return learn_anchor(recording), recording
        except AnchorError:
            continue
    raise AnchorError("no forward trial teaches the facing")


def simulated_row(names: Sequence[str], placement: Placement) -> SimulatedRow:
    """Judges the walks of simulated sets, each set by a facing learnt from one forward trial of its own."""
    by_trial: dict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
    teachers = []
    for name in names:
        labels = truths(name)
        anchor, teacher = learnt_in(name, placement)
        teachers.append(f"{name}/{teacher.trial}")
        for recording in recordings(name):
            truth = labels[recording.trial or ""]
            if recording.placement != placement or recording is teacher or "run" in truth.content:
                continue
            for stride in analyze(recording, anchor=anchor).strides:
                was = truth.of(stride.start_s, stride.end_s)
                if was in ("forward", "backward"):
                    by_trial[f"{name}/{recording.trial}"][was, stride.direction] += 1
    return SimulatedRow(placement, ", ".join(teachers), dict(by_trial))


def backward_rows() -> list[tuple[str, str, Counter[str], int]]:
    """Heel and toe of one person on a treadmill, each anchored by its own forward trial."""
    out: list[tuple[str, str, Counter[str], int]] = []
    names = {
        (str(trial), place): None
        for trial, place in columns("gottlieb_fwbw", "trial", "placement")
        .unique(maintain_order=True)
        .iter_rows()
    }
    # The reader calls heel and toe both a foot; the order of its recordings is the order in the file.
    for (trial, place), recording in zip(names, recordings("gottlieb_fwbw"), strict=True):
        assert recording.trial == trial
        forward = next(
            other
            for (t, p), other in zip(names, recordings("gottlieb_fwbw"), strict=True)
            if p == place and t == "FW"
        )
        walk = analyze(recording, anchor=learn_anchor(forward))
        out.append((str(place), trial, Counter(str(s.direction) for s in walk.strides), len(walk.strides)))
    return out


def contact_errors_ms() -> list[tuple[str, str, str, list[float]]]:
    """Differences of contact times from marker kinematics, ms: sensor minus reference, by sensor and trial."""
    events = pl.read_csv(DATA / "gottlieb_fwbw" / "events_kinematic.csv").filter(pl.col("side") == "R")
    out = []
    places = columns("gottlieb_fwbw", "trial", "placement").unique(maintain_order=True).iter_rows()
    for (trial, place), recording in zip(places, recordings("gottlieb_fwbw"), strict=True):
        strides = analyze(recording).strides
        for event, times in (
            ("foot_contact", [s.end_s for s in strides]),
            ("foot_clearance", [s.final_contact_s for s in strides if s.final_contact_s is not None]),
        ):
            wanted = events.filter((pl.col("trial") == trial) & (pl.col("event") == event))["t"].to_numpy()
            errors = [1000 * (t - wanted[np.argmin(np.abs(wanted - t))]) for t in times]
            out.append((str(place), str(trial), event, [float(e) for e in errors if abs(e) < 300]))
    return out


def treadmill_speeds() -> list[tuple[str, str, float, float]]:
    """(sensor, trial, median speed by the sensor, belt speed by markers), m/s.

    The belt carries the standing foot: its speed is the median of the marker's, among the samples in which heel and
    toe markers move alike (within 0.15 m/s) in the direction of stance.
    """
    out = []
    places = columns("gottlieb_fwbw", "trial", "placement").unique(maintain_order=True).iter_rows()
    for (trial, place), recording in zip(places, recordings("gottlieb_fwbw"), strict=True):
        markers = pl.read_parquet(DATA / "gottlieb_fwbw" / f"kinematic_{trial}.parquet")
        heel, toe = (np.gradient(markers[name].to_numpy(), 0.01) for name in ("RHeel", "RTOE"))
        stance = (heel < 0) if trial == "FW" else (heel > 0)
        flat = stance & (np.abs(heel - toe) < 0.15) & (np.abs(heel) > 0.3)
        belt = float(np.median(np.abs(heel[flat])))
        speeds = [
            s.length_m / (s.end_s - s.start_s) for s in analyze(recording).strides if s.length_m is not None
        ]
        out.append((str(place), str(trial), float(np.median(speeds)), belt))
    return out


def tilt_between_trials_deg() -> dict[str, float]:
    """By sensor: angle between where up lies in its axes while walking forward and while walking backward, degrees."""
    ups: dict[str, dict[str, np.ndarray]] = defaultdict(dict)
    places = columns("gottlieb_fwbw", "trial", "placement").unique(maintain_order=True).iter_rows()
    for (trial, place), recording in zip(places, recordings("gottlieb_fwbw"), strict=True):
        up = np.mean([stride.up for stride in raw_strides(recording) if stride.up_sure], axis=0)
        ups[str(place)][str(trial)] = up / np.linalg.norm(up)
    return {place: float(np.degrees(np.arccos(up["FW"] @ up["BW"]))) for place, up in ups.items()}
