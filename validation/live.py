"""The live chapter: how soon a change of direction is seen while somebody walks, and how often that is wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from math import ceil

import numpy as np
import polars as pl

from retrowalk import analyze
from retrowalk.gait import GaitStream, Glance
from retrowalk.recordings import Placement, Recording, Signal, recording_from_arrays
from retrowalk.session import Stretch
from retrowalk.session.watching import SPACING_S, TIME_TO_TURN_S, Watcher
from retrowalk.simulate import Segment, simulate_walk
from validation.sets import DATA, recordings, walking
from validation.tables import table

BLOCK_S = 0.5
GOAL_S = 3.0
SETTLED_S = 4.0
"""After a change of direction, so long is a verdict not called wrong: it may still be of the strides before."""
PLACEMENTS: tuple[Placement, ...] = ("foot", "ankle", "shank", "thigh", "pocket", "waist")
PACES: tuple[tuple[float, float, bool], ...] = (
    (0.3, 0.5, True),
    (0.3, 0.6, False),
    (0.45, 0.8, False),
    (0.6, 1.0, False),
    (0.9, 1.3, False),
)
"""Backward and forward speed, m/s, and whether with small guarded steps."""
SLOW_MPS = 0.6
SEEDS = (0, 1)


@dataclass
class Latencies:
    """Seconds from changes of direction to the first verdict that tells the new one; None: none came."""

    seen_s: list[float | None] = field(default_factory=list)

    def row(self) -> tuple[object, ...]:
        """Changes, seen, median, 95th percentile, share within the goal."""
        seen = [s for s in self.seen_s if s is not None]
        if not seen:
            return len(self.seen_s), 0, "–", "–", "0 %"
        within = sum(s <= GOAL_S for s in seen) / len(self.seen_s)
        return (
            len(self.seen_s), len(seen), f"{np.median(seen):.1f}", f"{np.percentile(seen, 95):.1f}",
            f"{100 * within:.0f} %",
        )  # fmt: skip


def glances(
    recording: Recording, warm_up: Sequence[tuple[float, float]], offset_s: float = 0.0
) -> Iterator[tuple[float, Glance]]:
    """A glance after each block of half a second, with the time up to which the signal was fed."""
    stream = GaitStream(recording.placement, kinds=recording.kinds, warm_up=warm_up)
    signals = list(recording.signals())
    columns = {
        kind: [
            np.concatenate(parts)
            for parts in zip(*((s.t_s, s.values) for s in signals if s.kind == kind), strict=True)
        ]
        for kind in recording.kinds
    }
    until = BLOCK_S - offset_s
    while until < recording.duration_s + BLOCK_S:
        for kind, (t_s, values) in columns.items():
            part = slice(*np.searchsorted(t_s, [until - BLOCK_S, until]))
            stream.feed(Signal(kind, t_s[part], values[part]))
        yield until, stream.glance()
        until += BLOCK_S


def latency_s(seen: Sequence[tuple[float, Glance]], changed_s: float, end_s: float, to: str) -> float | None:
    """From a change of direction to the first verdict that tells the new one."""
    return next((t - changed_s for t, one in seen if changed_s < t <= end_s and one.direction == to), None)


def prompts(seen: Sequence[tuple[float, Glance]], asked: Sequence[Stretch]) -> int:
    """How often the coach would have spoken."""
    watcher = Watcher(asked, on_belt=False)
    return sum(watcher.see(t, t, True, one) is not None for t, one in seen)


def block(start_s: float, end_s: float, direction: str) -> Stretch:
    """A stretch that asks for one direction."""
    return Stretch(start_s, end_s, "block", 0, "walk", direction, "", ())  # type: ignore[arg-type]


# -- real people --------------------------------------------------------------------------------------------


def joined(place: str, cut_s: float, stand_s: float) -> tuple[Recording, list[tuple[float, float, str]]]:
    """Heel or toe of the one person: forward, backward and forward again.

    Args:
        place: ``right_heel`` or ``right_toe``.
        cut_s: so much is left out at the beginning of the later pieces, so that they begin anywhere in a stride.
        stand_s: standing still between the pieces, made of the pull of gravity alone; 0 joins them directly.

    Returns:
        the recording, and the later pieces: start, end, direction.
    """
    rows = pl.read_parquet(DATA / "gottlieb_fwbw" / "imu.parquet").filter(pl.col("placement") == place)
    pieces = {
        trial: rows.filter(pl.col("trial") == trial).select("ax", "ay", "az", "gx", "gy", "gz").to_numpy()
        for trial in ("FW", "BW")
    }
    times = rows.filter(pl.col("trial") == "FW")["t"].to_numpy()
    step_s = float(np.median(np.diff(times)))
    cut = round(cut_s / step_s)
    parts, spans = [pieces["FW"]], []
    for trial, direction in (("BW", "backward"), ("FW", "forward")):
        still = np.zeros((round(stand_s / step_s), 6))
        gravity = parts[-1][:, :3].mean(axis=0)
        still[:, :3] = 9.81 * gravity / np.linalg.norm(gravity)
        parts += [still, pieces[trial][cut:]]
        start = sum(len(part) for part in parts[:-1])
        spans.append((start * step_s, (start + len(parts[-1])) * step_s, direction))
    values = np.concatenate(parts)
    t_s = np.arange(len(values), dtype=np.float64) * step_s
    return recording_from_arrays(t_s, values[:, :3], values[:, 3:], placement="foot", side="right"), spans


def real_changes() -> list[tuple[str, str, str, Latencies, int]]:
    """Sensor, how the pieces are joined, new direction, latencies, wrong verdicts."""
    out = []
    for place in ("right_heel", "right_toe"):
        for how, stand_s in (("3 s of standing", 3.0), ("directly", 0.0)):
            by_direction = {"backward": Latencies(), "forward": Latencies()}
            wrong: Counter[str] = Counter()
            for cut_s in (0.0, 0.2, 0.45, 0.7, 0.95):
                recording, spans = joined(place, cut_s, stand_s)
                seen = list(glances(recording, [(0.0, spans[0][0] - stand_s)]))
                for start_s, end_s, direction in spans:
                    by_direction[direction].seen_s.append(latency_s(seen, start_s, end_s, direction))
                    wrong[direction] += sum(
                        one.direction not in ("unknown", direction)
                        for t, one in seen
                        if start_s + SETTLED_S < t <= end_s
                    )
            out += [
                (place.replace("right_", ""), how, direction, latencies, wrong[direction])
                for direction, latencies in by_direction.items()
            ]
    return out


def real_forward() -> list[tuple[str, int, float, Counter[str], int]]:
    """Set and placement, people, minutes, glances by direction, prompts: after a warm-up of the first third."""
    chosen = [
        ("pdiot thigh", walking("pdiot", "forward", "thigh")),
        ("pdiot shank", walking("pdiot", "forward", "shank")),
        ("pdiot pocket", walking("pdiot", "forward", "pocket")),
        ("pdiot foot", walking("pdiot", "forward", "foot")),
        ("oxford_steps pockets (no gyroscope)", [r for r in recordings("oxford_steps") if r.placement == "pocket"]),
        ("oxford_steps neck pouch (chest)", [r for r in recordings("oxford_steps") if r.placement == "chest"]),
        ("gaitmap foot (level, MS, stairs)", list(recordings("gaitmap_example"))),
        ("mobgap_lab lower back (waist)", list(recordings("mobgap_lab"))),
        ("marpino_walk shank, thigh, foot, back", list(recordings("marpino_walk"))),
    ]  # fmt: skip
    out = []
    for name, some in chosen:
        people, seconds, said, spoken = set(), 0.0, Counter[str](), 0
        for recording in some:
            strides = analyze(recording).strides
            count = max(20, ceil(len(strides) / 3))
            if len(strides) <= count + 2:
                continue
            warm_s = strides[count - 1].end_s
            seen = list(glances(recording, [(0.0, warm_s)]))
            after = [one for t, one in seen if t > warm_s + TIME_TO_TURN_S]
            people.add(recording.subject or "?")
            seconds += BLOCK_S * len(after)
            said.update(str(one.direction) for one in after)
            spoken += prompts(
                seen, [block(0, warm_s, "forward"), block(warm_s, recording.duration_s + 9, "forward")]
            )
        if people:
            out.append((name, len(people), seconds / 60, said, spoken))
    return out


# -- simulated people ---------------------------------------------------------------------------------------


@dataclass
class Simulated:
    """What became of the simulated sessions at one placement."""

    slow: Latencies = field(default_factory=Latencies)
    brisk: Latencies = field(default_factory=Latencies)
    said: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0
    spoken: int = 0


def simulated(placement: Placement) -> Simulated:
    """Sessions at each pace: a warm-up, then to and fro, with a stand between the blocks and without."""
    out = Simulated()
    for (back_mps, on_mps, guarded), seed in ((pace, seed) for pace in PACES for seed in SEEDS):
        on: Segment = Segment("shuffle_forward" if guarded else "forward", 20, on_mps)
        back: Segment = Segment("shuffle_backward" if guarded else "backward", 20, back_mps)
        script = [
            Segment("stand", 2), Segment("forward", 30, on_mps), Segment("stand", 1.3), back,
            Segment("stand", 1.1), on, back, on, Segment("stand", 2),
        ]  # fmt: skip
        walk = simulate_walk(script, placement=placement, mounting=(0.3, 1.0, -0.5), seed=seed, rate_hz=60)
        seen = list(glances(walk.recording, [(0.0, 31.0)], offset_s=0.23 * seed))
        lifts = [contact.t_s for contact in walk.truth.contacts if contact.kind == "final"]
        spans = [span for span in walk.truth.spans if span.direction is not None]
        for span in spans[1:]:
            changed_s = min(t for t in lifts if t >= span.start_s)
            slow = (back_mps if span.direction == "backward" else on_mps) <= SLOW_MPS
            found = latency_s(seen, changed_s, span.end_s, str(span.direction))
            (out.slow if slow else out.brisk).seen_s.append(found)
            steady = [one for t, one in seen if changed_s + SETTLED_S < t <= span.end_s]
            out.said.update(
                "right" if one.direction == span.direction else str(one.direction) for one in steady
            )
            out.seconds += span.end_s - changed_s
        out.spoken += prompts(seen, [block(s.start_s, s.end_s, str(s.direction)) for s in spans])
    return out


# -- the chapter --------------------------------------------------------------------------------------------


def live_real() -> str:
    """The part that needs the one real backward recording alone."""
    rows = [(place, how, to, *latencies.row(), wrong) for place, how, to, latencies, wrong in real_changes()]
    head = ["sensor", "joined", "change to", "changes", "seen", "median, s", "95th percentile, s",
            f"within {GOAL_S:.0f} s", "wrong verdicts"]  # fmt: skip
    return f"""### One real person
