"""The method, worked on this case."""

from __future__ import annotations

from decision import evaluate, examples, load_case
from decision.model.decision_model import DecisionModel
from tests.ui.conftest import NEEDY, SMALLEST, UNMET, Open, texts


def test_the_method_page_works_a_line_of_this_case(
    open_app: Open, shipped_model: DecisionModel
) -> None:
    case = load_case(examples()["invented-complete"], shipped_model)
    app = open_app("method", case)
    margin = evaluate(shipped_model, case).standing.margin
    assert margin is not None
    assert f"gives the margin: {margin:.2f} points" in texts(app)


def test_one_criterion_is_not_called_many(open_app: Open) -> None:
    said = texts(open_app("method", model=DecisionModel.model_validate(SMALLEST)))
    assert "As the only criterion, it gives the margin: 20.00 points for A." in said


def test_where_one_course_can_be_chosen_there_is_no_margin(open_app: Open) -> None:
    said = texts(open_app("method", UNMET, NEEDY))
    assert "Fewer than two courses can be chosen in this case, so there is no margin." in said


def test_the_words_are_those_of_the_verdict(open_app: Open) -> None:
    said = texts(open_app("method"))
    assert "“Clear”: the course ahead in 90 of 100 simulations" in said
    assert "mean of people and mean of roles put different courses ahead" in said
    assert "Each answer to an open question is tried in 5,000 simulations" in said


def test_how_uncertain_sizes_are_is_said_where_the_model_says_it(
    open_app: Open, shipped_model: DecisionModel
) -> None:
    spread = f"by up to {shipped_model.shift_spread * 100:.0f}% either way"
    assert spread in texts(open_app("method"))
    plain = texts(open_app("method", model=DecisionModel.model_validate(SMALLEST)))
    assert "either way" not in plain


def test_the_study_stands_with_what_it_does_not_show_beside_the_model_it_is_of(
    open_app: Open,
) -> None:
    said = texts(open_app("method"))
    assert "sites of 9 kinds were simulated" in said
    assert "not validated. No real outcome went into this." in said
    other = texts(open_app("method", model=DecisionModel.model_validate(SMALLEST)))
    assert "were simulated" not in other
