"""A server as a trust hosts it, and the proxy's address that it listens to."""

from __future__ import annotations

import http.client
import sys
from collections.abc import Coroutine
from pathlib import Path
from typing import Any, TypeVar

from tests.load import client
from tests.load.client import Session
from tests.served import LOCAL, Server, free_port

PROXY, NAME, HEADER = "127.0.0.2", "localhost", "X-Trust-User"
ANN, BOB = "Ann@trust.example", "bob"
T = TypeVar("T")

_windows: list[Session] = []  # that are open now


def served(folder: Path, *more: str, behind: str = PROXY, port: int = 0) -> Server:
    """A server that hears one proxy; `more` in place of the header that names who asks."""
    port = port or free_port()
    command = [sys.executable, "-m", "decision", "serve", "--name", NAME, "--behind", behind]
    command += ["--port", str(port), "--data", str(folder / "kept")]
    command += more or ("--identity", HEADER)
    return Server(command, folder, port, health="/healthz")


def window(
    server: Server, who: str | None, page: str = "", query: str = "", base: str = "", was: str = ""
) -> Session:
    """A window of somebody, by way of the proxy; not yet open. `was` is a session's id."""
    headers = {} if who is None else {HEADER: who}
    _windows.append(Session(NAME, server.port, page, query, PROXY, headers, base, was))
    return _windows[-1]


async def reloaded(before: Session) -> Session:
    """The same page after a reload, by its address alone."""
    _windows.append(before.reloaded())
    await _windows[-1].open()
    await _windows[-1].look()
    return _windows[-1]


def done(work: Coroutine[Any, Any, T]) -> T:
    """Run asynchronous work to its end, and close every window that it opened."""

    async def all_of_it() -> T:
        try:
            return await work
        finally:
            while _windows:
                await _windows.pop().close()

    return client.done(all_of_it())


async def tab(server: Server, who: str, page: str = "", query: str = "") -> Session:
    """A page of somebody who has signed in, as it is first shown."""
    new = window(server, who, page, query)
    await new.open()
    await new.look()
    return new


async def phone(server: Server, query: str) -> Session:
    """A phone's page, as it is first shown."""
    new = window(server, None, query=query, base="/room")
    await new.open()
    await new.look()
    return new


def asked(
    server: Server,
    path: str,
    who: str | None = None,
    method: str = "GET",
    source: str = PROXY,
    body: bytes | None = None,
    more: dict[str, str] | None = None,
) -> tuple[int, bytes, dict[str, str]]:
    """What comes back for one request: its status, its body, its headers."""
    said = {"Host": f"{NAME}:{server.port}"} | ({} if who is None else {HEADER: who})
    said |= more or {}
    one = http.client.HTTPConnection(LOCAL, server.port, timeout=30, source_address=(source, 0))
    try:
        one.request(method, path, body, said)
        answer = one.getresponse()
        return answer.status, answer.read(), {k.lower(): v for k, v in answer.getheaders()}
    finally:
        one.close()


def kept(server: Server) -> dict[str, bytes]:
    """All that is kept of cases and workshops, by file."""
    found = [*server.folder.rglob("*.yaml"), *server.folder.rglob("*.db")]
    return {str(each): each.read_bytes() for each in found}
