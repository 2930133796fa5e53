from __future__ import annotations

import math
import random
from fractions import Fraction
from itertools import pairwise, product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision.evaluation.scores import Cell, ScoreTable, score_table
from tests.strategies import DRAWN, THOUSAND, Written, case_from, evaluated, made, problems

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


# Items with effects of their own

LISTED: Written = ONE | {
    "facts": {
        "ready": {
            "ask": "What is ready?",
            "items": {
                "one": {
                    "says": "One",
                    "shifts": {"speed": {"a": 10}},
                    "if-not": {"speed": {"a": -4}},
                    "because": "It counts",
                    "evidence": ["e1"],
                },
                "two": {"says": "Two", "shifts": {"speed": {"a": 6}}},
                "three": "Three",
            },
            "answers": {
                "few": {"says": "Few", "from": 0},
                "many": {"says": "Many", "from": 2, "shifts": {"speed": {"a": 3}}},
            },
        }
    }
}


def listed(answer: Any = None) -> Cell:
    case = {} if answer is None else {"answers": {"ready": answer}}
    return score_table(made(LISTED), case_from(case)).cells["speed"]["a"]


def moved(cell: Cell) -> list[tuple[float, str | None, str | None]]:
    return [(one.points, one.item, one.answer) for one in cell.reasons[1:]]


def test_each_item_known_counts_at_once_and_the_count_once_all_are() -> None:
    assert moved(listed({"yes": ["one"], "unknown": ["two", "three"]})) == [(10, "one", "yes")]
    assert moved(listed({"yes": [], "unknown": ["two", "three"]})) == [(-4, "one", "no")]
    assert moved(listed({"yes": ["two"], "unknown": ["one"]})) == [(6, "two", "yes")]
    assert moved(listed(["one", "three"])) == [(3, None, "many"), (10, "one", "yes")]
    assert moved(listed()) == []


def test_an_items_reason_says_why_or_what_was_ticked_and_cites_its_own_evidence() -> None:
    yes = listed(["one", "two"]).reasons[2:]
    assert [reason.because for reason in yes] == ["It counts", "Two"]
    assert [reason.evidence for reason in yes] == [("e1",), ()]
    assert {reason.fact for reason in yes} == {"ready"}
    (no,) = listed({"yes": [], "unknown": ["two", "three"]}).reasons[1:]
    assert no.because == "It counts"


def test_what_is_open_reaches_as_far_as_its_completions_do_and_holds_nothing_done() -> None:
    cell = listed()
    # From neither item in place (−4) to all three (10 + 6, and 3 for the count).
    assert (cell.low, cell.score, cell.high) == (50 - 4, 60, 80 + 19)
    one = listed({"yes": ["one"], "unknown": ["two", "three"]})
    assert (one.low, one.score, one.high) == (50 + 10, 60 + 10, 80 + 10 + 9)


def test_an_answers_id_takes_the_mean_of_the_items_over_the_completions_that_reach_it() -> None:
    cell = listed("many")
    # Two of three in place, or all: each item is in place in 3 of the 4.
    one, two = 0.75 * 10 - 0.25 * 4, 0.75 * 6
    assert moved(cell) == [
        (3, None, "many"),
        (pytest.approx(one), "one", None),
        (pytest.approx(two), "two", None),
    ]
    assert cell.reasons[2].because == "Not told item by item; the mean effect of: One"
    # The least is one and three or two and three; the most all of them.
    least, most = min(10 + 0, -4 + 6), 10 + 6
    assert cell.low == pytest.approx(50 + 3 + least)
    assert cell.high == pytest.approx(min(100, 80 + 3 + most))


def test_an_answers_id_that_only_one_completion_reaches_settles_every_item() -> None:
    facts = LISTED["facts"]["ready"]
    answers = facts["answers"] | {"all": {"says": "All", "from": 3, "shifts": {"speed": {"a": 5}}}}
    model = LISTED | {"facts": {"ready": facts | {"answers": answers}}}
    table = score_table(made(model), case_from({"answers": {"ready": "all"}}))
    each = [(5, None, "all"), (10, "one", "yes"), (6, "two", "yes")]
    assert moved(table.cells["speed"]["a"]) == each
    assert table.open_facts == ()


