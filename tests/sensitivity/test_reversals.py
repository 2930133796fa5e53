"""What puts another option or course ahead: each finding is confirmed by evaluating again."""

from __future__ import annotations

import random
from collections.abc import Collection
from copy import deepcopy
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import linprog  # type: ignore[import-untyped, unused-ignore]

import decision
from decision.evaluation.additive import Standing, stand
from decision.evaluation.scores import score_table
from decision.model.decision_model import DecisionModel
from decision.model.entries import Criterion
from decision.numeric import TIE
from decision.sensitivity.answer_changes import Change, item_pairs, variants
from decision.sensitivity.reversals import (
    FactFlip,
    Without,
    cheapest,
    cheapest_of_course,
    claims,
    fact_flips,
    speakers,
    switching,
)
from tests.sensitivity.test_answer_changes import changed, named, signed, told_in_part
from tests.strategies import DRAWN, Written, evaluated, problems

Problem = tuple[Written, Written]
SEEDS = st.integers(0, 2**32)
CASES = Path(__file__).parents[1] / "cases"
CLAIMS = ("c1", "c2", "c3", "c4")


def near(value: Any) -> Any:
    return pytest.approx(value, abs=1e-9)


def one_way(standing: Standing, criterion: str, share: float) -> dict[str, float]:
    others = sum(held for name, held in standing.shares.items() if name != criterion)
    moved = {name: held * (1 - share) / others for name, held in standing.shares.items()}
    return moved | {criterion: share}


def behind(standing: Standing, shares: dict[str, float], options: Collection[str]) -> float:
    """By how much the best of some options is behind the best of all that can be chosen."""
    totals = stand(standing.table, shares).totals
    best = max(totals[option] for option in standing.table.choosable)
    return best - max(totals[option] for option in options if option in standing.table.choosable)


# Weights


@DRAWN
@given(problems())
def test_leader_and_course_change_at_each_share_given_and_nowhere_nearer(problem: Problem) -> None:
    standing = evaluated(*problem).standing
    rows = switching(standing)
    model = standing.table.model
    assert [row.criterion for row in rows] == list(model.criteria)
    for row in rows:
        assert row.share == standing.shares[row.criterion]
        if standing.leader is None or standing.course is None or row.share == 1:
            assert (row.at, row.leader, row.course_at) == (None, None, None)
            continue

        def off(share: float, options: Collection[str], row: Any = row) -> float:
            return behind(standing, one_way(standing, row.criterion, share), options)

        for at, ours in (
            (row.at, (standing.leader,)),
            (row.course_at, model.courses[standing.course]),
        ):
            # A fine scan: as far as the change on that side, and as near on the other.
            reach = 1.0 if at is None else abs(at - row.share)
            low, high = max(0.0, row.share - reach), min(1.0, row.share + reach)
            for share in np.linspace(low, high, 41):
                assert off(share, ours) <= 3 * TIE
            if at is None:
                continue
            assert 0 <= at < 1
            assert at > 0 or row.share == 0
            assert off(at, ours) == near(0)
            steps = (1e-5, -1e-5) if at == row.share else (1e-5 if at > row.share else -1e-5,)
            assert any(off(at + step, ours) >= -TIE for step in steps if at + step >= 0)
        if row.at is None:
            assert row.leader is None
            continue
        assert row.leader is not None
        assert row.leader != standing.leader
        assert off(row.at, (row.leader,)) == near(0)
        if row.course_at is not None:
            nearer = abs(row.at - row.share) - abs(row.course_at - row.share)
            assert nearer <= 1e-9


