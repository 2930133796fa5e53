"""A trust's installation under load: people who have signed in, and two workshops with phones.

`python -m tests.load.hosted 600` is what `decision serve` is held to: 50 people for ten minutes,
each answering every ten seconds, with two rooms of 15 phones.
"""

from __future__ import annotations

import asyncio
import contextlib
import random
import sqlite3
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from tests.load.client import Run, Session, done
from tests.load.load import at, for_a_while
from tests.load.phones import GONE, Phone, each, phones
from tests.served import Server
from tests.serving.hosted_server import HEADER, NAME, PROXY, served

PEOPLE, ROOMS, PHONES = 50, 2, 15
EVERY = 10.0  # seconds between two answers of one person, and two acts of one phone
ITEMS = ("in.answers.digital-readiness", "in.answers.radiology-readiness")
ANSWERS = ("0 or 1 of 4 in place", "2 or 3 of 4 in place", "4 of 4 in place")
BAR = 0.3  # seconds: the 95th percentile of an answer


@dataclass
class Hosted:
    """What was measured: seconds of each answer and each phone's act, MB, shares of one core."""

    answers: list[Run] = field(default_factory=list)
    ballots: list[Run] = field(default_factory=list)
    memory: list[float] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    server: float = 0.0
    generator: float = 0.0
    files: int = 0

    def __str__(self) -> str:
        tenth = max(1, len(self.memory) // 10)
        early, late = (sum(part) / tenth for part in (self.memory[:tenth], self.memory[-tenth:]))
        shown, drawn = (at(self.answers, 0.95, finished=each) for each in (False, True))
        return (
            f"{len(self.answers)} answers: p50 {at(self.answers, 0.5, finished=True):.3f} s, "
            f"p95 {drawn:.3f} s (first sign {shown:.3f} s); {len(self.ballots)} acts of phones: "
            f"p95 {at(self.ballots, 0.95, finished=True):.3f} s; memory {early:.0f} MB at first, "
            f"{late:.0f} MB at last; {self.files} files; of one core the server took "
            f"{self.server:.0%}, the generator {self.generator:.0%}; {len(self.faults)} faults"
        )


async def trust(
    server: Server,
    seconds: float,
    people: int = PEOPLE,
    rooms: int = ROOMS,
    each_room: int = PHONES,
) -> Hosted:
    """Let so many people work for a while, and so many phones weigh in each of some rooms."""
    tabs = [_window(server, f"person {number}") for number in range(people)]
    everyone: list[Phone] = []
    chairs = []
    for room in range(rooms):
        chair = _window(server, f"facilitator {room}", "workshop")
        chairs.append(chair)
        await chair.open()
        await chair.look()
        await chair.click("new.do", lambda chair=chair: chair.shows("The record"))  # type: ignore[misc]
        await chair.click("round.open")
        everyone += _phones(server, room, each_room)
    for tab in tabs:
        await tab.open()
        await tab.look()
    await each(Phone.get_ready, everyone)
    for phone in everyone:
        phone.moves.clear()
    found = Hosted()
    began, used, own = time.monotonic(), server.seconds(), time.process_time()
    until = began + seconds

    async def answers(number: int, tab: Session) -> None:
        draw = random.Random(number)
        await asyncio.sleep(draw.uniform(0, min(EVERY, seconds / 2)))
        while time.monotonic() < until:
            try:
                found.answers.append(await tab.change(draw.choice(ITEMS), draw.choice(ANSWERS)))
                found.faults += tab.errors
            except (TimeoutError, LookupError, *GONE) as error:
                found.faults.append(f"{type(error).__name__}: {error}")
                return
            await asyncio.sleep(max(0.0, min(EVERY, until - time.monotonic())))

    async def weighs(phone: Phone) -> None:
        await asyncio.sleep(phone.draw.uniform(0, min(EVERY, seconds / 2)))
        while time.monotonic() < until:
            try:
                await phone.act()
            except (TimeoutError, LookupError, AssertionError, *GONE) as error:
                found.faults.append(f"{type(error).__name__}: {error}")
                return
            await asyncio.sleep(max(0.0, min(EVERY, until - time.monotonic())))

    workers = [answers(number, tab) for number, tab in enumerate(tabs)]
    found.memory = await for_a_while([*workers, *map(weighs, everyone)], server, until)
    lasted = time.monotonic() - began
    found.server, found.generator = (
        (now - before) / lasted
        for now, before in ((server.seconds(), used), (time.process_time(), own))
    )
    found.files = server.files()
    for phone in everyone:
        found.ballots += phone.moves + phone.sends
        found.faults += phone.faults
    for chair in chairs:
        await chair.look()
        if not any(f"{each_room} people joined" in text for text in chair.texts):
            found.faults.append(f"a facilitator sees {chair.texts}")
    for tab in [*tabs, *chairs, *(phone.tab for phone in everyone)]:
        await tab.close()
    return found


def _window(server: Server, who: str, page: str = "") -> Session:
    return Session(NAME, server.port, page, source=PROXY, headers={HEADER: who})


def _phones(server: Server, room: int, count: int) -> list[Phone]:
    """Phones that have scanned the link of the workshop that was opened last."""
    path = max(server.folder.rglob("workshops/*.db"), key=lambda each: each.stat().st_ctime_ns)
    path = path.with_name(f"{path.name.partition('.')[0]}.db")
    with contextlib.closing(sqlite3.connect(path)) as db:
        link = db.execute("SELECT link FROM workshop").fetchone()[0]
    made = phones(NAME, server.port, link, count, seed=room, sources=(PROXY,))
    for number, phone in enumerate(made):
        phone.tab.base = "/room"
        phone.tab.headers = {"X-Forwarded-For": f"192.0.2.{100 * room + number}"}
    return made


def main(seconds: float) -> int:
    """Measure, and print; return 1 where the bar is missed."""
    with tempfile.TemporaryDirectory() as folder, served(Path(folder)) as server:
        found = done(trust(server, seconds))
    print(found)
    for fault in found.faults[:10]:
        print(" ", fault)
    return int(bool(found.faults) or at(found.answers, 0.95, finished=True) > BAR)


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1]) if len(sys.argv) > 1 else 600.0))
