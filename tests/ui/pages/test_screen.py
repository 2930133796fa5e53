"""The room's screen: nothing blind is ever on it, and who leads only once it may be seen."""

from __future__ import annotations

import base64
import random

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from decision import examples, load_case
from decision.charts import DARK, LIGHT
from decision.model.case import Case
from decision.model.decision_model import DecisionModel
from decision.serving import open_workshop
from decision.serving.open_workshop import Held
from decision.ui.widgets import display
from decision.ui.workshop import run_sheet, shared_state
from decision.workshop.access.addresses import spaced
from tests.ui.conftest import Open, go, keys, texts, type_weight
from tests.ui.rooms import ROLES, WROTE, advance, everything, held_open, vote


@pytest.fixture
def case(shipped_model: DecisionModel) -> Case:
    return load_case(examples()["invented-complete"], shipped_model)


@pytest.fixture
def held(shipped_model: DecisionModel, empty_hall: None) -> Held:
    return held_open(shipped_model)


@pytest.fixture
def doors(monkeypatch: pytest.MonkeyPatch, held: Held) -> None:
    open_workshop.open_doors("192.168.1.20", 8501)
    monkeypatch.setattr(open_workshop, "has_app", lambda: True)
    monkeypatch.setattr(open_workshop, "is_facilitator", lambda: True)


def drawings(app: AppTest) -> list[str]:
    """The SVG of each picture on the screen."""
    addresses = [part.proto.imgs[0].url for part in app.get("image")]
    return [base64.b64decode(each.partition(",")[2]).decode() for each in addresses]


@pytest.mark.usefixtures("empty_hall")
def test_without_a_workshop_it_says_so(open_app: Open) -> None:
    assert "No workshop is open." in texts(open_app("screen"))


@pytest.mark.usefixtures("doors")
def test_an_open_round_shows_the_way_in_and_the_turnout(open_app: Open, held: Held) -> None:
    keys = held.facilitator.open_round()
    vote(held, 3)
    app = open_app("screen")
    assert keys.code is not None
    assert spaced(keys.code) in texts(app)
    assert "192.168.1.20" in texts(app)
    assert "3 ballots in, 3 people joined" in texts(app)
    (image,) = app.get("image")
    assert "http://192.168.1.20:8501/join" in image.proto.imgs[0].alt


def test_a_blind_round_shows_numbers_of_people_and_nothing_else(open_app: Open, held: Held) -> None:
    held.facilitator.open_round()
    vote(held)
    app = open_app("screen")
    for close in (False, True):
        if close:
            held.facilitator.close_round()
            app.run()
            assert "Round 1 is closed." in texts(app)
            assert "14 ballots in, " in texts(app)
        said = everything(app)
        for secret in (WROTE, "Staffing gaps", "Radiology ahead", "Digital ahead", "87", "%"):
            assert secret not in said, secret
        assert not app.get("image")


def test_a_change_while_the_screen_is_drawn_is_shown_at_once(
    open_app: Open, held: Held, monkeypatch: pytest.MonkeyPatch
) -> None:
    held.facilitator.open_round()
    step_now = run_sheet.step_now

    def closed_meanwhile(room: Held) -> str:
        if room.room.turnout().state == "open":
            room.facilitator.close_round()
        return step_now(room)

    monkeypatch.setattr(run_sheet, "step_now", closed_meanwhile)
    assert "Round 1 is closed." in texts(open_app("screen"))


def test_a_second_blind_round_shows_nothing_of_the_first(
    open_app: Open, held: Held, case: Case
) -> None:
    tokens = advance(held, 1)
    open_app("workshop", case)
    held.facilitator.open_round()
    vote(held, tokens=tokens)
    app = open_app("screen")
    assert "Round 2 is open." in texts(app)
    assert "divides" not in everything(app)
    assert not app.get("image")


def test_a_revealed_round_shows_the_dots_and_not_who_leads(
    open_app: Open, held: Held, case: Case
) -> None:
    advance(held, 1)
    open_app("workshop", case)  # whose case it is
    shared_state.lay_out(held, result=True)  # too early, whoever asks
    app = open_app("screen")
    assert "What divides the room most: " in texts(app)
    assert "A dot for each of 14 people" in texts(app)
    assert "ahead" not in texts(app)
    assert len(app.get("image")) == 1
    assert "Staffing gaps" in everything(app)  # so a blind round's silence is no accident
    assert WROTE not in everything(app)


