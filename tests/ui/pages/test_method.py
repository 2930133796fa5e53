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
    assert f"gives the margin: {margin:.2f} points" in texts(app)


def test_one_criterion_is_not_called_many(open_app: Open) -> None:
    said = texts(open_app("method", model=DecisionModel.model_validate(SMALLEST)))
    assert "As the only criterion, it gives the margin: 20.00 points for A." in said


def test_a_lead_of_the_one_that_can_be_chosen_is_not_called_points_for_it(open_app: Open) -> None:
    said = texts(open_app("method", UNMET, NEEDY))
    assert "the margin: −30.00 points. B leads all the same, because A can't be chosen." in said


def test_the_words_are_those_of_the_verdict(open_app: Open) -> None:
    said = texts(open_app("method"))
    assert "a margin of at least 2 points, the leader ahead in 90 of 100 draws" in said
    assert "mean of people and mean of roles put different options ahead" in said
