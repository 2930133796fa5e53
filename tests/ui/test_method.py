"""The method, worked on this case."""

from __future__ import annotations

from decision import evaluate, examples, load_case
from decision.model import DecisionModel

from .conftest import Open, texts


def test_the_method_page_works_a_line_of_this_case(
    open_app: Open, shipped_model: DecisionModel
) -> None:
    case = load_case(examples()["invented-complete"], shipped_model)
    app = open_app("method", case)
    margin = evaluate(shipped_model, case).standing.margin
    assert f"gives the margin: {margin:.2f} points" in texts(app)
