"""A lock of the operating system on a file: one server to a workshop. It ends with the process.

A lock's file can be deleted by hand while it is held, and would then let a second server in. On
Linux what it guards is therefore locked too; elsewhere that would get in SQLite's own way.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from decision.workshop.errors import InUseError, StoreError


class FileLock:
    """An exclusive lock, held until it is released or the process ends.

    `guarded`: what the lock is for, an existing file; None: nothing but its own file.

    Raises:
        InUseError: the file is locked already.
        StoreError: the file can't be made.
    """

    def __init__(self, path: Path, guarded: Path | None = None) -> None:
        self.path = path
        self._files: list[int] = []
        self._take(path, os.O_RDWR | os.O_CREAT)
        if guarded is not None and sys.platform == "linux":
            # Only now: closing what SQLite has open elsewhere in this process lets its locks go.
            self._take(guarded, os.O_RDONLY)

    def _take(self, path: Path, flags: int) -> None:
        try:
            self._files.append(os.open(path, flags, 0o600))
        except OSError as error:
            self.release()
            raise StoreError(
                f"{path.parent}: nothing can be written in this folder "
                f"({error.strerror}); check who may write there, and its space."
            ) from None
        try:
            _hold(self._files[-1])
        except OSError:
            self.release()
            raise InUseError(
                "This workshop is open already, in another window or program; close that one first."
            ) from None

    def release(self) -> None:
        """Release the lock. Idempotent."""
        while self._files:
            os.close(self._files.pop())  # closing releases the lock


# mypy checks the branch of the platform that it runs for.
if sys.platform == "win32":
    import msvcrt

    def _hold(file: int) -> None:
        msvcrt.locking(file, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _hold(file: int) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
