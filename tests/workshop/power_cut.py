"""The power is cut: a file keeps what was flushed to the disk, and no more.

Killing a process doesn't test that, for the system still writes what the process wrote. So
SQLite's own file layer is watched: every write, truncation, flush, deletion and new name goes
into a log, beside each confirmation that a writer was given. A cut is a place in that log;
from it the files are made as the disk would have them, and the workshop is opened.

    python -m tests.workshop.power_cut 200

Two kinds of disk: one that drops everything not flushed, and one that keeps some of it,
512 bytes at a time, which is what real ones do.
"""

from __future__ import annotations

import _sqlite3
import contextlib
import ctypes
import os
import random
import secrets
import shutil
import sqlite3
import stat
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from decision.workshop.errors import NotNowError, StoreError
from decision.workshop.room import Room
from tests.workshop.data import ballot, kept_of, make

SECTOR = 512
# fmt: off
_NAMES = (
    "xClose", "xRead", "xWrite", "xTruncate", "xSync", "xFileSize", "xLock", "xUnlock",
    "xCheckReservedLock", "xFileControl", "xSectorSize", "xDeviceCharacteristics", "xShmMap",
    "xShmLock", "xShmBarrier", "xShmUnmap", "xFetch", "xUnfetch",
)
# fmt: on
_OPEN = ctypes.CFUNCTYPE(
    ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p
)
_DELETE = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int)
_WRITE = ctypes.CFUNCTYPE(
    ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int, ctypes.c_int64
)
_TRUNCATE = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int64)
_SYNC = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int)
_CLOSE = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p)
_JOURNAL = 0x00000800 | 0x00004000 | 0x00080000  # flags of journals, whose name SQLite flushes too


class _Vfs(ctypes.Structure):
    _fields_ = [
        ("iVersion", ctypes.c_int),
        ("szOsFile", ctypes.c_int),
        ("mxPathname", ctypes.c_int),
        ("pNext", ctypes.c_void_p),
        ("zName", ctypes.c_char_p),
        ("pAppData", ctypes.c_void_p),
        ("xOpen", ctypes.c_void_p),
        ("xDelete", ctypes.c_void_p),
    ]


class _Methods(ctypes.Structure):
    _fields_ = [("iVersion", ctypes.c_int), *((name, ctypes.c_void_p) for name in _NAMES)]


def available() -> bool:
    """Whether SQLite's file layer can be reached here: POSIX, and a library with its symbols."""
    return sys.platform != "win32" and _library() is not None


def _library() -> Any:
    with contextlib.suppress(OSError, AttributeError):
        library = ctypes.CDLL(_sqlite3.__file__)
        library.sqlite3_vfs_find.restype = ctypes.POINTER(_Vfs)
        return library
    return None


Event = tuple[Any, ...]  # what happened, to which file, and its details


@dataclass
class Watch:
    """What SQLite did to files under a folder, in order."""

    folder: Path
    log: list[Event] = field(default_factory=list)

    def confirmed(self, what: object) -> None:
        """Note that a writer was told "done"."""
        self.log.append(("confirmed", what))


@contextlib.contextmanager
def watched(folder: Path) -> Iterator[Watch]:
    """Watch what SQLite does to the files of a folder, through its default file layer."""
    watch = Watch(folder)
    vfs = _library().sqlite3_vfs_find(None).contents
    before = (vfs.xOpen, vfs.xDelete)
    keep = _wrap(watch, vfs)  # held, for SQLite calls into it
    real = (os.fsync, os.replace, os.unlink)

    def fsync(file: int) -> None:
        real[0](file)
        found = os.fstat(file)
        if stat.S_ISDIR(found.st_mode) and os.path.samestat(found, folder.stat()):
            watch.log.append(("folder",))  # the flush itself, not that somebody meant to

    def replace(source: Any, target: Any, **more: Any) -> None:
        real[1](source, target, **more)
        if Path(target).parent == folder:
            watch.log.append(("renamed", Path(source).name, Path(target).name))

    def unlink(path: Any, **more: Any) -> None:
        real[2](path, **more)
        if Path(path).parent == folder:
            watch.log.append(("deleted", Path(path).name))

    os.fsync, os.replace, os.unlink = fsync, replace, unlink
    try:
        yield watch
    finally:
        os.fsync, os.replace, os.unlink = real
        vfs.xOpen, vfs.xDelete = before
        keep.clear()


