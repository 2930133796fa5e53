"""Sensitivity and dissent."""

from __future__ import annotations

import re
from typing import Any

import pytest

import decision
from decision.engine import Evaluation
from decision.model.case import Case
from decision.report.paper import (
    paper,
    results,
)
from decision.report.paper.blocks import Bullets, Gap, Para, Table
from decision.report.paper.paper_data import PaperData
from tests.report.paper.test_paper import (
    COMPLETE,
    EXAMPLES,
    MODEL,
    MODEL_FIRST,
    evaluated,
    of,
    section,
    table,
    texts,
)
from tests.report.two_courses import MODEL as TWO_COURSES
from tests.report.two_courses import answered


def test_a_panel_is_shown_by_role_and_nobody_by_name() -> None:
    points = dict.fromkeys(MODEL.criteria, 50)
    ballots = [
        {"name": f"Voter-{number}", "role": role, "weights": points | {MODEL_FIRST: 10 * number}}
        for number, role in enumerate(["Radiologist"] * 5 + ["HR"] * 2 + ["Digital"] * 4, start=1)
    ]
    ballots[0]["comments"] = {MODEL_FIRST: "Nights worry me"}
    case = COMPLETE.model_copy(
        update={"weights": {}, "panel": Case.model_validate({"panel": ballots}).panel}
    )
    whole = paper(decision.evaluate(MODEL, case))
    told = results.dissent(of(case))  # and so nobody is asked who disagrees
    assert [type(block) for block in told] == [Bullets, Para]
    assert "The panel left 1 comment;" in texts(told)[-1]
    said = " ".join(texts(whole.blocks))
    assert "Voter-" not in said
    assert "Nights worry me" in said
    roles = [row[0] for row in table(section(whole, "Appendix I: The panel")).rows]
    assert "HR" not in roles
    assert "Radiologist" in roles
    assert roles[-1] == "All roles, each counted once"


def test_without_a_panel_the_paper_asks_who_disagrees() -> None:
    alone = results.dissent(PaperData(evaluated("asker")))
    assert [block.text for block in alone if isinstance(block, Gap)] == [
        "[To be completed: who disagrees with these scores or weights, by role, and why]"
    ]


def unseating_rows(evaluation: Evaluation) -> list[tuple[str, ...]]:
    """Each change of the table: what is asked, the answer now, the other, who leads.

    Of two answers together, all that is said of both.
    """
    blocks = results.unseating(PaperData(evaluation))
    (form,) = (block for block in blocks if isinstance(block, Table))
    found: list[tuple[str, ...]] = []
    for place, cells in enumerate(form.rows):
        row = tuple(str(cells[column]) for column in (0, 2, 3, 4))
        if place in form.subheads:
            continue
        if row[0].startswith("and "):
            found[-1] += row
        else:
            found.append(row)
    return found


def test_every_single_answer_that_unseats_the_leader_is_stated() -> None:
    """Each other answer is put into the case, which is evaluated afresh."""
    changed: list[tuple[str, Any, str]] = [
        (name, answer, says.says)
        for name, fact in TWO_COURSES.facts.items()
        for answer, says in fact.answers.items()
    ]
    changed += [("ready", [], "no"), ("ready", ["lead", "tests"], "yes")]  # one item less, or more
    start = answered()
    found = unseating_rows(start)
    expected = 0
    for fact, answer, says in changed:
        then = answered({fact: answer})
        if then.leader == start.leader:
            continue
        expected += 1
        label = TWO_COURSES.options[str(then.leader)].name
        ask = TWO_COURSES.facts[fact].ask
        (row,) = (one for one in found if ask in one[0] and one[2] == says)
        assert row[3].startswith(f"{label}: ")
    assert expected == len(found) == 2
    assert texts(results.unseating(PaperData(start)))[1] == (
        "Each of 2 answers alone would put another option ahead: 1 of another course, 1 of the "
        "same."
    )
    assert found[0][3] == "Move, guarded: ahead by 0.4 points"  # of another course, so it is first
    assert found[1][3] == "Stay: the best that could still be chosen"


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_table_holds_each_single_flip_of_the_engine_once(name: str) -> None:
    evaluation = evaluated(name)
    flips = evaluation.robustness.fact_flips
    alone = sum(len(flip.changes) == 1 for flip in flips)
    shown = alone + min(results.MOST_PAIRS, len(flips) - alone)
    if flips:
        rows = unseating_rows(evaluation)
        assert len(set(rows)) == len(rows) == shown


def test_where_no_answer_unseats_the_leader_that_is_said() -> None:
    model = decision.DecisionModel.model_validate(
        {
            "title": "Sure",
            "options": {"a": {"name": "A"}, "b": {"name": "B"}},
            "criteria": {"x": {"name": "X", "weight": 1, "scores": {"a": 90, "b": 1}}},
        }
    )
    assert texts(results.unseating(PaperData(decision.evaluate(model)))) == [
        "",
        "No answer, and no pair of answers, would change the answer.",
    ]


def test_pairs_of_answers_follow_where_none_alone_changes_the_course() -> None:
    evaluation = answered({"faults": 1})
    flips = evaluation.robustness.fact_flips
    if all(len(flip.changes) == 1 for flip in flips):  # so the next lines test something
        evaluation = answered(weights={"speed": 90, "staff": 10})
        flips = evaluation.robustness.fact_flips
    pairs = [flip for flip in flips if len(flip.changes) == 2]
    assert pairs
    said = texts(results.unseating(PaperData(evaluation)))
    assert "Another course would lead with two answers together" in said
    assert sum(text.startswith("and “") for text in said) == min(results.MOST_PAIRS, len(pairs))
    alone = any(text.startswith("No single answer would put another option") for text in said)
    assert alone == (len(pairs) == len(flips))


def test_people_are_told_as_well_as_claims_and_disputes_with_both_answers() -> None:
    second = {"faults": {"by": "Digital lead", "says": 2}}
    evaluation = answered(disputed=second, **{"answered-by": {"faults": "PACS manager"}})
    said = texts(results.sensitivity(PaperData(evaluation), {}))
    (person,) = (text for text in said if "one person says (Surveyor)" in text)
    assert "“Move, guarded” leads" in person
    assert (
        "“How many faults were answered?” All (5 faults) (PACS manager). Disputed: Digital lead "
        "says “Few (2 faults)”."
    ) in said


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_section_says_nothing_twice(name: str) -> None:
    for part in (results.scores, results.sensitivity):
        found = part(PaperData(evaluated(name)), {})
        words = texts([block for block in found if not isinstance(block, Table)])
        said = [
            one
            for text in words
            for one in re.split(r"(?<=[.?!]) (?=[A-Z“])", text)
            if len(one.split()) > 4
        ]
        assert len(said) > 2
        assert len(said) == len(set(said))
