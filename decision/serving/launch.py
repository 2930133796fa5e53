"""The hardened launcher: the app for this machine only, or opened to a room.

Plain `streamlit run app.py` works too, for this machine only; it has the same settings from
.streamlit/config.toml, without the headers and the guard.
"""

from __future__ import annotations

import ast
import contextlib
import gc
import importlib
import logging
import socket
import threading
import webbrowser
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import streamlit as st
import uvicorn
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.web import bootstrap

from decision.files.shipped import shipped
from decision.serving import connections, open_workshop, owner, quiet_log, sockets
from decision.serving.request_guard import Guard

# The same as in .streamlit/config.toml, which an installed package doesn't have; a test
# holds the two equal.
SETTINGS: dict[str, str | int | bool | list[str]] = {
    "browser.gatherUsageStats": False,
    "server.showEmailPrompt": False,
    "server.address": "127.0.0.1",
    "server.allowedHosts": ["127.0.0.1", "localhost"],
    "server.maxUploadSize": 5,
    "client.toolbarMode": "minimal",
    "client.showErrorDetails": "none",
    "client.showErrorLinks": False,
    "client.disableDataExport": True,
    "runner.postScriptGC": False,
    "runner.magicEnabled": False,
    "theme.font": "Arial, Helvetica, Liberation Sans, sans-serif",
    "theme.primaryColor": "#1d5b9e",
    "theme.dark.primaryColor": "#7fb2e5",
}

HEADERS = {
    # Charts are compiled to functions in the browser, hence 'unsafe-eval'; styles are written
    # into the page by its own scripts, hence 'unsafe-inline' for them alone.
    "Content-Security-Policy": "; ".join(
        (
            "default-src 'self'",
            "script-src 'self' 'unsafe-eval'",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self'",
            "worker-src 'self' blob:",
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        )
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",  # the address carries the draft's token
}


class SecurityHeaders:
    """Adds the headers to every response."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and add to what comes back."""

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(HEADERS)
            await send(message)

        await self.app(scope, receive, with_headers)


def app(ready: Callable[[], None], guard: Callable[[ASGIApp], ASGIApp] = Guard) -> st.App:
    """Return the application; `ready` is called once it is about to answer."""

    @contextlib.asynccontextmanager
    async def lifespan(_: st.App) -> AsyncIterator[None]:
        ready()
        yield

    return st.App(
        str(shipped("app.py")),
        lifespan=lifespan,
        middleware=[Middleware(SecurityHeaders), Middleware(guard)],
    )


def run(port: int | None = None, browser: bool = True, room: str | None = None) -> int:
    """Serve the app until it is stopped; return the exit code, 1 where it never started.

    `port`: 8501, or the next free one, where it is left out. `room`: this machine's address in
    the room, by which phones reach it; None: none do.

    Raises DecisionError: the port or the address can't be used.
    """
    logging.getLogger("decision").setLevel(logging.INFO)
    names = ["127.0.0.1", *([room] if room else [])]
    listening, true_port = sockets.listening(names, port)
    try:
        return _serve(listening, true_port, browser, room)
    finally:
        for each in listening:  # a start that failed leaves them open
            each.close()
        open_workshop.let_go()


def _serve(listening: list[socket.socket], true_port: int, browser: bool, room: str | None) -> int:
    settings = SETTINGS | {"server.port": true_port, "server.headless": True}
    # Read again when a file changes, a module would lose the workshop that it holds.
    settings |= {"server.fileWatcherType": "none"}
    if room:
        settings |= {
            "server.allowedHosts": ["127.0.0.1", room, "localhost"],
            "server.disconnectedSessionTTL": 300,  # later, a phone finds its ballot by its address
        }
        open_workshop.open_doors(room, true_port)
        connections.OPEN.most = min(connections.MOST, sockets.raise_limit() - connections.KEPT)
        warm()
        sockets.take_up_last()
    bootstrap.load_config_options(settings)
    open_workshop.guard()
    address = f"http://127.0.0.1:{true_port}"

    def ready() -> None:
        quiet_log.install()
        print(sockets.start_message(address, room, true_port, owner.key()), flush=True)
        if not room:  # where there is one, all is loaded by now
            threading.Thread(target=_load_ahead, daemon=True).start()
        if browser:  # apart, for a browser in the terminal would stop the server
            page = f"{address}/{'workshop' if room else ''}?{owner.KEY}={owner.key()}"
            threading.Thread(target=webbrowser.open, args=(page,), daemon=True).start()

    return until_stopped(app(ready), listening)


def until_stopped(whole: st.App, listening: list[socket.socket], **more: Any) -> int:
    """Serve an application until it is stopped; return the exit code, as `run` does.

    `more`: for uvicorn besides.
    """
    # What a request says of its sender is for a guard to believe or not.
    served = uvicorn.Server(
        uvicorn.Config(
            whole,
            http=connections.Http,
            ws=connections.WebSocket,
            ws_per_message_deflate=False,  # a small message could become a large one
            backlog=connections.BACKLOG,
            access_log=False,
            log_level="warning",
            proxy_headers=False,
            timeout_graceful_shutdown=2,
            server_header=False,
            **more,
        )
    )
    with contextlib.suppress(SystemExit):  # how newer versions end a start that failed
        served.run(sockets=listening)
    return 0 if served.started else 1


def _load_ahead() -> None:
    """Import what the first page needs while the browser starts, then what the Result draws."""
    for name in (*imported_by(shipped("app.py")), "decision.charts.result"):
        with contextlib.suppress(Exception):  # the page itself meets it again, and says so
            importlib.import_module(name)


def imported_by(script: Path) -> list[str]:
    """Return the full names of what a script imports, modules or parts of them, in order."""
    names: list[str] = []
    for node in ast.parse(script.read_text("utf-8")).body:
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names += [f"{node.module}.{alias.name}" for alias in node.names]
    return names


def warm() -> None:
    """Load what is slow on its first use, before there is anybody to wait for it."""
    import altair
    import vl_convert

    from decision.engine import evaluate
    from decision.files.documents import read_model

    _ = evaluate(read_model(shipped("criteria.yaml")).value).explanation
    drawn = altair.Chart({"values": [{"x": 1}]}).mark_point().encode(x="x:Q")
    vl_convert.vegalite_to_svg(drawn.to_dict())  # the first one stops every thread
    gc.collect()
    gc.freeze()  # what is loaded by now is never garbage
