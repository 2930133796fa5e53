"""Options that no weights make best: proved in fractions, and found again by ranking."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from decision.evaluation.additive import stand
from decision.numeric import TIE
from decision.sensitivity.dominance import Dominated, _play, closest_weights, dominated
from tests.strategies import DRAWN, Written, evaluated, problems

Rows = list[list[int]]


def games() -> st.SearchStrategy[Rows]:
    """Leads over 1 to 6 rivals on 1 to 6 criteria, in few numbers, so that many tie."""
    return st.tuples(st.integers(1, 6), st.integers(1, 6), st.sampled_from([1, 3, 100])).flatmap(
        lambda size: st.lists(
            st.lists(st.integers(-size[2], size[2]), min_size=size[1], max_size=size[1]),
            min_size=size[0],
            max_size=size[0],
        )
    )


def proved(rows: Rows, lead: float, weights: list[float], mixture: list[float]) -> None:
    """Weak duality in fractions: weights and mixture bound the best lead from both sides."""
    shares = [Fraction(weight) for weight in weights]
    parts = [Fraction(part) for part in mixture]
    assert min(shares + parts) >= 0
    shares = [share / sum(shares) for share in shares]
    parts = [part / sum(parts) for part in parts]
    reached = min(sum(w * d for w, d in zip(shares, row, strict=True)) for row in rows)
    bound = max(
        sum(part * d for part, d in zip(parts, column, strict=True))
        for column in zip(*rows, strict=True)
    )
    assert reached <= bound
    assert bound - reached <= Fraction(1, 10**9)
    assert lead == pytest.approx(float(reached), abs=1e-9)


@DRAWN
@given(games())
@example([[0]])
@example([[0, 0], [0, 0], [0, 0]])
@example([[-7]])
def test_the_closest_weights_are_proved_the_best(rows: Rows) -> None:
    best = closest_weights(rows)
    proved(rows, best.lead, best.weights.tolist(), best.mixture.tolist())


@DRAWN
@given(games())
def test_fractions_find_what_floats_find(rows: Rows) -> None:
    least = min(map(min, rows))
    raised = np.array([[Fraction(d - least + 1) for d in row] for row in rows], dtype=object)
    played = _play(raised)
    assert played is not None
    weights, mixture = played
    proved(rows, closest_weights(rows).lead, weights.tolist(), mixture.tolist())


def test_many_rivals_in_many_ties_are_still_proved() -> None:
    random = np.random.default_rng(7)
    for _ in range(20):
        tied = random.random((27, 21)) < 0.7
        rows = np.where(tied, 0, random.integers(-100, 101, (27, 21))) / 10
        best = closest_weights(rows)
        assert (best.mixture @ rows).max() - best.lead <= 1e-9


@pytest.mark.parametrize("worn_out", [None, (np.array([1.0, 0.0]), np.array([0.5, 0.5]))])
def test_where_floats_lead_nowhere_or_astray_fractions_are_asked(
    monkeypatch: pytest.MonkeyPatch, worn_out: tuple[np.ndarray, np.ndarray] | None
) -> None:
    exact = closest_weights([[-10, 30], [30, -20]])
    monkeypatch.setattr(
        "decision.sensitivity.dominance._play",
        lambda payoffs: _play(payoffs) if payoffs.dtype == object else worn_out,
    )
    assert closest_weights([[-10, 30], [30, -20]]).lead == pytest.approx(exact.lead, abs=1e-12)


def model_of(*rows: tuple[float, ...], weights: tuple[float, ...]) -> Written:
    options = "abcd"[: len(rows)]
    return {
        "title": "Dominance",
        "options": {name: {"name": name} for name in options},
        "criteria": {
            f"c{place}": {
                "name": "x",
                "weight": weight,
                "scores": {name: row[place] for name, row in zip(options, rows, strict=True)},
            }
            for place, weight in enumerate(weights)
        },
    }


def found_in(model: Written) -> tuple[Dominated, ...]:
    return dominated(evaluated(model).standing)


def test_an_option_between_two_others_is_dominated_by_both() -> None:
    (found,) = found_in(model_of((100, 0), (0, 100), (40, 40), weights=(3, 1)))
    assert (found.option, found.by) == ("c", ("a", "b"))
    assert found.closest == pytest.approx({"c0": 0.5, "c1": 0.5})
    assert found.short_by == pytest.approx(10)


def test_an_option_that_is_best_only_on_a_criterion_of_no_weight_is_dominated() -> None:
    (found,) = found_in(model_of((60, 60, 0), (50, 40, 100), weights=(1, 1, 0)))
    assert (found.option, found.by) == ("b", ("a",))
    assert found.closest == pytest.approx({"c0": 1, "c1": 0, "c2": 0})
    assert found.short_by == pytest.approx(10)


@pytest.mark.parametrize(
    "rows", [((50,), (50,)), ((50, 20), (50, 20)), ((0, 0), (0, 0), (0, 0)), ((60, 40), (50, 40))]
)
def test_options_that_tie_at_some_weights_are_not_dominated(rows: tuple[tuple[float, ...]]) -> None:
    assert found_in(model_of(*rows, weights=(1,) * len(rows[0]))) == ()


def test_one_criterion_is_enough_to_be_dominated_on() -> None:
    (found,) = found_in(model_of((50,), (60,), weights=(1,)))
    assert found == Dominated("a", ("b",), {"c0": 1.0}, pytest.approx(10))


@DRAWN
@given(problems(), st.integers(0, 2**32))
def test_no_weights_make_a_dominated_option_best_and_the_closest_are_as_close_as_said(
    problem: tuple[Written, Written], seed: int
) -> None:
    standing = evaluated(*problem).standing
    table = standing.table
    choosable = list(table.choosable)
    found = {row.option: row for row in dominated(standing)}
    assert found.keys() < set(choosable) or not found
    random = np.random.default_rng(seed)
    counted = [name for name, share in standing.shares.items() if share > 0]
    for name, row in found.items():
        again = stand(table, dict(row.closest))
        best = max(again.totals[option] for option in choosable)
        assert again.totals[name] == pytest.approx(best - row.short_by, abs=1e-9)
        assert row.short_by > TIE
        assert set(row.by) == {o for o in choosable if again.totals[o] >= best - 2 * TIE}
        for weights in random.dirichlet(np.full(len(counted), 0.5), 10):
            shares = dict.fromkeys(table.model.criteria, 0.0)
            shares |= dict(zip(counted, weights.tolist(), strict=True))
            tried = stand(table, shares).totals
            assert max(tried[option] for option in choosable) >= tried[name] + row.short_by - 1e-9
    for name in set(choosable) - found.keys():
        rivals = [option for option in choosable if option != name]
        if rivals:
            gaps = [
                [table.cells[c][name].score - table.cells[c][o].score for c in counted]
                for o in rivals
            ]
            best_lead = closest_weights(gaps)
            assert best_lead.lead >= -2 * TIE
