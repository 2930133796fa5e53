"""The sentences for whoever objects say the numbers, and the proof that each would need."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given

from decision import evaluate, examples, load_case
from decision.sensitivity.objections import objections
from decision.sensitivity.robustness import Robustness
from decision.sentences import objection as told
from decision.sentences.phrases import in_points, named
from tests.sentences.test_what_would_change_it import UNWANTED
from tests.shipped_model import MODEL
from tests.strategies import DOCUMENTS, Written, evaluated, problems

ROBUST = {
    name: evaluate(MODEL, load_case(path, MODEL)).robustness for name, path in examples().items()
}
SOURCE: dict[str, Any] = {
    "title": "Two homes",
    "options": {"a": {"name": "Stay"}, "b": {"name": "Move"}},
    "criteria": {
        "x": {
            "name": "Speed",
            "weight": 3,
            "scores": {"a": {"score": 60, "evidence": ["e"]}, "b": {"score": 50}},
        },
        "y": {"name": "Cost", "weight": 1, "scores": {"a": 40, "b": 50}},
    },
    "facts": {
        "f": {
            "ask": "Is it fast?",
            "who": "Digital",
            "help": "The fault log",
            "answers": {
                "no": {"says": "No"},
                "yes": {"says": "It is fast", "shifts": {"x": {"b": 20}}},
            },
        }
    },
    "evidence": {
        "e": {
            "says": "Staying is faster.",
            "by": "A lead",
            "kind": "opinion",
            "caveat": "One site",
            "source": "A letter",
        }
    },
}


def every(robustness: Robustness) -> list[str]:
    said = []
    for one in objections(robustness):
        said.append(told.heading(robustness, one))
        for each in told.lists(robustness, one):
            said += [each.title, each.none, *told.proofs(robustness, each.points)]
            for line, under in told.grouped(each.points):
                said += [line, *under]
    return said


def test_each_list_says_what_would_do_it_and_the_proof() -> None:
    case = {"answers": {"f": "no"}, "answered-by": {"f": "PACS manager"}}
    robustness = evaluated(SOURCE, case).robustness
    (one,) = objections(robustness)
    assert told.heading(robustness, one) == "What would put Move ahead"
    alone, pairs, weights, claims = told.lists(robustness, one)
    assert told.grouped(alone.points) == [
        (
            "“Is it fast?” is answered “It is fast”. Then Move leads by about 10 points. "
            "Now it is “No” (PACS manager). Proof: The fault log. Digital can answer.",
            [],
        )
    ]
    assert (pairs.points, pairs.none) == ((), "One answer is enough, so pairs are not listed.")
    assert told.grouped(weights.points)[0][0] == (
        "Cost gets 25% more weight, and Speed gets 25% less. Then Move ties with Stay, and any "
        "more puts it ahead. Proof: weights that go so far, from the panel or one role in it, "
        "recorded with a reason."
    )
    assert told.grouped(claims.points)[0][0] == (
        "This opinion is refuted: “Staying is faster” (A lead). Without it, Move leads by about "
        "3 points. It is one view. A count, or what happened at other sites, would outweigh it. "
        "What weakens it already: One site. Source: A letter."
    )


def test_a_role_that_weighs_so_already_is_named() -> None:
    ballots = [
        {"name": f"P{place}", "role": "Radiographer", "weights": {"x": 1, "y": 99}}
        for place in range(4)
    ]
    robustness = evaluated(
        SOURCE, {"answers": {"f": "no"}, "weights": {"x": 3, "y": 1}, "panel": ballots}
    ).robustness
    (one,) = objections(robustness)
    first = told.grouped(told.lists(robustness, one)[2].points)[0][0]
    assert first.startswith("The role “Radiographer” weighs so that it leads already.")


def test_pairs_that_share_an_answer_stand_under_it_and_every_pair_stands_once() -> None:
    robustness = ROBUST["invented-complete"]
    (one,) = objections(robustness)
    points = told.lists(robustness, one)[1].points
    groups = told.grouped(points)
    assert sum(len(under) for _, under in groups) == len(points) == len(one.pairs)
    assert len(groups) < len(points) / 3
    assert told.grouped(points[:1])[0][0].endswith(", and this:")
    proofs = told.proofs(robustness, points)
    asked = {MODEL.facts[change.fact].ask for flip in one.pairs for change in flip.changes}
    assert len(proofs) == len(asked)
    assert all(any(f"“{ask}” Proof: " in proof for proof in proofs) for ask in asked)


def test_the_proof_that_several_points_need_is_given_once() -> None:
    robustness = ROBUST["clinical-informatics-four"]
    (one,) = objections(robustness)
    lines = [line for line, _ in told.grouped(told.lists(robustness, one)[0].points)]
    assert len(lines) == len(one.alone)
    assert sum((MODEL.facts["digital-readiness"].help or "") in line for line in lines) == 1
    assert all("Now it is " in line or "It is not answered yet." in line for line in lines)


@pytest.mark.parametrize("name", ROBUST)
def test_the_margin_that_is_said_is_the_margin(name: str) -> None:
    robustness = ROBUST[name]
    for one in objections(robustness):
        alone, pairs, *_ = told.lists(robustness, one)
        for flips, points in ((one.alone, alone.points), (one.pairs, pairs.points)):
            for flip, point in zip(flips, points, strict=True):
                leads = f"{named(MODEL, flip.leader)} leads by {in_points(flip.margin)}"
                assert flip.lost or leads in point.then


@pytest.mark.parametrize("name", ROBUST)
def test_no_id_and_no_word_of_ours_is_said(name: str) -> None:
    for sentence in every(ROBUST[name]):
        assert sentence
        assert not UNWANTED.search(re.sub(r"…|\.\.\.", "", sentence)), sentence


@DOCUMENTS
@given(problems())
def test_every_case_can_be_told(problem: tuple[Written, Written]) -> None:
    for sentence in every(evaluated(*problem).robustness):
        assert sentence
        assert "None" not in sentence.replace("None of them", "")
