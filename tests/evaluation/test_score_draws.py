"""Draws of score tables follow the distributions that the design states."""

from __future__ import annotations

import numpy as np
import pytest

from decision.evaluation.score_draws import draw_scores
from decision.evaluation.scores import score_table
from tests.evaluation.test_scores import COSTED, ONE, table_of
from tests.strategies import Written, case_from, made


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
    return ONE | {
        "criteria": {"speed": ONE["criteria"]["speed"] | {"scores": scores}},
        "facts": {},
    }


def test_a_fact_draws_each_of_its_answers_equally_often_for_all_cells_together() -> None:
    moves = [{"speed": {"a": -10, "b": 7}}, {"speed": {"a": 5, "b": 0}}, {}]
    answers = {f"n{place}": {"says": "x", "shifts": move} for place, move in enumerate(moves)}
    model = made(with_start(60, 60, 60) | {"facts": {"fact": {"ask": "x", "answers": answers}}})
    drawn = draw_scores(score_table(model), 20_000, 1)[:, :, 0]
    pairs, counts = np.unique(drawn, axis=0, return_counts=True)
    assert pairs.tolist() == [[50, 57], [60, 50], [65, 50]]
    assert counts == pytest.approx([20_000 / 3] * 3, abs=5 * np.sqrt(20_000 * 2 / 9))


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
