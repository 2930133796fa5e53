"""Whatever is removed from a case can be undone where it was done, while it stays so."""

from __future__ import annotations

import pytest

from decision import examples, load_case
from decision.model.case import Case, Override
from decision.model.decision_model import DecisionModel
from tests.ui.conftest import Open, case_of, go, keys, texts, type_weight


@pytest.fixture
def whole(shipped_model: DecisionModel) -> Case:
    return load_case(examples()["invented-complete"], shipped_model)


def test_cleared_weights_come_back(open_app: Open) -> None:
    case = Case.model_validate(
        {"weights": {"staffing-gaps": 100, "budget-drivers": 20}, "weights-by": "swing"}
    )
    app = open_app("weights", case)
    app.button("weights.clear").click().run()
    assert case_of(app).weights == {}
    assert "The weights were cleared." in texts(app)
    app.button("back.weights").click().run()
    assert case_of(app) == case
    assert app.number_input("in.weights-direct.budget-drivers").value == 20
    assert "were cleared" not in texts(app)


def test_nothing_is_offered_once_something_else_stands_there(open_app: Open) -> None:
    app = open_app("weights", Case.model_validate({"weights": {"staffing-gaps": 100}}))
    app.button("weights.clear").click().run()
    assert "back.weights" in keys(app)
    type_weight(app, "budget-drivers", 60)
    assert "back.weights" not in keys(app)


def test_clearing_and_bringing_back_weights_is_on_record_where_the_result_was_seen(
    open_app: Open, whole: Case
) -> None:
    assert whole.weights
    app = open_app("result", whole)
    assert app.session_state["work"].seen
    go(app, "weights")
    app.button("weights.clear").click().run()
    app.button("back.weights").click().run()
    assert case_of(app).weights == whole.weights
    assert len(case_of(app).history) == len(whole.history) + 1


def test_an_overruling_taken_back_comes_back(open_app: Open) -> None:
    new = Override(
        criterion="staffing-gaps", option="digital", score=99, because="A new team", by="HR"
    )
    app = open_app("result", Case(answers={"clinical-lead": "nobody"}, overrides=(new,)))
    app.selectbox("in.detail").set_value("staffing-gaps").run()
    app.button("overrule.staffing-gaps.digital.back").click().run()
    assert case_of(app).overrides == ()
    app.button("back.overrule.staffing-gaps.digital").click().run()
    assert case_of(app).overrides == (new,)


def test_answers_taken_out_of_the_case_come_back(open_app: Open) -> None:
    app = open_app("change", Case.model_validate({"answers": {"clinical-lead": "nobody"}}))
    app.checkbox("in.leave-out.clinical-lead").check().run()
    app.button("leave-out.take").click().run()
    assert case_of(app).answers == {}
    app.button("back.leave-out").click().run()
    assert case_of(app).answers == {"clinical-lead": "nobody"}


def test_each_place_offers_what_was_removed_there(open_app: Open) -> None:
    case = Case.model_validate(
        {"weights": {"staffing-gaps": 100}, "decision": {"option": "digital"}}
    )
    app = open_app("weights", case)
    app.button("weights.clear").click().run()
    go(app, "record")
    app.button("decision.clear").click().run()
    assert "back.weights" not in keys(app)
    app.button("back.decision").click().run()
    go(app, "weights")
    app.button("back.weights").click().run()
    assert case_of(app) == case


def test_nothing_removed_is_offered_in_another_case(open_app: Open) -> None:
    app = open_app("weights", Case.model_validate({"weights": {"staffing-gaps": 100}}))
    app.button("weights.clear").click().run()
    app.button("restart").click().run()
    assert case_of(app).weights == {}
    assert "back.weights" not in keys(app)
