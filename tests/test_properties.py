"""What holds of every model and every case, by hypothesis."""

from __future__ import annotations

import json
import math
import random
from collections.abc import Callable, Mapping
from copy import deepcopy
from fractions import Fraction
from itertools import combinations
from typing import Any

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from pydantic import ValidationError

import decision
from decision.errors import WeightsError
from decision.evaluation.additive import stand
from decision.evaluation.score_draws import draw_scores
from decision.evaluation.scores import Cell, ScoreTable, score_table
from decision.evaluation.verdict import Draws, draw, what_if_sides
from decision.evaluation.weights import shares
from decision.model.cells import Measure
from decision.numeric import TIE
from tests.strategies import (
    DOCUMENTS,
    DRAWN,
    ITEMS,
    THOUSAND,
    Tape,
    Written,
    ballot_of,
    case_from,
    evaluated,
    made,
    problems,
)

Problem = tuple[Written, Written]
SEEDS = st.integers(0, 2**32)


def near(value: Any) -> Any:
    return pytest.approx(value, abs=1e-9)


def same_result(one: decision.Evaluation, other: decision.Evaluation) -> None:
    """Compare what both have: totals, ranks and how the options stand."""
    for option in one.totals.keys() & other.totals.keys():
        assert one.totals[option] == near(other.totals[option])
        assert one.standing.table.available[option] == other.standing.table.available[option]
    assert one.standing.margin == near(other.standing.margin)


def same_draws(one: decision.Evaluation, other: decision.Evaluation) -> None:
    ours, theirs = drawn(one), drawn(other)
    chance = theirs.probability
    if one.standing.ahead != other.standing.ahead:  # only on a tie, where file order names it
        assert one.standing.margin == near(0)
        chance = 1 - chance
    else:
        assert (ours.margin.low, ours.margin.high) == near((theirs.margin.low, theirs.margin.high))
    assert ours.probability == near(chance)
    for option in ours.totals.keys() & theirs.totals.keys():
        for end in ("low", "high"):
            assert getattr(ours.totals[option], end) == near(getattr(theirs.totals[option], end))


def drawn(evaluation: decision.Evaluation) -> Draws:
    return draw(evaluation.standing, size=400)


def shuffled(entries: Mapping[str, Any], seed: int) -> Written:
    names = list(entries)
    random.Random(seed).shuffle(names)
    return {name: entries[name] for name in names}


def reordered(model: Written, key: str, seed: int) -> Written:
    return model | {key: shuffled(model[key], seed)}


# What holds of one evaluation


def cells_of(table: ScoreTable) -> list[Cell]:
    return [cell for row in table.cells.values() for cell in row.values()]


@THOUSAND
@given(problems())
def test_every_number_of_an_evaluation_agrees_with_the_others(problem: Problem) -> None:
    standing = evaluated(*problem).standing
    for cell in cells_of(standing.table):
        assert 0 <= cell.low <= cell.score <= cell.high <= 100
        assert math.fsum(reason.points for reason in cell.reasons) == near(cell.score)
    assert math.fsum(standing.shares.values()) == near(1)
    for option, total in standing.totals.items():
        column = [row[option].score for row in standing.table.cells.values()]
        assert 0 <= total <= 100
        assert min(column) - 1e-9 <= total <= max(column) + 1e-9
        parts = [row[option] for row in standing.contributions.values()]
        assert math.fsum(parts) == near(total)
    assert standing.margin == near(
        standing.totals[standing.ahead] - standing.totals[standing.behind]
    )
    assert {standing.ahead, standing.behind} == set(standing.table.model.pair)


@THOUSAND
@given(problems())
def test_the_leader_is_the_best_that_can_be_chosen_and_the_first_of_those_that_tie(
    problem: Problem,
) -> None:
    standing = evaluated(*problem).standing
    available, totals = standing.table.available, standing.totals
    choosable = [option for option in totals if available[option] != "no"]
    if standing.leader is None:
        assert choosable == []
        return
    assert standing.leader in choosable
    assert all(totals[option] <= totals[standing.leader] + TIE for option in choosable)
    before = choosable[: choosable.index(standing.leader)]
    assert all(totals[option] < totals[standing.leader] - TIE / 2 for option in before)
    if available[standing.ahead] == "no":
        assert available[standing.behind] == "no"


