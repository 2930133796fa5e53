"""What a room of 30 costs, as a ratio to a trivial Streamlit page under the same load.

Thirty sessions on WebSockets each do something every 1 to 5 seconds, six times in seven a
slider and else a ballot that is sent, while the facilitator's page and the room's screen are
open. The trivial page has one slider, and one button that appends to a list; it is run the
same way by the same clients. What is compared is the time until the page says that a ballot
is in, by which 95 of 100 were told.

Run it with `python -m tests.benchmarks.workshop`, or for ten minutes with a 600 after it.
"""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
from pathlib import Path

from tests.load import load
from tests.load.load import Measured
from tests.load.phones import address, lost
from tests.served import Workshop

SECONDS = 60.0


def busy() -> str:
    """Say how busy the machine is."""
    return f"load average {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"


def workshop(host: str, seconds: float) -> Measured:
    """Measure a workshop, and hold that nothing was lost."""
    with tempfile.TemporaryDirectory() as made:
        with Workshop(host, Path(made)) as server:
            measured, everyone = asyncio.run(load.room(server, seconds))
        measured.faults += lost(server.file, everyone) + server.log.read_text().splitlines()
    return measured


def trivial(host: str, seconds: float) -> Measured:
    """Measure the trivial page."""
    with tempfile.TemporaryDirectory() as made, load.trivial_page(host, Path(made)) as server:
        return asyncio.run(load.trivial(server, seconds))


def said(name: str, found: Measured) -> str:
    """Say what was measured, in this machine's own units."""
    third = max(1, len(found.memory) // 3)
    first, last = max(found.memory[:third]), max(found.memory[-third:])
    sends, moves = found.sends, found.moves
    return (
        f"{name}: {len(sends)} ballots confirmed in {load.at(sends, 0.5):.3f} s (median), "
        f"{load.at(sends, 0.95):.3f} s (95 of 100), {load.at(sends, 1):.3f} s (the last); "
        f"{len(moves)} moves of a slider, {load.at(moves, 0.95, True):.3f} s (95 of 100); "
        f"memory {first:.0f} MB in the first third, {last:.0f} MB in the last; "
        f"{100 * found.used / found.seconds:.0f}% of a core; {found.files} files open; {busy()}"
    )


def main() -> int:
    """Measure and print; the exit code says whether all that was confirmed is kept."""
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else SECONDS
    host = address()
    print(f"{load.PEOPLE} people for {seconds:.0f} s each; {busy()}", flush=True)
    plain = trivial(host, min(seconds, SECONDS))
    print(said("trivial page", plain), flush=True)
    room = workshop(host, seconds)
    print(said("workshop", room), flush=True)
    for what, part in (("median", 0.5), ("95 of 100", 0.95)):
        ratio = load.at(room.sends, part) / load.at(plain.sends, part)
        print(f"a ballot's confirmation, {what}: {ratio:.1f} × the trivial page's button")
    print("\n".join([f"{len(room.faults)} faults", *room.faults[:20]]))
    return bool(room.faults)


if __name__ == "__main__":
    sys.exit(main())
