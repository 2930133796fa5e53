"""Probabilities against closed forms and slow loops; the word at each of its edges."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given

from decision.evaluation.additive import Lead, Standing
from decision.evaluation.score_draws import Drawing
from decision.evaluation.verdict import (
    FARTHEST,
    Draws,
    Finding,
    Span,
    Verdict,
    draw,
    find,
    judge,
    means_part,
    role_leads,
    unmet_duties,
    what_if,
    what_if_leads,
)
from decision.evaluation.weights import OTHER_ROLES
from decision.numeric import DRAWS, TIE
from tests.strategies import DRAWN, THOUSAND, Written, evaluated, problems


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


def test_the_probability_is_that_of_the_leading_course() -> None:
    one, other = drawn(ranged(40, 60, 80), 50), drawn(50, ranged(40, 60, 80))
    assert one.probability > 0.5
    assert other.probability > 0.5


def test_an_option_refused_has_the_spread_of_its_fallback_and_is_never_ahead() -> None:
    model = model_of(ranged(40, 60, 80), 50)
    model["options"]["a"] |= {"needs": [{"fact": "offer", "is": ["n0"]}], "falls-back-to": "b"}
    model["facts"] = {"offer": fact({}, {})}
    draws = draw(standing_of(model, answers={"offer": "n1"}))
    assert draws.totals["a"] == draws.totals["b"]
    assert draws.plain == (Span(0, 0), 0.5)
    assert (draws.margin, draws.probability, draws.best) == (None, 1, 1)
    assert {head: one.probability for head, one in draws.courses.items()} == {"a": 0, "b": 1}
    assert draws.courses["a"].total is None


def test_percentiles_are_those_of_numpy() -> None:
    standing = standing_of(model_of(ranged(10, 30, 90), ranged(20, 50, 60)))
    few = draw(standing, size=101, seed=3)
    scores = Drawing(standing.table, 101, 3).totals([1.0])[0]
    low, high = np.percentile(scores, [5, 95])
    assert (few.totals["a"].low, few.totals["a"].high) == pytest.approx((low, high))


# Courses of several forms


def two_forms(a: Any, a2: Any, b: Any, **more: Any) -> Written:
    """A course of two forms, and another of one."""
    model = model_of(a, b, **more)
    model["options"]["a2"] = {"name": "A2", "falls-back-to": "a"}
    model["criteria"]["speed"]["scores"]["a2"] = a2
    return model


def test_a_course_stands_on_its_best_form_in_each_draw() -> None:
    """P(max of two alike > c) = 1 − P(one < c)²."""
    wide = ranged(40, 50, 60)
    draws = draw(standing_of(two_forms(wide, wide, 47.5)))
    one_below = 7.5**2 / 200
    assert draws.probability == sampled(1 - one_below**2)
    assert draws.form == sampled(0.5)
    assert draws.best == pytest.approx(draws.probability / 2, abs=0.02)
    assert draws.courses["b"].probability == pytest.approx(1 - draws.probability)


def test_a_form_that_is_refused_in_a_draw_never_wins_there() -> None:
    model = two_forms(50, 90, 60, facts={"offer": fact({}, {}, {})})
    model["options"]["a2"]["needs"] = [{"fact": "offer", "is": ["n0"]}]
    draws = draw(standing_of(model))
    assert draws.probability == draws.best == sampled(1 / 3)
    assert draws.form == sampled(1 / 3 + 1 / 3)  # where refused it stands on A, and so ties
    assert draws.if_all_known == 1
    assert (draws.margin.low, draws.margin.high) == (-10, 30)


def test_ties_of_courses_share_and_two_forms_of_one_count_once() -> None:
    draws = draw(standing_of(two_forms(50, 50, 50)))
    assert (draws.probability, draws.best, draws.form) == (0.5, pytest.approx(1 / 3), 0.5)


def test_knowing_every_answer_lets_the_course_follow_them() -> None:
    """Either answer settles it; unknown, the stated leader is right half the time."""
    draws = draw(standing_of(model_of(51, 50, facts={"f": fact({"a": 20}, {"b": 20})})))
    assert draws.probability == sampled(0.5)
    assert draws.if_all_known == 1


def test_what_no_answer_tells_stays_unknown() -> None:
    model = model_of(ranged(40, 51, 60), 50, facts={"f": fact({}, {})})
    draws = draw(standing_of(model))
    assert draws.if_all_known == draws.probability < 1


def test_where_every_draw_leaves_nothing_to_choose_nothing_is_ahead_and_nothing_breaks() -> None:
    """Two needs of one fact that no one answer meets, over heads that are refused."""
    model = model_of(60, 50)
    back = {"name": "x", "needs": [{"fact": "given", "is": ["n0"]}]}
    options = model["options"]
    for name in "ab":
        needs = [{"fact": "open", "is": ["n0"]}, {"fact": "open", "is": ["n1"]}]
        options[name] |= {"needs": needs, "falls-back-to": f"{name}0"}
        options[f"{name}0"] = back
        model["criteria"]["speed"]["scores"][f"{name}0"] = 40
    model["facts"] = {"open": fact({}, {}), "given": fact({}, {})}
    standing = standing_of(model, answers={"given": "n1"})
    assert standing.lead == Lead("a", "a0", 10)
    draws = draw(standing)
    assert (draws.probability, draws.best, draws.if_all_known) == (0, 0, 0)
    assert draws.margin == Span(10, 10)


def shares_of_best(tops: list[float]) -> list[float]:
    """Each one's part in being best, in one draw: ties share."""
    most = max(tops)
    best = [most > -math.inf and top >= most - TIE for top in tops]
    return [one / max(1, sum(best)) for one in best]


