"""The launcher's settings are the checkout's, and its headers are on every response."""

from __future__ import annotations

import asyncio
import tomllib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from decision import server

ROOT = Path(__file__).parents[1]


def _flat(group: dict[str, object], prefix: str = "") -> dict[str, object]:
    found: dict[str, object] = {}
    for name, value in group.items():
        if isinstance(value, dict):
            found |= _flat(value, f"{prefix}{name}.")
        else:
            found[prefix + name] = value
    return found


def test_both_ways_of_starting_have_the_same_settings() -> None:
    config = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert _flat(config) == server.SETTINGS


def test_the_settings_keep_the_app_on_this_machine() -> None:
    flags = server.flags(port=None, browser=False)
    assert "--server.address=127.0.0.1" in flags
    assert "--browser.gatherUsageStats=false" in flags
    assert "--server.headless=true" in flags
    assert flags.count("--server.allowedHosts=localhost") == 1
    assert "--server.port=9000" in server.flags(port=9000, browser=True)


def test_the_headers_are_on_every_response() -> None:
    async def hello(_: object) -> PlainTextResponse:
        return PlainTextResponse("hello")

    app = Starlette(routes=[Route("/", hello)], middleware=[Middleware(server.SecurityHeaders)])
    sent: list[dict[str, object]] = []

    async def receive() -> dict[str, object]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: dict[str, object]) -> None:
        sent.append(message)

    for path in ("/", "/missing"):
        sent.clear()
        scope = {
            "type": "http", "method": "GET", "path": path, "raw_path": path.encode(),
            "headers": [], "query_string": b"", "root_path": "", "scheme": "http",
            "http_version": "1.1", "server": ("127.0.0.1", 80), "client": ("127.0.0.1", 1),
        }  # fmt: skip
        # In a thread of its own: a browser test in the same run leaves a loop going in this one.
        with ThreadPoolExecutor() as threads:
            threads.submit(asyncio.run, app(scope, receive, send)).result()  # type: ignore[arg-type]
        headers = {name.decode(): value.decode() for name, value in sent[0]["headers"]}  # type: ignore[attr-defined]
        for name, value in server.HEADERS.items():
            assert headers[name.lower()] == value


def test_the_policy_names_no_outside_host() -> None:
    assert "http" not in server.HEADERS["Content-Security-Policy"]
    assert "default-src 'self'" in server.HEADERS["Content-Security-Policy"]
