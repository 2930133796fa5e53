"""What a reader waits for in a real browser, as ratios to a trivial Streamlit page.

The server is warm and each session fresh. Three waits: until the first page is ready, against a
page of four choices; until an answer shows in the status line, against a choice and a sentence;
until Result and its picture are there, against a sentence and a chart. All run with the same
settings in the same Chromium, in turn, and are changed by the same means. Medians.

Run it from the repository's folder: `python -m tests.benchmarks.quick`.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, Locator, Page, sync_playwright

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

import decision  # noqa: E402
from decision.files.drafts import Drafts, new_token  # noqa: E402
from decision.model.case import Case  # noqa: E402
from decision.sentences.explanation import headline  # noqa: E402
from decision.serving import owner  # noqa: E402
from decision.ui.site.status_line import so_far  # noqa: E402
from decision.ui.state.session import ADDRESS  # noqa: E402
from tests.browser.conftest import FLAGS, at_rest, chromium  # noqa: E402
from tests.served import Server, free_port, kept_in, streamlit_flags  # noqa: E402

LOADS = 15
MODEL = decision.load_model(decision.shipped("criteria.yaml"))
CASE = decision.load_case(decision.examples()["invented-complete"], MODEL)
KEY = "digital-readiness"  # the question that is answered
BANDS = list(MODEL.facts[KEY].answers)

TRIVIAL = {
    "choices": """
import streamlit as st
for number in range(4):
    st.radio(f"Question {number}", ["a", "b", "c", "d"], index=None, key=f"q{number}")
st.markdown("Ready.")
""",
    "chart": """
import altair as alt
import streamlit as st
st.markdown("Ready.")
rows = [{"x": number, "y": number} for number in range(16)]
st.altair_chart(alt.Chart(alt.Data(values=rows)).mark_bar().encode(x="x:Q", y="y:N"))
""",
    "choice": """
import streamlit as st
value = st.radio("Choose", range(4), index=None)
st.markdown(f"The value is {value}.")
""",
}

# When a sentence is on the screen, and a chart is drawn where one is asked for: milliseconds since
# the page was asked for.
READY = """([said, chart]) => {
    const marks = document.querySelector("[data-testid=stVegaLiteChart] .marks");
    const there = [...document.querySelectorAll("h1, p")].some(each =>
        each.textContent.includes(said) && each.checkVisibility());
    return there && (!chart || marks !== null) && performance.now();
}"""

# Notes when a person acts, and when a sentence is painted that was not there before.
WATCH = """said => {
    window.acted = window.waited = null;
    const act = event => { window.acted ??= event.timeStamp; };
    for (const kind of ["pointerdown", "keydown"])
        addEventListener(kind, act, {capture: true, once: true});
    const there = () => [...document.querySelectorAll("p")].some(each =>
        each.textContent.includes(said) && each.checkVisibility());
    const look = () => {
        if (window.acted !== null && there()) window.waited = performance.now() - window.acted;
        else requestAnimationFrame(look);
    };
    look();
}"""


@contextmanager
def served(command: list[str], folder: str) -> Iterator[Server]:
    """Serve something for as long as it is looked at."""
    port = free_port()
    ours = command[1:3] == ["-m", "decision"]
    flags = ["--port", str(port), "--no-browser"] if ours else streamlit_flags(port)
    with Server([*command, *flags], Path(folder), port) as server:
        yield server


def ready(browser: Browser, address: str, said: str, chart: bool = False) -> float:
    """Milliseconds until a page says something, in a browser that has never seen it."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    try:
        page = context.new_page()
        page.goto(address, wait_until="commit")
        found = page.wait_for_function(READY, arg=[said, chart], timeout=60_000)
        return float(found.json_value())
    finally:
        context.close()


