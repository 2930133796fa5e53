"""A log that does not grow under attack: of each kind of line, a few a minute, and then a count."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable

FEW = 10  # lines of one kind in a window
WINDOW = 60.0  # seconds
KINDS = 200  # told apart


class Few(logging.Filter):
    """Lets the first few lines of a kind through in each window, and then says how many more."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._clock = clock
        self._guard = threading.Lock()
        self._seen: dict[tuple[str, int, str], tuple[float, int]] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        """Return whether a line is written; its text may be changed to say what was left out."""
        kind = (record.name, record.levelno, str(record.msg)[:200])
        now = self._clock()
        with self._guard:
            if kind not in self._seen and len(self._seen) >= KINDS:
                self._seen.clear()
            begun, count = self._seen.get(kind, (now, 0))
            more = 0
            if now - begun > WINDOW:
                begun, count, more = now, 0, max(0, count - FEW)
            self._seen[kind] = (begun, count + 1)
        if more:
            record.msg, record.args = f"{record.getMessage()} ({more} more like it before)", None
        return count < FEW


class WithoutDetails(logging.Filter):
    """Leaves out of the log what an exception says, and where: it may hold a person's words."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Return True: every line is written, with the kind of an exception alone."""
        if isinstance(record.exc_info, tuple) and record.exc_info[0] is not None:
            record.msg = f"{record.getMessage()} ({record.exc_info[0].__name__})"
            record.args = record.exc_info = record.exc_text = None
        return True


def install(few: logging.Filter | None = None) -> None:
    """Put the filter before all that writes logs by now. Once a server is about to answer."""
    few = few or Few()
    loggers = [
        logging.getLogger(),
        *map(logging.getLogger, list(logging.Logger.manager.loggerDict)),
    ]
    handlers = {each for logger in loggers for each in logger.handlers}
    if logging.lastResort is not None:
        handlers.add(logging.lastResort)
    for handler in handlers:
        handler.addFilter(few)
