"""The agreement holds what the model and the case say of one option, each thing once."""

from __future__ import annotations

from typing import Any

import pytest

import decision
from decision.engine import Evaluation
from decision.errors import OutputError
from decision.report.paper.agreement import agreement
from decision.report.paper.blocks import Gap, Heading, Para, Table
from decision.report.paper.paper_data import PaperData
from decision.sentences.explanation import headline
from tests.report import two_courses
from tests.report.many_courses import COURSES, evaluated, table, texts, twice
from tests.shipped_model import MODEL

EXAMPLES = {
    name: decision.evaluate(MODEL, decision.load_case(path, MODEL))
    for name, path in decision.examples().items()
}
TAKEN: dict[str, Any] = {
    "option": COURSES[0],
    "date": "2026-12-01",
    "by": "Trust board",
    "because": "It is fair",
    "review": "2027-06-01",
    "measures": ["Faults taken up within an hour"],
    "reverse-if": ["Two posts stay empty for six months"],
}


def heads(evaluation: Evaluation) -> list[str]:
    return [block.text for block in agreement(evaluation).blocks if isinstance(block, Heading)]


def every_text(evaluation: Evaluation) -> str:
    return "\n".join(texts(agreement(evaluation).blocks))


@pytest.mark.parametrize("name", EXAMPLES)
def test_it_has_the_rights_and_commitments_of_the_option_that_leads(name: str) -> None:
    evaluation, blocks = EXAMPLES[name], agreement(EXAMPLES[name]).blocks
    leader = evaluation.leader
    assert leader is not None
    option = MODEL.options[leader]
    assert agreement(evaluation).title == f"Agreement: {option.name}"
    assert f"Not taken yet. {headline(evaluation.finding)}" in every_text(evaluation)
    rights = [(one["says"], one[leader]) for one in MODEL.rights.values() if leader in one]
    assert [row[:2] for row in table(blocks, "Matter").rows] == [
        (says, right.decides)  # type: ignore[union-attr]
        for says, right in rights
    ]
    made = table(blocks, "No.").rows
    assert [row[1].rstrip(".") for row in made if isinstance(row[1], str)] == [
        one.says.rstrip(".") for one in option.safeguards
    ]
    for row, one in zip(made, option.safeguards, strict=True):
        assert row[2:4] == (one.owner or Gap("owner"), one.measure or Gap("measure"))
        assert str(row[4]).lower() == (one.due or "").lower()
    unmet, unknown = PaperData(evaluation).not_met(leader)
    duties = table(blocks, "Duty").rows
    assert [row[1] for row in duties] == ["Not met"] * len(unmet) + ["Not known"] * len(unknown)
    assert [str(row[0]).rstrip(".") for row in duties] == [
        MODEL.gates[gate].says for gate in (*unmet, *unknown)
    ]


@pytest.mark.parametrize("evaluation", [*EXAMPLES.values(), evaluated(), evaluated(decision=TAKEN)])
def test_no_sentence_stands_twice(evaluation: Evaluation) -> None:
    assert twice(agreement(evaluation).blocks) == []


def test_it_is_for_the_option_decided_on_and_says_who_leads_beside_it() -> None:
    other = next(one for one in COURSES if one != evaluated().leader)
    made = evaluated(decision={**TAKEN, "option": other})
    assert agreement(made).title.endswith(made.model.options[other].name)
    said = every_text(made)
    assert "Taken on 1 December 2026 by Trust board. Reason: It is fair." in said
    leader = made.leader
    assert leader is not None
    assert f"The scoring put {made.model.options[leader].name} first." in said


def test_a_decision_gives_measures_and_the_day_of_the_review() -> None:
    blocks = agreement(evaluated(decision=TAKEN)).blocks
    assert {row[4] for row in table(blocks, "No.").rows} == {"Three months after the decision"}
    assert [row[0] for row in table(blocks, "Measure").rows] == [
        TAKEN["measures"][0],
        *(f"Commitment {number}: record {number} of the month" for number in range(1, 6)),
    ]
    said = every_text(evaluated(decision=TAKEN))
    assert "The parties review this agreement on 1 June 2027." in said
    assert "Two posts stay empty for six months." in said
    assert "what reverses the decision" not in said


def test_whoever_decides_or_owes_a_commitment_signs_once() -> None:
    blocks = agreement(EXAMPLES["invented-complete"]).blocks
    bound = {row[1] for row in table(blocks, "Matter").rows}
    bound |= {row[2] for row in table(blocks, "No.").rows}
    signing = [str(row[0]).split("\n")[0] for row in table(blocks, "For").rows]
    assert len(signing) == len(set(signing))
    assert bound < set(signing)  # Digital is asked so often that it signs too


def test_what_the_model_does_not_say_is_left_out_and_said_once() -> None:
    plain = two_courses.answered({"ready": ["lead", "tests"], "faults": 1})
    assert plain.leader == "guarded"
    blocks = agreement(plain).blocks
    notes = [one.text for one in blocks if isinstance(one, Para) and "does not say" in one.text]
    assert notes == [
        "The model does not say who decides what and what must be put in place under this option, "
        "so the agreement has no section on it."
    ]
    assert not {"Who decides what", "What is put in place"} & set(heads(plain))
    assert len(table(blocks, "For").rows) == 2


def test_an_option_with_commitments_alone_says_that_rights_are_lacking() -> None:
    evaluation = two_courses.answered()
    assert evaluation.leader == "joint"
    blocks = agreement(evaluation).blocks
    assert "does not say who decides what under" in every_text(evaluation)
    assert table(blocks, "No.").rows[1] == (
        "2", "A group meets.", Gap("owner"), Gap("measure"), Gap("date")
    )  # fmt: skip
    assert [row[0] for row in table(blocks, "Measure").rows] == ["Commitment 1: read each month"]


def test_what_is_not_settled_and_what_it_costs_are_told_at_the_top() -> None:
    open_ = two_courses.answered(
        {"offer": None}, costs={"joint": {"yearly": 5000, "by": "Finance"}}
    )
    assert open_.leader == "joint"
    form = next(one for one in agreement(open_).blocks if isinstance(one, Table))
    assert ("Depends on", "Not settled: “Is there an offer?”") in form.rows
    assert ("It starts on", Gap("date")) in form.rows
    assert ("Cost", "£5,000 a year. Stated by: Finance.") in form.rows
    refused = two_courses.answered({"offer": "none"}, decision={"option": "joint"})
    assert "It can’t be had as the facts stand: “Is there an offer?”" in every_text(refused)
    assert "Depends on" not in every_text(two_courses.answered())


def test_duties_that_are_all_met_are_said_to_be() -> None:
    met = two_courses.answered(gates={"named": "met", "told": "met"})
    assert "All 2 duties are met." in every_text(met)


def test_without_an_option_there_is_nothing_to_sign() -> None:
    model = decision.DecisionModel.model_validate(
        {
            "title": "T",
            "options": {
                name: {"name": name, "needs": [{"fact": "f", "is": ["yes"]}]} for name in "ab"
            },
            "criteria": {"c": {"name": "C", "weight": 1, "scores": {"a": 1, "b": 2}}},
            "facts": {"f": {"ask": "?", "answers": {"yes": {"says": "Y"}, "no": {"says": "N"}}}},
        }
    )
    with pytest.raises(OutputError, match="none can be chosen as the facts stand"):
        agreement(decision.evaluate(model))
