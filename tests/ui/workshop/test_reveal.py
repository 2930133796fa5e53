"""A revealed round: the weights first, and who leads only where it may be seen."""

from __future__ import annotations

import pytest

from decision.model.case import Case
from decision.serving.open_workshop import Held
from tests.ui.conftest import Open, texts
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


def test_a_reveal_shows_the_weights_and_not_who_leads(
    open_app: Open, held: Held, case: Case
) -> None:
    advance(held, 1)
    app = open_app("workshop", case)
    said = texts(app)
    assert "What divides the room most: " in said
    assert "Roles differ most on " in said
    assert "on the order of the criteria" in said
    assert WROTE in said
    assert "Who leads stays hidden until the second round is revealed" in said
    assert "ahead" not in everything(app)
    assert charts(app) == 2


def test_who_leads_is_shown_early_only_with_a_reason(
    open_app: Open, held: Held, case: Case
) -> None:
    advance(held, 1)
    app = open_app("workshop", case)
    app.button("early.do.1").click().run()
    assert errors(app) == ["Write a reason; it is kept with the record."]
    assert "own weights put" not in texts(app)
    app.text_input("early.why.1").set_value("There is no time for a second round")
    app.button("early.do.1").click().run()
    assert "of 14 people's own weights put" in texts(app)
    assert (
        held.facilitator.export()["result_early"]["reason"] == "There is no time for a second round"
    )


def test_who_leads_is_hidden_until_the_second_round_is_revealed(
    open_app: Open, held: Held, case: Case
) -> None:
    tokens = advance(held, 1)
    app = open_app("workshop", case)
    app.button("round.open").click().run()
    vote(held, tokens=tokens)
    app.run()
    assert "What round 1 showed" in [part.label for part in app.expander]
    assert "ahead" not in everything(app)
    app.button("round.close").click().run()
    assert "ahead" not in everything(app)  # for the round may still be opened again
    app.button("round.reveal").click().run()
    said = texts(app)
    assert "of 14 people's own weights put" in said
    assert "By the mean of people," in said
    assert charts(app) == 4 + 4  # this round, and the one before it


def test_what_people_wrote_is_never_markup(open_app: Open, held: Held, case: Case) -> None:
    held.facilitator.open_round()
    token = held.facilitator.seat("HR")
    sent = {
        "weights": dict.fromkeys(held.room.settings.form.criteria, 50),
        "comments": {"hcpc-cpd": HOSTILE},
    }
    held.room.submit(token, sent, "request-hostile")
    held.facilitator.close_round()
    held.facilitator.reveal()
    app = open_app("workshop", case)
    assert HOSTILE.replace("://", "://\u2060") in texts(app)
    for part in (*app.markdown, *app.caption):
        for markup in ("![x]", "x](", "<b>", "$x$"):
            assert markup not in part.value
