"""Anyone can use it: axe finds nothing serious, a narrow or enlarged page loses nothing."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from .conftest import Server

PAGES = [
    "",
    "weights",
    "result",
    "change",
    "pack",
    "conduct",
    "record",
    "workshop",
    "screen",
    "sites",
    "model",
    "evidence",
    "method",
]


@pytest.fixture(scope="module")
def token(browser: Browser, server: Server) -> str:
    """The address of the finished example, opened once."""
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.goto(server.address)
    page.get_by_text("Examples", exact=True).click(timeout=30_000)
    page.locator(".st-key-example-invented-complete button").click()
    expect(page.locator("[data-testid=stSidebar]")).to_contain_text(
        "19 of 19 facts answered", timeout=20_000
    )
    address = page.url.partition("?")[2]
    page.close()
    return address


def shown(browser: Browser, address: str, theme: str, width: int, height: int = 900) -> Page:
    """A page that has come to rest."""
    page = browser.new_page(
        viewport={"width": width, "height": height},
        color_scheme="dark" if theme == "dark" else "light",
    )
    page.goto(address)
    page.wait_for_selector("h1", timeout=30_000)
    page.wait_for_function("() => !document.querySelector('[data-testid=stStatusWidget]')")
    page.wait_for_timeout(800)
    return page


def serious(page: Page) -> list[str]:
    """What axe calls serious or critical, with where and why."""
    return [
        f"{fault['id']}: {node['html'][:200]} {node.get('failureSummary', '')[:300]}"
        for fault in Axe().run(page).response["violations"]
        if fault["impact"] in ("serious", "critical")
        for node in fault["nodes"][:5]
    ]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing_serious_and_320_pixels_lose_nothing_sideways(
    path: str, theme: str, browser: Browser, server: Server, token: str
) -> None:
    page = shown(browser, f"{server.address}/{path}?{token}", theme, 1440)
    found = serious(page)
    # 320 pixels is what 1280 become at 400%, and is narrower than 1440 at 200%.
    page.set_viewport_size({"width": 320, "height": 640})
    page.wait_for_timeout(300)
    over = page.evaluate("document.documentElement.scrollWidth")
    main = page.evaluate(
        "(() => { const m = document.querySelector('[data-testid=stMain]');"
        " return m.scrollWidth - m.clientWidth; })()"
    )
    page.close()
    assert found == []
    assert over <= 320
    assert main <= 0
