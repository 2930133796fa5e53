"""The sentences of what would turn the answer say the numbers, and only those."""

from __future__ import annotations

import re

import pytest

from decision import evaluate, examples, load_case, load_model, shipped
from decision.model.case import Case
from decision.model.decision_model import DecisionModel
from decision.report.paper import hostile_questions
from decision.report.paper.paper_data import PaperData
from decision.sensitivity.robustness import Robustness
from decision.sentences import what_would_change_it
from decision.sentences.phrases import of_100

MODEL = load_model(shipped("criteria.yaml"))
CASES = {"empty": Case()} | {name: load_case(path, MODEL) for name, path in examples().items()}
ROBUST = {name: evaluate(MODEL, case).robustness for name, case in CASES.items()}


def _every(robustness: Robustness) -> list[str]:
    return [
        what_would_change_it.answers(robustness),
        what_would_change_it.rests_on(robustness),
        what_would_change_it.weight_to_move(robustness),
        what_would_change_it.one_way(robustness),
        what_would_change_it.ask_first(robustness),
        what_would_change_it.any_weights(robustness),
        *what_would_change_it.never_best(robustness),
        *what_would_change_it.what_ifs(robustness),
        *what_would_change_it.doubts(robustness),
    ]


@pytest.mark.parametrize("name", ROBUST)
def test_every_sentence_reads_as_one_and_none_claims_a_ratio(name: str) -> None:
    for sentence in _every(ROBUST[name]):
        assert sentence[0].isupper() or sentence[0].isdigit() or sentence[0] == "“"
        assert sentence.endswith(".")
        for wrong in ("..", "  ", "twice", "times as", " 1 points", "None", "nan"):
            assert wrong not in sentence, sentence


@pytest.mark.parametrize("name", ROBUST)
def test_the_counts_and_points_of_answers_are_those_found(name: str) -> None:
    robustness, said = ROBUST[name], what_would_change_it.answers(ROBUST[name])
    flips = robustness.fact_flips
    assert flips, "each of these cases can be turned"
    points = re.search(r"ahead by about (\d+) point", said)
    assert points is not None
    assert int(points[1]) == round(max(flip.margin for flip in flips))
    if len(flips[0].changes) == 1:
        count = re.match(r"(\d+) facts? could", said)
        assert count is not None
        assert int(count[1]) == len({flip.changes[0].fact for flip in flips})
    else:
        assert said.startswith("No single answer")


@pytest.mark.parametrize("name", ROBUST)
def test_the_probabilities_are_those_of_the_document(name: str) -> None:
    found, standing = ROBUST[name].to_dict(), ROBUST[name].finding.standing
    said = what_would_change_it.any_weights(ROBUST[name])
    for key in ("pairwise", "pairwise_ranked", "all_varied"):
        assert of_100(found[key][standing.ahead][standing.behind]) in said


@pytest.mark.parametrize("name", ROBUST)
@pytest.mark.parametrize("concentration", [10, 200])
def test_what_holds_around_the_stated_weights_is_what_was_drawn(
    name: str, concentration: float
) -> None:
    robustness = ROBUST[name]
    found = robustness.around(concentration)
    assert found is not None
    said = what_would_change_it.around(robustness, found)
    standing = robustness.finding.standing
    one, other = (robustness.options.index(o) for o in (standing.ahead, standing.behind))
    assert f"in {of_100(found.pairs[one, other])} draws" in said
    share, low, high = map(int, re.findall(r"(?:at|between|and) (\d+)", said))
    assert share == round(100 * max(standing.shares.values()))
    assert low <= share <= high
    assert (low, high) == tuple(round(100 * each) for each in found.spread)


@pytest.mark.parametrize("name", ROBUST)
def test_the_weight_to_move_is_that_found(name: str) -> None:
    flip, said = ROBUST[name].cheapest_flip, what_would_change_it.weight_to_move(ROBUST[name])
    assert flip is not None
    size = re.search(r"about (\d+) points? in 100", said)
    assert (round(flip.moved * 100) == int(size[1])) if size else flip.moved < 0.005
    for criterion in (*flip.sources, flip.into):
        assert MODEL.criteria[criterion].name in said


@pytest.mark.parametrize("name", ROBUST)
def test_the_claim_named_is_the_one_that_counts_most(name: str) -> None:
    needed = [claim for claim in ROBUST[name].claims if claim.flips]
    said = what_would_change_it.rests_on(ROBUST[name])
    if needed:
        assert f"rests on {needed[0].evidence}," in said
        if len(needed) > 1:
            assert f"{len(needed) - 1} other claim" in said
    else:
        assert "survives without any one claim" in said


@pytest.mark.parametrize("name", ROBUST)
def test_at_most_two_doubts_are_told(name: str) -> None:
    assert 1 <= len(what_would_change_it.doubts(ROBUST[name])) <= 2


