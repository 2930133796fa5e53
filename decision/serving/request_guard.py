"""The checks of each request: who may ask for what and how often, by the address they ask from.

Streamlit checks the name that a browser asked for on its socket alone, and where a page of
another site asks, it looks its own address up on the internet. Both are settled here, before.
"""

from __future__ import annotations

import asyncio
from urllib.parse import quote, urlsplit

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse, RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit import config

from decision.serving import open_workshop, owner, phone_sockets
from decision.serving.budgets import BUDGETS

# All of Streamlit's own paths that a phone needs; uploads and figures about memory are not.
_FOR_PHONES = ("/_stcore/stream", "/_stcore/health", "/_stcore/host-config")
_PRIVATE = "/_stcore/"


class Guard:
    """Refuses what may not come in, and adds the true address to the rest as a header."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, with its peer's address in a header that nobody else can set."""
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        peer = (scope.get("client") or ("",))[0]
        if refusal := refused(Headers(scope=scope), scope["path"], peer):
            await _refuse(refusal, 403, scope, receive, send)
            return
        if open_workshop.is_loopback(peer) and scope["type"] == "http":
            rest = owner.taken_from(scope["query_string"].decode("latin-1"))
            if rest is not None:  # from here on the browser keeps the key, and no address shows it
                at = f"{quote(scope['path'])}?{rest}".removesuffix("?")
                cookie = {"Set-Cookie": owner.cookie(), "Cache-Control": "no-store"}
                await RedirectResponse(at, 303, cookie)(scope, receive, send)
                return
        name = open_workshop.PEER.lower().encode()
        kept = [(key, value) for key, value in scope["headers"] if key.lower() != name]
        scope = {**scope, "headers": [*kept, (name, peer.encode())]}
        if open_workshop.is_loopback(peer):
            await self.app(scope, receive, send)
        elif scope["type"] == "websocket":
            await phone_sockets.serve(self.app, scope, receive, send, peer)
        elif (wait := BUDGETS.request(peer)) is None:
            await _refuse("Too many requests; wait a minute.", 429, scope, receive, send)
        else:
            await asyncio.sleep(wait)
            await self.app(scope, receive, send)


def refused(headers: Headers, path: str, peer: str) -> str | None:
    """Return why a request is refused; None: it isn't.

    `peer`: the address it comes from; "" where it isn't known.
    """
    host = headers.get("Host", "")
    if (_name(host) or "") not in config.get_option("server.allowedHosts"):
        return "This app is not known by that name. Use the address that it printed."
    origin = headers.get("Origin")
    if origin is not None and place(origin) != host:
        return "Another site may not use this app."
    here = open_workshop.is_loopback(peer)
    if here and owner.is_forwarded(headers):
        return "This app answers its own machine, and nobody by way of another."
    if path.startswith(_PRIVATE) and path not in _FOR_PHONES and not here:
        return "Only the facilitator may do that."
    return None


def _name(host: str) -> str | None:
    try:
        return urlsplit(f"//{host}").hostname
    except ValueError:
        return None


def place(origin: str) -> str | None:
    """Return the host, and the port where it has one, of an origin; None where it is none."""
    try:
        return urlsplit(origin).netloc
    except ValueError:
        return None


async def _refuse(why: str, status: int, scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 1008, "reason": why})
        return
    await PlainTextResponse(why, status_code=status)(scope, receive, send)
