"""The rate limit on wrong join codes, kept in the server.

Six characters out of 32 make a billion codes; at twenty wrong ones a minute for the whole
server, trying all takes a hundred years. A phone gets a few tries and then waits, longer each
time. Phones that keep failing share half of the twenty, so that a person who mistypes can
still join while somebody else is guessing.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable
from dataclasses import dataclass

from decision.workshop.errors import TooManyTriesError

WINDOW = 60.0  # seconds
MOST = 20  # wrong codes in a window, of all phones together
REPEATED = 2  # earlier wrong codes of a phone from which its next one is a repeat
MOST_REPEATED = 10  # repeats in a window
FREE = 3  # wrong codes of one phone before it has to wait
FIRST_WAIT = 5.0  # seconds; doubled at each wrong code after that
LONGEST_WAIT = 120.0  # seconds
FORGET = 900.0  # seconds after which a phone's wrong codes are forgotten
REMEMBERED = 2000  # phones at most


@dataclass
class _Phone:
    wrong: int = 0
    last: float = 0.0

    def until(self) -> float:
        if self.wrong < FREE:
            return 0.0
        return self.last + min(LONGEST_WAIT, FIRST_WAIT * 2.0 ** (self.wrong - FREE))


class Tries:
    """Counts wrong codes. One for the whole server; safe from many threads."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._guard = threading.Lock()
        self._wrong: deque[tuple[float, bool]] = deque()  # when, and whether it was a repeat
        self._phones: OrderedDict[str, _Phone] = OrderedDict()

    def guess(self, phone: str, right: Callable[[], bool]) -> bool:
        """Return whether a phone's code is right; count it where it is wrong.

        `right`: returns whether the code is right; not called while the phone has to wait.

        Raises TooManyTriesError: the phone has to wait; the code was not checked.
        """
        with self._guard:  # also while checking, so that guesses at once are counted one by one
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
                # The count stays: somebody who knows the code could clear it between guesses.
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
        """Return the time from which another wrong code is within the limits; 0: at once."""
        until = 0.0
        if len(self._wrong) >= MOST:
            until = self._wrong[-MOST][0] + WINDOW
        repeats = [when for when, again in self._wrong if again]
        if repeated and len(repeats) >= MOST_REPEATED:
            until = max(until, repeats[-MOST_REPEATED] + WINDOW)
        return until
