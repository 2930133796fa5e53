from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given

from decision.evaluation.additive import Standing
from decision.evaluation.score_draws import draw_scores
from decision.evaluation.verdict import (
    NEAR,
    Draws,
    Side,
    Verdict,
    draw,
    find,
    judge,
    panel_parts,
    role_sides,
    what_if,
    what_if_sides,
)
from decision.evaluation.weights import OTHER_ROLES
from decision.numeric import DRAWS
from tests.strategies import DRAWN, Written, evaluated, problems


def ranged(low: float, score: float, high: float) -> Written:
    return {"score": score, "low": low, "high": high}


def model_of(a: Any, b: Any, **more: Any) -> Written:
    """Two options on one criterion."""
    return {
        "title": "Two options",
        "options": {"a": {"name": "A"}, "b": {"name": "B"}},
        "criteria": {"speed": {"name": "Speed", "weight": 1, "scores": {"a": a, "b": b}}},
        **more,
    }


def fact(*moves: Written, key: bool = False) -> Written:
    """A fact whose answers n0, n1, … shift `speed` by option."""
    answers = {
        f"n{place}": {"says": "x", "shifts": {"speed": move}} for place, move in enumerate(moves)
    }
    return {"ask": "What was seen?", "key": key, "answers": answers}


def standing_of(model: Written, **case: Any) -> Standing:
    return evaluated(model, case).standing


def drawn(a: Any, b: Any, **more: Any) -> Draws:
    return draw(standing_of(model_of(a, b, **more)))


def sampled(exact: float) -> Any:
    """Within five standard errors of an exact probability."""
    return pytest.approx(exact, abs=5 * math.sqrt(exact * (1 - exact) / DRAWS))


# Probability and spans, against closed forms


@pytest.mark.parametrize("other", [42, 47.5, 50, 55, 59])
def test_one_triangle_against_a_fixed_score(other: float) -> None:
    below = (other - 40) ** 2 / 200 if other <= 50 else 1 - (60 - other) ** 2 / 200
    assert drawn(ranged(40, 50, 60), other).probability == sampled(max(below, 1 - below))


def test_two_independent_triangles_leaning_opposite_ways() -> None:
    """P(a > b) = ∫ 2(1 − x) x² dx = 1/6, for densities 2(1 − x) and 2x on 0 to 1."""
    draws = drawn(ranged(0, 0, 100), ranged(0, 100, 100))
    assert draws.probability == sampled(5 / 6)


def test_two_independent_triangles_alike_are_ahead_half_the_time() -> None:
    assert drawn(ranged(20, 50, 80), ranged(20, 50, 80)).probability == sampled(0.5)


@pytest.mark.parametrize(("low", "high"), [(40, 60), (20, 55), (45, 45.5)])
def test_a_span_runs_between_the_triangles_5th_and_95th_percentiles(
    low: float, high: float
) -> None:
    mode = (low + 2 * high) / 3
    span = drawn(ranged(low, mode, high), 50).totals["a"]
    assert span.low == tail(low, mode - low, high - low)
    assert span.high == tail(high, mode - high, high - low)


def tail(end: float, to_mode: float, width: float) -> Any:
    """The triangle's 5th percentile counted from an end: √(0.05 · width · distance to mode)."""
    reach = math.sqrt(0.05 * width * abs(to_mode))
    density = 2 * reach / (width * abs(to_mode))
    error = 5 * math.sqrt(0.05 * 0.95 / DRAWS) / density
    return pytest.approx(end + math.copysign(reach, to_mode), abs=error)


def test_an_open_fact_makes_each_of_its_answers_equally_likely() -> None:
    facts = {"staff": fact({"a": 10}, {"a": -10}, {})}
    assert drawn(50, 55, facts=facts).probability == sampled(2 / 3)


def test_a_tie_counts_half() -> None:
    facts = {"staff": fact({"a": 5}, {})}
    assert drawn(50, 55, facts=facts).probability == sampled(3 / 4)
    assert drawn(50, 50).probability == 0.5