def test_a_ballot_taken_out_leaves_the_dots_though_it_was_no_extreme(
    open_app: Open, held: Held, case: Case
) -> None:
    held.facilitator.open_round()
    alike = {"weights": dict.fromkeys(held.room.settings.form.criteria, 50.0)}
    for place in range(5):
        held.room.submit(held.facilitator.seat("HR"), alike, f"request-{place}")
    held.facilitator.close_round()
    held.facilitator.reveal()
    open_app("workshop", case)
    app = open_app("screen")
    before = app.get("image")[0].proto.imgs[0].alt, drawings(app)
    held.facilitator.remove(held.facilitator.ballots(1)[0].id, "Sent twice")
    app.run()
    assert "A dot for each of 4 people" in texts(app)
    assert app.get("image")[0].proto.imgs[0].alt == before[0]
    assert drawings(app) != before[1]


def test_a_dark_theme_leaves_the_projectors_pictures_dark_on_white(
    open_app: Open, held: Held, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    advance(held, 2)
    workshop = open_app("workshop", case)
    light = drawings(open_app("screen"))
    st.cache_resource.clear()
    monkeypatch.setattr(display, "palette", lambda: DARK)
    workshop.run()
    assert drawings(open_app("screen")) == light
    workshop.button("round.show").click().run()
    (sides,) = drawings(open_app("screen"))
    assert DARK.ink not in sides
    assert LIGHT.ink in sides


def test_the_result_is_shown_after_the_second_round_if_chosen(
    open_app: Open, held: Held, case: Case
) -> None:
    advance(held, 2)
    workshop = open_app("workshop", case)
    screen = open_app("screen")
    assert "ahead" not in texts(screen)
    workshop.button("round.show").click().run()
    said = open_workshop.shown_result()
    assert said is not None
    screen.run()
    assert "of 14 people's own weights put" in texts(screen)
    assert "By the mean of people," in texts(screen)
    assert "own weights put" in said
    assert len(screen.get("image")) == 1
    workshop.button("round.weights").click().run()
    assert open_workshop.shown_result() is None
    assert "What divides the room most: " in texts(screen.run())


def test_the_room_is_shown_the_facilitators_case_and_not_another(
    open_app: Open, held: Held
) -> None:
    advance(held, 1)
    app = open_app("screen")  # a window of its own, and no facilitator's page yet
    assert "once the facilitator has the page Workshop open" in texts(app)
    assert not app.get("image")


def test_the_minutes_left_are_those_of_the_run_sheet(open_app: Open, held: Held) -> None:
    app = open_app("screen")
    assert "minutes left" not in texts(app)
    run_sheet.do(held, "start")
    assert "5 minutes left" in texts(app.run())


def test_no_earlier_case_is_offered_in_front_of_the_room(
    open_app: Open, held: Held, case: Case
) -> None:
    type_weight(open_app("weights"), "staffing-gaps", 60.0)  # a draft is kept
    offered = open_app("site")
    assert "resume" in keys(offered)
    assert "resume" not in keys(go(offered, "screen"))


@pytest.mark.parametrize("seed", range(3))
def test_whatever_is_done_the_screen_has_words_and_nothing_blind(
    open_app: Open, held: Held, case: Case, seed: int
) -> None:
    """Press buttons of the facilitator's page at random, and look at the screen after each."""
    draw, tokens = random.Random(seed), list[str]()
    workshop, screen = open_app("workshop", case), open_app("screen")
    for _ in range(16):
        turnout = held.room.turnout()
        if turnout.state == "open" and draw.random() < 0.7:
            vote(held, tokens=tokens)
        elif turnout.state == "revealed" and draw.random() < 0.15:
            for each in held.facilitator.ballots(turnout.round):
                held.facilitator.remove(each.id, "Sent by mistake")
        pressed = [key for key in keys(workshop.run()) if key and key.startswith("round.")]
        workshop.button(draw.choice(sorted(set(pressed) - {"round.pack"}))).click().run()
        screen.run()
        assert screen.title[0].value
        now = [part.value for part in (*screen.markdown, *screen.header)]
        assert any(text.endswith((".", "?")) for text in now)
        if held.room.turnout().state != "revealed":
            said = everything(screen)
            for secret in (WROTE, "87", "%", "ahead", "divides", *ROLES):
                assert secret not in said, secret
            assert not screen.get("image")


def test_nobody_but_the_facilitator_sees_the_screen(
    open_app: Open, held: Held, monkeypatch: pytest.MonkeyPatch
) -> None:
    held.facilitator.open_round()
    app = open_app("screen")
    assert "Round 1 is open." in texts(app)
    monkeypatch.setattr(open_workshop, "has_app", lambda: False)
    monkeypatch.setattr(open_workshop, "is_facilitator", lambda: False)
    assert "Round 1 is open." not in texts(app.run())
