"""Bringing files in: once each, whole or not at all, whatever happens meanwhile."""

from __future__ import annotations

import contextlib
import hashlib
import os
import resource
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from retrowalk.errors import NoRoomError, RecordingError, StoreError
from retrowalk.store import Store
from retrowalk.store.folder import safe_name

from .conftest import WriteTable, files_in


def in_another_process(code: str, *args: object) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(code), *map(str, args)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_a_file_becomes_a_walk_beside_its_original(store: Store, write_table: WriteTable) -> None:
    path = write_table("morning walk.csv")
    (walk,) = store.add_file(path, placement="ankle", side="left").walks
    assert (walk.file, walk.placement, walk.side, walk.state) == (
        "morning walk.csv",
        "ankle",
        "left",
        "waiting",
    )
    assert walk.duration_s == pytest.approx(4, abs=0.05)
    original = store.original(walk.id)
    assert original.read_bytes() == path.read_bytes()
    folder = original.parent.parent
    assert folder.name == walk.file_id
    assert (folder / "recording-0.parquet").is_file()
    assert [one.id for one in store.walks()] == [walk.id]


def test_the_recording_comes_back_from_its_parquet_as_it_is_known_now(
    store: Store, write_table: WriteTable
) -> None:
    (walk,) = store.add_file(write_table()).walks
    store.wear(walk.id, "pocket", "right")
    recording = store.recording(walk.id)
    assert (recording.file, recording.placement, recording.side) == ("walk.csv", "pocket", "right")
    assert sum(len(block.t_s) for block in recording.signals()) == 200


def test_one_file_may_hold_several_walks(store: Store, write_table: WriteTable) -> None:
    added = store.add_file(write_table(trials=3))
    assert [walk.recording_index for walk in added.walks] == [0, 1, 2]
    assert {walk.siblings for walk in added.walks} == {3}
    assert len({walk.file_id for walk in added.walks}) == 1
    assert len({walk.trial for walk in added.walks}) == 3


def test_the_same_file_twice_is_one_walk(store: Store, write_table: WriteTable) -> None:
    path = write_table()
    first = store.add_file(path)
    renamed = path.rename(path.with_name("renamed.csv"))
    again = store.add_file(renamed)
    assert again.already_there and not again.brought_back
    assert [walk.id for walk in again.walks] == [walk.id for walk in first.walks]
    assert len(store.walks()) == 1


def test_bringing_a_deleted_walk_again_brings_it_back(store: Store, write_table: WriteTable) -> None:
    path = write_table()
    (walk,) = store.add_file(path).walks
    store.delete(walk.id)
    again = store.add_file(path)
    assert again.brought_back
    assert [one.id for one in store.walks()] == [walk.id]


def test_two_people_each_have_their_own(store: Store, home: Path, write_table: WriteTable) -> None:
    path = write_table()
    store.add_file(path)
    other = store.add_person("Grete")
    with Store(home, person=other) as theirs:
        assert theirs.walks() == []
        added = theirs.add_file(path)
        assert not added.already_there
        with pytest.raises(StoreError, match="not here"):
            theirs.walk(store.walks()[0].id)
        assert theirs.document(store.walks()[0].id) is None
    assert len(store.walks()) == 1


@pytest.mark.parametrize(
    "content", [b"", b"hello\n", b"\xff\xd8\xff\xe0JFIF not a table at all", b"t,ax,ay,az\n0,nan,nan,nan\n"]
)
def test_a_file_that_is_no_recording_leaves_nothing(
    store: Store, home: Path, tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "bad.csv"
    path.write_bytes(content)
    with pytest.raises(RecordingError, match=r"bad\.csv"):
        store.add_file(path)
    assert files_in(home) == set()
    assert store.walks() == []


@pytest.mark.parametrize("missing", ["nothing.csv", "."])
def test_a_file_that_is_not_there_is_said_so(store: Store, tmp_path: Path, missing: str) -> None:
    with pytest.raises(RecordingError, match=r"There is no file|is a folder"):
        store.add_file(tmp_path / missing)


def test_threads_with_the_same_file_make_one_walk(store: Store, home: Path, write_table: WriteTable) -> None:
    path = write_table(seconds=20)
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: store.add_file(path), range(8)))
    assert len({answer.walks[0].id for answer in answers}) == 1
    assert sum(not answer.already_there for answer in answers) == 1
    assert len(files_in(home)) == 2


