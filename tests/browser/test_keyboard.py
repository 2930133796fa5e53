"""Every job by the keyboard alone: reached, in order, seen, and never a trap."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page, expect

from decision import examples, load_case
from tests.browser.conftest import SLIDES, at_rest
from tests.browser.keyboard import Keys
from tests.browser.test_workshop import PHONE
from tests.served import Workshop
from tests.shipped_model import MODEL

WHOLE = load_case(examples()["invented-complete"], MODEL)
EVERY = len(MODEL.facts)
Open = Callable[..., Page]


def test_a_folded_menu_is_no_stop_and_opens_and_folds_again(open_page: Open) -> None:
    page = open_page("result", width=720, height=450)  # 1440 at 200%
    keys = _at(page)
    menu = page.locator("[data-testid=stSidebar]")
    expect(menu).to_have_attribute("data-collapsed", "true")
    keys.tab_to("Skip to main content")
    keys.tab_to("Expand sidebar")
    assert not any(stop.name == "Your site" for stop in keys.walk())
    keys.tab_to("Expand sidebar")
    keys.press("Enter")
    expect(menu).to_have_attribute("data-collapsed", "false")
    at_rest(page)  # it slides in
    keys.tab_to("Record", "link", back=True)
    keys.press("Enter")
    expect(_title(page)).to_have_text("Record", timeout=20_000)
    keys.tab_to("Collapse sidebar", back=True)
    keys.press("Enter")
    expect(menu).to_have_attribute("data-collapsed", "true")


def _title(page: Page) -> Locator:
    return page.locator("[data-testid=stMain] h1").first


def _sidebar(page: Page) -> Locator:
    return page.locator("[data-testid=stSidebar]")


def _at(page: Page) -> Keys:
    """Sit down at a page that has come to rest."""
    at_rest(page)
    return Keys(page)


def _whole_example(page: Page) -> Keys:
    keys = _at(page)
    keys.tab_to("Examples")
    keys.press("Enter")
    at_rest(page)  # what is in it is made now
    keys.tab_to(str(WHOLE.site.name))
    keys.press("Enter")
    expect(_sidebar(page)).to_contain_text(f"{EVERY} of {EVERY} questions answered", timeout=20_000)
    at_rest(page)
    return keys


def _go(keys: Keys, name: str, title: str | None = None) -> None:
    """Choose a page from the menu, and skip what stands before it."""
    keys.tab_to(name, "link", back=True)
    keys.press("Enter")
    if title != "":
        expect(_title(keys.page)).to_have_text(title or name, timeout=20_000)
    at_rest(keys.page)
    keys.tab_to("Skip to main content", back=True)
    keys.press("Enter")


def test_an_answer_a_weight_and_what_they_come_to(open_page: Open) -> None:
    page = open_page()
    keys = _whole_example(page)
    _go(keys, "Your site", MODEL.title)
    keys.tab_to("All other answers")
    keys.press("Enter")
    at_rest(page)
    keys.tab_to("Most telling first")
    keys.press("ArrowRight", "Enter")
    at_rest(page)
    fact = MODEL.facts["team-now"]
    before = fact.answers[str(WHOLE.answers["team-now"])].says
    keys.tab_to(before, "radio")
    keys.press("ArrowDown")
    at_rest(page)
    stop = keys.here()
    assert stop is not None
    assert (stop.role, stop.name != before, stop.faults) == ("radio", True, "")
    assert page.locator(".st-key-in-answers-team-now input:checked").count() == 1

    _go(keys, "What matters")
    keys.tab_to("Change them", "button")
    keys.press("Enter")
    at_rest(page)
    keys.tab_to("Out-of-hours cover", "slider")
    was = page.evaluate("document.activeElement.value")
    keys.press("ArrowLeft")
    page.wait_for_timeout(SLIDES)
    at_rest(page)
    assert float(page.evaluate("document.activeElement.value")) < float(was)
    keys.tab_to("Use these weights", "button")
    keys.press("Enter")
    expect(page.get_by_role("button", name="See the result")).to_be_visible(timeout=20_000)

    _go(keys, "Result", "")
    expect(_title(page)).to_contain_text(re.compile("Radiology|Digital"), timeout=20_000)
    keys.tab_to("As a table")
    keys.press("Enter")
    table = page.get_by_role("dialog", name="As a table")
    expect(table).to_be_visible()
    keys.press("Escape")
    expect(table).to_have_count(0)
    stop = keys.here()
    assert stop is not None
    assert stop.name == "As a table"
    keys.tab_to("The arithmetic of one criterion")
    keys.press("Enter")
    at_rest(page)
    keys.tab_to("Criterion")
    keys.press("ArrowDown", "ArrowDown", "Enter")
    at_rest(page)
    keys.tab_to(MODEL.options["radiology"].name, "tab")
    keys.press("ArrowRight")
    keys.tab_to("Evidence (")
    keys.press("Enter")
    expect(page.get_by_role("tabpanel").get_by_text("Source:").first).to_be_visible()

    _go(keys, "What would change it")
    keys.tab_to("Leave out answers")
    keys.press("Enter")
    at_rest(page)
    keys.tab_to(fact.ask, "checkbox")
    keys.press("Space")
    expect(page.locator(".st-key-left-out")).to_contain_text("Without it ", timeout=20_000)
    keys.tab_to("Take these answers out of the case")
    keys.tab_to("Leave out answers", back=True)  # what stays in sight lies over no stop
    keys.tab_to("Take these answers out of the case")
    keys.press("Enter")
    counted = f"{EVERY - 1} of {EVERY} questions answered"
    expect(_sidebar(page)).to_contain_text(counted, timeout=20_000)


def test_a_case_is_saved_and_opened(open_page: Open, tmp_path: Path) -> None:
    page = open_page()
    keys = _whole_example(page)
    keys.tab_to("Save the case as a file", back=True)
    with page.expect_download() as download:
        keys.press("Enter")
    path = tmp_path / "case.yaml"
    download.value.save_as(path)
    assert load_case(path, MODEL).answers == WHOLE.answers
    other = open_page()
    other.on("filechooser", lambda _: None)  # told only now, the browser may open its own
    keys = _at(other)
    keys.tab_to("Open a case")
    keys.press("Enter")
    at_rest(other)
    keys.tab_to("Upload")
    with other.expect_file_chooser() as chooser:
        keys.press("Enter")
    chooser.value.set_files(path)
    expect(_sidebar(other)).to_contain_text(str(WHOLE.site.name), timeout=20_000)


def test_the_board_paper_is_made_and_downloaded(open_page: Open, token: str) -> None:
    page = open_page(f"pack?{token}")
    keys = _at(page)
    keys.tab_to("For consultation", "radio")
    keys.press("ArrowRight")
    at_rest(page)
    keys.tab_to("Make the paper")
    keys.press("Enter")
    expect(page.get_by_role("button", name="Download the paper")).to_be_visible(timeout=60_000)
    at_rest(page)
    keys.tab_to("Download the paper")
    with page.expect_download() as download:
        keys.press("Enter")
    assert download.value.suggested_filename.endswith(".docx")


def test_a_decision_a_point_and_a_score_are_put_on_record(open_page: Open) -> None:
    page = open_page()
    keys = _whole_example(page)
    _go(keys, "Record")
    keys.tab_to("Which option was decided on?")
    keys.press("ArrowDown", "ArrowDown", "Enter")
    at_rest(page)
    keys.tab_to("Decided by")
    keys.type("The board")
    keys.tab_to("Why")
    keys.type("It was the best")
    keys.tab_to("How success")
    at_rest(page)
    keys.tab_to("day, Date of the decision", back=True)
    keys.type("24112026")
    at_rest(page)

    keys.tab_to("Decision and versions", "tab", back=True)
    at_rest(page)  # the date is told as it is left, and the tabs are drawn again
    keys.press("ArrowRight")
    at_rest(page)
    keys.tab_to("Not yet answered", "radio")
    for _ in range(2):
        keys.press("ArrowRight")
        at_rest(page)
    keys.tab_to("Reason")
    keys.type("Nobody could be found")
    keys.tab_to("Your role, not your name")
    at_rest(page)  # the reason is told as it is left, and the point is drawn again
    keys.type("Chair")
    keys.press("Tab")
    at_rest(page)

    _go(keys, "Result", "")
    keys.tab_to("The arithmetic of one criterion")
    keys.press("Enter")
    at_rest(page)
    keys.tab_to("Overrule this score")
    keys.press("Enter")
    at_rest(page)
    keys.tab_to("Score, 0 to 100")
    keys.press("ArrowUp")
    keys.tab_to("The reason")
    keys.type("Seen at the site")
    keys.tab_to("Your role, not your name")
    keys.type("PACS manager")
    keys.tab_to("Overrule", "button")
    keys.press("Enter")
    expect(page.get_by_text("(overruled)").first).to_be_visible(timeout=20_000)

    keys.tab_to("Save the case as a file")
    with page.expect_download() as download:
        keys.press("Enter")
    case = load_case(download.value.path(), MODEL)
    assert case.decision is not None
    assert (case.decision.by, case.decision.because) == ("The board", "It was the best")
    assert case.decision.date == dt.date(2026, 11, 24)
    assert case.overrides[-1].by == "PACS manager"
    assert "Chair" in [said.by for said in case.conduct.values()]


def test_the_text_of_a_model_is_changed_and_checked_and_lets_tab_out(open_page: Open) -> None:
    page = open_page("about")
    keys = _at(page)
    keys.tab_to("Evidence", "tab")
    for part in ("The model on simulated sites", "From a table, or as a table"):
        keys.press("ArrowRight")  # a tab's own part is made once it is chosen
        expect(page.get_by_text(part)).to_be_visible(timeout=20_000)
        at_rest(page)
    keys.tab_to("Check the text, or write")
    keys.press("Enter")
    at_rest(page)
    keys.tab_to("The text of the model")
    keys.press("Control+End")
    keys.type("nonsense: 1")
    keys.tab_to("Check", "button")
    at_rest(page)
    keys.press("Enter")
    expect(page.get_by_text("nonsense").last).to_be_visible(timeout=20_000)
    keys.tab_to("The text of the model", back=True)
    keys.tab_to("Start from another text", back=True)


def test_a_facilitator_runs_a_round_with_turns_at_the_laptop(open_page: Open) -> None:
    page = open_page("workshop")
    keys = _at(page)
    keys.tab_to("Start the workshop", "button")
    keys.press("Enter")
    expect(page.get_by_role("button", name="Open the first round")).to_be_visible(timeout=20_000)
    _press(keys, "Open the first round", "Round 1 is open")
    keys.tab_to("At this laptop", "tab")
    keys.tab_to("Role of the next person")
    keys.press("ArrowDown", "ArrowDown", "Enter")
    at_rest(page)
    _press(keys, "Start their turn", "Step 1 of 3")
    _ballot(keys)
    expect(_title(page)).to_have_text("Thank you. Your ballot is in.", timeout=20_000)
    _press(keys, "Done", "1 ballot in")
    _press(keys, "Close round 1", "Round 1 is closed")
    _press(keys, "Reveal", "Once the room has talked")


def _press(keys: Keys, button: str, then: str) -> None:
    """Press a button, and wait for what comes of it."""
    keys.tab_to(button, "button")
    keys.press("Enter")
    expect(keys.page.get_by_text(then).first).to_be_visible(timeout=20_000)
    at_rest(keys.page)


def _ballot(keys: Keys) -> None:
    """Fill in a ballot from its first step, and send it."""
    keys.tab_to("Clinical responsiveness", "radio")
    keys.press("Space")
    expect(keys.page.get_by_role("button", name="Next", exact=True)).to_be_enabled()
    _press(keys, "Next", "Step 2 of 3")
    keys.tab_to("Staffing gaps", "checkbox")
    keys.press("Space")
    expect(keys.page.get_by_role("button", name="Next (1 ticked)")).to_be_visible()
    _press(keys, "Next (1 ticked)", "Step 3 of 3")
    keys.tab_to("Staffing gaps", "slider")
    keys.press("ArrowRight")
    keys.page.wait_for_timeout(SLIDES)
    at_rest(keys.page)
    assert keys.page.get_by_role("slider").input_value() == "55"
    keys.tab_to("Send my ballot")
    keys.press("Enter")


def test_a_phone_with_a_keyboard_votes(browser: Browser, workshop: Workshop) -> None:
    workshop.do("make")
    link = workshop.do("open")["link"]
    context = browser.new_context(viewport=PHONE)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(f"{workshop.address}/join?join={link}")
    expect(page.locator("h1").first).to_have_text("PACS workshop", timeout=30_000)
    keys = _at(page)
    keys.tab_to("Radiologist", "radio")
    keys.press("Space")
    expect(page.get_by_role("radio", name="Radiologist")).to_be_checked()
    _press(keys, "Join", "Step 1 of 3")
    _ballot(keys)
    expect(page.locator("h1").first).to_have_text("Your ballot is in", timeout=20_000)
    assert workshop.do("turnout") == [1, "open", 1, 1]
    at_rest(page)  # what has just come up takes no tap for a moment
    _press(keys, "Look again", "Your ballot is in")
    stops = list(keys.walk())
    context.close()
    assert [f"{stop}: {stop.faults}" for stop in stops if stop.faults] == []