@DRAWN
@given(problems())
def test_draws_are_read_off_as_a_slow_loop_reads_them(problem: tuple[Written, Written]) -> None:
    standing, size = evaluated(*problem).standing, 40
    table, model = standing.table, standing.table.model
    found = draw(standing, size, seed=9)
    drawing, options = Drawing(table, size, 9), list(model.options)
    weights = np.array(list(standing.shares.values()))
    totals, told, can = drawing.totals(weights), drawing.told_totals(weights), drawing.can
    for row, option in enumerate(options):
        low, high = np.percentile(totals[row], [5, 95])
        stated = standing.totals[option]
        assert found.totals[option] == Span(min(low, stated), max(high, stated))
    if standing.leader is None:
        nothing = (found.margin, found.probability, found.best, found.if_all_known, found.form)
        assert nothing == (None,) * 5
        assert {one.probability for one in found.courses.values()} == {0}
        return
    heads = list(model.courses)
    ahead, best, known, form, gaps = [], [], [], [], []
    tops: dict[str, list[float]] = {head: [] for head in heads}
    for place in range(size):
        able = {o: totals[row, place] for row, o in enumerate(options) if can[row, place]}
        if not able:
            continue
        course = {
            head: max([able[form] for form in model.courses[head] if form in able], default=-1e300)
            for head in heads
        }
        parts = dict(zip(heads, shares_of_best(list(course.values())), strict=True))
        ahead.append(parts)
        best.append(dict(zip(able, shares_of_best(list(able.values())), strict=True)))
        stated = {o: told[options.index(o), place] for o in able}
        first = next(o for o in able if stated[o] >= max(stated.values()) - TIE)
        known.append(parts[model.course_of[first]])
        mine = course.pop(standing.course)
        gaps.append(np.clip(mine - max(course.values(), default=-1e300), -FARTHEST, FARTHEST))
        for head, top in (course | {standing.course: mine}).items():
            if top > -1e300:
                tops[head].append(top)
    if standing.over is not None:
        one, other = options.index(standing.leader), options.index(standing.over)
        form = [
            0.5 if abs(gap) <= TIE else float(gap > 0)
            for gap in (totals[one] - totals[other]).tolist()
        ]
        assert found.form == pytest.approx(sum(form) / size)
    else:
        assert found.form is None
    count = len(ahead) or 1
    for head in heads:
        part = sum(one[head] for one in ahead) / count
        assert found.courses[head].probability == pytest.approx(part)
        span, form_of = found.courses[head].total, standing.best_of(head)
        if form_of is None:
            assert span is None
            continue
        stated = standing.totals[form_of]
        low, high = np.percentile(tops[head], [5, 95]) if tops[head] else (stated, stated)
        assert (span.low, span.high) == pytest.approx((min(low, stated), max(high, stated)))
    probability = sum(one[standing.course] for one in ahead) / count
    assert found.probability == pytest.approx(probability)
    assert found.best == pytest.approx(sum(one.get(standing.leader, 0) for one in best) / count)
    expected = max(probability, sum(known) / count) if table.open_facts else probability
    assert found.if_all_known == pytest.approx(expected)
    if standing.margin is None:
        assert found.margin is None
    else:
        low, high = np.percentile(gaps, [5, 95])
        ends = min(low, standing.margin), max(high, standing.margin)
        assert (found.margin.low, found.margin.high) == pytest.approx(ends)