def test_processes_with_the_same_file_make_one_walk(home: Path, write_table: WriteTable) -> None:
    path = write_table(seconds=20)
    # Both open a folder that does not exist yet, too: one makes the tables, the other finds them.
    code = """
        import sys
        from pathlib import Path
        from retrowalk.store import Store
        import retrowalk.recordings, polars
        print("ready", flush=True); sys.stdin = open(0)
        sys.argv[3] and input()
        with Store(Path(sys.argv[1])) as store:
            added = store.add_file(Path(sys.argv[2]))
            print(added.walks[0].id, added.already_there, flush=True)
    """
    runs = [
        subprocess.Popen(
            [sys.executable, "-c", textwrap.dedent(code), str(home), str(path), "wait"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    for run in runs:
        assert run.stdout is not None and run.stdout.readline() == "ready\n"
    for run in runs:
        assert run.stdin is not None
        run.stdin.write("\n")
        run.stdin.flush()
    said = [run.communicate(timeout=60)[0].split() for run in runs]
    assert said[0][0] == said[1][0]
    assert sorted(answer[1] for answer in said) == ["False", "True"]
    with Store(home) as store:
        assert len(store.walks()) == len(store.people()) == 1


def test_an_upload_that_dies_half_way_is_gone_after_the_next_start(home: Path) -> None:
    run = in_another_process(
        """
        import sys, time
        from pathlib import Path
        from retrowalk.store import Store
        store = Store(Path(sys.argv[1]))
        file = store.incoming("walk.csv")
        file.write(b"t,ax,ay,az\\n" * 1000)
        print("half", flush=True)
        time.sleep(60)
        """,
        home,
    )
    assert run.stdout is not None and run.stdout.readline() == "half\n"
    with Store(home):
        assert len(files_in(home)) == 1, "what a living process is at is not swept"
    run.send_signal(signal.SIGKILL)
    run.communicate()
    with Store(home) as store:
        assert files_in(home) == set()
        assert store.walks() == []


def test_a_kill_at_any_moment_leaves_whole_walks_and_no_orphans(home: Path, tmp_path: Path) -> None:
    code = """
        import sys
        from pathlib import Path
        from retrowalk.store import Store
        home, folder, turn = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
        with Store(home) as store:
            for number in range(10_000):
                path = folder / f"{turn}-{number}.csv"
                path.write_text("t,ax,ay,az\\n" + "".join(f"{i/50},{number},{turn},9.81\\n" for i in range(200)))
                store.add_file(path)
                print(number, flush=True)
    """
    told = 0
    for turn, moment in enumerate((0.05, 0.123, 0.31)):
        run = in_another_process(code, home, tmp_path, turn)
        assert run.stdout is not None
        run.stdout.readline()  # the first one is in
        time.sleep(moment)
        run.send_signal(signal.SIGKILL)
        told += 1 + len(run.communicate()[0].split())
    with Store(home) as store:
        walks = store.walks()
        assert len(walks) >= told, "what was said to be kept is kept"
        for walk in walks:
            assert sum(len(block.t_s) for block in store.recording(walk.id).signals()) == 200
            assert store.original(walk.id).is_file()
        assert len(files_in(home)) == 2 * len(walks), "nothing without a row remains"


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 6 MB."""
    where = tmp_path / "disk"
    where.mkdir()
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", where], capture_output=True, text=True, check=False
    )
    if made.returncode:
        pytest.skip(f"a small disk cannot be mounted here ({made.stderr.strip()})")
    yield where
    subprocess.run(["umount", where], check=True)


def fill(disk: Path) -> None:
    with (disk / "stuff").open("wb", buffering=0) as stuff, contextlib.suppress(OSError):
        while True:
            stuff.write(b"x" * 4096)


@pytest.mark.parametrize("moment", ["while it arrives", "while it is kept"])
def test_a_full_disk_is_said_so_and_nothing_half_written_remains(
    small_disk: Path, write_table: WriteTable, moment: str
) -> None:
    home = small_disk / "home"
    content = write_table("second.csv", seconds=400, variant=2).read_bytes()
    with Store(home) as store:
        (first,) = store.add_file(write_table("first.csv")).walks
        with (
            pytest.raises(NoRoomError, match="no room left on the disk"),
            store.incoming("second.csv") as file,
        ):
            if moment == "while it arrives":
                fill(small_disk)
            file.write(content)
            file.finish()
            if moment == "while it is kept":
                fill(small_disk)
            store.add(file)
        assert len(files_in(home)) == 2
        (small_disk / "stuff").unlink()
        assert [walk.id for walk in store.walks()] == [first.id]
        assert len(store.add_file(write_table("second.csv", variant=2)).walks) == 1


def test_a_file_larger_than_the_disk_has_room_for_is_refused_as_it_comes(small_disk: Path) -> None:
    with (
        Store(small_disk / "home") as store,
        store.incoming("huge.csv") as file,
        pytest.raises(NoRoomError, match=r"“huge\.csv” is larger than .*disk has room for"),
    ):
        for _ in range(100):
            file.write(b"0" * 100_000)


def test_a_limit_on_file_sizes_is_a_full_disk_too(home: Path, write_table: WriteTable) -> None:
    path = write_table(seconds=400)  # 0.5 MB
    with Store(home):
        pass

    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))

    run = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys; from pathlib import Path; from retrowalk.store import Store\n"
            "from retrowalk.errors import NoRoomError\n"
            "try: Store(Path(sys.argv[1])).add_file(Path(sys.argv[2]))\n"
            "except NoRoomError as problem: print(problem)",
            str(home),
            str(path),
        ],
        capture_output=True,
        text=True,
        check=True,
        preexec_fn=limited,
    )
    assert run.stdout.startswith("There is no room left on the disk for “walk.csv”")
    with Store(home) as store:
        assert store.walks() == []
        assert files_in(home) == set()


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("walk.csv", "walk.csv"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\me\\walk.csv", "walk.csv"),
        ("a\x00b\nc.csv", "a_b_c.csv"),
        ("con.csv", "con_.csv"),
        ("...", "recording"),
        ("", "recording"),
        ("Gehübung rückwärts.zip", "Gehübung rückwärts.zip"),
    ],
)
def test_names_of_files_cannot_lead_anywhere_else(name: str, safe: str) -> None:
    assert safe_name(name) == safe


def test_a_very_long_name_keeps_its_ending() -> None:
    name = safe_name("ü" * 500 + ".csv")
    assert name.endswith(".csv") and len(name.encode()) <= 130


def test_the_hash_is_of_the_bytes_as_they_came(store: Store) -> None:
    with store.incoming("walk.csv") as file:
        file.write(b"abc")
        file.write(b"def")
        assert file.sha256 == hashlib.sha256(b"abcdef").hexdigest()
        assert file.size == 6


@pytest.fixture
def read_only(tmp_path: Path) -> Iterator[Path]:
    """A folder nobody may write to: to root, who may write everywhere else, a disk mounted read-only."""
    where = tmp_path / "locked"
    where.mkdir()
    if os.geteuid():
        where.chmod(0o555)
        yield where
        where.chmod(0o755)
        return
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "ro", "tmpfs", where], capture_output=True, check=False
    )
    if made.returncode:
        pytest.skip("root may write everywhere, and no read-only disk can be mounted here")
    yield where
    subprocess.run(["umount", where], check=True)


def test_a_folder_that_cannot_be_written_is_said_so(read_only: Path) -> None:
    with pytest.raises(StoreError, match=r"Make the folder writable, or name another one in RETROWALK_HOME"):
        Store(read_only / "home")


def test_a_file_in_the_place_of_the_folder_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("not a folder")
    with pytest.raises(StoreError, match="RETROWALK_HOME"):
        Store(tmp_path / "home")
