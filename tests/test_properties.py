"""What holds of every model and every case, by hypothesis."""

from __future__ import annotations

import json
import math
import random
from collections.abc import Callable, Mapping
from copy import deepcopy
from dataclasses import replace
from fractions import Fraction
from itertools import combinations
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from pydantic import ValidationError

import decision
from decision.errors import WeightsError
from decision.evaluation.additive import stand
from decision.evaluation.score_draws import Drawing
from decision.evaluation.scores import Cell, ScoreTable, score_table
from decision.evaluation.verdict import Draws, draw, find, what_if_leads
from decision.evaluation.weights import shares
from decision.model.cells import Measure
from decision.numeric import SEED, TIE
from tests.evaluation.test_score_draws import draw_scores
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
    return None if value is None else pytest.approx(value, abs=1e-9)


def same_result(one: decision.Evaluation, other: decision.Evaluation) -> None:
    """Compare what both have: totals, how the options stand, and each course's best."""
    for option in one.totals.keys() & other.totals.keys():
        assert one.totals[option] == near(other.totals[option])
        assert one.standing.table.available[option] == other.standing.table.available[option]
    for course in one.model.courses.keys() & other.model.courses.keys():
        assert best_total(one, course) == near(best_total(other, course))


def best_total(evaluation: decision.Evaluation, course: str) -> float:
    form = evaluation.standing.best_of(course)
    return -1 if form is None else evaluation.totals[form]


def same_draws(one: decision.Evaluation, other: decision.Evaluation) -> None:
    """Compare what draws say of the options and courses that both have."""
    ours, theirs = drawn(one), drawn(other)
    for option in ours.totals.keys() & theirs.totals.keys():
        for end in ("low", "high"):
            assert getattr(ours.totals[option], end) == near(getattr(theirs.totals[option], end))
    if one.model.courses.keys() == other.model.courses.keys():
        for course, found in ours.courses.items():
            assert found.probability == near(theirs.courses[course].probability)
    # The leader may be another only on a tie, where the order of the file names it.
    if one.standing.course == other.standing.course:
        assert ours.probability == near(theirs.probability)
        if list(one.totals) == list(other.totals) or not told_ties(one):
            assert ours.if_all_known == near(theirs.if_all_known)
        assert one.standing.margin == near(other.standing.margin)
        if ours.margin is None or theirs.margin is None:
            assert ours.margin is theirs.margin
        else:
            for end in ("low", "high"):
                assert getattr(ours.margin, end) == near(getattr(theirs.margin, end))
    else:
        assert one.standing.margin == near(0)


def told_ties(evaluation: decision.Evaluation) -> bool:
    """Whether two lead in any draw, told its answers: the order of the file then names one."""
    standing = evaluation.standing
    drawing = Drawing(standing.table, 400, SEED)
    told = drawing.told_totals(np.array(list(standing.shares.values())))
    told = np.where(drawing.can, told, -np.inf)
    return bool(((told >= told.max(axis=0) - 2 * TIE).sum(axis=0) > 1).any())


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
    if standing.leader is not None and standing.rival is not None:
        gap = standing.totals[standing.leader] - standing.totals[standing.rival]
        assert standing.margin == near(gap)
    plain = standing.plain
    assert plain.margin == near(standing.totals[plain.leader] - standing.totals[plain.other])
    assert {plain.leader, plain.other} == set(standing.table.model.pair)