def least_weight(standing: Standing, ours: Collection[str], rival: str) -> float | None:
    """The least total weight to move until a rival reaches all of ours, by scipy's solver."""
    cells = standing.table.cells.values()
    gaps = np.array([[row[one].score - row[rival].score for row in cells] for one in ours])
    shares = np.array(list(standing.shares.values()))
    count = len(shares)
    # w' = w + given − taken, both 0 or more, as much given as taken, no more taken than there is.
    found = linprog(
        np.r_[np.ones(count), np.zeros(count)],
        A_ub=np.hstack([gaps, -gaps]) / 100,
        b_ub=-gaps @ shares / 100,
        A_eq=np.r_[np.ones(count), -np.ones(count)][None],
        b_eq=[0],
        bounds=[(0, None)] * count + [(0, share) for share in shares],
    )
    return float(found.fun) if found.status == 0 else None


@DRAWN
@given(problems())
def test_the_cheapest_flip_is_the_least_over_all_that_can_be_chosen_and_brings_a_tie(
    problem: Problem,
) -> None:
    standing = evaluated(*problem).standing
    flip, leader, table = cheapest(standing), standing.leader, standing.table
    if leader is None:
        assert flip is None
        return
    found: dict[str, float] = {}
    for rival in table.choosable:
        gaps = [row[leader].score - row[rival].score for row in table.cells.values()]
        if rival != leader and min(gaps) < -TIE:
            least = least_weight(standing, [leader], rival)
            assert least is not None
            found[rival] = least
    if flip is None:
        assert found == {}
        return
    assert flip.moved == pytest.approx(min(found.values()), abs=1e-7)
    assert flip.moved == pytest.approx(found[flip.to], abs=1e-7)

    def after(moved: float) -> float:
        shares = dict(standing.shares)
        for source in flip.sources:
            taken = min(shares[source], moved)
            shares[source], moved = shares[source] - taken, moved - taken
            shares[flip.into] += taken
        totals = stand(table, shares).totals
        return totals[leader] - totals[flip.to]

    assert after(flip.moved) == near(0)
    if flip.sources:
        assert after(flip.moved * 0.99) > 0


@DRAWN
@given(problems())
def test_the_cheapest_course_flip_is_that_of_scipy_and_brings_a_tie(problem: Problem) -> None:
    standing = evaluated(*problem).standing
    flip, table = cheapest_of_course(standing), standing.table
    course_of = table.model.course_of
    ours = [one for one in table.choosable if course_of[one] == standing.course]
    others = [one for one in table.choosable if course_of[one] != standing.course]
    found = {
        rival: least
        for rival in others
        if ours and (least := least_weight(standing, ours, rival)) is not None
    }
    if flip is None:
        assert found == {}
        return
    assert flip.to in others
    assert flip.moved == pytest.approx(min(found.values()), abs=1e-7)
    assert sum(flip.taken.values()) == near(flip.moved)
    assert sum(flip.given.values()) == near(flip.moved)
    assert not {*flip.taken} & {*flip.given}
    shares = dict(standing.shares)
    for name, part in flip.taken.items():
        shares[name] -= part
    for name, part in flip.given.items():
        shares[name] += part
    assert min(shares.values()) >= -1e-9
    totals = stand(table, shares).totals
    assert totals[flip.to] - max(totals[one] for one in ours) == pytest.approx(0, abs=1e-6)
    if standing.level:
        assert (flip.moved, dict(flip.taken), dict(flip.given)) == (0, {}, {})


def test_the_pair_changes_leader_where_the_office_problem_prints_it() -> None:
    """Goodwin and Wright, Decision Analysis for Management Judgment, ch. 3, figure 3.7."""
    model = decision.load_model(CASES / "goodwin-wright-turnover.criteria.yaml")
    kept = ("addison-square", "elton-street")
    pair = model.model_copy(
        update={
            "options": {name: model.options[name] for name in kept},
            "criteria": {
                name: entry.model_copy(
                    update={"scores": {one: (entry.scores or {})[one] for one in kept}}
                )
                for name, entry in model.criteria.items()
            },
        }
    )
    standing = decision.evaluate(pair).standing
    turnover, conditions = switching(standing)
    assert (turnover.at, turnover.leader) == (pytest.approx(0.521, abs=0.0005), "elton-street")
    assert turnover.course_at == turnover.at
    assert conditions.at == pytest.approx(1 - 0.521, abs=0.0005)
    flip, course_flip = cheapest(standing), cheapest_of_course(standing)
    assert flip is not None
    assert flip.moved == pytest.approx(0.81 - 0.521, abs=0.0005)
    assert (flip.sources, flip.into) == (("turnover",), "working-conditions")
    assert course_flip is not None
    assert course_flip.moved == pytest.approx(flip.moved)


