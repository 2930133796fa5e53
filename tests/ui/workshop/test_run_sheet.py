"""The run sheet: seven steps, their minutes, and one filled button that leads through them."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from decision.model.case import Case
from decision.serving import open_workshop
from decision.serving.open_workshop import Held
from decision.ui.workshop import run_sheet, shared_state
from tests.ui.conftest import Open, keys, texts
from tests.ui.rooms import vote

pytestmark = pytest.mark.usefixtures("empty_hall")


def filled(app: AppTest) -> list[str | None]:
    """The filled buttons of the page itself."""
    return [each.key for each in app.main.button if each.proto.type == "primary"]


def test_the_filled_button_leads_through_the_hour(open_app: Open, held: Held, case: Case) -> None:
    app = open_app("workshop", case)
    tokens: list[str] = []
    pressed: list[str] = []
    while True:
        (key,) = filled(app)
        assert key is not None
        pressed.append(key)
        if key == "round.pack":
            break
        if key == "round.close":
            vote(held, tokens=tokens)
        if key == "agree.do":
            app.text_area("agree.why").set_value("A fair picture")
        app.button(key).click().run()
        assert not app.error
    assert pressed == [
        "round.start", "round.facts", "round.open", "round.close", "round.reveal", "round.open",
        "round.close", "round.reveal", "round.show", "agree.do", "agree.take", "round.dissent",
        "round.end", "round.pack",
    ]  # fmt: skip


def test_the_hour_lets_people_join_and_its_step_is_kept(open_app: Open, held: Held) -> None:
    app = open_app("workshop")
    assert held.facilitator.keys().code is None
    app.button("round.start").click().run()
    assert held.facilitator.keys().code is not None
    assert "1 of 7. Rules and interests · 5 minutes left" in texts(app)
    app.button("round.facts").click().run()
    assert "2 of 7. The facts · 10 minutes left" in texts(app)
    app.button("round.rules").click().run()
    assert "1 of 7." in texts(app)
    assert "1 of 7." in texts(open_app("workshop"))  # another window, or a reload


def test_the_first_round_can_open_without_the_steps_before_it(open_app: Open, held: Held) -> None:
    app = open_app("workshop")
    app.button("round.open").click().run()
    assert "3 of 7. Weigh in silence · 10 minutes left" in texts(app)


def test_minutes_count_from_when_a_step_begins_and_not_from_each_act(
    open_app: Open, held: Held, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = 1000.0
    monkeypatch.setattr("time.monotonic", lambda: clock)
    run_sheet.do(held, "open")
    vote(held, 3)
    clock += 180
    run_sheet.do(held, "close")  # the same step still
    assert run_sheet.step_now(held).endswith("7 minutes left")
    run_sheet.do(held, "reveal")
    assert run_sheet.step_now(held) == "4 of 7. What divides the room · 15 minutes left"
    shared_state.lay_out(held, since=None)  # not known after the laptop has started again
    assert run_sheet.step_now(held) == "4 of 7. What divides the room"


def test_the_screen_opens_from_here_without_the_secret_in_its_address(
    open_app: Open, held: Held
) -> None:
    app = open_app("workshop")
    (link,) = [part.proto for part in app.get("link_button")]
    assert (link.label, link.url) == ("Open the room's screen", "/screen")
    app.session_state[open_workshop.ADDRESS] = held.secret
    assert not app.run().get("link_button")
    assert "round.open" in keys(app)
