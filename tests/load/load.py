"""A room under load for some time, and what was measured of it."""

from __future__ import annotations

import asyncio
import contextlib
import random
import sys
import time
from collections.abc import Coroutine
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.load.client import Run, Session
from tests.load.phones import SENDS, Phone, each, phones
from tests.served import LOCAL, Server, Workshop, free_port, streamlit_flags

PEOPLE = 30
PACE = (1.0, 5.0)  # seconds between two acts of one person


@dataclass
class Measured:
    """What was measured: seconds of each send and move, MB of memory each second, faults."""

    sends: list[Run] = field(default_factory=list)
    moves: list[Run] = field(default_factory=list)
    memory: list[float] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    seconds: float = 0.0
    used: float = 0.0  # seconds of the processor's time
    redrawn: int = 0
    files: int = 0
    received: int = 0


def at(runs: list[Run], part: float, finished: bool = False) -> float:
    """The time by which a part of the runs, 0 to 1, had shown what was waited for."""
    times = sorted((run.finished if finished else run.shown) or 0.0 for run in runs)
    return times[min(len(times) - 1, int(part * len(times)))] if times else 0.0


async def for_a_while(
    workers: list[Coroutine[Any, Any, None]], server: Server, until: float
) -> list[float]:
    """Let all work, and look at the server's memory each second."""
    memory = []

    async def look() -> None:
        while time.monotonic() < until:
            memory.append(server.memory())
            await asyncio.sleep(1)

    await asyncio.gather(look(), *workers)
    return memory


async def room(
    server: Workshop, seconds: float, people: int = PEOPLE, seed: int = 1
) -> tuple[Measured, list[Phone]]:
    """A workshop's first round with so many phones, the facilitator's page and the screen."""
    server.do("make")
    link = server.do("open")["link"]
    everyone = phones(server.host, server.port, link, people, seed)
    views = [Session(LOCAL, server.port, page, server.key) for page in ("workshop", "screen")]
    for view in views:
        await view.open()
        await view.look()
    await each(Phone.get_ready, everyone)
    began, used = time.monotonic(), server.seconds()
    until = began + seconds

    async def one(phone: Phone) -> None:
        await asyncio.sleep(phone.draw.uniform(0, PACE[1]))
        while time.monotonic() < until:
            try:
                await phone.act()
            except (TimeoutError, ConnectionError, LookupError, AssertionError) as error:
                phone.faults.append(f"{type(error).__name__}: {error} on {phone.tab.texts[:3]}")
                return
            await asyncio.sleep(min(phone.draw.uniform(*PACE), max(0, until - time.monotonic())))

    found = Measured()
    found.memory = await for_a_while([one(phone) for phone in everyone], server, until)
    found.seconds, found.used = time.monotonic() - began, server.seconds() - used
    for phone in everyone:
        found.sends += phone.sends
        found.moves += phone.moves
        found.faults += phone.faults
        found.redrawn += phone.redrawn
        found.received += phone.tab.received
    found.files = server.files()
    voted = sum(bool(phone.confirmed) for phone in everyone)
    said = f"{voted} ballots in, {people} people joined"
    for view in views:
        with contextlib.suppress(TimeoutError):
            await view.waits(lambda view=view: view.shows(said), 5)  # type: ignore[misc]
        if not view.shows(said):
            found.faults.append(f"{view.page} does not show {said}: {view.texts}")
        found.faults += view.errors
    for tab in [*views, *(phone.tab for phone in everyone)]:
        await tab.close()
    return found, everyone


def trivial_page(host: str, folder: Path) -> Server:
    """The trivial page's server."""
    port = free_port()
    flags = ["--server.fileWatcherType", "none", "--server.address", host]
    flags += ["--server.allowedHosts", host]
    page = str(Path(__file__).with_name("trivial.py"))
    command = [sys.executable, "-m", "streamlit", "run", page, *streamlit_flags(port), *flags]
    return Server(command, folder, port, host)


async def trivial(server: Server, seconds: float, people: int = PEOPLE, seed: int = 1) -> Measured:
    """The trivial page, with as many people at the same pace and two who watch."""
    tabs = [Session(server.host, server.port) for _ in range(people)]
    views = [Session(server.host, server.port, query="watch=1") for _ in range(2)]
    for tab in [*views, *tabs]:
        await tab.open()
    await asyncio.gather(*(tab.look() for tab in [*views, *tabs]))
    began, used = time.monotonic(), server.seconds()
    until = began + seconds
    found = Measured()

    async def one(number: int, tab: Session) -> None:
        draw, sent = random.Random(f"{seed} {number}"), 0
        await asyncio.sleep(draw.uniform(0, PACE[1]))
        while time.monotonic() < until:
            if draw.random() > SENDS:
                points = float(draw.randrange(5, 101, 5))
                found.moves.append(await tab.change("points", points))
            else:
                sent += 1
                told = f"Kept {sent}"
                found.sends.append(
                    await tab.click("send", lambda told=told: tab.title == told)  # type: ignore[misc]
                )
            await asyncio.sleep(min(draw.uniform(*PACE), max(0, until - time.monotonic())))

    workers = [one(number, tab) for number, tab in enumerate(tabs)]
    found.memory = await for_a_while(workers, server, until)
    found.seconds, found.used = time.monotonic() - began, server.seconds() - used
    found.files = server.files()
    for tab in [*views, *tabs]:
        await tab.close()
    return found