@THOUSAND
@given(problems())
def test_the_leader_is_the_best_that_can_be_chosen_and_the_first_of_those_that_tie(
    problem: Problem,
) -> None:
    standing = evaluated(*problem).standing
    available, totals = standing.table.available, standing.totals
    choosable = [
        option
        for option in totals
        if available[option] == "yes"
        or (available[option] == "unknown" and "falls-back-to" in problem[0]["options"][option])
    ]
    if standing.leader is None:
        assert choosable == []
        return
    assert standing.leader in choosable
    assert all(totals[option] <= totals[standing.leader] + TIE for option in choosable)
    before = choosable[: choosable.index(standing.leader)]
    assert all(totals[option] < totals[standing.leader] - TIE / 2 for option in before)
    if standing.plain.leader not in choosable:
        assert standing.plain.other not in choosable


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
def test_an_option_refused_stands_on_its_fallback_and_one_that_has_none_has_no_rank(
    problem: Problem,
) -> None:
    standing = evaluated(*problem).standing
    table = standing.table
    for option, on in table.stands_on.items():
        if table.available[option] != "no":
            assert on == option
            assert (standing.ranks[option] is not None) == table.can_choose(option)
            continue
        assert option != standing.leader
        assert standing.totals[option] == standing.totals[on]
        assert standing.ranks[option] == standing.ranks[on]
        assert (standing.ranks[option] is None) == (not table.can_choose(on))
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
        assert before.standing.lead == near_lead(after)


def near_lead(evaluation: decision.Evaluation) -> Any:
    """The same lead, but for the last digits of its margin."""
    lead = evaluation.standing.lead
    return replace(lead, margin=near(lead.margin))


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


def effects_of(fact: Written) -> list[Written]:
    """The items of a checklist that are written with effects."""
    return [entry for entry in fact.get("items", {}).values() if isinstance(entry, dict)]


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
        for entry in effects_of(fact):
            entry["shifts"]["idle"] = {"a": 30}
            entry["if-not"]["idle"] = {"b": 10}
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
    entry = {key: value for key, value in model["options"][option].items() if key != "baseline"}
    model["options"]["copy"] = entry | {"name": "Copy"}
    model["options"]["copy"].pop("course", None)
    model["compare"] = []  # what were options of one course may now be forms of one of two
    for entry in model["criteria"].values():
        cells = entry.get("scores") or entry["amounts"]
        cells["copy"] = cells[option]
        if better and "scores" in entry:
            score = cells[option]["score"] if isinstance(cells[option], dict) else cells[option]
            cells["copy"] = min(100, score + better)
    for fact in model["facts"].values():
        shifts = [answer["shifts"] for answer in fact["answers"].values()]
        shifts += [item[side] for item in effects_of(fact) for side in ("shifts", "if-not")]
        for moved in shifts:
            for moves in moved.values():
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
    for name, total in before.totals.items():
        assert after.totals[name] == near(total)
        assert before.standing.table.available[name] == after.standing.table.available[name]
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
def test_adding_an_option_leaves_the_others_draws_as_they_were(
    problem: Problem, option: str, better: float
) -> None:
    before, after = (
        draw_scores(evaluated(*one).standing.table, 50, 3)
        for one in (problem, with_copy(*problem, option, better))
    )
    assert (after[:, : before.shape[1]] == before).all()


# What a form adds, and what it doesn't


def with_form(model: Written, case: Written, head: str, score: float, **more: Any) -> Problem:
    """Add a form of a course that scores the same on every judged criterion."""
    model, case = deepcopy(model), deepcopy(case)
    model["options"]["form"] = {"name": "Form", "falls-back-to": head} | more
    for entry in model["criteria"].values():
        if "scores" in entry:
            entry["scores"]["form"] = score
        else:
            ends = sorted(entry["measure"]["values"].items())
            worst = ends[0] if ends[0][1] <= ends[-1][1] else ends[-1]
            entry["amounts"]["form"] = worst[0]
    return model, case


def several_courses(problem: Problem) -> str:
    """The head of the first course, where there are two or more."""
    heads = [name for name, one in problem[0]["options"].items() if "falls-back-to" not in one]
    assume(len(heads) > 1)
    return heads[0]


