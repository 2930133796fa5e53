from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given

from decision.evaluation.scores import Cell, ScoreTable, score_table
from tests.strategies import THOUSAND, Written, case_from, evaluated, made, problems

ONE: Written = {
    "title": "One criterion, two options",
    "options": {"a": {"name": "A"}, "b": {"name": "B"}},
    "criteria": {
        "speed": {
            "name": "Speed",
            "weight": 100,
            "scores": {
                "a": {"score": 60, "low": 50, "high": 80, "because": "Seen", "evidence": ["e1"]},
                "b": 50,
            },
            "evidence": ["e2"],
        }
    },
    "facts": {
        "staff": {
            "ask": "How many staff?",
            "answers": {
                "few": {"says": "Few", "shifts": {"speed": {"a": -30}}, "because": "Too few"},
                "some": {"says": "Some"},
                "many": {"says": "Many", "shifts": {"speed": {"a": 55}}, "evidence": ["e1"]},
            },
        },
        "ready": {
            "ask": "What is ready?",
            "items": {"one": "One", "two": "Two", "three": "Three"},
            "answers": {
                "none": {"says": "None", "from": 0, "shifts": {"speed": {"b": -10}}},
                "part": {"says": "Part", "from": 1, "shifts": {"speed": {"b": 5}}},
                "all": {"says": "All", "from": 3, "shifts": {"speed": {"b": 20}}},
            },
        },
    },
    "evidence": {
        "e1": {"says": "x", "by": "y", "kind": "opinion"},
        "e2": {"says": "x", "by": "y", "kind": "figure"},
    },
}


def table_of(answers: dict[str, Any] | None = None, **case: Any) -> ScoreTable:
    return score_table(made(ONE), case_from({"answers": answers or {}, **case}))


def cell_a(answers: dict[str, Any] | None = None, **case: Any) -> Cell:
    return table_of(answers, **case).cells["speed"]["a"]


def span_b(answers: dict[str, Any]) -> tuple[float, float, float]:
    cell = table_of(answers).cells["speed"]["b"]
    return cell.low, cell.score, cell.high


def test_an_answer_shifts_the_score_and_its_range() -> None:
    cell = cell_a({"staff": "few"})
    assert (cell.low, cell.score, cell.high) == (20, 30, 50)


def test_a_fact_not_answered_shifts_nothing_and_widens_the_range_both_ways() -> None:
    cell = cell_a()
    assert (cell.low, cell.score, cell.high) == (20, 60, 100)


def test_ticks_that_nobody_could_say_limit_the_answers_that_count() -> None:
    assert span_b({}) == (40, 50, 70)
    assert span_b({"ready": {"yes": ["one"], "unknown": ["two"]}}) == (50, 50, 55)
    assert span_b({"ready": {"yes": ["one", "two"], "unknown": ["three"]}}) == (50, 50, 70)
    assert span_b({"ready": ["one", "two"]}) == (55, 55, 55)


def test_the_start_reason_cites_the_cells_own_evidence_else_the_criterions() -> None:
    cells = table_of().cells["speed"]
    assert cells["a"].reasons[0].evidence == ("e1",)
    assert cells["b"].reasons[0].evidence == ("e2",)
    assert cells["a"].reasons[0].because == "Seen"


def test_a_shift_reason_names_its_fact_answer_and_why_else_what_the_answer_says() -> None:
    few, many = cell_a({"staff": "few"}).reasons[1], cell_a({"staff": "many"}).reasons[1]
    assert (few.points, few.fact, few.answer, few.because) == (-30, "staff", "few", "Too few")
    assert (many.because, many.evidence) == ("Many", ("e1",))


def test_the_clip_is_a_reason_of_its_own_where_it_bites() -> None:
    cell = cell_a({"staff": "many"})
    assert cell.score == 100
    assert [reason.points for reason in cell.reasons] == [60, 55, -15]
    assert len(cell_a({"staff": "few"}).reasons) == 2


