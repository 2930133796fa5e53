"""Connections to a server in a room: how many there may be, and how long a request may take.

uvicorn waits without end for the rest of a request, and reads whatever it is sent. Here a
request has a time limit, an address has so many connections, and some of the files that this
process may open are kept for the machine itself.
"""

from __future__ import annotations

import asyncio
import socket
import struct
from collections.abc import Callable
from typing import Any

from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

from decision.serving import hosted
from decision.serving.budgets import BUDGETS
from decision.serving.open_workshop import is_loopback

HEADER = 10.0  # seconds for a request to arrive
KEPT_OPEN = 75.0  # ... by way of a trust's proxy, which keeps connections for the next one
ANSWER = 180.0  # seconds for it to be answered, and the answer to be taken by a slow phone
SAME = 300  # connections of one address
MOST = 1200  # connections of all addresses but this machine's own
KEPT = 256  # files that this process may open, kept for the machine itself
BACKLOG = 128  # connections that are taken up in one turn, before any of them is counted
SMALL = 2**17  # bytes: the longest message of a phone, some ten times what a full ballot takes
CHUNK = 2**12  # bytes read at once: what is in them is taken apart before anybody else is heard
PINGS = 60  # on one socket; a browser sends none


class Gate(socket.socket):
    """A listening socket that takes no more connections of an address than it may make.

    What it refuses costs nearly nothing: the loop never hears of it. Windows takes connections
    up by a way of its own, and leaves all to `Connections`.
    """

    def accept(self) -> tuple[socket.socket, Any]:
        """Return the next connection that may come in.

        Raises BlockingIOError: there is none; or there may be, and others are to have their turn.
        """
        for _ in range(BACKLOG):
            found, address = super().accept()
            if is_near(address[0]) or may_connect(address[0]):
                return found, address
            # Closed without a farewell, which would keep its port for a minute.
            found.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            found.close()
        raise BlockingIOError


class Connection:
    """One connection: where it comes from, and how it is cut.

    `idle` is whether it waits for a request, and may be cut to make room.
    """

    def __init__(self, address: str, cut: Callable[[], None]) -> None:
        self.address, self.cut, self.idle = address, cut, True


class Connections:
    """All connections that are open now, but this machine's own. `most`: how many there may be."""

    def __init__(self, most: int = MOST, same: int = SAME) -> None:
        self.most, self._same = most, same
        self._count = 0
        self._open: dict[str, dict[Connection, None]] = {}  # by address, in the order they came

    def enter(self, connection: Connection) -> bool:
        """Count a connection in; return whether there was room, or room could be made.

        Room is made by cutting the oldest idle connection: of the same address where that has as
        many as one may have, else of the address that has the most.
        """
        here = self._open.setdefault(connection.address, {})
        full = len(here) >= self._same
        crowd = here if full else max(self._open.values(), key=len)
        if full or self._count >= self.most:
            idle = next((each for each in crowd if each.idle), None)
            if idle is None:
                self._tidy(connection.address)
                return False
            self.leave(idle)
            idle.cut()
            here = self._open.setdefault(connection.address, {})
        here[connection] = None
        self._count += 1
        return True

    def leave(self, connection: Connection) -> None:
        """Count a connection out. Idempotent."""
        here = self._open.get(connection.address, {})
        if connection in here:
            del here[connection]
            self._count -= 1
            self._tidy(connection.address)

    def _tidy(self, address: str) -> None:
        if not self._open.get(address):
            self._open.pop(address, None)


OPEN = Connections()  # one for the server
_BY_TRANSPORT: dict[Any, Connection] = {}


class Http(H11Protocol):
    """HTTP with time limits; one that turns into a socket hands its place on."""

    _limit: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Count the connection in, or cut it."""
        super().connection_made(transport)
        address = self.client[0] if self.client else ""
        mine = Connection(address, transport.abort)
        if not is_near(address):
            if not OPEN.enter(mine):
                transport.abort()
                return
            _BY_TRANSPORT[transport] = mine
        self._within(_for_a_request())

    def data_received(self, data: bytes) -> None:
        """Take what came; the limit is that of a request until one is whole, then of its answer."""
        if self.transport.is_closing():
            return
        before = self.cycle
        super().data_received(data)
        if self.cycle is not before:
            self._at_work(True)

    def on_response_complete(self) -> None:
        """Begin to wait for the next request, which may be there already."""
        before = self.cycle
        super().on_response_complete()
        self._at_work(self.cycle is not before)

    def handle_websocket_upgrade(self, event: Any) -> None:
        """Hand the connection on; what holds of requests holds of it no more."""
        self._within(None)
        if mine := _BY_TRANSPORT.get(self.transport):
            mine.idle = False
        super().handle_websocket_upgrade(event)

    def connection_lost(self, exc: Exception | None) -> None:
        """Count the connection out."""
        self._within(None)
        _left(self.transport)
        super().connection_lost(exc)

    def _at_work(self, busy: bool) -> None:
        if mine := _BY_TRANSPORT.get(self.transport):
            mine.idle = not busy
        if not self.transport.is_closing():
            counted = self.transport in _BY_TRANSPORT
            self._within((ANSWER if counted else None) if busy else _for_a_request())

    def _within(self, seconds: float | None) -> None:
        if self._limit is not None:
            self._limit.cancel()
        self._limit = None if seconds is None else self.loop.call_later(seconds, self._cut)

    def _cut(self) -> None:
        self.transport.abort()


class WebSocket(WebSocketsSansIOProtocol):
    """A socket that reads little at once, and from a phone no long message."""

    _pings = 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Set what it may read."""
        super().connection_made(transport)
        if self.client and not is_near(self.client[0]):
            name = "max_message_size" if hasattr(self.conn, "max_message_size") else "max_size"
            setattr(self.conn, name, SMALL)  # the older name is that of websockets 15
            if hasattr(transport, "max_size"):  # asyncio's own; another loop reads as it likes
                transport.max_size = CHUNK

    def handle_ping(self) -> None:
        """Answer a ping, but not without end."""
        self._pings += 1
        if self._pings > PINGS and self.client and not is_near(self.client[0]):
            self.transport.abort()
            return
        super().handle_ping()

    def connection_lost(self, exc: Exception | None) -> None:
        """Count the connection out."""
        _left(self.transport)
        super().connection_lost(exc)


def is_near(address: str) -> bool:
    """Return whether an address is this machine's own, or that of the trust's proxy."""
    return is_loopback(address) or hosted.is_known(address)


def may_connect(address: str) -> bool:
    """Return whether one more connection of another address is taken; none where a trust hosts."""
    return hosted.hosting() is None and BUDGETS.may_connect(address)


def _for_a_request() -> float:
    return HEADER if hosted.hosting() is None else KEPT_OPEN


def _left(transport: Any) -> None:
    if mine := _BY_TRANSPORT.pop(transport, None):
        OPEN.leave(mine)
