"""A phone asks for runs and nothing else, in its turn; what it does not take is not kept for it."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg

from decision.serving import budgets, phone_sockets
from decision.serving.budgets import Budgets
from decision.serving.phone_sockets import OWN, SAME, PhoneSocket, Sockets
from tests.load.client import done


def run_of(query: str = "") -> bytes:
    message = BackMsg()
    message.rerun_script.query_string = query
    return bytes(message.SerializeToString())


class Wire:
    """What is between the server and a browser, with what the browser sends."""

    def __init__(self, *messages: bytes) -> None:
        self.messages = list(messages)
        self.sent: list[dict[str, Any]] = []

    async def receive(self) -> dict[str, Any]:
        if not self.messages:
            return {"type": "websocket.disconnect", "code": 1000}
        return {"type": "websocket.receive", "bytes": self.messages.pop(0)}

    async def send(self, message: Any) -> None:
        self.sent.append(message)


async def heard(
    wire: Wire, mine: Budgets, every: Sockets | None = None, address: str = "10.0.0.9"
) -> list[bytes]:
    """What reaches the app by a socket, until it ends."""
    got: list[bytes] = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        while (message := await receive())["type"] == "websocket.receive":
            got.append(message["bytes"])

    sock = PhoneSocket(address, wire.receive, wire.send, mine, every or Sockets())
    await sock.serve(app, {"type": "websocket"})
    return got


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """How long a socket was made to wait, without the waiting."""
    slept: list[float] = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    monkeypatch.setattr(phone_sockets.asyncio, "sleep", sleep)
    return slept


def test_only_what_a_phone_says_reaches_the_app(waits: list[float]) -> None:
    clear, files, stop = BackMsg(), BackMsg(), BackMsg()
    clear.clear_cache = True
    files.file_urls_request.request_id = "x"
    stop.app_heartbeat = True
    bad = [clear.SerializeToString(), files.SerializeToString(), b"\xff\xff", b""]
    wire = Wire(*bad, run_of("me=x"), stop.SerializeToString())
    assert done(heard(wire, Budgets())) == [run_of("me=x"), stop.SerializeToString()]


def test_a_flood_is_slowed_and_then_closed(waits: list[float]) -> None:
    wire = Wire(*[run_of()] * 10_000)
    got = done(heard(wire, Budgets(lambda: 0.0)))
    assert len(got) <= budgets.STRANGERS.burst + phone_sockets.SLOWED
    assert wire.sent == [phone_sockets._BUSY]
    assert waits[-1] > 0
    assert len(wire.messages) > 9_000


def test_whoever_joined_is_not_slowed_by_strangers_of_the_same_address(waits: list[float]) -> None:
    mine = Budgets(lambda: 0.0)
    done(heard(Wire(*[run_of()] * 1000), mine))
    waits.clear()
    mine.know("a-person")
    many = budgets.PERSON.burst
    assert len(done(heard(Wire(*[run_of("me=a-person")] * many), mine))) == many
    assert max(waits) == 0  # for the socket itself
    stranger = Wire(run_of("me=nobody"))
    done(heard(stranger, mine))


@pytest.mark.parametrize(("token", "most"), [("", SAME), ("me", OWN)])
def test_the_oldest_socket_of_too_many_is_closed(token: str, most: int) -> None:
    async def work() -> list[int]:
        mine, every = Budgets(), Sockets()
        mine.know(token)
        mine.let_in("10.0.0.9")
        wires = [Wire() for _ in range(most + 1)]
        ends: list[asyncio.Task[Any]] = []
        for wire in wires:
            asked = [run_of(f"me={token}")]

            async def receive(asked: list[bytes] = asked, wire: Wire = wire) -> dict[str, Any]:
                if asked:
                    return {"type": "websocket.receive", "bytes": asked.pop()}
                while not wire.sent:
                    await asyncio.sleep(0.01)
                return {"type": "websocket.disconnect", "code": 1013}

            wire.receive = receive  # type: ignore[method-assign]
            ends.append(asyncio.create_task(heard(wire, mine, every)))
            await asyncio.sleep(0.001)
        await asyncio.sleep(0.1)
        closed = [number for number, wire in enumerate(wires) if wire.sent]
        for wire in wires:
            wire.sent.append({})
        await asyncio.gather(*ends)
        assert every._open == {}
        return closed

    assert done(work()) == [0]


def test_who_opens_sockets_without_end_is_turned_away(waits: list[float]) -> None:
    mine = Budgets(lambda: 0.0)
    wires = [Wire(run_of("me=x")) for _ in range(200)]
    for wire in wires:
        done(heard(wire, mine))
    assert wires[0].sent == []
    assert wires[-1].sent == [phone_sockets._BUSY]


def test_what_a_phone_does_not_take_is_not_kept_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(phone_sockets, "TAKEN", 0.05)
    told: list[Any] = []

    async def send(message: Any) -> None:
        told.append(message)
        if message["type"] == "websocket.send":
            await asyncio.sleep(60)

    async def work() -> None:
        sock = PhoneSocket("10.0.0.9", Wire().receive, send, Budgets(), Sockets())
        await sock.send({"type": "websocket.send", "bytes": b"x"})
        await sock.send({"type": "websocket.send", "bytes": b"y"})

    done(work())
    assert [each["type"] for each in told] == ["websocket.send", "websocket.close"]
