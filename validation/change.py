"""The chapter on change beyond error: false alarms, power, a year of looks, and what breaks it. Needs no recordings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from retrowalk.outcomes import Change, measure
from retrowalk.outcomes.change import Verdict
from retrowalk.outcomes.group import wilson
from retrowalk.outcomes.measurement_error import MDC95
from retrowalk.outcomes.words import step
from validation.simulated_change import Scene, looks
from validation.tables import table

Row = tuple[object, ...]

PEOPLE, PEOPLE_FOR_POWER, PEOPLE_FOR_A_YEAR = 2000, 1000, 500
MONTHS = 12
MEASURES = 10
SIZES = (1, 2, 3, 4, 5, 6)  # of a true change, in errors
VERDICTS: tuple[Verdict, ...] = ("better", "worse", "no_clear_change", "cannot_tell")

BACKWARD_MS = Scene("3-metre backward walk, multiple sclerosis", "backward_walk_3m", 8.0, 1.69 / MDC95,
                    ("multiple_sclerosis",))  # fmt: skip
PUBLISHED = (
    BACKWARD_MS,
    Scene(
        "3-metre backward walk, a replaced hip",
        "backward_walk_3m",
        12.0,
        4.33 / MDC95,
        ("joint_replacement",),
    ),
    Scene("10-metre walk, after a stroke", "walk_10m_usual", 0.8, 0.17 / MDC95, ("stroke",)),
    Scene(
        "Timed Up and Go, knee osteoarthritis",
        "timed_up_and_go",
        11.0,
        1.14 / MDC95,
        ("knee_osteoarthritis",),
    ),
)
STAND_UP = Scene("Five times sit-to-stand", "sit_to_stand_5", 14.0, 1.0)
PAIN = Scene("Pain now, knee, moving by a point", "pain_now", 6.0, 1.0, site="knee")
OWN = (
    STAND_UP,
    Scene("6-minute walk", "six_minute_walk", 420.0, 20.0),
    Scene("Backward speed from walks", "backward_speed", 0.50, 0.05),
    PAIN,
    replace(PAIN, name="Pain now, knee, moving by half a point", sem=0.5),
    Scene("Mood", "mood", 5.0, 0.7),
)
REPEATED = (3, 4, 5, 8)


def change() -> str:
    """The chapter."""
    head = ["who", "baseline", "better", "95 %", "worse", "no clear change", "cannot tell"]
    sizes = ["who", "baseline", "1 error", *(f"{size} errors" for size in SIZES[1:])]
    year = tuple(a_year())
    return f"""## Change beyond error
**Simulated**: people whose truth is known, measured by `change` itself as anybody is: a practice result where the test
has one, the baseline, then one result every four weeks. An *error* here is the standard error of measurement (SEM),
the standard deviation of one result from day to day; the minimal detectable change (MDC) at 95 % is 1.96 · √2 of it,
2.77 errors. How large the error of the own-repeats measures is was assumed; how often the verdict is wrong hardly
depends on it.

### Nothing changed: one look
{PEOPLE} people a row, one result four weeks after the start. Held to: "better" in at most 5 of 100.

{table(head, nothing_changed())}
With a published error and a baseline of one result, "better" is said in 2.5 of 100 and "worse" in 2.5, as MDC95 means.
With a baseline of several it is said less often: the published figure is for two single results, and we leave it as it
is. With own repeats the limit is Student's prediction interval, which knows that three repeats tell little of an
error, and that a mean of three is surer than one result. With answers in whole numbers it is said more rarely
still: half a step is added for whoever sits between two of them.

### Something changed: how often it is seen
Share of people told "better", {
        PEOPLE_FOR_POWER
    } a cell, one look, by how large the true change is. With three repeats
of one's own little is seen; that is why questions, which cost nothing to answer, are asked five times at the start.

{table(sizes, power())}
### A year of looks
The same people, looked at every four weeks, {MONTHS} times, against the same baseline; {
        PEOPLE_FOR_A_YEAR
    } people a
row, in whom nothing changed.

{
        table(
            [
                "who",
                "baseline",
                "better at the last look",
                "better at any look",
                "better at two running",
                f"{MEASURES} such measures: any, at one look",
                f"{MEASURES} such measures: any, in the year",
            ],
            year,
        )
    }
A published error and one result at the start: "better" by chance in {year[0][2]} at the last look and in {
        year[0][3]
    }
of people at one look or another of the year; with ten measures hardly anybody would be spared. Said twice running it
is in {
        year[0][4]
    }. Hence the guards: one outcome is named beforehand, a first "better" says that the next result has
to hold it, and how often it was said running stands with it (`held`). The error itself is left as it was published:
to widen it by the number of looks would hide true changes from whoever looks often. The last two columns are worked
out for measures that do not go together.

### What breaks it
Nothing truly changed, one look, {PEOPLE} people a row.

