"""The README's pictures, taken of the real app: `python -m tests.pictures.take`.

Each carries what it says, as a text of the PNG, so that a test notices once the app says
something else. Take them again then, and look at each before keeping it.
"""

from __future__ import annotations

import contextlib
import io
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image
from PIL.PngImagePlugin import PngInfo
from playwright.sync_api import Browser, Page, expect, sync_playwright

from decision.ui.ballot.entries import START, STEP
from tests.browser.conftest import FLAGS, arrived, chromium, example_in
from tests.pictures.room import LINK
from tests.served import Server, free_port

HERE = Path(__file__).parent
COLOURS = 64  # of a picture's palette
PLAIN = 16  # ... of those, the commonest of the page, kept exactly
BUSY = "[data-testid=stStatusWidget], [data-testid=stSkeleton], [data-testid=stSpinner]"
UNFIT = "[data-testid=stException], [data-testid=stToast], [role=dialog]"

DRAWN = """() => document.fonts.status === 'loaded' && [
    ...document.querySelectorAll('[data-testid=stVegaLiteChart]')
].every((chart) => chart.querySelector('svg, canvas'))"""

# Headings and what charts say of themselves, as far as the picture shows them.
SAID = """() => [...document.querySelectorAll(
    'h1, h2, h3, h4, [data-testid=stMain] strong, [data-testid=stVegaLiteChart]'
)].filter((each) => {
    const box = each.getBoundingClientRect();
    return box.height > 0 && box.top >= 0 && box.bottom <= window.innerHeight;
}).map((each) => each.ariaLabel || each.innerText.trim()).filter(Boolean)"""

# Lines of text that the lower edge goes through, unless something lies over them.
CUT = """() => {
    const edge = window.innerHeight, found = [];
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
        const line = document.createRange();
        line.selectNodeContents(walk.currentNode);
        for (const box of line.getClientRects()) {
            if (box.width === 0 || box.top > edge - 1 || box.bottom < edge + 1) continue;
            const on_top = document.elementFromPoint(box.left + 1, edge - 1);
            if (walk.currentNode.parentElement.contains(on_top)) found.push(line.toString());
        }
    }
    return found;
}"""


@dataclass(frozen=True)
class Picture:
    """A window of the app; `sharp` is how many pixels of the picture make one of the window."""

    path: str
    width: int
    height: int
    sharp: float = 1
    go: Callable[[Page], None] = lambda page: None


def _vote(page: Page) -> None:
    """Go to the last step of a ballot."""
    page.get_by_text("Radiographer", exact=True).click()
    page.get_by_role("button", name="Join").click()
    page.get_by_text("Staffing gaps", exact=True).click(timeout=20_000)
    page.get_by_role("button", name="Next", exact=True).click()
    expect(page.get_by_text("Step 2 of 3")).to_be_visible(timeout=20_000)
    for name in ("Clinical responsiveness", "Out-of-hours cover"):
        page.get_by_text(name, exact=True).click()
    page.get_by_role("button", name="Next (2 ticked)").click()
    expect(page.get_by_text("Step 3 of 3")).to_be_visible(timeout=20_000)
    for slider, value in ((0, 80), (1, 65)):
        moved = page.get_by_role("slider").nth(slider)
        for step in range(START + STEP, value + STEP, STEP):
            moved.press("ArrowRight")
            expect(moved).to_have_value(str(step), timeout=20_000)


# Each height ends where a part of the page does.
OF_THE_CASE = {"result": Picture("result", 1120, 990, sharp=1.5)}
OF_THE_ROOM = {"ballot": Picture(f"join?join={LINK}", 390, 760, go=_vote)}
NAMES = (*OF_THE_CASE, *OF_THE_ROOM)


def take(browser: Browser, folder: Path) -> None:
    """Take all pictures into a folder."""
    with _served("decision", "app", "--no-browser", "--port") as case:
        token = example_in(case)
        for name, picture in OF_THE_CASE.items():
            address = f"{case.address}/{picture.path}?{token}"
            _take(browser, address, picture, folder / f"{name}.png")
    with _served("tests.pictures.room") as room:
        for name, picture in OF_THE_ROOM.items():
            address = f"http://localhost:{room.port}/{picture.path}"  # a phone's; see `room`
            _take(browser, address, picture, folder / f"{name}.png")


@contextlib.contextmanager
def _served(*module: str) -> Iterator[Server]:
    """Start a module as a server, whose last argument is the port."""
    port = free_port()
    command = [sys.executable, "-m", *module, str(port)]
    with tempfile.TemporaryDirectory() as data, Server(command, Path(data), port) as server:
        yield server


def _take(browser: Browser, address: str, picture: Picture, path: Path) -> None:
    page = browser.new_page(
        viewport={"width": picture.width, "height": picture.height},
        device_scale_factor=picture.sharp,
        color_scheme="light",
        reduced_motion="reduce",
        locale="en-GB",
        timezone_id="Europe/London",
    )
    try:
        page.goto(address)
        arrived(page)
        picture.go(page)
        page.mouse.move(picture.width - 2, picture.height // 2)  # where it is over nothing
        page.evaluate("document.activeElement.blur()")
        shot = _settled(page)
        for unfit in page.locator(UNFIT).all():
            raise AssertionError(f"{path.stem}: {unfit.inner_text()}")
        if cut := page.evaluate(CUT):
            raise AssertionError(f"{path.stem}: the lower edge goes through {cut}")
        _keep(shot, "\n".join(page.evaluate(SAID)), path)
    finally:
        page.close()


def _settled(page: Page) -> bytes:
    """Give a screenshot once two in a row are alike."""
    before = b""
    for _ in range(40):
        page.wait_for_function(f"() => !document.querySelector('{BUSY}')", timeout=20_000)
        page.wait_for_function(DRAWN, timeout=20_000)
        shot = page.screenshot(animations="disabled", caret="hide")
        if shot == before:
            return shot
        before = shot
        page.wait_for_timeout(500)
    raise TimeoutError("the page never came to rest")


def _keep(shot: bytes, said: str, path: Path) -> None:
    about = PngInfo()
    about.add_itxt("Description", said, lang="en-GB")
    _fewer(Image.open(io.BytesIO(shot)).convert("RGB")).save(path, optimize=True, pnginfo=about)


def _fewer(picture: Image.Image) -> Image.Image:
    """Give the same with a palette, which makes the file a third as large.

    Pillow's own choice of colours tints large plain areas; so the commonest are kept as they
    are, and its choice serves for the smoothing of text and edges.
    """
    pixels = np.asarray(picture)
    colours, where, counts = np.unique(
        pixels.reshape(-1, 3), axis=0, return_inverse=True, return_counts=True
    )
    spread = picture.quantize(COLOURS - PLAIN, Image.Quantize.MAXCOVERAGE).getpalette() or []
    palette = np.vstack([colours[np.argsort(-counts)[:PLAIN]], np.reshape(spread, (-1, 3))])
    apart = np.linalg.norm(colours[:, None] - palette[None].astype(float), axis=2)
    few = Image.fromarray(
        apart.argmin(axis=1).astype(np.uint8)[where].reshape(pixels.shape[:2]), "P"
    )
    few.putpalette(palette.astype(np.uint8).tobytes())
    return few


if __name__ == "__main__":
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        take(launched, HERE)
        launched.close()
