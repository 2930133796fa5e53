"""A copy of all that `decision serve` keeps, made while it is in use.

It is put back by unpacking it into an empty folder before the server starts.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import sqlite3
import tempfile
import zipfile
from pathlib import Path

from decision.errors import DecisionError, OutputError
from decision.serving import invitations

PATIENCE = 10.0  # seconds that a copy waits for a lock
TRIES = 5  # of a draft that is being saved meanwhile


def back_up(file: Path, data: Path) -> str:
    """Write a copy of all that is kept in a folder; return what was written, in words.

    Raises:
        DecisionError: the copy can't be made; nothing is left of it.
    """
    if not (data / "people").is_dir():
        raise DecisionError(f"{data}: nothing of decision serve is kept here; name its --data")
    beside = file.with_name(f".decision-{secrets.token_hex(6)}.part")
    count = 0
    try:
        with (
            os.fdopen(os.open(beside, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600), "w+b") as out,
            tempfile.TemporaryDirectory() as made,
        ):
            with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as whole:
                for base in (data / "people", data / invitations.FILE):
                    for path in sorted(base.rglob("*") if base.is_dir() else [base]):
                        count += _add(whole, path, data, Path(made) / "copy.db")
            out.flush()
            os.fsync(out.fileno())
        beside.replace(file)
    except (OSError, sqlite3.Error) as error:
        reason = getattr(error, "strerror", None) or error
        raise OutputError(f"{file}: no copy was made ({reason})") from None
    finally:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)
    return f"{file}: {count} files of {data}"


def _add(whole: zipfile.ZipFile, path: Path, data: Path, copy: Path) -> int:
    """Add a file, and the models of a draft, all of one moment; return how many they were."""
    name = str(path.relative_to(data))
    if path.suffix == ".db" and path.is_file():
        with (
            contextlib.closing(sqlite3.connect(path, timeout=PATIENCE)) as source,
            contextlib.closing(sqlite3.connect(copy)) as target,
        ):
            source.backup(target)
        whole.write(copy, name)
        copy.unlink()
        return 1
    if path.name == invitations.FILE and path.is_file():
        whole.write(path, name)
        return 1
    if not path.name.endswith(".case.yaml"):
        return 0
    for _ in range(TRIES):
        try:
            written = path.read_bytes()
            models = {
                each.name: each.read_bytes()
                for each in path.parent.glob(f"{path.name.removesuffix('.case.yaml')}.*")
                if each.name.endswith(".criteria.yaml")
            }
            if path.read_bytes() != written:  # saved again meanwhile, perhaps with another model
                continue
        except FileNotFoundError:  # put aside or deleted meanwhile
            if not path.exists():
                return 0
            continue
        whole.writestr(name, written)
        for each, data_ in models.items():
            whole.writestr(str(Path(name).with_name(each)), data_)
        return 1 + len(models)
    raise OSError(f"{name} changes too often")
