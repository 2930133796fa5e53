"""Backups of a workshop's file, made by SQLite's backup API while the file is in use.

A backup is a file beside the workshop's, as `name.backup-0001.db`; the last few are kept.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import sqlite3
from collections.abc import Callable, Iterable
from pathlib import Path

from decision.workshop.errors import DamagedError, StoreError, cause, is_damage
from decision.workshop.store import audit_check, tables

KEPT = 5  # backups of one workshop
_COPY = re.compile(r".*\.backup-(\d{4,})\.db")
_SIDE_FILES = ("-journal", "-wal", "-shm")


def backups(path: Path) -> list[Path]:
    """Return the backups of a workshop's file, the latest first."""
    found = [each for each in _beside(path, "backup-") if _COPY.fullmatch(each.name)]
    return sorted(found, key=_number, reverse=True)


def back_up(path: Path, connect: Callable[[], sqlite3.Connection]) -> Path:
    """Back up a workshop's file, whole or not at all, and remove old backups; return the new path.

    Raises StoreError: the backup can't be made; the file and earlier backups are untouched.
    """
    earlier = backups(path)
    number = 1 + max((_number(each) for each in earlier), default=0)
    target = _named(path, f"backup-{number:04d}")
    try:
        with contextlib.closing(connect()) as source:
            _copy(source, target)
    except sqlite3.Error as error:
        raise StoreError(f"No backup was made: {cause(error)}.") from None
    except OSError as error:
        raise StoreError(f"No backup was made ({error.strerror}).") from None
    _remove(earlier[KEPT - 1 :])
    return target


def restore(path: Path, copy: Path) -> Path:
    """Replace a damaged file by a backup; return the path under which the damaged one is kept.

    No program may have the file open.

    Raises:
        DamagedError: the backup is damaged too, or its audit log does not verify; `backup` is
            the one before it.
        StoreError: it can't be written.
    """
    ready = path.with_name(f"{path.stem}.restored.db")
    try:
        whole = f"{copy.absolute().as_uri()}?mode=ro"
        with contextlib.closing(sqlite3.connect(whole, uri=True)) as db:
            if not _holds(db):
                raise DamagedError(f"{copy.name} is damaged as well.", _before(path, copy))
            _copy(db, ready)
        aside = _free(path)
        if path.exists():
            shutil.copy2(path, aside)
        # An unfinished transaction of the damaged file must not be applied.
        for ending in _SIDE_FILES:
            with contextlib.suppress(FileNotFoundError):
                path.with_name(path.name + ending).rename(aside.with_name(aside.name + ending))
        ready.replace(path)
        sync_folder(path.parent)
    except sqlite3.Error as error:
        if is_damage(error):
            raise DamagedError(f"{copy.name} is damaged as well.", _before(path, copy)) from None
        raise StoreError(f"{copy.name} can't be put back: {cause(error)}.") from None
    except OSError as error:
        raise StoreError(f"{path.name}: the backup can't be put back ({error.strerror}).") from None
    return aside


def everything(path: Path) -> list[Path]:
    """Return every file of a workshop but its lock: itself, journals, backups, damaged ones."""
    sides = [path.with_name(path.name + ending) for ending in _SIDE_FILES]
    kinds = ("backup-", "damaged-", "restored")
    return [each for each in (path, *sides) if each.exists()] + [
        each for kind in kinds for each in _beside(path, kind)
    ]


def sweep(path: Path) -> None:
    """Remove what an interrupted backup or restore left."""
    left = (*_beside(path, "backup-"), *_beside(path, "restored"))
    _remove(each for each in left if not _COPY.fullmatch(each.name))


def sync_folder(folder: Path) -> None:
    """Flush a folder to disk, so that a new file name survives a power cut. Windows needs none."""
    if os.name == "nt":
        return
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def _holds(db: sqlite3.Connection) -> bool:
    """Whether a backup is whole and verifies; one of an older version is not verified."""
    if db.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
        return False
    return tables.version(db) != tables.VERSION or audit_check.verify_all(db) is None


def _copy(source: sqlite3.Connection, target: Path) -> None:
    part = target.with_name(f"{target.stem}.part")
    try:
        part.unlink(missing_ok=True)
        part.touch(mode=0o600)
        with contextlib.closing(sqlite3.connect(part, isolation_level=None)) as copied:
            copied.execute("PRAGMA synchronous = FULL")
            source.backup(copied)
            copied.execute("PRAGMA journal_mode = TRUNCATE")  # one file, where WAL would be three
        part.replace(target)
        sync_folder(target.parent)
    finally:
        _remove((part, *(part.with_name(part.name + ending) for ending in _SIDE_FILES)))


def _remove(files: Iterable[Path]) -> None:
    for each in files:
        with contextlib.suppress(OSError):
            each.unlink(missing_ok=True)


def _beside(path: Path, kind: str) -> list[Path]:
    start = f"{path.stem}.{kind}"
    try:
        return [each for each in path.parent.iterdir() if each.name.startswith(start)]
    except OSError:
        return []


def _named(path: Path, kind: str) -> Path:
    return path.with_name(f"{path.stem}.{kind}.db")


def _number(copy: Path) -> int:
    match = _COPY.fullmatch(copy.name)
    return int(match[1]) if match else 0


def _before(path: Path, copy: Path) -> Path | None:
    return next((each for each in backups(path) if _number(each) < _number(copy)), None)


def _free(path: Path) -> Path:
    number = 1
    while _named(path, f"damaged-{number:04d}").exists():
        number += 1
    return _named(path, f"damaged-{number:04d}")
