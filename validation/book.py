"""Writes docs/validation.md from the open recordings: every figure in it is measured by this run."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from retrowalk import __version__
from retrowalk.gait.travel import WEIGHTS
from validation import calibration, counts, direction, weights
from validation.change import change
from validation.energy import energy
from validation.live import live
from validation.sets import DATA, recordings, walking
from validation.tables import table
from validation.trial import trial

BOOK = Path(__file__).parents[1] / "docs" / "validation.md"


def percent(part: float, whole: float) -> str:
    """A share as a percentage, a dash where there is nothing to share."""
    return f"{100 * part / whole:.1f} %" if whole else "–"


def spread(values: Sequence[float]) -> str:
    """Median, and mean ± standard deviation."""
    return f"{np.median(values):.0f} ({np.mean(values):.0f} ± {np.std(values):.0f})"


def with_interval(value: float, low: float, high: float) -> str:
    """A figure and its interval, a dash where one side had nothing to judge."""
    return f"{value:.3f} ({low:.3f}–{high:.3f})" if np.isfinite(value) else "–"


def real_backward() -> str:
    """Heel and toe."""
    rows = [
        (place.replace("right_", ""), trial, count, said["forward"], said["backward"], said["unknown"])
        for place, trial, said, count in direction.backward_rows()
    ]
    tilt = direction.tilt_between_trials_deg()
    contacts = [
        (place.replace("right_", ""), trial, event.replace("_", " "), len(errors), spread(errors))
        for place, trial, event, errors in direction.contact_errors_ms()
    ]
    return f"""## Real backward walking
`gottlieb_fwbw`: one person on a treadmill, right heel and right toe, forward (FW) and backward (BW) 30 s each;
facing learnt from the forward trial of the same sensor. **n = 1 person**, so no interval can be given.

{table(["sensor", "trial", "strides", "called forward", "called backward", "unknown"], rows)}
Between the two trials the heel sensor is tilted by {tilt["right_heel"]:.0f}° and the toe sensor by
{tilt["right_toe"]:.0f}°: the toe's slipped or was put on again. Retrowalk says so in a warning and goes on, since
the walker declared one wearing.

Contact times against marker kinematics, ms, sensor minus reference, median (mean ± SD). The reference calls contact
the moment the marker is foremost (rearmost, backward), 100 frames/s. Published on ten people, same method:
18.5 ± 18.3 contact and 20.4 ± 15.2 off, backward.

{table(["sensor", "trial", "event", "n", "difference"], contacts)}"""


def forward_stays() -> str:
    """The table of forward strides called otherwise."""
    chosen = [
        ("marpino_walk shank", [r for r in recordings("marpino_walk") if r.placement == "shank"]),
        ("marpino_walk thigh", [r for r in recordings("marpino_walk") if r.placement == "thigh"]),
        ("marpino_walk foot", [r for r in recordings("marpino_walk") if r.placement == "foot"]),
        ("marpino_walk back (waist)", [r for r in recordings("marpino_walk") if r.placement == "waist"]),
        ("pyshoe_vicon foot (walk or run)", walking("pyshoe_vicon", "forward_walk_or_run")),
        ("pdiot thigh", walking("pdiot", "forward", "thigh")),
        ("pdiot shank", walking("pdiot", "forward", "shank")),
        ("pdiot pocket", walking("pdiot", "forward", "pocket")),
        ("pdiot foot", walking("pdiot", "forward", "foot")),
        (
            "oxford_steps pockets (no gyroscope)",
            [r for r in recordings("oxford_steps") if r.placement == "pocket"],
        ),
        (
            "oxford_steps neck pouch (chest)",
            [r for r in recordings("oxford_steps") if r.placement == "chest"],
        ),
        ("gaitmap foot (level, MS, stairs)", list(recordings("gaitmap_example"))),
        ("mobgap_lab lower back (waist)", list(recordings("mobgap_lab"))),
    ]
    rows = []
    called: dict[str, tuple[float, float]] = {}
    for name, some in chosen:
        row = direction.forward_row(some)
        said = row.directions
        if name.startswith("pyshoe_vicon"):
            called = row.backward_in
        rows.append(
            (
                name, len(row.people), row.judged, row.too_short, row.unsettled, row.strides,
                f"{said['backward']} ({percent(said['backward'], row.strides)})",
                f"{said['unknown']} ({percent(said['unknown'], row.strides)})",
            )
        )  # fmt: skip
    found, pairs = direction.reversals()
    both = [r for r in found if abs(r.by_optics_deg) > 110 and abs(r.by_sensor_deg) > 90]
    seen = [(r.trial, f"{r.t_s:.1f}", f"{r.by_optics_deg:.0f}°", f"{r.by_sensor_deg:.0f}°") for r in found]
    spans = (
        "; ".join(f"trial {trial} from {a:.1f} to {b:.1f} s" for trial, (a, b) in called.items()) or "none"
    )
    split = counts.waist_by_speed()
    speeds = [
        ("under 0.6 m/s", *split.slow, percent(split.slow[1], sum(split.slow))),
        ("0.6 m/s and over", *split.fast, percent(split.fast[1], sum(split.fast))),
    ]
    return f"""## Forward stays forward