@DRAWN
@given(problems())
def test_a_form_that_is_never_best_changes_no_course_and_no_probability(
    problem: Problem,
) -> None:
    head = several_courses(problem)
    before, after = evaluated(*problem), evaluated(*with_form(*problem, head, 0))
    ours, theirs = drawn(before), drawn(after)
    totals = before.totals.values()
    assume(min(totals) > 1)  # above what is worst on every criterion, in every draw but few
    scores = draw_scores(after.standing.table, 400, 1) @ np.array(
        list(after.standing.shares.values())
    )
    forms = [list(after.totals).index(one) for one in before.model.courses[head]]
    assume((scores[:, -1] < scores[:, forms].max(axis=1) - TIE).all())
    assume(before.standing.table.can_choose(head))
    assert after.standing.lead == near_lead(before)
    for course, found in ours.courses.items():
        assert theirs.courses[course].probability == found.probability
    assert theirs.probability == ours.probability
    assert theirs.if_all_known == ours.if_all_known
    assert theirs.margin == ours.margin
    assert theirs.best == ours.best


@DRAWN
@given(problems(), st.floats(0, 100))
def test_a_form_that_cannot_be_chosen_changes_nothing_of_the_answer(
    problem: Problem, score: float
) -> None:
    head = several_courses(problem)
    model, case = with_form(*problem, head, score, needs=[{"fact": "offer", "is": ["made"]}])
    answers = {"made": {"says": "Made"}, "refused": {"says": "Refused"}}
    model["facts"]["offer"] = {"ask": "Was it offered?", "answers": answers}
    case["answers"]["offer"] = "refused"
    before, after = evaluated(*problem), evaluated(model, case)
    assert before.standing.lead == after.standing.lead
    assert (before.standing.rival, before.standing.over, before.standing.plain) == (
        after.standing.rival,
        after.standing.over,
        after.standing.plain,
    )
    ours, theirs = drawn(before), drawn(after)
    assert replace(ours, totals={}) == replace(theirs, totals={})
    assert ours.totals == {name: theirs.totals[name] for name in ours.totals}
    one, other = find(before.standing), find(after.standing)
    assert (one.verdict, one.form_word) == (other.verdict, other.form_word)
    found = after.robustness.course_acceptability
    assert found == near(dict(before.robustness.course_acceptability))
    first, second = before.robustness.cheapest_flip, after.robustness.cheapest_flip
    assert first == second
    assert [one.course_at for one in before.robustness.switching] == [
        one.course_at for one in after.robustness.switching
    ]


# What things are called


NEW_NAMES = {name: f"{name}-renamed" for name in ("a", "b", "c", "d", "w", "x", "y", "z")} | {
    name: f"{name}-renamed" for name in ("f", "g", "h", "one", "two", "three", "low", "mid", "high")
}


def renamed(written: Any, key: str = "") -> Any:
    """A model or a case with other ids for options, criteria, facts, items and answers.

    Texts that people read stay, and so do the keys of the format.
    """
    if isinstance(written, dict):
        fixed = key in ("values", "evidence") or "says" in written
        found = {}
        for name, value in written.items():
            kept = name in ("low", "high") and ("score" in written or "amount" in written)
            found[name if kept or fixed else NEW_NAMES.get(name, name)] = (
                value
                if name in ("says", "ask", "name", "title", "course", "because", "by", "role")
                and isinstance(value, str)
                and not (name == "says" and key in ("f", "g", "h"))
                else renamed(value, name)
            )
        return found
    if isinstance(written, list):
        return [renamed(one) for one in written]
    return NEW_NAMES.get(written, written) if isinstance(written, str) else written