def test_a_fact_that_moves_both_alike_moves_the_margin_not_at_all() -> None:
    facts = {"staff": fact({"a": 30, "b": 30}, {"a": -30, "b": -30})}
    draws = drawn(50, 45, facts=facts)
    assert draws.probability == 1
    assert draws.margin.high - draws.margin.low < 1e-9
    assert (draws.totals["a"].low, draws.totals["a"].high) == (20, 80)


def test_two_open_facts_are_drawn_apart() -> None:
    facts = {"staff": fact({"a": 10}, {}), "money": fact({"a": 10}, {})}
    assert drawn(50, 65, facts=facts).probability == sampled(3 / 4)


def test_draws_are_clipped_cell_by_cell() -> None:
    facts = {"staff": fact({"a": 80}, {"a": -80})}
    span = drawn(50, 50, facts=facts).totals["a"]
    assert (span.low, span.high) == (0, 100)


@pytest.mark.parametrize("weights", [(10, 101, 1, 10), (1, 101, 101, 1, 0.1)])
def test_no_drawn_total_passes_100_however_the_shares_round(weights: tuple[float, ...]) -> None:
    """In floats these shares of 100 sum to 100.00000000000001."""
    model = model_of(0, 100)
    entry = model["criteria"]["speed"]
    model["criteria"] = {f"c{place}": entry | {"weight": w} for place, w in enumerate(weights)}
    assert draw(standing_of(model)).totals["b"].high == 100


def test_weights_stay_as_stated() -> None:
    model = model_of(ranged(0, 50, 100), 50)
    entry = model["criteria"]["speed"]
    model["criteria"]["cost"] = entry | {"weight": 3, "scores": {"a": 60, "b": 50}}
    span = draw(standing_of(model)).margin
    # A quarter of the range of speed, about the 7.5 points that cost gives.
    assert 4 * (span.low - 7.5) == tail(-50, 50, 100)
    assert 4 * (span.high - 7.5) == tail(50, -50, 100)


def test_nothing_uncertain_gives_spans_of_no_width_and_a_sure_leader() -> None:
    draws = drawn(60, 50)
    assert (draws.margin.low, draws.margin.high, draws.probability) == (10, 10, 1)


def test_a_span_is_widened_to_hold_a_stated_figure_that_the_draws_all_pass() -> None:
    """An open fact whose every answer lifts a score draws none as low as the one stated."""
    draws = drawn(50, 60, facts={"staff": fact({"a": 20}, {"a": 30})})
    assert (draws.totals["a"].low, draws.totals["a"].high) == (50, 80)
    assert (draws.margin.low, draws.margin.high, draws.probability) == (-20, 10, 0)


def test_the_pairs_probability_is_that_of_the_leader() -> None:
    one, other = drawn(ranged(40, 60, 80), 50), drawn(50, ranged(40, 60, 80))
    assert one.probability > 0.5
    assert other.probability > 0.5


def test_the_probability_of_a_refused_option_is_that_of_its_fallback() -> None:
    model = model_of(ranged(40, 60, 80), 50)
    model["options"]["a"] |= {
        "needs": [{"fact": "offer", "is": ["n0"]}],
        "falls-back-to": "b",
    }
    model["facts"] = {"offer": fact({}, {})}
    draws = draw(standing_of(model, answers={"offer": "n1"}))
    assert draws.probability == 0.5
    assert draws.totals["a"] == draws.totals["b"]


def test_percentiles_are_those_of_numpy() -> None:
    standing = standing_of(model_of(ranged(10, 30, 90), ranged(20, 50, 60)))
    few = draw(standing, size=101, seed=3)
    scores = draw_scores(standing.table, 101, 3)[:, 0, 0]
    low, high = np.percentile(scores, [5, 95])
    assert (few.totals["a"].low, few.totals["a"].high) == pytest.approx((low, high))


# The word, at its edges


def word(margin: float, probability: float, **more: Any) -> str:
    return judged(margin, probability, **more).word


