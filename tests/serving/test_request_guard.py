"""What the guard lets in, by name, by origin, by path and by the true address."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from starlette.datastructures import Headers
from streamlit import config

from decision.serving import open_workshop, owner, request_guard

NAMES = ["127.0.0.1", "localhost", "192.168.1.20"]
PHONE = "192.168.1.31"


@pytest.fixture(autouse=True)
def names(monkeypatch: pytest.MonkeyPatch, empty_hall: None) -> None:
    monkeypatch.setattr(config, "get_option", {"server.allowedHosts": NAMES}.__getitem__)


def asked(host: str | None, path: str = "/", peer: str = PHONE, **more: str) -> str | None:
    headers = dict(more) if host is None else {"host": host, **more}
    return request_guard.refused(Headers(headers), path, peer)


@pytest.mark.parametrize("host", ["127.0.0.1:8501", "localhost", "192.168.1.20:8501"])
def test_the_names_it_is_known_by_are_let_in(host: str) -> None:
    assert asked(host) is None


@pytest.mark.parametrize(
    "host",
    [
        None, "", "evil.example", "evil.example:8501", "192.168.1.2:8501", "192.168.1.20.evil.org",
        "[::1", "evil.example@", "127.0.0.1.", "user@evil.example:127",
    ],
)  # fmt: skip
def test_another_name_is_refused(host: str | None) -> None:
    assert asked(host) is not None


@pytest.mark.parametrize(
    "origin",
    [
        "http://evil.example", "null", "", "http://127.0.0.1:1", "http://192.168.1.20.evil.org:8501",
        "http://[", "http://[::1]x",
    ],
)  # fmt: skip
def test_another_site_is_refused(origin: str) -> None:
    assert asked("192.168.1.20:8501", origin=origin) is not None
    assert asked("192.168.1.20:8501", origin="http://192.168.1.20:8501") is None


def test_a_phone_reaches_what_it_needs_and_uploads_nothing() -> None:
    for path in ("/", "/join", "/static/js/a.js", "/_stcore/stream", "/_stcore/health"):
        assert asked("192.168.1.20", path) is None
    for path in ("/_stcore/upload_file/a/b", "/_stcore/metrics", "/_stcore/anything"):
        assert asked("192.168.1.20", path) is not None
        assert asked("127.0.0.1", path, "127.0.0.1") is None


@pytest.mark.parametrize("name", owner.FORWARDED)
def test_what_another_passes_on_to_this_machine_is_refused(name: str) -> None:
    assert asked("127.0.0.1", peer="127.0.0.1") is None
    assert asked("127.0.0.1", peer="127.0.0.1", **{name: "127.0.0.1"}) is not None
    assert asked("127.0.0.1", peer="127.0.0.1", **{name.lower(): ""}) is not None


def test_the_key_becomes_a_cookie_and_leaves_the_address(data_folder: Path) -> None:
    here = scope("http", b"127.0.0.1", "127.0.0.1") | {"path": "/work shop"}
    asked = here | {"query_string": f"a=1&{owner.KEY}={owner.key()}&b=".encode()}
    reached, sent = through(asked)
    assert reached is None
    headers = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    assert (sent[0]["status"], headers["location"]) == (303, "/work%20shop?a=1&b=")
    assert headers["set-cookie"].startswith(f"{owner.COOKIE}={owner.key()}; Path=/;")
    assert "HttpOnly; SameSite=Strict" in headers["set-cookie"]
    for query in (b"", b"key=wrong", b"key="):
        assert through(here | {"query_string": query})[0] is not None
    reached, _ = through(asked | {"client": (PHONE, 1)})
    assert reached is not None


def through(scope: dict[str, Any]) -> tuple[dict[str, Any] | None, list[dict[str, Any]]]:
    """What reaches the app behind the guard, and what is sent back."""
    reached: list[dict[str, Any]] = []
    sent: list[dict[str, Any]] = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        reached.append(scope)

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Any) -> None:
        sent.append(message)

    with ThreadPoolExecutor() as threads:
        threads.submit(asyncio.run, request_guard.Guard(app)(scope, receive, send)).result()
    return (reached[0] if reached else None), sent


def scope(kind: str, host: bytes, peer: str | None, *more: tuple[bytes, bytes]) -> dict[str, Any]:
    return {
        "type": kind,
        "path": "/_stcore/stream",
        "method": "GET",
        "query_string": b"",
        "headers": [(b"host", host), *more],
        "client": None if peer is None else (peer, 50000),
    }


@pytest.mark.parametrize("kind", ["http", "websocket"])
def test_the_true_address_takes_the_place_of_one_that_was_sent(kind: str) -> None:
    forged = [(b"x-peer-address", b"127.0.0.1"), (b"X-Peer-Address", b"::1")]
    reached, _ = through(scope(kind, b"192.168.1.20", PHONE, *forged))
    assert reached is not None
    headers = Headers(scope=reached)
    assert headers.getlist(open_workshop.PEER) == [PHONE]
    reached, _ = through(scope(kind, b"192.168.1.20", None, *forged))
    assert reached is not None
    assert Headers(scope=reached).getlist(open_workshop.PEER) == [""]


def test_a_refusal_is_an_answer_and_the_app_hears_nothing() -> None:
    reached, sent = through(scope("http", b"evil.example", PHONE))
    assert reached is None
    assert sent[0]["status"] == 403
    reached, sent = through(scope("websocket", b"evil.example", PHONE))
    assert reached is None
    assert [each["type"] for each in sent] == ["websocket.close"]


def test_what_is_no_request_passes() -> None:
    reached, _ = through({"type": "lifespan"})
    assert reached == {"type": "lifespan"}
