"""The lower half of the page: evidence, facts and duties."""

from __future__ import annotations

from decision import evaluate
from decision.model.decision_model import DecisionModel
from decision.report.html import result_lower
from decision.report.paper.paper_data import STATES
from tests.report.html.test_result_page import EVALUATIONS, MODEL, PAGES, SMALL, Read
from tests.report.two_courses import answered


def test_evidence_carries_its_kind_and_an_open_fact_whom_to_ask() -> None:
    text = Read(PAGES["empty"]).text
    for entry in MODEL.evidence.values():
        assert entry.kind.capitalize() in text
    assert text.count("Not answered") >= len(MODEL.facts)
    for fact in MODEL.facts.values():
        assert not fact.who or f"Best answered by: {fact.who}" in text


def test_duties_say_where_they_stand_for_each_option() -> None:
    evaluation = EVALUATIONS["invented-complete"]
    stands = {
        evaluation.case.gate(name, option)
        for name, gate in MODEL.gates.items()
        for option in gate.options or MODEL.options
    }
    part = result_lower.gates(evaluation)
    for word, shown in STATES.items():
        assert (f"<b>{shown}</b>" in part) == (word in stands)


def test_numbers_rest_on_what_their_criterion_cites_where_they_cite_nothing_themselves() -> None:
    scores = {"a": {"score": 60, "evidence": ["own"]}, "b": 50}
    said_ = {"says": "It is so", "by": "A manager", "kind": "opinion", "context": "Background"}
    model = DecisionModel.model_validate(
        SMALL
        | {
            "criteria": {"x": {"name": "X", "weight": 3, "scores": scores, "evidence": ["whole"]}},
            "evidence": {"own": said_, "whole": said_, "none": said_},
        }
    )
    items = result_lower.evidence(evaluate(model)).split("<li ")[1:]
    assert ["1 number rests on it" in item for item in items] == [True, True, False]
    assert ["No number rests on it: Background" in item for item in items] == [False, False, True]


def test_an_item_s_effect_a_second_answer_and_who_confirmed_it_are_told() -> None:
    evaluation = answered(
        disputed={"faults": {"by": "Digital lead", "says": 2, "because": "Two were late"}},
        **{"confirmed-by": {"faults": "Auditor"}},
    )
    facts = result_lower.facts(evaluation)
    assert "Disputed: Digital lead says “Few (2 faults)”. Two were late." in facts
    assert "Confirmed by: Auditor" in facts
    assert "(“What can they show?”: A clinician leads)" in result_lower.scores(evaluation)
