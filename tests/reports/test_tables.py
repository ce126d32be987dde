"""The made tables of docs/ are those that scripts/tables would write now."""

from __future__ import annotations

from pathlib import Path

from retrowalk import evidence
from retrowalk.outcomes.benefits import benefits
from retrowalk.reports.benefit_table import benefits_page
from retrowalk.reports.claim_table import claims_page
from retrowalk.reports.ledger import uses
from retrowalk.reports.markdown import table
from retrowalk.reports.personas import personas_page
from retrowalk.reports.protocol_table import protocols_page
from retrowalk.reports.tables import made_files

DOCS = Path(__file__).parents[2] / "docs"


def read(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def test_every_made_file_is_fresh() -> None:
    stale = [name for name, text in made_files().items() if not (DOCS / name).exists() or read(name) != text]
    assert stale == [], "run scripts/tables"


def test_no_profile_is_left_of_somebody_who_is_gone() -> None:
    assert {f"personas/{path.name}" for path in (DOCS / "personas").iterdir()} <= set(made_files())


def test_there_are_fourteen_people_and_more_and_every_level_is_met() -> None:
    assert len(list((DOCS / "personas").iterdir())) >= 14
    for level in ("clear", "supported", "supervised", "clearance first", "stop"):
        assert f" | {level} | " in personas_page()


def test_every_claim_has_a_full_row() -> None:
    rows = [line.split(" | ") for line in claims_page().splitlines() if line.startswith("| C")]
    assert [row[0] for row in rows] == [f"| {id}" for id in evidence.claims()]
    assert all(len(row) == 7 and all(cell.strip(" |") for cell in row) for row in rows)


def test_a_rule_that_cites_a_claim_is_a_use_of_it() -> None:
    assert "coach_3_start_small" in uses("C08")
    assert "energy_backward" in uses("C18")


def test_every_protocol_has_a_row_and_appears_or_says_why_not() -> None:
    rows = [line.split(" | ") for line in protocols_page().splitlines() if line.startswith("| PR")]
    assert [row[0].strip("| ") for row in rows] == list(evidence.protocols())
    for id, _, role, appears, why_not in rows:
        assert appears != "–" or (role == "not prescribed" or "PR19" in id), id
        assert appears != "–" or why_not.strip(" |") != "–", id


def test_cells_keep_to_their_row() -> None:
    assert table(("a", "b"), [("one\ntwo", "x|y")]).splitlines()[2] == "| one two | x\\|y |"


def test_every_benefit_has_a_full_row() -> None:
    rows = [line.split(" | ") for line in benefits_page().splitlines() if line.startswith("| **")]
    assert [row[0] for row in rows] == [f"| **{one.name}**" for one in benefits().values()]
    assert all(len(row) == 6 and all(cell.strip(" |") for cell in row) for row in rows)


def test_a_benefit_names_its_verdict_protocol_measure_error_people_and_page() -> None:
    row = next(line for line in benefits_page().splitlines() if line.startswith("| **Better balance"))
    for part in ("C03 supported", "C31 overstated", "PR35 Older adults", "Timed Up and Go: 1.1 s (knee osteoarthritis)",
                 "Four Square Step Test: your own repeats", "`/progress/measure/single_leg_stance`"):  # fmt: skip
        assert part in row
