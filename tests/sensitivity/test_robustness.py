"""The contract's `robustness`, held to the engine's own slow ways."""

from __future__ import annotations

import json
import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given

from decision import evaluate, examples, load_case
from decision.acceptability.sampling import sample_weights
from decision.evaluation.additive import Standing, stand
from decision.model.case import Case
from decision.model.decision_model import DecisionModel
from decision.numeric import DRAWS, TIE
from decision.sensitivity.robustness import choosable, nearest_criterion
from decision.sentences import what_would_change_it
from tests.sensitivity.test_answer_changes import changed, signed, told_in_part
from tests.shipped_model import MODEL
from tests.strategies import DOCUMENTS, Written, case_from, evaluated, made, problems

CASES = {"empty": Case()} | {name: load_case(path, MODEL) for name, path in examples().items()}
KEYS = {
    "pairwise", "pairwise_ranked", "rank_acceptability", "central_weights", "all_varied", "draws",
    "standard_error", "seed", "course_acceptability", "switching", "cheapest_flip",
    "cheapest_course_flip", "fact_flips", "claims", "speakers", "ask_next", "dominated",
    "what_ifs",
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_the_document_has_every_key_and_is_plain_json(name: str) -> None:
    found = evaluate(MODEL, CASES[name]).to_dict()["robustness"]
    assert set(found) == KEYS
    assert json.loads(json.dumps(found, allow_nan=False)) == found


@pytest.mark.parametrize("name", CASES)
def test_pairs_and_ranks_are_whole(name: str) -> None:
    found = evaluate(MODEL, CASES[name]).robustness.to_dict()
    for key in ("pairwise", "pairwise_ranked", "all_varied"):
        for one, row in found[key].items():
            for other, part in row.items():
                assert part + found[key][other][one] == pytest.approx(1, abs=1e-9)
    for row in found["rank_acceptability"].values():
        assert sum(row) == pytest.approx(1, abs=1e-5)
    assert 0 < found["standard_error"] < 0.004


@pytest.mark.parametrize("name", CASES)
def test_the_rows_of_the_document_have_the_keys_of_the_contract(name: str) -> None:
    found = evaluate(MODEL, CASES[name]).robustness.to_dict()
    keys = {
        "switching": {"criterion", "share", "at", "leader", "course_at"},
        "fact_flips": {"changes", "leader", "course", "margin"},
        "claims": {"evidence", "margin_without", "leader", "flips"},
        "speakers": {"speaker", "evidence", "margin_without", "leader", "flips"},
        "ask_next": {"fact", "item", "worth", "changes", "swing"},
        "dominated": {"option", "by", "closest", "short_by"},
    }
    for key, expected in keys.items():
        assert all(row.keys() == expected for row in found[key]), key
    for flip in found["fact_flips"]:
        assert all(one.keys() == {"fact", "item", "from", "to"} for one in flip["changes"])
    assert [row["criterion"] for row in found["switching"]] == list(MODEL.criteria)
    assert found["cheapest_flip"].keys() == {"to", "moved", "sources", "into"}
    assert found["cheapest_course_flip"].keys() == {"to", "moved", "from", "into"}
    assert found["what_ifs"].keys() == MODEL.what_ifs.keys()
    for lead in found["what_ifs"].values():
        assert lead.keys() == {"leader", "course", "margin"}
    assert found["course_acceptability"].keys() == MODEL.courses.keys()


@pytest.mark.parametrize("name", CASES)
def test_each_switching_point_holds_just_either_side(name: str) -> None:
    evaluation = evaluate(MODEL, CASES[name])
    shares = evaluation.standing.shares

    def at(row: str, share: float) -> Standing:
        others = sum(held for key, held in shares.items() if key != row)
        moved = {key: held * (1 - share) / others for key, held in shares.items()}
        return stand(evaluation.standing.table, moved | {row: share})

    for row in evaluation.robustness.switching:
        for point, kind in ((row.at, "leader"), (row.course_at, "course")):
            if point is None:
                continue
            step = 1e-6 if point > row.share else -1e-6
            stated = getattr(evaluation.standing, kind)
            assert getattr(at(row.criterion, point - step), kind) == stated
            beyond = at(row.criterion, point + step)
            assert getattr(beyond, kind) != stated
            if kind == "leader":
                assert beyond.leader == row.leader


@pytest.mark.parametrize("name", CASES)
def test_the_cheapest_flips_tie_with_the_leader_and_with_its_course(name: str) -> None:
    evaluation = evaluate(MODEL, CASES[name])
    standing = evaluation.standing
    flip, shares = evaluation.robustness.cheapest_flip, dict(standing.shares)
    assert flip is not None
    left = flip.moved
    for source in flip.sources:
        taken = min(left, shares[source])
        shares[source] -= taken
        left -= taken
    shares[flip.into] += flip.moved
    totals = stand(standing.table, shares).totals
    assert totals[flip.to] == pytest.approx(totals[standing.leader or ""], abs=1e-9)
    course_flip = evaluation.robustness.cheapest_course_flip
    assert course_flip is not None
    assert course_flip.moved >= flip.moved - 1e-9
    moved = {
        key: held - course_flip.taken.get(key, 0) + course_flip.given.get(key, 0)
        for key, held in standing.shares.items()
    }
    then = stand(standing.table, moved)
    assert MODEL.course_of[course_flip.to] != standing.course
    assert then.totals[course_flip.to] == pytest.approx(max(then.totals.values()), abs=1e-7)
    assert signed(standing, then) == pytest.approx(0, abs=1e-7)


@pytest.mark.parametrize("name", CASES)
def test_each_flip_of_answers_does_flip(name: str) -> None:
    evaluation = evaluate(MODEL, CASES[name])
    standing = evaluation.standing
    for flip in evaluation.robustness.fact_flips[:40]:
        if told_in_part(standing, *flip.changes):
            continue
        for change in flip.changes:
            reading = standing.table.readings[change.fact]
            if change.item is None:
                assert change.before == reading.answer
            else:
                words = {None: None, True: "yes", False: "no"}
                assert change.before == words[reading.items[change.item]]
        then = changed(standing, *flip.changes)
        assert (then.leader, then.course) == (flip.leader, flip.course)
        over = then.totals[flip.leader] - then.totals[standing.leader or ""]
        assert over == pytest.approx(flip.margin)


@DOCUMENTS
@given(problems())
def test_reaches_are_the_least_and_the_largest_margin_that_the_answers_give(
    problem: tuple[Written, Written],
) -> None:
    robustness = evaluated(*problem).robustness
    standing = robustness.finding.standing
    if standing.margin is None:
        assert robustness.reaches == ()
        return
    expected: dict[tuple[str, str | None], list[tuple[float, str]]] = {}
    for change in robustness.variants.changes:
        if told_in_part(standing, change):
            expected.setdefault((change.fact, change.item), []).append((math.nan, ""))
            continue
        ends = expected.setdefault((change.fact, change.item), [])
        if change.before is not None:
            ends.append((standing.margin, change.before))
        margin = signed(standing, changed(standing, change))
        if math.isfinite(margin):
            ends.append((margin, change.after))
    found = {(one.fact, one.item): one for one in robustness.reaches}
    assert found.keys() == {key for key, ends in expected.items() if ends}
    for key, one in found.items():
        margins = [margin for margin, _ in expected[key]]
        if any(map(math.isnan, margins)):
            continue
        assert one.low == pytest.approx(min(margins), abs=1e-9)
        assert one.high == pytest.approx(max(margins), abs=1e-9)
        for margin, answer in ((one.low, one.low_answer), (one.high, one.high_answer)):
            assert any(
                abs(margin - other) <= 1e-9 and answer == word for other, word in expected[key]
            )
    widths = [one.high - one.low for one in robustness.reaches]
    assert all(one >= two - 1e-8 for one, two in pairwise(widths))


@DOCUMENTS
@given(problems())
def test_how_often_a_course_is_best_over_all_weights_is_what_sampling_them_finds(
    problem: tuple[Written, Written],
) -> None:
    robustness = evaluated(*problem).robustness
    standing = robustness.finding.standing
    table, model = standing.table, standing.table.model
    found = robustness.course_acceptability
    assert found.keys() == model.courses.keys()
    if standing.leader is None:
        assert set(found.values()) == {0}
        return
    assert sum(found.values()) == pytest.approx(1)
    shares = np.array(list(standing.shares.values()))
    size, used = 4_000, shares > 0
    weights = np.zeros((size, len(shares)))
    weights[:, used] = sample_weights(int(used.sum()), size, 3)
    totals = weights @ table.values().T
    able = np.array([table.can_choose(option) for option in model.options])
    totals[:, ~able] = -np.inf
    best = totals >= totals.max(axis=1, keepdims=True) - TIE
    parts = best / best.sum(axis=1, keepdims=True)
    options = list(model.options)
    for course, forms in model.courses.items():
        sampled = parts[:, [options.index(form) for form in forms]].sum(axis=1)
        if standing.best_of(course) is None:
            assert found[course] == 0
        error = max(sampled.std(), 1 / math.sqrt(size)) / math.sqrt(size)
        assert found[course] == pytest.approx(sampled.mean(), abs=5 * error)


def test_how_often_a_course_is_best_is_exact_where_the_ranks_are() -> None:
    """A is best where w < 1/2, one of B's two forms elsewhere: B2 from 3/4 on."""
    model = _small({"a": 50, "b": 0, "b2": 0}, 2).model_dump(by_alias=True, exclude_unset=True)
    model["options"]["b2"]["falls-back-to"] = "b"
    rows = ({"a": 50, "b": 60, "b2": 90}, {"a": 50, "b": 40, "b2": -0.0})
    for number, scores in enumerate(rows):
        model["criteria"][f"c{number}"]["scores"] = scores
    robustness = evaluate(DecisionModel.model_validate(model)).robustness
    assert not robustness.any_weights.draws
    # B passes A at 1/2 and B2 passes B at 4/7: exact to the last digits all the same.
    assert robustness.course_acceptability["b"] == pytest.approx(0.5, abs=1e-12)
    assert robustness.course_acceptability["a"] == pytest.approx(0.5, abs=1e-12)


def test_a_course_that_cannot_be_chosen_has_no_part_in_being_best() -> None:
    """With one head all options are courses of their own, and one refused stands on another."""
    model = _small({"a": 60, "b": 90, "c": 40}, 2).model_dump(by_alias=True, exclude_unset=True)
    answers = {"yes": {"says": "Y"}, "no": {"says": "N"}}
    model["facts"] = {"f": {"ask": "F?", "answers": answers}}
    model["options"]["b"] |= {"falls-back-to": "a", "needs": [{"fact": "f", "is": ["yes"]}]}
    model["options"]["c"]["falls-back-to"] = "a"
    case = case_from({"answers": {"f": "no"}})
    robustness = evaluate(DecisionModel.model_validate(model), case).robustness
    assert robustness.course_acceptability == {"a": 1, "b": 0, "c": 0}


def test_ranked_alone_those_that_can_be_chosen_share_no_rank_with_one_that_cannot() -> None:
    model = _small({"a": 60, "b": 90, "c": 40}, 2).model_dump(by_alias=True, exclude_unset=True)
    answers = {"yes": {"says": "Y"}, "no": {"says": "N"}}
    model["facts"] = {"f": {"ask": "F?", "answers": answers}}
    model["options"]["b"] |= {"falls-back-to": "a", "needs": [{"fact": "f", "is": ["yes"]}]}
    case = case_from({"answers": {"f": "no"}})
    robustness = evaluate(DecisionModel.model_validate(model), case).robustness
    assert robustness.options == ("a", "b", "c")
    alone = choosable(robustness)
    assert alone.options == ("a", "c")
    assert alone.any_weights.ranks.table.tolist() == [[1, 0], [0, 1]]
    assert choosable(alone) is alone


@pytest.mark.parametrize("name", CASES)
def test_the_nearest_criterion_is_the_one_that_changes_the_course_soonest(name: str) -> None:
    robustness = evaluate(MODEL, CASES[name]).robustness
    nearest = nearest_criterion(robustness)
    moves = {
        row.criterion: abs(row.course_at - row.share)
        for row in robustness.switching
        if row.course_at is not None
    }
    assert nearest in MODEL.criteria
    if moves:
        assert moves[nearest] == min(moves.values())


@DOCUMENTS
@given(problems())
def test_the_document_of_any_problem_is_plain_json_and_whole(
    problem: tuple[Written, Written],
) -> None:
    found = evaluated(*problem).robustness.to_dict()
    assert set(found) == KEYS
    assert json.loads(json.dumps(found, allow_nan=False)) == found


def test_varying_everything_blurs_what_varying_weights_alone_settles() -> None:
    scores = {"a": {"score": 60, "low": 20, "high": 100}, "b": {"score": 55, "low": 30, "high": 80}}
    entry = {"name": "C", "weight": 1, "scores": scores}
    model = {
        "title": "Blurred",
        "options": {"a": {"name": "A"}, "b": {"name": "B"}},
        "criteria": {"x": entry, "y": entry},
    }
    robustness = evaluate(made(model)).robustness
    assert robustness.named(robustness.any_weights.pairs)["a"]["b"] == 1
    assert 0.5 < robustness.named(robustness.all_varied)["a"]["b"] < 0.9


def test_the_same_case_gives_the_same_document() -> None:
    one, other = (evaluate(MODEL, CASES["asker"]).robustness.to_dict() for _ in range(2))
    assert json.dumps(one) == json.dumps(other)


def _small(scores: dict[str, float], criteria: int = 1) -> DecisionModel:
    return DecisionModel.model_validate(
        {
            "title": "Small",
            "options": {name: {"name": name.upper()} for name in scores},
            "criteria": {
                f"c{number}": {"name": f"C{number}", "weight": 1, "scores": scores}
                for number in range(criteria)
            },
        }
    )


@pytest.mark.parametrize("criteria", [1, 3])
@pytest.mark.parametrize("scores", [{"a": 60, "b": 40}, {"a": 50, "b": 50}, {"a": 0, "b": 100}])
def test_the_least_models_have_the_right_answer(scores: dict[str, float], criteria: int) -> None:
    found = evaluate(_small(scores, criteria)).robustness.to_dict()
    expected = 0.5 if scores["a"] == scores["b"] else float(scores["a"] > scores["b"])
    assert found["pairwise"]["a"]["b"] == expected
    assert all(row["at"] is row["course_at"] is None for row in found["switching"])
    assert found["cheapest_flip"] is None
    level = {"to": "b", "moved": 0, "from": {}, "into": {}}
    assert found["cheapest_course_flip"] == (level if expected == 0.5 else None)
    assert found["course_acceptability"] == {"a": expected, "b": 1 - expected}
    assert found["fact_flips"] == []
    assert [one["option"] for one in found["dominated"]] == (
        [] if expected == 0.5 else ["b" if expected else "a"]
    )


def test_where_nobody_can_be_chosen_nobody_is_ranked() -> None:
    needs = [{"fact": "f", "is": ["yes"]}]
    model = DecisionModel.model_validate(
        {
            "title": "Refused",
            "options": {name: {"name": name.upper(), "needs": needs} for name in "ab"},
            "criteria": {"c": {"name": "C", "weight": 1, "scores": {"a": 60, "b": 40}}},
            "facts": {"f": {"ask": "F?", "answers": {"yes": {"says": "Y"}, "no": {"says": "N"}}}},
        }
    )
    evaluation = evaluate(model, Case.model_validate({"answers": {"f": "no"}}))
    found = evaluation.robustness.to_dict()
    assert found["rank_acceptability"] == found["pairwise"] == found["all_varied"] == {}
    assert found["standard_error"] == 0
    assert found["course_acceptability"] == {"a": 0, "b": 0}
    assert found["fact_flips"] == found["claims"] == found["speakers"] == []
    assert found["cheapest_flip"] is found["cheapest_course_flip"] is None
    neither = "No option can be chosen, so no weights can compare them."
    assert what_would_change_it.any_weights(evaluation.robustness) == neither
    assert what_would_change_it.doubts(evaluation.robustness)


def test_the_standard_error_is_of_what_was_drawn_and_not_of_an_option_against_itself() -> None:
    assert evaluate(_small({"a": 60, "b": 40}, 3)).robustness.standard_error == 0
    robustness = evaluate(MODEL, CASES["invented-complete"]).robustness
    parts = [
        part for row in robustness.named(robustness.all_varied).values() for part in row.values()
    ]
    assert not robustness.any_weights.draws
    worst = max(math.sqrt(part * (1 - part) / DRAWS) for part in parts)
    assert robustness.standard_error == pytest.approx(worst)
