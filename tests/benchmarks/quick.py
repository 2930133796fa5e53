"""What a reader waits for in a real browser, as ratios to a trivial Streamlit page.

Two waits: from starting the app until the first verdict and its picture are on the screen, and
from changing an answer until the new verdict is. The trivial page has one sentence and one chart,
and for the second wait one slider too, or a choice; it is started with the same settings, looked
at in the same Chromium, in turn, and changed by the same means, by mouse or by keyboard. Medians.

Run it from the repository's folder: `python -m tests.benchmarks.quick`.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

import decision  # noqa: E402
from decision.evaluation.verdict import what_if  # noqa: E402
from decision.files.drafts import Drafts, new_token  # noqa: E402
from decision.model.case import Case  # noqa: E402
from decision.sentences.explanation import headline  # noqa: E402
from decision.sentences.phrases import lead  # noqa: E402
from decision.ui.state.session import ADDRESS  # noqa: E402
from tests.browser.conftest import FLAGS, chromium, quiet  # noqa: E402
from tests.served import Server, free_port, kept_in, streamlit_flags  # noqa: E402

STARTS = 9
STEPS = 40  # of the slider; more than there are answers to leave out, by mouse and by key
MODEL = decision.load_model(decision.shipped("criteria.yaml"))
CASE = decision.load_case(decision.examples()["invented-complete"], MODEL)

BEGUN = "import altair as alt\nimport streamlit as st\n"
SAID = """
st.markdown(f"The value is {value}.")
rows = [{"x": number, "y": value + number} for number in range(16)]
st.altair_chart(alt.Chart(alt.Data(values=rows)).mark_bar().encode(x="x:Q", y="y:N"))
"""
TRIVIAL = {
    "still": f"{BEGUN}value = 0{SAID}",
    "slider": f"{BEGUN}value = st.slider('Slide', 0, {STEPS}){SAID}",
    "choice": f"{BEGUN}value = st.radio('Choose', range({STEPS})){SAID}",
}

RUN = [sys.executable, "-m", "streamlit", "run"]
OURS = {
    "decision app": [sys.executable, "-m", "decision", "app"],
    "streamlit run": [*RUN, "app.py"],
}

NOTHING = "Tick what to leave out. Your case stays as it is."

# Whether a sentence is on the screen, and a chart drawn.
THERE = """said => document.querySelector("[data-testid=stVegaLiteChart] .marks") !== null &&
    [...document.querySelectorAll("h1, p")].some(each =>
        each.textContent.trim() === said && each.checkVisibility())"""

# Notes when a person acts, and when a sentence is painted that was not there before.
WATCH = """said => {
    window.acted = window.waited = null;
    const act = event => { window.acted ??= event.timeStamp; };
    for (const kind of ["pointerdown", "keydown"])
        addEventListener(kind, act, {capture: true, once: true});
    const there = () => [...document.querySelectorAll("h1, p")].some(each =>
        each.textContent.trim() === said && each.checkVisibility());
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


@contextmanager
def looked_at(browser: Browser, server: Server, path: str, said: str) -> Iterator[Page]:
    """Open a page afresh, as a browser does that has never seen it, and wait for what it says."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    try:
        page = context.new_page()
        page.goto(f"{server.address}/{path}", wait_until="commit")
        page.wait_for_function(THERE, arg=said, timeout=60_000)
        yield page
    finally:
        context.close()


def first(browser: Browser, command: list[str], folder: str, path: str, said: str) -> float:
    """The seconds from starting a server until a sentence and a chart are on the screen."""
    began = time.perf_counter()
    with served(command, folder) as server, looked_at(browser, server, path, said):
        return time.perf_counter() - began


def acting(page: Page, act: Callable[[], None], said: str) -> float:
    """The seconds from what a person does until a sentence is on the screen."""
    page.evaluate(WATCH, said)
    act()
    page.wait_for_function("() => window.waited !== null")
    waited = float(page.evaluate("() => window.waited")) / 1000
    quiet(page)  # what is still being drawn is no part of the next
    return waited


def leaving_out() -> list[tuple[str, str]]:
    """Answers to leave out, each alone: the question, and what is said without it."""
    standing = decision.evaluate(MODEL, CASE).standing
    found = []
    for name in CASE.answers:
        then = what_if(standing, [name])
        turned = " That changes the course." if then.course != standing.course else ""
        said = f"Without it {lead(MODEL, then)}.{turned}"
        found.append((MODEL.facts[name].ask, said))
    return found


def said_of(case: Case) -> str:
    """The verdict's sentence."""
    return headline(decision.evaluate(MODEL, case).finding)


def starts(browser: Browser, folder: str, token: str) -> None:
    """Print how long the first verdict takes."""
    result, said = f"result?{ADDRESS}={token}", said_of(CASE)
    still = [*RUN, str(Path(folder) / "still.py")]
    taken: dict[str, list[float]] = {name: [] for name in ("still", *OURS)}
    for _ in range(STARTS):
        taken["still"].append(first(browser, still, folder, "", "The value is 0."))
        for name, command in OURS.items():
            taken[name].append(first(browser, command, folder, result, said))
    for name in OURS:
        ratio = median(taken[name]) / median(taken["still"])
        print(
            f"`{name}`, from starting it until the first verdict and its chart are on the screen: "
            f"{ratio:.2f} × a trivial page with a sentence and a chart (1.3 or less wanted)"
        )


def changes(browser: Browser, folder: str, token: str) -> None:
    """Print how long a changed answer takes."""
    kinds = ("ours", "slider", "choice")
    mouse: dict[str, list[float]] = {kind: [] for kind in kinds}
    keyboard: dict[str, list[float]] = {kind: [] for kind in kinds}
    paths = {name: [*RUN, str(Path(folder) / f"{name}.py")] for name in ("slider", "choice")}
    zero = "The value is 0."
    with (
        served(OURS["decision app"], folder) as app,
        served(paths["slider"], folder) as sliding,
        served(paths["choice"], folder) as choosing,
        looked_at(browser, app, f"change?{ADDRESS}={token}", said_of(CASE)) as page,
        looked_at(browser, sliding, "", zero) as slider,
        looked_at(browser, choosing, "", zero) as choice,
    ):
        page.get_by_text("Leave out answers of your own choice").click()
        quiet(page)
        thumb = slider.locator("[data-testid=stSlider] input")
        track = slider.locator("[data-testid=stSlider] [role=group] > div").bounding_box()
        assert track is not None
        for count, (ask, said) in enumerate(leaving_out()):
            tick = page.locator("[data-testid=stCheckbox]", has_text=ask)
            at, then = 2 * count + 1, 2 * count + 2  # where the slider and the choice go on to
            x, y = track["x"] + track["width"] * at / STEPS, track["y"] + track["height"] / 2
            option = choice.locator("[data-testid=stRadio] label", has_text=str(at)).first
            values = f"The value is {at}.", f"The value is {then}."

            mouse["ours"].append(acting(page, tick.locator("label").click, said))
            acting(page, tick.locator("label").click, NOTHING)  # the next is left out alone
            mouse["slider"].append(acting(slider, partial(slider.mouse.click, x, y), values[0]))
            mouse["choice"].append(acting(choice, option.click, values[0]))

            tick.locator("input").focus()
            keyboard["ours"].append(acting(page, partial(page.keyboard.press, "Space"), said))
            acting(page, partial(page.keyboard.press, "Space"), NOTHING)
            thumb.focus()
            press = partial(slider.keyboard.press, "ArrowRight")
            keyboard["slider"].append(acting(slider, press, values[1]))
            press = partial(choice.keyboard.press, "ArrowDown")  # it has had the keyboard before
            keyboard["choice"].append(acting(choice, press, values[1]))
    for by, taken in (("mouse", mouse), ("keyboard", keyboard)):
        slid, chosen = (median(taken["ours"]) / median(taken[kind]) for kind in kinds[1:])
        print(
            f"an answer left out on What would change it, by {by}, until the new verdict is on "
            f"the screen: {slid:.2f} × a trivial page with one slider, a sentence and a chart "
            f"(1.5 or less wanted); {chosen:.2f} × one with a choice in place of the slider"
        )


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        os.environ |= kept_in(folder)  # the drafts that are made here are the app's
        for name, text in TRIVIAL.items():
            (Path(folder) / f"{name}.py").write_text(text, encoding="utf-8")
        token = new_token()
        Drafts().save(token, CASE, None)
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        starts(browser, folder, token)
        changes(browser, folder, token)
        browser.close()


if __name__ == "__main__":
    main()