def test_an_override_replaces_the_finished_cell_and_has_no_range() -> None:
    override = {
        "criterion": "speed",
        "option": "a",
        "score": 12,
        "because": "Measured",
        "by": "Lead",
    }
    cell = cell_a({"staff": "few"}, overrides=[override])
    assert (cell.low, cell.score, cell.high, cell.computed) == (12, 12, 12, 30)
    assert cell.override is not None
    assert [reason.points for reason in cell.reasons] == [12]


def test_facts_left_out_shift_nothing_and_widen_nothing() -> None:
    model, case = made(ONE), case_from({"answers": {"staff": "few"}})
    cell = score_table(model, case, ["staff"]).cells["speed"]["a"]
    assert (cell.low, cell.score, cell.high) == (50, 60, 80)


COSTED: Written = {
    "title": "A measured criterion",
    "options": {"a": {"name": "A"}, "b": {"name": "B"}},
    "criteria": {
        "cost": {
            "name": "Cost",
            "weight": 100,
            "measure": {"unit": "£k", "values": {0: 100, 100: 40, 500: 0}},
            "amounts": {"a": {"amount": 50, "low": 0, "high": 100}, "b": 900},
        }
    },
}


def test_an_amount_is_worth_its_place_on_the_value_function_flat_beyond_its_ends() -> None:
    cells = score_table(made(COSTED)).cells["cost"]
    assert (cells["a"].low, cells["a"].score, cells["a"].high) == (40, 70, 100)
    assert (cells["b"].low, cells["b"].score, cells["b"].high) == (0, 0, 0)


def test_a_cases_amount_stands_in_place_of_the_models() -> None:
    case = case_from({"amounts": {"cost": {"b": {"amount": 300, "low": 100, "high": 500}}}})
    cell = score_table(made(COSTED), case).cells["cost"]["b"]
    assert (cell.low, cell.score, cell.high) == (0, 20, 40)


def test_a_cases_amount_cites_its_own_evidence_else_the_models() -> None:
    model = made(COSTED | {"evidence": ONE["evidence"]})
    own = {"amount": 300, "evidence": ["e1"], "because": "Quoted"}
    reason = score_table(model, case_from({"amounts": {"cost": {"b": own}}})).cells["cost"]["b"]
    assert reason.reasons[0].evidence == ("e1",)
    assert "Quoted" in reason.reasons[0].because
    bare = score_table(model, case_from({"amounts": {"cost": {"b": 300}}})).cells["cost"]["b"]
    assert bare.reasons[0].evidence == ()


# An independent reading of the design's section 4, in exact fractions.


def naive_answer(fact: Written, said: Any) -> tuple[str | None, list[str]]:
    """The answer given, and the answers still possible."""
    answers = list(fact["answers"])

    def reached(count: Fraction) -> str:
        at: list[str] = [n for n in answers if Fraction(fact["answers"][n]["from"]) <= count]
        return at[-1]

    if said is None:
        return None, answers
    if isinstance(said, str):
        return said, [said]
    if isinstance(said, int | float):
        return reached(Fraction(said)), [reached(Fraction(said))]
    yes, unknown = (said, []) if isinstance(said, list) else (said["yes"], said["unknown"])
    possible = [reached(Fraction(len(yes) + extra)) for extra in range(len(unknown) + 1)]
    return (None if unknown else possible[0]), possible


def test_a_large_amount_is_written_out_in_its_reason() -> None:
    measure = {"unit": "£", "values": {0: 100, 2000000: 0}}
    amounts = {"a": 1234567, "b": 0.5}
    model = {
        "title": "Cost",
        "options": {"a": {"name": "A"}, "b": {"name": "B"}},
        "criteria": {"cost": {"name": "C", "weight": 1, "measure": measure, "amounts": amounts}},
    }
    row = evaluated(model).standing.table.cells["cost"]
    assert row["a"].reasons[0].because == "1,234,567 (£) is worth this many points."
    assert row["b"].reasons[0].because == "0.5 (£) is worth this many points."


