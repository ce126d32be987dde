"""Writes docs/who-gets-what.md: which level 10,000 simulated people aged 65 to 85 get, and what each level may do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from retrowalk.screening import LEVELS, Clearance, Profile, screen
from retrowalk.screening.clearance import Level
from retrowalk.screening.deciding import CLOSED, level_of, said_of
from retrowalk.screening.words import level_name
from validation.people import World, people, prevalences
from validation.tables import table

PAGE = Path(__file__).parents[1] / "docs" / "who-gets-what.md"
COUNT = 10_000

BASE = World()
WORLDS: tuple[tuple[str, World], ...] = (
    ("as above", BASE),
    ("nothing left open", replace(BASE, left_open=0.0)),
    ("one question in ten left open", replace(BASE, left_open=0.1)),
    ("nobody answers Stay Independent", replace(BASE, stay_independent=False)),
    ("each trouble by chance, none going with another", replace(BASE, together=0.0)),
    ("troubles go together more (0.5)", replace(BASE, together=0.5)),
    ("half of those with a symptom tell it", replace(BASE, symptoms=0.5)),
    ("nobody tells a symptom", replace(BASE, symptoms=0.0)),
    ("a doctor has cleared the heart of everybody", replace(BASE, cleared=("cardiac",))),
    (
        "everybody has every clearance",
        replace(BASE, cleared=("cardiac", "balance", "orthopaedic", "general")),
    ),
)


def percent(part: float, whole: float) -> str:
    """A share in whole percent; a tenth below one."""
    share = 100 * part / whole if whole else 0.0
    return f"{share:.0f} %" if share >= 1 or share == 0 else f"{share:.1f} %"


def levels(crowd: Iterable[Profile]) -> Counter[Level]:
    """How many get which level."""
    return Counter(level_of(said_of(person)) for person in crowd)


def by_level(crowd: Sequence[Profile]) -> str:
    """The table of levels, for all and by sex and age."""
    groups = [
        ("all", crowd),
        ("women", [p for p in crowd if p.sex == "female"]),
        ("men", [p for p in crowd if p.sex == "male"]),
        ("65 to 74", [p for p in crowd if p.age < 75]),
        ("75 to 85", [p for p in crowd if p.age >= 75]),
    ]
    counts = [(levels(some), len(some)) for _name, some in groups]
    rows = [
        (f"`{level}`", level_name(level), *(percent(found[level], total) for found, total in counts))
        for level in LEVELS
    ]
    return table(["level", "in words", *(name for name, _some in groups)], rows)


def what_each_may(answers: Sequence[Clearance]) -> str:
    """What everybody at a level keeps to, or does first."""
    rows = []
    for level in LEVELS:
        those = [answer for answer in answers if answer.level == level]
        if level in CLOSED:
            may = "No programme yet; what to do first, what is fine meanwhile, and a letter."
        else:
            always = [
                one.text for one in those[0].restrictions if all(answer.restricts(one.id) for answer in those)
            ]
            may = "A programme. " + " ".join(always)
        rows.append((f"`{level}`", may))
    return table(["level", "may"], rows)


def first_steps(answers: Sequence[Clearance]) -> str:
    """What those without a programme do first."""
    closed = [answer for answer in answers if answer.level in CLOSED]
    steps = Counter((str(answer.urgency), answer.do_first[0]) for answer in closed)
    order = ("emergency", "same_day", "routine")
    rows = [
        (urgency.replace("_", " "), text, percent(n, len(closed)))
        for (urgency, text), n in sorted(steps.items(), key=lambda item: (order.index(item[0][0]), -item[1]))
    ]
    return table(["how soon", "first step", "of those without a programme"], rows)


def reasons(crowd: Sequence[Profile], kinds: tuple[Level, ...]) -> str:
    """The rules that speak most often at these levels."""
    spoke: Counter[str] = Counter()
    those = 0
    for person in crowd:
        said = said_of(person)
        if level_of(said) in kinds:
            those += 1
            spoke.update({one.row.rule for one in said if one.row.level in kinds})
    return table(
        ["rule", "speaks in"], [(f"`{rule}`", percent(n, those)) for rule, n in spoke.most_common(8)]
    )


def acsm_alone(crowd: Sequence[Profile]) -> str:
    """How many ACSM's logic alone would send to a doctor before any exercise."""
    sent = sum(
        any(one.row.rule.startswith("acsm") and one.row.level in CLOSED for one in said_of(p)) for p in crowd
    )
    return percent(sent, len(crowd))


