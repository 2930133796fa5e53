"""The addresses, the port and the sockets that the server listens on."""

from __future__ import annotations

import contextlib
import errno
import ipaddress
import socket
import sys
import time
from pathlib import Path

from decision.errors import DecisionError
from decision.serving import open_workshop, owner
from decision.serving.connections import Gate
from decision.workshop.access import addresses
from decision.workshop.errors import WorkshopError
from decision.workshop.store import database

PORT = 8501
PORTS = 100  # tried, from the first on
FILES = 4096  # open at once: a closed session keeps a few for a while
RECENT = 12 * 3600.0  # seconds; a workshop changed since is taken up where it was


def in_the_room(host: str | None) -> str | None:
    """Return this machine's address in the room's network; None: none is used.

    Args:
        host: the address that was named; None: choose the likeliest, or ask where somebody
            is there to be asked.

    Raises DecisionError: what was named is no such address.
    """
    if host is not None:
        try:
            address = ipaddress.IPv4Address(host)
        except ValueError:
            address = ipaddress.IPv4Address(0)
        if address.is_unspecified or address.is_multicast:
            raise DecisionError(
                f"{host}: --host takes one address of this machine, such as 192.168.1.20"
            )
        return None if address.is_loopback else str(address)
    found = addresses.candidates()
    if not found:
        print(
            "No network was found that phones could use, so only this machine reaches the app. "
            "Turns at this laptop, and paper ballots, work without one. To open it to phones, "
            "join the room's wifi and start again."
        )
        return None
    if len(found) > 1 and sys.stdin.isatty():
        return _asked(found)
    others = f" (others: {', '.join(found[1:])}; choose with --host)" if found[1:] else ""
    print(f"Phones will use the address {found[0]}{others}.")
    return found[0]


def _asked(found: list[str]) -> str:
    """Ask which address the phones should use; the first where none is chosen."""
    print("This machine has several addresses. Which is in the same network as the phones?")
    for number, address in enumerate(found, 1):
        print(f"  {number}  {address}{'  (the likeliest)' if number == 1 else ''}")
    while True:
        try:
            typed = input(f"Number, 1 to {len(found)} (Enter takes 1): ").strip()
        except EOFError:
            typed = ""
        if not typed:
            return found[0]
        if typed in found:
            return typed
        if typed.isdecimal() and 1 <= int(typed[:9]) <= len(found):
            return found[int(typed[:9]) - 1]


def start_message(address: str, room: str | None, port: int, key: str) -> str:
    """Return where the app is, and what to check where phones don't reach it."""
    lines = ["", f"  On this machine, for you alone: {address}/?{owner.KEY}={key}"]
    if room:
        lines = [
            "",
            f"  For you alone, on this machine: {address}/workshop?{owner.KEY}={key}",
            f"  For the room's phones: {addresses.join_url(room, port, '').partition('?')[0]}",
            "",
            "  The room's network carries ballots unencrypted: whoever listens in on the wifi can",
            "  read a phone's ballot, and send one as that phone. Where that matters, use paper.",
            "",
            "  If a phone can't open the room's address, check that:",
            "  - it is on the same wifi as this machine, and not on mobile data;",
            "  - this machine's firewall lets Python accept connections (Windows asks once:",
            "    tick private networks; where the trust has locked that, ask Digital);",
            "  - the wifi doesn't keep devices apart, as many guest networks do. A phone's",
            "    hotspot gets round that, for about ten phones at most.",
            "  Where none of it helps, go on with turns at this laptop, or on paper.",
        ]
    return "\n".join([*lines, "", "  Stop it with Ctrl+C.", ""])


def listening(names: list[str], port: int | None) -> tuple[list[socket.socket], int]:
    """Listen on addresses of this machine, all by the same port; return the port too.

    Raises DecisionError: the port is taken, or an address is not this machine's.
    """
    first = PORT if port is None else port
    for number in range(first, min(first + (PORTS if port is None else 1), 65536)):
        if (opened := _opened(names, number)) is not None:
            return opened, number
    if port is None:
        raise DecisionError(f"No port from {first} on is free; choose one with --port.")
    raise DecisionError(f"Port {port} is in use or not allowed; choose another with --port.")


def _opened(names: list[str], port: int) -> list[socket.socket] | None:
    opened: list[socket.socket] = []
    try:
        for name in names:
            each: socket.socket = Gate(socket.AF_INET, socket.SOCK_STREAM)
            opened.append(each)
            if sys.platform != "win32":  # there it would let two programs share a port
                each.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            each.bind((name, port))
            each.listen(2048)
            each.setblocking(False)
    except OSError as error:
        for each in opened:
            each.close()
        if error.errno in (errno.EADDRINUSE, errno.EACCES):
            return None
        mine = ", ".join(addresses.candidates()) or "none"
        raise DecisionError(
            f"{names[-1]} is not an address of this machine; it has: {mine}."
        ) from None
    return opened


def raise_limit() -> int:
    """Let many phones be connected at once; return how many files and sockets may be open."""
    try:
        import resource
    except ImportError:  # Windows, which has no such limit on sockets
        return FILES
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft >= FILES or soft == resource.RLIM_INFINITY:
        return FILES
    wanted = FILES if hard == resource.RLIM_INFINITY else min(FILES, hard)
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
    allowed = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    if allowed < FILES:
        print(
            f"decision: warning: this machine allows {allowed} open files and sockets, "
            f"so more than about {allowed // 8} phones may not get in",
            file=sys.stderr,
        )
    return int(allowed)


def take_up_last(folder: Path | None = None, of: str | None = None) -> None:
    """Open the last workshop again where it is a recent one: phones find it after a restart.

    Args:
        folder: where the workshops are; None: where one person's own are.
        of: the key of its facilitator, under `decision serve`.
    """
    path = next(iter(database.workshops(folder)), None)
    try:
        if path is None or time.time() - path.stat().st_mtime > RECENT:
            return
        held = open_workshop.take_up(path, of=of)
    except WorkshopError as error:
        print(f"The last workshop was not opened. {error}")
    except Exception as error:  # whatever it is, the room has to begin
        what = f"{type(error).__name__}: {error}"
        print(f"The last workshop was not opened: {path} can't be read ({what}).")
    else:
        title = f": {held.room.settings.title}" if of is None else ""  # a log that others read
        print(f"The last workshop is open again{title}")