def test_where_the_leader_ties_as_stated_the_other_leads_beyond() -> None:
    """B leads below the stated share and A above; A is named first, so it leads at the tie."""
    model = pair_model()
    model["criteria"] = {
        name: {"name": name, "weight": 1, "scores": scores}
        for name, scores in (("x", {"a": 60, "b": 40}), ("y", {"a": 40, "b": 60}))
    }
    rows = switching(evaluated(model).standing)
    assert [(row.at, row.leader) for row in rows] == [(0.5, "b"), (0.5, "b")]


def test_a_criterion_of_no_weight_that_would_break_a_tie_changes_the_leader_at_once() -> None:
    model = pair_model()
    model["criteria"] = {
        name: {"name": name, "weight": weight, "scores": scores}
        for name, weight, scores in (("x", 1, {"a": 50, "b": 50}), ("y", 0, {"a": 40, "b": 60}))
    }
    _, row = switching(evaluated(model).standing)
    assert (row.share, row.at, row.leader, row.course_at) == (0, 0, "b", 0)


# Answers


@DRAWN
@given(problems())
def test_the_answers_that_flip_are_those_that_flip_when_all_is_scored_again(
    problem: Problem,
) -> None:
    standing = evaluated(*problem).standing
    model = standing.table.model
    found = variants(standing)
    singles = found.changes

    def tried(every: list[tuple[Change, ...]], quick: Any) -> list[FactFlip]:
        """Every change that puts another option ahead."""
        flips = []
        for row, changes in enumerate(every):
            if told_in_part(standing, *changes):
                leader, course, _, over = named(model, quick, row)
                lost = bool(quick.lost[row])
            else:
                after = changed(standing, *changes)
                leader, course = after.leader, after.course
                lost = not after.table.can_choose(standing.leader or "")
                over = leader and after.totals[leader] - after.totals[standing.leader or ""]
            if leader is not None and leader != standing.leader:
                assert course is not None
                flips.append(FactFlip(changes, leader, course, near(over), lost))
        return flips

    if standing.leader is None:
        assert fact_flips(standing) == ()
        return
    expected = tried([(change,) for change in singles], found.single())
    if all(flip.course == standing.course for flip in expected):
        places = [
            (one, two)
            for one, two in combinations(range(len(singles)), 2)
            if singles[one].fact != singles[two].fact
        ]
        inside, moves, bars = item_pairs(standing)
        pairs: list[FactFlip] = []
        if places:
            leads = found.leads(*np.array(places).T)
            pairs += tried([(singles[one], singles[two]) for one, two in places], leads)
        if inside:
            leads = found.scored(found.raw + moves, found.barred + bars)
            pairs += tried(list(inside), leads)
        expected += [flip for flip in pairs if flip.course != standing.course]
    assert list(fact_flips(standing)) == expected


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
    assert (flip.leader, flip.course, flip.margin) == ("b", "b", near(2))
    (flip,) = fact_flips(evaluated(model, {"answers": {"f": "yes", "g": "no"}}).standing)
    assert flip.changes == (Change("g", "no", "yes"),)


