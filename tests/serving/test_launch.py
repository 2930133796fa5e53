"""The launcher's settings are the checkout's, and its headers are on every response."""

from __future__ import annotations

import asyncio
import gc
import os
import select
import socket
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import platformdirs
import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from decision.errors import DecisionError
from decision.files.shipped import shipped
from decision.serving import launch as serving
from decision.serving import open_workshop

ROOT = Path(__file__).parents[2]


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
    assert _flat(config) == serving.SETTINGS


def test_a_source_archive_has_those_settings_too() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    included = project["tool"]["hatch"]["build"]["targets"]["sdist"]["include"]
    assert {"/app.py", "/criteria.yaml", "/decision", "/.streamlit"} <= set(included)


@pytest.mark.skipif(sys.platform == "win32", reason="needs a terminal of its own")
def test_a_first_start_on_a_desktop_asks_nothing(tmp_path: Path) -> None:
    import pty  # not on Windows

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    home = str(tmp_path)
    # Without a display, Streamlit takes the machine for a server and never asks.
    desktop = {"HOME": home, "XDG_DATA_HOME": home, "DISPLAY": ":0", "BROWSER": "true"}
    ours, theirs = pty.openpty()
    started = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", port],
        cwd=ROOT,
        env=os.environ | desktop,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
    )
    said = b""
    try:
        while b"127.0.0.1:" + port.encode() not in said and b"mail" not in said:
            ready, _, _ = select.select([ours], [], [], 30)
            assert ready, said
            said += os.read(ours, 4096)
    finally:
        started.kill()
        started.wait()
        os.close(ours)
        os.close(theirs)
    assert b"mail" not in said


@dataclass
class Served:
    """What a run of the launcher would have served, with the settings that it set."""

    listening: list[tuple[str, int]]
    settings: dict[str, Any]
    doors: open_workshop.Doors | None
    proxy_headers: bool


@pytest.fixture
def launched(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Callable[..., Served]]:
    """Run the launcher up to the point where it would wait for requests."""
    monkeypatch.setattr(platformdirs, "user_data_dir", lambda *_, **__: str(tmp_path))
    monkeypatch.setattr(open_workshop, "_hall", open_workshop._Hall())
    monkeypatch.setattr(gc, "freeze", lambda: None)
    given: dict[str, Any] = {}
    monkeypatch.setattr(serving.bootstrap, "load_config_options", given.update)
    found: list[Served] = []

    def serve(self: uvicorn.Server, sockets: list[socket.socket]) -> None:
        places = [each.getsockname() for each in sockets]
        found.append(Served(places, given, open_workshop.doors(), self.config.proxy_headers))
        for each in sockets:
            each.close()
        self.started = True

    monkeypatch.setattr(uvicorn.Server, "run", serve)

    def launch(**more: Any) -> Served:
        found.clear()
        assert serving.run(browser=False, **more) == 0
        return found[0]

    yield launch
    open_workshop.let_go()


def test_the_app_stays_on_this_machine(launched: Callable[..., Served]) -> None:
    served = launched()
    assert [host for host, _ in served.listening] == ["127.0.0.1"]
    assert served.doors is None
    assert served.settings["server.allowedHosts"] == ["127.0.0.1", "localhost"]
    assert served.settings["browser.gatherUsageStats"] is False
    assert served.settings["server.port"] == served.listening[0][1]
    assert not served.proxy_headers


def test_a_workshop_listens_on_this_machine_and_on_one_address_more(
    launched: Callable[..., Served],
) -> None:
    # 127.0.0.2 stands for the address in the room; it is this machine's wherever this runs.
    if sys.platform != "linux":
        pytest.skip("only Linux answers to 127.0.0.2 without being told to")
    served = launched(room="127.0.0.2")
    assert [host for host, _ in served.listening] == ["127.0.0.1", "127.0.0.2"]
    (port,) = {port for _, port in served.listening}
    assert served.doors == open_workshop.Doors("127.0.0.2", port)
    assert served.settings["server.allowedHosts"] == ["127.0.0.1", "127.0.0.2", "localhost"]
    assert served.settings["server.disconnectedSessionTTL"] == 300
    assert served.settings["runner.postScriptGC"] is False
    assert served.settings["server.fileWatcherType"] == "none"
    assert not served.proxy_headers


def test_a_taken_port_is_said_before_anything_starts(launched: Callable[..., Served]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(DecisionError, match="is in use"):
            launched(port=taken.getsockname()[1])
    assert open_workshop.doors() is None


def test_a_server_that_never_starts_exits_1(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> str:
        raise RuntimeError("no start today")

    opened: list[socket.socket] = []
    listening = serving.sockets.listening

    def listens(names: list[str], port: int | None) -> tuple[list[socket.socket], int]:
        sockets, number = listening(names, port)
        opened.extend(sockets)
        return sockets, number

    monkeypatch.setattr(serving.bootstrap, "load_config_options", lambda _: None)
    monkeypatch.setattr(serving.sockets, "listening", listens)
    monkeypatch.setattr(serving.sockets, "start_message", fails)
    # In a thread of its own: a browser test in the same run leaves a loop going in this one.
    with ThreadPoolExecutor() as threads:
        assert threads.submit(serving.run, browser=False).result() == 1
    assert [each.fileno() for each in opened] == [-1]  # closed, each of them


def test_the_headers_are_on_every_response() -> None:
    async def hello(_: object) -> PlainTextResponse:
        return PlainTextResponse("hello")

    app = Starlette(routes=[Route("/", hello)], middleware=[Middleware(serving.SecurityHeaders)])
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
        for name, value in serving.HEADERS.items():
            assert headers[name.lower()] == value


def test_the_policy_names_no_outside_host() -> None:
    assert "http" not in serving.HEADERS["Content-Security-Policy"]
    assert "default-src 'self'" in serving.HEADERS["Content-Security-Policy"]


def test_what_is_loaded_ahead_is_what_the_apps_script_imports(tmp_path: Path) -> None:
    assert {"streamlit", "decision.ui.frame"} <= set(serving.imported_by(shipped("app.py")))
    script = tmp_path / "app.py"
    script.write_text("import json, re\nfrom os import path\n\ndef f():\n    import gc\n")
    assert serving.imported_by(script) == ["json", "re", "os.path"]


def test_what_cannot_be_loaded_ahead_stops_nothing_else(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    script = tmp_path / "app.py"
    script.write_text("import no_such_module\nfrom os.path import join\nimport json\n")
    loaded: list[str] = []

    def imported(name: str) -> None:
        if name in ("no_such_module", "os.path.join"):
            raise ModuleNotFoundError(name)
        loaded.append(name)

    monkeypatch.setattr(serving, "shipped", lambda _: script)
    monkeypatch.setattr(serving.importlib, "import_module", imported)
    serving._load_ahead()
    assert loaded == ["json", "decision.charts.result"]