@DRAWN
@given(problems())
def test_probabilities_hang_together(problem: tuple[Written, Written]) -> None:
    standing = evaluated(*problem).standing
    found = draw(standing, 300)
    if standing.leader is None:
        return
    assert sum(one.probability for one in found.courses.values()) == pytest.approx(1)
    assert found.probability == pytest.approx(found.courses[standing.course].probability)
    assert 0 <= found.best <= found.probability + 1e-12 <= 1 + 1e-9
    assert found.if_all_known >= found.probability
    if not standing.table.open_facts:
        assert found.if_all_known == found.probability
    if standing.rival is None:
        assert (found.margin, found.probability) == (None, pytest.approx(1))


# The word, at its edges


def word(margin: float | None, probability: float, gain: float = 0.0, **more: Any) -> str:
    return judged(margin, probability, gain, **more).word


def judged(
    margin: float | None,
    probability: float,
    gain: float = 0.0,
    asked: bool = False,
    source: str = "given",
    **more: Any,
) -> Verdict:
    """The verdict on two options with numbers put in; `asked`: with a question still open."""
    facts = {"staff": fact({}, {})} if asked else {}
    standing = standing_of(model_of(60, 50, facts=facts))
    standing = replace(standing, margin=margin, weights_from=source)
    draws = replace(draw(standing, 10), probability=probability, if_all_known=probability + gain)
    return judge(standing, draws, more.pop("what_ifs", {}), more.pop("roles", {}), **more)


SLACK = TIE / 2


@pytest.mark.parametrize(
    ("margin", "probability", "expected"),
    [
        (2.0, 0.90, "clear"),
        (50.0, 1.0, "clear"),
        (2.0, 0.90 - SLACK, "clear"),
        (2.0 - SLACK, 0.90, "clear"),
        (2.0, 0.90 - 3 * TIE, "leaning"),
        (2.0, 0.65, "leaning"),
        (2.0, 0.65 - SLACK, "leaning"),
        (2.0 - SLACK, 0.65, "leaning"),
        (2.0, 0.65 - 3 * TIE, "close"),
        (2.0 - 3 * TIE, 1.0, "close"),
        (2.0 - 3 * TIE, 0.65, "close"),
        (0.0, 0.5, "close"),
        (None, 1.0, "clear"),
        (None, 0.7, "leaning"),
    ],
)
def test_the_word_changes_exactly_at_its_thresholds_within_1e_9(
    margin: float | None, probability: float, expected: str
) -> None:
    assert word(margin, probability) == expected


@pytest.mark.parametrize(
    ("margin", "probability", "gain", "expected"),
    [
        (9.0, 0.80, 0.10, "unknown"),
        (9.0, 0.80, 0.10 - SLACK, "unknown"),
        (9.0, 0.80, 0.10 - 3 * TIE, "leaning"),
        (9.0, 0.60, 0.05, "unknown"),
        (9.0, 0.60, 0.05 - SLACK, "unknown"),
        (9.0, 0.60, 0.05 - 3 * TIE, "close"),
        (1.0, 0.85, 0.05, "unknown"),
        (1.0, 0.85, 0.05 - 3 * TIE, "close"),
        (9.0, 0.90 - 3 * TIE, 0.10, "unknown"),
        (9.0, 0.90 - SLACK, 0.10, "clear"),
        (1.0, 0.90, 0.10, "close"),
        (None, 0.8, 0.1, "unknown"),
    ],
)
def test_asking_is_called_for_exactly_where_it_could_settle_it(
    margin: float | None, probability: float, gain: float, expected: str
) -> None:
    assert word(margin, probability, gain, asked=True) == expected
    assert word(margin, probability, gain, asked=False) != "unknown"


def test_an_unknown_verdict_says_that_asking_could_settle_it_and_which_keys_are_open() -> None:
    assert judged(9, 0.8, 0.1, asked=True) == Verdict("unknown", asking=True)
    model = model_of(51, 50, facts={"f": fact({"a": 20}, {"b": 20}, key=True)})
    assert find(standing_of(model)).verdict == Verdict("unknown", asking=True, open_keys=("f",))


