"""The whole server is killed mid-round under load, over and over; every phone finds its ballot.

    python -m tests.load.kill_server 20

Twelve phones join, move sliders and send; at a moment drawn by lot the server is killed with
SIGKILL, and started again. Each phone comes back by its address, some by themselves and some
by loading the page anew: it must be known, and be shown its last confirmed ballot, or one that
was under way. No kill comes before a ballot was confirmed since the last one, however slow the
machine: otherwise nothing would be at stake. At last the file is opened: each confirmed ballot is
in it once, and its record holds.
"""

from __future__ import annotations

import asyncio
import contextlib
import random
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from tests.load.client import PATIENCE, Session, done
from tests.load.phones import GONE, Phone, address, each, lost, phones
from tests.served import LOCAL, Workshop

PEOPLE = 12
HASTE = (0.05, 0.4)  # seconds between two acts: many are under way when the server is killed
FRESH = 4  # kills of one workshop; then a new one, for a phone may send 50 ballots in a round


async def _until_killed(phone: Phone) -> None:
    try:
        while True:
            await phone.act()
            await asyncio.sleep(phone.draw.uniform(*HASTE))
    except GONE:
        return  # as was to be
    except (TimeoutError, LookupError, AssertionError) as error:
        if not phone.tab.lost:
            phone.faults.append(f"{type(error).__name__}: {error}")


def _confirmed(everyone: list[Phone]) -> int:
    return sum(len(phone.confirmed) for phone in everyone)


async def _view(server: Workshop) -> Session:
    view = Session(LOCAL, server.port, "workshop", server.key)
    await view.open()
    await view.look()
    return view


async def _one_workshop(
    server: Workshop, count: int, draw: random.Random, everyone: list[Phone]
) -> None:
    """Kill a server so many times while these phones, who are in, go on."""
    view = await _view(server)
    await each(Phone.join, everyone)
    for _ in range(count):
        before = _confirmed(everyone)
        busy = asyncio.gather(*(_until_killed(phone) for phone in everyone))
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE):
                while not busy.done() and _confirmed(everyone) == before:
                    await asyncio.sleep(0.01)
        if _confirmed(everyone) == before:
            everyone[0].faults.append("no ballot was confirmed before the server was killed")
        await asyncio.sleep(draw.uniform(0, 1.4))
        server.kill()
        await busy
        await view.close()
        await asyncio.get_running_loop().run_in_executor(None, server.start)
        view = await _view(server)
        await asyncio.gather(*(phone.find_again(draw.random() < 0.5) for phone in everyone))
        if not view.shows("Round 1 is open"):
            everyone[0].faults.append(f"the facilitator's page lost the round: {view.texts}")
    for tab in [view, *(phone.tab for phone in everyone)]:
        await tab.close()


def kills(count: int, host: str, tell: Callable[[str], object] = lambda _: None) -> list[str]:
    """Kill a server `count` times; give what went wrong."""
    draw, found, confirmed, unsure = random.Random(count), [], 0, 0
    for first in range(0, count, FRESH):
        with tempfile.TemporaryDirectory() as made:
            with Workshop(host, Path(made)) as server:
                server.do("make")
                link = server.do("open")["link"]
                everyone = phones(host, server.port, link, PEOPLE, seed=first)
                some = min(FRESH, count - first)
                done(_one_workshop(server, some, draw, everyone))
            found += [fault for phone in everyone for fault in phone.faults]
            found += lost(server.file, everyone)
            found += server.log.read_text().splitlines()
        confirmed += _confirmed(everyone)
        unsure += sum(phone.unsure for phone in everyone)
        tell(f"{first + some} kills: {confirmed} ballots confirmed, {unsure} never told of")
    return found


if __name__ == "__main__":
    wrong = kills(int(sys.argv[1]) if len(sys.argv) > 1 else 20, address(), print)
    print("\n".join([f"{len(wrong)} faults", *wrong[:20]]))
    sys.exit(bool(wrong))