Real people walking forward. Each recording is anchored on the first third of its own strides (at least 5); the rest
is judged. Recordings with too few strides for that are counted apart; *unsettled* ones had a first third too
inconsistent to learn a facing from, and all their strides are unknown. Goal: under 1 % called backward.

{
        table(
            [
                "set and placement",
                "people",
                "recordings judged",
                "too short",
                "unsettled",
                "strides",
                "called backward",
                "unknown",
            ],
            rows,
        )
    }
### The strides of pyshoe_vicon called backward
That set is described as forward throughout. The optical track says otherwise: {len(both)} times in {
        pairs
    } pairs of
strides, the Vicon marker's course less the heading turned (gyroscope) reverses, with no help from the accelerometer,
and there the sensor alone reverses too: the person took a few steps back. Strides called backward in the table:
{
        spans
    }. Hold them against the reversals below, every one that either of the two sees; they are left in the count
because the set's own label says forward.

{table(["trial", "time, s", "by optics and gyroscope", "by the sensor alone"], seen)}
### The lower back, by speed
`mobgap_lab`, {split.people} people, strides inside reference bouts with a speed:

{table(["speed of the bout", "forward", "backward", "unknown", "called backward"], speeds)}
Slow walking is where the trunk fails, and below the noise gate the answer is unknown: wear the sensor at the ankle,
shank or front pocket."""


def simulated_sets() -> str:
    """Balanced accuracy with intervals by trial."""
    rows = []
    for names in (["virtual_bandai"], ["virtual_snu_cycles", "virtual_snu_raw"]):
        for placement in ("waist", "chest", "pocket", "ankle", "foot"):
            row = direction.simulated_row(names, placement)
            all_counts = row.counts()
            n = {
                was: sum(c for (w, _), c in all_counts.items() if w == was) for was in ("forward", "backward")
            }
            strict = direction.balanced(row, of_told=False)
            told = direction.balanced(row, of_told=True)
            unknown = sum(c for (_, said), c in all_counts.items() if said == "unknown")
            rows.append(
                (
                    names[0].rsplit("_", 1)[0] if len(names) > 1 else names[0], placement,
                    *(f"{n[was]} / {len(row.trials(was))}" for was in ("forward", "backward")),
                    with_interval(*strict), with_interval(*told),
                    percent(unknown, all_counts.total()),
                )
            )  # fmt: skip
    head = ["set", "placement", "forward strides / trials", "backward strides / trials",
            "balanced accuracy (unknown is wrong)", "balanced accuracy of those told", "unknown"]  # fmt: skip
    return f"""## Simulated sensors
**Simulated**: sensors computed from motion capture at 30 frames/s, one actor in many styles; no impacts, no soft
tissue, no loose pockets. The facing is learnt from one forward trial of the same set and placement; runs are left
out; a stride counts where 80 % of its frames bear one label. Intervals: 95 %, resampling trials. With so few
backward trials they say little beyond these actors.

{table(head, rows)}"""


def steps_and_lengths() -> str:
    """Counts, contacts and lengths."""
    rows = [
        (row.name, row.people, len(row.errors), f"{100 * np.mean(np.abs(row.errors)):.1f} %",
         f"{100 * np.mean(row.errors):+.1f} %")
        for row in counts.step_counts()
    ]  # fmt: skip
    score = counts.waist_contacts()
    late = 1000 * np.array(score.errors_s)
    lengths, uncertain = np.array(counts.stride_length_errors_m()).T
    belts = [
        (
            place.replace("right_", ""),
            trial,
            f"{ours:.2f}",
            f"{belt:.2f}",
            f"{100 * (ours / belt - 1):+.0f} %",
        )
        for place, trial, ours, belt in direction.treadmill_speeds()
    ]
    return f"""## Steps
Totals against counted steps, forward walking. The reference of `oxford_steps` is two foot switches or a reference
device (short on carpet); most `pdiot` counts of 2018 are of one leg and are doubled.

{table(["set and placement", "people", "recordings", "mean absolute error", "mean error"], rows)}
Contacts on the lower back (`mobgap_lab`, matched within 0.2 s): F1 {score.f1:.2f} ({score.hits} found, {score.missed}
missed, {score.extra_inside} extra inside reference bouts and {score.extra_outside} outside them);
timing {np.median(late):.0f} ms median, {np.mean(np.abs(late - np.median(late))):.0f} ms mean absolute deviation.

## Stride length and speed
Foot, zero-velocity strapdown against Vicon (`pyshoe_vicon`, 1 person, {len(lengths)} strides, walking to running):
median |error| {100 * np.median(np.abs(lengths)):.1f} cm, mean {100 * lengths.mean():+.1f} cm, 90 % within
{100 * np.percentile(np.abs(lengths), 90):.0f} cm. The standard uncertainty given with each length held in
{percent(float((np.abs(lengths) <= uncertain).mean()), 1)} of strides, twice of it in
{percent(float((np.abs(lengths) <= 2 * uncertain).mean()), 1)} (68 % and 95 % were meant; it is engineering
judgement, not fitted).
At the ankle it is unvalidated; elsewhere it is not given.