def test_two_items_of_one_list_may_flip_together_by_what_they_do_and_by_their_count() -> None:
    items = {
        "one": {"says": "x", "shifts": {"speed": {"b": 4}}},
        "two": {"says": "x", "shifts": {"speed": {"b": 4}}},
    }
    answers = {"few": {"says": "x", "from": 0}, "both": {"says": "x", "from": 2}}
    model = pair_model(facts={"f": {"ask": "x", "items": items, "answers": answers}})
    assert fact_flips(evaluated(model, {"answers": {"f": []}}).standing) == ()
    answers["both"]["shifts"] = {"speed": {"b": 5}}
    (flip,) = fact_flips(evaluated(model, {"answers": {"f": []}}).standing)
    assert flip.changes == (Change("f", "no", "yes", "one"), Change("f", "no", "yes", "two"))
    assert (flip.leader, flip.margin) == ("b", near(3))


def test_an_answer_that_changes_only_the_form_is_told_beside_the_pairs_that_change_the_course() -> (
    None
):
    model = pair_model(
        facts={"f": fact(yes={"a2": 6, "b": 7}, no={}), "g": fact(yes={"b": 10}, no={})}
    )
    model["options"]["a2"] = {"name": "A2", "falls-back-to": "a"}
    model["criteria"]["speed"]["scores"]["a2"] = 59
    found = fact_flips(evaluated(model).standing)
    assert [(flip.leader, flip.course, len(flip.changes)) for flip in found] == [
        ("a2", "a", 1),
        ("b", "b", 2),
    ]
    assert [flip.margin for flip in found] == [near(5), near(7)]


def test_a_tie_is_no_flip() -> None:
    model = pair_model(facts={"f": fact(yes={"b": 10}, no={})})
    assert fact_flips(evaluated(model).standing) == ()


def test_an_answer_that_refuses_an_option_never_puts_it_ahead() -> None:
    need = {"needs": [{"fact": "f", "is": ["no"]}]}
    model = pair_model(facts={"f": fact(yes={"b": 40}, no={})})
    model["options"] = model["options"] | {"b": {"name": "B"} | need}
    assert fact_flips(evaluated(model).standing) == ()


def test_an_answer_that_refuses_the_leader_puts_the_other_ahead() -> None:
    need = {"needs": [{"fact": "f", "is": ["no"]}]}
    model = pair_model(facts={"f": fact(yes={}, no={})})
    model["options"] = {"a": {"name": "A"} | need, "b": {"name": "B"}}
    (flip,) = fact_flips(evaluated(model, {"answers": {"f": "no"}}).standing)
    assert flip.changes == (Change("f", "no", "yes"),)
    assert (flip.leader, flip.margin) == ("b", near(-10))
    # Until it is known to be met, it is the answer to come that lets it lead.
    (flip,) = fact_flips(evaluated(model).standing)
    assert (flip.changes, flip.leader) == ((Change("f", None, "no"),), "a")


def test_a_fact_with_one_answer_and_a_model_without_facts_are_no_trouble() -> None:
    assert fact_flips(evaluated(pair_model(facts={"f": fact(only={"a": 5})})).standing) == ()
    standing = evaluated(pair_model()).standing
    assert (fact_flips(standing), claims(standing), speakers(standing)) == ((), (), ())


def test_two_options_that_are_alike_have_nothing_that_reverses_them() -> None:
    model = pair_model()
    model["criteria"]["speed"]["scores"] = {"a": 50, "b": 50}
    standing = evaluated(model).standing
    assert [(row.at, row.course_at) for row in switching(standing)] == [(None, None)]
    assert cheapest(standing) is None
    flip = cheapest_of_course(standing)
    assert flip is not None
    assert (flip.to, flip.moved, flip.taken, flip.given) == ("b", 0, {}, {})


# Claims and speakers


def with_claims(problem: Problem, seed: int) -> Problem:
    """Cite some of four claims, by three people, in every place that can cite."""
    model, case = deepcopy(problem)
    pick = random.Random(seed)

    def some() -> list[str]:
        return pick.sample(CLAIMS, pick.choice((0, 0, 1, 2)))

    evidence: Written = {
        name: {"says": name, "by": f"role {name}", "kind": "opinion"} for name in CLAIMS
    }
    evidence["c2"]["speaker"] = evidence["c3"]["speaker"] = "one person"
    evidence["c4"]["speaker"] = "role c1"  # another's `by` is the same person
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
        for item, entry in asked.get("items", {}).items():
            told = entry if isinstance(entry, dict) else {"says": entry}
            asked["items"][item] = told | {"evidence": some()}
    return model | {"evidence": evidence}, case


