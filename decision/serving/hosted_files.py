"""Whose each file is that a page has offered: pictures, and what can be downloaded.

Streamlit serves such a file to whoever names it. Its name is a hash of what is in it, which
somebody else may be able to guess; so each is noted here for the person whose page it was on.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from pathlib import PurePosixPath
from typing import Any

from decision.serving import hosted

NOBODY = ""  # phones of a room, none of which has signed in
MOST = 2000  # files remembered of one person; a page has some twenty


class Files:
    """Which files may be fetched by whom. Safe from many threads."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._guard = threading.Lock()
        self._of: dict[str, OrderedDict[str, None]] = {}

    def note(self, key: str, file: str) -> None:
        """Let a person fetch a file, by its address or its id."""
        with self._guard:
            mine = self._of.setdefault(key, OrderedDict())
            mine[_name(file)] = None
            mine.move_to_end(_name(file))
            if len(mine) > self._most:
                mine.popitem(last=False)

    def may(self, key: str, file: str) -> bool:
        """Return whether a person may fetch a file."""
        with self._guard:
            return _name(file) in self._of.get(key, ())

    def holders(self, file: str) -> list[str]:
        """Return the keys of all who may fetch a file."""
        with self._guard:
            return [key for key, mine in self._of.items() if _name(file) in mine]

    def forget(self, key: str) -> None:
        """Let a person fetch nothing that was offered so far."""
        with self._guard:
            self._of.pop(key, None)


FILES = Files()  # one for the server


def _name(file: str) -> str:
    return PurePosixPath(file).stem


def install(manager: Any, files: Files = FILES) -> None:
    """Note each file that a page offers from now on, as Streamlit's manager of them is told."""

    def noting(original: Callable[..., str]) -> Callable[..., str]:
        def added(*args: Any, **named: Any) -> str:
            file = original(*args, **named)
            found = hosted.person()
            files.note(NOBODY if found is None else found.key, file)
            return file

        return added

    made = manager.execute_deferred

    def making(file: str) -> str:
        address: str = made(file)  # made on a click, in a thread that no session is known in
        for key in files.holders(file):
            files.note(key, address)
        return address

    manager.execute_deferred = making
    manager.add = noting(manager.add)
    manager.add_deferred = noting(manager.add_deferred)
