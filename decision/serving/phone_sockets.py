"""A phone's socket: what it may say, and at what pace.

A phone asks for runs of its page and says that it is still there. What else Streamlit's own
client may say is the facilitator's: one of those messages empties the caches of everybody.
"""

from __future__ import annotations

import asyncio
import contextlib
from typing import Any
from urllib.parse import parse_qs

from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg

from decision.serving.budgets import BUDGETS, Budgets

ME = "me"  # in the address of a phone's page: the token by which the workshop knows this person
SLOWED = 30  # messages in a row that had to wait; the socket is then closed
SAME = 100  # sockets at one address whose people have not joined
OWN = 6  # sockets of one person
TAKEN = 20.0  # seconds for a message to be taken by a phone
_SAID = ("rerun_script", "app_heartbeat", "stop_script")
_BUSY = {"type": "websocket.close", "code": 1013, "reason": "Too busy; try again later."}
_GONE = {"type": "websocket.disconnect", "code": 1013}


class Sockets:
    """The sockets of phones that are open now: by address, and by person once they have joined."""

    def __init__(self) -> None:
        self._open: dict[str, dict[PhoneSocket, None]] = {}

    def enter(self, key: str, most: int, new: PhoneSocket) -> PhoneSocket | None:
        """Count a socket in; return the oldest of the same key where there is one too many."""
        here = self._open.setdefault(key, {})
        here[new] = None
        return next(iter(here)) if len(here) > most else None

    def leave(self, key: str, old: PhoneSocket) -> None:
        """Count a socket out. Idempotent."""
        here = self._open.get(key, {})
        here.pop(old, None)
        if not here:
            self._open.pop(key, None)


OPEN = Sockets()  # one for the server


class PhoneSocket:
    """One socket of a phone, between the server and the app."""

    def __init__(
        self, address: str, receive: Receive, send: Send, budgets: Budgets, every: Sockets
    ) -> None:
        self._address, self._receive, self._send = address, receive, send
        self._budgets, self._every = budgets, every
        self._key = address
        self._slowed = 0
        self._closed = False

    async def serve(self, app: ASGIApp, scope: Scope) -> None:
        """Run the app on this socket until it ends."""
        wait = self._budgets.socket(self._address)
        if wait is None:
            await self._send(_BUSY)
            return
        await asyncio.sleep(wait)
        await self._run(app, scope, SAME)

    async def _run(self, app: ASGIApp, scope: Scope, most: int) -> None:
        """Run the app on this socket, one of at most so many, until it ends."""
        await self._enter(self._address, most)
        try:
            await app(scope, self.receive, self.send)
        finally:
            self._every.leave(self._key, self)

    async def receive(self) -> Message:
        """Return the next message that this phone may send, in its turn."""
        while True:
            message = await self._receive()
            if message["type"] != "websocket.receive":
                return message
            if (token := _shown(message.get("bytes"))) is None:
                wait: float | None = 0.1  # not a message of a phone
            else:
                if self._budgets.is_known(token) and self._key != token:
                    self._every.leave(self._key, self)
                    await self._enter(token, OWN)
                wait = self._budgets.run(self._address, token)
            self._slowed = self._slowed + 1 if wait else 0
            if wait is None or self._slowed > SLOWED:
                await self.close()
                return _GONE
            if wait:
                await asyncio.sleep(wait)
            if token is not None:
                return message

    async def send(self, message: Message) -> None:
        """Send to the phone, unless it takes too long to take it."""
        if self._closed:
            return
        try:
            async with asyncio.timeout(TAKEN):
                await self._send(message)
        except TimeoutError:
            await self.close()

    async def close(self) -> None:
        """Close it; its page connects again by itself, and shows what it showed."""
        if not self._closed:
            self._closed = True
            with contextlib.suppress(Exception):  # it is gone already, however
                async with asyncio.timeout(1):
                    await self._send(_BUSY)

    async def _enter(self, key: str, most: int) -> None:
        self._key = key
        if (old := self._every.enter(key, most, self)) is not None:
            self._every.leave(key, old)
            await old.close()


def _shown(data: Any) -> str | None:
    """Return the token that a message shows, "" for none; None: no phone says such a thing."""
    message = BackMsg()
    try:
        message.ParseFromString(data or b"")
    except Exception:  # protobuf's own differ by how it was built
        return None
    if message.WhichOneof("type") not in _SAID:
        return None
    return parse_qs(message.rerun_script.query_string).get(ME, [""])[0]


async def serve(app: ASGIApp, scope: Scope, receive: Receive, send: Send, peer: str) -> None:
    """Run the app on a phone's socket."""
    await PhoneSocket(peer, receive, send, BUDGETS, OPEN).serve(app, scope)