@THOUSAND
@given(problems())
def test_an_option_that_is_best_on_every_criterion_is_never_behind(problem: Problem) -> None:
    standing = evaluated(*problem).standing
    rows = standing.table.cells.values()
    for one, other in combinations(standing.totals, 2):
        for better, worse in ((one, other), (other, one)):
            if all(row[better].score >= row[worse].score for row in rows):
                assert standing.totals[better] >= standing.totals[worse] - 1e-12
                ranks = standing.ranks[better], standing.ranks[worse]
                assert None in ranks or ranks[0] <= ranks[1]  # type: ignore[operator]


@THOUSAND
@given(problems())
def test_an_unavailable_option_stands_on_its_fallback_and_one_without_any_has_no_rank(
    problem: Problem,
) -> None:
    standing = evaluated(*problem).standing
    table = standing.table
    for option, on in table.stands_on.items():
        if table.available[option] != "no":
            assert on == option
            assert standing.ranks[option] is not None
            continue
        assert option != standing.leader
        assert standing.totals[option] == standing.totals[on]
        assert standing.ranks[option] == standing.ranks[on]
        assert (on == option) <= (standing.ranks[option] is None)
        assert all(row[option] is row[on] for row in table.cells.values())


# What must make no difference


@THOUSAND
@given(problems(), SEEDS, st.sampled_from(["criteria", "options", "facts"]))
def test_the_order_of_the_file_is_irrelevant(problem: Problem, seed: int, key: str) -> None:
    model, case = problem
    before, after = evaluated(model, case), evaluated(reordered(model, key, seed), case)
    same_result(before, after)
    assert dict(before.standing.ranks) == dict(after.standing.ranks)
    if key != "options":
        assert before.leader == after.leader


@DRAWN
@given(problems(), SEEDS, st.sampled_from(["criteria", "options", "facts"]))
def test_the_order_of_the_file_changes_no_draw(problem: Problem, seed: int, key: str) -> None:
    model, case = problem
    same_draws(evaluated(model, case), evaluated(reordered(model, key, seed), case))


@THOUSAND
@given(problems(), st.floats(1e-6, 1e6))
def test_the_scale_of_the_weights_is_irrelevant(problem: Problem, scale: float) -> None:
    model, case = made(problem[0]), case_from(problem[1])
    points = {name: entry.weight for name, entry in model.criteria.items()}
    scaled = {name: value * scale for name, value in points.items()}
    one, other = (decision.evaluate(model, case, weights) for weights in (points, scaled))
    same_result(one, other)
    assert one.standing.shares == near(other.standing.shares)


def with_idle_criterion(model: Written, case: Written) -> Problem:
    """Add a criterion of weight 0, with ranges, that a fact shifts."""
    model, case = deepcopy(model), deepcopy(case)
    scores = {
        name: {"score": 90 if name == "a" else 5, "low": 0, "high": 100}
        for name in model["options"]
    }
    model["criteria"]["idle"] = {"name": "Idle", "weight": 0, "scores": scores}
    for fact in model["facts"].values():
        for answer in fact["answers"].values():
            answer["shifts"]["idle"] = {"b": 40}
    for ballot in case.get("panel", []):
        ballot["weights"]["idle"] = 0
    return model, case


@THOUSAND
@given(problems())
def test_a_criterion_of_weight_0_is_irrelevant(problem: Problem) -> None:
    before, after = evaluated(*problem), evaluated(*with_idle_criterion(*problem))
    same_result(before, after)
    assert dict(before.standing.ranks) == dict(after.standing.ranks)
    assert after.standing.shares["idle"] == 0


@DRAWN
@given(problems())
def test_a_criterion_of_weight_0_changes_no_draw_that_counts(problem: Problem) -> None:
    same_draws(evaluated(*problem), evaluated(*with_idle_criterion(*problem)))


def with_copy(model: Written, case: Written, option: str, better: float = 0) -> Problem:
    """Add an option like another, with start scores that many points higher."""
    model, case = deepcopy(model), deepcopy(case)
    model["options"]["copy"] = model["options"][option] | {"name": "Copy"}
    for entry in model["criteria"].values():
        cells = entry.get("scores") or entry["amounts"]
        cells["copy"] = cells[option]
        if better and "scores" in entry:
            score = cells[option]["score"] if isinstance(cells[option], dict) else cells[option]
            cells["copy"] = min(100, score + better)
    for fact in model["facts"].values():
        for answer in fact["answers"].values():
            for moves in answer["shifts"].values():
                if option in moves:
                    moves["copy"] = moves[option]
    for override in [item for item in case["overrides"] if item["option"] == option]:
        case["overrides"].append(override | {"option": "copy"})
    for amounts in case.get("amounts", {}).values():
        if option in amounts:
            amounts["copy"] = amounts[option]
    return model, case


