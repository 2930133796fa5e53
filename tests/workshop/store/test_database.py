"""The file: one server, whole or refused with a backup named, and what is deleted is gone."""

from __future__ import annotations

import datetime as dt
import os
import random
import sqlite3
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from decision.workshop import room as room_module
from decision.workshop.errors import DamagedError, InUseError, StoreError
from decision.workshop.facilitator import Facilitator, renew_secret
from decision.workshop.room import Room
from decision.workshop.store import database as store_module
from decision.workshop.store import tables
from decision.workshop.store.backups import KEPT, backups, restore
from decision.workshop.store.database import Store, new_path, workshops
from decision.workshop.store.file_lock import FileLock
from tests.workshop.data import POSIX, ballot, ballot_of, make, run, voted

# Settings, and where files are


def test_the_file_is_in_a_mode_that_keeps_what_it_confirmed(room: Room) -> None:
    with closing(room.store._connect()) as db:
        journal = db.execute("PRAGMA journal_mode").fetchone()[0]
        synchronous = db.execute("PRAGMA synchronous").fetchone()[0]
        assert db.execute("PRAGMA secure_delete").fetchone()[0] == 1
        assert db.execute("PRAGMA foreign_keys").fetchone()[0] == 1
    safe = sqlite3.sqlite_version_info >= (3, 51, 3)
    assert (journal, synchronous) == (("wal", 2) if safe else ("truncate", 3))


