"""The facilitator's page as a whole: its model, its reader, its title."""

from __future__ import annotations

import pytest

from decision.model.decision_model import DecisionModel
from decision.serving import open_workshop
from decision.serving.open_workshop import Held
from tests.ui.conftest import SMALLEST, Open, keys, texts
from tests.ui.rooms import HOSTILE, advance, charts, held_open

pytestmark = pytest.mark.usefixtures("empty_hall")


@pytest.fixture
def held(shipped_model: DecisionModel) -> Held:
    return held_open(shipped_model)


def test_another_open_model_is_told_and_put_right(open_app: Open, held: Held) -> None:
    advance(held, 2)
    app = open_app("workshop", model=DecisionModel.model_validate(SMALLEST))
    assert "The open model is another" in texts(app)
    assert charts(app) == 0
    assert "round.show" not in keys(app)
    app.button("model.open").click().run()
    assert "The open model is another" not in texts(app)
    assert charts(app) == 8


def test_nobody_but_the_facilitator_gets_in(
    open_app: Open, held: Held, monkeypatch: pytest.MonkeyPatch
) -> None:
    held.facilitator.open_round()
    app = open_app("workshop")
    assert "round.close" in keys(app)
    monkeypatch.setattr(open_workshop, "is_facilitator", lambda: False)
    assert "round.close" not in keys(app.run())


def test_a_title_is_not_markup(open_app: Open, shipped_model: DecisionModel) -> None:
    held_open(shipped_model, title=HOSTILE, roles=[HOSTILE])
    app = open_app("workshop")
    app.button("round.open").click().run()
    for part in (*app.markdown, *app.caption, *app.title):
        for markup in ("![x]", "x](", "<b>", "$x$"):
            assert markup not in part.value
