"""Times that can be compared: medians of runs taken in turn."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from typing import Any


def medians(*actions: Callable[[], Any], rounds: int) -> list[float]:
    """The median seconds of each action, run in turn so that a busy moment hits all alike.

    A first run of each is not counted.
    """
    taken: list[list[float]] = [[] for _ in actions]
    for action in actions:
        action()
    for _ in range(rounds):
        for action, times in zip(actions, taken, strict=True):
            started = time.perf_counter()
            action()
            times.append(time.perf_counter() - started)
    return [statistics.median(times) for times in taken]
