"""Backups are whole or not made, the last few are kept, and a damaged one is not put back."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from decision.workshop.errors import DamagedError, StoreError
from decision.workshop.facilitator import Facilitator
from decision.workshop.room import Room
from decision.workshop.store import backups as store_backups
from decision.workshop.store.backups import backups, everything, restore, sweep
from tests.workshop.data import ballot_of, voted


def test_a_damaged_file_is_refused_and_its_last_backup_opened(
    room: Room, facilitator: Facilitator
) -> None:
    path = room.store.path
    tokens = voted(room, facilitator)
    facilitator.close_round()
    copy = backups(path)[0]
    room.close()
    data = bytearray(path.read_bytes())
    data[5000:20000] = bytes(15000)
    path.write_bytes(data)
    path.with_name(path.name + "-journal").write_bytes(b"half a transaction")
    with pytest.raises(DamagedError, match=copy.name) as caught:
        Room.open(path)
    assert caught.value.backup == copy
    aside = restore(path, copy)
    assert aside.read_bytes() == bytes(data)
    again = Room.open(path)
    assert again.turnout().voted == len(tokens)
    assert ballot_of(again, tokens[0])
    again.close()


def test_a_damaged_backup_is_not_put_back_and_the_one_before_is_named(
    room: Room, facilitator: Facilitator
) -> None:
    path = room.store.path
    first, second = facilitator.back_up(), facilitator.back_up()
    room.close()
    before = path.read_bytes()
    second.write_bytes(b"x" * 10_000)
    with pytest.raises(DamagedError) as caught:
        restore(path, second)
    assert caught.value.backup == first
    assert path.read_bytes() == before


def test_a_backup_whose_record_does_not_hold_is_not_put_back(
    room: Room, facilitator: Facilitator
) -> None:
    path = room.store.path
    first, second = facilitator.back_up(), facilitator.back_up()
    room.close()
    with closing(sqlite3.connect(second, isolation_level=None)) as db:
        db.execute("UPDATE audit SET what = 'nothing' WHERE number = 1")
    with pytest.raises(DamagedError, match="damaged as well") as caught:
        restore(path, second)
    assert caught.value.backup == first
    restore(path, first)
    Room.open(path).close()


def test_a_full_disk_is_no_damage_of_the_backup(
    room: Room, facilitator: Facilitator, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = facilitator.back_up()
    room.close()

    def full(*_: object) -> None:
        error = sqlite3.OperationalError("database or disk is full")
        error.sqlite_errorcode = sqlite3.SQLITE_FULL
        raise error

    monkeypatch.setattr(store_backups, "_copy", full)
    with pytest.raises(StoreError, match="can't be put back: the disk is full") as caught:
        restore(room.store.path, copy)
    assert not isinstance(caught.value, DamagedError)


def test_a_backup_is_whole_while_others_write_and_only_a_few_are_kept(
    room: Room, facilitator: Facilitator
) -> None:
    voted(room, facilitator)
    for _ in range(store_backups.KEPT + 3):
        last = facilitator.back_up()
    kept = backups(room.store.path)
    assert len(kept) == store_backups.KEPT
    assert kept[0] == last
    with closing(sqlite3.connect(last)) as db:
        assert db.execute("SELECT count(*) FROM ballots").fetchone()[0] == 4
        assert db.execute("PRAGMA integrity_check").fetchone()[0] == "ok"


def test_half_a_backup_is_swept_away(room: Room) -> None:
    room.close()
    stray = room.store.path.with_name("a.backup-0001.part")
    stray.write_bytes(b"half")
    Room.open(room.store.path).close()
    assert not stray.exists()


def test_backups_are_listed_the_latest_first_by_number_and_not_by_name(tmp_path: Path) -> None:
    names = ["a.backup-0002.db", "a.backup-9999.db", "a.backup-10000.db"]
    for name in (*names, "a.backup-0003.part", "ab.backup-0004.db", "a.damaged-0005.db", "a.db"):
        (tmp_path / name).touch()
    assert [each.name for each in backups(tmp_path / "a.db")] == names[::-1]
    assert backups(tmp_path / "none" / "a.db") == []


def test_a_failed_backup_leaves_nothing_of_itself_and_the_earlier_ones(
    room: Room, facilitator: Facilitator, monkeypatch: pytest.MonkeyPatch
) -> None:
    facilitator.back_up()
    earlier, before = backups(room.store.path), sorted(room.store.path.parent.iterdir())

    def broken(folder: Path) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(Path, "replace", lambda self, target: broken(self))
    with pytest.raises(StoreError, match=r"No backup was made \(Input/output error\)"):
        facilitator.back_up()
    assert sorted(room.store.path.parent.iterdir()) == before
    assert backups(room.store.path) == earlier


def test_every_file_of_a_workshop_is_found_and_no_other_workshops(tmp_path: Path) -> None:
    mine = {
        "a.db", "a.db-journal", "a.db-wal", "a.db-shm", "a.backup-0001.db", "a.backup-0002.part",
        "a.damaged-0001.db", "a.restored.db",
    }  # fmt: skip
    for name in (*mine, "a.lock", "ab.db", "ab.backup-0001.db", "b.db"):
        (tmp_path / name).touch()
    assert {each.name for each in everything(tmp_path / "a.db")} == mine


def test_sweeping_keeps_whole_backups_and_damaged_files(tmp_path: Path) -> None:
    kept = {"a.db", "a.backup-0001.db", "a.damaged-0001.db", "b.backup-0001.part"}
    for name in (*kept, "a.backup-0002.part", "a.restored.part", "a.restored.db"):
        (tmp_path / name).touch()
    sweep(tmp_path / "a.db")
    assert {each.name for each in tmp_path.iterdir()} == kept


def test_each_damaged_file_is_kept_under_a_name_of_its_own(
    room: Room, facilitator: Facilitator
) -> None:
    path, copy = room.store.path, facilitator.back_up()
    room.close()
    for number in (1, 2):
        path.write_bytes(b"damaged" * number)
        aside = restore(path, copy)
        assert aside.name == f"a.damaged-000{number}.db"
        assert aside.read_bytes() == b"damaged" * number
    Room.open(path).close()


def test_a_file_that_is_gone_is_restored_too(room: Room, facilitator: Facilitator) -> None:
    path, copy = room.store.path, facilitator.back_up()
    room.close()
    path.unlink()
    assert not restore(path, copy).exists()
    Room.open(path).close()


def test_a_backup_that_is_gone_is_a_fault_and_the_file_stays(
    room: Room, facilitator: Facilitator
) -> None:
    path, copy = room.store.path, facilitator.back_up()
    room.close()
    before = path.read_bytes()
    copy.unlink()
    with pytest.raises(StoreError, match="can't be put back"):
        restore(path, copy)
    assert path.read_bytes() == before
