"""29 honest phones and the facilitator's page, while one phone attacks, and two seconds after.

    python -m tests.load.under_attack 60              every attack, for a minute each
    python -m tests.load.under_attack 5 half_requests pings
    python -m tests.load.under_attack 5 half_requests+pings

Each attack meets a room of its own; those joined by a "+" come at once, each from addresses of its
own.
With `--within 5`, a ballot may take so many seconds: for a machine that is busy with other things.
Server, phones and attacker are in a network namespace of their own, each at an address of its
own. What is measured is how long a phone waits from the tap on "Send" until its page says that
the ballot is in, and the facilitator's page until it is drawn again.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import itertools
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.load import own_network
from tests.load.attacks import ATTACKS
from tests.load.client import PATIENCE, Run, Session
from tests.load.load import at
from tests.load.phones import Phone, each, lost, phones
from tests.served import LOCAL, ROOT, Workshop

PEOPLE = 29
AFTER = 2.0  # seconds until all must be as before
P95 = 1.0  # seconds until a ballot is confirmed
MEMORY = 500  # MB
WHEN = ("before", "during", "two seconds after")
LOG = 200_000  # bytes that an attack may add to the log
AS_ON_A_LAPTOP = ("prlimit", "--nofile=1024:4096")  # files that a process may open
FROM = {"many_addresses": 20}  # addresses of an attack; one else


@dataclass
class Times:
    """The ballots' runs, the facilitator's looks, newcomers' pages, MB of memory, log's bytes."""

    sends: list[Run] = field(default_factory=list)
    looks: list[float] = field(default_factory=list)
    pages: list[float] = field(default_factory=list)
    memory: float = 0.0
    log: int = 0

    def __str__(self) -> str:
        return (
            f"{len(self.sends)} ballots, {at(self.sends, 0.5):.2f} s (median), "
            f"{at(self.sends, 0.95):.2f} s (95 of 100); facilitator's page "
            f"{max(self.looks, default=0):.2f} s, a newcomer's {max(self.pages, default=0):.2f} s "
            f"at most; {self.memory:.0f} MB; log +{self.log} B"
        )


async def _weigh(phone: Phone, until: float) -> None:
    """Send, change, move a slider, and so on, until some moment."""
    await asyncio.sleep(phone.draw.uniform(0, 1.5))
    while time.monotonic() < until:
        try:
            if phone.tab.keys("round.1.send") and phone.entered() not in phone.confirmed[-1:]:
                await phone.send()
            elif sliders := phone.tab.keys("round.1.points."):
                points = float(phone.draw.randrange(5, 101, 5))
                await phone.tab.change(phone.draw.choice(sliders), points)
            else:
                await phone.act()
        except (TimeoutError, OSError, LookupError, AssertionError) as error:
            phone.faults.append(f"{type(error).__name__}: {error}")
            phone.sends.append(Run(0.0, shown=PATIENCE))
            return
        await asyncio.sleep(phone.draw.uniform(0.4, 1.2))


async def _look(view: Session, server: Workshop, times: Times, until: float) -> None:
    while time.monotonic() < until:
        began = time.monotonic()
        try:
            await view.look(lambda: view.shows("joined"))
            times.looks.append(time.monotonic() - began)
        except (TimeoutError, OSError):
            times.looks.append(PATIENCE)
            return
        times.memory = max(times.memory, server.memory())
        await asyncio.sleep(1)


async def _arrive(server: Workshop, times: Times, until: float) -> None:
    """Load the page as somebody new, each second, from an address of their own."""
    asked = f"GET /join HTTP/1.1\r\nHost: {server.host}\r\nConnection: close\r\n\r\n".encode()
    number = PEOPLE
    while time.monotonic() < until:
        number, began = number + 1, time.monotonic()
        try:
            async with asyncio.timeout(PATIENCE):
                reader, writer = await asyncio.open_connection(
                    server.host, server.port, local_addr=(own_network.phone(number), 0)
                )
                writer.write(asked)
                answered = (await reader.read(100)).startswith(b"HTTP/1.1 200")
                writer.close()
        except (TimeoutError, OSError):
            answered = False
        times.pages.append(time.monotonic() - began if answered else PATIENCE)
        await asyncio.sleep(1)


async def _measured(
    server: Workshop, everyone: list[Phone], view: Session, seconds: float
) -> Times:
    times, until = Times(), time.monotonic() + seconds
    log = server.log.stat().st_size
    before = [len(phone.sends) for phone in everyone]
    await asyncio.gather(
        _look(view, server, times, until),
        _arrive(server, times, until),
        *(_weigh(phone, until) for phone in everyone),
    )
    for phone, count in zip(everyone, before, strict=True):
        times.sends += phone.sends[count:]
    times.log = server.log.stat().st_size - log
    return times


@contextlib.asynccontextmanager
async def _attack(
    server: Workshop, name: str, link: str, attackers: Sequence[str]
) -> AsyncIterator[None]:
    """An attack that goes on until the end, from some addresses.

    Raises:
        EOFError: it ended by itself.
    """
    # At a low priority: an attacker has a machine of their own, and this one is shared.
    command = ["nice", "-n", "10", sys.executable, "-m", "tests.load.attacks", name]
    command += [server.host, str(server.port), link, *attackers]
    attack = await asyncio.create_subprocess_exec(*command, cwd=ROOT, stdout=subprocess.DEVNULL)
    try:
        yield
        if attack.returncode is not None:
            raise EOFError(f"{name}: the attack ended by itself")
    finally:
        if attack.returncode is None:
            attack.kill()
        await attack.wait()


async def _attacked(
    server: Workshop, names: Sequence[str], seconds: float
) -> tuple[list[Times], list[str], list[Phone]]:
    """Return the times before, during and after attacks, what went wrong, and the phones."""
    server.do("make strict")
    link = server.do("open")["link"]
    sources = [own_network.phone(number) for number in range(PEOPLE)]
    everyone = phones(server.host, server.port, link, PEOPLE, sources=sources)
    view = Session(LOCAL, server.port, "workshop", server.key)
    await view.open()
    await view.look()
    await each(Phone.get_ready, everyone)
    shortly = max(3.0, seconds / 4)
    before, during, faults = await _measured(server, everyone, view, shortly), Times(), []
    free = map(own_network.attacker, itertools.count())
    try:
        async with contextlib.AsyncExitStack() as attacks:
            for name in names:
                attackers = list(itertools.islice(free, FROM.get(name, 1)))
                await attacks.enter_async_context(_attack(server, name, link, attackers))
            await asyncio.sleep(2)  # until all are under way
            during = await _measured(server, everyone, view, seconds)
    except EOFError as error:
        faults.append(str(error))
    await asyncio.sleep(AFTER)
    after = await _measured(server, everyone, view, shortly)
    faults += [fault for phone in everyone for fault in phone.faults] + view.errors
    for tab in [view, *(phone.tab for phone in everyone)]:
        await tab.close()
    return [before, during, after], faults, everyone


def attacked(names: Sequence[str], seconds: float, within: float = P95) -> list[str]:
    """Measure attacks on one room and print them; give what is not as it must be."""
    with tempfile.TemporaryDirectory() as made:
        server = Workshop(own_network.SERVER, Path(made))
        server.command = [*AS_ON_A_LAPTOP, *server.command]
        with server:
            measured, faults, everyone = asyncio.run(_attacked(server, names, seconds))
        voters = [phone for phone in everyone if phone.confirmed]
        faults += [each for each in lost(server.file, voters) if "people in the file" not in each]
    label = "+".join(names)
    print(label, flush=True)
    for what, times in zip(WHEN, measured, strict=True):
        print(f"    {what}: {times}", flush=True)
    return [*faults, *(f"{label}: {fault}" for fault in _slow(measured, within))]


def _slow(measured: list[Times], within: float) -> Iterator[str]:
    """Yield what took too long, or too much, while an attack went on and after it."""
    quiet = at(measured[0].sends, 0.95)  # a machine that is shared is slow at times
    bar = max(within, 3 * quiet)
    for what, times in zip(WHEN[1:], measured[1:], strict=True):
        if not times.sends or at(times.sends, 0.95) >= bar:
            yield f"{what}: a ballot took {at(times.sends, 0.95):.2f} s (95 of 100)"
        if not times.looks or max(times.looks) >= 2 * bar:
            yield f"{what}: the facilitator's page took {max(times.looks, default=0):.2f}"
        if not times.pages or max(times.pages) >= 2 * bar:
            yield f"{what}: a newcomer's page took {max(times.pages, default=0):.2f} s"
        if times.memory >= MEMORY:
            yield f"{what}: {times.memory:.0f} MB of memory"
        if times.log >= LOG:
            yield f"{what}: {times.log} bytes of log"


def main() -> int:
    """Run the attacks that are named, or all; the exit code says whether the room held."""
    parser = argparse.ArgumentParser(prog="python -m tests.load.under_attack")
    parser.add_argument("seconds", type=float, nargs="?", default=60.0)
    parser.add_argument("names", nargs="*", metavar="attack[+attack]")
    parser.add_argument("--within", type=float, default=P95, metavar="SECONDS")
    given = parser.parse_args()
    if not own_network.is_inside():
        if not own_network.available():
            raise SystemExit("No network namespace can be made here: it takes Linux, and unshare.")
        timeout = 600 + 3 * given.seconds * len(ATTACKS)
        told = own_network.inside("tests.load.under_attack", *sys.argv[1:], timeout=timeout)
        print(told.stdout, end="")
        return told.returncode
    own_network.set_up()
    rooms = [name.split("+") for name in given.names or ATTACKS]
    faults = [fault for room in rooms for fault in attacked(room, given.seconds, given.within)]
    print("\n".join([f"{len(faults)} faults", *faults[:40]]))
    return bool(faults)


if __name__ == "__main__":
    sys.exit(main())
