"""``retrowalk doctor``: looks, says what to do, and changes nothing."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from ipaddress import ip_address
from pathlib import Path

import pytest

from cli_running import Command
from retrowalk import __version__
from retrowalk.cli import doctor
from retrowalk.store import Store
from retrowalk.web.lan.certificates import certificates


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "home"
    monkeypatch.setenv("RETROWALK_HOME", str(folder))
    return folder


def test_a_fresh_computer_is_fine_and_stays_as_it_is(retrowalk: Command, home: Path) -> None:
    ended = retrowalk("doctor", "--json")
    assert ended.code == 0
    assert ended.json["problems"] == []
    assert ended.json["database"] is None
    assert ended.json["retrowalk"] == __version__
    assert ended.json["packages"]["numpy"]
    assert not home.exists()


def test_a_person_reads_where_the_data_lies(retrowalk: Command, home: Path) -> None:
    ended = retrowalk("doctor")
    assert str(home)[:20] in ended.out  # a long path goes over two lines
    assert "All that is needed is there." in ended.out


def test_the_version_of_the_database_is_read_without_touching_it(retrowalk: Command, home: Path) -> None:
    Store(home).close()
    before = (home / "retrowalk.sqlite").read_bytes()
    assert retrowalk("doctor", "--json").json["database"]
    assert (home / "retrowalk.sqlite").read_bytes() == before


def test_a_database_of_a_newer_version_is_a_problem(retrowalk: Command, home: Path) -> None:
    Store(home).close()
    with closing(sqlite3.connect(home / "retrowalk.sqlite")) as database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
        database.commit()
    ended = retrowalk("doctor", "--json")
    assert ended.code == 2
    assert "made by a newer Retrowalk (9999" in ended.json["problems"][0]


def test_a_damaged_database_is_a_problem(retrowalk: Command, home: Path) -> None:
    home.mkdir()
    (home / "retrowalk.sqlite").write_bytes(b"not a database at all" * 100)
    ended = retrowalk("doctor")
    assert ended.code == 2
    assert "Problem:" in ended.out


def test_a_file_in_the_place_of_the_folder_is_a_problem(retrowalk: Command, home: Path) -> None:
    home.write_text("in the way")
    ended = retrowalk("doctor", "--json")
    assert ended.code == 2
    assert "cannot be written" in ended.json["problems"][0]


def test_a_missing_package_is_named_with_the_way_to_get_it(
    retrowalk: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doctor, "_needed", lambda: ["numpy", "no-such-package"])
    ended = retrowalk("doctor", "--json")
    assert ended.code == 2
    assert "no-such-package is missing; get it with: pip install" in ended.json["problems"][0]


def test_what_phones_know_this_computer_by_is_looked_at_and_not_made(retrowalk: Command, home: Path) -> None:
    assert retrowalk("doctor", "--json").json["tls"] is None
    certificates(home, [ip_address("192.168.1.7")], None, datetime(2026, 11, 23, tzinfo=UTC))
    assert retrowalk("doctor", "--json").json["tls"] == (
        "certificate until 2027-12-24, its authority until 2036-11-22"
    )


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps no such bits")
def test_a_key_that_others_can_read_is_a_problem(retrowalk: Command, home: Path) -> None:
    certificates(home, [ip_address("192.168.1.7")], None, datetime(2026, 11, 23, tzinfo=UTC))
    (home / "tls" / "authority.pem").chmod(0o644)
    ended = retrowalk("doctor", "--json")
    assert ended.code == 2
    assert "chmod 600" in ended.json["problems"][0]


def test_a_damaged_certificate_is_a_problem(retrowalk: Command, home: Path) -> None:
    (home / "tls").mkdir(parents=True)
    (home / "tls" / "authority.pem").write_text("not a key")
    ended = retrowalk("doctor", "--json")
    assert ended.code == 2
    assert "Move the folder" in ended.json["problems"][0]