AGAINST = {"x": Lead("b", "b", 4.0)}
ALONG = {"x": Lead("a", "a", 4.0)}
NOBODY = {"x": Lead(None, None, None)}


def test_a_what_if_or_a_role_with_another_course_holds_clear_back_to_leaning() -> None:
    for other in (AGAINST, NOBODY):
        assert judged(9, 1, what_ifs=other) == Verdict("leaning", what_ifs=("x",))
        assert judged(9, 1, roles=other) == Verdict("leaning", roles=("x",))
    assert word(9, 1, what_ifs=ALONG, roles=ALONG) == "clear"


def test_another_form_of_the_same_course_holds_nothing_back() -> None:
    assert word(9, 1, what_ifs={"x": Lead("a2", "a", 0.1)}) == "clear"


def test_a_what_if_or_a_role_does_not_hold_leaning_back() -> None:
    assert word(9, 0.7, what_ifs=AGAINST, roles=AGAINST) == "leaning"


@pytest.mark.parametrize(
    ("source", "expected"),
    [("given", "clear"), ("case", "clear"), ("panel", "clear"), ("model", "leaning")],
)
def test_clear_needs_somebody_to_have_weighed(source: str, expected: str) -> None:
    verdict = judged(9, 1, source=source)
    assert (verdict.word, verdict.unweighed) == (expected, expected == "leaning")


def test_weights_of_the_case_count_as_weighed_whatever_their_values() -> None:
    assert find(standing_of(model_of(60, 50))).verdict == Verdict("leaning", unweighed=True)
    assert find(standing_of(model_of(60, 50), weights={"speed": 1})).verdict == Verdict("clear")


def test_a_panel_whose_two_means_part_is_close_whatever_the_numbers() -> None:
    assert judged(50, 1, parts=True) == Verdict("close", panel_parts=True)
    assert word(50, 0.8, 0.05, asked=True, parts=True) == "unknown"
    assert word(50, 0.95, 0.05, asked=True, parts=True) == "close"


def test_a_close_verdict_says_which_of_its_numbers_falls_short() -> None:
    assert judged(1, 0.95) == Verdict("close", thin_margin=True)
    assert judged(9, 0.6) == Verdict("close", low_probability=True)
    assert judged(1, 0.6) == Verdict("close", thin_margin=True, low_probability=True)


def test_a_leaning_verdict_says_what_clear_would_need() -> None:
    verdict = judged(9, 0.8, what_ifs=AGAINST, roles=AGAINST, source="model")
    assert verdict == Verdict(
        "leaning", low_probability=True, what_ifs=("x",), roles=("x",), unweighed=True
    )


WEIGHED = {"weights": {"speed": 1}}


def test_an_open_key_fact_holds_clear_back_to_leaning_and_another_does_not() -> None:
    model = model_of(90, 10, facts={"staff": fact({}, {}, key=True), "other": fact({}, {})})
    finding = find(standing_of(model, **WEIGHED))
    assert finding.verdict == Verdict("leaning", open_keys=("staff",))
    answered = find(standing_of(model, answers={"staff": "n0"}, **WEIGHED))
    assert answered.verdict == Verdict("clear")


def test_a_disputed_key_fact_counts_as_answered() -> None:
    model = model_of(90, 10, facts={"staff": fact({}, {}, key=True)})
    case = {"answers": {"staff": "n0"}, "disputed": {"staff": {"by": "Lead", "says": "n1"}}}
    assert find(standing_of(model, **case, **WEIGHED)).verdict == Verdict("clear")


def test_a_key_checklist_with_an_item_nobody_could_say_stays_open() -> None:
    answers = {"some": {"says": "x", "from": 0}, "all": {"says": "x", "from": 2}}
    listed = {"ask": "x", "key": True, "items": {"one": "x", "two": "x"}, "answers": answers}
    model = model_of(90, 10, facts={"ready": listed})
    half = {"ready": {"yes": ["one"], "unknown": ["two"]}}
    assert find(standing_of(model, answers=half, **WEIGHED)).verdict.open_keys == ("ready",)
    assert find(standing_of(model, answers={"ready": ["one"]}, **WEIGHED)).verdict.word == "clear"


