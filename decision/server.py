"""The hardened launcher: the app for this machine only, with security headers.

`streamlit run` finds the application below by its name, `app`. Plain `streamlit run app.py`
works too; it has the same settings from .streamlit/config.toml, without the headers.
"""

from __future__ import annotations

import logging
from pathlib import Path

import streamlit as st
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.web import cli as streamlit_cli

from decision.documents import shipped

# The same as in .streamlit/config.toml, which an installed package doesn't have; a test
# holds the two equal.
SETTINGS: dict[str, str | int | bool | list[str]] = {
    "browser.gatherUsageStats": False,
    "server.address": "127.0.0.1",
    "server.allowedHosts": ["127.0.0.1", "localhost"],
    "server.maxUploadSize": 5,
    "client.toolbarMode": "minimal",
    "client.showErrorDetails": "none",
    "client.showErrorLinks": False,
    "client.disableDataExport": True,
    "runner.postScriptGC": False,
    "runner.magicEnabled": False,
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


app = st.App(str(shipped("app.py")), middleware=[Middleware(SecurityHeaders)])


def flags(port: int | None, browser: bool) -> list[str]:
    """Give the settings as arguments of `streamlit run`."""
    given = SETTINGS | {"server.headless": not browser}
    if port is not None:
        given["server.port"] = port
    arguments = []
    for name, value in given.items():
        for item in value if isinstance(value, list) else [value]:
            text = str(item).lower() if isinstance(item, bool) else str(item)
            arguments.append(f"--{name}={text}")
    return arguments


def run(port: int | None = None, browser: bool = True) -> int:
    """Serve the app until it is stopped; give the exit code."""
    logging.getLogger("decision").setLevel(logging.INFO)
    streamlit_cli.main(["run", str(Path(__file__)), *flags(port, browser)], standalone_mode=False)
    return 0