def test_a_dispute_counts_as_answered_by_its_first_answer_and_leaves_the_fact_open_in_draws() -> (
    None
):
    table = table_of({"staff": "few"}, disputed={"staff": {"by": "Lead", "says": "many"}})
    assert table.cells["speed"]["a"].score == 30
    assert table.unanswered == ("ready",)
    assert table.open_facts == ("staff", "ready")


def test_a_dispute_over_what_an_option_needs_leaves_it_unknown() -> None:
    options = ONE["options"] | {
        "c": {"name": "C", "needs": [{"fact": "staff", "is": ["few"]}], "falls-back-to": "a"}
    }
    scores = ONE["criteria"]["speed"]["scores"] | {"c": 90}
    speed = ONE["criteria"]["speed"] | {"scores": scores}
    model = made(ONE | {"options": options, "criteria": {"speed": speed}})
    for first, second, word in (
        ("few", "some", "unknown"),
        ("some", "few", "unknown"),
        ("some", "many", "no"),
    ):
        case = {"answers": {"staff": first}}
        settled = score_table(model, case_from(case))
        assert settled.available["c"] == ("yes" if first == "few" else "no")
        disputed = case | {"disputed": {"staff": {"by": "Lead", "says": second}}}
        assert score_table(model, case_from(disputed)).available["c"] == word


# Amounts

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


# An independent reading of the design's section 4, in exact fractions.

States = dict[str, bool]
Span = tuple[Fraction, Fraction, Fraction]


def naive_completions(fact: Written, said: Any) -> list[States]:
    """Every way the items of a checklist may be, with what was said of it."""
    items = list(fact["items"])
    every = [
        dict(zip(items, states, strict=True))
        for states in product((True, False), repeat=len(items))
    ]
    if said is None:
        return every
    if isinstance(said, str):
        return [one for one in every if naive_reached(fact, sum(one.values())) == said]
    yes, unknown = (said, []) if isinstance(said, list) else (said["yes"], said["unknown"])
    return [one for one in every if all(one[i] == (i in yes) for i in items if i not in unknown)]


def naive_reached(fact: Written, count: Any) -> str | None:
    """The answer that a count or a number picks, where the fact has answers."""
    reached = [
        name
        for name, entry in fact["answers"].items()
        if Fraction(entry["from"]) <= Fraction(count)
    ]
    return reached[-1] if reached else None


def naive_possible(fact: Written, said: Any) -> list[str]:
    """The answers still possible."""
    if "items" in fact:
        found = (naive_reached(fact, sum(one.values())) for one in naive_completions(fact, said))
        return [name for name in dict.fromkeys(found) if name is not None]
    if said is None:
        return list(fact["answers"])
    return [said] if isinstance(said, str) else [naive_reached(fact, said) or ""]


def naive_effects(fact: Written, said: Any, name: str, option: str) -> Span:
    """What a fact does to a cell: the points that count, and how far below and above it may go."""

    def by_answer(answer: str | None) -> Fraction:
        shifts = fact["answers"][answer].get("shifts", {}) if answer else {}
        return Fraction(shifts.get(name, {}).get(option, 0))

    def by_items(states: States) -> Fraction:
        found = Fraction(0)
        for item, state in states.items():
            entry = fact["items"][item]
            if isinstance(entry, dict):
                shifts = entry.get("shifts" if state else "if-not", {})
                found += Fraction(shifts.get(name, {}).get(option, 0))
        return found

    possible = naive_possible(fact, said)
    if "items" not in fact:
        if said is not None:
            return by_answer(possible[0]), Fraction(0), Fraction(0)
        ends = [by_answer(answer) for answer in possible]
        return Fraction(0), min(Fraction(0), *ends), max(Fraction(0), *ends)
    every = naive_completions(fact, said)
    if isinstance(said, str):
        # Known by the answer alone: its items count by their mean over the completions.
        effects = [by_items(one) for one in every]
        mean = sum(effects) / Fraction(len(effects))
        low, high = min(effects) - mean, max(effects) - mean
        return by_answer(said) + mean, min(low, Fraction(0)), max(high, Fraction(0))
    known = {item: state for item, state in every[0].items() if len({e[item] for e in every}) == 1}
    if len(every) == 1:
        return by_items(known) + by_answer(naive_reached(fact, sum(known.values()))), *(
            Fraction(0),
            Fraction(0),
        )
    ends = []
    for one in every:
        rest = {item: state for item, state in one.items() if item not in known}
        ends.append(by_items(rest) + by_answer(naive_reached(fact, sum(one.values()))))
    return by_items(known), min(Fraction(0), *ends), max(Fraction(0), *ends)