def judged(margin: float, probability: float, **more: Any) -> Verdict:
    standing = replace(standing_of(model_of(60, 50)), margin=margin)
    return judge(standing, probability, more.pop("what_ifs", {}), more.pop("roles", {}), **more)


@pytest.mark.parametrize(
    ("margin", "probability", "expected"),
    [
        (2.0, 0.90, "clear"),
        (50.0, 1.0, "clear"),
        (2.0, math.nextafter(0.90, 0), "leaning"),
        (2.0, 0.65, "leaning"),
        (2.0, math.nextafter(0.65, 0), "close"),
        (math.nextafter(2.0, 0), 1.0, "close"),
        (0.0, 0.5, "close"),
        (-5.0, 0.0, "close"),
    ],
)
def test_the_word_changes_exactly_at_its_thresholds(
    margin: float, probability: float, expected: str
) -> None:
    assert word(margin, probability) == expected


AGAINST = {"x": Side("b", 4.0)}
ALONG = {"x": Side("a", 4.0)}


def test_a_what_if_or_a_role_with_the_other_leader_holds_clear_back_to_leaning() -> None:
    assert judged(9, 1, what_ifs=AGAINST) == Verdict("leaning", what_ifs=("x",))
    assert judged(9, 1, roles=AGAINST) == Verdict("leaning", roles=("x",))
    assert word(9, 1, what_ifs=ALONG, roles=ALONG) == "clear"


def test_a_what_if_or_a_role_does_not_hold_leaning_back() -> None:
    assert word(9, 0.7, what_ifs=AGAINST, roles=AGAINST) == "leaning"


def test_a_panel_whose_two_means_part_is_close_whatever_the_numbers() -> None:
    assert judged(50, 1, parts=True) == Verdict("close", panel_parts=True)


def test_a_close_verdict_says_which_of_its_numbers_falls_short() -> None:
    assert judged(1, 0.95) == Verdict("close", thin_margin=True)
    assert judged(9, 0.6) == Verdict("close", low_probability=True)
    assert judged(1, 0.6) == Verdict("close", thin_margin=True, low_probability=True)


def test_a_leaning_verdict_says_what_clear_would_need() -> None:
    verdict = judged(9, 0.8, what_ifs=AGAINST, roles=AGAINST)
    assert verdict == Verdict("leaning", low_probability=True, what_ifs=("x",), roles=("x",))


def test_an_open_key_fact_is_unknown_whatever_the_numbers() -> None:
    model = model_of(90, 10, facts={"staff": fact({}, {}, key=True), "other": fact({}, {})})
    finding = find(standing_of(model))
    assert finding.verdict == Verdict("unknown", open_keys=("staff",))
    answered = find(standing_of(model, answers={"staff": "n0"}))
    assert answered.verdict == Verdict("clear")


def test_a_key_checklist_with_an_item_nobody_could_say_stays_open() -> None:
    answers = {"some": {"says": "x", "from": 0}, "all": {"says": "x", "from": 2}}
    listed = {"ask": "x", "key": True, "items": {"one": "x", "two": "x"}, "answers": answers}
    model = model_of(90, 10, facts={"ready": listed})
    half = {"ready": {"yes": ["one"], "unknown": ["two"]}}
    assert find(standing_of(model, answers=half)).verdict.word == "unknown"
    assert find(standing_of(model, answers={"ready": ["one"]})).verdict.word == "clear"


# What-ifs and the panel


def test_a_what_if_leaves_out_its_facts_and_holds_the_verdict_back_where_the_leader_changes() -> (
    None
):
    model = model_of(50, 55, facts={"staff": fact({"a": 20}, {})})
    model["what-ifs"] = {"staffless": {"says": "Staff left out", "leave-out": ["staff"]}}
    standing = standing_of(model, answers={"staff": "n0"})
    assert what_if_sides(standing) == {"staffless": Side("b", 5)}
    assert find(standing).verdict == Verdict("leaning", what_ifs=("staffless",))


