"""Every option's total: all of them, in place, on an axis that fits."""

from __future__ import annotations

from itertools import groupby

import pytest

from decision import charts, evaluate
from decision.charts import LIGHT, Chart
from decision.charts.result import by_course
from decision.engine import Evaluation
from decision.model.decision_model import DecisionModel
from decision.wording.numbers import fixed
from tests.charts.data import EVALUATIONS, MODEL, refused, small, values
from tests.charts.scene import scene


@pytest.mark.parametrize("name", EVALUATIONS)
def test_the_table_has_every_total_with_its_rank_course_by_course(name: str) -> None:
    evaluation = EVALUATIONS[name]
    standing, table = evaluation.standing, charts.options_chart(evaluation.finding).table
    named = {row["Option"]: row for row in table}
    assert len(named) == len(MODEL.options)
    for option, entry in MODEL.options.items():
        row = named[entry.name]
        assert row["Total"] == fixed(evaluation.totals[option])
        assert row["Course"] == MODEL.course_name(MODEL.course_of[option])
        assert (row["Rank"] == "–") == (not standing.table.can_choose(option))
        assert ("Overruled scores" in row) == bool(evaluation.case.overrides)
    courses = [row["Course"] for row in table]
    assert [*dict.fromkeys(courses)] == [course for course, _ in groupby(courses)]
    assert courses[0] == MODEL.course_name(MODEL.pair[0])
    totals = [float(row["Total"]) for row in table if row["Course"] == courses[0]]
    assert totals == sorted(totals, reverse=True)
    leader = evaluation.leader
    assert leader is not None
    assert "first" in named[MODEL.options[leader].name]["Rank"]


def test_the_compared_courses_keep_their_places_whoever_leads() -> None:
    assert [*by_course(refused(40, 62).standing)] == ["a", "b"]
    assert by_course(refused(40, 62, "yes").standing) == {"a": ["a"], "b": ["b"]}


def words(chart: Chart) -> list[str]:
    """The names of courses and options as drawn, line by line from the top."""
    lines = [row for row in values(chart) if "down" in row]
    ordered = sorted(lines, key=lambda row: float(str(row["down"])))
    return [*dict.fromkeys(str(row["text"]).replace("\N{NO-BREAK SPACE}", " ") for row in ordered)]


def many(scores: list[float]) -> Evaluation:
    """An option for each score on one criterion, with names of 60 letters."""
    model = {
        "title": "Many",
        "options": {
            f"o{n}": {"name": f"{n:02} {'a long name ' * 9}"[:60]} for n in range(len(scores))
        },
        "criteria": {
            "x": {
                "name": "X",
                "weight": 1,
                "scores": {
                    f"o{n}": {"score": score, "low": score / 2, "high": (score + 100) / 2}
                    for n, score in enumerate(scores)
                },
            }
        },
    }
    return evaluate(DecisionModel.model_validate(model))


def test_ties_rank_alike() -> None:
    table = charts.options_chart(many([60, 70, 60, 70, 60, 20]).finding).table
    assert [row["Rank"] for row in table] == [
        "joint third", "joint first", "joint third", "joint first", "joint third", "sixth",
    ]  # fmt: skip
    assert charts.options_chart(many([5.0 * n for n in range(14)]).finding).table[0]["Rank"] == (
        "number 14"
    )


def test_what_an_option_waits_for_stands_at_its_name() -> None:
    def said(answer: str | None, *needing: str) -> list[str]:
        return words(charts.options_chart(refused(40, 62, answer, *needing).finding))

    assert said("no") == ["A", "B (can’t be chosen)"]
    assert said(None) == ["A", "B (can’t be chosen until agreed)"]
    assert "PACS in Digital with safeguards (if agreed)" in words(
        charts.options_chart(EVALUATIONS["asker"].finding)
    )
    assert said("yes") == ["A", "B (best)"]
    level = evaluate(small({"x": {"a": 50, "b": 50}}, {"x": 1}))
    assert words(charts.options_chart(level.finding)) == ["A (joint first)", "B (joint first)"]


@pytest.mark.parametrize("count", [2, 3, 12])
@pytest.mark.parametrize("wide", [350, 720])
def test_names_totals_and_ends_are_all_drawn_and_none_is_cut_off(count: int, wide: int) -> None:
    scores = [97.0, 3.0, 50.0, 51.0, 96.0, 60.0, 60.0, 20.0, 30.0, 80.0, 99.0, 1.0][:count]
    evaluation = many(scores)
    chart = charts.options_chart(evaluation.finding)
    texts = scene(chart, LIGHT.ground, wide).texts()
    drawn = " ".join(text.text for text in texts)
    for row in chart.table:
        low, high = row["90 of 100 simulations"].split(" to ")
        assert {row["Total"], low, high} <= set(drawn.split())
    assert sum(text.text == "too close to call" for text in texts) == 1
    for text in texts:
        left, _, right, _ = text.box
        assert 0 <= left < right <= wide


@pytest.mark.parametrize("name", EVALUATIONS)
def test_the_axis_is_whole_points_and_fits_the_ranges(name: str) -> None:
    evaluation = EVALUATIONS[name]
    chart = charts.options_chart(evaluation.finding)
    domains = {
        tuple(layer["encoding"]["x"]["scale"]["domain"])
        for layer in chart.spec["layer"]
        if "scale" in layer["encoding"]["x"]
    }
    ((low, high),) = domains
    spans = evaluation.finding.draws.totals.values()
    least, most = min(span.low for span in spans), max(span.high for span in spans)
    assert int(low) == low < least <= most < high == int(high)
    assert high - low < 1.5 * (most - least)


def test_the_band_lies_below_the_leader_and_only_where_there_is_a_choice() -> None:
    def edges(evaluation: Evaluation) -> list[object]:
        rows = values(charts.options_chart(evaluation.finding))
        return [row["low"] for row in rows if row.keys() == {"low"}]

    assert edges(many([60, 50])) == [58, 60]
    assert edges(refused(40, 62)) == []


def test_a_course_of_several_forms_stands_above_them_by_its_name() -> None:
    document = small({"x": {"a": 60, "b": 50}}, {"x": 1}).model_dump(
        by_alias=True, exclude_unset=True
    )
    document["options"]["a"] = {"name": "A", "course": "Stay"}
    document["options"]["c"] = {"name": "C", "falls-back-to": "a"}
    document["criteria"]["x"]["scores"]["c"] = 70
    chart = charts.options_chart(evaluate(DecisionModel.model_validate(document)).finding)
    assert words(chart) == ["Stay", "C (best)", "A", "B"]


def test_an_option_that_cannot_be_chosen_is_not_said_to_score_highest() -> None:
    one = refused(40, 62)
    assert charts.options_chart(one.finding).title == "Only A can be chosen."
    assert charts.slope_chart(one.standing, "x").title == (
        "However much X counts, A scores highest of those that can be chosen."
    )
    neither = refused(40, 62, "no", "a", "b")
    assert charts.slope_chart(neither.standing, "x").title == (
        "No option can be chosen as the facts stand."
    )
    both = refused(40, 62, "yes")
    assert charts.options_chart(both.finding).title == "B scores highest of all 2 options."
    document = refused(40, 62).model.model_dump(by_alias=True, exclude_unset=True)
    document["options"]["c"] = {"name": "C"}
    document["criteria"]["x"]["scores"]["c"] = 10
    three = evaluate(DecisionModel.model_validate(document), one.case)
    assert charts.options_chart(three.finding).title == (
        "A scores highest of all 2 options that can be chosen."
    )
