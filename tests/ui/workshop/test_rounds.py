"""The rounds: nothing of a blind one shows, and ballots are taken out with a reason."""

from __future__ import annotations

import pytest

from decision import examples, load_case
from decision.model.case import Case
from decision.model.decision_model import DecisionModel
from decision.serving.open_workshop import Held
from tests.ui.conftest import Open, keys, texts
from tests.ui.rooms import (
    HOSTILE,
    WROTE,
    advance,
    charts,
    errors,
    everything,
    vote,
)

pytestmark = pytest.mark.usefixtures("empty_hall")


def test_nothing_of_a_blind_round_is_on_the_page(open_app: Open, held: Held, case: Case) -> None:
    held.facilitator.open_round()
    vote(held)
    app = open_app("workshop", case)
    for stage in ("open", "closed"):
        if stage == "closed":
            app.button("round.close").click().run()
        said = everything(app)
        assert "14 ballots in" in said
        for secret in (
            WROTE,
            "ahead",
            "87",
            "100",
            "%",
            "order of the criteria",
            "divides the room most",
        ):
            assert secret not in said, (stage, secret)
        assert charts(app) == 0


def test_closing_says_how_many_have_not_voted_and_asks_nothing(open_app: Open, held: Held) -> None:
    held.facilitator.open_round()
    vote(held, 3)
    held.facilitator.seat("HR")
    app = open_app("workshop")
    assert "1 person who joined has not voted yet." in texts(app)
    app.button("round.close").click().run()
    assert "Round 1 is closed" in texts(app)
    assert "3 ballots in. 1 person who joined did not vote." in texts(app)
    app.button("round.resume").click().run()
    assert "Round 1 is open" in texts(app)


def test_a_round_without_a_ballot_can_only_be_opened_again(open_app: Open, held: Held) -> None:
    held.facilitator.open_round()
    app = open_app("workshop")
    app.button("round.close").click().run()
    assert "round.reveal" not in keys(app)
    app.button("round.resume").click().run()
    assert "round.close" in keys(app)


def test_a_ballot_is_taken_out_with_a_reason_and_put_back(open_app: Open, held: Held) -> None:
    held.facilitator.open_round()
    vote(held, 3)
    app = open_app("workshop")
    app.button("remove.do").click().run()
    assert errors(app) == ["Choose a ballot first."]
    which = held.facilitator.ballots(1)[0].id
    app.selectbox("remove.which").set_value(which)
    app.button("remove.do").click().run()
    assert errors(app) == ["Write a reason; it is kept with the record."]
    assert held.room.turnout().voted == 3
    app.text_input("remove.why").set_value(f"Sent twice {HOSTILE}")
    app.button("remove.do").click().run()
    assert held.room.turnout().voted == 2
    assert "taken out, Sent twice" in texts(app)
    assert not any("x](" in part.value for part in app.markdown)
    app.button(f"back.{which}").click().run()
    assert held.room.turnout().voted == 3


def test_what_the_weights_come_to_names_the_case_it_rests_on(
    open_app: Open, held: Held, shipped_model: DecisionModel
) -> None:
    held.facilitator.open_round()
    vote(held, 4)
    held.facilitator.close_round()
    held.facilitator.reveal()
    app = open_app("workshop")
    (warned,) = (str(part.value) for part in app.warning)
    assert "The open case has no answers yet" in warned
    case = load_case(examples()["invented-complete"], shipped_model)
    app = open_app("workshop", case)
    assert not app.warning
    every = len(shipped_model.facts)
    assert f"the open case: {case.site.name}, with {every} of {every} questions answered" in texts(
        app
    )


def test_a_ballot_taken_out_after_the_reveal_leaves_the_pictures(
    open_app: Open, held: Held, case: Case
) -> None:
    advance(held, 1)
    app = open_app("workshop", case)
    assert "14 people weighed in round 1" in texts(app)
    app.selectbox("remove.which").set_value(held.facilitator.ballots(1)[0].id)
    app.text_input("remove.why").set_value("Sent by mistake")
    app.button("remove.do").click().run()
    assert "13 people weighed in round 1" in texts(app)