@DRAWN
@given(problems())
def test_with_nothing_left_out_the_pair_stands_as_it_does(
    problem: tuple[Written, Written],
) -> None:
    standing = evaluated(*problem).standing
    assert what_if(standing, iter(())) == Side(standing.ahead, standing.margin)


def two_criteria(**case: Any) -> Standing:
    """A is better at speed by 40, B at cost by 40."""
    entry = {"name": "x", "weight": 1}
    model = model_of(70, 30)
    model["criteria"] = {
        "speed": entry | {"scores": {"a": 70, "b": 30}},
        "cost": entry | {"scores": {"a": 30, "b": 70}},
    }
    return standing_of(model, **case)


def people(role: str, count: int, speed: float, cost: float, **more: Any) -> list[Written]:
    weights = {"speed": speed, "cost": cost}
    return [{"role": role, "weights": weights, **more} for _ in range(count)]


def test_each_role_leads_by_the_mean_of_its_own_weights() -> None:
    panel = [
        *people("Radiologist", 4, 3, 1),
        *people("Manager", 2, 1, 1),
        *people("Manager", 2, 0, 1),
    ]
    assert role_sides(two_criteria(panel=panel)) == {
        "Radiologist": Side("a", 20),
        "Manager": Side("b", 20),
    }


def test_roles_of_fewer_than_four_are_judged_together() -> None:
    panel = [*people("X", 5, 3, 1), *people("Y", 3, 0, 1), *people("Z", 3, 0, 1)]
    assert role_sides(two_criteria(panel=panel)).keys() == {"X", OTHER_ROLES}


def test_only_the_last_round_and_the_ballots_kept_count() -> None:
    panel = [
        *people("X", 4, 0, 1, round=1),
        *people("X", 4, 3, 1, round=2),
        *people("X", 4, 0, 1, round=2, removed="Asked for"),
    ]
    standing = two_criteria(panel=panel)
    assert role_sides(standing) == {"X": Side("a", 20)}
    assert standing.margin == pytest.approx(20)


def test_a_panel_that_headcount_alone_decides_is_close() -> None:
    """Twelve to four by people; level-headed roles lean the other way."""
    panel = [*people("Many", 12, 11, 10), *people("Few", 4, 0, 1)]
    standing = two_criteria(panel=panel)
    assert panel_parts(standing) is False  # both means put B ahead
    panel = [*people("Many", 12, 3, 1), *people("Few", 4, 0, 1)]
    standing = two_criteria(panel=panel)
    assert standing.ahead == "a"
    assert panel_parts(standing) is True
    assert find(standing).verdict == Verdict("close", panel_parts=True)


def test_without_a_panel_there_are_no_roles_and_no_parting() -> None:
    assert role_sides(two_criteria()) == {}
    assert panel_parts(two_criteria()) is False


def test_the_panel_is_heard_though_other_weights_count() -> None:
    panel = people("X", 4, 0, 1)
    standing = two_criteria(panel=panel, weights={"speed": 9, "cost": 1})
    assert standing.ahead == "a"
    assert find(standing).verdict == Verdict("leaning", roles=("X",))


@DRAWN
@given(problems())
def test_the_word_and_what_holds_it_back_agree(problem: tuple[Written, Written]) -> None:
    standing = evaluated(*problem).standing
    draws, what_ifs, roles = draw(standing, 300), what_if_sides(standing), role_sides(standing)
    parts = panel_parts(standing)
    verdict = judge(standing, draws.probability, what_ifs, roles, parts)
    held = replace(verdict, word="clear") != Verdict("clear")
    assert held == (verdict.word != "clear")
    facts = standing.table.model.facts
    keys_open = any(facts[name].key for name in standing.table.unanswered)
    assert keys_open == (verdict.word == "unknown")
    if verdict.word == "clear":
        assert draws.probability >= 0.9
        assert standing.margin >= NEAR
        assert {side.leader for side in (*what_ifs.values(), *roles.values())} <= {standing.ahead}
        assert not parts
