"""Draws of score tables follow the distributions that the design states."""

from __future__ import annotations

import math
from itertools import product
from typing import Any

import numpy as np
import pytest
from hypothesis import given

from decision.evaluation import score_draws
from decision.evaluation.score_draws import Drawing
from decision.evaluation.scores import ScoreTable, score_table
from decision.numeric import Floats
from tests.evaluation.test_scores import COSTED, ONE, table_of
from tests.strategies import DRAWN, Written, case_from, evaluated, made, problems


def draw_scores(table: ScoreTable, size: int, seed: int) -> Floats:
    """Finished scores, N × options × criteria: totals with all weight on one criterion a time."""
    drawing = Drawing(table, size, seed)
    layers = [drawing.totals(row) for row in np.eye(len(table.model.criteria))]
    return np.moveaxis(np.array(layers), (0, 1, 2), (2, 1, 0))


def test_amounts_as_large_as_a_file_may_hold_are_drawn_without_overflow() -> None:
    huge = {"amount": 0, "low": -1e300, "high": 1e300}
    case = case_from({"amounts": {"cost": {"a": huge}}})
    drawn = draw_scores(score_table(made(COSTED), case), 1000, 1)
    assert np.isfinite(drawn).all()
    assert set(np.unique(drawn[:, 0, 0].round(6))) == {0, 100}


def test_draws_have_one_layer_a_draw_with_options_down_and_criteria_across() -> None:
    assert draw_scores(table_of(), 7, 1).shape == (7, 2, 1)


@pytest.mark.parametrize(
    ("low", "score", "high"), [(20, 50, 80), (20, 20, 80), (20, 80, 80), (0, 65, 70)]
)
def test_a_start_score_is_drawn_from_the_triangle_on_its_range(
    low: float, score: float, high: float
) -> None:
    """Against the triangular distribution's closed-form distribution function."""
    model = made(with_start(low, score, high))
    drawn = np.sort(draw_scores(score_table(model), 20_000, 1)[:, 0, 0])
    below = (drawn - low) ** 2 / ((high - low) * max(score - low, 1e-12))
    above = 1 - (high - drawn) ** 2 / ((high - low) * max(high - score, 1e-12))
    exact = np.where(drawn <= score, below, above)
    steps = np.arange(1, 20_001) / 20_000
    # Kolmogorov and Smirnov: 1.95 / sqrt(N) is passed by chance once in a thousand.
    assert np.abs(exact - steps).max() < 1.95 / np.sqrt(20_000)


def with_start(low: float, score: float, high: float) -> Written:
    scores = {"a": {"score": score, "low": low, "high": high}, "b": 50}
    return ONE | {"criteria": {"speed": ONE["criteria"]["speed"] | {"scores": scores}}, "facts": {}}


def test_a_fact_draws_each_of_its_answers_equally_often_for_all_cells_together() -> None:
    moves = [{"speed": {"a": -10, "b": 7}}, {"speed": {"a": 5, "b": 0}}, {}]
    answers = {f"n{place}": {"says": "x", "shifts": move} for place, move in enumerate(moves)}
    model = made(with_start(60, 60, 60) | {"facts": {"fact": {"ask": "x", "answers": answers}}})
    drawn = draw_scores(score_table(model), 20_000, 1)[:, :, 0]
    pairs, counts = np.unique(drawn, axis=0, return_counts=True)
    assert pairs.tolist() == [[50, 57], [60, 50], [65, 50]]
    assert counts == pytest.approx([20_000 / 3] * 3, abs=5 * np.sqrt(20_000 * 2 / 9))


def test_a_start_that_is_kept_is_that_drawn_anew_and_nobody_changes_it() -> None:
    """Of another range, seed or number of draws, nothing stands for it."""
    table = score_table(made(with_start(20, 50, 80)))
    first = Drawing(table, 20_000, 1)._start("speed", "a")
    with pytest.raises(ValueError, match="read-only"):
        first += 1
    Drawing(table, 20_000, 1).totals([1.0])
    assert Drawing(table, 20_000, 1)._start("speed", "a") is first
    score_draws._kept.cache_clear()
    assert (Drawing(table, 20_000, 1)._start("speed", "a") == first).all()
    moved = score_table(made(with_start(20, 60, 80)))
    for other in (Drawing(moved, 20_000, 1), Drawing(table, 20_000, 2)):
        assert not np.array_equal(other._start("speed", "a"), first)
    before = score_draws._kept.cache_info().currsize
    assert Drawing(table, 20_001, 1)._start("speed", "a").shape == (20_001,)
    assert score_draws._kept.cache_info().currsize == before  # a million draws would be 8 MB each


