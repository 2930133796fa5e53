"""Anyone can use it: axe finds nothing serious, a narrow or enlarged page loses nothing."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.browser.conftest import arrived, quiet
from tests.served import Server

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
# What 1440 × 900 become at 200%, and 1280 × 1024 at 400%.
ZOOMED = [(720, 450), (320, 256)]
# Past the page, unless within something that scrolls by itself; or cut off, unless it is
# shortened with dots. What is there for screen readers alone is left out.
SIDEWAYS = """() => {
  const main = document.querySelector('[data-testid=stMain]');
  const over = [['the window', document.documentElement], ['the page', main]]
    .filter(([, each]) => each.scrollWidth > each.clientWidth).map(([name]) => name + ' scrolls');
  const scrolls = each => ['auto', 'scroll'].includes(getComputedStyle(each).overflowX);
  const within = each => {
    for (let up = each.parentElement; up !== main; up = up.parentElement)
      if (scrolls(up)) return true;
    return false;
  };
  const edge = main.getBoundingClientRect().left + main.clientWidth + 1;
  for (const each of main.querySelectorAll('*')) {
    const box = each.getBoundingClientRect(), style = getComputedStyle(each);
    if (box.width < 2 || box.height < 2 || each.closest('svg, [style*=clip-path]')) continue;
    if (box.right > edge && !within(each)) over.push('past: ' + each.outerHTML.slice(0, 150));
    const hides = ['hidden', 'clip'].includes(style.overflowX) && style.textOverflow !== 'ellipsis';
    if (hides && each.innerText && each.scrollWidth > each.clientWidth + 1 && !within(each))
      over.push('cut: ' + each.outerHTML.slice(0, 150));
  }
  return over;
}"""


def shown(browser: Browser, address: str, theme: str, width: int, height: int = 900) -> Page:
    """A page that has come to rest."""
    page = browser.new_page(
        viewport={"width": width, "height": height},
        color_scheme="dark" if theme == "dark" else "light",
    )
    page.goto(address)
    arrived(page)
    quiet(page, 800)
    return page


def serious(page: Page) -> list[str]:
    """What axe calls serious or critical, with where and why."""
    arrived(page)
    return [
        f"{fault['id']}: {node['html'][:200]} {node.get('failureSummary', '')[:300]}"
        for fault in Axe().run(page).response["violations"]
        if fault["impact"] in ("serious", "critical")
        for node in fault["nodes"][:5]
    ]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_whole_axe_finds_nothing_serious_and_a_zoom_loses_nothing_sideways(
    path: str, theme: str, browser: Browser, server: Server, token: str
) -> None:
    page = shown(browser, f"{server.address}/{path}?{token}", theme, 1440)
    said, broken = page.inner_text("body"), page.locator("[data-testid=stException]").count()
    found = serious(page)
    sizes = ZOOMED if theme == "light" else ()  # a colour moves nothing
    lost = {size: sideways(page, *size) for size in sizes}
    page.close()
    assert broken == 0
    assert "Something went wrong" not in said
    assert found == []
    assert not any(lost.values()), lost


def sideways(page: Page, width: int, height: int) -> list[str]:
    """What scrolls sideways, reaches past the page or is cut off in a window of a size."""
    page.set_viewport_size({"width": width, "height": height})
    page.wait_for_timeout(300)
    found: list[str] = page.evaluate(SIDEWAYS)
    return found
