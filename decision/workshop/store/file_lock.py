"""A lock of the operating system on a file: one server to a workshop. It ends with the process."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from decision.workshop.errors import InUseError, StoreError


class FileLock:
    """An exclusive lock, held until it is released or the process ends.

    Raises:
        InUseError: the file is locked already.
        StoreError: the file can't be made.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self._file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise StoreError(
                f"{path.parent}: nothing can be written in this folder "
                f"({error.strerror}); check who may write there, and its space."
            ) from None
        try:
            _hold(self._file)
        except OSError:
            os.close(self._file)
            self._file = -1
            raise InUseError(
                "This workshop is open already, in another window or program; close that one first."
            ) from None

    def release(self) -> None:
        """Release the lock. Idempotent."""
        if self._file >= 0:
            os.close(self._file)  # closing releases the lock
            self._file = -1


# mypy checks the branch of the platform that it runs for.
if sys.platform == "win32":
    import msvcrt

    def _hold(file: int) -> None:
        msvcrt.locking(file, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _hold(file: int) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