def test_two_cells_are_drawn_apart() -> None:
    scores = {option: {"score": 50, "low": 0, "high": 100} for option in "ab"}
    entry = ONE["criteria"]["speed"] | {"scores": scores}
    model = made(ONE | {"criteria": {"speed": entry, "cost": entry}, "facts": {}})
    drawn = draw_scores(score_table(model), 20_000, 1).reshape(20_000, 4)
    correlation = np.corrcoef(drawn.T) - np.eye(4)
    assert np.abs(correlation).max() < 5 / np.sqrt(20_000)


def test_another_seed_gives_other_draws_and_the_same_seed_the_same() -> None:
    table = table_of()
    first, again, other = (draw_scores(table, 50, seed) for seed in (1, 1, 2))
    assert (first == again).all()
    assert (first != other).any()


def test_what_one_cell_draws_does_not_depend_on_the_rest_of_the_model() -> None:
    wider = {**ONE, "criteria": {"extra": ONE["criteria"]["speed"], **ONE["criteria"]}}
    alone = draw_scores(table_of(), 50, 1)[:, :, 0]
    beside = draw_scores(score_table(made(wider)), 50, 1)[:, :, 1]
    assert (alone == beside).all()


# Items, answers by id, disputes and sizes, against their distributions


def listed(*effects: tuple[float, float], counted: dict[int, float] | None = None) -> Written:
    """One criterion, and a checklist whose items move `a` by (yes, no), and answers by count."""
    items = {
        f"i{place}": {"says": "x", "shifts": {"speed": {"a": yes}}, "if-not": {"speed": {"a": no}}}
        for place, (yes, no) in enumerate(effects)
    }
    answers = {
        f"n{start}": {"says": "x", "from": start, "shifts": {"speed": {"a": points}}}
        for start, points in (counted or {}).items()
    }
    facts = {"list": {"ask": "x", "items": items, "answers": answers}}
    return with_start(50, 50, 50) | {"facts": facts}


def shares_of_scores(model: Written, case: Written, size: int = 20_000) -> dict[float, float]:
    """How often `a` gets each score."""
    drawn = draw_scores(score_table(made(model), case_from(case)), size, 1)[:, 0, 0]
    found, counts = np.unique(drawn.round(9), return_counts=True)
    return dict(zip(found.tolist(), (counts / size).tolist(), strict=True))


def by_completions(
    effects: list[tuple[float, float]], counted: dict[int, float], keep: Any
) -> dict[float, float]:
    """The same by listing all completions that are kept, each as likely."""
    kept = [one for one in product((True, False), repeat=len(effects)) if keep(one)]
    found: dict[float, float] = {}
    for states in kept:
        moved = sum(yes if on else no for on, (yes, no) in zip(states, effects, strict=True))
        reached = [points for start, points in sorted(counted.items()) if start <= sum(states)]
        score = 50 + moved + (reached[-1] if reached else 0)
        found[score] = found.get(score, 0) + 1 / len(kept)
    return found


def same_shares(found: dict[float, float], expected: dict[float, float]) -> None:
    assert found.keys() == expected.keys()
    for score, part in expected.items():
        error = math.sqrt(part * (1 - part) / 20_000)
        assert found[score] == pytest.approx(part, abs=5 * error + 1e-12)


EFFECTS = [(3.0, -1.0), (7.0, 0.0), (0.0, -4.0)]
COUNTED = {0: -10.0, 1: 0.5, 3: 20.0}


@pytest.mark.parametrize("counted", [{}, COUNTED])
def test_unknown_items_are_yes_or_no_apart_and_the_count_follows(counted: dict[int, float]) -> None:
    model = listed(*EFFECTS, counted=counted)
    same_shares(shares_of_scores(model, {}), by_completions(EFFECTS, counted, lambda one: True))
    case = {"answers": {"list": {"yes": ["i1"], "unknown": ["i2"]}}}
    expected = by_completions(EFFECTS, counted, lambda one: one[1] and not one[0])
    same_shares(shares_of_scores(model, case), expected)


@pytest.mark.parametrize(("answer", "least", "most"), [("n0", 0, 0), ("n1", 1, 2), ("n3", 3, 3)])
def test_a_checklist_answered_by_an_id_keeps_to_the_counts_that_reach_it_each_way_as_likely(
    answer: str, least: int, most: int
) -> None:
    model = listed(*EFFECTS, counted=COUNTED)
    expected = by_completions(EFFECTS, COUNTED, lambda one: least <= sum(one) <= most)
    same_shares(shares_of_scores(model, {"answers": {"list": answer}}), expected)


