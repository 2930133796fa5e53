"""What one address, and one person, may ask of a server in a room: so much at once, then a pace.

Before somebody has joined, all that is known of them is their address, and behind one router
everybody has the same; so whoever has joined has a budget of their own, by their token. Whoever
asks for more waits for their turn, in order. Nothing of an honest hour comes near these numbers:
a page takes about 40 requests, a phone joins with 4 runs, a slider that is dragged asks for 5 a
second.
"""

from __future__ import annotations

import math
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from typing import NamedTuple

from decision.workshop.store.rows import hashed

KEYS = 4000  # addresses or people remembered; the one heard of longest ago is forgotten
PATIENCE = 15.0  # seconds; who would have to wait longer is turned away
BLINK = 0.001  # seconds; who would have to wait less doesn't
MANY = 10  # an address that the facilitator has let in counts for as many


class Pace(NamedTuple):
    """So many at once, and then so many a second."""

    burst: int
    rate: float


CONNECTIONS = Pace(400, 40)  # of one address
REQUESTS = Pace(600, 60)
SOCKETS = Pace(50, 2)
ALL_SOCKETS = Pace(150, 10)  # opened from everywhere
STRANGERS = Pace(30, 6)  # runs of all at one address who have not joined
ALL_STRANGERS = Pace(90, 12)  # ... and of all who have not joined, wherever they are
PERSON = Pace(20, 3)  # runs of one person who has joined


class Places:
    """Places in a queue by key, at a pace."""

    def __init__(self, pace: Pace) -> None:
        self._pace = pace
        self._next: OrderedDict[object, float] = OrderedDict()

    def wait(
        self, key: object, now: float, times: int = 1, patience: float = PATIENCE
    ) -> float | None:
        """Take a place; return the seconds until its turn, None where they are too many.

        Args:
            times: how many times the pace the key may go.
            patience: how many seconds are not too many.
        """
        burst, rate = self._pace.burst * times, self._pace.rate * times
        turn = max(self._next.get(key, -math.inf), now - (burst - 1) / rate)
        if turn - now > patience:
            return None
        self._next[key] = turn + 1 / rate
        self._next.move_to_end(key)
        if len(self._next) > KEYS:
            self._next.popitem(last=False)
        return turn - now if turn - now > BLINK else 0.0


class Budgets:
    """The budgets of one server; all but `know` and `let_in` are for its event loop alone."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._connections = Places(CONNECTIONS)
        self._requests, self._sockets = Places(REQUESTS), Places(SOCKETS)
        self._all_sockets = Places(ALL_SOCKETS)
        self._strangers, self._all = Places(STRANGERS), Places(ALL_STRANGERS)
        self._people = Places(PERSON)
        self._guard = threading.Lock()
        self._known: OrderedDict[bytes, None] = OrderedDict()
        self._let_in: frozenset[str] = frozenset()

    def may_connect(self, address: str) -> bool:
        """Return whether one more connection is taken; it can't be made to wait."""
        times = self._times(address)
        return self._connections.wait(address, self._clock(), times, BLINK) is not None

    def request(self, address: str) -> float | None:
        """Return how long a request waits; None: it is turned away, as below."""
        return self._requests.wait(address, self._clock(), self._times(address))

    def socket(self, address: str) -> float | None:
        """Return how long a new socket waits."""
        now = self._clock()
        return _longer(
            self._sockets.wait(address, now, self._times(address)),
            lambda: self._all_sockets.wait("", now),
        )

    def run(self, address: str, token: str) -> float | None:
        """Return how long a run of a page waits; `token` as it is shown, "" for none."""
        now = self._clock()
        if self.is_known(token):
            return self._people.wait(hashed(token), now)
        here = self._strangers.wait(address, now, self._times(address))
        return _longer(here, lambda: self._all.wait("", now))

    def is_known(self, token: str) -> bool:
        """Return whether a token is of somebody who has joined, as far as their page has shown."""
        return bool(token) and hashed(token) in self._known

    def know(self, token: str) -> None:
        """Give somebody who has joined a budget of their own. From any thread."""
        with self._guard:
            self._known[hashed(token)] = None
            self._known.move_to_end(hashed(token))
            if len(self._known) > KEYS:
                self._known.popitem(last=False)

    def let_in(self, address: str) -> None:
        """Give an address that many people share as much as that takes. From any thread."""
        with self._guard:
            self._let_in |= {address}

    def _times(self, address: str) -> int:
        return MANY if address in self._let_in else 1


def _longer(here: float | None, everywhere: Callable[[], float | None]) -> float | None:
    """Return the longer of two waits; the second place is taken only where the first was."""
    there = None if here is None else everywhere()
    return None if here is None or there is None else max(here, there)


BUDGETS = Budgets()  # one for the server
