"""What reverses the pair: each finding is confirmed by scoring and weighing again."""

from __future__ import annotations

import random
from copy import deepcopy
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import decision
from decision.evaluation.additive import Standing, stand
from decision.evaluation.scores import score_table
from decision.numeric import TIE
from decision.sensitivity.answer_changes import Change, variants
from decision.sensitivity.reversals import (
    ask_next,
    claims,
    fact_flips,
    pair_cheapest_flip,
    pair_switching,
)
from tests.sensitivity.test_answer_changes import changed, sides_slowly
from tests.strategies import DRAWN, Written, case_from, evaluated, made, problems

Problem = tuple[Written, Written]
SEEDS = st.integers(0, 2**32)
CASES = Path(__file__).parents[1] / "cases"
CLAIMS = ("c1", "c2", "c3", "c4")


def near(value: Any) -> Any:
    return pytest.approx(value, abs=1e-9)


def weighed(standing: Standing, shares: dict[str, float]) -> float:
    """The stated leader's margin at other weights."""
    totals = stand(standing.table, shares).totals
    return totals[standing.ahead] - totals[standing.behind]


def one_way(standing: Standing, criterion: str, share: float) -> dict[str, float]:
    others = sum(held for name, held in standing.shares.items() if name != criterion)
    moved = {name: held * (1 - share) / others for name, held in standing.shares.items()}
    return moved | {criterion: share}


def two_leaders(standing: Standing) -> bool:
    available = standing.table.available
    return (available[standing.ahead] == "no") == (available[standing.behind] == "no")


# Weights


@DRAWN
@given(problems())
def test_the_pair_changes_leader_at_each_share_given_and_nowhere_where_none_is(
    problem: Problem,
) -> None:
    standing = evaluated(*problem).standing
    rows = pair_switching(standing)
    assert [row.criterion for row in rows] == list(standing.table.model.criteria)
    for row in rows:
        assert row.share == standing.shares[row.criterion]
        if row.at is None:
            assert row.leader is None
            if two_leaders(standing) and row.share < 1:
                for step in range(1, 10):
                    margin = weighed(standing, one_way(standing, row.criterion, step / 10))
                    assert margin * standing.margin >= 0 or abs(margin) <= 2 * TIE
            continue
        assert row.leader == standing.behind
        assert 0 < row.at < 1
        assert weighed(standing, one_way(standing, row.criterion, row.at)) == near(0)
        step = min(row.at, 1 - row.at) / 2
        below, above = (
            weighed(standing, one_way(standing, row.criterion, row.at + side))
            for side in (-step, step)
        )
        assert below * above <= 0
        beyond = above if row.at > row.share else below
        if standing.margin > 2 * TIE:
            assert beyond < 0


@DRAWN
@given(problems())
def test_a_little_more_than_the_cheapest_flip_puts_the_other_ahead_and_a_little_less_does_not(
    problem: Problem,
) -> None:
    standing = evaluated(*problem).standing
    flip = pair_cheapest_flip(standing)
    cells = standing.table.cells.values()
    gaps = [row[standing.ahead].score - row[standing.behind].score for row in cells]
    if flip is None:
        assert min(gaps) >= -TIE or not two_leaders(standing)
        return
    assert two_leaders(standing)
    assert flip.to == standing.behind

    def after(moved: float) -> float:
        shares = dict(standing.shares)
        for source in flip.sources:
            taken = min(shares[source], moved)
            shares[source], moved = shares[source] - taken, moved - taken
            shares[flip.into] += taken
        return weighed(standing, shares)

    assert after(flip.moved) == near(0)
    if flip.sources:
        assert after(flip.moved * 0.99) > 0


def test_the_pair_changes_leader_where_the_office_problem_prints_it() -> None:
    """Goodwin and Wright, Decision Analysis for Management Judgment, ch. 3, figure 3.7."""
    model = decision.load_model(CASES / "goodwin-wright-turnover.criteria.yaml")
    pair = model.model_copy(update={"compare": ("addison-square", "elton-street")})
    assert pair.pair == ("addison-square", "elton-street")
    turnover, conditions = pair_switching(decision.evaluate(pair).standing)
    assert (turnover.at, turnover.leader) == (pytest.approx(0.521, abs=0.0005), "elton-street")
    assert conditions.at == pytest.approx(1 - 0.521, abs=0.0005)
    flip = pair_cheapest_flip(decision.evaluate(pair).standing)
    assert flip is not None
    assert flip.moved == pytest.approx(0.81 - 0.521, abs=0.0005)
    assert (flip.sources, flip.into) == (("turnover",), "working-conditions")


# Answers


