"""The archive for science: whole for who works with it, empty of who it is from."""

from __future__ import annotations

import io
import json
import uuid
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any

import jsonschema
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from people import a_person
from retrowalk import analyze, contract
from retrowalk.errors import OutputError
from retrowalk.recordings import Asked, Recording, read
from retrowalk.recordings.reference import Reference, ReferenceSpan
from retrowalk.reports.science import Given, ScienceExport, Wishes, person_of, write_archive
from retrowalk.reports.science.document import age_band
from retrowalk.simulate import Segment, simulate_walk

SCRIPT = [
    Segment("stand", 3),
    Segment("forward", 30),
    Segment("stand", 3),
    Segment("backward", 30),
    Segment("stand", 3),
]
ASKED = (
    Asked(3.0, 33.0, "warm_up", "forward"),
    Asked(33.0, 36.0, "turn", "any"),
    Asked(36.0, 66.0, "walk", "backward"),
)
WATCHED = Reference(
    "observer", (ReferenceSpan(3.0, 33.5, "forward"), ReferenceSpan(36.5, 66.0, "backward")), 0.123456
)


@pytest.fixture(scope="module")
def session() -> Recording:
    return replace(simulate_walk(SCRIPT, placement="pocket", seed=4).recording, asked=ASKED)


def ids() -> Iterator[str]:
    return (f"{number:032x}" for number in count(1))


def archive(path: Path, *given: Given, person: Any = None) -> dict[str, bytes]:
    names = ids()
    write_archive(path, person or person_of(None, 2026, Wishes(), "p" * 32), given, lambda: next(names))
    with zipfile.ZipFile(path) as opened:
        assert opened.testzip() is None
        return {name: opened.read(name) for name in opened.namelist()}


def table(found: dict[str, bytes]) -> pl.DataFrame:
    (name,) = (name for name in found if name.endswith(".parquet"))
    return pl.read_parquet(io.BytesIO(found[name]))


def test_it_holds_what_its_readme_says(tmp_path: Path, session: Recording) -> None:
    found = archive(tmp_path / "gift.zip", Given(session, WATCHED, "corridor", "corridor_rail", False))
    metadata = json.loads(found["metadata.json"])
    jsonschema.validate(metadata, contract.json_schema(ScienceExport))
    assert contract.read(ScienceExport, found["metadata.json"], "it").recordings[0].place == "corridor"
    (about,) = metadata["recordings"]
    assert sorted(found) == ["README.txt", "consent.txt", "metadata.json", about["file"]]
    assert about["reference"] == {"source": "observer", "reference_uncertainty_s": 0.123}
    assert (about["guard"], about["belt"], about["cue_label"]) == ("corridor_rail", False, True)
    rows = table(found)
    assert rows.columns == ["t", "ax", "ay", "az", "gx", "gy", "gz", "cue_label", "reference_label", "placement",
                            "side", "simulated"]  # fmt: skip
    for column in rows.columns:
        assert column in found["README.txt"].decode()
    assert b"consent text, version 1" in found["consent.txt"]


def test_times_count_from_zero_and_every_sample_is_there(tmp_path: Path, session: Recording) -> None:
    rows = table(archive(tmp_path / "gift.zip", Given(session)))
    assert rows["t"][0] == 0
    assert rows.height == sum(len(block.t_s) for block in session.signals() if block.kind == "acceleration")
    assert rows["reference_label"].null_count() == rows.height


def test_the_command_judges_what_it_reads_back(tmp_path: Path, session: Recording) -> None:
    found = archive(tmp_path / "gift.zip", Given(session, WATCHED))
    path = tmp_path / "one.parquet"
    path.write_bytes(next(data for name, data in found.items() if name.endswith(".parquet")))
    (back,) = read(path)
    assert (back.placement, back.side, back.simulated) == ("pocket", "right", True)
    assert [(one.kind, one.direction) for one in back.asked] == [(one.kind, one.direction) for one in ASKED]
    walk = analyze(back)
    assert walk.basis == "calibration"


