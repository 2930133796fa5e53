"""Anyone can use each page: by Tab, by a screen reader, in either theme, enlarged."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import arrived, at_rest, serious
from tests.browser.keyboard import Keys, disorder
from tests.served import Server

TABS = {  # of a page that has some, besides the first
    "record": ("Conduct",),
    "compare": ("Several sites", "The other side"),
    "about": ("Method", "Model", "Weights"),
}
MENU = ("", "weights", "result", "change", "pack", "record", "workshop", "compare", "about")
PAGES = [(path, tab) for path in (*MENU, "screen", "guide") for tab in ("", *TABS.get(path, ()))]
# A desk's, a phone's, what 1440 × 900 become at 200%, and 1280 × 1024 at 400%.
SIZES = [(1440, 900), (390, 844), (720, 450), (320, 256)]
# Whether the page is drawn in the dark theme: what lies behind the text is nearly black.
DARK = """() => getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor
  .match(/\\d+/g).slice(0, 3).every(part => part < 64)"""
# Have the next Tab lead to the first stop, as on a page that nobody has clicked in.
FROM_THE_TOP = """() => {
  document.body.tabIndex = -1;
  document.body.focus();
  document.body.removeAttribute('tabindex');
}"""
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


@pytest.fixture(scope="module")
def page(browser: Browser, server: Server, token: str) -> Iterator[Page]:
    """One page for all: a person comes to the next by the menu too, which is quicker."""
    page = browser.new_page(viewport={"width": 1440, "height": 900}, color_scheme="light")
    page.goto(f"{server.address}/?{token}")
    arrived(page)
    yield page
    page.context.close()


@pytest.mark.parametrize(("path", "tab"), PAGES)
def test_a_page_is_whole_reached_by_tab_sound_to_axe_in_both_themes_and_whole_when_enlarged(
    path: str, tab: str, page: Page, server: Server, token: str
) -> None:
    """One visit, since coming to a page takes longer than looking at it."""
    page.set_viewport_size({"width": 1440, "height": 900})
    page.emulate_media(color_scheme="light")
    page.wait_for_function(f"() => !({DARK})()", timeout=20_000)
    at_rest(page)
    if path in MENU:
        page.locator(f".st-key-menu a[href^='{path}?']").click()
        page.wait_for_url(f"{server.address}/{path}?*")
        at_rest(page)
    else:
        page.goto(f"{server.address}/{path}?{token}")
        arrived(page)
    if tab:
        page.get_by_role("tab", name=tab).click()
    at_rest(page)
    page.evaluate(FROM_THE_TOP)
    text, broken = page.inner_text("body"), page.locator("[data-testid=stException]").count()
    keys = Keys(page)
    stops = list(keys.walk())
    missed, title = keys.missed(), page.title()
    light = serious(page)
    lost = {size: sideways(page, *size) for size in SIZES}
    page.set_viewport_size({"width": 1440, "height": 900})
    page.emulate_media(color_scheme="dark")
    page.wait_for_function(DARK, timeout=20_000)
    at_rest(page)
    dark = serious(page, "color-contrast")  # all that another theme changes
    assert broken == 0
    assert "Something went wrong" not in text
    assert stops[0].name == "Skip to main content"
    assert [f"{stop}: {stop.faults}" for stop in stops if stop.faults] == []
    assert [str(stop) for stop in stops if not stop.name and stop.role != "main"] == []
    assert missed == []
    assert disorder(stops) == []
    assert title.endswith(" · Where should the PACS team sit?")
    assert light == []
    assert dark == []
    assert not any(lost.values()), lost


def sideways(page: Page, width: int, height: int) -> list[str]:
    """What scrolls sideways, reaches past the page or is cut off in a window of a size."""
    page.set_viewport_size({"width": width, "height": height})
    at_rest(page)
    for _ in range(20):  # a chart is drawn again a little after its place has changed
        found: list[str] = page.evaluate(SIDEWAYS)
        if not found:
            break
        page.wait_for_timeout(100)
    return found