def naive_value(measure: Written, amount: Fraction) -> Fraction:
    points = sorted((Fraction(at), Fraction(worth)) for at, worth in measure["values"].items())
    if amount <= points[0][0]:
        return points[0][1]
    for (left, below), (right, above) in pairwise(points):
        if amount <= right:
            return below + (above - below) * (amount - left) / (right - left)
    return points[-1][1]


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
        points, least, most = naive_effects(entry, case["answers"].get(fact), name, option)
        low, score, high = low + points + least, score + points, high + points + most
    clipped = [min(Fraction(100), max(Fraction(0), end)) for end in (low, score, high)]
    return clipped[0], clipped[1], clipped[2]


def naive_available(model: Written, case: Written, option: str) -> str:
    words = []
    for need in model["options"][option].get("needs", []):
        fact = need["fact"]
        possible = set(naive_possible(model["facts"][fact], case["answers"].get(fact)))
        if fact in case.get("disputed", {}):
            second = case["disputed"][fact]["says"]
            possible |= set(naive_possible(model["facts"][fact], second))
        met = possible & set(need["is"])
        words.append("no" if not met else "yes" if met == possible else "unknown")
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
    for fact, entry in model["facts"].items():
        both = naive_possible(entry, case["answers"].get(fact))
        if fact in case.get("disputed", {}):
            both = [*both, *naive_possible(entry, case["disputed"][fact]["says"])]
        assert set(table.possible(fact)) == set(both)
        assert score_table(table.model, table.case, [fact]).possible(fact) == ()
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
    ranked = [
        option
        for option, on in stands_on.items()
        if available[on] == "yes"
        or (available[on] == "unknown" and "falls-back-to" in model["options"][on])
    ]
    assert dict(evaluation.standing.ranks) == naive_ranks(totals, ranked)


@DRAWN
@given(problems(), st.integers(0, 2**32))
def test_ranges_hold_every_completion_of_what_is_open(
    problem: tuple[Written, Written], seed: int
) -> None:
    model, case = problem
    table, pick = score_table(made(model), case_from(case)), random.Random(seed)
    for _ in range(6):
        answers: Written = {}
        for name, fact in model["facts"].items():
            said = case["answers"].get(name)
            if "items" in fact:
                one = pick.choice(naive_completions(fact, said))
                answers[name] = [item for item, state in one.items() if state]
            else:
                answers[name] = pick.choice(list(fact["answers"])) if said is None else said
        full = {key: value for key, value in case.items() if key != "disputed"}
        closed = score_table(made(model), case_from(full | {"answers": answers}))
        assert closed.unanswered == ()
        for name, row in table.cells.items():
            for option, cell in row.items():
                if closed.stands_on[option] == table.stands_on[option]:
                    assert cell.low - 1e-9 <= closed.cells[name][option].score
                    assert closed.cells[name][option].score <= cell.high + 1e-9


@THOUSAND
@given(problems())
def test_reasons_sum_to_the_score_and_name_what_was_answered(
    problem: tuple[Written, Written],
) -> None:
    model, case = problem
    table = score_table(made(model), case_from(case))
    for name, row in table.cells.items():
        for option, cell in row.items():
            assert math.fsum(one.points for one in cell.reasons) == pytest.approx(cell.score)
            if cell.override is not None:
                assert len(cell.reasons) == 1
                continue
            on = table.stands_on[option]
            for fact, entry in model["facts"].items():
                mine = [one for one in cell.reasons if one.fact == fact]
                points, _, _ = naive_effects(entry, case["answers"].get(fact), name, on)
                assert math.fsum(one.points for one in mine) == pytest.approx(float(points))
                for one in mine:
                    if one.item is None:
                        assert one.answer == table.readings[fact].answer
                    else:
                        state = table.readings[fact].items[one.item]
                        assert one.answer == (None if state is None else "yes" if state else "no")