def test_what_is_settled_is_said_to_be() -> None:
    model = DecisionModel.model_validate(
        {
            "title": "Settled",
            "options": {"a": {"name": "A"}, "b": {"name": "B"}, "c": {"name": "C"}},
            "criteria": {
                "x": {"name": "X", "weight": 1, "scores": {"a": 80, "b": 40, "c": 30}},
                "y": {"name": "Y", "weight": 1, "scores": {"a": 70, "b": 60, "c": 20}},
            },
        }
    )
    robustness = evaluate(model).robustness
    assert what_would_change_it.doubts(robustness) == [
        "No single answer, claim or shift of weight would change who leads."
    ]
    assert (
        what_would_change_it.answers(robustness)
        == "No answer, and no pair of answers, would change who leads."
    )
    assert what_would_change_it.weight_to_move(robustness) == "No weights would change who leads."
    assert what_would_change_it.one_way(robustness).startswith("No criterion's weight")
    assert (
        what_would_change_it.ask_first(robustness)
        == "Every fact is answered, so nothing is left to ask."
    )
    never = what_would_change_it.never_best(robustness)
    assert len(never) == 2
    assert "A leads it by about 10 points" in never[0]


def test_a_level_pair_is_tipped_by_any_weight() -> None:
    model = DecisionModel.model_validate(
        {
            "title": "Level",
            "options": {"a": {"name": "A"}, "b": {"name": "B"}},
            "criteria": {
                "x": {"name": "X", "weight": 1, "scores": {"a": 60, "b": 40}},
                "y": {"name": "Y", "weight": 1, "scores": {"a": 40, "b": 60}},
            },
        }
    )
    said = what_would_change_it.weight_to_move(evaluate(model).robustness)
    assert said == "The two are level; any weight moved to Y puts B ahead."


def refused_model() -> DecisionModel:
    """B scores higher by 22 points, and can't be chosen once its offer is answered with no."""
    answers = {"no": {"says": "No"}, "yes": {"says": "Yes"}}
    return DecisionModel.model_validate(
        {
            "title": "Refused",
            "options": {
                "a": {"name": "A"},
                "b": {"name": "B", "needs": [{"fact": "offer", "is": ["yes"]}]},
            },
            "criteria": {"x": {"name": "X", "weight": 1, "scores": {"a": 40, "b": 62}}},
            "facts": {
                "offer": {"ask": "Was it offered?", "answers": answers},
                "other": {"ask": "Is it sunny?", "answers": answers},
            },
            "what-ifs": {
                "sun": {"says": "The sun left out.", "leave-out": ["other"]},
                "offer": {"says": "The offer left out.", "leave-out": ["offer"]},
            },
        }
    )


def test_a_what_if_says_who_alone_can_be_chosen_and_never_calls_it_level() -> None:
    robustness = evaluate(refused_model(), Case(answers={"offer": "no", "other": "no"})).robustness
    assert what_would_change_it.what_ifs(robustness) == [
        "The sun left out: only A of the two can be chosen.",
        "The offer left out: B is ahead by about 22 points, which changes the leader.",
    ]


def test_an_answer_that_refuses_the_leader_is_not_said_to_put_the_other_ahead() -> None:
    robustness = evaluate(refused_model(), Case(answers={"other": "no"})).robustness
    assert what_would_change_it.answers(robustness) == (
        "1 fact could change who leads, alone: if “Was it offered?” were answered “No”, only A of "
        "the two could be chosen."
    )
    assert what_would_change_it.ask_first(robustness) == (
        "Ask next: “Was it offered?” 1 of its 2 answers would change who leads, and its answers "
        "lie 0 points apart."
    )


def test_what_has_one_answer_left_is_not_counted_and_what_moves_nothing_is_no_doubt() -> None:
    document = refused_model().model_dump(by_alias=True, exclude_none=True)
    document["facts"]["offer"]["answers"] = {"no": {"says": "No"}}
    document["options"]["b"]["needs"] = []
    model = DecisionModel.model_validate(document)
    robustness = evaluate(model).robustness
    assert what_would_change_it.ask_first(robustness) == (
        "Ask next: “Was it offered?” Its only answer still possible would not change who leads."
    )
    assert what_would_change_it.doubts(robustness) == [
        "No single answer, claim or shift of weight would change who leads."
    ]


def test_no_weights_are_said_to_compare_what_cannot_be_chosen() -> None:
    robustness = evaluate(refused_model(), Case(answers={"offer": "no"})).robustness
    said = "One of the two can't be chosen, so no weights can compare them."
    found = robustness.around(10)
    assert found is not None
    assert (
        what_would_change_it.any_weights(robustness)
        == what_would_change_it.around(robustness, found)
        == said
    )
    assert (
        hostile_questions.QUESTIONS["Could weights be found to give any answer?"](
            PaperData(evaluate(refused_model(), Case(answers={"offer": "no"})))
        )
        == said
    )