{table(["what is otherwise", "who", "baseline", "better", "95 %", "worse"], broken())}
What follows from it: a person who began on an unusually bad day will seem better (regression to the mean), and no
error takes that away; the words beside each change say so. Complaints that come and go over weeks hide from repeats
that lie close together: repeats are therefore asked for some days apart, five for a test. Somebody whose results
scatter more than those of the people of a study is told "better" by chance too often, unless they measured more than
once at the start: their own repeats then decide where they show it."""


def nothing_changed() -> Iterator[Row]:
    """Verdicts where nothing changed."""
    for number, scene in enumerate(PUBLISHED):
        for start in (1, 3):
            yield _judged(replace(scene, start=start), 100 + 10 * number + start)
    for number, scene in enumerate(OWN):
        for start in REPEATED:
            yield _judged(replace(scene, start=start), 200 + 10 * number + start)


def power() -> Iterator[Row]:
    """Share told "better" by the size of the change."""
    for scene, starts in ((BACKWARD_MS, (1, 3)), (STAND_UP, REPEATED), (PAIN, (3, 5, 8))):
        for start in starts:
            cells = []
            for size in SIZES:
                better_by = size * scene.sem
                found = _last(
                    replace(scene, start=start, better_by=better_by),
                    PEOPLE_FOR_POWER,
                    300 + 10 * size + start,
                )
                cells.append(_percent(_count(found, "better"), len(found), 0))
            error = step(measure(scene.measure), scene.sem)
            yield f"{scene.name} (an error is {error})", _baseline(scene, start), *cells


def a_year() -> Iterator[Row]:
    """False "better" over twelve looks."""
    for scene, start in ((BACKWARD_MS, 1), (BACKWARD_MS, 3), (STAND_UP, 3), (STAND_UP, 5)):
        found = looks(replace(scene, start=start), PEOPLE_FOR_A_YEAR, 400 + start, MONTHS)
        last = sum(one[-1].verdict == "better" for one in found)
        ever = sum(any(look.verdict == "better" for look in one) for one in found)
        twice = sum(any(look.verdict == "better" and look.held >= 2 for look in one) for one in found)
        n = len(found)
        yield (
            scene.name, _baseline(scene, start), *(_percent(count, n) for count in (last, ever, twice)),
            *(f"{100 * (1 - (1 - count / n) ** MEASURES):.0f} %" for count in (last, ever)),
        )  # fmt: skip


def broken() -> Iterator[Row]:
    """False "better" where something the statistics take for granted does not hold."""
    one, three, five = replace(BACKWARD_MS, start=1), replace(STAND_UP, start=3), replace(STAND_UP, start=5)
    usual = replace(PAIN, name="Usual pain of the last week, knee", measure="pain_usual", start=5, apart=3, recalled=7,
                    kept=0.5)  # fmt: skip
    scenes = (
        (
            "their error is half as large again as that of the people of the study",
            replace(one, sem=1.5 * one.sem),
        ),
        ("the same, with three repeats of their own", replace(one, start=3, sem=1.5 * one.sem)),
        ("the same, with eight", replace(one, start=8, sem=1.5 * one.sem)),
        ("errors are lopsided (log-normal)", replace(three, skewed=True)),
        ("errors have long tails (Student, 3 degrees of freedom)", replace(three, tails=3)),
        ("half of a day's error is still there the next day", replace(three, kept=0.5)),
        ("four fifths are", replace(three, kept=0.8)),
        ("four fifths are", replace(five, kept=0.8)),
        ("four fifths are, repeats five days apart", replace(three, kept=0.8, apart=5)),
        ("nine tenths are", replace(three, kept=0.9)),
        ("nine tenths are, repeats five days apart", replace(three, kept=0.9, apart=5)),
        ("answers tell of the whole last week, asked three days apart; half of a day is kept", usual),
        ("the same; four fifths of a day are", replace(usual, kept=0.8)),
        ("they began when it was worse than usual, by an error or more", replace(one, chosen=True)),
        ("they began when it was worse than usual, by an error or more", replace(three, chosen=True)),
        (
            "practice: the first time is 2 errors worse, and half of that goes each time",
            replace(one, practice=2 * one.sem),
        ),
        (
            "practice: the first time is 2 errors worse, and half of that goes each time",
            replace(three, practice=2 * three.sem),
        ),
    )
    for number, (what, scene) in enumerate(scenes):
        row = _judged(scene, 500 + number)
        yield what, *row[:5]


def _judged(scene: Scene, seed: int) -> Row:
    found = _last(scene, PEOPLE, seed)
    better = _count(found, "better")
    share = wilson(better, len(found))
    shown = _percent(better, len(found))
    return (
        scene.name,
        _baseline(scene, scene.start),
        shown if better / len(found) <= 0.05 else f"**{shown}**",
        f"{100 * (share.low or 0):.1f}–{100 * (share.high or 0):.1f} %",
        *(_percent(_count(found, verdict), len(found)) for verdict in VERDICTS[1:]),
    )


def _last(scene: Scene, people: int, seed: int) -> Sequence[Change]:
    return [one[-1] for one in looks(scene, people, seed)]


def _count(found: Iterable[Change], verdict: Verdict) -> int:
    return sum(one.verdict == verdict for one in found)


def _baseline(scene: Scene, start: int) -> str:
    return f"{start}, error {'published' if scene.conditions else 'own'}"


def _percent(part: int, whole: int, decimals: int = 1) -> str:
    return f"{100 * part / whole:.{decimals}f} %"