def test_a_duty_of_the_leader_that_is_unmet_holds_clear_back_and_no_other_does() -> None:
    duty = {"says": "It is done"}
    gates = {"mine": duty | {"options": ["a"]}, "theirs": duty | {"options": ["b"]}, "all": duty}
    model = model_of(90, 10, gates=gates)
    for states, unmet in (
        ({"mine": "unmet", "theirs": "met"}, ("mine",)),
        ({"theirs": "unmet"}, ()),
        ({"all": {"b": "unmet"}}, ()),
        ({"all": {"a": "unmet"}, "mine": "unmet"}, ("mine", "all")),
        ({"all": "unknown"}, ()),
        ({"all": "unmet"}, ("all",)),
    ):
        standing = standing_of(model, gates=states, **WEIGHED)
        assert unmet_duties(standing) == unmet
        expected = Verdict("leaning", unmet=unmet) if unmet else Verdict("clear")
        assert find(standing).verdict == expected


def test_where_nothing_can_be_chosen_the_word_is_close() -> None:
    model = model_of(60, 50, facts={"offer": fact({}, {})})
    for option in model["options"].values():
        option["needs"] = [{"fact": "offer", "is": ["n0"]}]
    for case in ({}, {"answers": {"offer": "n1"}}):
        assert find(standing_of(model, **case)).verdict == Verdict("close")


def form_word(a: Any, a2: Any, **more: Any) -> str | None:
    return find(standing_of(two_forms(a, a2, 10, **more))).form_word


def test_the_word_for_the_form_goes_by_probability_and_margin_alone() -> None:
    assert form_word(50, 52) == "clear"  # though nobody has weighed
    assert form_word(50, 52 - 1e-6) == "close"
    assert form_word(50, 50) == "close"
    # P(A2 > 50) for triangles with their mode at 53: 1 − 10²/(20·13), 1 − 1/(11·4), 1 − 8²/(18·11).
    assert form_word(50, ranged(40, 53, 60)) == "close"
    assert form_word(50, ranged(49, 53, 60)) == "clear"
    assert form_word(50, ranged(42, 53, 60)) == "leaning"
    assert find(standing_of(model_of(60, 50))).form_word is None


def test_the_word_for_the_form_is_unknown_while_it_is_open_whether_it_can_be_had() -> None:
    def words(needing: str, a: float, a2: float, **case: Any) -> str | None:
        model = two_forms(a, a2, 10, facts={"offer": fact({}, {})})
        model["options"][needing]["needs"] = [{"fact": "offer", "is": ["n0"]}]
        return find(standing_of(model, **case)).form_word

    assert words("a2", 50, 70) == "unknown"
    assert words("a2", 70, 50) == "unknown"
    assert words("a2", 50, 70, answers={"offer": "n0"}) == "clear"
    assert words("a2", 50, 70, answers={"offer": "n1"}) is None


# What-ifs and the panel


def test_a_what_if_leaves_out_its_facts_and_holds_the_verdict_back_where_the_course_changes() -> (
    None
):
    model = model_of(50, 55, facts={"staff": fact({"a": 20}, {})})
    model["what-ifs"] = {"staffless": {"says": "Staff left out", "leave-out": ["staff"]}}
    standing = standing_of(model, answers={"staff": "n0"}, **WEIGHED)
    assert what_if_leads(standing) == {"staffless": Lead("b", "b", 5)}
    assert find(standing).verdict == Verdict("leaning", what_ifs=("staffless",))


@DRAWN
@given(problems())
def test_with_nothing_left_out_the_courses_stand_as_they_do(
    problem: tuple[Written, Written],
) -> None:
    standing = evaluated(*problem).standing
    assert what_if(standing, iter(())) == standing.lead


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
    assert role_leads(two_criteria(panel=panel)) == {
        "Radiologist": Lead("a", "a", 20),
        "Manager": Lead("b", "b", 20),
    }


def test_roles_of_fewer_than_four_are_judged_together() -> None:
    panel = [*people("X", 5, 3, 1), *people("Y", 3, 0, 1), *people("Z", 3, 0, 1)]
    assert role_leads(two_criteria(panel=panel)).keys() == {"X", OTHER_ROLES}


def test_only_the_last_round_and_the_ballots_kept_count() -> None:
    panel = [
        *people("X", 4, 0, 1, round=1),
        *people("X", 4, 3, 1, round=2),
        *people("X", 4, 0, 1, round=2, removed="Asked for"),
    ]
    standing = two_criteria(panel=panel)
    assert role_leads(standing) == {"X": Lead("a", "a", 20)}
    assert standing.margin == pytest.approx(20)


