"""Everything a person has, out and back in: bit by bit, from earlier versions, and nothing by halves."""

from __future__ import annotations

import contextlib
import hashlib
import json
import shutil
import signal
import sqlite3
import struct
import time
import tracemalloc
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from full_person import TRIAL, TUG, fill
from people import a_person
from retrowalk.errors import ArchiveError, NoRoomError, StoreError
from retrowalk.store import Store, database
from retrowalk.store.archive import bring_archive, write_archive
from retrowalk.store.archive.document import LEFT_OUT
from retrowalk.store.archive.writing import write_zip
from retrowalk.store.schema import metadata
from runs import NINE

from .conftest import WriteTable, files_in
from .test_adding import in_another_process


def opened(home: Path) -> Store:
    return Store(home, clock=lambda: NINE)


@pytest.fixture(scope="session")
def full(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of a person of whom everything is kept that can be."""
    folder = tmp_path_factory.mktemp("full")
    with opened(folder / "home") as store:
        fill(store, folder)
        store.devices.pair("Phone")
        write_archive(store, folder / "full.zip")
    return folder / "full.zip"


def members(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as zipped:
        return {one: zipped.read(one) for one in zipped.namelist()}


def table(path: Path, name: str) -> list[Any]:
    return [json.loads(line) for line in members(path)[f"rows/{name}.jsonl"].splitlines()]


def everything(home: Path) -> dict[str, Any]:
    """All rows and all files of a data folder."""
    with closing(sqlite3.connect(home / "retrowalk.sqlite")) as connection:
        rows = {
            one.name: connection.execute(f"SELECT * FROM {one.name}").fetchall()
            for one in metadata.sorted_tables
        }
    files = {
        path.relative_to(home).as_posix(): path.read_bytes()
        for part in ("walks", "motion")
        for path in (home / part).rglob("*")
        if path.is_file()
    }
    return {**rows, **files}


def remade(source: Path, target: Path, change: Callable[[dict[str, bytes]], Any]) -> Path:
    """An archive with other members, and a manifest that says that all of it is as it should be."""
    held = members(source)
    change(held)
    manifest = json.loads(held.pop("manifest.json"))
    manifest["members"] = [
        {"name": name, "size_bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}
        for name, data in sorted(held.items())
    ]
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, data in held.items():
            zipped.writestr(name, data)
        zipped.writestr("manifest.json", json.dumps(manifest))
    return target


def refused(home: Path, path: Path, **options: Any) -> str:
    """The sentence that an archive is refused with; nothing at all has changed then."""
    with opened(home):
        pass
    before = everything(home)
    with opened(home) as store, pytest.raises(StoreError) as problem:
        bring_archive(store, path, **options)
    assert everything(home) == before
    assert files_in(home) == {one for one in before if one.startswith("walks/")}
    said = str(problem.value)
    assert "\n" not in said and said.endswith(".")
    return said


# There and back


def test_nothing_of_a_person_is_left_out_but_the_keys_of_phones(full: Path) -> None:
    held = members(full)
    for one in metadata.sorted_tables:
        if one.name in ("person", *LEFT_OUT):
            assert f"rows/{one.name}.jsonl" not in held
        else:
            assert held[f"rows/{one.name}.jsonl"], f"{one.name}: the person of this test has none"
    assert {name.rsplit(".", 1)[-1] for name in held if name.startswith("motion/")} == {"blocks", "json"}


def test_out_wiped_and_in_again_it_is_the_same_bit_by_bit(full: Path, home: Path, tmp_path: Path) -> None:
    with opened(home) as store:
        brought = bring_archive(store, full)
        assert not brought.already_there and brought.rows["walk"] == 2
        write_archive(store, tmp_path / "again.zip")
        assert (tmp_path / "again.zip").read_bytes() == full.read_bytes()
        programme = store.plans.programme()
        assert programme is not None and programme.id == "p2"
        assert [one.document.id for one in store.plans.programmes()] == ["p2", "p1"]
        assert [one.result for one in store.outcomes.results()] == [TUG]
        assert [one.trial for one in store.outcomes.trials()] == [TRIAL]
        (walk,) = store.walks()
        assert store.original(walk.id).is_file() and walk.overview is not None
        assert sum(len(block.t_s) for block in store.recording(walk.id).signals()) > 1000
    with opened(home) as store:
        write_archive(store, tmp_path / "later.zip")
    assert (tmp_path / "later.zip").read_bytes() == full.read_bytes()


def test_it_says_what_is_in_it_with_the_sum_of_each(full: Path) -> None:
    held = members(full)
    manifest = json.loads(held.pop("manifest.json"))
    assert manifest["schema"] == "retrowalk.archive/1"
    assert manifest["database"] == database.newest_revision()
    told = {one["name"]: (one["size_bytes"], one["sha256"]) for one in manifest["members"]}
    assert told == {name: (len(data), hashlib.sha256(data).hexdigest()) for name, data in held.items()}
    row = next(one for one in table(full, "result") if one["id"] == TUG.id)
    assert row["at"] == "2026-11-23T09:00:00.000000Z"
    assert row["document"]["note"] == TUG.note


def test_two_people_on_one_computer_keep_to_themselves(full: Path, home: Path, tmp_path: Path) -> None:
    with opened(home) as store:
        store.plans.save_profile(a_person())
    with Store(home, clock=lambda: NINE + timedelta(days=1)) as store:
        bring_archive(store, full, new_name="Ada")
        assert store.walks() == [], "whoever was here has nothing of it"
        ada = next(one for one in store.people() if one.name == "Ada")
        assert store.people()[0] == store.person, "the coach opens as before"
    with Store(home, person=ada, clock=lambda: NINE) as store:
        assert len(store.walks()) == 1
        write_archive(store, tmp_path / "ada.zip")
    with opened(home) as store:
        write_archive(store, tmp_path / "other.zip")
    assert "walks/" not in " ".join(members(tmp_path / "other.zip"))
    same = members(full)
    assert {
        name: data for name, data in members(tmp_path / "ada.zip").items() if name != "manifest.json"
    } == {name: data for name, data in same.items() if name != "manifest.json"}


def test_a_file_that_is_gone_is_named_and_the_rest_comes_back(full: Path, home: Path, tmp_path: Path) -> None:
    with opened(home) as store:
        bring_archive(store, full)
        (walk,) = store.walks()
        store.original(walk.id).unlink()
        archive = write_archive(store, tmp_path / "less.zip")
        assert archive.missing == (f"walks/{walk.file_id}/original/garden.parquet",)
    with opened(tmp_path / "other") as store:
        assert bring_archive(store, tmp_path / "less.zip").missing == archive.missing
        write_archive(store, tmp_path / "again.zip")
    assert (tmp_path / "again.zip").read_bytes() == (tmp_path / "less.zip").read_bytes()


# Earlier versions


def a_folder_of(revision: str, home: Path, folder: Path) -> str:
    """A data folder as the version with these tables left it, with a walk, and more where there was more; its owner."""
    with contextlib.suppress(FileExistsError):
        (home / "walks").mkdir(parents=True)
    database.make_database(home / "retrowalk.sqlite", revision)
    data = b"t,ax,ay,az\n0,0,0,9.81\n0.02,0,0,9.81\n"
    file = home / "walks" / ("f" * 32)
    (file / "original").mkdir(parents=True)
    (file / "original" / "walk.csv").write_bytes(data)
    (file / "recording-0.parquet").write_bytes(b"a table")
    at, sha = "2026-01-02 03:04:05.000000", hashlib.sha256(data).hexdigest()
    rows: list[tuple[str, dict[str, Any]]] = [
        ("person", {"id": "me", "name": "Grace", "created_at": at}),
        ("imported_file", {"id": "f" * 32, "sha256": sha, "name": "walk.csv", "size_bytes": len(data),
                           "imported_at": at}),
        ("walk", {"id": "w" * 32, "file_id": "f" * 32, "recording_index": 0, "format": "csv", "placement": "pocket",
                  "duration_s": 0.02, "simulated": 0, "recording_warnings": "[]", "added_at": at, "revision": 0,
                  "attempts": 0}),
    ]  # fmt: skip
    if revision >= "0002":
        with opened(folder / "today") as store:
            store.plans.save_profile(a_person())
        with closing(sqlite3.connect(folder / "today" / "retrowalk.sqlite")) as today:
            (document,) = today.execute("SELECT document FROM profile").fetchone()
        rows.append(("profile", {"document": document, "revision": 3, "saved_at": at}))
    with closing(sqlite3.connect(home / "retrowalk.sqlite")) as connection, connection:
        for name, row in rows:
            values = row if name == "person" else {**row, "person_id": "me"}
            holes = ", ".join("?" * len(values))
            connection.execute(
                f"INSERT INTO {name} ({', '.join(values)}) VALUES ({holes})", [*values.values()]
            )
    return "me"


@pytest.mark.parametrize("revision", database.known_revisions())
def test_an_archive_of_every_earlier_version_comes_in(revision: str, home: Path, tmp_path: Path) -> None:
    then = tmp_path / "then"
    owner = a_folder_of(revision, then, tmp_path)
    with closing(sqlite3.connect(then / "retrowalk.sqlite")) as connection:
        archive = write_zip(connection, then, owner, tmp_path / "then.zip")
    assert archive.database == revision
    with opened(home) as store:
        bring_archive(store, tmp_path / "then.zip")
        (walk,) = store.walks()
        assert (walk.id, walk.file, walk.run_id) == ("w" * 32, "walk.csv", None)
        assert store.original(walk.id).read_bytes().startswith(b"t,ax")
        assert store.person.name == "Grace"
        if revision >= "0002":
            assert store.plans.profile() == a_person()
        write_archive(store, tmp_path / "now.zip")
    assert (
        json.loads(members(tmp_path / "now.zip")["manifest.json"])["database"] == database.newest_revision()
    )
    with opened(tmp_path / "other") as store:
        bring_archive(store, tmp_path / "now.zip")
        assert bring_archive(store, tmp_path / "then.zip").already_there


def test_an_archive_of_a_later_version_is_refused(full: Path, home: Path, tmp_path: Path) -> None:
    def later(held: dict[str, bytes]) -> None:
        held["manifest.json"] = held["manifest.json"].replace(
            f'"database": "{database.newest_revision()}"'.encode(), b'"database": "9999"'
        )

    assert "written by a newer version" in refused(home, remade(full, tmp_path / "later.zip", later))


# What is here already


def test_the_same_archive_twice_is_there_once(full: Path, home: Path) -> None:
    with opened(home) as store:
        bring_archive(store, full)
        before = everything(home)
        assert bring_archive(store, full).already_there
    assert everything(home) == before


def test_it_does_not_mix_with_what_is_here(full: Path, home: Path) -> None:
    with opened(home) as store:
        store.plans.save_profile(a_person())
    assert "something of yours here already" in refused(home, full)


def test_put_in_the_place_of_what_is_here_that_is_kept(
    full: Path, home: Path, tmp_path: Path, write_table: WriteTable
) -> None:
    with opened(home) as store:
        store.plans.save_profile(a_person())
        store.add_file(write_table())
        write_archive(store, tmp_path / "before.zip")
        brought = bring_archive(store, full, replace=True)
        assert brought.before is not None
        assert brought.before.read_bytes() == (tmp_path / "before.zip").read_bytes()
        write_archive(store, tmp_path / "after.zip")
        assert (tmp_path / "after.zip").read_bytes() == full.read_bytes()
        assert len(files_in(home)) == 4, "the files of what was replaced are gone"
        bring_archive(store, brought.before, replace=True)
        assert [one.file for one in store.walks()] == ["walk.csv"]
        assert not any((home / "motion").rglob("*.blocks"))


def test_an_older_archive_of_the_same_person_heals_what_was_damaged(
    full: Path, home: Path, tmp_path: Path
) -> None:
    with opened(home) as store:
        bring_archive(store, full)
        (walk,) = store.walks()
        store.original(walk.id).write_bytes(b"worm-eaten")
        store.outcomes.put_away(TUG.id)
        bring_archive(store, full, replace=True)
        write_archive(store, tmp_path / "again.zip")
    assert (tmp_path / "again.zip").read_bytes() == full.read_bytes()


def test_what_is_somebody_elses_here_is_refused(full: Path, home: Path) -> None:
    with opened(home) as store:
        bring_archive(store, full)
    assert "another person's" in refused(home, full, new_name="Twin")
    with opened(home) as store:
        other = store.add_person("Other")
    with (
        Store(home, person=other, clock=lambda: NINE) as store,
        pytest.raises(ArchiveError, match="another person"),
    ):
        bring_archive(store, full)


# Damaged, hostile, too large


def test_what_is_no_archive_is_refused_in_a_sentence(full: Path, home: Path, tmp_path: Path) -> None:
    data = full.read_bytes()
    (tmp_path / "text.zip").write_text("a shopping list")
    (tmp_path / "empty.zip").write_bytes(b"")
    (tmp_path / "cut.zip").write_bytes(data[: len(data) // 2])
    (tmp_path / "headless.zip").write_bytes(data[1000:])
    with zipfile.ZipFile(tmp_path / "other.zip", "w") as zipped:
        zipped.writestr("song.mp3", b"la")
    with zipfile.ZipFile(tmp_path / "list.zip", "w") as zipped:
        zipped.writestr("manifest.json", b"[]")
    for name in ("text", "empty", "cut", "headless", "other", "list"):
        assert f"{name}.zip" in refused(home, tmp_path / f"{name}.zip")
    assert "There is no file" in refused(home, tmp_path / "nowhere.zip")
    assert "is a folder" in refused(home, tmp_path)


def test_one_turned_bit_anywhere_is_noticed(full: Path, home: Path, tmp_path: Path) -> None:
    data = full.read_bytes()
    for place in range(7, len(data), len(data) // 16):
        damaged = bytearray(data)
        damaged[place] ^= 0x10
        path = tmp_path / "turned.zip"
        path.write_bytes(damaged)
        # Where it hits nothing that says anything (a date of the zip's own), the archive is still whole.
        with opened(home) as store, contextlib.suppress(ArchiveError):
            bring_archive(store, path)
            write_archive(store, tmp_path / "again.zip")
            assert (tmp_path / "again.zip").read_bytes() == data
        shutil.rmtree(home)


def test_files_that_lie_before_its_beginning_are_refused(full: Path, home: Path, tmp_path: Path) -> None:
    data = bytearray(full.read_bytes())
    where = data.rindex(b"PK\x05\x06") + 16  # of the end: where the list of files begins
    data[where : where + 4] = (int.from_bytes(data[where : where + 4], "little") + (1 << 20)).to_bytes(
        4, "little"
    )
    path = tmp_path / "moved.zip"
    path.write_bytes(data)
    with opened(home) as store, pytest.raises(ArchiveError, match="before its beginning"):
        bring_archive(store, path)


HOSTILE = [
    "../outside.txt",
    "/tmp/outside.txt",
    "walks/../../outside.txt",
    "walks/" + "a" * 32 + "/original/../../../../outside.txt",
    "walks/" + "a" * 32 + "/original/nul.txt",
    "walks/" + "a" * 32 + "/recording-0.parquet/../x",
    "walks\\outside.txt",
    "motion/run-0001/../../x.blocks",
    "C:/outside.txt",
    "retrowalk.sqlite",
    "rows/device.jsonl",
    "rows/../retrowalk.jsonl",
    "lan/key.pem",
]


def with_a(name: str, source: Path, target: Path) -> Path:
    return remade(source, target, lambda held: held.update({name: b"gotcha"}))


def test_no_name_leads_out_of_the_folder(full: Path, home: Path, tmp_path: Path) -> None:
    with opened(home) as store:
        for name in HOSTILE:
            path = with_a(name, full, tmp_path / "hostile.zip")
            with pytest.raises(ArchiveError, match="no part of an archive"):
                bring_archive(store, path)
        assert not store.walks()
    assert files_in(home) == set()
    assert not list(tmp_path.rglob("outside.txt"))


def of_a_walk(held: dict[str, bytes]) -> str:
    return next(name for name in held if name.endswith("recording-0.parquet"))


def line(held: dict[str, bytes], table: str, **changed: Any) -> None:
    name = f"rows/{table}.jsonl"
    first, *others = held[name].splitlines(keepends=True)
    held[name] = json.dumps({**json.loads(first), **changed}).encode() + b"\n" + b"".join(others)


ODD: list[tuple[Callable[[dict[str, bytes]], Any], str]] = [
    (lambda held: held.pop(of_a_walk(held)), "it lacks"),
    (lambda held: held.update({f"walks/{'a' * 32}/recording-0.parquet": b"x"}), "belongs to no row"),
    (lambda held: held.update({"motion/run-9999/page-one.blocks": b"x"}), "belongs to no row"),
    (lambda held: held.update({"rows/songs.jsonl": b"{}\n"}), "no version had"),
    (lambda held: held.update({"rows/result.jsonl": b"[" * 100_000}), "line 1 of rows/result.jsonl is no JSON"),
    (lambda held: held.update({"rows/result.jsonl": b"7\n"}), "is no JSON object"),
    (lambda held: line(held, "result", person_id="somebody"), "a column “person_id” that this table never had"),
    (lambda held: line(held, "result", at="yesterday"), "“at” what is not an instant"),
    (lambda held: line(held, "result", revision="1; DROP TABLE walk"), "“revision” what is not a number"),
    (lambda held: line(held, "result", revision=2**80), "“revision” what is not a number"),
    (lambda held: line(held, "result", document={"schema": "retrowalk.result/1"}), "is missing"),
    (lambda held: line(held, "result", measure="mood"), "cannot be read"),
    (lambda held: line(held, "profile", document={"schema": "retrowalk.profile/9"}), "later Retrowalk"),
    (lambda held: line(held, "profile_draft", answers=[1]), "cannot be read"),
    (lambda held: line(held, "walk", placement="tail"), "cannot be read"),
    (lambda held: line(held, "walk", file_id="e" * 32), "do not fit together"),
    (lambda held: line(held, "imported_file", sha256="0" * 64), "is not the file that was brought"),
    (lambda held: line(held, "run_event", seq=5), "cannot be read"),
    (lambda held: line(held, "analysis", overview={"summary": {}}), "cannot be read"),
    (lambda held: held.update({"rows/walk.jsonl": held["rows/walk.jsonl"] * 2}), "do not fit together"),
]  # fmt: skip


def test_what_does_not_fit_together_is_refused(full: Path, home: Path, tmp_path: Path) -> None:
    with opened(home):
        pass
    before = everything(home)
    with opened(home) as store:
        for change, said in ODD:
            path = remade(full, tmp_path / "odd.zip", change)
            with pytest.raises(ArchiveError) as problem:
                bring_archive(store, path)
            assert said in str(problem.value)
            assert "\n" not in str(problem.value) and str(problem.value).endswith("Nothing was changed.")
    assert everything(home) == before
    assert files_in(home) == set()


def test_a_bomb_is_not_unpacked(full: Path, home: Path, tmp_path: Path) -> None:
    """Megabytes of nothing, of which the manifest says nothing, or the truth."""
    held = members(full)
    manifest = json.loads(held["manifest.json"])
    name = next(one for one in held if one.endswith("recording-0.parquet"))
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as zipped:
        for one, data in held.items():
            zipped.writestr(one, bytes(60 << 20) if one == name else data)
    began = time.monotonic()
    assert "not as it was written" in refused(home, path)
    # What the zip says of it may be a lie too: then it is read up to the size it says, and found out.
    lying = bytearray(path.read_bytes())
    size = next(one["size_bytes"] for one in manifest["members"] if one["name"] == name)
    for signature, offset in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        place = -1
        while (place := lying.find(signature, place + 1)) >= 0:
            if struct.unpack_from("<I", lying, place + offset)[0] == 60 << 20:
                struct.pack_into("<I", lying, place + offset, size)
    path.write_bytes(lying)
    tracemalloc.start()
    assert "archive" in refused(home, path)
    assert tracemalloc.get_traced_memory()[1] < 30 << 20
    tracemalloc.stop()
    assert time.monotonic() - began < 20
    for one in manifest["members"]:
        if one["name"] == name:
            one["size_bytes"] = 1 << 50
    with zipfile.ZipFile(path, "w") as zipped:
        for other, content in held.items():
            zipped.writestr(other, json.dumps(manifest) if other == "manifest.json" else content)
    assert "not as it was written" in refused(home, path)


def test_a_file_twice_is_refused(full: Path, home: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(full, tmp_path / "twice.zip"))
    with zipfile.ZipFile(path, "a") as zipped, pytest.warns(UserWarning, match="Duplicate"):
        zipped.writestr("README.txt", "another")
    assert "twice" in refused(home, path)


def test_where_it_does_not_fit_nothing_is_begun(
    full: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with opened(home) as store, monkeypatch.context() as small:
        few = shutil._ntuple_diskusage(1 << 30, 1 << 30, (64 << 20) + 1000)
        small.setattr(shutil, "disk_usage", lambda _path: few)
        with pytest.raises(NoRoomError, match="no room"):
            bring_archive(store, full)
    assert files_in(home) == set()


# By halves


def test_a_failure_at_the_last_moment_changes_nothing(
    full: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with opened(home) as store:
        before = everything(home)
        with monkeypatch.context() as full_disk:

            def fails(folder: Path) -> None:
                raise OSError(28, "No space left on device")

            full_disk.setattr("retrowalk.store.archive.bringing.sync_names", fails)
            with pytest.raises(NoRoomError):
                bring_archive(store, full)
        assert everything(home) == before
        bring_archive(store, full)
        assert len(store.walks()) == 1


@pytest.mark.parametrize("moment", ["build", "_move", "_clear"])
def test_killed_at_any_moment_all_is_there_or_nothing(
    moment: str, full: Path, home: Path, tmp_path: Path
) -> None:
    with opened(home):
        pass
    before = everything(home)
    code = """
        import os, signal, sys
        from pathlib import Path
        from retrowalk.store import Store
        from retrowalk.store.archive import bringing
        home, path, moment = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
        real = getattr(bringing, moment)
        def killed(*arguments):
            real(*arguments)
            os.kill(os.getpid(), signal.SIGKILL)
        setattr(bringing, moment, killed)
        with Store(home) as store:
            bringing.bring_archive(store, path)
    """
    run = in_another_process(code, home, full, moment)
    said = run.communicate(timeout=60)
    assert run.returncode == -signal.SIGKILL, said
    with opened(home) as store:
        if moment == "_clear":
            write_archive(store, tmp_path / "again.zip")
            assert (tmp_path / "again.zip").read_bytes() == full.read_bytes()
            return
        found = {name: one for name, one in everything(home).items() if not name.startswith("motion/")}
        assert found == before
        bring_archive(store, full)
        write_archive(store, tmp_path / "again.zip")
        assert (tmp_path / "again.zip").read_bytes() == full.read_bytes()


def test_a_large_file_costs_no_memory(home: Path, tmp_path: Path, write_table: WriteTable) -> None:
    with opened(home) as store:
        (walk,) = store.add_file(write_table()).walks
        large = b"0123456789abcdef" * (4 << 20)
        store.original(walk.id).write_bytes(large)
        with store.writing() as db:
            sha = hashlib.sha256(large).hexdigest()
            db.exec_driver_sql("UPDATE imported_file SET sha256 = ?", (sha,))
        del large
        tracemalloc.start()
        write_archive(store, tmp_path / "large.zip")
        with opened(tmp_path / "other") as other:
            bring_archive(other, tmp_path / "large.zip")
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert peak < 24 << 20, f"{peak >> 20} MB for a file of 64 MB"


def test_while_it_is_written_others_go_on(full: Path, home: Path, tmp_path: Path) -> None:
    with opened(home) as store:
        bring_archive(store, full)
        with store.reading():
            store.outcomes.put_away(TUG.id)
        write_archive(store, tmp_path / "out.zip")
    assert all("deleted_at" in one for one in table(tmp_path / "out.zip", "result"))


@pytest.fixture(autouse=True)
def nothing_is_left_on_its_way(home: Path) -> Iterator[None]:
    yield
    assert not [one for one in (home / "incoming").rglob("*") if one.is_file() and one.name != "lock"]
