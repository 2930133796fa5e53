"""The paper's words on small models, each made so that one exception shows."""

from __future__ import annotations

from typing import Any

import decision
from decision.model.case import Case
from decision.model.decision_model import DecisionModel
from decision.report.paper import (
    brief,
    changes,
    front,
    options,
    record_conduct,
    record_decision,
    record_scores,
)
from decision.report.paper.blocks import Gap, Table
from decision.report.paper.paper_data import PaperData, Purpose
from decision.report.questions import ANYONE
from tests.report.paper.test_paper import texts

SPEED = {"name": "Speed", "weight": 10, "scores": {"a": 60, "b": 50, "c": 20}}


def ground(
    case: dict[str, Any] | None = None, purpose: Purpose = "consultation", **more: Any
) -> PaperData:
    """A model of three options and one criterion, but for what a test gives."""
    model = DecisionModel.model_validate(
        {
            "title": "Small",
            "options": {"a": {"name": "Aye"}, "b": {"name": "Bee"}, "c": {"name": "Sea"}},
            "criteria": {"speed": SPEED},
        }
        | more
    )
    return PaperData(decision.evaluate(model, Case.model_validate(case or {})), purpose)


def stands(option: str, **more: Any) -> object:
    basis = ground({"decision": {"option": option}}, "decision", **more)
    form = record_decision.decision(basis)[1]
    assert isinstance(form, Table)
    return {row[0]: row[1] for row in form.rows}["How it stands to the scoring"]


def test_a_decision_for_an_option_as_good_as_level_does_not_differ_from_the_scoring() -> None:
    near = {"speed": SPEED | {"scores": {"a": 60, "b": 59, "c": 60}}}
    assert stands("b", criteria=near) == (
        "Aye scores highest, 1.0 points above Bee, which is too close to call."
    )
    assert stands("c", criteria=near) == (
        "It is one of the options that are level and score highest."
    )
    assert stands("b") == "It differs from the scoring: Aye scores highest, 10.0 points above Bee."


def test_what_to_check_before_a_public_session_is_a_gap_and_no_part_of_the_paper() -> None:
    evaluation = ground().evaluation
    public, private = (
        front.front_sheet(PaperData(evaluation, private=one)) for one in (False, True)
    )
    gaps = [block.prompt for block in public if isinstance(block, Gap)]
    assert gaps == [
        "check, before this goes out, that nobody can be recognised by role and pay band"
    ]
    assert "Public" in texts(public)
    assert not [block for block in private if isinstance(block, Gap)]


def test_a_question_for_nobody_in_particular_is_for_the_same_person_everywhere() -> None:
    facts = {"x": {"ask": "Is it?", "answers": {"yes": {"says": "Yes"}}}}
    assert ANYONE in texts(record_scores.answers(ground(facts=facts)))


def test_a_model_whose_options_have_no_forms_speaks_of_no_course() -> None:
    answers = {"no": {"says": "No"}, "yes": {"says": "Yes", "shifts": {"speed": {"b": 30}}}}
    facts = {"x": {"ask": "Is it?", "answers": answers}}
    ballots = [{"role": "Nurse", "weights": {"speed": 5}} for _ in range(4)]
    basis = ground({"answers": {"x": "no"}, "panel": ballots}, facts=facts)
    said = [
        *texts(changes.unseating(basis)),
        *texts(options.considered(basis)),
        *texts(record_conduct.panel(basis)),
        brief.equal(basis),
    ]
    assert "One answer alone would put another option ahead." in said
    assert "Another option would lead" in said
    assert not [text for text in said if "course" in text or "form " in text]
