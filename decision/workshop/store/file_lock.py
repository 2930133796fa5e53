"""One server for one workshop: a lock of the operating system's, which dies with the process."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from decision.workshop.errors import InUseError, StoreError


class FileLock:
    """Holds a file, for this process alone, until it is released or the process ends.

    Raises:
        InUseError: something else holds it.
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
        """Let go of the file. Again is no fault."""
        if self._file >= 0:
            os.close(self._file)  # which ends the lock
            self._file = -1


# mypy knows one platform at a time, and follows these two branches by it.
if sys.platform == "win32":
    import msvcrt

    def _hold(file: int) -> None:
        msvcrt.locking(file, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _hold(file: int) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
