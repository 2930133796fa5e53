"""Every job of the app, with each request of the browser and of the server on record.

The browser's requests are seen by Playwright, its sockets too. The server's are seen by a hook
that Python calls before any connection or look-up of a name (PEP 578), set by a
`sitecustomize` that the server finds before its own.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, WebSocket, expect

from decision import examples
from tests.browser.conftest import at_rest
from tests.served import Server, app, free_port

HOOK = """
import os, sys

def watch(event, arguments):
    if event in ("socket.connect", "socket.sendto", "socket.sendmsg"):
        asked = arguments[1]
    elif event in ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"):
        asked = arguments[0]
    elif event == "urllib.Request":
        asked = arguments[0]
    else:
        return
    where = asked[0] if isinstance(asked, tuple) else asked
    if str(where) not in ("127.0.0.1", "localhost", "::1", "None"):
        with open(os.environ["SEEN"], "a") as seen:
            seen.write(f"{event} {asked}\\n")

sys.addaudithook(watch)
"""


@pytest.fixture
def seen(tmp_path: Path) -> Path:
    """The file in which the server's hook writes whom it was about to ask."""
    (tmp_path / "hook").mkdir()
    (tmp_path / "hook" / "sitecustomize.py").write_text(HOOK, encoding="utf-8")
    (tmp_path / "seen").touch()
    return tmp_path / "seen"


def watched(seen: Path) -> dict[str, str]:
    return {"PYTHONPATH": str(seen.parent / "hook"), "SEEN": str(seen)}


@pytest.fixture(params=["streamlit run", "decision app"])
def watched_server(request: pytest.FixtureRequest, seen: Path) -> Iterator[Server]:
    port, folder = free_port(), seen.parent / "data"
    folder.mkdir()
    with Server(app(request.param, port), folder, port, more=watched(seen)) as running:
        yield running


class Watch:
    """A browser's window whose every request is on record."""

    def __init__(self, browser: Browser, server: Server) -> None:
        self.server = server
        self.strays: list[str] = []
        self.context = browser.new_context(accept_downloads=True)
        self.context.on("request", lambda request: self._asked(request.url))
        self.page = self.context.new_page()
        self.page.on("websocket", self._socket)
        self.page.on("console", lambda said: self._console(said.text))

    def _asked(self, address: str) -> None:
        inside = (self.server.address, self.server.address.replace("http", "ws"), "data:", "blob:")
        if not address.startswith((*inside, "file:")):
            self.strays.append(address)

    def _socket(self, socket: WebSocket) -> None:
        self._asked(socket.url)

    def _console(self, said: str) -> None:
        # What the policy kept in. The page's one script of its own, which is for a service that
        # draws pages beforehand, is kept from running, and asks for nothing.
        if "Content Security Policy" in said and "inline script" not in said:
            self.strays.append(said)

    def to(self, name: str) -> Page:
        self.page.locator(".st-key-menu").get_by_text(name, exact=True).click()
        heading = self.page.locator("[data-testid=stMain] h1").first
        expect(heading).to_be_visible(timeout=20_000)
        at_rest(self.page)
        assert self.page.locator("[data-testid=stException]").count() == 0
        assert "Something went wrong" not in self.page.inner_text("body")
        return self.page

    def press(self, key: str) -> None:
        self.page.locator(f".st-key-{key} button").first.click()
        at_rest(self.page)

    def asked_nobody_else(self, seen: Path) -> None:
        self.context.close()
        assert self.strays == []
        assert seen.read_text(encoding="utf-8") == ""

    def saves(self, key: str, folder: Path) -> Path:
        with self.page.expect_download(timeout=60_000) as download:
            self.page.locator(f".st-key-{key} button").first.click()
        path = folder / download.value.suggested_filename
        download.value.save_as(path)
        assert path.stat().st_size > 100
        return path


def test_the_hook_sees_whoever_asks(seen: Path) -> None:
    """Otherwise an empty record would mean nothing."""
    asks = (
        "import socket\n"
        "try: socket.create_connection(('203.0.113.9', 9), 0.01)\n"
        "except OSError: pass\n"
    )
    subprocess.run([sys.executable, "-c", asks], env=os.environ | watched(seen), check=True)
    told = [line.split(maxsplit=1) for line in seen.read_text(encoding="utf-8").splitlines()]
    assert {event for event, _ in told} >= {"socket.getaddrinfo", "socket.connect"}
    assert all("203.0.113.9" in asked for _, asked in told)


def test_no_job_asks_anybody_else(
    browser: Browser, watched_server: Server, seen: Path, tmp_path: Path
) -> None:
    watch = Watch(browser, watched_server)
    page = watch.page
    page.goto(watched_server.address)
    page.get_by_text("Examples", exact=True).click()
    watch.press("example-invented-complete")
    expect(page.locator(".st-key-whose")).to_contain_text("Invented", timeout=20_000)

    case = watch.saves("save", tmp_path)
    whole = watched_server.command[1:3] == ["-m", "decision"]
    # Started in another way, the server has settings of its own, and the same pages.
    for name in ("What matters", "Result", "What would change it") if whole else ("Result",):
        watch.to(name)
    for tab in ("Method", "Weights") if whole else ():
        watch.to("About the numbers").get_by_role("tab", name=tab).click()
        at_rest(page)

    watch.to("Board pack")
    made = {}
    for what in ("paper", "workbook", "page", "pictures") if whole else ("page",):
        page.locator(f".st-key-pack-make-{what} button").click()
        expect(page.locator(f".st-key-pack-save-{what} button")).to_be_visible(timeout=60_000)
        made[what] = watch.saves(f"pack-save-{what}", tmp_path)

    if not whole:
        watch.asked_nobody_else(seen)
        return

    watch.to("Record").get_by_role("tab", name="Conduct").click()
    page.get_by_text("Yes", exact=True).first.click()
    at_rest(page)
    page.get_by_role("tab", name="Decision and versions").click()
    page.get_by_text("Keep a version", exact=False).click()
    page.locator(".st-key-in-keep-by input").fill("PACS manager")
    page.locator(".st-key-in-keep-because input").fill("Before the meeting")
    page.locator(".st-key-in-keep-because input").press("Tab")
    watch.press("keep-do")

    watch.to("Workshop")
    watch.press("new-do")
    watch.press("round-open")
    watch.press("round-close")
    watch.press("record-backup")
    watch.saves("record-export", tmp_path)
    page.goto(f"{watched_server.address}/screen")
    expect(page.locator("h1").first).to_be_visible(timeout=20_000)
    page.goto(watched_server.address)

    watch.to("Compare").get_by_role("tab", name="Several sites").click()
    at_rest(page)
    page.locator("[data-testid=stMain] input[type=file][multiple]").set_input_files(
        [case, examples()["asker"]]
    )
    watch.saves("sites-csv", tmp_path)
    watch.to("About the numbers").get_by_role("tab", name="Model").click()
    page.get_by_text("Check the text, or write").click()
    watch.press("model-check")

    page.get_by_text("Open a case", exact=True).click()
    at_rest(page)
    page.locator("[data-testid=stSidebar] input[type=file]").first.set_input_files(case)
    expect(page.locator(".st-key-whose")).to_contain_text("Invented", timeout=20_000)
    page.get_by_text("Start new, or delete", exact=True).click()
    watch.press("delete")
    page.get_by_text("Use another model", exact=True).click()
    watch.press("example-model-offices")

    page.goto(made["page"].as_uri())  # the one page that opens anywhere
    expect(page.locator("h1").first).to_be_visible()
    page.wait_for_load_state("networkidle")
    watch.asked_nobody_else(seen)
