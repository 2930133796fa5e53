"""The real app in a real browser. Skips where there is no Chromium, and fails instead in CI."""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parents[2]
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip


@dataclass
class Server:
    """The app on a port of its own, which can be stopped and started again."""

    command: list[str]
    port: int
    environment: dict[str, str]
    process: subprocess.Popen[bytes] | None = field(default=None)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        self.process = subprocess.Popen(
            self.command,
            cwd=ROOT,
            env=self.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for _ in range(300):
            with (
                contextlib.suppress(OSError),
                urllib.request.urlopen(f"{self.address}/_stcore/health", timeout=1) as answer,
            ):
                if answer.status == 200:
                    return
            time.sleep(0.1)
        raise TimeoutError("the app didn't start")

    def stop(self) -> None:
        if self.process is not None:
            self.process.terminate()
            self.process.wait(timeout=20)
            self.process = None


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def chromium() -> str:
    """Where the browser should be, whether or not it is there."""
    return os.environ.get("CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"


def kept_in(folder: str) -> dict[str, str]:
    """An environment in which the app keeps what it keeps in a folder of its own."""
    return dict(os.environ, XDG_DATA_HOME=folder, LOCALAPPDATA=folder, HOME=folder)


def arrived(page: Page) -> None:
    """Wait until a page is there, and our own rules of how it looks, which come a little later."""
    page.wait_for_selector("h1", timeout=30_000)
    page.wait_for_function(
        "() => getComputedStyle(document.documentElement).getPropertyValue('--ours') !== ''",
        timeout=30_000,
    )


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = chromium()
    if not Path(path).exists():
        reason = f"no Chromium at {path}; install one, or name it by the variable CHROMIUM"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield launched
        launched.close()


@pytest.fixture(scope="module")
def server(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, browser: Browser
) -> Iterator[Server]:
    port = _free_port()
    flags = ["--server.port", str(port), "--server.headless", "true"]
    commands = {
        "streamlit run": [sys.executable, "-m", "streamlit", "run", "app.py", *flags],
        "decision app": [
            sys.executable, "-m", "decision", "app", "--port", str(port), "--no-browser",
        ],
    }  # fmt: skip
    environment = kept_in(str(tmp_path_factory.mktemp("data")))
    # `decision app` unless a test asks for the other way of starting, by indirect parametrising.
    started_by = getattr(request, "param", "decision app")
    running = Server(commands[started_by], port, environment)
    running.start()
    yield running
    running.stop()


@pytest.fixture
def open_page(browser: Browser, server: Server) -> Iterator[Callable[..., Page]]:
    """Open a page; every request it makes must stay on this machine."""
    contexts = []
    strays: list[str] = []

    def opened(path: str = "", width: int = 1440, height: int = 900) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": height}, accept_downloads=True
        )
        contexts.append(context)
        context.on(
            "request",
            lambda request: (
                None
                if request.url.startswith((server.address, "data:", "blob:"))
                else strays.append(request.url)
            ),
        )
        page = context.new_page()
        page.goto(f"{server.address}/{path}")
        arrived(page)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert strays == []
