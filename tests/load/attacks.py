"""What one phone may do to a room, by accident or on purpose, until it is stopped.

    python -m tests.load.attacks NAME HOST PORT LINK SOURCE [SOURCE ...]

Each is a coroutine that goes on without end; whatever the server refuses is tried again at once.
A process of its own, so that it takes nothing from those whose waiting is measured.
"""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import random
import socket
import sys
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException

from tests.load.client import Session, socket_to
from tests.load.phones import phones

GONE = (OSError, WebSocketException, TimeoutError, EOFError)


@dataclass(frozen=True)
class Target:
    """A room's server, the link to join by, and the addresses that an attack comes from."""

    host: str
    port: int
    link: str
    sources: tuple[str, ...]

    async def connected(self) -> ClientConnection:
        """A socket to the app, as a browser opens one."""
        return await connect(
            f"ws://{self.host}:{self.port}/_stcore/stream",
            origin=f"http://{self.host}:{self.port}",  # type: ignore[arg-type]
            subprotocols=["streamlit", "PLACEHOLDER"],  # type: ignore[list-item]
            proxy=None,
            max_size=None,
            sock=await self.plain(),
        )

    async def plain(self) -> socket.socket:
        """A connection that has said nothing yet."""
        return await socket_to(self.host, self.port, random.choice(self.sources))


def run_of_the_page(query: str = "", text: int = 0) -> bytes:
    """A message that asks for a run, with so much text in fields that the page may have."""
    message = BackMsg()
    message.rerun_script.query_string = query
    message.rerun_script.page_name = "join"
    for name in range(3 if text else 0):
        state = WidgetState(id=f"$$ID-0-{name}", string_value="x" * (text // 3))
        message.rerun_script.widget_states.widgets.append(state)
    return bytes(message.SerializeToString())


async def again_and_again(once: Callable[[], Awaitable[None]]) -> None:
    """Do something, and once more as soon as it ends, however it does."""
    while True:
        with contextlib.suppress(*GONE):
            await once()
        await asyncio.sleep(0.01)


async def at_once(count: int, once: Callable[[], Awaitable[None]]) -> None:
    """Do something again and again, so many times over."""
    await asyncio.gather(*(again_and_again(once) for _ in range(count)))


async def runs(target: Target, sockets: int = 1, pause: float = 0.0, query: str = "") -> None:
    """Sockets that ask for runs of the page without pause, and read what comes."""
    asked = run_of_the_page(query)

    async def once() -> None:
        async with await target.connected() as mine:
            reader = asyncio.create_task(_read(mine))
            try:
                while True:
                    await mine.send(asked)
                    if pause:
                        await asyncio.sleep(pause)
            finally:
                reader.cancel()

    await at_once(sockets, once)


async def _read(mine: ClientConnection) -> None:
    with contextlib.suppress(*GONE):
        async for _ in mine:
            pass


async def one_socket(target: Target) -> None:
    """One socket that asks for runs without pause."""
    await runs(target)


async def five_sockets(target: Target) -> None:
    """Five of them."""
    await runs(target, sockets=5)


async def ten_steady_sockets(target: Target) -> None:
    """Ten sockets, each at 20 a second."""
    await runs(target, sockets=10, pause=0.05)


async def many_addresses(target: Target) -> None:
    """Forty sockets from many addresses, without pause."""
    await runs(target, sockets=40)


async def joined(target: Target) -> None:
    """Somebody who has joined, with ten sockets, without pause."""
    (phone,) = phones(target.host, target.port, target.link, 1, 7, target.sources)
    await phone.join()
    await runs(target, sockets=10, query=phone.tab.query)


async def half_requests(target: Target) -> None:
    """4,090 requests whose second half never comes."""

    async def once() -> None:
        mine = await target.plain()
        with contextlib.closing(mine):
            await asyncio.get_running_loop().sock_sendall(mine, b"GET / HTTP/1.1\r\nHost: ")
            while await asyncio.get_running_loop().sock_recv(mine, 100):
                pass

    await at_once(4090, once)


async def half_messages(target: Target) -> None:
    """Sixty messages of 15 MB whose last bytes never come."""
    part = bytes(2**20)

    async def once() -> None:
        async with await target.connected() as mine:

            async def parts() -> object:
                for _ in range(15):
                    yield part
                await asyncio.sleep(3600)

            await mine.send(parts())  # type: ignore[arg-type]

    await at_once(60, once)


async def left_sessions(target: Target) -> None:
    """Sessions that are left with 9 MB of what was typed, one after the other."""
    number = itertools.count()

    async def once() -> None:
        tab = Session(target.host, target.port, "join", f"n={next(number)}", target.sources[0])
        await tab.open()
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(tab.look(), 5)
        assert tab._socket is not None
        for key in tab.keys("code"):
            tab.enter(key, "x" * 9 * 2**20)
            await tab._send()
        await tab._socket.send(run_of_the_page(text=9 * 2**20))
        await asyncio.sleep(1)
        await tab.close()

    await at_once(4, once)


async def requests(target: Target) -> None:
    """Whole requests for the page, on two hundred connections, without pause."""
    asked = f"GET / HTTP/1.1\r\nHost: {target.host}:{target.port}\r\n\r\n".encode()

    async def once() -> None:
        loop = asyncio.get_running_loop()
        mine = await target.plain()
        with contextlib.closing(mine):
            while True:
                await loop.sock_sendall(mine, asked)
                if not await loop.sock_recv(mine, 2**16):
                    return

    await at_once(200, once)


async def pings(target: Target) -> None:
    """Five sockets that ping without pause."""
    frame = bytes([0x89, 0x80, 0, 0, 0, 0])  # an empty, masked ping

    async def once() -> None:
        async with await target.connected() as mine:
            while True:
                mine.transport.write(frame * 2000)
                await asyncio.sleep(0.01)
                if mine.close_code is not None:
                    return

    await at_once(5, once)


ATTACKS: dict[str, Callable[[Target], Awaitable[None]]] = {
    each.__name__: each
    for each in (
        one_socket, five_sockets, ten_steady_sockets, many_addresses, joined, half_requests,
        half_messages, left_sessions, requests, pings,
    )
}  # fmt: skip


def main() -> None:
    """Say that it has begun, and go on until the process is ended."""
    name, host, port, link, *sources = sys.argv[1:]
    target = Target(host, int(port), link, tuple(sources))
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, 10_000), hard))
    asyncio.run(ATTACKS[name](target))  # type: ignore[arg-type]


if __name__ == "__main__":
    main()