@THOUSAND
@given(problems(), st.sampled_from("ab"))
def test_clones_share_a_rank(problem: Problem, option: str) -> None:
    standing = evaluated(*with_copy(*problem, option)).standing
    assert standing.totals["copy"] == standing.totals[option]
    assert standing.ranks["copy"] == standing.ranks[option]


@THOUSAND
@given(problems(), st.sampled_from("ab"), st.floats(0, 60))
def test_adding_an_option_leaves_the_others_in_their_order(
    problem: Problem, option: str, better: float
) -> None:
    before = evaluated(*problem)
    after = evaluated(*with_copy(*problem, option, better))
    same_result(before, after)
    assert before.standing.ahead == after.standing.ahead
    for one, other in combinations(before.totals, 2):
        ours = (before.standing.ranks[one], before.standing.ranks[other])
        theirs = (after.standing.ranks[one], after.standing.ranks[other])
        if None in ours:
            assert theirs.count(None) == ours.count(None)
        else:
            assert sign(*ours) == sign(*theirs)


def sign(one: int | None, other: int | None) -> int:
    assert one is not None
    assert other is not None
    return (one > other) - (one < other)


@DRAWN
@given(problems(), st.sampled_from("ab"), st.floats(0, 60))
def test_adding_an_option_keeps_the_pairs_probability_and_range(
    problem: Problem, option: str, better: float
) -> None:
    same_draws(evaluated(*problem), evaluated(*with_copy(*problem, option, better)))


@DOCUMENTS
@given(problems())
def test_the_same_input_gives_the_same_document_to_the_byte(problem: Problem) -> None:
    one, other = (evaluated(*deepcopy(problem)).to_dict() for _ in range(2))
    assert one == other
    assert json.dumps(one, allow_nan=False) == json.dumps(other, allow_nan=False)


# What must move one way only


@THOUSAND
@given(problems(), SEEDS, st.floats(0.01, 100))
def test_raising_a_start_never_lowers_a_rank(problem: Problem, seed: int, by: float) -> None:
    model, case = problem
    pick = random.Random(seed)
    name, option = pick.choice(list(model["criteria"])), pick.choice(list(model["options"]))
    raised = deepcopy(model)
    entry = raised["criteria"][name]
    if "scores" in entry:
        score = entry["scores"][option]
        score = score["score"] if isinstance(score, dict) else score
        entry["scores"][option] = min(100, score + by)
    else:
        amount = entry["amounts"][option]
        amount = amount["amount"] if isinstance(amount, dict) else amount
        values = sorted(entry["measure"]["values"].items())
        rises = values[-1][1] >= values[0][1]
        entry["amounts"][option] = amount + (by if rises else -by)
        case = {key: value for key, value in case.items() if key != "amounts"}
    before, after = evaluated(model, case).standing, evaluated(raised, case).standing
    assert after.totals[option] >= before.totals[option] - 1e-12
    was, now = before.ranks[option], after.ranks[option]
    assert (was is None) == (now is None)
    assert was is None or now is None or now <= was


@THOUSAND
@given(problems(), st.floats(-600, 600), st.floats(0, 600))
def test_a_value_function_runs_one_way_between_its_ends(
    problem: Problem, amount: float, more: float
) -> None:
    measures = [entry["measure"] for entry in problem[0]["criteria"].values() if "measure" in entry]
    assume(measures)
    measure = Measure.model_validate(measures[0])
    heights = [height for _, height in sorted(measures[0]["values"].items())]
    one, other = measure.value(amount), measure.value(amount + more)
    assert min(heights) <= one <= max(heights)
    assert (other >= one) if heights[-1] >= heights[0] else (other <= one)


@THOUSAND
@given(problems())
def test_leaving_a_fact_open_gives_ranges_that_hold_those_of_every_answer(
    problem: Problem,
) -> None:
    model, case = problem
    for fact, entry in model["facts"].items():
        opened = {name: said for name, said in case["answers"].items() if name != fact}
        wide = score_table(made(model), case_from(case | {"answers": opened}))
        for answer in entry["answers"]:
            closed = case_from(case | {"answers": opened | {fact: answer}})
            holds(wide, score_table(made(model), closed))