@DRAWN
@given(problems())
def test_other_ids_change_nothing_but_the_ids(problem: Problem) -> None:
    before, after = evaluated(*problem), evaluated(*map(renamed, problem))
    assert {NEW_NAMES[name]: total for name, total in before.totals.items()} == after.totals
    for kind in ("leader", "course", "rival", "over"):
        old, new = getattr(before.standing, kind), getattr(after.standing, kind)
        assert new == (None if old is None else NEW_NAMES[old])
    assert before.standing.margin == after.standing.margin
    assert list(before.standing.ranks.values()) == list(after.standing.ranks.values())
    ours, theirs = before.robustness, after.robustness
    assert list(ours.course_acceptability.values()) == near(
        list(theirs.course_acceptability.values())
    )
    assert [(row.at, row.course_at) for row in ours.switching] == [
        (row.at, row.course_at) for row in theirs.switching
    ]
    assert [one.margin for one in ours.fact_flips] == [one.margin for one in theirs.fact_flips]
    assert [one.margin for one in ours.claims] == [one.margin for one in theirs.claims]
    asked = {NEW_NAMES[one.fact]: one for one in ours.ask_next if one.item is None}
    for one in theirs.ask_next:
        if one.item is None:
            assert one.changes == near(asked[one.fact].changes)
            assert one.swing == near(asked[one.fact].swing)
    # Each id has a stream of its own, so draws differ by their luck alone.
    probabilities = [find(one.standing).draws.courses.values() for one in (before, after)]
    for mine, other in zip(*probabilities, strict=True):
        assert mine.probability == pytest.approx(other.probability, abs=0.025)


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
    # An item that is told counts at once, and the answer not before all are: with effects of
    # their own and more items open, what is stated may lie outside what all completions reach.
    said = ["yes", "no"] if effects_of(model["facts"][lists[0]]) else ["yes", "no", "unknown"]
    marks = {item: pick.choice(said) for item in ITEMS}
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
    """With sizes as written: those drawn, and second answers, are in no stated range."""
    model, case = problem
    case = {key: value for key, value in case.items() if key != "disputed"}
    table = evaluated(model | {"shift-spread": 0}, case).standing.table
    drawing = Drawing(table, 200, seed)
    for name, cells in table.cells.items():
        for option, cell in cells.items():
            if table.stands_on[option] != option:
                continue
            these = np.broadcast_to(drawing.own(name, option), 200)
            assert these.min() >= cell.low - 1e-9
            assert these.max() <= cell.high + 1e-9
            if cell.override is not None:
                assert (these == cell.score).all()


@DRAWN
@given(problems(), SEEDS)
def test_what_is_refused_in_a_draw_takes_its_fallbacks_finished_cells_there(
    problem: Problem, seed: int
) -> None:
    table = evaluated(*problem).standing.table
    scores, drawing = draw_scores(table, 200, seed), Drawing(table, 200, seed)
    options = list(table.model.options)
    for row, (option, entry) in enumerate(table.model.options.items()):
        able = drawing.can[row]
        assert able.any() <= table.can_choose(option)
        if table.available[option] == "yes":
            assert able.all()
        for column, name in enumerate(table.cells):
            own = np.broadcast_to(drawing.own(name, option), 200)
            assert scores[able, row, column] == near(own[able])
            if entry.falls_back_to is not None:
                other = scores[~able, options.index(entry.falls_back_to), column]
                assert (scores[~able, row, column] == other).all()


@DRAWN
@given(problems())
def test_every_span_holds_the_figure_stated_and_probability_is_one(problem: Problem) -> None:
    evaluation = evaluated(*problem)
    draws = drawn(evaluation)
    for option, span in draws.totals.items():
        assert 0 <= span.low <= evaluation.totals[option] <= span.high <= 100 + 1e-9
    if draws.margin is not None:
        assert draws.margin.low <= (evaluation.standing.margin or 0) <= draws.margin.high
    for course, found in draws.courses.items():
        assert 0 <= found.probability <= 1
        if found.total is not None:
            assert found.total.low <= best_total(evaluation, course) <= found.total.high
    span, chance = draws.plain
    assert span.low <= evaluation.standing.plain.margin <= span.high
    assert 0 <= chance <= 1
    if draws.probability is not None:
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
    for name, lead in what_if_leads(evaluation.standing).items():
        left_out = model["what-ifs"][name]["leave-out"]
        answers = {fact: said for fact, said in case["answers"].items() if fact not in left_out}
        disputed = {
            fact: one for fact, one in case.get("disputed", {}).items() if fact not in left_out
        }
        without = evaluated(model, case | {"answers": answers, "disputed": disputed})
        again = stand(without.standing.table, evaluation.standing.shares)
        assert lead == replace(again.lead, margin=near(again.lead.margin))
