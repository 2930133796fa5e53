"""A server is killed while many write, over and over; nothing confirmed is lost, nothing is twice.

    python -m tests.workshop.kill_loop 500

Each child opens the same workshop and lets eight threads join and vote, telling each
confirmation on standard output. It is killed with SIGKILL at a moment drawn by lot. Then the
file is opened again: it is whole, its record holds, every confirmed ballot is there once, and a
ballot that was under way is in once at most, also after its phone has sent it again.
"""

from __future__ import annotations

import contextlib
import os
import random
import signal
import sqlite3
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from decision.workshop import room as room_module
from decision.workshop.access.admission import token_from
from decision.workshop.facilitator import Facilitator
from decision.workshop.room import Room
from tests.workshop.data import ballot, kept_of, make

THREADS = 8
FRESH = 25  # kills of one file; then a new one, for a long record takes long to check


@dataclass
class Promises:
    """What the children told before they were killed, by token."""

    tried: set[str] = field(default_factory=set)
    confirmed: set[str] = field(default_factory=set)


def points(token: str) -> float:
    """What a token's ballot says, so that it can be told from others."""
    return 1.0 + sum(token.encode()) % 99


def send(room: Room, link: str, token: str) -> None:
    """Join and vote as a phone does; the same token again is the same ballot again."""
    room.join(link, "HR", token=token)
    room.submit(token, ballot(points(token)), f"request-{token[:20]}")


def serve(path: Path, link: str, seed: str) -> None:
    """Vote without end, telling each ballot tried and each confirmed; never returns."""
    room_module.PLACES = 10**6
    room = Room.open(path)

    def work(thread: int) -> None:
        number = 0
        while True:
            number += 1
            token = token_from(seed, f"{thread} {number}")
            os.write(1, f"try {token}\n".encode())
            send(room, link, token)
            os.write(1, f"ok {token}\n".encode())

    for thread in range(THREADS):
        threading.Thread(target=work, args=(thread,), daemon=True).start()
    time.sleep(60)
    os._exit(3)  # never killed: a fault of the test


def killed(path: Path, link: str, draw: random.Random, promises: Promises) -> None:
    """Let a child serve, kill it, and note what it told."""
    reader, writer = os.pipe()
    seed = str(draw.random())
    child = os.fork()
    if child == 0:
        try:
            os.dup2(writer, 1)
            os.close(reader)
            serve(path, link, seed)
        finally:
            os._exit(4)
    os.close(writer)
    with os.fdopen(reader, "rb") as told:
        lines = [told.readline()]  # it has begun
        time.sleep(draw.random() * 0.15)
        os.kill(child, signal.SIGKILL)
        lines += told.readlines()
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status), f"the child ended by itself: {status}"
    for line in lines:
        words = line.decode().split()
        if line.endswith(b"\n") and len(words) == 2:
            (promises.confirmed if words[0] == "ok" else promises.tried).add(words[1])


def faults(path: Path, link: str, promises: Promises) -> list[str]:
    """Open the file again, and say what is wrong; [] where nothing is."""
    found = []
    room = Room.open(path)  # holds that the file and its record are whole
    try:
        for token in promises.confirmed:
            mine = kept_of(room, token)
            if mine is None or mine.given.weights["speed"] != points(token):
                found.append("a confirmed ballot is gone")
        again = [*(promises.tried - promises.confirmed), *sorted(promises.confirmed)[:5]]
        with ThreadPoolExecutor(THREADS) as pool:
            list(pool.map(lambda token: send(room, link, token), again))
        promises.confirmed |= promises.tried
        turnout = room.turnout()
        if turnout.voted != len(promises.tried) or turnout.joined != len(promises.tried):
            found.append(f"{turnout} for {len(promises.tried)} people")
        if broken := room.store.verify():
            found.append(f"the record is broken: {broken}")
    finally:
        room.close()
    with contextlib.closing(sqlite3.connect(path)) as db:
        if db.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
            found.append("the file is damaged")
        recorded = db.execute("SELECT count(*) FROM audit WHERE what = 'ballot'").fetchone()[0]
        if recorded != len(promises.tried):
            found.append(f"{recorded} ballots in the record for {len(promises.tried)} people")
    return found


def kills(count: int, tell: Callable[[str], object] = lambda _: None, seed: int = 1) -> list[str]:
    """Kill a server `count` times; give what went wrong."""
    draw, found, confirmed, tried = random.Random(seed), [], 0, 0
    room_module.PLACES = 10**6
    with tempfile.TemporaryDirectory() as made:
        for first in range(0, count, FRESH):
            path, promises = Path(made) / f"{first}.db", Promises()
            room, facilitator = make(path)
            link = facilitator.open_round().link or ""
            room.close()
            for _ in range(min(FRESH, count - first)):
                before = len(promises.confirmed), len(promises.tried)
                killed(path, link, draw, promises)
                confirmed += len(promises.confirmed) - before[0]
                tried += len(promises.tried) - before[1]
                found += faults(path, link, promises)
            facilitator = Facilitator(Room.open(path), facilitator._secret)
            facilitator.close_round()
            facilitator.delete()
    tell(f"{count} kills, {tried} ballots sent, {confirmed} confirmed: {len(found)} faults")
    if confirmed < count:
        found.append("fewer ballots confirmed than kills: the children hardly ran")
    return found


if __name__ == "__main__":
    wrong = kills(int(sys.argv[1]) if len(sys.argv) > 1 else 500, print)
    print("\n".join(wrong[:20]))
    sys.exit(bool(wrong))