@DRAWN
@given(problems())
def test_the_answers_that_flip_are_those_that_flip_when_all_is_scored_again(
    problem: Problem,
) -> None:
    standing = evaluated(*problem).standing

    def flipping(tried: list[tuple[Change, ...]]) -> list[tuple[tuple[Change, ...], float]]:
        found = []
        for changes in tried:
            margin, flips = sides_slowly(standing, changed(standing, *changes))
            if flips:
                found.append((changes, -margin))
        return found

    singles = variants(standing).changes
    expected = flipping([(change,) for change in singles]) or flipping(
        [(one, two) for one, two in combinations(singles, 2) if one.fact != two.fact]
    )
    found = fact_flips(standing)
    assert [(flip.changes, flip.margin) for flip in found] == [
        (changes, near(margin)) for changes, margin in expected
    ]
    assert {flip.leader for flip in found} <= {standing.behind}


@DRAWN
@given(problems())
def test_what_to_ask_next_is_what_each_possible_answer_gives(problem: Problem) -> None:
    standing = evaluated(*problem).standing
    table = standing.table
    found = ask_next(standing)
    assert {question.fact for question in found} == set(table.unanswered)
    for question in found:
        sides = [
            sides_slowly(standing, changed(standing, Change(question.fact, None, answer)))
            for answer in table.readings[question.fact].possible
        ]
        margins = [margin for margin, _ in sides]
        assert question.flips == near(sum(flips for _, flips in sides) / len(sides))
        assert question.swing == near(max(margins) - min(margins))
    order = [(-question.flips, -question.swing) for question in found]
    for one, two in pairwise(order):
        assert one[0] < two[0] or (one[0] == two[0] and one[1] <= two[1] + 1e-8)


def pair_model(**parts: Any) -> Written:
    cells = {"a": 60, "b": 50}
    criteria = {"speed": {"name": "Speed", "weight": 1, "scores": cells}}
    options = {"a": {"name": "A"}, "b": {"name": "B"}}
    return {"title": "A pair", "options": options, "criteria": criteria} | parts


def fact(**answers: dict[str, float]) -> Written:
    said = {
        name.replace("_", "-"): {"says": name, "shifts": {"speed": moves}}
        for name, moves in answers.items()
    }
    return {"ask": "What?", "answers": said}


def test_pairs_of_answers_are_given_only_where_no_single_one_flips() -> None:
    model = pair_model(facts={"f": fact(yes={"b": 6}, no={}), "g": fact(yes={"b": 6}, no={})})
    (flip,) = fact_flips(evaluated(model).standing)
    assert flip.changes == (Change("f", None, "yes"), Change("g", None, "yes"))
    assert (flip.leader, flip.margin) == ("b", near(2))
    (flip,) = fact_flips(evaluated(model, {"answers": {"f": "yes", "g": "no"}}).standing)
    assert flip.changes == (Change("g", "no", "yes"),)


def test_a_tie_is_no_flip() -> None:
    model = pair_model(facts={"f": fact(yes={"b": 10}, no={})})
    assert fact_flips(evaluated(model).standing) == ()
    (question,) = ask_next(evaluated(model).standing)
    assert (question.flips, question.swing) == (0, near(10))


def test_an_answer_that_refuses_an_option_never_puts_it_ahead() -> None:
    need = {"needs": [{"fact": "f", "is": ["no"]}]}
    model = pair_model(facts={"f": fact(yes={"b": 40}, no={})})
    model["options"] = model["options"] | {"b": {"name": "B"} | need}
    assert fact_flips(evaluated(model).standing) == ()


def test_an_answer_that_refuses_the_leader_puts_the_other_ahead() -> None:
    need = {"needs": [{"fact": "f", "is": ["no"]}]}
    model = pair_model(facts={"f": fact(yes={}, no={})})
    model["options"] = {"a": {"name": "A"} | need, "b": {"name": "B"}}
    (flip,) = fact_flips(evaluated(model).standing)
    assert flip.changes == (Change("f", None, "yes"),)
    assert (flip.leader, flip.margin) == ("b", near(-10))


def test_a_fact_with_one_answer_and_a_model_without_facts_are_no_trouble() -> None:
    (question,) = ask_next(evaluated(pair_model(facts={"f": fact(only={"a": 5})})).standing)
    assert (question.flips, question.swing) == (0, 0)
    standing = evaluated(pair_model()).standing
    assert (fact_flips(standing), ask_next(standing), claims(standing)) == ((), (), ())


def test_two_options_that_are_alike_have_nothing_that_reverses_them() -> None:
    model = pair_model()
    model["criteria"]["speed"]["scores"] = {"a": 50, "b": 50}
    standing = evaluated(model).standing
    assert [row.at for row in pair_switching(standing)] == [None]
    assert pair_cheapest_flip(standing) is None


# Claims


