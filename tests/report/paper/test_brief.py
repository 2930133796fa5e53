"""The brief: the answer, the reasons, the five hardest questions; each from the numbers."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import decision
from decision.engine import Evaluation
from decision.evaluation.additive import differences
from decision.report.paper import front, money
from decision.report.paper.blocks import Bullets, Gap, Heading, Para
from decision.report.paper.brief import (
    ANSWER,
    ASKED,
    QUESTIONS,
    REASONS,
    Asked,
    brief,
    hardest,
    not_known,
    person,
    shortened,
    supposed,
    turning,
    unmet,
)
from decision.report.paper.paper_data import PaperData
from decision.sentences.explanation import TELLING, certainty, courses_apart, headline, plain_pair
from decision.sentences.what_would_change_it import answers
from decision.wording.numbers import fixed
from tests.report import two_courses
from tests.report.many_courses import evaluated, texts, twice
from tests.shipped_model import MODEL
from tests.strategies import evaluated as made
from tests.strategies import problems

EXAMPLES = {
    name: decision.evaluate(MODEL, decision.load_case(path, MODEL))
    for name, path in decision.examples().items()
}
EVERY = {**EXAMPLES, "many": evaluated(), "two": two_courses.answered()}


def said(evaluation: Evaluation) -> str:
    return "\n".join(texts(brief(evaluation).blocks))


@pytest.mark.parametrize("name", EVERY)
def test_the_answer_the_margin_and_how_sure_come_first(name: str) -> None:
    finding = EVERY[name].finding
    first = [one.text for one in brief(EVERY[name]).blocks if isinstance(one, Para)][1:3]
    assert first[0] == headline(finding)
    parts = [*courses_apart(finding), *plain_pair(finding), *certainty(finding)[:1]]
    assert first[1] == " ".join(parts)


@pytest.mark.parametrize("name", EVERY)
def test_the_reasons_are_the_criteria_that_count_most_and_the_strongest_against(name: str) -> None:
    evaluation = EVERY[name]
    standing, model = evaluation.standing, evaluation.model
    assert standing.leader is not None
    assert standing.rival is not None
    gaps = differences(standing, standing.leader, standing.rival)
    (bullets,) = [one.items for one in brief(evaluation).blocks if isinstance(one, Bullets)]
    best = sorted((one for one in gaps if gaps[one] > TELLING), key=lambda one: -gaps[one])[
        :REASONS
    ]
    worst = min(gaps, key=lambda one: gaps[one])
    wanted = [("For", one) for one in best]
    wanted += [("Against", worst)] if gaps[worst] < -TELLING else []
    assert len(bullets) == len(wanted)
    for text, (side, criterion) in zip(bullets, wanted, strict=True):
        cells = evaluation.standing.table.cells[criterion]
        pair = (standing.leader, standing.rival)[:: 1 if side == "For" else -1]
        scores = " against ".join(fixed(cells[one].score).removesuffix(".0") for one in pair)
        points = fixed(abs(gaps[criterion]))
        name_ = model.criteria[criterion].name
        assert text.startswith(f"{side}: {name_}, {points} points ({scores}).")


def test_an_answer_that_parts_them_on_two_criteria_is_told_once() -> None:
    shifts = {"c": {"a": 30}, "d": {"a": 30}}
    scores = {"weight": 1, "scores": {"a": 50, "b": 50}}
    evaluation = decision.evaluate(
        decision.DecisionModel.model_validate(
            {
                "title": "T",
                "options": {"a": {"name": "A"}, "b": {"name": "B"}},
                "criteria": {"c": {"name": "C", **scores}, "d": {"name": "D", **scores}},
                "facts": {
                    "f": {"ask": "Is it?", "answers": {"y": {"says": "Y", "shifts": shifts}}}
                },
            }
        ),
        {"answers": {"f": "y"}},
    )
    (bullets,) = [one.items for one in brief(evaluation).blocks if isinstance(one, Bullets)]
    assert bullets == (
        "For: C, 15.0 points (80 against 50). “Is it?” Y.",
        "For: D, 15.0 points (80 against 50).",
    )


@pytest.mark.parametrize("name", EVERY)
def test_the_five_questions_are_those_whose_answers_hurt(name: str) -> None:
    basis = PaperData(EVERY[name])
    asked = hardest(basis)
    assert len(asked) == ASKED
    assert asked[0].asks == "What would turn this round?"
    hurting = [one for one in QUESTIONS if one.answer(basis) and one.hurts(basis)]
    assert all(one in asked for one in hurting[:ASKED])
    leads = [one.lead for one in brief(EVERY[name]).blocks if isinstance(one, Para) and one.lead]
    assert leads[:ASKED] == [one.asks for one in asked]
    for block in brief(EVERY[name]).blocks:
        if isinstance(block, Para) and block.lead.endswith("?"):
            assert 0 < len(block.text) <= ANSWER


def test_a_question_without_an_answer_is_not_asked() -> None:
    evaluation = decision.evaluate(
        decision.DecisionModel.model_validate(
            {
                "title": "T",
                "options": {"a": {"name": "A"}, "b": {"name": "B"}},
                "criteria": {"c": {"name": "C", "weight": 1, "scores": {"a": 1, "b": 2}}},
            }
        )
    )
    basis = PaperData(evaluation)
    assert [one.asks for one in hardest(basis)] == [
        "What would turn this round?",
        "Who chose the weights, and would equal ones change it?",
        "Why not leave things as they are?",
        "Could weights be found to give any answer?",
    ]
    assert "The four hardest questions" in said(evaluation)
    assert "No single answer" not in turning(basis)


def test_an_answer_that_unseats_the_leader_is_told_first() -> None:
    basis = PaperData(evaluated())
    assert turning(basis) == answers(basis.robustness)
    firm = PaperData(EXAMPLES["invented-complete"])
    assert turning(firm).startswith("No single answer would.")


def test_duties_are_counted_and_the_unmet_are_named() -> None:
    basis = PaperData(EXAMPLES["invented-complete"])
    assert basis.preferred is not None
    not_met, unknown = basis.not_met(basis.preferred)
    told = unmet(basis)
    assert f"Of {len(basis.gates_for(basis.preferred))}, " in told
    assert f"{len(not_met)} {'is' if len(not_met) == 1 else 'are'} not met" in told
    assert (f"{len(unknown)} is not known" in told) == (len(unknown) == 1)
    for gate in not_met:
        assert MODEL.gates[gate].says[5:40] in told
    met = two_courses.answered(gates={"named": "met", "told": "met"})
    assert unmet(PaperData(met)) == "All are met."
    none = unmet(PaperData(two_courses.answered()))
    assert none.startswith("None of the 2 is known to be met. Not known: an officer is named; ")
    refused = two_courses.answered(gates={"named": "unmet", "told": "unmet"})
    assert unmet(PaperData(refused)).startswith("None of the 2 is met. Not met: ")


def test_what_is_open_and_disputed_is_counted() -> None:
    disputed = two_courses.answered(disputed={"faults": {"by": "Radiology", "says": 1}})
    assert "1 answer is disputed." in not_known(PaperData(disputed))
    assert not_known(PaperData(EXAMPLES["invented-complete"])).startswith("All ")


def test_the_other_answers_say_who_leads_or_that_nothing_changes() -> None:
    basis = PaperData(two_courses.answered())
    assert person(basis)
    assert supposed(basis).startswith(("The same course leads", "Readiness left out"))


@pytest.mark.parametrize("name", EVERY)
def test_no_sentence_stands_twice_and_no_claim_is_named_by_its_id(name: str) -> None:
    assert twice(brief(EVERY[name]).blocks) == []
    assert not re.search(r"\bc\d+\b", said(EVERY[name]))
    assert not [one for one in brief(EVERY[name]).blocks if isinstance(one, Gap)]


@pytest.mark.parametrize("purpose", ["consultation", "decision"])
def test_the_money_and_what_is_asked_stand_last(purpose: str) -> None:
    evaluation = EXAMPLES["invented-complete"]
    basis = PaperData(evaluation, purpose)  # type: ignore[arg-type]
    last = brief(evaluation, purpose).blocks[-2:]  # type: ignore[arg-type]
    assert [one.text for one in last if isinstance(one, Para)] == [
        money.in_short(basis), front.asked(basis)
    ]  # fmt: skip


def test_the_mark_says_whether_the_session_is_private() -> None:
    evaluation = EXAMPLES["asker"]
    assert brief(evaluation).mark == "Private session"
    assert brief(evaluation, private=False).mark == "Public session"


@settings(max_examples=15, deadline=None)
@given(problems())
def test_any_model_and_case_have_a_brief(problem: tuple[dict, dict]) -> None:  # type: ignore[type-arg]
    evaluation = made(*problem)
    heads = [one.text for one in brief(evaluation).blocks if isinstance(one, Heading)]
    assert heads[0] == evaluation.model.title
    assert twice(brief(evaluation).blocks) == []
    assert all(isinstance(one, Asked) for one in hardest(PaperData(evaluation)))


@given(st.text("aB .?!”“", max_size=120), st.integers(12, 60))
@example("One. Two.", 60)
def test_a_shortened_text_fits_and_begins_as_the_text_does(text: str, most: int) -> None:
    short = shortened(text, most)
    assert len(short) <= most
    whole = " ".join(text.split())
    assert whole.startswith(short.rstrip("…").rstrip(" ,;:."))
    assert bool(short) == bool(whole)
