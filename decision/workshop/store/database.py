"""A workshop's SQLite file: a write returns only once it is on disk.

The journal modes were chosen by experiment: under simulated power cuts WAL with
`synchronous=NORMAL` and DELETE with FULL lost confirmed ballots; TRUNCATE with EXTRA and WAL
with FULL lost none. WAL can corrupt a file in SQLite before 3.51.3, so there it is not used.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import re
import secrets
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import platformdirs

from decision.errors import DecisionError
from decision.workshop.errors import DamagedError, StoreError, cause, is_damage, is_read_only
from decision.workshop.store import audit_check, backups, rows, seal, tables
from decision.workshop.store.audit_log import Broken
from decision.workshop.store.commits import Commits
from decision.workshop.store.file_lock import FileLock

T = TypeVar("T")
Work = Callable[[sqlite3.Connection], T]
Clock = Callable[[], dt.datetime]

WAL_IS_SAFE = (3, 51, 3)
PATIENCE = 10.0  # seconds that a connection waits for a lock


def folder() -> Path:
    """Return the folder of the workshops, in the user's own data folder."""
    return Path(platformdirs.user_data_dir("pacs-placement", appauthor=False)) / "workshops"


def new_path(title: str, day: dt.date, where: Path | None = None) -> Path:
    """Return a new path for a workshop's file, named by day and title, with a random part."""
    words = re.sub(r"[^a-z0-9]+", "-", title[:200].lower()).strip("-")[:40].strip("-")
    name = "-".join(part for part in (day.isoformat(), words, secrets.token_hex(3)) if part)
    return (where or folder()) / f"{name}.db"


def workshops(where: Path | None = None) -> list[Path]:
    """Return the workshops' files in a folder, the latest changed first."""
    found: dict[Path, int] = {}
    with contextlib.suppress(OSError):
        for path in (where or folder()).glob("*.db"):
            # A backup has a second dot in its name, and may be all that is left; an empty file
            # was never finished.
            own = path.with_name(f"{path.name.partition('.')[0]}.db")
            if path.stat().st_size and (path == own or not own.exists()):
                found[own] = max(found.get(own, 0), path.stat().st_mtime_ns)
    return sorted(found, key=lambda path: found[path], reverse=True)


def wall_clock() -> dt.datetime:
    """Return the time now, in UTC."""
    return dt.datetime.now(dt.UTC)