def with_claims(problem: Problem, seed: int) -> Problem:
    """Cite some of four claims in every place that can cite."""
    model, case = deepcopy(problem)
    pick = random.Random(seed)

    def some() -> list[str]:
        return pick.sample(CLAIMS, pick.choice((0, 0, 1, 2)))

    evidence = {name: {"says": name, "by": "a role", "kind": "opinion"} for name in CLAIMS}
    for entry in model["criteria"].values():
        entry["evidence"] = some()
        cells, key = (
            (entry["scores"], "score") if "scores" in entry else (entry["amounts"], "amount")
        )
        for option, cell in cells.items():
            cells[option] = (cell if isinstance(cell, dict) else {key: cell}) | {"evidence": some()}
    for asked in model["facts"].values():
        for answer in asked["answers"].values():
            answer["evidence"] = some()
    return model | {"evidence": evidence}, case


def judged(model: Written, case: Written) -> Problem:
    """The same, with every criterion judged: an amount becomes the points it is worth."""
    bare = {key: value for key, value in case.items() if key not in ("overrides", "answers")}
    worth = score_table(made(model), case_from(bare)).cells
    model = deepcopy(model)
    for name, entry in model["criteria"].items():
        if "amounts" in entry:
            del entry["measure"]
            entry["scores"] = {
                option: {"score": worth[name][option].score, "evidence": cell["evidence"]}
                for option, cell in entry.pop("amounts").items()
            }
        for option, cell in entry["scores"].items():
            entry["scores"][option] = {"score": cell["score"], "evidence": cell["evidence"]}
    return model, {key: value for key, value in case.items() if key != "amounts"}


def cites(entry: Written, option: str, claim: str) -> bool:
    return claim in (entry["scores"][option]["evidence"] or entry["evidence"])


def without(
    model: Written, pair: list[str], overruled: set[tuple[str, str]], claim: str
) -> Written:
    """The model without a claim, rewritten by the rule."""
    model = deepcopy(model)
    for asked in model["facts"].values():
        for answer in asked["answers"].values():
            if claim in answer["evidence"]:
                answer["shifts"] = {}
    for name, entry in model["criteria"].items():
        if any(cites(entry, on, claim) and (name, on) not in overruled for on in pair):
            mean = sum(entry["scores"][on]["score"] for on in pair) / 2
            for on in pair:
                entry["scores"][on]["score"] = mean
    return model


@DRAWN
@given(problems(), SEEDS)
def test_a_claims_margin_is_that_of_the_model_rewritten_without_it(
    problem: Problem, seed: int
) -> None:
    problem = with_claims(problem, seed)
    standing = evaluated(*problem).standing
    table, shares = standing.table, standing.shares
    model, case = judged(*problem)
    pair = [table.stands_on[option] for option in (standing.ahead, standing.behind)]
    overruled = {(entry["criterion"], entry["option"]) for entry in case["overrides"]}
    counted = {
        (name, on)
        for name in model["criteria"]
        for on in pair
        if shares[name] > 0 and (name, on) not in overruled
    }
    expected = {}
    for claim in CLAIMS:
        started = any(cites(model["criteria"][name], on, claim) for name, on in counted)
        shifted = any(
            on in model["facts"][asked]["answers"][reading.answer]["shifts"].get(name, {})
            for asked, reading in table.readings.items()
            if reading.answer
            if claim in model["facts"][asked]["answers"][reading.answer]["evidence"]
            for name, on in counted
        )
        if started or shifted:
            again = score_table(made(without(model, pair, overruled, claim)), case_from(case))
            expected[claim] = sides_slowly(standing, stand(again, shares))
    found = claims(standing)
    assert {claim.evidence for claim in found} == expected.keys()
    for claim in found:
        margin, flips = expected[claim.evidence]
        assert (claim.margin_without, claim.flips) == (near(margin), flips)
    changes = [abs(claim.margin_without - standing.margin) for claim in found]
    assert all(one >= two - 1e-8 for one, two in pairwise(changes))


def test_a_claim_behind_both_starts_and_a_shift_is_left_out_of_all_three() -> None:
    model = pair_model(
        evidence={"c1": {"says": "It is so", "by": "a role", "kind": "opinion"}},
        facts={"f": fact(yes={"b": 30})},
    )
    model["facts"]["f"]["answers"]["yes"]["evidence"] = ["c1"]
    standing = evaluated(model, {"answers": {"f": "yes"}}).standing
    (claim,) = claims(standing)
    assert (standing.ahead, standing.margin) == ("b", near(20))
    assert (claim.margin_without, claim.flips) == (near(-10), True)
    model["criteria"]["speed"]["evidence"] = ["c1"]
    (claim,) = claims(evaluated(model, {"answers": {"f": "yes"}}).standing)
    assert (claim.margin_without, claim.flips) == (near(0), False)