`gottlieb_fwbw`, joined: the forward trial (its warm-up), the backward trial, the forward trial again, cut at five
places of the stride. **n = 1 person**, and nobody turned: the pieces were walked one by one on a treadmill. The toe's
sensor sits differently in the two trials, by more than 25°, which ends a wearing: no verdict is given there, rightly.

{table(head, rows).strip()}"""


def live() -> str:
    """The whole chapter."""
    placed = {placement: simulated(placement) for placement in PLACEMENTS}
    rows: list[tuple[object, ...]] = []
    for placement, found in placed.items():
        for pace, latencies in ((f"to {SLOW_MPS} m/s", found.slow), ("faster", found.brisk)):
            rows.append((placement, pace, *latencies.row()))
    wrong_rows = [
        (
            placement, f"{found.seconds / 60:.0f}", *(found.said[way] for way in ("right", "unknown")),
            found.said.total() - found.said["right"] - found.said["unknown"], found.spoken,
        )
        for placement, found in placed.items()
    ]  # fmt: skip
    forward = real_forward()
    minutes, spoken = sum(row[2] for row in forward), sum(row[4] for row in forward)
    forward_rows = [
        (name, people, f"{length:.0f}", said["forward"], said["unknown"], said["backward"], told)
        for name, people, length, said, told in forward
    ]
    fails = [
        f"{placement} {pace}"
        for placement, found in placed.items()
        for pace, latencies in (("slow", found.slow), ("brisk", found.brisk))
        if (p95 := latencies.row()[3]) == "–" or float(str(p95)) > GOAL_S or None in latencies.seen_s
    ]
    head = [
        "placement",
        "pace",
        "changes",
        "seen",
        "median, s",
        "95th percentile, s",
        f"within {GOAL_S:.0f} s",
    ]
    return f"""## Live: how soon a change of direction is seen