def acting(page: Page, act: Callable[[], None], said: str) -> float:
    """Milliseconds from what a person does until a sentence is on the screen."""
    page.evaluate(WATCH, said)
    act()
    page.wait_for_function("() => window.waited !== null")
    waited = float(page.evaluate("() => window.waited"))
    at_rest(page)  # what is still being drawn is no part of the next
    return waited


def answers(browser: Browser, app: str, choice: str) -> dict[str, dict[str, list[float]]]:
    """Answer again and again, by mouse and by key, on our page and on the trivial one."""
    said = [
        f"· {so_far(decision.evaluate(MODEL, Case(answers={KEY: one})).standing)}" for one in BANDS
    ]
    taken: dict[str, dict[str, list[float]]] = {
        by: {"ours": [], "trivial": []} for by in ("mouse", "keyboard")
    }
    pages = {name: browser.new_page() for name in ("ours", "trivial")}
    pages["ours"].goto(app)
    pages["trivial"].goto(choice)
    options: dict[str, Callable[[int], Locator]] = {
        "ours": lambda at: (
            pages["ours"].locator(f".st-key-question-{KEY} label:has(input)").nth(at)
        ),
        "trivial": lambda at: pages["trivial"].locator("label:has(input)").nth(at),
    }
    for name, page in pages.items():
        options[name](0).wait_for()
        at_rest(page)
        options[name](0).click()
        at_rest(page)
    for _ in range(LOADS):
        for name, page in pages.items():  # by mouse from the first or the third to the second,
            at, then, key = 1, 2, "ArrowDown"  # and by key to the third
            words = said[at] if name == "ours" else f"The value is {at}."
            taken["mouse"][name].append(acting(page, options[name](at).click, words))
            words = said[then] if name == "ours" else f"The value is {then}."
            press = lambda page=page, key=key: page.keyboard.press(key)  # noqa: E731
            taken["keyboard"][name].append(acting(page, press, words))
    for page in pages.values():
        page.close()
    return taken


def main() -> None:
    """Measure and print."""
    with (
        tempfile.TemporaryDirectory() as folder,
        sync_playwright() as playwright,
        ExitStack() as stack,
    ):
        os.environ |= kept_in(folder)  # the drafts that are made here are the app's
        token = new_token()
        Drafts().save(token, CASE, None)
        at = {"app": stack.enter_context(served([sys.executable, "-m", "decision", "app"], folder))}
        for name, text in TRIVIAL.items():
            script = Path(folder) / f"{name}.py"
            script.write_text(text, encoding="utf-8")
            command = [sys.executable, "-m", "streamlit", "run", str(script)]
            at[name] = stack.enter_context(served(command, folder))
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        result = f"{at['app'].address}/result?{ADDRESS}={token}&{owner.KEY}={owner.key()}"
        waits = {
            "the first page ready": (
                (at["app"].address, "0 of 4 answered", False),
                (at["choices"].address, "Ready.", False),
                "with four choices (1.15 or less wanted)",
            ),
            "Result with its picture": (
                (result, headline(decision.evaluate(MODEL, CASE).finding), True),
                (at["chart"].address, "Ready.", True),
                "with a sentence and a chart (1.3 or less wanted)",
            ),
        }
        for what, (ours, trivial, wanted) in waits.items():
            taken: tuple[list[float], list[float]] = ([], [])
            for _ in range(LOADS):
                for times, page in zip(taken, (ours, trivial), strict=True):
                    times.append(ready(browser, *page))
            # The first of each warms its server.
            ratio = median(taken[0][1:]) / median(taken[1][1:])
            print(f"{what}, warm, in a fresh session: {ratio:.2f} × a trivial page {wanted}")
        for by, times in answers(browser, at["app"].address, at["choice"].address).items():
            ratio = median(times["ours"]) / median(times["trivial"])
            print(
                f"an answer by {by} until it shows in the status line: {ratio:.2f} × a trivial "
                f"page with a choice and a sentence (1.3 or less wanted)"
            )
        browser.close()


if __name__ == "__main__":
    main()