def naive_value(measure: Written, amount: Fraction) -> Fraction:
    points = sorted((Fraction(at), Fraction(worth)) for at, worth in measure["values"].items())
    if amount <= points[0][0]:
        return points[0][1]
    for (left, below), (right, above) in pairwise(points):
        if amount <= right:
            return below + (above - below) * (amount - left) / (right - left)
    return points[-1][1]


Span = tuple[Fraction, Fraction, Fraction]


def naive_start(entry: Written, case: Written, name: str, option: str) -> Span:
    key = "amount" if "measure" in entry else "score"
    said: Any = entry["amounts" if key == "amount" else "scores"][option]
    said = case.get("amounts", {}).get(name, {}).get(option, said)
    said = said if isinstance(said, dict) else {key: said}
    ends = [Fraction(said.get(end, said[key])) for end in ("low", key, "high")]
    if key == "amount":
        ends = [naive_value(entry["measure"], end) for end in ends]
    return min(ends), ends[1], max(ends)


def naive_cell(model: Written, case: Written, name: str, option: str) -> Span:
    for override in case.get("overrides", []):
        if (override["criterion"], override["option"]) == (name, option):
            return (Fraction(override["score"]),) * 3
    low, score, high = naive_start(model["criteria"][name], case, name, option)
    for fact, entry in model["facts"].items():
        answer, possible = naive_answer(entry, case["answers"].get(fact))
        shifts = {
            each: Fraction(entry["answers"][each]["shifts"].get(name, {}).get(option, 0))
            for each in entry["answers"]
        }
        if answer is not None:
            low, score, high = (end + shifts[answer] for end in (low, score, high))
        else:
            low += min([Fraction(0), *(shifts[each] for each in possible)])
            high += max([Fraction(0), *(shifts[each] for each in possible)])
    clipped = [min(Fraction(100), max(Fraction(0), end)) for end in (low, score, high)]
    return clipped[0], clipped[1], clipped[2]


def naive_available(model: Written, case: Written, option: str) -> str:
    words = []
    for need in model["options"][option].get("needs", []):
        fact = need["fact"]
        answer, _ = naive_answer(model["facts"][fact], case["answers"].get(fact))
        words.append("unknown" if answer is None else "yes" if answer in need["is"] else "no")
    return "no" if "no" in words else "unknown" if "unknown" in words else "yes"


def naive_stands_on(model: Written, case: Written, option: str) -> str:
    falls_back = model["options"][option].get("falls-back-to")
    if naive_available(model, case, option) != "no" or falls_back is None:
        return option
    return naive_stands_on(model, case, str(falls_back))


def naive_ranks(totals: dict[str, Fraction], ranked: list[str]) -> dict[str, int | None]:
    tie = Fraction(1, 10**9)
    return {
        option: 1 + sum(totals[other] > totals[option] + tie for other in ranked)
        if option in ranked
        else None
        for option in totals
    }


@THOUSAND
@given(problems())
def test_cells_totals_and_ranks_are_those_of_a_naive_reading_in_exact_fractions(
    problem: tuple[Written, Written],
) -> None:
    model, case = problem
    evaluation = evaluated(model, case)
    table = evaluation.standing.table
    stands_on = {option: naive_stands_on(model, case, option) for option in model["options"]}
    assert dict(table.stands_on) == stands_on
    available = {option: naive_available(model, case, option) for option in model["options"]}
    assert dict(table.available) == available
    totals = dict.fromkeys(model["options"], Fraction(0))
    for name in model["criteria"]:
        for option in model["options"]:
            low, score, high = naive_cell(model, case, name, stands_on[option])
            cell = table.cells[name][option]
            assert cell.low == pytest.approx(float(low), abs=1e-9)
            assert cell.score == pytest.approx(float(score), abs=1e-9)
            assert cell.high == pytest.approx(float(high), abs=1e-9)
            totals[option] += Fraction(evaluation.standing.shares[name]) * score
    for option, total in totals.items():
        assert evaluation.totals[option] == pytest.approx(float(total), abs=1e-9)
    ranked = [option for option in totals if available[stands_on[option]] != "no"]
    assert dict(evaluation.standing.ranks) == naive_ranks(totals, ranked)