While somebody walks, the coach takes a glance after each half second of motion: the strides found so far and those
that would be found if the signal ended there, filtered forward only. It says a direction when two strides in a row
agree (at shank, thigh, pocket and waist strides overlap by half). Latency runs from the moment the first foot leaves
the ground the other way (real: from the joint) to the end of the block with whose glance the new direction is told,
the wait for the block included, the network not. Then the coach speaks, if the mismatch has lasted 1 s, which two
strides have, unless the block began less than {TIME_TO_TURN_S:.0f} s ago or it spoke less than {SPACING_S:.0f} s ago.
The goal is {GOAL_S:.0f} s. **It is met in the median at most placements and by 95 % of changes at few:** two strides at
0.3 m/s alone take 3 s and more. Not met at the 95th percentile, or not always seen: {", ".join(fails) or "nowhere"}.

{live_real()}

### Simulated people
**Simulated**: {len(PACES)} paces ({PACES[0][0]}–{PACES[-1][0]} m/s backward, {PACES[0][1]}–{PACES[-1][1]} m/s
forward, the slowest with guarded steps), {len(SEEDS)} seeds, 60 Hz, four changes each, with a stand of a second and
without.

{table(head, rows)}
A placement whose changes are not all seen stays `unknown` there, and the coach stays silent.

### Verdicts while the direction is steady, simulated
Glances later than {SETTLED_S:.0f} s after a change, and how often the coach spoke though everybody walked as asked.

{table(["placement", "minutes", "right", "unknown", "wrong", "spoke for nothing"], wrong_rows)}
### Real people walking forward
The first third (at least 20 strides) is the warm-up; then forward is asked for and forward is walked, so each prompt is
a false one: {spoken} in {minutes:.0f} minutes ({60 * spoken / minutes:.1f} an hour; with none in so short a time, up to
{60 * 3 / minutes:.0f} an hour are not excluded). Backward verdicts of real people at these placements cannot be had.

{table(["set and placement", "people", "minutes", "forward", "unknown", "backward", "spoke"], forward_rows)}"""