def test_a_panel_that_headcount_alone_decides_is_close() -> None:
    """Twelve to four by people; level-headed roles lean the other way."""
    panel = [*people("Many", 12, 11, 10), *people("Few", 4, 0, 1)]
    standing = two_criteria(panel=panel)
    assert means_part(standing) is False  # both means put B ahead
    panel = [*people("Many", 12, 3, 1), *people("Few", 4, 0, 1)]
    standing = two_criteria(panel=panel)
    assert standing.course == "a"
    assert means_part(standing) is True
    assert find(standing).verdict == Verdict("close", panel_parts=True)


def test_without_a_panel_there_are_no_roles_and_no_parting() -> None:
    assert role_leads(two_criteria()) == {}
    assert means_part(two_criteria()) is False


def test_the_panel_is_heard_though_other_weights_count() -> None:
    panel = people("X", 4, 0, 1)
    standing = two_criteria(panel=panel, weights={"speed": 9, "cost": 1})
    assert standing.weights_from == "case"
    assert standing.course == "a"
    assert find(standing).verdict == Verdict("leaning", roles=("X",))


def test_the_means_part_only_where_the_panels_mean_is_in_force() -> None:
    panel = [*people("Many", 12, 3, 1), *people("Few", 4, 0, 1)]
    weights = {"speed": 9, "cost": 1}
    for by, parts in (("panel-mean", True), ("panel-median", False), ("agreed", False)):
        case = {"panel": panel, "weights": weights, "weights-by": by}
        standing = two_criteria(**case)
        assert means_part(standing) is parts
    assert means_part(two_criteria(panel=panel, weights=weights)) is False


def word_by_the_contract(finding: Finding) -> str:
    """The word as section 6 of the design has it, from the document alone."""
    standing, draws, table = finding.standing, finding.draws, finding.standing.table
    if standing.leader is None:
        return "close"
    margin = math.inf if standing.margin is None else standing.margin
    probable = draws.probability + TIE
    same = all(
        one.course == standing.course
        for one in (*finding.what_ifs.values(), *finding.roles.values())
    )
    keys = all(
        table.readings[name].answered for name, fact in table.model.facts.items() if fact.key
    )
    duties = all(
        table.case.gate(name, standing.leader) != "unmet"
        for name, gate in table.model.gates.items()
        if not gate.options or standing.leader in gate.options
    )
    if means_part(standing) or margin + TIE < 2 or probable < 0.65:
        word = "close"
    elif probable >= 0.9 and same and keys and duties and standing.weights_from != "model":
        word = "clear"
    else:
        word = "leaning"
    gain = draws.if_all_known - draws.probability + TIE
    if table.open_facts and probable < 0.9 and gain >= (0.05 if word == "close" else 0.1):
        return "unknown"
    return word


@THOUSAND
@given(problems())
def test_the_word_is_that_of_the_contract_and_what_holds_it_back_agrees(
    problem: tuple[Written, Written],
) -> None:
    standing = evaluated(*problem).standing
    draws, what_ifs, roles = draw(standing, 300), what_if_leads(standing), role_leads(standing)
    verdict = judge(standing, draws, what_ifs, roles, means_part(standing))
    finding = Finding(standing, draws, what_ifs, roles, verdict, None)
    assert verdict.word == word_by_the_contract(finding)
    held = replace(verdict, word="clear") != Verdict("clear")
    assert held == (verdict.word != "clear" and standing.leader is not None)
    assert set(verdict.what_ifs) <= what_ifs.keys()
    assert set(verdict.roles) <= roles.keys()
    assert verdict.asking == (verdict.word == "unknown")


@DRAWN
@given(problems())
def test_the_word_for_the_form_is_that_of_the_contract(problem: tuple[Written, Written]) -> None:
    finding = find(evaluated(*problem).standing)
    standing, able = finding.standing, finding.standing.table.available
    if standing.over is None:
        assert finding.form_word is None
        assert finding.draws.form is None
        return
    margin = standing.totals[standing.leader] - standing.totals[standing.over]
    probable = finding.draws.form + TIE
    if "unknown" in (able[standing.leader], able[standing.over]):
        assert finding.form_word == "unknown"
    elif margin + TIE >= 2 and probable >= 0.65:
        assert finding.form_word == ("clear" if probable >= 0.9 else "leaning")
    else:
        assert finding.form_word == "close"
