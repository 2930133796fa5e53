"""The chart of facts says how many could turn the margin, and by how much, in words too."""

from __future__ import annotations

import pytest

from decision import charts, evaluate
from decision.charts import Chart
from decision.model.decision_model import DecisionModel
from tests.charts.data import EVALUATIONS, refused


def drawn(*moves: float, b: float = 50) -> Chart:
    """A at 50, B, and a fact for each move: that many points for B if no, for A if yes."""
    facts = {
        f"f{place}": {
            "ask": f"Fact {place}?",
            "answers": {
                "no": {"says": "No", "shifts": {"x": {"b": move}}},
                "yes": {"says": "Yes", "shifts": {"x": {"a": move}}},
            },
        }
        for place, move in enumerate(moves)
    }
    model = DecisionModel.model_validate(
        {
            "title": "Facts",
            "options": {"a": {"name": "A"}, "b": {"name": "B"}},
            "criteria": {"x": {"name": "X", "weight": 1, "scores": {"a": 50, "b": b}}},
            "facts": facts,
        }
    )
    evaluation = evaluate(model)
    return charts.tornado_chart(evaluation.standing, evaluation.robustness.reaches)


@pytest.mark.parametrize(
    ("chart", "title"),
    [
        (drawn(), "No fact is left that could move the margin."),
        (drawn(0), "The two are level, and no single fact could tip it either way."),
        (drawn(5), "The two are level, and 1 fact could tip it either way."),
        (drawn(5, 9), "The two are level, and 2 facts could tip it either way."),
        (drawn(5, b=52), "1 fact could change who leads, alone."),
        (drawn(5, 9, b=52), "2 facts could each change who leads, alone."),
        (drawn(1, b=52), "No single fact can change who leads."),
    ],
)
def test_the_title_counts_the_facts_that_could_turn_it(chart: Chart, title: str) -> None:
    assert chart.title == title


def test_the_alternative_says_whose_each_margin_is_and_ends_once() -> None:
    assert drawn(5, b=52).alt == (
        "1 fact could change who leads, alone. Margins that answers can give: Fact 0? 3.0 for A to "
        "7.0 for B."
    )
    assert drawn().alt == "No fact is left that could move the margin."
    assert drawn(2, b=52).alt.endswith("Fact 0? level to 4.0 for B.")


def test_where_one_can_be_chosen_no_fact_is_said_to_turn_the_margin() -> None:
    evaluation = refused(40, 62)
    chart = charts.tornado_chart(evaluation.standing, evaluation.robustness.reaches)
    assert chart.title == "Only A of the two can be chosen, whatever the margin."


@pytest.mark.parametrize("name", EVALUATIONS)
def test_the_tornado_counts_the_facts_that_flip_alone(name: str) -> None:
    evaluation = EVALUATIONS[name]
    flips = evaluation.robustness.fact_flips
    alone = {flip.changes[0].fact for flip in flips if len(flip.changes) == 1}
    title = charts.tornado_chart(evaluation.standing, evaluation.robustness.reaches).title
    assert title.startswith("No single fact" if not alone else f"{len(alone)} fact")
