"""Every fault is a sentence for a person, and none holds SQLite's own words."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from decision.errors import DecisionError
from decision.workshop import errors
from decision.workshop.errors import (
    BallotError,
    DamagedError,
    InUseError,
    NotNowError,
    RefusedError,
    StoreError,
    TooManyTriesError,
    WorkshopError,
    cause,
    is_damage,
    is_read_only,
)


@pytest.mark.parametrize(
    ("wait", "said"), [(0.2, "1 second,"), (4.0, "4 seconds,"), (4.1, "5 seconds,"), (5.0, "5 s")]
)
def test_the_wait_is_told_in_whole_seconds_and_not_too_few(wait: float, said: str) -> None:
    assert f"Wait {said}" in str(TooManyTriesError(wait))


def test_the_tree_of_faults_is_as_the_module_draws_it() -> None:
    parents = {
        WorkshopError: DecisionError,
        RefusedError: WorkshopError,
        TooManyTriesError: RefusedError,
        NotNowError: WorkshopError,
        BallotError: WorkshopError,
        StoreError: WorkshopError,
        InUseError: StoreError,
        DamagedError: StoreError,
    }
    for child, parent in parents.items():
        assert child.__bases__ == (parent,)
        assert child.__name__ in (errors.__doc__ or "")


def fault(code: int | None) -> sqlite3.Error:
    error = sqlite3.OperationalError("near secret: syntax error")
    if code is not None:
        error.sqlite_errorcode = code
    return error


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (sqlite3.SQLITE_FULL, "the disk is full"),
        (sqlite3.SQLITE_READONLY, "it can't be written"),
        (sqlite3.SQLITE_READONLY_DBMOVED, "it can't be written"),
        (sqlite3.SQLITE_CANTOPEN, "it can't be opened"),
        (sqlite3.SQLITE_BUSY, "another program is using it"),
        (sqlite3.SQLITE_BUSY_SNAPSHOT, "another program is using it"),
        (sqlite3.SQLITE_IOERR_FSYNC, "check that it has space left"),
        (sqlite3.SQLITE_CORRUPT, "it is damaged"),
        (sqlite3.SQLITE_NOTADB, "it is damaged"),
        (sqlite3.SQLITE_MISUSE, "it can't be used"),
        (None, "it can't be used"),
    ],
)
def test_the_cause_of_a_fault_is_said_by_its_primary_code(code: int | None, words: str) -> None:
    assert words in cause(fault(code))
    assert "secret" not in cause(fault(code))


def test_damage_is_told_from_a_disk_that_fails() -> None:
    assert is_damage(fault(sqlite3.SQLITE_CORRUPT))
    assert is_damage(fault(sqlite3.SQLITE_CORRUPT_INDEX))
    assert is_damage(fault(sqlite3.SQLITE_NOTADB))
    assert is_damage(fault(sqlite3.SQLITE_ERROR))  # a column's name with a letter changed
    assert is_damage(fault(None))  # text that is no longer UTF-8
    for code in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_BUSY):
        assert not is_damage(fault(code))
    assert is_read_only(fault(sqlite3.SQLITE_READONLY_DBMOVED))
    assert not is_read_only(fault(sqlite3.SQLITE_FULL))


def test_a_damaged_file_names_the_backup_to_put_back_if_there_is_one() -> None:
    without, copy = DamagedError("x.db is damaged."), Path("folder") / "x.backup-0001.db"
    assert (without.backup, without.opens) == (None, False)
    assert str(without) == "x.db is damaged. No backup was found."
    found = DamagedError("x.db is damaged.", copy, opens=True)
    assert (found.backup, found.opens) == (copy, True)
    assert "x.backup-0001.db can be put in its place" in str(found)
    assert "folder" not in str(found)