def test_cue_found_and_reference_can_be_held_against_each_other(tmp_path: Path, session: Recording) -> None:
    """What a scientist does first with the archive."""
    found = archive(tmp_path / "gift.zip", Given(session, WATCHED))
    path = tmp_path / "one.parquet"
    path.write_bytes(next(data for name, data in found.items() if name.endswith(".parquet")))
    (back,) = read(path)
    rows = pl.read_parquet(path)
    walk = analyze(back)
    told = pl.Series([None] * rows.height, dtype=pl.String)
    for bout in walk.bouts:
        inside = (rows["t"] >= bout.start_s) & (rows["t"] < bout.end_s)
        told = pl.select(pl.when(inside).then(pl.lit(bout.direction)).otherwise(told)).to_series()
    both = rows.with_columns(told=told).filter(
        pl.col("told").is_not_null() & pl.col("reference_label").is_in(["forward", "backward"])
    )
    assert both.height > 4000
    assert (both["told"] == both["reference_label"]).sum() > 0.95 * both.height
    asked = both["cue_label"].str.split(":").list.get(1)
    assert (asked == both["reference_label"]).sum() > 0.95 * both.height


def test_two_archives_of_one_walk_have_no_id_in_common(tmp_path: Path, session: Recording) -> None:
    def fresh() -> str:
        return uuid.uuid4().hex

    found = []
    for name in ("one.zip", "two.zip"):
        person = person_of(None, 2026, Wishes(), fresh())
        exported = write_archive(tmp_path / name, person, [Given(session)], fresh)
        found.append({exported.export, exported.person.id, exported.recordings[0].id})
    assert not found[0] & found[1]


@pytest.mark.parametrize(
    ("years", "band"),
    [(17, None), (18, "18-29"), (29, "18-29"), (30, "30-39"), (79, "70-79"), (80, "80+"), (104, "80+")],
)
def test_an_age_is_told_in_steps_of_ten_years(years: int, band: str | None) -> None:
    assert age_band(years) == band


def test_only_what_was_wished_is_told_of_a_person() -> None:
    someone = a_person(
        birth_year=1961, sex="female", height_m=1.683, mass_kg=71.2, conditions=["knee_osteoarthritis"]
    )
    plain = person_of(someone, 2026, Wishes(), "x")
    assert (plain.age_band, plain.sex, plain.height_cm, plain.mass_kg, plain.conditions) == (
        "60-69",
        None,
        None,
        None,
        None,
    )
    told = person_of(someone, 2026, Wishes(True, True, True), "x")
    assert (told.sex, told.height_cm, told.mass_kg, told.conditions) == (
        "female",
        170,
        70,
        ("knee_osteoarthritis",),
    )


def test_a_folder_that_is_not_there_is_refused_and_nothing_is_left(
    tmp_path: Path, session: Recording
) -> None:
    with pytest.raises(OutputError):
        archive(tmp_path / "nowhere" / "gift.zip", Given(session))
    assert list(tmp_path.iterdir()) == []


WORD = st.text("abcdefghijklmnopqrstuvwxyz", min_size=9, max_size=14)


@given(
    file=WORD, subject=WORD, trial=WORD, place=WORD, warning=WORD,
    zone=st.sampled_from(["Europe/Vaduz", "Pacific/Auckland"]),
    when=st.datetimes(datetime(2021, 1, 1), datetime(2029, 1, 1)), other=WORD,
)  # fmt: skip
def test_no_word_that_says_who_or_when_gets_into_it(
    tmp_path_factory: pytest.TempPathFactory, file: str, subject: str, trial: str, place: str, warning: str,
    zone: str, when: datetime, other: str,
) -> None:  # fmt: skip
    short = simulate_walk([Segment("stand", 4)], placement="ankle").recording
    known = replace(
        short, file=f"{file}.csv", format=f"{file}-app", subject=subject, trial=trial, place=place,
        started_at=when.replace(tzinfo=UTC), time_zone=zone, warnings=(warning,), index=3,
    )  # fmt: skip
    profile = a_person(birth_year=1957, other_conditions=[other], sex="male", mass_kg=83.7)
    found = archive(
        tmp_path_factory.mktemp("gift") / "gift.zip",
        Given(known, None, "home", "none", False),
        person=person_of(profile, 2026, Wishes(True, True, True), "p" * 32),
    )
    secrets = [file, subject, trial, place, warning, zone, other, "1957", "83.7", when.date().isoformat(),
               f"{when:%H:%M:%S}", str(int(when.replace(tzinfo=UTC).timestamp()))]  # fmt: skip
    everything = b"\0".join([*(name.encode() for name in found), *found.values()]).lower()
    for secret in secrets:
        for spelled in (secret.lower().encode(), secret.lower().encode("utf-16-le")):
            assert spelled not in everything, secret
    assert str(Path.home()).encode().lower() not in everything