On the treadmill (`gottlieb_fwbw`, 1 person), where the foot never lies quite still on the belt, speed is less sure.
The belt's speed is taken from the markers of the standing foot:

{table(["sensor", "trial", "speed by the sensor, m/s", "belt, m/s", "difference"], belts)}"""


def probabilities() -> str:
    """Calibration."""
    real = calibration.real_forward(
        [r for r in recordings("oxford_steps") if r.placement in ("pocket", "chest")]
        + walking("pdiot", "forward", "thigh")
        + walking("pdiot", "forward", "shank")
        + list(recordings("mobgap_lab"))
    )
    sim = calibration.simulated("virtual_bandai") + calibration.simulated("virtual_snu_raw")
    head = ["data", "probability", "strides", "mean probability", "share right"]
    rows = [("real, forward only", *row) for row in calibration.table(real)]
    rows += [("simulated", *row) for row in calibration.table(sim)]
    shown = [(name, band, n, f"{p:.3f}", f"{right:.3f}") for name, band, n, p, right in rows]
    return f"""## Is the probability honest?
Strides that were told a direction, by the probability they were told with. Real data hold forward walking only, so
they can show that it is not too sure of backward, no more. Where "share right" lies below the probability, it is too
sure: the smoothing takes strides as independent, and a wrong facing is wrong for a whole walk.

{table(head, shown)}"""


def learnt_weights() -> str:
    """Shipped slopes beside refitted ones."""
    rows = []
    for placement, sources in WEIGHTS.items():
        for source, weight in sources.items():
            fit = weights.refit(placement, source, weight.gate)
            refitted = (
                (f"{fit.slope:.1f}", fit.strides, percent(fit.wrong, 1), ", ".join(fit.sets))
                if fit
                else ("–",) * 4
            )
            rows.append((placement, source, weight.slope, weight.gate, *refitted, weight.learnt_from))
    head = ["placement", "source", "weight shipped", "gate", "refitted", "strides", "wrong side", "on",
            "where it comes from"]  # fmt: skip
    return f"""## The weights of the sources
Log-odds per unit of the travel vector (strapdown: m; pitch rate: skewness; phase: m/s²), capped at 4 a stride. Only
sets whose terms allow it were used to fit them.

{table(head, rows)}"""


UNVALIDATED = """## What no real data support
- Direction backward at every placement but the foot: there is no real backward recording from a pocket, a waist, a
  thigh, a shank or a wrist, here or anywhere we looked. `direction.validated` is false there.
- Backward walking by anybody over 60, with a sore knee, on a rail, or slower than 0.5 m/s.
- Direction at wrist, hand, arm and bag: `unknown` unless the walker's own labels hold both directions.
- Stride length and speed anywhere but the foot; contact times anywhere but the foot.
- Elliptical trainers, sleds, pools, self-powered treadmills; stairs are flagged at foot and ankle only.
"""


def write() -> str:
    """The whole book."""
    parts = [
        f"""# The validation book
Retrowalk {__version__}. Rebuilt by `./validate` from the open recordings; every figure below was measured by that
run, none typed in. *Simulated* means that no person walked with a sensor on.
""",
        real_backward(), forward_stays(), simulated_sets(), steps_and_lengths(), probabilities(), learnt_weights(),
        live(), energy(), change(), trial(), UNVALIDATED,
    ]  # fmt: skip
    return "\n\n".join(part.strip() for part in parts) + "\n"


ALONE = {"energy": energy, "change": change, "trial": trial, "live": live}
"""Chapters that can be written anew by themselves."""
NEED_NO_RECORDINGS = ("energy", "change", "trial")


def replaced(book: str, chapter: str) -> str:
    """The book with one chapter, which stands in it already, written anew.

    Args:
        book: as it stands.
        chapter: its text, from its heading on.
    """
    heading = chapter.split("\n", 1)[0]
    before, _, rest = book.partition(f"\n{heading}\n")
    _, _, after = rest.partition("\n## ")
    return f"{before}\n{chapter.strip()}\n\n## {after}"


def main() -> int:
    """Writes the book, or says what is missing; with the name of a chapter that one alone."""
    if len(sys.argv) == 2 and sys.argv[1] in NEED_NO_RECORDINGS:
        book = replaced(BOOK.read_text(encoding="utf-8"), ALONE[sys.argv[1]]())
        BOOK.write_text(book, encoding="utf-8")
        return 0
    if not DATA.is_dir():
        sys.stderr.write(
            f"The open recordings are not here: {DATA} was expected. The book is left as it is.\n"
        )
        return 2
    alone = ALONE.get(sys.argv[1]) if sys.argv[1:] else None
    book = write() if alone is None else replaced(BOOK.read_text(encoding="utf-8"), alone())
    BOOK.write_text(book, encoding="utf-8")
    sys.stdout.write(book)
    return 0


if __name__ == "__main__":
    sys.exit(main())