PEOPLE = {"role c1": ("c1", "c4"), "one person": ("c2", "c3")}


def without(standing: Standing, gone: Collection[str]) -> Standing:
    """The model rewritten without some evidence, by the rule, and evaluated again."""
    table = standing.table
    facts = {}
    for name, fact in table.model.facts.items():
        answers = {
            key: one.model_copy(update={"shifts": {}}) if {*one.evidence} & {*gone} else one
            for key, one in fact.answers.items()
        }
        items = {
            key: one.model_copy(update={"shifts": {}, "if_not": {}})
            if {*one.evidence} & {*gone}
            else one
            for key, one in fact.items.items()
        }
        facts[name] = fact.model_copy(update={"answers": answers, "items": items})
    bare = table.case.model_copy(update={"answers": {}, "disputed": {}, "overrides": ()})
    starts = score_table(bare_model(table.model), bare).cells
    criteria = {}
    for name, entry in table.model.criteria.items():
        scores = {option: starts[name][option].score for option in table.model.options}
        if any({*(cell.evidence or entry.evidence)} & {*gone} for cell in entry.cells.values()):
            scores = dict.fromkeys(scores, sum(scores.values()) / len(scores))
        judged = {"name": entry.name, "weight": entry.weight, "scores": scores}
        criteria[name] = Criterion.model_validate(judged)
    model = table.model.model_copy(update={"facts": facts, "criteria": criteria})
    case = table.case.model_copy(update={"amounts": {}})
    return stand(score_table(model, case), standing.shares)


def bare_model(model: DecisionModel) -> DecisionModel:
    """The model with nothing to ask, so that every option is scored on its own starts."""
    options = {
        name: entry.model_copy(update={"needs": ()}) for name, entry in model.options.items()
    }
    return model.model_copy(update={"facts": {}, "options": options})


def counts(standing: Standing, claim: str) -> bool:
    """Whether a claim is behind a number that counts, read off the model and the answers."""
    table, model = standing.table, standing.table.model
    overruled = {(one.criterion, one.option) for one in table.case.overrides}
    cells = {
        (name, on)
        for name, share in standing.shares.items()
        for on in table.stands_on.values()
        if share > 0 and (name, on) not in overruled
    }

    def moves(shifts: Any) -> bool:
        return any((name, option) in cells for name in shifts for option in shifts[name])

    for name, on in cells:
        criterion = model.criteria[name]
        if claim in (criterion.cells[on].evidence or criterion.evidence):
            return True
    for name, reading in table.readings.items():
        fact = model.facts[name]
        if reading.answer is not None:
            answer = fact.answers[reading.answer]
            if claim in answer.evidence and moves(answer.shifts):
                return True
        for item, state in reading.items.items():
            entry = fact.items[item]
            if claim not in entry.evidence:
                continue
            if state is not False and moves(entry.shifts) and (state or reading.answer):
                return True
            if state is not True and moves(entry.if_not) and (state is False or reading.answer):
                return True
    return False


@DRAWN
@given(problems(), SEEDS)
def test_a_claims_margin_is_that_of_the_model_rewritten_without_it(
    problem: Problem, seed: int
) -> None:
    standing = evaluated(*with_claims(problem, seed)).standing
    counted = [claim for claim in CLAIMS if counts(standing, claim)]
    found = claims(standing)
    assert sorted(claim.evidence for claim in found) == [(claim,) for claim in counted]
    as_without(standing, found)


