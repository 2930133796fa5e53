"""The tab Weights: what the engine says of other weights, and of which it says it."""

from __future__ import annotations

from decision import evaluate, examples, load_case
from decision.model.decision_model import DecisionModel
from decision.sentences import what_would_change_it
from tests.ui.conftest import NEEDY, SMALLEST, UNMET, Open, texts


def test_the_tab_says_what_the_engine_says(open_app: Open, shipped_model: DecisionModel) -> None:
    case = load_case(examples()["six-specialties"], shipped_model)
    robustness = evaluate(shipped_model, case).robustness
    said = texts(open_app("over-weights", case))
    assert what_would_change_it.any_weights(robustness) in said.replace("\u2060", "")
    for sentence in what_would_change_it.never_best(robustness):
        assert sentence in said


def test_one_weight_is_shown_for_the_criterion_asked_for_and_for_all(
    open_app: Open, shipped_model: DecisionModel
) -> None:
    app = open_app("over-weights")
    name = next(iter(shipped_model.criteria))
    app.selectbox("in.slope").set_value(name).run()
    assert f"as {shipped_model.criteria[name].name} takes from none to all" in texts(app)
    app.toggle("in.small").set_value(True).run()
    said = texts(app)
    assert all(f"**{one.name}**" in said for one in shipped_model.criteria.values())


def test_one_criterion_has_no_weight_to_move(open_app: Open) -> None:
    app = open_app("over-weights", model=DecisionModel.model_validate(SMALLEST))
    assert not app.selectbox
    assert not app.toggle


def test_an_option_that_cannot_be_chosen_has_no_rank(open_app: Open) -> None:
    said = texts(open_app("over-weights", UNMET, NEEDY))
    assert "Only one course can be chosen, so no weights can compare it with another." in said
    assert "Left out, as it can’t be chosen: A." in said