class Store:
    """An open workshop's file, locked by this process. Safe from many threads.

    Args:
        path: an existing file; `create` makes a new one.
        clock: returns the time, for the audit log.
        anyway: open it although its audit log does not verify.

    Raises:
        InUseError: another program, or another window, has it open.
        DamagedError: it is damaged; `backup` is the copy to restore.
        StoreError: there is no such file, or it can't be used.
    """

    def __init__(self, path: Path, clock: Clock = wall_clock, anyway: bool = False) -> None:
        if not path.is_file():
            if copy := next(iter(backups.backups(path)), None):
                raise DamagedError(f"{path.name} is gone from its folder.", copy)
            raise StoreError(f"{path.name}: there is no such workshop; choose another.")
        self.path = path
        self.clock = clock
        self._closed = False
        self._commits = Commits(self._connect, seal.renew)
        self._lock = FileLock(path.with_suffix(".lock"), path)
        try:
            backups.sweep(path)
            self._check(anyway)
            if self.read(rows.forgetting):
                self._forget_files()
        except BaseException:
            self.close()
            raise

    @classmethod
    def create(cls, path: Path, first: Work[object], clock: Clock = wall_clock) -> Store:
        """Make a workshop's file and return it open.

        `first`: fills the tables, in the transaction that makes them.

        Raises StoreError: the file can't be made; nothing is left behind.
        """
        try:
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        except OSError as error:
            raise StoreError(
                f"{path.parent}: no workshop can be kept in this folder "
                f"({error.strerror}); check who may write there, and its space."
            ) from None
        lock = None
        try:
            lock = FileLock(path.with_suffix(".lock"), path)
            with contextlib.closing(_connect(path)) as db:
                tables.migrate(db, stamp(clock), first)
            backups.sync_folder(path.parent)
        except BaseException as error:
            for each in backups.everything(path):
                each.unlink(missing_ok=True)
            if lock is not None:
                lock.release()  # before it is deleted: Windows deletes no open file
                lock.path.unlink(missing_ok=True)
            if isinstance(error, sqlite3.Error):
                raise StoreError(f"No workshop was made: {cause(error)}.") from None
            raise
        lock.release()
        return cls(path, clock)

    @property
    def changes(self) -> int:
        """A number that differs whenever the file may have changed; read from memory."""
        return self._commits.count

    def now(self) -> str:
        """Return the time in UTC, as `2026-11-24T10:00:00Z`."""
        return stamp(self.clock)

    def read(self, work: Work[T]) -> T:
        """Read in one transaction, so that all of it is of one moment; return the result of `work`.

        Raises:
            StoreError: the file can't be read.
            DamagedError: what is read makes no sense.
        """

        def reading() -> T:
            with contextlib.closing(self._connect()) as db:
                db.execute("PRAGMA query_only = ON")
                db.execute("BEGIN")
                return work(db)

        return self._sound(reading)

    def write(self, work: Work[T]) -> T:
        """Do work in a transaction; return its result once it is on disk.

        Raises:
            StoreError: the file can't be written; nothing of the work was kept.
            DamagedError: what is read makes no sense; nothing of the work was kept.
            WorkshopError: as the work raised; nothing of it was kept.
        """
        return self._sound(lambda: self._commits.run(work))

    def verify(self) -> Broken | None:
        """Return the first mismatch between the audit log and the tables; None: all verifies."""
        return self.read(audit_check.verify_all)

    def back_up(self) -> Path:
        """Back up the file while others read and write; return the path of the backup.

        Raises StoreError: the copy can't be made.
        """
        return backups.back_up(self.path, self._connect)

    def forget(self, work: Work[object]) -> None:
        """Do work that deletes what is personal, then remove its bytes from every file.

        Backups are deleted. If interrupted, the deletion is finished when the file is next opened.

        Raises StoreError: the file can't be written, or a backup can't be deleted.
        """
        self.write(work)
        self._forget_files()

    def delete(self) -> None:
        """Delete the workshop, its backups and its lock. The store is closed afterwards.

        Raises StoreError: a file can't be deleted.
        """
        self._closed = True
        self._commits.settle()
        try:
            for each in reversed(backups.everything(self.path)):
                each.unlink(missing_ok=True)
            self._lock.release()
            self._lock.path.unlink(missing_ok=True)
            backups.sync_folder(self.path.parent)
        except OSError as error:
            raise StoreError(
                f"{self.path.name} can't be deleted ({error.strerror}); close whatever uses it."
            ) from None

    def close(self) -> None:
        """Wait for the running commit, then release the lock. Idempotent."""
        self._closed = True
        self._commits.settle()
        self._lock.release()

    def _connect(self) -> sqlite3.Connection:
        if self._closed:  # and no longer locked, so another program may have it open
            raise StoreError("This workshop has been closed; open it again.")
        return _connect(self.path)

    def _sound(self, work: Callable[[], T]) -> T:
        """Return the result of work on the file; what its bytes make it raise is damage."""
        try:
            return work()
        except DamagedError:
            raise
        except StoreError:
            if self._closed or self.path.exists():
                raise
            raise self._damaged(
                f"{self.path.name} was deleted or moved while this workshop was open. Put it back, "
                f"or close this workshop and open it again."
            ) from None
        except DecisionError:
            raise
        except sqlite3.Error as error:
            if self.path.exists() and not is_damage(error):
                raise StoreError(f"The workshop's file: {cause(error)}.") from None
            what = "is damaged" if self.path.exists() else "was deleted or moved"
            raise self._damaged(
                f"{self.path.name} {what}. Close this workshop and open it again."
            ) from None
        except audit_check.UNREADABLE as error:
            raise self._damaged(
                f"{self.path.name} is damaged ({type(error).__name__} in what it holds)."
            ) from None

    def _damaged(self, message: str, opens: bool = False) -> DamagedError:
        return DamagedError(message, next(iter(backups.backups(self.path)), None), opens)

    def _check(self, anyway: bool) -> None:
        """Check that the file is a workshop's, whole and current; migrate an older one."""
        name = self.path.name
        try:
            with contextlib.closing(self._connect()) as db:
                # First, for a view or a trigger in a hostile file runs as soon as it is used.
                known, number = tables.schema(db), tables.version(db)
                if not tables.is_ours(db) or not number:
                    raise self._damaged(f"{name} is not a workshop's file.")
                if number > tables.VERSION and known not in tables.versions():
                    raise StoreError(
                        f"{name} was made by a newer version of this tool; update the tool."
                    )
                if number > tables.VERSION or known != tables.versions()[number - 1]:
                    raise self._damaged(f"{name} is damaged: its tables are not a workshop's.")
                if db.execute("PRAGMA integrity_check(1)").fetchone()[0] != "ok":
                    raise self._damaged(f"{name} is damaged.")
                if number < tables.VERSION:
                    backups.back_up(self.path, self._connect)
                    tables.migrate(db, self.now())
                broken = None if anyway else audit_check.verify_all(db)
        except audit_check.UNREADABLE:
            raise self._damaged(f"{name} is damaged: what it holds can't be read.") from None
        except sqlite3.Error as error:
            # The lock was made beside it: a file that can't be written here says so of itself.
            says_so = is_read_only(error) and os.access(self.path, os.W_OK)
            if is_damage(error) or says_so:
                raise self._damaged(f"{name} is damaged, or is no workshop's file.") from None
            raise StoreError(f"{name}: {cause(error)}.") from None
        if broken:
            raise self._damaged(
                f"{name} is damaged: row {broken.number} of its record does not hold "
                f"({broken.why}).",
                opens=True,
            )

    def _forget_files(self) -> None:
        def clear(db: sqlite3.Connection) -> None:
            for each in backups.everything(self.path):
                if not each.name.startswith(self.path.name):
                    each.unlink(missing_ok=True)
            db.execute("VACUUM")
            db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            db.execute("BEGIN IMMEDIATE")
            db.execute("UPDATE workshop SET forgetting = 0")
            seal.renew(db)
            db.execute("COMMIT")

        try:
            self._commits.alone(clear)
        except OSError as error:
            raise StoreError(
                f"A backup can't be deleted ({error.strerror}); close whatever uses it."
            ) from None


def stamp(clock: Clock) -> str:
    """Return a clock's time in UTC, as `2026-11-24T10:00:00Z`."""
    return clock().astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _connect(path: Path) -> sqlite3.Connection:
    """Return a connection to an existing file, with the settings that lose nothing confirmed."""
    db = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode=rw", uri=True, timeout=PATIENCE, isolation_level=None
    )
    try:
        wal = sqlite3.sqlite_version_info >= WAL_IS_SAFE
        db.execute(f"PRAGMA journal_mode = {'WAL' if wal else 'TRUNCATE'}")
        db.execute(f"PRAGMA synchronous = {'FULL' if wal else 'EXTRA'}")
        db.execute("PRAGMA foreign_keys = ON")
        db.execute("PRAGMA secure_delete = ON")  # what is deleted is overwritten
        db.execute("PRAGMA temp_store = MEMORY")  # never in a temporary file
        db.execute("PRAGMA trusted_schema = OFF")
    except BaseException:
        db.close()
        raise
    return db