def _wrap(watch: Watch, vfs: _Vfs) -> list[Any]:
    real_open, real_delete = _OPEN(vfs.xOpen), _DELETE(vfs.xDelete)
    tables: dict[int, tuple[_Methods, list[Any]]] = {}  # by the address of the real ones
    files: dict[int, tuple[str, bool]] = {}  # by the address of the open file

    # The name goes through as the address it came as: SQLite keeps that, and not the text.
    def watched_open(this: int, name: int | None, file: int, flags: int, out: int) -> int:
        known = Path(ctypes.string_at(name).decode()) if name else None
        fresh = known is not None and not known.exists()
        code = real_open(this, name, file, flags, out)
        if code == 0 and known is not None and known.parent == watch.folder:
            files[file] = (known.name, bool(flags & _JOURNAL))
            if fresh:
                watch.log.append(("made", known.name))
            slot = ctypes.cast(file, ctypes.POINTER(ctypes.c_void_p))
            real = int(slot[0])
            if real not in tables:
                tables[real] = _methods(watch, files, real)
            slot[0] = ctypes.addressof(tables[real][0])
        return int(code)

    def watched_delete(this: int, name: bytes, sync: int) -> int:
        code = real_delete(this, name, sync)
        known = Path(name.decode())
        if code == 0 and known.parent == watch.folder:
            watch.log.append(("deleted", known.name))
            if sync:
                watch.log.append(("folder",))
        return int(code)

    callbacks = [_OPEN(watched_open), _DELETE(watched_delete)]
    vfs.xOpen, vfs.xDelete = (ctypes.cast(each, ctypes.c_void_p).value for each in callbacks)
    return [callbacks, tables, files, real_open, real_delete]


def _methods(watch: Watch, files: dict[int, tuple[str, bool]], real: int) -> Any:
    mine = _Methods.from_buffer_copy(ctypes.string_at(real, ctypes.sizeof(_Methods)))
    write, truncate = _WRITE(mine.xWrite), _TRUNCATE(mine.xTruncate)
    sync, close = _SYNC(mine.xSync), _CLOSE(mine.xClose)

    def watched_write(file: int, data: int, size: int, offset: int) -> int:
        code = write(file, data, size, offset)
        if code == 0 and file in files:
            watch.log.append(("write", files[file][0], offset, ctypes.string_at(data, size)))
        return int(code)

    def watched_truncate(file: int, size: int) -> int:
        code = truncate(file, size)
        if code == 0 and file in files:
            watch.log.append(("truncate", files[file][0], size))
        return int(code)

    def watched_sync(file: int, flags: int) -> int:
        code = sync(file, flags)
        if code == 0 and file in files:
            name, journal = files[file]
            watch.log.append(("sync", name))
            if journal:  # SQLite flushes the folder of a new journal with it
                watch.log.append(("folder",))
        return int(code)

    def watched_close(file: int) -> int:
        files.pop(file, None)
        return int(close(file))

    made = [
        _WRITE(watched_write), _TRUNCATE(watched_truncate), _SYNC(watched_sync),
        _CLOSE(watched_close),
    ]  # fmt: skip
    for name, each in zip(("xWrite", "xTruncate", "xSync", "xClose"), made, strict=True):
        setattr(mine, name, ctypes.cast(each, ctypes.c_void_p).value)
    return mine, [*made, write, truncate, sync, close]


@dataclass
class _File:
    flushed: bytearray = field(default_factory=bytearray)
    pending: list[Event] = field(default_factory=list)


def after_cut(log: list[Event], cut: int, keep: random.Random | None) -> dict[str, bytes]:
    """Give the files by name as the disk has them when the power is cut after `cut` events.

    Args:
        log: what happened, over files that were not there at its start.
        cut: how many events had happened.
        keep: draws which unflushed parts reached the disk; None: none did.
    """
    now: dict[str, _File] = {}  # as programs see them
    named: dict[str, _File] = {}  # as the folder on the disk has them
    for what, *rest in log[:cut]:
        match what:
            case "made":
                now[rest[0]] = _File()
            case "write" | "truncate":
                now.setdefault(rest[0], _File()).pending.append((what, *rest[1:]))
            case "sync":
                file = now.setdefault(rest[0], _File())
                for each in file.pending:
                    _apply(file.flushed, each)
                file.pending.clear()
            case "deleted":
                now.pop(rest[0], None)
            case "renamed":
                now[rest[1]] = now.pop(rest[0], _File())
            case "folder":
                named = dict(now)
    if keep:
        for name in {*named, *now}:
            if named.get(name) is not now.get(name) and keep.random() < 0.5:
                named.pop(name, None)
                if name in now:
                    named[name] = now[name]
    return {name: _contents(file, keep) for name, file in named.items()}


def _contents(file: _File, keep: random.Random | None) -> bytes:
    data = bytearray(file.flushed)
    for event in file.pending if keep else ():
        assert keep
        if event[0] == "truncate":
            if keep.random() < 0.5:
                _apply(data, event)
            continue
        _, offset, written = event
        for start in range(0, len(written), SECTOR):
            if keep.random() < 0.5:
                _apply(data, ("write", offset + start, written[start : start + SECTOR]))
    return bytes(data)


