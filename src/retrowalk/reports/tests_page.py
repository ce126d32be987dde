"""``docs/tests.md``: every test as it is done at home, who is offered it, and how it is written down."""

from __future__ import annotations

from collections.abc import Iterator

from retrowalk.outcomes import GuidedTest, Measure, entry_unit, guided_tests, measure, measures
from retrowalk.outcomes.offering import CAREFUL, TABLE, Company
from retrowalk.reports.markdown import MADE, table

_COMPANY: dict[Company | None, str] = {
    "alone": "on your own",
    "someone_near": "somebody near",
    "beside": "somebody beside you",
    "professional": "a professional",
    None: "–",
}
_COMBINED = {"best": "the best", "mean": "their mean", "only": "the one"}


def home_tests_page() -> str:
    """The page, from the same data that leads through the tests."""
    return "\n".join([*_head(), *_who(), *_tests(), *_written()]) + "\n"


def _head() -> Iterator[str]:
    yield from (
        MADE,
        "# Tests at home",
        "",
        "All words are Retrowalk's own. An instrument whose licence does not let a program show it is not here; "
        "`retrowalk evidence instruments` says which those are.",
        "",
        "A test gets better just by being done again. So **the first time of each test is practice** and never counts. "
        "After that it is only worth comparing like with like: the same place, shoes, chair, device, time of day.",
        "",
    )


def _who() -> Iterator[str]:
    yield from ("## Which test is offered to whom", "")
    yield (
        "By what screening answered, and who is with you. The questions, the readings at rest, weight and waist are "
        "there for everybody, on their own, whatever it answered."
    )
    yield ""
    heads = (
        "test",
        "on your own, starting small",
        "with something to hold on to",
        "with a professional beside you",
        "first ask",
        "see a doctor first, or soon",
    )
    rows = [
        (measure(row.measure).name, *(_COMPANY[one] for one in (row.clear, row.supported, row.supervised)),
         _COMPANY[row.first], _COMPANY[row.stop])
        for row in TABLE
    ]  # fmt: skip
    yield table(heads, rows)
    yield (
        "Somebody *near* is in the house, or hears you call. Somebody *beside* anybody at risk of falling can catch "
        "them: a spotter or a professional; a guide is eyes, not hands. More is asked for where it matters:"
    )
    yield ""
    for one in CAREFUL:
        names = ", ".join(measure(id).name for id in one.of) if len(one.of) <= 4 else "all that moves"
        yield f"- {one.text} ({names}; `{one.rule}`)"
    yield ""


def _tests() -> Iterator[str]:
    yield from ("## How each is done", "")
    for one in guided_tests().values():
        yield f"### {one.name}"
        yield ""
        yield f"*{one.question}* {one.what_for}" if one.question else one.what_for
        yield ""
        first = measure(one.together[0])
        if one.steps and first.id != one.measure:
            yield f"Read together with: {first.name.lower()}; see there."
        elif one.anchors:
            yield f"0: {one.anchors[0]}. 10: {one.anchors[1]}. {one.ends_when}"
        else:
            yield from _lists(one)
            yield f"**The watch.** {one.ends_when}" if one.tool != "number" else one.ends_when
        yield ""


def _lists(one: GuidedTest) -> Iterator[str]:
    if one.needs:
        yield f"**What you need.** {_sentence(one.needs)}"
        yield ""
    yield from (f"{number}. {step}" for number, step in enumerate(one.steps, 1))
    yield ""
    if one.safety:
        yield f"**Heed.** {' '.join(one.safety)} {one.who}"
        yield ""
    if one.alike:
        yield f"**The same each time.** {_sentence(one.alike)}"
        yield ""


def _sentence(parts: tuple[str, ...]) -> str:
    return " ".join(f"{one.rstrip('.')}." for one in parts)


def _written() -> Iterator[str]:
    yield from ("## How they are written down", "")
    yield (
        "Beyond *possible* a value is refused; beyond *usual*, or far from before, it is asked back and kept once it "
        "is confirmed. Tries are combined. [`retrowalk.entry/1`](schemas/entry-1.schema.json) is what is typed, "
        "[`retrowalk.result/1`](schemas/result-1.schema.json) what is kept, "
        "[`retrowalk.results/1`](schemas/results-1.schema.json) several of them."
    )
    yield ""
    heads = ("measure", "id", "typed in", "kept in", "possible", "usual", "tries", "counts", "better")
    yield table(heads, [_row(one) for one in measures().values()])
    yield (
        "What is found in recorded walks (`taken_by: recording`) or computed (`computed`) is not typed in. Speed and "
        "cadence need a minute in that direction, variability and asymmetry 30 strides; only like placements are put "
        "side by side, a belt apart from the ground; a speed that a session asked for is its dose and no result."
    )


def _row(one: Measure) -> tuple[str, ...]:
    there = guided_tests().get(one.id)
    most = 1000.0 if one.kind == "recording" and there is None else None
    return (
        one.name,
        f"`{one.id}`",
        entry_unit(one.id) if there is not None else "–",
        one.unit,
        "–" if most else f"{one.possible[0]:g} to {one.possible[1]:g}",
        "–" if most else f"{one.usual[0]:g} to {one.usual[1]:g}",
        str(one.trials) if there is not None else "–",
        _COMBINED[one.combine] if there is not None else "–",
        {"neither": "–"}.get(one.better, one.better),
    )
