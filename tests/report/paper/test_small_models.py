"""The paper's words on small models, each made so that one exception shows."""

from __future__ import annotations

from typing import Any

import pytest

import decision
from decision.model.case import Case
from decision.model.decision_model import DecisionModel
from decision.model.entries import Topic
from decision.report.paper import (
    appendix_method,
    appendix_records,
    appendix_scores,
    assurance,
    front,
    hostile_questions,
    options,
    paper,
    results,
    strongest_cases,
    workforce,
)
from decision.report.paper.blocks import Bullets, Gap, Table
from decision.report.paper.paper_data import PaperData, Purpose
from decision.report.questions import ANYONE
from decision.sensitivity.answer_effects import points_of_answers
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


def items(basis: PaperData, topic: Topic) -> tuple[str, ...]:
    first = assurance.duties_on(basis, topic, "a gap")[0]
    assert isinstance(first, Bullets)
    return first.items


def front_rows(basis: PaperData) -> dict[str, object]:
    form = front.front_sheet(basis)[2]
    assert isinstance(form, Table)
    return {str(row[0]): row[1] for row in form.rows}


# Duties


# What answers do


def test_an_answer_raises_a_total_by_no_more_than_the_scores_have_room_for() -> None:
    facts = {
        "cover": {
            "ask": "Is there cover?",
            "answers": {
                "yes": {"says": "Yes", "shifts": {"speed": {"a": 30}}},
                "no": {"says": "No"},
            },
        }
    }
    high = SPEED | {"scores": {"a": 90, "b": 50, "c": 20}}
    options_ = {"a": {"name": "Aye", "baseline": True}, "b": {"name": "Bee"}, "c": {"name": "Sea"}}
    basis = ground(
        {"answers": {"cover": "yes"}}, facts=facts, criteria={"speed": high}, options=options_
    )
    assert points_of_answers(basis.standing, "a") == {("cover", None, "yes"): 10.0}
    said = " ".join(texts(options.change(basis)))
    assert "“Is there cover?” Yes. It raises the total by about 10 points." in said


def test_business_as_usual_is_measured_against_what_can_be_chosen() -> None:
    facts = {
        "offer": {"ask": "Offered?", "answers": {"yes": {"says": "Yes"}, "no": {"says": "No"}}}
    }
    named = {
        "a": {"name": "Aye", "needs": [{"fact": "offer", "is": ["yes"]}]},
        "b": {"name": "Bee"},
        "c": {"name": "Sea", "baseline": True},
    }
    basis = ground({"answers": {"offer": "no"}}, options=named, facts=facts)
    said = " ".join(texts(options.change(basis)))
    assert "The highest-scoring option that can be chosen is about 30 points above it." in said


def test_a_higher_score_on_a_criterion_without_weight_is_not_said_to_be_behind() -> None:
    criteria = {
        "speed": SPEED,
        "looks": {"name": "Looks", "weight": 0, "scores": {"a": 90, "b": 10, "c": 10}},
        "smell": {"name": "Smell", "weight": 0.001, "scores": {"a": 60, "b": 50, "c": 10}},
    }
    said = " ".join(strongest_cases.case_for(ground(criteria=criteria), "a"))
    assert "Looks: 90, against 10 for Bee, which counts for nothing, as the criterion" in said
    assert "Smell: 60, against 50 for Bee, ahead by less than 0.1 points of the total." in said
    assert "Speed: 60, against 50 for Bee, ahead by 10.0 points of the total." in said


def stands(option: str, **more: Any) -> object:
    basis = ground({"decision": {"option": option}}, "decision", **more)
    form = appendix_method.decision(basis)[1]
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


# Topics


def effects(basis: PaperData) -> dict[str, str]:
    (found,) = (block for block in workforce.section(basis) if isinstance(block, Table))
    return {str(row[0]): str(row[1]) for row in found.rows}


TOLD_BY_TOPIC: dict[str, Any] = {
    "facts": {
        "rota": {
            "ask": "Who is called?",
            "topic": "on-call",
            "answers": {"someone": {"says": "Someone"}, "nobody": {"says": "Nobody"}},
        },
        "nights": {"ask": "Who is on call at night?", "answers": {"x": {"says": "X"}}},
    },
    "criteria": {
        "speed": SPEED | {"topic": "workforce"},
        "pay": SPEED | {"name": "Pay band of the line manager"},
    },
}


# Questions that may be asked


