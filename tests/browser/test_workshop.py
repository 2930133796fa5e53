"""A workshop on a real server: a phone's whole way, and what no phone may do."""

from __future__ import annotations

import os
import socket
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from http import HTTPStatus
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser, Page, expect
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from decision.serving.launch import HEADERS
from tests.browser.conftest import SLIDES, at_rest, serious
from tests.served import Workshop

PHONE = {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def shared(host: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workshop]:
    """One that no test changes."""
    with Workshop(host, tmp_path_factory.mktemp("data")) as running:
        running.do("make")
        yield running


# A phone's whole way


def _next(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).click()


# The contrast of each disabled button's text with what is behind it: axe leaves these out, but
# such a button says here what is still to do.
CONTRASTS = """
() => {
  const numbers = colour => colour.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b]
    .map(c => c / 255)
    .map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
    .reduce((sum, c, place) => sum + c * [0.2126, 0.7152, 0.0722][place], 0);
  return [...document.querySelectorAll("button:disabled")].filter(each => each.innerText.trim())
    .map(button => {
      let behind = button;
      const see_through = part => (numbers(getComputedStyle(part).backgroundColor)[3] ?? 1) === 0;
      while (behind.parentElement && see_through(behind)) behind = behind.parentElement;
      const text = button.querySelector("p") ?? button;
      const pair = [
        light(numbers(getComputedStyle(text).color)),
        light(numbers(getComputedStyle(behind).backgroundColor)),
      ].sort((a, b) => b - a);
      return (pair[0] + 0.05) / (pair[1] + 0.05);
    });
}
"""


def _fits(page: Page) -> None:
    assert all(contrast >= 4.5 for contrast in page.evaluate(CONTRASTS))
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollTop") == 0
    assert serious(page) == []


def test_a_phone_joins_votes_outlives_a_crash_and_sees_the_round(
    browser: Browser, workshop: Workshop
) -> None:
    workshop.do("make")
    link = workshop.do("open")["link"]
    context = browser.new_context(viewport=PHONE, has_touch=True, is_mobile=True)  # type: ignore[arg-type]
    page = context.new_page()
    strays: list[str] = []
    page.on(
        "request",
        lambda request: (
            None
            if request.url.startswith((workshop.address, "data:", "blob:"))
            else strays.append(request.url)
        ),
    )
    title = page.locator("h1").first
    page.goto(f"{workshop.address}/join?join={link}")
    expect(title).to_have_text("PACS workshop", timeout=30_000)
    assert page.locator("[data-testid=stSidebar]").count() == 0
    page.get_by_text("Radiographer", exact=True).click()
    _next(page, "Join")

    expect(page.get_by_text("Step 1 of 3")).to_be_visible(timeout=20_000)
    _fits(page)
    page.get_by_text("Staffing gaps", exact=True).click()
    go_on = page.get_by_role("button", name="Next", exact=True)
    expect(go_on).to_be_in_viewport()
    expect(go_on).to_be_enabled()
    go_on.click()
    expect(page.get_by_text("Step 2 of 3")).to_be_visible()
    _fits(page)
    page.get_by_text("Out-of-hours cover", exact=True).click()
    page.get_by_text("Transition", exact=True).click()
    _next(page, "Next (2 ticked)")
    expect(page.get_by_text("Step 3 of 3")).to_be_visible()
    _fits(page)
    page.get_by_role("slider").first.press("ArrowRight")
    page.wait_for_timeout(SLIDES)
    at_rest(page)
    page.reload()
    expect(page.get_by_role("slider").first).to_have_value("55", timeout=20_000)
    _next(page, "Send my ballot")
    expect(title).to_have_text("Your ballot is in", timeout=20_000)
    assert workshop.do("turnout") == [1, "open", 1, 1]

    workshop.kill()
    workshop.start()
    page.reload()
    expect(title).to_have_text("Your ballot is in", timeout=30_000)
    page.get_by_text("What you gave").click()
    expect(page.get_by_role("row", name="Out-of-hours cover 55")).to_be_visible()
    assert workshop.do("turnout") == [1, "open", 1, 1]

    workshop.do("fill 8")
    workshop.do("close")
    _next(page, "Look again")
    expect(title).to_have_text("Round 1 is closed")
    workshop.do("reveal")
    _next(page, "Look again")
    expect(title).to_have_text("Round 1: how the room weighs")
    picture = page.locator("[data-testid=stVegaLiteChart]")
    expect(picture).to_be_visible(timeout=20_000)
    expect(page.get_by_text("You differ most on Staffing gaps")).to_be_visible()
    _fits(page)

    workshop.do("open")
    _next(page, "Look again")
    expect(page.get_by_text("You start from your ballot of round 1")).to_be_visible()
    expect(page.get_by_role("slider").first).to_have_value("55")
    context.close()
    assert strays == []


def test_a_link_on_a_phone_leads_nowhere_else(browser: Browser, shared: Workshop) -> None:
    context = browser.new_context(viewport=PHONE)  # type: ignore[arg-type]
    page = context.new_page()
    for path in ("", "result", "workshop", "screen", "site", "join?me=x", "no-such-page"):
        page.goto(f"{shared.address}/{path}")
        expect(page.locator("h1").first).to_have_text("PACS workshop", timeout=30_000)
        assert page.locator("[data-testid=stSidebar]").count() == 0
        assert page.locator("[data-testid=stFileUploader]").count() == 0
    context.close()


# The room's screen


PROJECTORS = ((1280, 720), (1440, 900), (1920, 940), (1920, 1080))


def test_the_rooms_screen_is_read_from_the_back_and_fits(
    browser: Browser, workshop: Workshop
) -> None:
    page = browser.new_page()
    page.goto(f"http://127.0.0.1:{workshop.port}/screen?{workshop.key}")
    title = page.locator(".st-key-room-screen h1").first
    for word, said in (
        ("", "No workshop is open."),
        ("make", "Welcome."),
        ("open", "Round 1 is open."),
        ("fill 5", "Round 1 is open."),
        ("close", "Round 1 is closed."),
        ("reveal", "Round 1 is revealed."),
    ):
        if word:
            workshop.do(word)
        expect(title).to_have_text(said, timeout=30_000)
        for width, height in PROJECTORS:
            page.set_viewport_size({"width": width, "height": height})
            at_rest(page)  # what stood there before is still on the page for a moment
            assert_read_and_whole(page, min(width / 1280, height / 720))
    page.close()


def assert_read_and_whole(page: Page, larger: float) -> None:
    """Hold the letters to what the back row reads, on a screen so many times 720 pixels high."""
    title = page.locator(".st-key-room-screen h1").first
    now = page.locator(".st-key-room-words p").first
    for part, least in ((title, 44), (now, 30)):
        size = float(part.evaluate("part => parseFloat(getComputedStyle(part).fontSize)"))
        assert size * part.evaluate("part => part.currentCSSZoom ?? 1") >= least * larger
    main = page.locator("[data-testid=stMain]")
    assert main.evaluate("main => main.scrollHeight <= main.clientHeight + 1")
    assert main.evaluate("main => main.scrollWidth <= main.clientWidth")


# Double taps

_STEP = 1 if "DOUBLE_TAPS" in os.environ else 3  # else every third gap
GAPS = (0, 50, 100, 150, 200, 250, 300, 400)[::_STEP]  # milliseconds between two taps of one thumb
TIMES = int(os.environ.get("DOUBLE_TAPS", 1))  # how often each button is tapped twice at each gap
# For each page: when each touch began.
TAPS = "addEventListener('touchstart', tap => (window.taps ??= []).push(tap.timeStamp), true)"


def _tap_twice(page: Page, name: str, gap: int) -> str:
    """Tap twice where a button stands, whatever stands there by the second tap; say what was done.

    The second tap comes later than it should on a busy machine, so the true time is said too.
    """
    button = page.get_by_role("button", name=name)
    expect(button).to_be_enabled(timeout=20_000)
    button.scroll_into_view_if_needed()
    at_rest(page)  # what has just come up takes no tap; nobody is as quick
    box = button.bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.touchscreen.tap(x, y)
    if gap:
        page.wait_for_timeout(gap)
    page.touchscreen.tap(x, y)
    first, second = page.evaluate("window.taps.slice(-2)")
    return f"{name}, {second - first:.0f} ms apart"


def _settled(page: Page, text: str, done: str) -> None:
    """Hold that a screen is there and stays, with no word of a fault."""
    expect(page.get_by_text(text).first, done).to_be_visible(timeout=20_000)
    at_rest(page)
    expect(page.get_by_text(text).first, done).to_be_visible()
    assert page.get_by_text("went wrong").or_(page.get_by_text("was not sent")).count() == 0
    assert page.locator("[data-testid=stException]").count() == 0


def test_a_button_tapped_twice_is_a_button_tapped_once(
    browser: Browser, workshop: Workshop
) -> None:
    """A phone for each gap, all at once. Set the variable DOUBLE_TAPS to 12 for the whole of it."""
    workshop.do("make")
    link = workshop.do("open")["link"]
    for turn in range(1, TIMES + 1):
        phones = {gap: _phone(browser, f"{workshop.address}/join?join={link}") for gap in GAPS}

        def tap_twice(name: str, then: str, phones: dict[int, Page] = phones) -> None:
            done = [_tap_twice(page, name, gap) for gap, page in phones.items()]
            for page, what in zip(phones.values(), done, strict=True):
                _settled(page, then, what)

        for page in phones.values():
            page.get_by_text("Radiographer", exact=True).click(timeout=30_000)
        tap_twice("Join", "Step 1 of 3")
        for page in phones.values():
            assert page.get_by_role("radio", checked=True).count() == 0
            page.get_by_text("Staffing gaps", exact=True).click()
        tap_twice("Next", "Step 2 of 3")
        for page in phones.values():
            assert page.get_by_role("checkbox", checked=True).count() == 0
            page.get_by_text("Out-of-hours cover", exact=True).click()
            page.get_by_text("Transition", exact=True).click()
        tap_twice("Next (2 ticked)", "Step 3 of 3")
        tap_twice("Send my ballot", "Your ballot is in")
        tap_twice("Change it", "Step 3 of 3")
        for page in phones.values():
            for slider in page.get_by_role("slider").all():
                expect(slider).to_have_value("50")
            page.context.close()
        every = turn * len(GAPS)
        assert workshop.do("turnout") == [1, "open", every, every]


def _phone(browser: Browser, address: str) -> Page:
    context = browser.new_context(viewport=PHONE, has_touch=True, is_mobile=True)  # type: ignore[arg-type]
    context.add_init_script(TAPS)
    page = context.new_page()
    page.goto(address)
    return page


# What no phone may do


def seen(
    workshop: Workshop,
    page: str = "",
    query: str = "",
    to: str | None = None,
    name: str | None = None,
    **headers: str,
) -> str:
    """What a session of one's own making is shown, as text: all that the server sent.

    Args:
        workshop: the server.
        page: the page that is asked for.
        query: what stands in the address.
        to: the address that is connected to; the one in the room where it is left out.
        name: what the server is called in the request; the address where it is left out.
        headers: more of them.
    """
    to = to or workshop.host
    link = socket.create_connection((to, workshop.port), timeout=10)
    asked = BackMsg()
    asked.rerun_script.query_string = query
    asked.rerun_script.page_name = page
    found: list[str] = []
    more = {key.replace("_", "-"): value for key, value in headers.items()}
    url = f"ws://{name or to}:{workshop.port}/_stcore/stream"
    with connect(url, sock=link, additional_headers=more, proxy=None, max_size=None) as stream:
        stream.send(asked.SerializeToString())
        while True:
            message = ForwardMsg()
            answer = stream.recv(timeout=30)
            assert isinstance(answer, bytes)
            message.ParseFromString(answer)
            found.append(str(message))
            if message.WhichOneof("type") == "script_finished":
                return "\n".join(found)


def is_facilitators(text: str) -> bool:
    """Whether what was shown is the facilitator's; it is always one or the other."""
    ours, phones = "Save the case as a file" in text, "Only your role and your ballot" in text
    assert ours != phones
    assert ours == ("Start a new case" in text)
    assert ours == ("?work=" in text or "work=" in text)
    return ours


def test_this_machine_has_the_pages_and_a_phone_has_one(shared: Workshop) -> None:
    assert is_facilitators(seen(shared, query=shared.key, to="127.0.0.1"))
    assert not is_facilitators(seen(shared, to="127.0.0.1"))  # somebody else on this machine
    for page in ("", "join", "result", "workshop", "screen", "site", "weights", "pack"):
        assert not is_facilitators(seen(shared, page))


@pytest.mark.parametrize(
    "headers",
    [
        {"X_Forwarded_For": "127.0.0.1"},
        {"X_Forwarded_For": "127.0.0.1", "X_Real_IP": "127.0.0.1", "Forwarded": "for=127.0.0.1"},
        {"X_Peer_Address": "127.0.0.1"},
        {"X_Forwarded_Host": "127.0.0.1"},
    ],
)
def test_headers_make_nobody_the_facilitator(shared: Workshop, headers: dict[str, str]) -> None:
    assert not is_facilitators(seen(shared, **headers))
    assert not is_facilitators(seen(shared, name="127.0.0.1", **headers))
    assert not is_facilitators(seen(shared, name="localhost", **headers))


def test_what_a_proxy_on_this_machine_passes_on_is_refused(shared: Workshop) -> None:
    for query in ("", shared.key):
        with pytest.raises(InvalidStatus) as refusal:
            seen(shared, query=query, to="127.0.0.1", X_Forwarded_For="127.0.0.1")
        assert refusal.value.response.status_code == HTTPStatus.FORBIDDEN


def test_no_secret_opens_from_elsewhere_for_the_rooms_network_would_carry_it(
    shared: Workshop,
) -> None:
    secret = shared.do("secret")
    for query in (urlencode({"chair": secret}), shared.key):
        assert not is_facilitators(seen(shared, "workshop", query))
        assert is_facilitators(seen(shared, "workshop", query, to="127.0.0.1"))
    for wrong in ("", "x", secret[:-1], secret.lower() + "_", "A" * 100_000):
        query = urlencode({"chair": wrong, "key": wrong})
        assert not is_facilitators(seen(shared, "workshop", query, to="127.0.0.1"))


@pytest.mark.parametrize("name", ["evil.example", "192.0.2.199", "127.0.0.1.evil.example"])
def test_an_unknown_name_is_refused(shared: Workshop, name: str) -> None:
    with pytest.raises(InvalidStatus) as refusal:
        seen(shared, name=name)
    assert refusal.value.response.status_code == HTTPStatus.FORBIDDEN
    assert fetched(shared, "/", Host=name)[0] == HTTPStatus.FORBIDDEN


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "http://127.0.0.1:1"])
def test_another_site_is_refused(shared: Workshop, origin: str) -> None:
    with pytest.raises(InvalidStatus) as refusal:
        seen(shared, Origin=origin)
    assert refusal.value.response.status_code == HTTPStatus.FORBIDDEN
    own = f"http://{shared.host}:{shared.port}"
    assert not is_facilitators(seen(shared, Origin=own))


