"""A socket of somebody who has signed in: what it may say, how often, and until when."""

from __future__ import annotations

import asyncio
import time
from typing import Any

from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg

from decision.serving.budgets import BUDGETS, Pace, Places
from decision.serving.hosted_files import FILES
from decision.serving.phone_sockets import PhoneSocket, Sockets

RUNS = Pace(60, 5)  # messages of one person, in all their windows
WINDOWS = 20  # sockets of one person
SAID = ("rerun_script", "app_heartbeat", "stop_script", "file_urls_request")
_GONE: Message = {"type": "websocket.disconnect", "code": 1013}
_PACE = Places(RUNS)
_OPEN = Sockets()


class Window(PhoneSocket):
    """A socket of somebody who has signed in: what it may say, how often, and until when."""

    def __init__(self, key: str, until: float, receive: Receive, send: Send) -> None:
        super().__init__(key, receive, send, BUDGETS, _OPEN)
        self._until = until

    async def serve(self, app: ASGIApp, scope: Scope) -> None:
        """Run the app on this socket until it ends."""
        await self._run(app, scope, WINDOWS)

    async def receive(self) -> Message:
        """Return the next message that this person may send, in its turn."""
        while True:
            message = await self._receive()
            if message["type"] != "websocket.receive":
                return message
            wait = _PACE.wait(self._address, time.monotonic())
            if wait is None or time.time() > self._until:
                await self.close()
                return _GONE
            await asyncio.sleep(wait)
            if may_be_said(message.get("bytes"), self._address):
                return message


def may_be_said(data: Any, key: str) -> bool:
    """Return whether somebody who has signed in may send a message; `key` names them."""
    message = BackMsg()
    try:
        message.ParseFromString(data or b"")
    except Exception:  # protobuf's own differ by how it was built
        return False
    asked = message.backend_operation_request
    if asked.WhichOneof("payload") == "deferred_file":
        return FILES.may(key, asked.deferred_file.file_id)
    return message.WhichOneof("type") in SAID