def test_answers_with_a_role_are_counted_apart_from_those_without() -> None:
    def said(answered_by: dict[str, str], *names: str) -> str:
        answers = {"yes": {"says": "Yes"}, "no": {"says": "No"}}
        facts = {name: {"ask": f"Is it {name}?", "answers": answers} for name in "xyz"}
        case = {"answers": dict.fromkeys(names, "yes"), "answered-by": answered_by}
        return hostile_questions.filled_in(ground(case, facts=facts))

    one, two = {"x": "PACS manager"}, {"x": "PACS manager", "y": "HR"}
    assert said(one, "x", "y", "z").startswith(
        "1 answer came from: PACS manager (1). 2 answers do not say who gave them."
    )
    assert said(two, "x", "y", "z").startswith(
        "2 answers came from: PACS manager (1) and HR (1). 1 answer does not say who gave it."
    )
    assert said({}, "x").startswith("1 answer given, with no role beside it.")


@pytest.mark.parametrize(
    ("noted", "told"),
    [
        (0, "None of the 3 weights has a written reason."),
        (1, "1 of the 3 weights has a written reason."),
        (2, "2 of the 3 weights have a written reason."),
        (3, "All 3 weights have a written reason."),
    ],
)
def test_weights_with_a_written_reason_are_counted(noted: int, told: str) -> None:
    names = ("one", "two", "three")
    criteria = dict.fromkeys(names, SPEED)
    case = {"weights": {"one": 50}, "weight-notes": dict.fromkeys(names[:noted], "Because")}
    assert told in hostile_questions.chosen(ground(case, criteria=criteria))


@pytest.mark.parametrize(
    ("way", "told"),
    [
        ("swing", "those of this case. They were given by swing, from worst to best."),
        ("panel-median", "the median of the panel's people, as the panel agreed. The only weight"),
    ],
)
def test_how_weights_came_about_is_told_once(way: str, told: str) -> None:
    said = hostile_questions.chosen(ground({"weights": {"speed": 50}, "weights-by": way}))
    assert said.startswith(f"The weights are {told}")


def test_the_only_weight_has_a_written_reason_or_none() -> None:
    assert "The only weight has no written reason." in hostile_questions.chosen(
        ground({"weights": {"speed": 50}})
    )


# The front sheet and the summary


@pytest.mark.parametrize(
    ("every", "given", "told"),
    [
        (1, 1, "The only fact asked for is answered."),
        (1, 0, "The only fact asked for is not answered."),
        (3, 3, "All 3 facts asked for are answered."),
        (3, 2, "1 of 3 facts is not answered."),
        (3, 1, "2 of 3 facts are not answered."),
    ],
)
def test_the_summary_counts_the_facts_that_are_answered(every: int, given: int, told: str) -> None:
    facts = {name: {"ask": name, "answers": {"yes": {"says": "Yes"}}} for name in "xyz"[:every]}
    case = {"answers": dict.fromkeys("xyz"[:given], "yes")}
    assert told in texts(front.summary(ground(case, facts=facts)))


def test_what_to_check_before_a_public_session_is_a_gap_and_no_part_of_the_paper() -> None:
    evaluation = ground().evaluation
    public, private = (
        front.front_sheet(PaperData(evaluation, private=one)) for one in (False, True)
    )
    gaps = [block.prompt for block in public if isinstance(block, Gap)]
    assert gaps == [
        "check, before this goes out, that nobody can be recognised by role and pay band"
    ]
    assert "Public session." in texts(public)
    assert not [block for block in private if isinstance(block, Gap)]


def test_the_guide_names_an_entry_of_the_model_s_own_register() -> None:
    entry = {"says": "It is so", "by": "A manager", "kind": "opinion", "context": "x"}
    said = " ".join(texts(paper(ground(evidence={"z9": entry}).evaluation).blocks))
    assert "such as z9, is an entry of the evidence register" in said
    none = " ".join(texts(paper(ground().evaluation).blocks))
    assert "entry of the evidence register" not in none


def test_a_question_for_nobody_in_particular_is_for_the_same_person_everywhere() -> None:
    facts = {"x": {"ask": "Is it?", "answers": {"yes": {"says": "Yes"}}}}
    assert ANYONE in texts(appendix_scores.answers(ground(facts=facts)))


def test_a_model_whose_options_have_no_forms_speaks_of_no_course() -> None:
    answers = {"no": {"says": "No"}, "yes": {"says": "Yes", "shifts": {"speed": {"b": 30}}}}
    facts = {"x": {"ask": "Is it?", "answers": answers}}
    ballots = [{"role": "Nurse", "weights": {"speed": 5}} for _ in range(4)]
    basis = ground({"answers": {"x": "no"}, "panel": ballots}, facts=facts)
    said = [
        *texts(results.unseating(basis)),
        *texts(strongest_cases.strongest(basis)),
        *texts(appendix_records.panel(basis)),
        hostile_questions.equal(basis),
    ]
    assert "One answer alone would put another option ahead." in said
    assert "Another option would lead" in said
    assert not [text for text in said if "course" in text or "form " in text]