def fetched(
    workshop: Workshop, path: str, method: str = "GET", to: str | None = None, **headers: str
) -> tuple[int, dict[str, str]]:
    """The status of a request, and the headers of its answer."""
    more = {key.replace("_", "-"): value for key, value in headers.items()}
    request = urllib.request.Request(
        f"http://{to or workshop.host}:{workshop.port}{path}", headers=more, method=method
    )
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.status, {key.lower(): value for key, value in answer.headers.items()}
    except urllib.error.HTTPError as error:
        return error.code, {key.lower(): value for key, value in error.headers.items()}


@pytest.mark.parametrize("path", ["/", "/join", "/_stcore/health", "/_stcore/metrics", "/static/x"])
@pytest.mark.parametrize("to", [None, "127.0.0.1"])
def test_the_headers_are_on_every_answer(shared: Workshop, path: str, to: str | None) -> None:
    _, headers = fetched(shared, path, to=to)
    for name, value in HEADERS.items():
        assert headers[name.lower()] == value


def test_a_phone_uploads_nothing(workshop: Workshop) -> None:
    workshop.do("make")
    for path in (
        "/_stcore/upload_file/a/b",
        "/_stcore/metrics",
        "/%5fstcore/upload_file/a/b",
        "/_stcore//upload_file/a/b",
    ):
        for method in ("GET", "PUT", "POST", "DELETE"):
            assert fetched(workshop, path, method)[0] == HTTPStatus.FORBIDDEN
    assert fetched(workshop, "/_stcore/metrics", to="127.0.0.1")[0] == HTTPStatus.OK


def test_nothing_listens_but_on_the_two_addresses(shared: Workshop) -> None:
    if sys.platform != "linux":
        pytest.skip("only Linux answers to 127.0.0.2 without being told to")
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.2", shared.port), timeout=5)