def test_a_dispute_draws_one_of_its_two_answers_whole() -> None:
    model = listed(*EFFECTS, counted=COUNTED)
    case = {
        "answers": {"list": ["i0", "i2"]},
        "disputed": {"list": {"by": "Another lead", "says": []}},
    }
    # 50 + 3 + 0 + 0 + 0.5 with two in place; 50 − 1 + 0 − 4 − 10 with none.
    same_shares(shares_of_scores(model, case), {53.5: 0.5, 35.0: 0.5})


@pytest.mark.parametrize("spread", [0.25, 0.5, 1])
def test_all_shifts_of_one_fact_are_multiplied_by_one_factor_and_two_facts_by_two(
    spread: float,
) -> None:
    moves = {"speed": {"a": 20, "b": -10}}
    fact = {"ask": "x", "answers": {"yes": {"says": "x", "shifts": moves}}}
    model = with_start(20, 20, 20) | {"facts": {"f": fact, "g": fact}, "shift-spread": spread}
    answers = {"f": "yes", "g": "yes"}
    drawn = draw_scores(score_table(made(model), case_from({"answers": answers})), 20_000, 1)
    a, b = drawn[:, 0, 0] - 20, drawn[:, 1, 0] - 50
    assert a == pytest.approx(-2 * b)  # one factor for both cells
    # Two triangles on 1 − s to 1 + s have a variance of s²/6 each; together they lie about 2.
    assert a.mean() == pytest.approx(40, abs=5 * 20 * spread * math.sqrt(2 / 6 / 20_000))
    assert a.var() == pytest.approx(400 * 2 * spread**2 / 6, rel=0.06)
    assert a.min() >= 40 * (1 - spread) - 1e-9
    assert a.max() <= 40 * (1 + spread) + 1e-9
    alone = score_table(made(model), case_from({"answers": answers}), ["g"])
    one = draw_scores(alone, 20_000, 1)[:, 0, 0] - 20
    assert one.var() == pytest.approx(400 * spread**2 / 6, rel=0.06)


def test_without_a_spread_what_is_answered_does_not_vary() -> None:
    fact = {"ask": "x", "answers": {"yes": {"says": "x", "shifts": {"speed": {"a": 20}}}}}
    model = made(with_start(50, 50, 50) | {"facts": {"f": fact}})
    drawn = draw_scores(score_table(model, case_from({"answers": {"f": "yes"}})), 50, 1)
    assert set(drawn[:, 0, 0]) == {70}


def test_the_sizes_are_multiplied_before_the_clip() -> None:
    fact = {"ask": "x", "answers": {"yes": {"says": "x", "shifts": {"speed": {"a": 50}}}}}
    model = made(with_start(50, 50, 50) | {"facts": {"f": fact}, "shift-spread": 0.5})
    drawn = draw_scores(score_table(model, case_from({"answers": {"f": "yes"}})), 20_000, 1)
    at_top = (drawn[:, 0, 0] == 100).mean()
    assert at_top == pytest.approx(0.5, abs=5 * math.sqrt(0.25 / 20_000))


@DRAWN
@given(problems())
def test_told_the_answers_of_a_draw_the_totals_are_those_of_the_case_with_them(
    problem: tuple[Written, Written],
) -> None:
    """Start scores and sizes as written: each draw is one case, answered in full."""
    model, case = problem
    standing = evaluated(model, case).standing
    drawing = Drawing(standing.table, 3, 5)
    shares = np.array(list(standing.shares.values()))
    told = drawing.told_totals(shares)
    for draw in range(3):
        answers: Written = {}
        for name, fact in standing.table.model.facts.items():
            state: Any = drawing.states[name]
            if hasattr(state, "is_second"):
                state = state.second if state.is_second[draw] else state.first
            if fact.items:
                answers[name] = [
                    item
                    for item in fact.items
                    if (state.items[item] if isinstance(state.items[item], bool)
                        else state.items[item][draw])
                ]  # fmt: skip
            else:
                place = state.answer if isinstance(state.answer, int) else state.answer[draw]
                answers[name] = list(fact.answers)[place]
        rest = {key: value for key, value in case.items() if key not in ("disputed",)}
        again = evaluated(model, rest | {"answers": answers}).standing
        table = standing.table
        for row, option in enumerate(table.model.options):
            total = sum(
                share * again.table.cells[name][option].score
                for name, share in standing.shares.items()
            )
            # An option without a fallback that can't be chosen now isn't scored as another.
            if table.can_choose(option) or table.stands_on[option] == option:
                assert told[row, draw] == pytest.approx(total, abs=1e-9)
            if table.can_choose(option):
                assert drawing.can[row, draw] == (again.table.available[option] == "yes")
