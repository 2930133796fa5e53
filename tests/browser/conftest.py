"""The real app in a real browser. Skips where there is no Chromium, and fails instead in CI."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from decision import examples, load_case
from decision.files.drafts import Drafts, new_token
from decision.ui.state.session import ADDRESS
from tests.served import Server, Workshop, app, free_port
from tests.shipped_model import MODEL

FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip


OpenPage = Callable[..., Page]
Made = TypeVar("Made", Page, BrowserContext)

# A page is looked at once it rests, and most of that wait was for what fades and unfolds; what
# turns without end, as while the app works, took a fifth of the processor's time. In a style sheet
# that no policy of a page keeps out. Other animations stay: ours keep a second tap away.
STILL = """
const still = new CSSStyleSheet();
still.replaceSync(`*, *::before, *::after {
  transition: none !important;
  animation-iteration-count: 1 !important;
}`);
document.adoptedStyleSheets.push(still);
const animate = Element.prototype.animate;
Element.prototype.animate = function (frames, how) {
  const given = typeof how === 'object' ? how : {};
  return animate.call(this, frames, {...given, duration: 1, delay: 0});
};
"""


def chromium() -> str:
    """Where the browser should be, whether or not it is there.

    Of two, the one without a window: the other draws its own tabs and menus for every page.
    """
    named = os.environ.get("CHROMIUM")
    found = shutil.which("chromium-headless-shell") or shutil.which("chromium")
    return named or found or "/usr/bin/chromium"


def arrived(page: Page) -> None:
    """Wait until a page is there, and our own rules of how it looks, which come a little later."""
    page.wait_for_selector("h1", timeout=30_000)
    page.wait_for_function(
        "() => getComputedStyle(document.documentElement).getPropertyValue('--ours') !== ''",
        timeout=30_000,
    )


# Whether the script has run for all that was asked of it, and the page has drawn what it sent. It
# watches a page from its first call on; what needs no run, as a heartbeat, counts for a second.
AT_REST = """() => {
  const app = document.querySelector('[data-testid=stApp]');
  if (!app) return false;
  const now = performance.now();
  if (window.watchedApp !== app) {
    if (!window.watchedApp) {
      const send = WebSocket.prototype.send;
      WebSocket.prototype.send = function (...all) {
        window.asked = performance.now();
        return send.apply(this, all);
      };
    }
    window.asked ??= 0;
    [window.watchedApp, window.ran] = [app, now];
    new MutationObserver(() => { window.ran = performance.now(); })
      .observe(app, {attributeFilter: ['data-test-script-state']});
  }
  return app.dataset.testScriptState === 'notRunning'
    && now - window.ran > 80
    && (window.ran >= window.asked || now - window.asked > 1000)
    && !document.querySelector('[data-testid=stSkeleton]')
    && [...document.querySelectorAll('[data-testid=stVegaLiteChart]')]
      .every(chart => chart.offsetParent === null || chart.querySelector('svg, canvas'))
    && document.getAnimations().every(each => each.playState !== 'running'
      || each.effect.getComputedTiming().endTime === Infinity);  // what turns without end
}"""


# Whether the page has done all that was waiting, and so has told the app of what was pressed.
TAKEN_UP = """() => new Promise(done => requestAnimationFrame(() =>
  setTimeout(() => requestIdleCallback(done, {timeout: 2000}), 20)))"""

SLIDES = 250  # milliseconds after which a slider that rests tells the app


def at_rest(page: Page) -> None:
    """Wait until the app has taken up what was done, and the page has stopped changing."""
    page.evaluate(TAKEN_UP)
    page.wait_for_function(AT_REST, timeout=60_000, polling=40)


def serious(page: Page, *rules: str) -> list[str]:
    """What axe calls serious or critical, with where and why; by all its rules, or by some."""
    asked: dict[str, Any] = {"resultTypes": ["violations"]}
    if rules:
        asked["runOnly"] = list(rules)
    return [
        f"{fault['id']}: {node['html'][:200]} {node.get('failureSummary', '')[:300]}"
        for fault in Axe().run(page, options=asked).response["violations"]
        if fault["impact"] in ("serious", "critical")
        for node in fault["nodes"][:5]
    ]


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
        with pytest.MonkeyPatch.context() as patch:
            for name in ("new_context", "new_page"):
                patch.setattr(launched, name, _stilled(getattr(launched, name)))
            yield launched
        launched.close()


def _stilled(make: Callable[..., Made]) -> Callable[..., Made]:
    """Have what a browser makes come at once to the end of each movement."""

    def made(**given: Any) -> Made:
        new = make(**given)
        new.add_init_script(STILL)
        return new

    return made


@pytest.fixture(scope="module")
def server(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, browser: Browser
) -> Iterator[Server]:
    # `decision app` unless a test asks for the other way of starting, by indirect parametrising.
    port, started_by = free_port(), getattr(request, "param", "decision app")
    with Server(app(started_by, port), tmp_path_factory.mktemp("data"), port) as running:
        yield running


@pytest.fixture(scope="module")
def token(server: Server) -> str:
    return example_in(server)


def example_in(server: Server, name: str = "invented-complete") -> str:
    """Keep an example as a draft of a server's owner; give what of its address finds it again."""
    token, drafts = new_token(), Drafts(server.folder / "pacs-placement" / "drafts")
    drafts.save(token, load_case(examples()[name], MODEL), None)
    return f"{ADDRESS}={token}&{server.key}"


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


@pytest.fixture
def workshop(host: str, tmp_path: Path) -> Iterator[Workshop]:
    with Workshop(host, tmp_path) as running:
        yield running
