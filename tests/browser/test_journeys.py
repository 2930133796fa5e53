"""A PACS manager's first twenty minutes, in a real browser."""

from __future__ import annotations

import urllib.request
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from decision import evaluate, examples, load_case
from decision.sentences.explanation import headline
from tests.browser.conftest import OpenPage as Open
from tests.browser.conftest import at_rest, example_in
from tests.served import Server
from tests.shipped_model import MODEL


def _example(page: Page, name: str) -> None:
    page.get_by_text("Examples", exact=True).click()
    page.locator(f".st-key-example-{name} button").click()
    # The site's own name: the count of answers stands there before the example has opened.
    opened = str(load_case(examples()[name], MODEL).site.name)
    expect(page.locator(".st-key-whose")).to_have_text(opened, timeout=20_000)


@pytest.mark.parametrize(("width", "height", "part"), [(1440, 900, 1), (390, 844, 0.6)])
def test_the_verdict_and_its_picture_stand_above_the_fold(
    open_page: Open, token: str, width: int, height: int, part: float
) -> None:
    """A phone shows the part of the picture in which the courses that are compared stand."""
    page = open_page(f"result?{token}", width, height)
    said = headline(evaluate(MODEL, load_case(examples()["invented-complete"], MODEL)).finding)
    expect(page.locator("h1").first).to_have_text(said, timeout=20_000)
    picture = page.locator("[data-testid=stVegaLiteChart]").first
    expect(picture).to_be_visible()
    at_rest(page)
    box = picture.bounding_box()
    assert box is not None
    assert box["y"] + part * box["height"] <= height
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("server", ["decision app", "streamlit run"], indirect=True)
def test_answers_survive_a_refresh_and_a_restart(open_page: Open, server: Server) -> None:
    page = open_page()
    key = next(name for name, fact in MODEL.facts.items() if fact.key and fact.answers)
    says = next(iter(MODEL.facts[key].answers.values())).says
    counted = f"1 of {len(MODEL.facts)} questions answered"
    page.locator(f".st-key-question-{key}").get_by_text(says, exact=True).click()
    expect(page.locator("[data-testid=stSidebar]")).to_contain_text(counted, timeout=20_000)
    page.reload()
    expect(page.locator("[data-testid=stSidebar]")).to_contain_text(counted, timeout=20_000)
    server.stop()
    expect(page.get_by_role("heading", name="The tool doesn't answer")).to_be_visible()
    expect(page.get_by_text("Is Streamlit still running?")).to_be_hidden()
    server.start()
    page.reload()
    page.wait_for_selector("h1", timeout=30_000)
    expect(page.locator("[data-testid=stSidebar]")).to_contain_text(counted, timeout=20_000)


def test_the_browsers_back_button_goes_back_one_page(open_page: Open) -> None:
    page, said = open_page(), []
    for lead in (
        page.get_by_role("button", name="See the result"),
        page.locator(".st-key-menu").get_by_role("link", name="What matters"),
    ):
        at_rest(page)
        said.append(page.locator("h1").first.inner_text())
        lead.click()
        expect(page.locator("h1").first).not_to_have_text(said[-1], timeout=20_000)
    for title in reversed(said):
        at_rest(page)
        page.go_back()
        expect(page.locator("h1").first).to_have_text(title, timeout=20_000)


def test_a_saved_file_opens_again(open_page: Open, tmp_path: Path) -> None:
    page = open_page()
    _example(page, "six-specialties")
    with page.expect_download() as download:
        page.locator(".st-key-save button").click()
    path = tmp_path / "case.yaml"
    download.value.save_as(path)
    saved = load_case(path, MODEL)
    assert saved.answers == load_case(examples()["six-specialties"], MODEL).answers
    other = open_page()
    other.get_by_text("Open a case", exact=True).click()
    other.wait_for_selector(
        "[data-testid=stSidebar] [data-testid=stFileUploaderDropzoneInput]", state="attached"
    )
    at_rest(other)  # an upload in the moment in which its drawer opens is lost
    other.locator("[data-testid=stFileUploaderDropzoneInput]").first.set_input_files(path)
    sidebar = other.locator("[data-testid=stSidebar]")
    expect(sidebar).to_contain_text(str(saved.site.name), timeout=20_000)


def test_a_file_that_misses_the_last_change_is_never_called_whole(open_page: Open) -> None:
    page = open_page()
    page.get_by_role("button", name="Name of the site, role, date").click()
    page.locator(".st-key-in-site-name input").click()
    at_rest(page)  # what has just opened is still being made
    page.keyboard.type("Northmoor")
    with page.expect_download() as saved:  # the click and what was typed reach the app together
        page.locator(".st-key-save button").click()
    whole = "Northmoor" in Path(saved.value.path()).read_text(encoding="utf-8")
    told = "in your file as it stands" if whole else "does not hold your last change"
    sidebar = page.locator("[data-testid=stSidebar]")
    expect(sidebar).to_contain_text(told, timeout=20_000)
    with page.expect_download() as again:
        page.locator(".st-key-save button").click()
    assert "Northmoor" in Path(again.value.path()).read_text(encoding="utf-8")
    expect(sidebar).to_contain_text("in your file as it stands", timeout=20_000)


def test_a_bad_file_is_explained_and_nothing_is_lost(
    open_page: Open, server: Server, tmp_path: Path
) -> None:
    page = open_page(f"?{example_in(server, 'asker')}")
    path = tmp_path / "bad.yaml"
    path.write_text("site: {name: X}\nanswers: {clinical-lead: 30%}\n", encoding="utf-8")
    page.get_by_text("Open a case", exact=True).click()
    page.wait_for_selector(
        "[data-testid=stSidebar] [data-testid=stFileUploaderDropzoneInput]", state="attached"
    )
    at_rest(page)  # an upload in the moment in which its drawer opens is lost
    page.locator("[data-testid=stFileUploaderDropzoneInput]").first.set_input_files(path)
    sidebar = page.locator("[data-testid=stSidebar]")
    expect(sidebar).to_contain_text("line 2", timeout=20_000)
    expect(sidebar).to_contain_text("30%")
    expect(sidebar).to_contain_text(str(load_case(examples()["asker"], MODEL).site.name))
    assert "Traceback" not in page.content()


def test_a_click_on_a_bar_shows_its_arithmetic(open_page: Open, token: str) -> None:
    page = open_page(f"result?{token}")
    bars = page.locator(".st-key-chart-reasons")
    expect(bars.locator("svg.marks")).to_be_visible(timeout=20_000)
    at_rest(page)
    bars.scroll_into_view_if_needed()
    # The last bar is the widest of those for the second side.
    bars.locator("svg.marks path[aria-roledescription=bar]").last.click()
    criterion = page.locator(".st-key-in-detail")
    expect(criterion).not_to_contain_text("Clinical responsiveness", timeout=10_000)


def test_an_outside_host_name_is_refused(server: Server) -> None:
    import http.client

    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
    connection.request(
        "GET",
        "/_stcore/stream",
        headers={
            "Host": "evil.example",
            "Origin": "http://evil.example",
            "Connection": "Upgrade",
            "Upgrade": "websocket",
            "Sec-WebSocket-Version": "13",
            "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
        },
    )
    assert connection.getresponse().status in (400, 403)


def test_the_launcher_sends_its_headers(server: Server) -> None:
    with urllib.request.urlopen(server.address, timeout=10) as response:
        headers = response.headers
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
