"""A turn at the laptop leaves nothing for the next person to see."""

from __future__ import annotations

import pytest

from decision.serving.open_workshop import Held
from tests.ui.conftest import Open, keys, texts
from tests.ui.rooms import (
    errors,
    everything,
    take_a_turn,
    vote,
)

pytestmark = pytest.mark.usefixtures("empty_hall")


def test_a_turn_is_alone_on_the_page_and_leaves_nothing(open_app: Open, held: Held) -> None:
    held.facilitator.open_round()
    vote(held, 2)
    app = open_app("workshop")
    app.selectbox("seat.role").set_value("PACS team").run()
    app.button("seat.start").click().run()
    assert "ballots in" not in texts(app)
    assert "round.close" not in keys(app)
    assert "restart" not in keys(app)  # nor the menu, nor the case
    assert not app.sidebar.children
    app.radio("hot.top").set_value("hcpc-cpd").run()
    app.button("hot.next.1").click().run()
    app.checkbox("hot.tick.staffing-gaps").check().run()
    app.button("hot.next.2").click().run()
    app.slider("hot.points.staffing-gaps").set_value(35).run()
    app.button("hot.send").click().run()
    assert "Thank you. Your ballot is in." in texts(app)
    assert "Your number is 1" in texts(app).replace("**", "")
    assert "35" not in everything(app)
    app.button("seat.done").click().run()
    assert "restart" in keys(app)
    assert "3 ballots in, 3 people joined" in texts(app)
    assert app.selectbox("seat.role").value == ""
    for left_over in ("hot", "hot.top", "hot.points.staffing-gaps", "hot.tick.staffing-gaps"):
        assert left_over not in app.session_state
    (slip,) = [each for each in held.facilitator.ballots(1) if each.how == "seat"]
    assert slip.role == "PACS team"


def test_leaving_a_turn_sends_nothing(open_app: Open, held: Held) -> None:
    held.facilitator.open_round()
    app = open_app("workshop")
    app.button("seat.start").click().run()
    app.radio("hot.top").set_value("hcpc-cpd").run()
    app.button("seat.leave").click().run()
    assert held.room.turnout().joined == 0
    app.button("seat.start").click().run()
    assert app.radio("hot.top").value is None


def test_the_number_from_the_first_round_is_the_same_person(open_app: Open, held: Held) -> None:
    held.facilitator.open_round()
    app = open_app("workshop")
    for number in (1, 2):
        if number == 2:
            held.facilitator.close_round()
            held.facilitator.reveal()
            held.facilitator.open_round()
            app.run()
            assert "No ballot in yet" in texts(app)
            assert "Round 1 had 1 ballot." in texts(app)  # so that who is missing is known
            app.number_input("seat.number").set_value(1).run()
        take_a_turn(app)
    assert held.room.turnout().joined == 1


def test_a_number_that_has_voted_in_the_round_overwrites_nobody(open_app: Open, held: Held) -> None:
    held.facilitator.open_round()
    app = open_app("workshop")
    take_a_turn(app)
    take_a_turn(app)
    held.facilitator.close_round()
    held.facilitator.reveal()
    held.facilitator.open_round()
    app.run()
    app.number_input("seat.number").set_value(2).run()
    take_a_turn(app)
    before = len(held.facilitator.export()["record"])
    app.number_input("seat.number").set_value(2).run()
    app.button("seat.start").click().run()
    (said,) = errors(app)
    assert "Number 2 has a ballot in this round already. Check the number" in said
    assert "hot.next.1" not in keys(app)
    assert len(held.facilitator.export()["record"]) == before
    app.number_input("seat.number").set_value(1).run()
    take_a_turn(app)
    assert errors(app) == []
    assert held.room.turnout().voted == 2


def test_numbers_mean_nobody_once_people_are_forgotten(open_app: Open, held: Held) -> None:
    held.facilitator.open_round()
    app = open_app("workshop")
    take_a_turn(app)
    app.button("round.close").click().run()
    app.button("round.reveal").click().run()
    app.button("record.forget").click().run()
    app.button("round.open").click().run()
    assert "seat.number" not in [part.key for part in app.number_input]
    take_a_turn(app)
    assert held.room.turnout().voted == 1


def test_a_turn_that_comes_too_late_says_so(open_app: Open, held: Held) -> None:
    held.facilitator.open_round()
    app = open_app("workshop")
    app.button("seat.start").click().run()
    app.radio("hot.top").set_value("hcpc-cpd").run()
    app.button("hot.next.1").click().run()
    app.button("hot.next.2").click().run()
    held.facilitator.close_round()
    app.button("hot.send").click().run()
    assert errors(app) == ["Your ballot was not sent. Round 1 is closed and takes no more ballots."]