@THOUSAND
@given(problems(), SEEDS)
def test_an_item_nobody_can_say_gives_ranges_that_hold_those_of_yes_and_of_no(
    problem: Problem, seed: int
) -> None:
    model, case = problem
    lists = [name for name, fact in model["facts"].items() if "items" in fact]
    assume(lists)
    pick = random.Random(seed)
    marks = {item: pick.choice(["yes", "no", "unknown"]) for item in ITEMS}
    item = pick.choice(ITEMS)
    tables = {
        mark: score_table(
            made(model), case_from(case | {"answers": {lists[0]: ticked(marks | {item: mark})}})
        )
        for mark in ("yes", "no", "unknown")
    }
    holds(tables["unknown"], tables["yes"])
    holds(tables["unknown"], tables["no"])


def ticked(marks: Mapping[str, str]) -> Written:
    return {
        word: [item for item, mark in marks.items() if mark == word] for word in ("yes", "unknown")
    }


def holds(wide: ScoreTable, narrow: ScoreTable) -> None:
    for name, row in wide.cells.items():
        for option, cell in row.items():
            if wide.stands_on[option] == narrow.stands_on[option]:
                other = narrow.cells[name][option]
                assert cell.low <= other.low + 1e-9
                assert cell.high >= other.high - 1e-9


@DRAWN
@given(problems(), SEEDS)
def test_every_draw_of_a_cell_lies_in_its_range(problem: Problem, seed: int) -> None:
    table = evaluated(*problem).standing.table
    scores = draw_scores(table, 200, seed)
    options = list(table.model.options)
    for row, cells in enumerate(table.cells.values()):
        for column, option in enumerate(options):
            cell, these = cells[option], scores[:, column, row]
            assert these.min() >= cell.low - 1e-9
            assert these.max() <= cell.high + 1e-9
            if cell.override is not None:
                assert (these == cell.score).all()
            on = options.index(table.stands_on[option])
            assert (these == scores[:, on, row]).all()


@DRAWN
@given(problems())
def test_every_span_holds_the_figure_stated_and_probability_is_one(problem: Problem) -> None:
    evaluation = evaluated(*problem)
    draws = drawn(evaluation)
    for option, span in draws.totals.items():
        assert 0 <= span.low <= evaluation.totals[option] <= span.high <= 100 + 1e-9
    assert draws.margin.low <= evaluation.standing.margin <= draws.margin.high
    assert 0 <= draws.probability <= 1


# Ties


@st.composite
def exact_ties(draw: st.DrawFn) -> tuple[list[int], list[list[Fraction]]]:
    """Whole weights and scores in tenths, where several options tie exactly with the first."""
    count = draw(st.integers(2, 5))
    weights = draw(st.lists(st.integers(1, 60), min_size=count, max_size=count))
    tenths = st.integers(0, 1000).map(lambda tenth: Fraction(tenth, 10))
    first = draw(st.lists(tenths, min_size=count, max_size=count))
    rows = [first]
    for _ in range(draw(st.integers(1, 4))):
        i, j = draw(st.permutations(range(count)))[:2]
        step = Fraction(draw(st.integers(-12, 12)), 10)
        row = list(first)
        row[i] += step * weights[j]
        row[j] -= step * weights[i]
        rows.append(row if all(0 <= value <= 100 for value in row) else list(reversed(first)))
    return weights, rows


@THOUSAND
@given(exact_ties())
@example(([10, 20, 70], [[Fraction(1, 10), Fraction(2, 10), Fraction(3, 10)]] * 2))
def test_ranks_are_those_of_exact_fractions(
    problem: tuple[list[int], list[list[Fraction]]],
) -> None:
    weights, rows = problem
    options = [f"option-{place}" for place in range(len(rows))]
    model = {
        "title": "Ties",
        "options": {option: {"name": option} for option in options},
        "criteria": {
            f"criterion-{place}": {
                "name": "x",
                "weight": weight,
                "scores": {
                    option: float(row[place]) for option, row in zip(options, rows, strict=True)
                },
            }
            for place, weight in enumerate(weights)
        },
    }
    standing = evaluated(model).standing
    exact = [sum(w * v for w, v in zip(weights, row, strict=True)) for row in rows]
    assert list(standing.ranks.values()) == [1 + sum(b > a for b in exact) for a in exact]
    assert standing.leader == options[exact.index(max(exact))]


# Weights


