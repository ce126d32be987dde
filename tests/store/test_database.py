"""The tables: migrated when a store is opened, copied beforehand, refused when they are newer."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine

from people import a_person
from retrowalk.errors import StoreError
from retrowalk.store import Store, data_home, database
from retrowalk.store.schema import metadata

from .conftest import WriteTable


def run(home: Path, sql: str) -> list[Any]:
    with closing(sqlite3.connect(home / "retrowalk.sqlite")) as connection, connection:
        return connection.execute(sql).fetchall()


def test_the_migrations_make_exactly_the_tables_we_use(store: Store) -> None:
    engine = create_engine(f"sqlite:///{store.database}")
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_server_default": True})
        assert compare_metadata(context, metadata) == []
    engine.dispose()


def test_every_row_belongs_to_a_person() -> None:
    for table in metadata.sorted_tables:
        if table.name != "person":
            assert not table.c.person_id.nullable, table.name


def test_the_database_keeps_what_it_was_told_to_and_lets_others_read(store: Store, home: Path) -> None:
    assert run(home, "PRAGMA journal_mode") == [("wal",)]
    with store.writing() as db:
        assert db.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
        assert db.exec_driver_sql("PRAGMA synchronous").scalar() == 2
        assert len(store.people()) == 1, "reading goes on while someone writes"


def later_version(folder: Path, monkeypatch: pytest.MonkeyPatch, body: str) -> None:
    """The migrations of a version to come, in a folder of their own."""
    import shutil

    shutil.copytree(database.MIGRATIONS, folder)
    (folder / "versions" / "9999_later.py").write_text(
        f'from alembic import op\nimport sqlalchemy as sa\nrevision = "9999"\ndown_revision = '
        f'"{database.newest_revision()}"\n\ndef upgrade() -> None:\n    {body}\n'
    )
    monkeypatch.setattr(database, "MIGRATIONS", folder)


def test_a_migration_keeps_the_walks_and_leaves_a_copy_of_before(
    home: Path, tmp_path: Path, write_table: WriteTable, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Store(home) as store:
        (walk,) = store.add_file(write_table()).walks
    assert not (home / "backups").exists(), "a fresh database has nothing to copy"
    later_version(tmp_path / "later", monkeypatch, 'op.add_column("walk", sa.Column("mood", sa.String))')
    with Store(home) as store:
        assert [one.id for one in store.walks()] == [walk.id]
    assert "mood" in [row[1] for row in run(home, "PRAGMA table_info(walk)")]
    (copy,) = (home / "backups").glob("*.sqlite")
    with closing(sqlite3.connect(copy)) as before:
        assert before.execute("SELECT id FROM walk").fetchall() == [(walk.id,)]
        assert before.execute("SELECT version_num FROM alembic_version").fetchone() == (
            database.known_revisions()[-2],
        )


def test_a_folder_of_the_first_version_keeps_its_walks_and_takes_a_profile(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import shutil

    first = tmp_path / "first"
    shutil.copytree(database.MIGRATIONS, first)
    for later in first.glob("versions/000[2-9]*.py"):
        later.unlink()
    with monkeypatch.context() as then:
        then.setattr(database, "MIGRATIONS", first)
        with Store(home) as store:
            (home / "walks" / "file").mkdir()
            owner = store.person.id
    # Written by hand: the code of today knows columns that the first version had not.
    run(
        home,
        f"INSERT INTO imported_file VALUES ('file', '{owner}', 'abc', 'walk.csv', 9, '2026-01-02 03:04:05')",
    )
    run(
        home,
        "INSERT INTO walk (id, person_id, file_id, recording_index, format, placement, duration_s, simulated,"
        " recording_warnings, added_at, revision, attempts) VALUES"
        f" ('walk', '{owner}', 'file', 0, 'csv', 'pocket', 4, 0, '[]', '2026-01-02 03:04:05', 0, 0)",
    )
    with Store(home) as store:
        assert [(one.id, one.run_id) for one in store.walks()] == [("walk", None)]
        store.plans.save_profile(a_person())
        assert store.plans.profile() == a_person()
    (copy,) = (home / "backups").glob("*-was-0001.sqlite")
    with closing(sqlite3.connect(copy)) as before:
        assert before.execute("SELECT id FROM walk").fetchall() == [("walk",)]


def test_a_migration_that_fails_changes_nothing(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Store(home):
        pass
    body = 'op.add_column("walk", sa.Column("mood", sa.String)); raise RuntimeError("half way")'
    with monkeypatch.context() as later:
        later_version(tmp_path / "later", later, body)
        with pytest.raises(RuntimeError, match="half way"):
            Store(home)
    with Store(home) as store:
        assert store.walks() == []
    assert "mood" not in [row[1] for row in run(home, "PRAGMA table_info(walk)")]


def test_a_database_of_a_newer_version_is_refused_untouched(home: Path) -> None:
    with Store(home):
        pass
    run(home, "UPDATE alembic_version SET version_num = '9999'")
    before = (home / "retrowalk.sqlite").read_bytes()
    with pytest.raises(StoreError, match="newer version of Retrowalk"):
        Store(home)
    assert (home / "retrowalk.sqlite").read_bytes() == before


def test_something_else_in_the_place_of_the_database_is_said_so(home: Path) -> None:
    home.mkdir()
    (home / "retrowalk.sqlite").write_text("a shopping list " * 100)
    with pytest.raises(StoreError, match="not a Retrowalk database"):
        Store(home)


def test_the_database_of_another_program_is_left_alone(home: Path) -> None:
    home.mkdir()
    run(home, "CREATE TABLE songs (title)")
    with pytest.raises(StoreError, match="songs"):
        Store(home)


def test_the_folder_can_be_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("RETROWALK_HOME", str(tmp_path / "mine"))
    assert data_home() == tmp_path / "mine"
    with Store() as store:
        assert store.home == tmp_path / "mine"


def test_without_a_name_it_is_the_users_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("RETROWALK_HOME", raising=False)
    assert data_home().name == "retrowalk"