@DRAWN
@given(problems(), SEEDS)
def test_a_speakers_margin_is_that_of_the_model_rewritten_without_all_that_one_person_says(
    problem: Problem, seed: int
) -> None:
    standing = evaluated(*with_claims(problem, seed)).standing
    counted = {
        who: mine
        for who, all_ in PEOPLE.items()
        if (mine := tuple(claim for claim in all_ if counts(standing, claim)))
    }
    found = speakers(standing)
    assert {one.speaker: one.evidence for one in found} == counted
    assert len(found) == len(counted)
    as_without(standing, found)


def as_without(standing: Standing, found: Collection[Without]) -> None:
    changes = []
    for one in found:
        after = without(standing, one.evidence)
        margin = signed(standing, after)
        assert one.leader == after.leader
        if standing.course is None or not np.isfinite(margin):
            assert one.margin is None
        else:
            assert one.margin == near(margin)
        assert one.flips == (standing.course is not None and after.course != standing.course)
        changes.append(abs((one.margin or 0) - (standing.margin or 0)))
    assert all(one >= two - 1e-8 for one, two in pairwise(changes))


def test_a_claim_behind_both_starts_and_a_shift_is_left_out_of_all_three() -> None:
    model = pair_model(
        evidence={"c1": {"says": "It is so", "by": "a role", "kind": "opinion"}},
        facts={"f": fact(yes={"b": 30})},
    )
    model["facts"]["f"]["answers"]["yes"]["evidence"] = ["c1"]
    standing = evaluated(model, {"answers": {"f": "yes"}}).standing
    (claim,) = claims(standing)
    assert (standing.leader, standing.margin) == ("b", near(20))
    assert (claim.margin, claim.leader, claim.flips) == (near(-10), "a", True)
    model["criteria"]["speed"]["evidence"] = ["c1"]
    (claim,) = claims(evaluated(model, {"answers": {"f": "yes"}}).standing)
    # Level, and A comes first in the file: another course leads, if by nothing.
    assert (claim.margin, claim.leader, claim.flips) == (near(0), "a", True)


def test_a_start_is_levelled_over_all_options_chosen_or_not() -> None:
    need = {"needs": [{"fact": "f", "is": ["no"]}]}
    model = pair_model(
        evidence={"c1": {"says": "It is so", "by": "a role", "kind": "opinion"}},
        facts={"f": fact(yes={"a": 12}, no={})},
    )
    model["options"]["c"] = {"name": "C"} | need
    model["criteria"]["speed"]["scores"] = {"a": {"score": 60, "evidence": ["c1"]}, "b": 50, "c": 1}
    model["criteria"]["other"] = {"name": "O", "weight": 1, "scores": {"a": 10, "b": 40, "c": 1}}
    standing = evaluated(model, {"answers": {"f": "yes"}}).standing
    assert standing.table.choosable == ("a", "b")
    assert standing.totals == {"a": 41, "b": 45, "c": 1}
    (claim,) = claims(standing)
    # All three start at 37: A then has (37 + 12 + 10) / 2, and B (37 + 40) / 2.
    assert (claim.margin, claim.flips) == (near(38.5 - 29.5), False)


def test_one_person_may_carry_what_no_single_claim_does() -> None:
    says = {"says": "It is so", "kind": "opinion", "speaker": "one person"}
    model = pair_model(
        evidence={"c1": says | {"by": "a book"}, "c2": says | {"by": "a post"}},
        facts={"f": fact(yes={"b": 8}), "g": fact(yes={"b": 8})},
    )
    for name, claim in (("f", "c1"), ("g", "c2")):
        model["facts"][name]["answers"]["yes"]["evidence"] = [claim]
    model["criteria"]["speed"]["scores"]["b"] = 53
    standing = evaluated(model, {"answers": {"f": "yes", "g": "yes"}}).standing
    assert standing.margin == near(9)
    assert [claim.flips for claim in claims(standing)] == [False, False]
    (one,) = speakers(standing)
    assert (one.speaker, one.evidence) == ("one person", ("c1", "c2"))
    assert (one.margin, one.leader, one.flips) == (near(-7), "a", True)
