"""The sheets of open questions: by who can answer, the most useful first, and never a score."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings

import decision
from decision.engine import Evaluation
from decision.report.paper.blocks import Block, Heading, Para, Table
from decision.report.paper.paper_data import PaperData
from decision.report.paper.question_sheets import SIGNED, YES_NO, question_sheets
from decision.report.questions import ANYONE
from tests.report import two_courses
from tests.report.many_courses import evaluated, texts, twice
from tests.shipped_model import MODEL
from tests.strategies import evaluated as made
from tests.strategies import problems

EXAMPLES = {
    name: decision.evaluate(MODEL, decision.load_case(path, MODEL))
    for name, path in decision.examples().items()
}
EVERY = {**EXAMPLES, "many": evaluated(), "two": two_courses.answered({"ready": None})}


def pages(evaluation: Evaluation) -> list[list[Block]]:
    """The blocks of each sheet."""
    found: list[list[Block]] = []
    for block in question_sheets(evaluation).blocks:
        if isinstance(block, Heading) and block.level == 1:
            assert block.new_page == bool(found)
            found.append([])
        found[-1].append(block)
    return found


def title(page: list[Block]) -> str:
    assert isinstance(page[0], Heading)
    return page[0].text


def asks(page: list[Block]) -> list[str]:
    return [
        one.text.split(". ", 1)[1] for one in page if isinstance(one, Heading) and one.level == 2
    ]


@pytest.mark.parametrize("name", EVERY)
def test_each_open_fact_stands_once_on_the_sheet_of_who_can_answer_it(name: str) -> None:
    evaluation = EVERY[name]
    facts, open_ = evaluation.model.facts, evaluation.standing.table.open_facts
    sheets = {title(page): asks(page) for page in pages(evaluation) if asks(page)}
    wanted: dict[str, set[str]] = {}
    for fact in open_:
        who = facts[fact].who or ANYONE.lower()
        wanted.setdefault(f"Questions for {who}", set()).add(facts[fact].ask)
    assert {head: set(asked) for head, asked in sheets.items()} == wanted
    assert sum(map(len, sheets.values())) == len(open_)


@pytest.mark.parametrize("name", EVERY)
def test_the_most_worthwhile_question_of_a_sheet_comes_first(name: str) -> None:
    evaluation = EVERY[name]
    worth: dict[str, float] = {}
    for one in evaluation.robustness.ask_next:
        ask = evaluation.model.facts[one.fact].ask
        worth[ask] = max(worth.get(ask, 0.0), one.worth)
    for page in pages(evaluation):
        in_order = [worth[ask] for ask in asks(page)]
        assert in_order == sorted(in_order, reverse=True)


@pytest.mark.parametrize("name", EVERY)
def test_each_question_has_its_proof_its_open_items_and_room_to_sign(name: str) -> None:
    evaluation = EVERY[name]
    table = evaluation.standing.table
    by_ask = {fact.ask: (key, fact) for key, fact in evaluation.model.facts.items()}
    for page in pages(evaluation):
        for place, block in enumerate(page):
            if not (isinstance(block, Heading) and block.level == 2):
                continue
            key, fact = by_ask[block.text.split(". ", 1)[1]]
            following = page[place + 1 :]
            answer = next(one for one in following if isinstance(one, Table))
            if fact.help:
                assert following[0] == Para(
                    " ".join(fact.help.split()), lead="What counts as proof:", with_next=True
                )
            assert page[-1] == SIGNED
            room = answer.rows[:-2]
            if fact.items:
                items = table.readings[key].open_items or tuple(fact.items)
                assert {row[1] for row in room} == {YES_NO}
                assert {str(row[0]).rstrip(".") for row in room} == {
                    fact.items[item].says.rstrip(".") for item in items
                }
            elif fact.unit:
                assert room == ((f"How many, in {fact.unit}?", ""),)
            else:
                assert room == tuple((one.says, "☐") for one in fact.answers.values())


def test_weights_change_no_word_of_the_sheets_and_so_no_score_is_shown() -> None:
    """Only the order may follow from them, and the numbers of the questions with it."""

    def words(weighted: Evaluation) -> list[str]:
        return sorted(text.split(". ", 1)[-1] for text in texts(question_sheets(weighted).blocks))

    one, other = (evaluated(weights={name: 900}) for name in ("speed", "skill"))
    assert one.leader != other.leader
    assert words(one) == words(other)


@pytest.mark.parametrize("name", [*EXAMPLES, "many"])
def test_nothing_says_who_leads_or_by_how_much(name: str) -> None:
    said = "\n".join(texts(question_sheets(EVERY[name]).blocks))
    assert not [word for word in ("ahead", " leads", " points", "probab", "best") if word in said]


def test_a_disputed_answer_is_listed_with_both_answers() -> None:
    dispute = {"by": "Service desk", "says": 1, "because": "The log says so"}
    case: dict[str, Any] = {
        "answered-by": {"faults": "PACS manager"},
        "disputed": {"faults": dispute},
    }
    evaluation = two_courses.answered(**case)
    (page,) = [one for one in pages(evaluation) if asks(one)]
    assert asks(page) == ["How many faults were answered?"]
    (told,) = [one.text for one in page if isinstance(one, Para) and one.lead == "Disputed:"]
    assert told == (
        "Two answers are given, “All (5 faults)” (PACS manager) and “Few (1)” (Service desk). "
        "The log says so. Say which is right, and what shows it."
    )


def test_duties_not_known_to_be_met_have_a_sheet_that_names_where_they_are_open() -> None:
    evaluation = two_courses.answered(gates={"named": "met", "told": {"stay": "met"}})
    last = pages(evaluation)[-1]
    assert title(last) == "Duties to confirm"
    (duties,) = [one for one in last if isinstance(one, Table) and not one.bare]
    basis = PaperData(evaluation)
    still = [one for one in basis.compared if one != "stay"]
    assert len(duties.rows) == 1
    assert str(duties.rows[0][0]).startswith("Staff were told. (Open for Stay, jointly")
    assert all(evaluation.model.options[one].name in str(duties.rows[0][0]) for one in still)


def test_with_nothing_open_the_one_sheet_says_so() -> None:
    evaluation = two_courses.answered(gates={"named": "met", "told": "unmet"})
    (page,) = pages(evaluation)
    assert "No question is open" in "\n".join(texts(page))


@pytest.mark.parametrize("name", EVERY)
def test_no_sentence_stands_twice_on_a_sheet(name: str) -> None:
    for page in pages(EVERY[name]):
        assert twice([one for one in page if not (isinstance(one, Para) and one.lead)]) == []


@settings(max_examples=15, deadline=None)
@given(problems())
def test_any_model_and_case_have_sheets(problem: tuple[dict, dict]) -> None:  # type: ignore[type-arg]
    evaluation = made(*problem)
    asked = [ask for page in pages(evaluation) for ask in asks(page)]
    assert len(asked) == len(evaluation.standing.table.open_facts)
