"""What a reader of the one file waits for in a real browser, as ratios to a page that only draws.

Two waits: from opening the file until its verdict stands there, and from an answer until all that
follows from it is laid out (20,000 draws). The other page holds the same style and the same charts,
and puts one or the other of two in its place. Both are opened from files, in turn, in one Chromium.

Run it from the repository's folder: `python -m tests.benchmarks.one_file`.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from statistics import median
from typing import Any

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

import decision  # noqa: E402
from decision.report.html.compiled import as_json  # noqa: E402
from decision.report.html.one_file import as_html  # noqa: E402
from tests.browser.conftest import FLAGS, chromium  # noqa: E402

OPENINGS, CHANGES = 9, 40
SOONEST, QUICKEST = 1000, 60  # milliseconds wanted: from a double click, and from a change
CHARTS = ("margin", "options", "reasons")

OPENED = """() => {
    const [navigation] = performance.getEntriesByType("navigation");
    return navigation.domContentLoadedEventStart;
}"""

# Milliseconds from a frame's first work to the last of it, once a choice was clicked before it.
CHANGED = """at => new Promise(done => {
    const choices = document.querySelectorAll("input[type=radio]");
    let begun;
    requestAnimationFrame(() => { begun = performance.now(); });
    choices[at % choices.length].click();
    requestAnimationFrame(() => {
        document.body.getBoundingClientRect();
        done(performance.now() - begun);
    });
})"""

# The charts as they stand, each by the id of where it stands.
TAKEN = "ids => ids.map(id => document.getElementById(id).innerHTML)"

DRAWS = """
const kept = JSON.parse(document.getElementById("kept").textContent);
let turn = 0;
function draw() {
  const charts = kept[turn++ % kept.length];
  Object.keys(charts).forEach(id => { document.getElementById(id).innerHTML = charts[id]; });
}
document.querySelectorAll("input").forEach(choice =>
  choice.addEventListener("click", () => requestAnimationFrame(draw)));
draw();
"""


def drawing(ours: bytes, kept: list[dict[str, str]]) -> str:
    """Return a page that draws the charts kept, in turn, and does nothing else."""
    style = ours.decode().split("<style>")[1].split("</style>")[0]
    choices = "".join(f'<input type="radio" name="choice" value="{at}">' for at in range(4))
    places = "".join(f'<div id="{name}"></div>' for name in CHARTS)
    text = as_json(kept)
    return (
        f'<!doctype html><meta charset="utf-8"><style>{style}</style><main>{choices}{places}</main>'
        f'<script type="application/json" id="kept">{text}</script><script>{DRAWS}</script>'
    )


def changes(page: Page) -> list[float]:
    """Milliseconds of each of some changes, without the first, which a browser has yet to learn."""
    taken = []
    for at in range(CHANGES):
        taken.append(float(page.evaluate(CHANGED, at)))
        page.wait_for_timeout(50)  # what is worked out while the browser is idle
    return taken[5:]


def main() -> None:
    """Measure and print."""
    model = decision.load_model(decision.shipped("criteria.yaml"))
    ours = as_html(decision.evaluate(model))
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        files = {name: Path(folder) / f"{name}.html" for name in ("ours", "drawing")}
        files["ours"].write_bytes(ours)
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.goto(files["ours"].as_uri())
        kept: list[Any] = []
        for at in (0, 5):
            page.evaluate(CHANGED, at)
            kept.append(dict(zip(CHARTS, page.evaluate(TAKEN, list(CHARTS)), strict=True)))
        files["drawing"].write_text(drawing(ours, kept), "utf-8")
        opened: dict[str, list[float]] = {name: [] for name in files}
        changed: dict[str, list[float]] = {name: [] for name in files}
        for _ in range(OPENINGS):
            for name, file in files.items():
                page.goto(file.as_uri())
                opened[name].append(float(page.evaluate(OPENED)))
        for name, file in files.items():
            page.goto(file.as_uri())
            page.wait_for_timeout(5000)  # until it has proved itself
            changed[name] = changes(page)
        browser.close()
    for what, times, wanted in (
        ("from opening to the verdict", opened, SOONEST),
        ("a change of an answer", changed, QUICKEST),
    ):
        mine, theirs = median(times["ours"]), median(times["drawing"])
        print(
            f"{what}: {mine / theirs:.1f} × a page that only draws the same charts; {mine:.0f} ms "
            f"(under {wanted}: {'yes' if mine < wanted else 'NO'})"
        )


if __name__ == "__main__":
    main()
