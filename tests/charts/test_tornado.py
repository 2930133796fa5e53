"""The chart of facts says how many could turn the margin, and by how much, in words too."""

from __future__ import annotations

from itertools import combinations

import pytest

from decision import charts, evaluate
from decision.charts import LIGHT, Chart, tornado
from decision.charts.tornado import ANSWER, PHONE
from decision.model.decision_model import DecisionModel
from decision.numeric import TIE
from tests.charts.data import EVALUATIONS, refused, values
from tests.charts.scene import scene


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
        (drawn(), "No question is left that could move the margin."),
        (drawn(0), "Two are level, and no single answer could tip it either way."),
        (drawn(5), "Two are level, and 1 answer could tip it either way."),
        (drawn(5, 9), "Two are level, and 2 answers could tip it either way."),
        (drawn(5, b=52), "1 answer could change who leads, alone."),
        (drawn(5, 9, b=52), "2 answers could each change who leads, alone."),
        (drawn(1, b=52), "No single answer can change who leads."),
        (drawn(2, b=52), "1 answer could bring another level, alone."),
        (drawn(2, 9, b=52), "2 answers could each change who leads or bring another level, alone."),
    ],
)
def test_the_title_counts_the_facts_that_could_turn_it(chart: Chart, title: str) -> None:
    assert chart.title == title


def test_the_alternative_says_whose_each_margin_is_and_ends_once() -> None:
    assert drawn(5, b=52).alt == (
        "1 answer could change who leads, alone. Margins that answers can give: Fact 0? 3.0 for "
        "A to 7.0 for B."
    )
    assert drawn().alt == "No question is left that could move the margin."
    assert drawn(2, b=52).alt.endswith("Fact 0? level to 4.0 for B.")


def test_where_one_course_can_be_chosen_no_answer_is_said_to_turn_the_margin() -> None:
    evaluation = refused(40, 62)
    chart = charts.tornado_chart(evaluation.standing, evaluation.robustness.reaches)
    assert chart.title == "No question is left that could move the margin."
    assert chart.table


@pytest.mark.parametrize("name", EVALUATIONS)
def test_the_tornado_counts_the_answers_that_change_the_course_alone(name: str) -> None:
    evaluation = EVALUATIONS[name]
    alone = {
        (flip.changes[0].fact, flip.changes[0].item)
        for flip in evaluation.robustness.fact_flips
        if len(flip.changes) == 1 and flip.course != evaluation.standing.course
    }
    reaches = evaluation.robustness.reaches
    level = {(one.fact, one.item) for one in reaches if abs(one.low) <= TIE}
    count = len(alone | level)
    title = charts.tornado_chart(evaluation.standing, reaches).title
    assert title.startswith(f"{count} answer" if count else "No single answer")
    assert ("level" in title) == bool(level)


def test_each_item_has_a_bar_and_the_longest_ten_are_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    items = {
        f"i{place}": {"says": f"Item {place}", "shifts": {"x": {"a": place}}}
        for place in range(1, 13)
    }
    model = DecisionModel.model_validate(
        {
            "title": "Items",
            "options": {"a": {"name": "A"}, "b": {"name": "B"}},
            "criteria": {"x": {"name": "X", "weight": 1, "scores": {"a": 20, "b": 50}}},
            "facts": {"f": {"ask": "Which?", "items": items}},
        }
    )
    evaluation = evaluate(model)
    chart = charts.tornado_chart(evaluation.standing, evaluation.robustness.reaches)
    assert {row["Question"] for row in chart.table} == {f"Item {place}" for place in range(1, 13)}
    assert questions(chart) == [f"Item {place}" for place in range(12, 2, -1)]
    assert "The 10 longest of 12" in chart.reading
    assert chart.table[0]["Farthest towards A"] == "18.0 behind, if “yes”"
    monkeypatch.setattr(tornado, "SHOWN", 2)
    few = charts.tornado_chart(evaluation.standing, evaluation.robustness.reaches)
    assert (few.title, few.table) == (chart.title, chart.table)
    assert questions(few) == ["Item 12", "Item 11"]


def questions(chart: Chart) -> list[str]:
    return [str(row["text"]) for row in values(chart) if row.get("kind") == "question"]


@pytest.mark.parametrize("wide", [PHONE, 720])
@pytest.mark.parametrize("name", EVALUATIONS)
def test_both_ends_of_each_bar_say_their_answer_and_nothing_overlaps(name: str, wide: int) -> None:
    evaluation = EVALUATIONS[name]
    chart = charts.tornado_chart(evaluation.standing, evaluation.robustness.reaches[:6])
    rows = [row for row in values(chart) if row.get("kind") in ("left", "right")]
    bars = [row for row in values(chart) if "from" in row]
    assert len(rows) == 2 * len(bars)
    texts = [text for text in scene(chart, LIGHT.ground, wide).texts() if not text.axis]
    for text in texts:
        wider = 18  # pixels at most, as letters are taken to be wider than they are
        assert 0 <= text.box[0] < text.box[2] <= wide + wider
    for one, other in combinations(texts, 2):
        apart = one.box[2] <= other.box[0] or other.box[2] <= one.box[0]
        below = one.box[3] <= other.box[1] or other.box[3] <= one.box[1]
        assert apart or below, (one.text, other.text)


def test_a_long_answer_is_shortened_to_half_a_phone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tornado, "SHOWN", 99)
    labels = [
        str(row["text"])
        for evaluation in EVALUATIONS.values()
        for row in values(charts.tornado_chart(evaluation.standing, evaluation.robustness.reaches))
        if row.get("kind") in ("left", "right")
    ]
    assert any(text.endswith("…") for text in labels)
    assert max(map(len, labels)) <= ANSWER
    assert all(text[0].isupper() or not text[0].isalpha() for text in labels)


def test_with_several_other_courses_the_far_end_is_called_another_course() -> None:
    three = DecisionModel.model_validate(
        {
            "title": "Three",
            "options": {name: {"name": name.upper()} for name in "abc"},
            "criteria": {"x": {"name": "X", "weight": 1, "scores": {"a": 60, "b": 50, "c": 55}}},
            "facts": {
                "f": {
                    "ask": "Which?",
                    "answers": {
                        "no": {"says": "No", "shifts": {"x": {"b": 30}}},
                        "yes": {"says": "Yes", "shifts": {"x": {"c": 30}}},
                    },
                }
            },
        }
    )
    evaluation = evaluate(three)
    chart = charts.tornado_chart(evaluation.standing, evaluation.robustness.reaches)
    assert "Left: A ahead. Right: another course ahead." in chart.reading
    # Both answers put another course ahead, by 20 and by 25 points.
    assert chart.table[0]["Farthest towards another course"] == "25.0 ahead, if “Yes”"