def _apply(data: bytearray, event: Event) -> None:
    if event[0] == "truncate":
        size = event[1]
        del data[size:]
        data.extend(bytes(size - len(data)))
        return
    _, offset, written = event
    data.extend(bytes(max(0, offset - len(data))))
    data[offset : offset + len(written)] = written


def vote(folder: Path, writers: int = 6, each: int = 8) -> list[Event]:
    """Run a workshop with many writers at once and somebody who reads, watched; give the log.

    Under a write-ahead log, whoever leaves last flushes it; so one who reads stays to the end.
    """
    with watched(folder) as watch:
        room, facilitator = make(folder / "a.db")
        reader = room.store._connect()
        reader.execute("SELECT count(*) FROM audit").fetchone()
        link = facilitator.open_round().link or ""

        def write(seed: int) -> None:
            draw = random.Random(seed)
            for _ in range(each):
                token, request = room.join(link, "HR"), secrets.token_hex(8)
                points = float(draw.randint(1, 100))
                room.submit(token, ballot(points, comments={"speed": "a word"}), request)
                watch.confirmed((token, request, points))

        threads = [threading.Thread(target=write, args=(seed,)) for seed in range(writers)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        facilitator.close_round()
        facilitator.reveal()
        watch.confirmed("revealed")
        watch.confirmed(room.store.back_up())
        reader.close()
        room.close()
    return watch.log


def lost(log: list[Event], cut: int, keep: random.Random | None) -> list[str]:
    """Cut the power, open the workshop, and say what is wrong; [] where nothing is."""
    promised = [event[1] for event in log[:cut] if event[0] == "confirmed"]
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        for name, data in after_cut(log, cut, keep).items():
            (folder / name).write_bytes(data)
        try:
            room = Room.open(folder / "a.db")
        except StoreError as error:
            return [f"can't be opened: {error}"] if promised else []
        try:
            return list(_wrong(room, promised))
        finally:
            room.close()


def _wrong(room: Room, promised: list[Any]) -> Iterator[str]:
    if broken := room.store.verify():
        yield f"the record is broken at {broken}"
    for each in promised:
        if isinstance(each, Path):
            if not (room.store.path.parent / each.name).exists():
                yield "a backup that was confirmed is gone"
            continue
        if each == "revealed":
            try:
                kept = room.reveal(1).everyone.people == room.turnout().voted
            except NotNowError:
                kept = False
            if not kept:
                yield "a confirmed reveal is gone"
            continue
        token, _, points = each
        mine = kept_of(room, token)
        if mine is None or mine.given.weights["speed"] != points:
            yield f"a confirmed ballot is gone: {mine}"


def bare(folder: Path, journal: str, synchronous: str, rows: int = 20) -> list[Event]:
    """Write rows one by one with plain SQLite in some mode, watched; give the log."""
    with (
        watched(folder) as watch,
        contextlib.closing(sqlite3.connect(folder / "b.db", isolation_level=None)) as db,
    ):
        db.execute(f"PRAGMA journal_mode = {journal}")
        db.execute(f"PRAGMA synchronous = {synchronous}")
        db.execute("CREATE TABLE kept (number INTEGER)")
        for number in range(rows):
            db.execute("INSERT INTO kept VALUES (?)", (number,))
            watch.confirmed(number)
    return watch.log


def bare_loses(log: list[Event], cut: int) -> bool:
    """Whether a confirmed row of `bare` is gone after a cut."""
    promised = {event[1] for event in log[:cut] if event[0] == "confirmed"}
    with tempfile.TemporaryDirectory() as made:
        for name, data in after_cut(log, cut, None).items():
            (Path(made) / name).write_bytes(data)
        with contextlib.closing(sqlite3.connect(Path(made) / "b.db")) as db:
            try:
                kept = {row[0] for row in db.execute("SELECT number FROM kept")}
            except sqlite3.Error:
                kept = set()
    return not promised <= kept


def cuts(count: int, tell: Callable[[str], object] = lambda _: None, seed: int = 1) -> list[str]:
    """Cut the power `count` times at places drawn by lot; give what went wrong."""
    folder = Path(tempfile.mkdtemp()).resolve()
    try:
        log = vote(folder)
    finally:
        shutil.rmtree(folder)
    draw, found = random.Random(seed), []
    for number in range(count):
        # Half of the cuts come right after a confirmation, where a promise is freshest.
        promises = [place + 1 for place, event in enumerate(log) if event[0] == "confirmed"]
        cut = draw.choice(promises) if number % 2 else draw.randrange(len(log) + 1)
        keep = random.Random(draw.random()) if number % 4 >= 2 else None
        found += [f"cut {cut} of {len(log)}: {what}" for what in lost(log, cut, keep)]
    tell(f"{count} cuts in {len(log)} events: {len(found)} faults")
    return found


if __name__ == "__main__":
    faults = cuts(int(sys.argv[1]) if len(sys.argv) > 1 else 200, print)
    print("\n".join(faults[:20]))
    sys.exit(bool(faults))
