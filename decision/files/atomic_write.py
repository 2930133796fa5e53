"""A file written whole or not at all."""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
import time
from pathlib import Path

from decision.errors import OutputError

_STRAY = ".decision-"  # how the name of a file that is being written begins


def write_bytes(path: str | Path, data: bytes) -> None:
    """Write a file whole or not at all: beside it, flushed to disk, then renamed over it.

    Where a symbolic link stands, the file that it leads to is written, and the link stays.

    Raises OutputError: it can't be written; what was there before is untouched.
    """
    true = _behind_link(Path(path))
    beside = true.parent / f"{_STRAY}{secrets.token_hex(6)}.part"
    try:
        _sweep(true.parent)
        with beside.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if true.exists():
            shutil.copymode(true, beside)
        beside.replace(true)
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        known: dict[type[Exception], str] = {
            FileNotFoundError: "there is no such folder; make it first",
            NotADirectoryError: "there is no such folder; make it first",
            IsADirectoryError: "this is a folder; give the name of a file in it",
            PermissionError: "it can't be written; close it if another program has it open, "
            "and check who may write there",
        }
        reason = getattr(error, "strerror", None) or error
        what = known.get(type(error), f"it can't be written ({reason}); try another place")
        raise OutputError(f"{path}: {what}") from None
    finally:
        with contextlib.suppress(OSError, ValueError):
            beside.unlink(missing_ok=True)


def _behind_link(path: Path) -> Path:
    try:
        return path.resolve() if path.is_symlink() else path
    except (OSError, ValueError, RuntimeError):  # the write meets it again, and says what it is
        return path


def _sweep(folder: Path) -> None:
    """Remove what a write that was killed left in a folder, once it is an hour old."""
    for stray in folder.glob(f"{_STRAY}*.part"):
        with contextlib.suppress(OSError):
            if stray.stat().st_mtime < time.time() - 3600:
                stray.unlink()
