"""The FHIR bundle: nothing in it without a source, everything in it told once, and R4 as others read it."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from fhir_validator import problems
from full_person import TRIAL
from people import a_person
from plans import a_programme, done
from retrowalk.outcomes import PersonRecord, measures
from retrowalk.outcomes.progress import Progress, progress
from retrowalk.prescription import Fall, prescribe
from retrowalk.reports.fhir import CODES, fhir_bundle
from retrowalk.reports.fhir.codes import ACTIVITY, CARE_PLAN, LOINC, UCUM, of_measure
from retrowalk.screening import screen
from retrowalk.store import Store
from retrowalk.store.person_record import person_record
from years import a_home

GUIDE = "http://hl7.org/fhir/us/physical-activity/StructureDefinition/"
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


@cache
def somebody(folder: Path) -> tuple[PersonRecord, Progress]:
    """Eight weeks of sessions, tests and weeks."""
    today = a_home(folder, weeks=8)
    with Store(folder, clock=lambda: datetime.combine(today, time(12), UTC)) as store:
        record = person_record(store, today)
    return record, progress(record)


@pytest.fixture(scope="session")
def lived(tmp_path_factory: pytest.TempPathFactory) -> tuple[PersonRecord, Progress]:
    return somebody(tmp_path_factory.mktemp("lived") / "home")


@pytest.fixture(scope="session")
def bundle(lived: tuple[PersonRecord, Progress]) -> dict[str, Any]:
    return fhir_bundle(*lived, issued=NOON)


def nobody() -> PersonRecord:
    return PersonRecord("", NOON.date(), None, (), (), (), (), (), ())


def resources(bundle: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    return [one["resource"] for one in bundle["entry"] if one["resource"]["resourceType"] == kind]


def within(value: Any) -> Iterator[dict[str, Any]]:
    """Every object, however deep."""
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from within(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from within(inner)


def test_every_code_stands_in_the_table_with_its_source(bundle: dict[str, Any]) -> None:
    table = {(one.system, one.code): one for one in CODES}
    assert len(table) == len(CODES)
    used = {(one["system"], one["code"]): one for one in within(bundle) if "code" in one and "system" in one}
    assert used.keys() <= table.keys()
    assert {system for system, _ in used} >= {LOINC, UCUM, ACTIVITY, CARE_PLAN}
    for key, one in used.items():
        assert table[key].source
        assert one.get("display") == table[key].display
    for one in within(bundle):
        assert "system" in one or not isinstance(one.get("code"), str), one


def test_of_loinc_only_what_was_looked_up(shared_evidence: Path) -> None:
    listed = (shared_evidence / "README.md").read_text(encoding="utf-8")
    for one in CODES:
        if one.system == LOINC:
            assert one.code in listed
    assert not [one for one in CODES if "snomed" in one.system]


def test_the_documentation_lists_every_code() -> None:
    text = (Path(__file__).parents[2] / "docs" / "fhir.md").read_text(encoding="utf-8")
    for one in CODES:
        assert f"| `{one.code}` |" in text and one.system in text, one


def test_every_measure_has_a_unit_that_others_can_read() -> None:
    for what in measures().values():
        told = of_measure(what, 1.23456)
        assert told["system"] == UCUM and told["code"] and told["value"] == 1.2346


def test_every_reference_leads_somewhere(bundle: dict[str, Any]) -> None:
    addresses = [one["fullUrl"] for one in bundle["entry"]]
    assert len(set(addresses)) == len(addresses)
    pointed = {one["reference"] for one in within(bundle) if isinstance(one.get("reference"), str)}
    assert pointed <= set(addresses)
    told = {one["reference"] for one in resources(bundle, "DiagnosticReport")[0]["result"]}
    grouped = {
        one["reference"] for group in resources(bundle, "Observation") for one in group.get("hasMember", [])
    }
    results = [one for one in resources(bundle, "Observation") if "Change" in one["code"].get("text", "")]
    assert told and grouped and results


def test_all_that_is_known_is_in_it(bundle: dict[str, Any], lived: tuple[PersonRecord, Progress]) -> None:
    record, found = lived
    (patient,) = resources(bundle, "Patient")
    assert record.profile is not None and patient["birthDate"] == str(record.profile.birth_year)
    assert len(resources(bundle, "CarePlan")) == 1
    assert len(resources(bundle, "ServiceRequest")) == len([one for one in record.programmes if one.weeks])
    panels = [one for one in resources(bundle, "Observation") if "hasMember" in one]
    assert len(panels) == len(record.sessions) > 10
    (report,) = resources(bundle, "DiagnosticReport")
    for one in found.changes:
        assert one.sentence in report["conclusion"]
    values = [one for one in resources(bundle, "Observation") if one["effectiveDateTime"]]
    assert len(values) > len(found.results)
    goal = next(one for one in resources(bundle, "Goal") if "achievementStatus" in one)
    primary = found.primary
    assert primary is not None and goal["achievementStatus"]["text"] == primary.sentence


def test_the_guides_profiles_are_claimed_where_they_are_kept_to(bundle: dict[str, Any]) -> None:
    """What the profiles of the Physical Activity IG 1.0.0 ask beyond R4, written from their definitions."""
    claimed: set[str] = set()
    everything = {one["fullUrl"]: one["resource"] for one in bundle["entry"]}
    for one in everything.values():
        for profile in one.get("meta", {}).get("profile", []):
            name = profile.removeprefix(GUIDE)
            claimed.add(name)
            assert {"system": ACTIVITY, "code": "PhysicalActivity", "display": "Physical Activity"} in [
                coding for category in one["category"] for coding in category.get("coding", [])
            ]
            assert "modifierExtension" not in one and "implicitRules" not in one
            for note in one.get("note", []):
                assert note["authorReference"] and note["time"] and note["text"]
            if name.startswith("pa-observation"):
                assert one["status"] == "final" and one["performer"]
                assert not {"focus", "bodySite", "specimen"} & one.keys()
                assert len(one["effectiveDateTime"]) == 10
                quantity = one.get("valueQuantity")
                assert quantity is None or (quantity["system"] == UCUM and "value" in quantity)
            if name == "pa-observation-activity-group":
                assert one["code"]["coding"][0]["code"] == "PAPanel" and not [
                    k for k in one if k.startswith("value")
                ]
                kinds = {everything[member["reference"]]["meta"]["profile"][0] for member in one["hasMember"]}
                assert kinds == {GUIDE + "pa-observation-activity-measure"}
            if name == "pa-careplan":
                assert one["intent"] == "plan" and "Walking backward" in one["text"]["div"]
                assert one["category"][0]["coding"][0]["code"] == "assess-plan"
            if name == "pa-goal":
                assert one["description"]["text"] and "target" not in one
            if name == "pa-diagnosticreport":
                assert (
                    one["issued"] == "2026-11-23T12:00:00Z" and one["code"]["text"] and one["effectivePeriod"]
                )
    assert claimed == {
        "pa-careplan",
        "pa-goal",
        "pa-diagnosticreport",
        "pa-observation-activity-group",
        "pa-observation-activity-measure",
        "pa-observation-time-measure",
    }


def test_the_request_claims_no_profile_that_wants_a_professional(bundle: dict[str, Any]) -> None:
    for one in resources(bundle, "ServiceRequest"):
        assert "meta" not in one and one["intent"] == "plan"
        assert "no professional ordered it" in one["note"][0]["text"]


def test_the_same_things_give_the_same_bundle(lived: tuple[PersonRecord, Progress]) -> None:
    one = json.dumps(fhir_bundle(*lived))
    assert one == json.dumps(fhir_bundle(*lived))
    assert "timestamp" not in one and '"issued"' not in one
    other = replace(lived[0], profile=a_person(birth_year=1950))
    patient = fhir_bundle(other, lived[1])["entry"][0]["fullUrl"]
    assert patient != json.loads(one)["entry"][0]["fullUrl"]


def test_what_somebody_writes_stays_text(lived: tuple[PersonRecord, Progress]) -> None:
    record, found = lived
    name = 'Zoë <script>alert("x")</script> & Co'
    reasons = (
        replace(record.programmes[-1].clearance, reasons=(replace(found.notes[0], text=name),))
        if found.notes
        else None
    )
    assert reasons is not None
    programme = replace(record.programmes[-1], clearance=reasons)
    told = fhir_bundle(replace(record, name=name, programmes=(*record.programmes[:-1], programme)), found)
    (plan,) = resources(told, "CarePlan")
    assert "<script" not in plan["text"]["div"] and "&lt;script&gt;" in plan["text"]["div"]
    assert resources(told, "Patient")[0]["name"][0]["text"] == name


def all_sorts(lived: tuple[PersonRecord, Progress]) -> list[dict[str, Any]]:
    """Bundles of people who differ in what is known of them."""
    record, found = lived
    shut = a_person(symptoms=["chest_pain"])
    stopped = prescribe(shut, screen(shut))
    without = replace(nobody(), profile=shut, programmes=(stopped,), name="A < B")
    trial = replace(record, trials=(TRIAL,))
    return [
        fhir_bundle(record, found, issued=NOON),
        fhir_bundle(nobody(), progress(nobody())),
        fhir_bundle(without, progress(without)),
        fhir_bundle(trial, progress(trial)),
    ]


def wrong(bundle: dict[str, Any], kind: str, **changed: Any) -> dict[str, Any]:
    """The bundle with something wrong in each resource of a kind; None takes it out."""
    bad = copy.deepcopy(bundle)
    for one in resources(bad, kind):
        one.update(changed)
        for name in [name for name, value in changed.items() if value is None]:
            del one[name]
    return bad


def test_it_is_r4_to_a_validator_that_others_maintain(
    lived: tuple[PersonRecord, Progress], tmp_path: Path
) -> None:
    sound = all_sorts(lived)
    broken = [
        wrong(sound[0], "Observation", code=None),
        wrong(sound[0], "CarePlan", status="walked"),
        wrong(sound[0], "Observation", effectiveDateTime="yesterday"),
        wrong(sound[0], "Patient", speed=3),
        wrong(sound[0], "Observation", dataAbsentReason={"text": "nobody looked"}),
        wrong(sound[0], "Goal", description={"text": 7}),
    ]
    *found, no_code, status, day, unknown, both, number = problems(tmp_path, [*sound, *broken])
    assert found == [[], [], [], []]
    # It sees what is wrong, too.
    assert "Missing required property" in no_code[0]
    assert "CarePlan.status is walked" in status[0]
    assert "Invalid dateTime format" in day[0]
    assert "additional property" in unknown[0]
    assert "obs-6" in both[0]
    assert "Invalid JSON type" in number[0]


def test_nothing_in_it_is_empty(lived: tuple[PersonRecord, Progress]) -> None:
    """FHIR has no null and no empty list, object or text."""
    for bundle in all_sorts(lived):
        for one in within(bundle):
            assert one
            for name, value in one.items():
                assert value is not None and value not in ("", [], {}), (name, one)


def test_a_trial_is_told_with_its_interval(lived: tuple[PersonRecord, Progress]) -> None:
    record, _ = lived
    with_trial = replace(record, trials=(TRIAL,))
    told = fhir_bundle(with_trial, progress(with_trial))
    trial = next(
        one for one in resources(told, "Observation") if one["code"].get("text", "").startswith("Trial")
    )
    assert trial["note"][0]["text"] and trial["effectivePeriod"]["start"] == "2026-11-23"
    assert re.search("cannot|backward", resources(told, "DiagnosticReport")[0]["conclusion"])


def test_a_trial_ends_on_its_true_last_day_and_is_preliminary_while_it_runs(
    lived: tuple[PersonRecord, Progress],
) -> None:
    def told(today: date, **changed: Any) -> tuple[str, dict[str, str]] | None:
        record = replace(lived[0], today=today, trials=(replace(TRIAL, **changed),))
        found = fhir_bundle(record, progress(record))
        observations = resources(found, "Observation")
        trials = [one for one in observations if one["code"].get("text", "").startswith("Trial")]
        return (trials[0]["status"], trials[0]["effectivePeriod"]) if trials else None

    start = "2026-11-23"
    assert told(date(2026, 12, 6)) == ("preliminary", {"start": start})
    assert told(date(2026, 12, 7)) == ("final", {"start": start, "end": "2026-12-06"})
    stopped: dict[str, Any] = {"status": "stopped", "stopped_on": date(2026, 11, 26)}
    assert told(date(2026, 11, 30), **stopped) == ("final", {"start": start, "end": "2026-11-25"})
    at_once: dict[str, Any] = {"status": "stopped", "stopped_on": date(2026, 11, 23)}
    assert told(date(2026, 11, 30), **at_once) is None, "stopped before it began, it came to nothing"


def test_an_injury_that_was_not_told_is_not_told_as_none(lived: tuple[PersonRecord, Progress]) -> None:
    unknown = done("w1s1", TRIAL.designed_on, falls=(Fall(),))
    record = replace(lived[0], programmes=(a_programme(told=(unknown,)),), sessions=())
    (told,) = (
        one
        for one in resources(fhir_bundle(record, progress(record)), "Observation")
        if one["code"].get("text") == "Told of the session"
    )
    parts = {one["code"]["text"]: one["valueInteger"] for one in told["component"]}
    assert parts == {"Falls": 1, "Falls of which an injury was not told": 1}
