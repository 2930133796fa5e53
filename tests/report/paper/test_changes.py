"""What would change the recommendation, and dissent."""

from __future__ import annotations

from typing import Any

import pytest

import decision
from decision.engine import Evaluation
from decision.report.paper import changes
from decision.report.paper.blocks import Bullets, Gap, Table
from decision.report.paper.paper_data import PaperData
from tests.report.paper.test_paper import COMPLETE, EXAMPLES, evaluated, texts
from tests.report.two_courses import MODEL as TWO_COURSES
from tests.report.two_courses import answered


def test_dissent_asks_for_replies_and_no_panel_is_told_where_the_case_has_weights() -> None:
    alone = changes.dissent(PaperData(evaluated("asker")))
    assert [block.prompt for block in alone if isinstance(block, Gap)] == [
        "who disagrees, by role, and the replies of each department and of staff, unedited"
    ]
    assert not any(isinstance(block, Bullets) for block in alone)
    weights = {"speed": 5, "staff": 9}
    ballots = [{"role": "Nurse", "weights": weights} for _ in range(4)]
    assert changes.ONE_SET in texts(changes.section(PaperData(answered(weights=weights))))
    for more in ({"weights": {}}, {"weights": {}, "panel": ballots}):
        assert changes.ONE_SET not in texts(changes.section(PaperData(answered(**more))))


def test_interests_are_declared_by_role() -> None:
    said = texts(changes.dissent(PaperData(evaluated("invented-complete"))))
    roles = "; ".join(item.role for item in COMPLETE.interests)
    assert f"An interest is declared by: {roles}." in said


def unseating_rows(evaluation: Evaluation) -> list[tuple[str, ...]]:
    """Each change of the table: what is asked, the other answer, who leads.

    Of two answers together, all that is said of both.
    """
    blocks = changes.unseating(PaperData(evaluation))
    (form,) = (block for block in blocks if isinstance(block, Table))
    found: list[tuple[str, ...]] = []
    for place, cells in enumerate(form.rows):
        row = tuple(str(cells[column]) for column in (0, 2, 3))
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
        items = [one.says for one in TWO_COURSES.facts[fact].items.values()]
        asks = tuple(f"“{ask}”" for ask in items or [TWO_COURSES.facts[fact].ask])
        (row,) = (
            one for one in found if one[0].startswith(asks) and one[1].startswith(f"{says}\n")
        )
        assert row[2].startswith(f"{label}: ")
    assert expected == len(found) == 2
    assert texts(changes.unseating(PaperData(start)))[1] == (
        "Each of 2 answers alone would put another option ahead: 1 of another course, 1 of the "
        "same."
    )
    assert found[0][2] == "Move, guarded: ahead by 0.4 points"  # of another course, so it is first
    assert found[1][2] == "Stay: the best that could still be chosen"


def test_pairs_for_another_course_stand_above_single_answers_for_another_form() -> None:
    told = texts(changes.unseating(PaperData(evaluated("asker"))))
    heads = [text for text in told if " would lead" in text]
    assert heads == [
        "Another course would lead with two answers together",
        "Another form of the same course would lead",
    ]


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_table_holds_each_single_flip_of_the_engine_once(name: str) -> None:
    evaluation = evaluated(name)
    flips = evaluation.robustness.fact_flips
    alone = sum(len(flip.changes) == 1 for flip in flips)
    shown = alone + min(changes.MOST_PAIRS, len(flips) - alone)
    if flips:
        rows = unseating_rows(evaluation)
        assert len(set(rows)) == len(rows) == shown


def test_where_no_answer_unseats_the_leader_that_is_said() -> None:
    model = decision.DecisionModel.model_validate(
        {
            "title": "Sure",
            "facts": {"f": {"ask": "So?", "answers": {"yes": {"says": "Yes"}}}},
            "options": {"a": {"name": "A"}, "b": {"name": "B"}},
            "criteria": {"x": {"name": "X", "weight": 1, "scores": {"a": 90, "b": 1}}},
        }
    )
    assert texts(changes.unseating(PaperData(decision.evaluate(model)))) == [
        "",
        "No answer, and no pair of answers, would put another option ahead.",
    ]


def test_pairs_of_answers_follow_where_none_alone_changes_the_course() -> None:
    evaluation = answered({"faults": 1})
    flips = evaluation.robustness.fact_flips
    if all(len(flip.changes) == 1 for flip in flips):  # so the next lines test something
        evaluation = answered(weights={"speed": 90, "staff": 10})
        flips = evaluation.robustness.fact_flips
    pairs = [flip for flip in flips if len(flip.changes) == 2]
    assert pairs
    said = texts(changes.unseating(PaperData(evaluation)))
    assert "Another course would lead with two answers together" in said
    assert sum(text.startswith("and “") for text in said) == min(changes.MOST_PAIRS, len(pairs))
    alone = any(text.startswith("No single answer would put another option") for text in said)
    assert alone == (len(pairs) == len(flips))


def test_people_are_told_as_well_as_claims_and_disputes_with_both_answers() -> None:
    second = {"faults": {"by": "Digital lead", "says": 2}}
    evaluation = answered(disputed=second, **{"answered-by": {"faults": "PACS manager"}})
    said = texts(changes.section(PaperData(evaluation)))
    (person,) = (text for text in said if "one person says (Surveyor)" in text)
    assert "“Move, guarded” leads" in person
    assert (
        "“How many faults were answered?” All (5 faults) (PACS manager). Disputed: Digital lead "
        "says “Few (2 faults)”."
    ) in said