@THOUSAND
@given(problems(), st.binary(min_size=60, max_size=60))
def test_weights_given_come_before_the_cases_then_the_panels_then_the_models(
    problem: Problem, data: bytes
) -> None:
    model, case = made(problem[0]), {"answers": problem[1]["answers"]}
    tape = Tape(data)
    panel = [ballot_of(tape, problem[0]) for _ in range(1 + tape.below(4))]
    own = {"w": 1 + tape.below(90)}
    given_weights = {name: 1 + tape.below(90) for name in model.criteria}
    models = shares({name: entry.weight for name, entry in model.criteria.items()})
    mine = shares({name: entry.weight for name, entry in model.criteria.items()} | own)

    def in_force(case: Written, weights: Mapping[str, float] | None = None) -> Mapping[str, float]:
        return decision.evaluate(model, case_from(case), weights).standing.shares

    assert in_force(case) == near(models)
    assert in_force(case | {"panel": panel}) == near(naive_panel(panel) or models)
    assert in_force(case | {"panel": panel, "weights": own}) == near(mine)
    whole = case | {"panel": panel, "weights": own}
    assert in_force(whole, given_weights) == near(shares(given_weights))


def naive_panel(panel: list[Written]) -> dict[str, float]:
    """The mean of the shares of the last round's ballots, without those removed."""
    kept = [ballot for ballot in panel if "removed" not in ballot]
    last = [ballot for ballot in kept if ballot["round"] == max(b["round"] for b in kept)]
    if not last:
        return {}
    sums = [sum(ballot["weights"].values()) for ballot in last]
    return {
        name: float(
            sum(
                Fraction(ballot["weights"][name], whole)
                for ballot, whole in zip(last, sums, strict=True)
            )
            / len(last)
        )
        for name in last[0]["weights"]
    }


BAD = st.sampled_from([math.nan, math.inf, -math.inf, -1.0, -1e-300, -5e-324])


@THOUSAND
@given(st.dictionaries(st.sampled_from("wxyz"), st.floats(0, 1e308), min_size=1), BAD)
def test_weights_that_are_negative_or_not_finite_are_errors(
    points: dict[str, float], bad: float
) -> None:
    for name in points:
        with pytest.raises(WeightsError, match=f"weight of `{name}`"):
            shares(points | {name: bad})


@pytest.mark.parametrize("bad", [math.nan, math.inf, -1.0])
@pytest.mark.parametrize("place", ["given", "case", "ballot", "model"])
def test_a_bad_weight_is_an_error_wherever_it_comes_from(bad: float, place: str) -> None:
    model = PLAIN
    with pytest.raises((WeightsError, ValidationError)):
        places[place](model, bad)


def _in_model(model: Written, bad: float) -> None:
    made(model | {"criteria": {"w": model["criteria"]["w"] | {"weight": bad}}})


places: dict[str, Callable[[Written, float], object]] = {
    "given": lambda model, bad: decision.evaluate(made(model), weights={"w": bad}),
    "case": lambda model, bad: evaluated(model, {"weights": {"w": bad}}),
    "ballot": lambda model, bad: evaluated(model, {"panel": [{"weights": {"w": bad}}]}),
    "model": _in_model,
}
PLAIN: Written = {
    "title": "One criterion and two options",
    "options": {"a": {"name": "A"}, "b": {"name": "B"}},
    "criteria": {"w": {"name": "W", "weight": 3, "scores": {"a": 40, "b": 60}}},
}


@pytest.mark.parametrize("place", ["given", "case", "ballot", "model"])
def test_weights_that_are_all_0_are_an_error_wherever_they_come_from(place: str) -> None:
    with pytest.raises((WeightsError, ValidationError, decision.CaseError)):
        places[place](PLAIN, 0)


def test_one_criterion_and_two_options_are_enough() -> None:
    evaluation = evaluated(PLAIN)
    assert evaluation.totals == {"a": 40, "b": 60}
    assert evaluation.leader == "b"
    assert evaluation.finding.draws.probability == 1


# What if


@THOUSAND
@given(problems())
def test_a_what_if_is_the_case_without_the_answers_it_leaves_out(problem: Problem) -> None:
    model, case = problem
    assume(model["facts"])
    model = model | {
        "what-ifs": {"all": {"says": "No fact counts", "leave-out": list(model["facts"])}}
        | model["what-ifs"]
    }
    evaluation = evaluated(model, case)
    for name, side in what_if_sides(evaluation.standing).items():
        left_out = model["what-ifs"][name]["leave-out"]
        answers = {fact: said for fact, said in case["answers"].items() if fact not in left_out}
        without = evaluated(model, case | {"answers": answers})
        again = stand(without.standing.table, evaluation.standing.shares)
        assert (side.leader, side.margin) == (again.ahead, near(again.margin))
