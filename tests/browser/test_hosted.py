"""Two people sign in at a real OpenID provider, in two browsers, and a phone joins by the room."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from websockets.exceptions import InvalidStatus

from tests.browser.conftest import arrived, at_rest
from tests.load.client import Session, done
from tests.served import LOCAL, Server, free_port
from tests.serving.hosted_server import NAME, served

SECRETS = """[auth]
redirect_uri = "http://localhost:{port}/oauth2callback"
cookie_secret = "0123456789abcdef0123456789abcdef0123456789"
client_id = "pacs"
client_secret = "not a secret"
server_metadata_url = "http://127.0.0.1:{provider}/.well-known/openid-configuration"
"""


@pytest.fixture(scope="module")
def provider() -> Iterator[int]:
    """A provider from PyPI that asks who signs in, and signs what it tells."""
    port = free_port()
    command = [sys.executable, "-m", "oidc_provider_mock", "--port", str(port)]
    told = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    at = f"http://{LOCAL}:{port}/.well-known/openid-configuration"
    until = time.monotonic() + 60
    while True:
        try:
            urllib.request.urlopen(at, timeout=5).close()
            break
        except OSError:
            assert told.poll() is None, "the provider has ended"
            assert time.monotonic() < until, "the provider doesn't answer"
            time.sleep(0.1)
    yield port
    told.kill()
    told.wait()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, provider: int) -> Iterator[Server]:
    folder, port = tmp_path_factory.mktemp("signed-in"), free_port()
    file = folder / "secrets.toml"
    file.write_text(SECRETS.format(port=port, provider=provider))
    with served(folder, "--sign-in", str(file), behind=LOCAL, port=port) as running:
        yield running


def address(server: Server, path: str = "") -> str:
    return f"http://{NAME}:{server.port}/{path}"


def signed_in(browser: Browser, server: Server, who: str) -> tuple[BrowserContext, Page]:
    """A browser of somebody who has just signed in."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(address(server))
    page.fill("input[name=sub]", who)
    page.click("button:text-is('Authorize')")
    arrived(page)
    at_rest(page)
    expect(page.get_by_text(f"Signed in as {who.partition('@')[0]}@")).to_be_visible()
    return context, page


def test_two_people_sign_in_and_neither_sees_the_others_case(
    browser: Browser, server: Server
) -> None:
    context, page = signed_in(browser, server, "ann@trust.example")
    page.get_by_text("4 of 4 in place").first.click()
    at_rest(page)
    theirs = page.url
    assert "work=" in theirs
    other_context, other = signed_in(browser, server, "bob@trust.example")
    other.goto(theirs)
    arrived(other)
    at_rest(other)
    assert other.url != theirs
    expect(other.get_by_text("0 of 4 answered")).to_be_visible()
    expect(other.get_by_role("button", name="Continue")).to_have_count(0)
    again = context.new_page()
    again.goto(address(server))
    arrived(again)
    at_rest(again)
    expect(again.get_by_role("button", name="Continue")).to_have_count(1)
    _sockets(server, {each["name"]: each["value"] for each in context.cookies()})
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url(lambda url: "/authorize" in url or "end_session" in url, timeout=30_000)
    page.goto(theirs)  # whoever signs in again comes back to the page that was asked for
    page.fill("input[name=sub]", "ann@trust.example")
    page.click("button:text-is('Authorize')")
    arrived(page)
    assert page.url == theirs
    for each in (context, other_context):
        each.close()


def _sockets(server: Server, cookies: dict[str, str]) -> None:
    """Try the cookies of somebody on sockets: whole, without their signature, and without any."""

    async def opened(said: dict[str, str]) -> str:
        header = "; ".join(f"{name}={value}" for name, value in said.items())
        window = Session(NAME, server.port, source=LOCAL, headers={"Cookie": header})
        try:
            await window.open()
            await window.look()
            return next((each for each in window.texts if "Signed in" in each), "")
        finally:
            await window.close()
            await asyncio.sleep(0)

    assert "ann" in done(opened(cookies))
    name = "_streamlit_user"
    for wrong in ({}, cookies | {name: cookies[name][:-4]}, cookies | {name: "x"}):
        with pytest.raises(InvalidStatus, match="403"):
            done(opened(wrong))


def test_whoever_has_not_signed_in_is_sent_to_the_provider_and_a_phone_is_not(
    browser: Browser, server: Server
) -> None:
    context = browser.new_context()
    page = context.new_page()
    for path in ("", "result", "workshop", "screen"):
        page.goto(address(server, path))
        expect(page.locator("input[name=sub]")).to_be_visible()
    page.goto(address(server, "room?join=x"))
    arrived(page)
    expect(page.get_by_role("heading", name="Join a workshop")).to_be_visible()
    assert "/room/" in page.url
    context.close()


def test_who_the_provider_refuses_is_not_signed_in(browser: Browser, server: Server) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(address(server))
    page.click("button:text-is('Deny')")
    expect(page.locator("input[name=sub]")).to_be_visible()
    assert not [each for each in context.cookies() if each["name"] == "_streamlit_user"]
    context.close()


def test_the_log_names_nobody(server: Server) -> None:
    said = Path(server.log).read_text()
    assert "ann@" not in said
    assert "bob@" not in said