def test_workshops_live_in_the_users_own_folder(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(store_module.platformdirs, "user_data_dir", lambda *_, **__: str(tmp_path))
    assert store_module.folder() == tmp_path / "workshops"
    path = new_path("PACS: Radiology or Digital?", dt.date(2026, 11, 24))
    assert path.parent == tmp_path / "workshops"
    assert path.name.startswith("2026-11-24-pacs-radiology-or-digital-")


@pytest.mark.parametrize("title", ["../../etc/passwd", "CON", "a\x00b\u202e", "é" * 500, "", "…/…"])
def test_a_hostile_title_makes_a_plain_name(title: str, tmp_path: Path) -> None:
    path = new_path(title, dt.date(2026, 11, 24), tmp_path)
    assert path.parent == tmp_path
    assert len(path.name) < 80
    assert set(path.name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-.")
    assert path != new_path(title, dt.date(2026, 11, 24), tmp_path)


def test_workshops_are_listed_the_latest_first_without_their_copies(tmp_path: Path) -> None:
    for place, name in enumerate(("old.db", "new.db")):
        room, facilitator = make(tmp_path / name)
        facilitator.back_up()
        room.close()
        os.utime(tmp_path / name, (place, place))
    (tmp_path / "cut-short.db").touch()
    assert [path.name for path in workshops(tmp_path)] == ["new.db", "old.db"]
    assert workshops(tmp_path / "none") == []


@POSIX
def test_nobody_else_on_the_machine_can_read_a_workshop(
    room: Room, facilitator: Facilitator
) -> None:
    facilitator.back_up()
    assert room.store.path.parent.stat().st_mode & 0o077 == 0
    for path in room.store.path.parent.iterdir():
        assert path.stat().st_mode & 0o077 == 0, path.name


# One server


def test_a_second_server_is_refused_and_the_first_goes_on(
    room: Room, facilitator: Facilitator
) -> None:
    with pytest.raises(InUseError, match="open already"):
        Room.open(room.store.path)
    tokens = voted(room, facilitator)
    assert ballot_of(room, tokens[0])


def test_a_closed_workshop_takes_nothing_more(room: Room, facilitator: Facilitator) -> None:
    room.close()
    with pytest.raises(StoreError, match="has been closed"):
        room.turnout()
    with pytest.raises(StoreError, match="has been closed"):
        facilitator.open_round()


# Faults of the file, and backups


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no such workshop"):
        Room.open(tmp_path / "none.db")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("content", [b"", b"hello" * 1000, b"SQLite format 3\x00" + b"\xff" * 5000])
def test_a_file_that_is_no_workshop_is_refused(path: Path, content: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(content)
    with pytest.raises(DamagedError, match="No backup was found"):
        Room.open(path)
    assert path.read_bytes() == content


def test_another_programs_database_is_refused_untouched(path: Path) -> None:
    path.parent.mkdir()
    with closing(sqlite3.connect(path)) as db:
        db.execute("CREATE TABLE theirs (x)")
        db.execute("PRAGMA user_version = 1")
    before = path.read_bytes()
    with pytest.raises(DamagedError, match="not a workshop's file"):
        Room.open(path)
    assert path.read_bytes() == before


def test_a_newer_file_is_refused(room: Room) -> None:
    room.close()
    with closing(sqlite3.connect(room.store.path)) as db:
        db.execute("ALTER TABLE rounds ADD COLUMN later TEXT")
        db.execute(f"PRAGMA user_version = {tables.VERSION + 1}")
    with pytest.raises(StoreError, match="newer version"):
        Room.open(room.store.path)


def test_tables_that_no_version_made_are_damage_and_nothing_in_them_runs(
    room: Room, facilitator: Facilitator
) -> None:
    room.close()
    copy = backups(room.store.path)[0]
    with closing(sqlite3.connect(room.store.path)) as db:
        db.execute("ALTER TABLE rounds RENAME TO kept")
        db.execute(
            "CREATE VIEW rounds AS WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) "
            "SELECT x AS number, 'open' AS state, '' AS opened, '' AS closed, '' AS revealed FROM n"
        )
        db.commit()
    with pytest.raises(DamagedError, match="its tables are not a workshop's") as caught:
        Room.open(room.store.path)
    assert caught.value.backup == copy


def test_a_file_deleted_under_an_open_room_is_named_with_its_backup(
    room: Room, facilitator: Facilitator
) -> None:
    voted(room, facilitator)
    path = room.store.path
    path.unlink()
    for act in (room.turnout, facilitator.close_round, facilitator.back_up):
        with pytest.raises(StoreError, match=r"a\.db was deleted or moved") as caught:
            act()
        assert isinstance(caught.value, DamagedError)
        assert caught.value.backup == backups(path)[0]
    room.close()
    assert workshops(path.parent) == [path]  # found by its backups
    with pytest.raises(DamagedError, match="gone from its folder") as caught:
        Room.open(path)
    assert caught.value.backup is not None
    restore(path, caught.value.backup)
    again = Room.open(path)
    assert again.turnout().round == 1
    again.close()


def test_before_the_first_round_is_closed_there_is_a_backup_with_most_of_its_ballots(
    room: Room, facilitator: Facilitator
) -> None:
    assert backups(room.store.path)
    voted(room, facilitator, people=room_module.BETWEEN)
    with closing(sqlite3.connect(backups(room.store.path)[0])) as db:
        (kept,) = db.execute("SELECT count(*) FROM ballots").fetchone()
    assert kept > room_module.BETWEEN / 3
    assert len(backups(room.store.path)) <= KEPT


def test_a_deleted_lock_lets_no_second_server_in(room: Room) -> None:
    if sys.platform != "linux":
        pytest.skip("elsewhere the lock's file is all that is locked")
    room.store.path.with_suffix(".lock").unlink()
    with pytest.raises(InUseError):
        Room.open(room.store.path)
    told = run(
        "import pathlib, sys; from decision.workshop.room import Room\n"
        "Room.open(pathlib.Path(sys.argv[1]))",
        str(room.store.path),
    )
    assert "InUseError" in told.stderr


def flips(path: Path, count: int, seed: int = 1) -> tuple[int, list[str]]:
    """Flip one bit, so many times over; give how often it was noticed, and what went wrong."""
    whole, draw = path.read_bytes(), random.Random(seed)
    copy = backups(path)[0]
    before = {each.name: each.read_bytes() for each in path.parent.glob("*.backup-*")}
    with closing(sqlite3.connect(path)) as db:
        content = "\n".join(db.iterdump())
    noticed, found = 0, []
    for _ in range(count):
        place, bit = draw.randrange(len(whole)), 1 << draw.randrange(8)
        path.write_bytes(whole[:place] + bytes([whole[place] ^ bit]) + whole[place + 1 :])
        try:
            room = Room.open(path)
        except DamagedError as error:
            noticed += 1
            if error.backup != copy or path.name not in str(error):
                found.append(f"byte {place}, bit {bit}: {error}")
            continue
        except Exception as error:
            found.append(f"byte {place}, bit {bit}: {type(error).__name__}: {error}")
            continue
        try:
            room.turnout()
            Facilitator(room, renew_secret(room)).export()
        except Exception as error:
            found.append(f"byte {place}, bit {bit}, once open: {type(error).__name__}: {error}")
        finally:
            room.close()
        path.write_bytes(whole[:place] + bytes([whole[place] ^ bit]) + whole[place + 1 :])
        with closing(sqlite3.connect(path)) as db:
            if "\n".join(db.iterdump()) != content:
                found.append(f"byte {place}, bit {bit}: another content, and not noticed")
    path.write_bytes(whole)
    assert {each.name: each.read_bytes() for each in path.parent.glob("*.backup-*")} == before
    return noticed, found


def test_600_flipped_bits_are_each_named_damage_or_change_nothing(whole: Path) -> None:
    room = Room.open(whole)
    room.store.back_up()
    room.close()
    noticed, found = flips(whole, 600)
    assert found == []
    assert noticed > 150  # the others fall on bytes that hold nothing


# Full disks and folders that can't be written


def test_a_full_disk_is_said_and_loses_nothing(
    room: Room, facilitator: Facilitator, monkeypatch: pytest.MonkeyPatch
) -> None:
    tokens = voted(room, facilitator)
    real = store_module._connect

    def small(path: Path) -> sqlite3.Connection:
        db = real(path)
        db.execute("PRAGMA max_page_count = 1")  # no more pages than there are
        return db

    monkeypatch.setattr(store_module, "_connect", small)
    sent = ballot(50, comments={"speed": "x" * 500, "voice": "y" * 500})
    kept, told = 0, ""
    while not told:
        try:
            room.submit(tokens[kept % 4], sent, f"filling-{kept:04d}")
            kept += 1
        except StoreError as error:
            told = str(error)
    assert "disk is full; free some space" in told
    monkeypatch.undo()
    assert room.store.verify() is None
    for place in range(max(0, kept - 4), kept):
        mine = ballot_of(room, tokens[place % 4])
        assert mine is not None
        assert mine.given.weights["speed"] == 50
    room.submit(tokens[0], ballot(77), "space-again")
    assert room.turnout().voted == 4


FILLS = """
import pathlib, resource, sys
from decision.workshop.errors import StoreError
from decision.workshop.room import Room
from tests.workshop.data import ballot
room = Room.open(pathlib.Path(sys.argv[1]))
size = pathlib.Path(sys.argv[1]).stat().st_size
resource.setrlimit(resource.RLIMIT_FSIZE, (size + 20000, resource.RLIM_INFINITY))
words = {name: "x" * 500 for name in ("speed", "voice", "cost")}
for number in range(40):
    try:
        sent = ballot(20 + number, comments=words)
        room.submit(sys.argv[2 + number % 4], sent, f"fill-{number:04d}")
    except StoreError as error:
        print("refused", error)
        break
    print("kept", number, flush=True)
"""


@POSIX
def test_a_disk_that_stops_taking_bytes_is_said_and_loses_nothing(
    room: Room, facilitator: Facilitator
) -> None:
    tokens = voted(room, facilitator)
    room.close()
    told = run(FILLS, str(room.store.path), *tokens)
    kept = [int(line.split()[1]) for line in told.stdout.splitlines() if line.startswith("kept")]
    assert "refused The workshop's file: the disk" in told.stdout, told.stderr
    assert kept
    again = Room.open(room.store.path)
    for number in kept[-4:]:
        mine = ballot_of(again, tokens[number % 4])
        assert mine is not None
        assert mine.given.weights["speed"] == 20 + number
    again.close()


READ_ONLY = """
import os, pathlib, sys
from decision.workshop.errors import StoreError
from decision.workshop.room import Room
from tests.workshop.data import make
if os.geteuid() == 0:
    os.setgid(65534)
    os.setuid(65534)
path = pathlib.Path(sys.argv[1])
for act in (lambda: make(path / "b.db"), lambda: make(path / "new" / "b.db"),
            lambda: Room.open(path / "a.db")):
    try:
        act()
    except StoreError as error:
        print("refused", error)
"""


@POSIX
def test_a_folder_that_cannot_be_written_is_said(tmp_path_factory: pytest.TempPathFactory) -> None:
    for each in (folder := tmp_path_factory.mktemp("shut"), *folder.parents[:3]):
        each.chmod(0o755)  # so that the user "nobody" gets as far as the folder itself
    room, _ = make(folder / "a.db")
    room.close()
    (folder / "a.lock").unlink()
    (folder / "a.db").chmod(0o644)
    before = sorted(path.name for path in folder.iterdir())
    folder.chmod(0o555)
    try:
        told = run(READ_ONLY, str(folder))
    finally:
        folder.chmod(0o755)
    lines = told.stdout.splitlines()
    assert len(lines) == 3, told.stderr
    assert all("check who may write there" in line for line in lines)
    assert sorted(path.name for path in folder.iterdir()) == before


def test_a_workshop_that_cannot_be_made_leaves_nothing(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        error = sqlite3.OperationalError("database or disk is full")
        error.sqlite_errorcode = sqlite3.SQLITE_FULL
        raise error

    real = Path.unlink

    def held(self: Path, missing_ok: bool = False) -> None:
        if self.suffix == ".lock":
            FileLock(self).release()  # Windows deletes no file that is held open
        real(self, missing_ok)

    monkeypatch.setattr(tables, "migrate", full)
    monkeypatch.setattr(Path, "unlink", held)
    with pytest.raises(StoreError, match="No workshop was made: the disk is full"):
        make(path)
    assert list(path.parent.iterdir()) == []


def test_a_workshop_that_cannot_be_locked_leaves_nothing(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def shut(path: Path, _: Path) -> None:
        raise StoreError(f"{path.parent}: nothing can be written in this folder.")

    monkeypatch.setattr(store_module, "FileLock", shut)
    with pytest.raises(StoreError, match="nothing can be written"):
        make(path)
    assert list(path.parent.iterdir()) == []


# Migration


# Deletion


def everywhere(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_what_is_forgotten_is_in_no_file_afterwards(path: Path) -> None:
    room, facilitator = make(path, free_roles=True)
    link = facilitator.open_round().link or ""
    tokens = []
    for number in range(6):
        token = room.join(link, "Jane Roe of ward 7" if number % 2 else "HR")
        sent = ballot(10 + number, comments={"speed": f"Jane Roe told me {number} " * 10})
        room.submit(token, sent, f"request-by-jane-{number}")
        tokens.append(token)
    facilitator.close_round()
    facilitator.remove(facilitator.ballots(1)[0].id, "Jane Roe came twice")
    facilitator.reveal()
    facilitator.show_result_early(True, "Jane Roe asked for it")
    facilitator.agree("panel-mean", "Jane Roe said so")
    before = room.reveal(1)
    assert b"Jane Roe" in everywhere(path.parent)
    assert backups(path)
    hashes = [store_module.rows.hashed(token) for token in tokens]
    facilitator.forget()
    left = everywhere(path.parent)
    for trace in (b"Jane", b"ward 7", *hashes, *(token.encode() for token in tokens)):
        assert trace not in left
    assert backups(path) == []
    assert room.store.verify() is None
    assert room.reveal(1).everyone == before.everyone
    with pytest.raises(Exception, match="has not joined"):
        ballot_of(room, tokens[0])
    facilitator.back_up()
    room.close()
    again = Room.open(path)
    assert again.reveal(1).everyone == before.everyone
    again.close()


def test_a_deletion_cut_short_is_finished_on_opening(
    room: Room, facilitator: Facilitator, monkeypatch: pytest.MonkeyPatch
) -> None:
    voted(room, facilitator)
    facilitator.close_round()
    monkeypatch.setattr(Store, "_forget_files", lambda self: None)  # cut after the transaction
    facilitator.forget()
    assert backups(room.store.path)
    monkeypatch.undo()
    room.close()
    Room.open(room.store.path).close()
    assert backups(room.store.path) == []


def test_a_deleted_workshop_leaves_no_file(room: Room, facilitator: Facilitator) -> None:
    voted(room, facilitator)
    facilitator.close_round()
    facilitator.back_up()
    facilitator.delete()
    assert list(room.store.path.parent.iterdir()) == []
    with pytest.raises(StoreError):
        room.turnout()


def test_reading_does_not_count_as_a_change_and_writing_does(
    room: Room, facilitator: Facilitator
) -> None:
    before = room.store.changes
    room.turnout()
    facilitator.keys()
    assert room.store.changes == before
    facilitator.open_round()
    assert room.store.changes > before


def test_opening_takes_no_time(room: Room, facilitator: Facilitator) -> None:
    voted(room, facilitator, people=30)
    room.close()
    start = time.perf_counter()
    Room.open(room.store.path).close()
    assert time.perf_counter() - start < 1
