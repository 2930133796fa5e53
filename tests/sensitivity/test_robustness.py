"""The contract's `robustness`, held to the engine's own slow ways."""

from __future__ import annotations

import json
import math

import pytest

from decision import evaluate, examples, load_case, load_model, shipped
from decision.evaluation.additive import stand
from decision.evaluation.scores import score_table
from decision.model.case import Case
from decision.model.decision_model import DecisionModel
from decision.numeric import DRAWS
from decision.sentences import what_would_change_it

MODEL = load_model(shipped("criteria.yaml"))
CASES = {"empty": Case()} | {name: load_case(path, MODEL) for name, path in examples().items()}
KEYS = {
    "pairwise", "pairwise_ranked", "rank_acceptability", "central_weights", "all_varied", "draws",
    "standard_error", "seed", "switching", "cheapest_flip", "fact_flips", "claims", "ask_next",
    "dominated", "what_ifs",
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
def test_each_switching_point_holds_just_either_side(name: str) -> None:
    evaluation = evaluate(MODEL, CASES[name])
    shares = evaluation.standing.shares
    for row in evaluation.robustness.switching:
        if row.at is None:
            continue
        for step, leader in ((1e-6, row.leader), (-1e-6, evaluation.standing.ahead)):
            at = row.at + (step if row.at > row.share else -step)
            others = 1 - row.share
            moved = {key: share * (1 - at) / others for key, share in shares.items()}
            moved[row.criterion] = at
            assert stand(evaluation.standing.table, moved).ahead == leader


@pytest.mark.parametrize("name", CASES)
def test_the_cheapest_flip_ties_the_pair(name: str) -> None:
    evaluation = evaluate(MODEL, CASES[name])
    flip, shares = evaluation.robustness.cheapest_flip, dict(evaluation.standing.shares)
    if flip is None:
        return
    left = flip.moved
    for source in flip.sources:
        taken = min(left, shares[source])
        shares[source] -= taken
        left -= taken
    shares[flip.into] += flip.moved
    assert stand(evaluation.standing.table, shares).margin == pytest.approx(0, abs=1e-9)


@pytest.mark.parametrize("name", CASES)
def test_each_flip_of_answers_does_flip(name: str) -> None:
    evaluation = evaluate(MODEL, CASES[name])
    for flip in evaluation.robustness.fact_flips[:40]:
        answers = dict(CASES[name].answers)
        for change in flip.changes:
            assert change.before == evaluation.standing.table.readings[change.fact].answer
            answers[change.fact] = change.after
        changed = CASES[name].model_copy(update={"answers": answers})
        standing = stand(score_table(MODEL, changed), evaluation.standing.shares)
        assert standing.ahead == flip.leader
        assert standing.margin == pytest.approx(flip.margin)


@pytest.mark.parametrize("name", CASES)
def test_reaches_hold_the_margin_and_every_answer(name: str) -> None:
    evaluation = evaluate(MODEL, CASES[name])
    standing = evaluation.standing
    reaches = {reach.fact: reach for reach in evaluation.robustness.reaches}
    for fact, entry in MODEL.facts.items():
        if len(entry.answers) < 2 and fact not in reaches:
            continue
        reading = standing.table.readings[fact]
        # Ticks already known rule some answers out.
        for answer in entry.answers if reading.answer else reading.possible:
            answers = {**CASES[name].answers, fact: answer}
            changed = CASES[name].model_copy(update={"answers": answers})
            totals = stand(score_table(MODEL, changed), standing.shares).totals
            margin = totals[standing.ahead] - totals[standing.behind]
            assert reaches[fact].low - 1e-9 <= margin <= reaches[fact].high + 1e-9


def test_varying_everything_widens_what_varying_weights_alone_settles() -> None:
    robustness = evaluate(MODEL, CASES["london-five"]).robustness
    weights = robustness.named(robustness.any_weights.pairs)["digital"]["radiology"]
    varied = robustness.named(robustness.all_varied)["digital"]["radiology"]
    assert 0.5 < varied < weights


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
    assert all(row["at"] is None for row in found["switching"])
    assert found["cheapest_flip"] is None
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
    neither = "Neither of the two can be chosen, so no weights can compare them."
    assert what_would_change_it.any_weights(evaluation.robustness) == neither
    assert what_would_change_it.doubts(evaluation.robustness)


def test_the_standard_error_is_of_what_was_drawn_and_not_of_an_option_against_itself() -> None:
    assert evaluate(_small({"a": 60, "b": 40}, 3)).robustness.standard_error == 0
    robustness = evaluate(MODEL, CASES["invented-complete"]).robustness
    parts = [
        part for row in robustness.named(robustness.all_varied).values() for part in row.values()
    ]
    assert robustness.any_weights.exact
    worst = max(math.sqrt(part * (1 - part) / DRAWS) for part in parts)
    assert robustness.standard_error == pytest.approx(worst)