def one_visit(answers: Sequence[Clearance]) -> str:
    """How many of those without a programme get one by one clearance alone."""
    closed = [answer for answer in answers if answer.level in CLOSED]
    single = sum(
        any(one.scope and "programme" in one.opens for one in answer.opens_with) for answer in closed
    )
    return percent(single, len(closed))


def worlds() -> str:
    """The levels again with one assumption changed at a time."""
    rows = []
    for name, world in WORLDS:
        found = levels(people(COUNT, world))
        rows.append((name, *(percent(found[level], COUNT) for level in LEVELS)))
    return table(["what is changed", *(f"`{level}`" for level in LEVELS)], rows)


def sources() -> str:
    """Every prevalence, with where it was read."""

    def shown(value: object) -> str:
        if isinstance(value, dict):
            return ", ".join(f"{who} {number}" for who, number in value.items())
        return str(value)

    rows = [
        (
            row["id"],
            row["text"] + (f" {row['note']}" if "note" in row else ""),
            shown(row["percent"]),
            row["status"],
            f"[source]({row['address']})" if "address" in row else "–",
        )
        for row in prevalences().values()
    ]
    return table(["id", "what", "%", "status", "read at"], rows)


def main_part() -> str:
    """All but the changed worlds and the sources: what the quick test holds fresh."""
    crowd = list(people(COUNT, BASE))
    answers = [screen(person) for person in crowd]
    open_ones = sum(answer.level not in CLOSED for answer in answers)
    alone = sum(answer.level in ("clear", "supported") for answer in answers)
    return f"""# Who gets what
**A simulation, not data.** {COUNT:,} people aged 65 to 85 were made up from published prevalences, and each was
screened as anybody is. No real person answered anything. Made by `scripts/tables`, the same on every machine.

Of these, {percent(open_ones, COUNT)} get a programme without asking anybody first, {percent(alone, COUNT)} on their
own; {one_visit(answers)} of the others get one by a single clearance.

{by_level(crowd)}
ACSM's pre-participation logic alone sends {acsm_alone(crowd)} of them to a doctor before any exercise. In American
adults of 40 and over it sends 54.2 % (2001 to 2004, real answers), more with age (SF60).
That logic is what closes most often; where it does, an appointment opens it, not a refusal.

## What each level may do
What everybody at the level keeps to; each person's own list may be longer.

{what_each_may(answers)}
## What those without a programme do first
{first_steps(answers)}
The rules that close most often, among those without a programme (several can speak in one person):

{reasons(crowd, CLOSED)}
The rules that ask for a professional most often, among those at `supervised`:

{reasons(crowd, ("supervised",))}"""


def page() -> str:
    """The whole page."""
    return f"""{main_part()}
## If things were otherwise
{worlds()}
## What this rests on
- Each trouble is drawn by its prevalence. That troubles go together is assumed, not read: one frailty a person, so that
  any two are correlated by {BASE.together} before they are cut into yes and no. Particular pairs (diabetes and
  neuropathy, a fall and the fear of one) are no closer than others.
- Each question is left open by {percent(BASE.left_open, 1)} of people, by assumption.
- The people are Americans at large where figures were read. Whoever looks for an exercise programme is likely to be
  fitter, so more of them get one.
- Symptoms weigh most, and are known least: surveys ask for other spans of time than we do ("lately"), and whoever has
  had swollen ankles for years may not tell them. The rows above show how much hangs on that.
- Nothing here was used to set a rule.

{sources()}"""


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
