"""Documents of the contract: what is read, what is refused, and in what words."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from people import a_person, a_profile
from retrowalk import contract
from retrowalk.errors import DocumentError
from retrowalk.outcomes import Trial, TrialResult
from retrowalk.outcomes.progress import Progress
from retrowalk.outcomes.trial.standing import Standing
from retrowalk.prescription import Feedback, Programme
from retrowalk.reports.science import ScienceExport
from retrowalk.screening import Clearance, Profile
from retrowalk.session import Preferences, SessionLog, Timeline
from retrowalk.store.archive import Archive


def test_what_was_written_reads_back_the_same() -> None:
    person = a_person(conditions=["knee_osteoarthritis"], pain=[{"site": "knee", "now": 2}])
    assert contract.read(Profile, json.dumps(contract.write(person)), "it") == person


def test_only_the_required_fields_are_enough() -> None:
    required = contract.json_schema(Profile)["required"]
    profile = {name: value for name, value in a_profile().items() if name in required}
    assert contract.read(Profile, profile, "it").unsteady is None


def test_the_json_schema_takes_what_is_written() -> None:
    jsonschema.validate(contract.write(a_person()), contract.json_schema(Profile))


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"height_m": 172}, "height_m is 172; expected metres between 0.5 and 2.5, such as 1.72."),
        ({"birth_year": 2030}, "birth_year is 2030, after the start date 2026-11-23; expected a year of birth"),
        ({"birth_year": "1960"}, 'birth_year is "1960"; expected a year of birth'),
        ({"birth_year": True}, "birth_year is true; expected a year of birth"),
        ({"days_per_week": 9}, "days_per_week is 9; expected a whole number of days from 1 to 7."),
        ({"minutes_per_session": "thirty"}, 'minutes_per_session is "thirty"; expected a whole number of minutes'),
        ({"conditions": ["gout"]}, 'conditions[0] is "gout"; expected one of knee_osteoarthritis, '),
        ({"conditions": ["strok"]}, "(did you mean stroke?)"),
        ({"equipment": "corridor"}, 'equipment is "corridor"; expected a list.'),
        ({"falls": {}}, "falls.past_year is missing; expected a whole number of falls"),
        ({"falls": {"past_year": 0, "when": 1}}, "falls.when is not a field of retrowalk.profile/1"),
        ({"heigth_m": 1.7}, "heigth_m is not a field of retrowalk.profile/1; leave it out or check its spelling "),
        ({"start_date": "tomorrow"}, 'start_date is "tomorrow"; expected a date written as 2026-11-23.'),
        ({"pain": [{"site": "knee", "now": 11}]}, "pain[0].now is 11; expected a number from 0 (none) to 10 (worst)."),
        ({"schema": "retrowalk.profile/2"}, "written by a later Retrowalk; this one reads retrowalk.profile/1"),
        ({"schema": "retrowalk.walk/1"}, 'says schema "retrowalk.walk/1"; expected "schema": "retrowalk.profile/1".'),
        ({"unsteady": "no"}, 'unsteady is "no"; expected true or false.'),
    ],
)  # fmt: skip
def test_a_field_that_is_not_as_expected_is_named(changed: dict[str, Any], said: str) -> None:
    with pytest.raises(DocumentError) as refused:
        contract.read(Profile, json.dumps(a_profile(**changed)), "me.json")
    assert str(refused.value).startswith("me.json")
    assert said in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("text", ["", "{", "[]", "7", b"\xff\xfe", "[" * 100_000, '{"schema": NaN}', "null"])
def test_what_is_no_document_is_refused_in_a_sentence(text: str | bytes) -> None:
    with pytest.raises(DocumentError, match=r"^me\.json .*expected a JSON object"):
        contract.read(Profile, text, "me.json")


def test_a_clearance_holds_from_its_date_to_its_end_and_in_its_own_scope() -> None:
    def cleared(date: str, expires: str | None) -> bool:
        held = {"scope": "balance", "by_role": "physiotherapist", "date": date, "expires": expires}
        return a_person(clearances=[held]).cleared("balance") is not None

    assert cleared("2026-11-23", None)
    assert cleared("2026-11-01", "2026-11-23")
    assert not cleared("2026-11-24", None)
    assert not cleared("2026-11-01", "2026-11-22")
    cardiac = {"scope": "cardiac", "by_role": "cardiologist", "date": "2026-11-01"}
    assert a_person(clearances=[cardiac]).cleared("balance") is None


SCHEMAS = Path(__file__).parents[1] / "docs" / "schemas"


@pytest.mark.parametrize(
    "kind",
    [
        Profile,
        Clearance,
        Programme,
        Feedback,
        Timeline,
        Preferences,
        SessionLog,
        ScienceExport,
        Progress,
        Trial,
        Standing,
        TrialResult,
        Archive,
    ],
)
def test_the_published_schema_is_up_to_date(kind: type[contract.Document]) -> None:
    name = kind.SCHEMA.removeprefix("retrowalk.").replace("/", "-")
    published = json.loads((SCHEMAS / f"{name}.schema.json").read_text(encoding="utf-8"))
    assert published == json.loads(json.dumps(contract.json_schema(kind))), "run scripts/schemas"
