"""The sheet asks what is open, of whoever can answer it, and nothing else."""

from __future__ import annotations

from decision import examples, load_case, load_model, shipped
from decision.model.case import Case
from decision.report.questions import ANYONE, ask
from tests.report.two_courses import answered

MODEL = load_model(shipped("criteria.yaml"))


def test_every_open_fact_is_asked_of_its_own_addressee() -> None:
    sheet = ask(MODEL, Case())
    asked = {question.ask for questions in sheet.values() for question in questions}
    assert {fact.ask for fact in MODEL.facts.values()} <= asked
    for fact in MODEL.facts.values():
        assert fact.ask in {question.ask for question in sheet[fact.who or ANYONE]}
    assert {"Digital", "HR", "Finance", "Radiology"} <= set(sheet)


def test_key_facts_come_first() -> None:
    for questions in ask(MODEL, Case()).values():
        keys = [question.key for question in questions]
        assert keys == sorted(keys, reverse=True)


def test_an_answered_fact_is_not_asked() -> None:
    (first, fact), *_ = ((one, each) for one, each in MODEL.facts.items() if not each.items)
    case = Case.model_validate({"answers": {first: next(iter(fact.answers))}})
    asked = {question.ask for questions in ask(MODEL, case).values() for question in questions}
    assert fact.ask not in asked


def test_a_case_with_everything_known_asks_only_of_open_duties() -> None:
    case = load_case(examples()["invented-complete"], MODEL)
    assert set(ask(MODEL, case)) <= {ANYONE}


def test_a_duty_not_known_to_be_met_is_asked_of_whoever_knows() -> None:
    first, *others = MODEL.gates
    met = Case.model_validate({"gates": dict.fromkeys(others, "met")})
    asked = [question for question in ask(MODEL, met)[ANYONE] if question.choices == ("Yes", "No")]
    assert [question.ask for question in asked] == [f"Is this in place? {MODEL.gates[first].says}"]


def test_a_number_has_its_unit_and_a_checklist_its_items() -> None:
    questions = {
        question.ask: question for of_one in ask(MODEL, Case()).values() for question in of_one
    }
    for fact in MODEL.facts.values():
        question = questions[fact.ask]
        assert question.unit == fact.unit
        assert question.many == bool(fact.items)
        if fact.unit:
            assert question.choices == ()
        elif fact.items:
            assert question.choices == tuple(one.says for one in fact.items.values())
        else:
            assert question.choices == tuple(one.says for one in fact.answers.values())


def test_of_a_checklist_only_the_items_that_are_open_are_asked() -> None:
    part = answered({"ready": {"yes": ["tests"], "unknown": ["lead"]}})
    (question,) = ask(part.model, part.case)["Digital"]
    assert question.choices == ("A clinician leads",)


def test_a_disputed_answer_is_asked_again_with_both_answers_and_whose_they_are() -> None:
    second = {"offer": {"by": "Radiology lead", "says": "none"}}
    evaluation = answered(disputed=second, **{"answered-by": {"offer": "Digital lead"}})
    (question,) = ask(evaluation.model, evaluation.case)["Digital"]
    assert not question.key  # it has an answer, so no word waits for it
    assert question.help == (
        "Two answers are given: “Signed” (Digital lead) and “None” (Radiology lead). What shows "
        "which is right?"
    )
