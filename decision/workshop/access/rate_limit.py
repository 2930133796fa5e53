"""Wrong codes are counted in the server, so that a code can't be found by trying.

Six characters of 32 are a billion codes. At twenty wrong ones a minute for the whole server,
trying them all takes a hundred years. One phone gets a few tries and then waits, longer each
time, and phones that keep failing share half of the twenty: so a person at the door can
mistype while somebody else is guessing.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable
from dataclasses import dataclass

from decision.workshop.errors import TooManyTriesError

WINDOW = 60.0  # seconds
MOST = 20  # wrong codes in a window, of everybody
MOST_REPEATED = 10  # ... of those, by phones that had failed so often before:
REPEATED = 2
FREE = 3  # wrong codes of one phone before it has to wait
FIRST_WAIT = 5.0  # seconds; doubled at each wrong code after that
LONGEST_WAIT = 120.0
FORGET = 900.0  # seconds after which a phone's wrong codes are forgotten
REMEMBERED = 2000  # phones


@dataclass
class _Phone:
    wrong: int = 0
    last: float = 0.0

    def until(self) -> float:
        if self.wrong < FREE:
            return 0.0
        return self.last + min(LONGEST_WAIT, FIRST_WAIT * 2.0 ** (self.wrong - FREE))


class Tries:
    """Counts wrong codes. One for a server; safe from many threads.

    Args:
        now: seconds on a clock that never goes back.
    """

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._guard = threading.Lock()
        self._wrong: deque[tuple[float, bool]] = deque()  # when, and whether it was a repeat
        self._phones: OrderedDict[str, _Phone] = OrderedDict()

    def guess(self, phone: str, right: Callable[[], bool]) -> bool:
        """Try a code for a phone; `right` says whether it is the one. Wrong ones are counted.

        Raises:
            TooManyTriesError: the code was not looked at; the phone has to wait.
        """
        with self._guard:  # held while looking: many guesses at once are still counted one by one
            now = self._now()
            self._forget(now)
            known = self._phones.get(phone)
            wait = max(
                known.until() - now if known else 0.0,
                self._full_until(known is not None and known.wrong >= REPEATED) - now,
            )
            if wait > 0:
                raise TooManyTriesError(wait)
            if right():
                # The count stays: a person inside could otherwise clear it between guesses.
                return True
            self._wrong.append((now, known is not None and known.wrong >= REPEATED))
            known = known or _Phone()
            known.wrong, known.last = known.wrong + 1, now
            self._phones[phone] = known
            self._phones.move_to_end(phone)
            if len(self._phones) > REMEMBERED:
                self._phones.popitem(last=False)
            return False

    def _forget(self, now: float) -> None:
        while self._wrong and self._wrong[0][0] <= now - WINDOW:
            self._wrong.popleft()
        while self._phones:
            oldest = next(iter(self._phones))
            if self._phones[oldest].last > now - FORGET:
                break
            del self._phones[oldest]

    def _full_until(self, repeated: bool) -> float:
        """Give when the next wrong code may be afforded; 0 for at once."""
        until = 0.0
        if len(self._wrong) >= MOST:
            until = self._wrong[-MOST][0] + WINDOW
        repeats = [when for when, again in self._wrong if again]
        if repeated and len(repeats) >= MOST_REPEATED:
            until = max(until, repeats[-MOST_REPEATED] + WINDOW)
        return until
