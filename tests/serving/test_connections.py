"""A request has a time, an address has so many connections, and phones' sockets read little."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import Awaitable, Callable, Iterator
from typing import Any

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

from decision.serving import connections
from decision.serving.budgets import CONNECTIONS, Budgets
from decision.serving.connections import Connection, Connections, Gate
from tests.load.client import done

HALF = b"GET / HTTP/1.1\r\nHost: "
WHOLE = HALF + b"x\r\n\r\n"


def entered(every: Connections, address: str, cut: list[str]) -> Connection | None:
    new = Connection(address, lambda: cut.append(address))
    return new if every.enter(new) else None


def test_the_oldest_idle_connection_of_a_full_address_makes_room() -> None:
    every, cut = Connections(most=100, same=3), []
    first = [entered(every, "a", cut) for _ in range(3)]
    assert entered(every, "b", cut)
    assert entered(every, "a", cut)
    assert cut == ["a"]
    for each in every._open["a"]:
        each.idle = False
    assert entered(every, "a", cut) is None
    assert entered(every, "b", cut)
    assert first[0] not in every._open["a"]


def test_where_all_places_are_taken_the_largest_crowd_gives_one() -> None:
    every, cut = Connections(most=10, same=9), []
    for _ in range(8):
        entered(every, "crowd", cut)
    kept = [entered(every, name, cut) for name in "abcdef"]
    assert None not in kept
    assert cut == ["crowd"] * 4
    for each in [*kept, *kept]:
        assert each is not None
        every.leave(each)  # again is no fault
    assert every._count == len(every._open["crowd"]) == 4
    assert "a" not in every._open


def test_what_an_address_connects_without_end_is_refused_before_the_loop_hears_of_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(connections, "BUDGETS", Budgets(lambda: 0.0))
    made: list[socket.socket] = []
    with Gate(socket.AF_INET, socket.SOCK_STREAM) as gate:
        gate.bind(("127.0.0.1", 0))
        gate.listen(1000)
        gate.setblocking(False)

        def taken(loopback: bool) -> int:
            monkeypatch.setattr(connections, "is_loopback", lambda _: loopback)
            made.extend(socket.create_connection(gate.getsockname()) for _ in range(450))
            count = 0
            with contextlib.suppress(BlockingIOError):
                while True:
                    made.append(gate.accept()[0])
                    count += 1
            return count

        assert taken(loopback=False) == CONNECTIONS.burst
        assert taken(loopback=True) == 450
    for each in made:
        each.close()


@pytest.fixture
def as_phones(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Everybody is taken for a phone, for a test has no address but this machine's own."""
    monkeypatch.setattr(connections, "is_loopback", lambda _: False)
    monkeypatch.setattr(connections, "OPEN", Connections(most=100, same=20))
    monkeypatch.setattr(connections, "HEADER", 0.4)
    monkeypatch.setattr(connections, "ANSWER", 1.0)
    yield
    connections._BY_TRANSPORT.clear()


async def hello(_: object) -> PlainTextResponse:
    return PlainTextResponse("hello")


async def slow(_: object) -> PlainTextResponse:
    await asyncio.sleep(30)
    return PlainTextResponse("at last")


async def echo(it: WebSocket) -> None:
    await it.accept()
    with contextlib.suppress(Exception):
        while True:
            await it.send_bytes(await it.receive_bytes())


async def served(work: Callable[[int], Awaitable[Any]]) -> Any:
    """Do something while a server runs, on its port; give what comes of it."""
    routes = [Route("/", hello), Route("/slow", slow), WebSocketRoute("/echo", echo)]
    config = uvicorn.Config(
        Starlette(routes=routes),
        http=connections.Http,
        ws=connections.WebSocket,
        log_level="critical",
    )
    server = uvicorn.Server(config)
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        running = asyncio.create_task(server.serve([listening]))
        while not server.started:
            await asyncio.sleep(0.01)
        try:
            return await work(listening.getsockname()[1])
        finally:
            server.should_exit = server.force_exit = True
            await running


async def asked(port: int, data: bytes, *, rest: bytes = b"", after: float = 0.0) -> bytes:
    """Send something, and a rest after some time; give all that comes back."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        writer.write(data)
        await asyncio.sleep(after)
        writer.write(rest)
        return await asyncio.wait_for(reader.read(), 5)
    except ConnectionError:
        return b""
    finally:
        writer.close()


@pytest.mark.usefixtures("as_phones")
@pytest.mark.parametrize(
    "data", [b"", HALF, WHOLE[:-2] + b"A: b", WHOLE.replace(b"/", b"/slow", 1)]
)
def test_what_does_not_come_in_time_is_cut(data: bytes) -> None:
    assert done(served(lambda port: asked(port, data))) == b""
    assert connections.OPEN._open == {}


@pytest.mark.usefixtures("as_phones")
def test_a_second_request_that_is_never_whole_is_cut_too() -> None:
    told = done(served(lambda port: asked(port, WHOLE + HALF)))
    assert told.count(b"hello") == 1


@pytest.mark.usefixtures("as_phones")
def test_a_request_in_two_parts_and_the_next_are_answered() -> None:
    close = WHOLE.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n")
    told = done(served(lambda port: asked(port, HALF, rest=b"x\r\n\r\n" + close, after=0.1)))
    assert told.count(b"hello") == 2


@pytest.mark.usefixtures("as_phones")
def test_half_requests_keep_nobody_of_the_same_address_out() -> None:
    async def work(port: int) -> list[bytes]:
        halves = [asyncio.create_task(asked(port, HALF)) for _ in range(60)]
        await asyncio.sleep(0.2)
        close = WHOLE.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n")
        told = [await asked(port, close) for _ in range(10)]
        assert connections.OPEN._count <= 20
        await asyncio.gather(*halves)
        return told

    assert all(b"hello" in each for each in done(served(work)))


@pytest.mark.usefixtures("as_phones")
def test_a_phones_socket_lives_on_and_takes_no_long_message_and_no_end_of_pings() -> None:
    async def work(port: int) -> list[int]:
        codes = []
        address = f"ws://127.0.0.1:{port}/echo"
        async with connect(address, proxy=None) as mine:
            await asyncio.sleep(2 * connections.HEADER)
            await mine.send(b"x" * 1000)
            assert await mine.recv() == b"x" * 1000
            (known,) = connections._BY_TRANSPORT.values()
            assert not known.idle
            await mine.send(b"x" * (connections.SMALL + 1))
            with pytest.raises(ConnectionClosed) as closed:
                await mine.recv()
            codes.append(closed.value.rcvd.code if closed.value.rcvd else 0)
        async with connect(address, proxy=None) as mine:
            for _ in range(connections.PINGS):
                await (await mine.ping())
            with pytest.raises(ConnectionClosed):
                await (await mine.ping())
        await asyncio.sleep(0.1)
        assert connections.OPEN._open == {}
        return codes

    assert done(served(work)) == [1009]


def test_this_machines_own_connections_are_not_counted() -> None:
    async def work(port: int) -> int:
        async with connect(f"ws://127.0.0.1:{port}/echo", proxy=None) as mine:
            await mine.send(b"x" * (connections.SMALL + 1))
            return len(await mine.recv())

    assert done(served(work)) == connections.SMALL + 1
    assert connections.OPEN._open == {}
