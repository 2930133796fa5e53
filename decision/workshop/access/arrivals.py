"""Who joined from which address, so that one phone can't take every place. In memory alone.

A few people may join from one address unasked. Whoever comes after them waits for the
facilitator's yes, who sees how many they are and never an address.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, field

from decision.workshop.errors import HeldError

FEW = 4  # people who join from one address unasked
MOST_WAITING = 200  # at one address; who comes after them is not counted


@dataclass(frozen=True)
class Crowd:
    """The people at one address: `number` names it, `joined` and `waiting` count them."""

    number: int
    joined: int
    waiting: int


@dataclass
class _Address:
    number: int
    joined: set[str] = field(default_factory=set)
    waiting: set[str] = field(default_factory=set)
    all_may: bool = False


class Arrivals:
    """The people of one room by their address. Safe from many threads."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._found: dict[str, _Address] = {}

    def enter(self, address: str, token: str) -> None:
        """Count a person in. Idempotent; an address of "" is not known, and not counted.

        Raises HeldError: too many have joined from there; the person is counted as waiting.
        """
        if not address:
            return
        with self._guard:
            here = self._found.setdefault(address, _Address(len(self._found) + 1))
            if token in here.joined:
                return
            if len(here.joined) >= FEW and not here.all_may:
                if len(here.waiting) < MOST_WAITING:
                    here.waiting.add(token)
                raise HeldError(
                    f"{len(here.joined)} people have joined from your network address already. "
                    f"Ask the facilitator to let you in, then tap Join again."
                )
            here.waiting.discard(token)
            here.joined.add(token)

    def leave(self, address: str, token: str) -> None:
        """Count a person out who could not join after all."""
        with self._guard:
            if address in self._found:
                self._found[address].joined.discard(token)

    def crowds(self) -> list[Crowd]:
        """Return every address that somebody came from, as counts."""
        with self._guard:
            return [
                Crowd(each.number, len(each.joined), len(each.waiting))
                for each in self._found.values()
            ]

    def let_in(self, number: int, everybody: bool = False) -> str:
        """Let in who waits at an address, or everybody who comes from it; return the address."""
        with self._guard:
            address, here = next(each for each in self._found.items() if each[1].number == number)
            here.joined |= here.waiting
            here.waiting.clear()
            here.all_may |= everybody
            return address
