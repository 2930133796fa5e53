"""Your site in a real browser: nothing moves as it is answered, and the way to a first result."""

from __future__ import annotations

import os

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import OpenPage, at_rest
from tests.shipped_model import MODEL

SIZES = {"desk": (1440, 900), "phone": (390, 844)}
MOST = 5  # pixels that a question may move as it is answered
WAYS = [("desk", "keys"), ("phone", "mouse")]
if os.environ.get("EVERY_WAY"):  # a minute more, which the ordinary run doesn't spend
    WAYS += [("desk", "mouse"), ("phone", "keys")]
FACTS = MODEL.facts


def all_questions(page: Page) -> list[Locator]:
    """Open the drawer and show the questions of every subject; give each question's block."""
    page.get_by_text("more to make it firmer").click()
    page.get_by_text("By subject", exact=True).click()
    at_rest(page)
    chosen = page.locator(
        "[data-testid=stButtonGroup] button[aria-pressed=true], "
        "[data-testid=stButtonGroup] button[aria-checked=true]"
    )
    expect(chosen).to_have_count(2)  # the order, and in it the subject that is shown
    chosen.last.click()
    expect(page.locator("[class*='st-key-question-']")).to_have_count(len(FACTS))
    at_rest(page)
    return [page.locator(f".st-key-question-{name}") for name in FACTS]


def top(block: Locator) -> float:
    return float(block.evaluate("block => block.getBoundingClientRect().top"))


def in_the_middle(field: Locator) -> None:
    field.evaluate("field => field.scrollIntoView({block: 'center', behavior: 'instant'})")


def answer(page: Page, block: Locator, way: str) -> str:
    """Answer one question by mouse or by key; give what kind of field it was."""
    number = block.locator("[data-testid=stNumberInput] input")
    if number.count():
        in_the_middle(number)
        before = top(block)
        number.click() if way == "mouse" else number.focus()
        page.keyboard.type("3")
        page.keyboard.press("Enter")
    else:
        boxes, choices = block.locator("[data-testid=stCheckbox] label"), block.locator("label")
        if boxes.count():
            field = boxes.first
        else:
            field = choices.filter(has=page.locator("input[type=radio]")).first
        in_the_middle(field)
        before = top(block)
        if way == "mouse":
            field.click()
        else:
            field.locator("input").focus()
            page.keyboard.press("Space")
    at_rest(page)
    moved = abs(top(block) - before)
    assert moved <= MOST, f"{block.get_attribute('class')} moved by {moved:.0f} pixels by {way}"
    return "number" if number.count() else "choice"


@pytest.mark.parametrize(("size", "way"), WAYS)
def test_no_question_moves_as_it_is_answered(open_page: OpenPage, size: str, way: str) -> None:
    page = open_page("", *SIZES[size])
    blocks = all_questions(page)
    for block in blocks:
        answer(page, block, way)
    answered = len(FACTS) - sum(bool(fact.items) and not fact.answers for fact in FACTS.values())
    expect(page.locator("[data-testid=stSidebar]")).to_contain_text(
        f"{answered} of {len(FACTS)} questions answered"
    )


@pytest.mark.parametrize("size", SIZES)
def test_a_first_word_takes_six_clicks_and_a_screen_of_scrolling(
    open_page: OpenPage, size: str
) -> None:
    width, height = SIZES[size]
    page = open_page("", width, height)
    main = page.locator("[data-testid=stMain]")
    clicks = 0

    def click(field: Locator) -> None:
        nonlocal clicks
        field.click()
        clicks += 1
        at_rest(page)

    first = page.locator(".st-key-question-digital-readiness [role=radiogroup]")
    box = first.bounding_box()
    bar = page.locator(".st-key-status").bounding_box()
    assert box is not None
    assert bar is not None
    assert box["y"] + box["height"] <= bar["y"]  # the first question is there without scrolling
    click(page.locator(".st-key-question-digital-readiness").get_by_text("0 or 1 of 4 in place"))
    click(page.locator(".st-key-question-radiology-readiness").get_by_text("4 of 4 in place"))
    for name in ("vacancy", "driver"):
        block = page.locator(f".st-key-question-{name}")
        block.scroll_into_view_if_needed()
        click(block.get_by_text("not so", exact=True))
    scrolled = main.evaluate("main => main.scrollTop")
    assert scrolled <= height * (1 if size == "desk" else 2)
    expect(page.locator(".st-key-status")).to_contain_text("4 of 4 answered")
    click(page.get_by_role("button", name="See the result"))
    heading = page.locator(".st-key-finding h1")
    expect(heading).to_contain_text("On four answers and preset weights: probably PACS in")
    assert clicks <= 6
    bottom = heading.bounding_box()
    assert bottom is not None
    assert bottom["y"] + bottom["height"] <= height
