"""The front sheet: the ask, the answer, three risks, the money and the duties, by name."""

from __future__ import annotations

import pytest

import decision
from decision.report.paper import front, risks
from decision.report.paper.blocks import Gap, Para
from decision.report.paper.paper_data import PaperData
from decision.sentences.phrases import of_100
from tests.report.paper.test_paper import EXAMPLES, evaluated, table, texts, written
from tests.report.two_courses import answered


def rows(basis: PaperData) -> dict[str, object]:
    return {str(row[0]): row[1] for row in table(front.front_sheet(basis)).rows}


def test_the_front_sheet_has_the_answer_first_and_then_what_is_asked_of_every_paper() -> None:
    said = {str(row[0]): row[1] for row in table(written().blocks).rows}
    assert list(said) == [
        "Preferred option for consultation",
        "The Board is asked to",
        "Three risks",
        "Money",
        "Duties to meet",
        "Meeting",
        "Executive lead",
        "Author",
        "Session",
        "Purpose",
    ]
    assert isinstance(said["Meeting"], Gap)
    assert said["Author"] == "PACS manager"
    assert said["Purpose"] == "☐ To note     ☒ To consult on     ☐ To decide"
    assert str(said["Three risks"]).count("\n") == 2
    nameless = rows(PaperData(answered()))
    assert isinstance(nameless["Executive lead and author"], Gap)


@pytest.mark.parametrize("name", EXAMPLES)
@pytest.mark.parametrize("purpose", ["consultation", "decision"])
def test_two_or_three_numbered_actions_three_risks_and_every_duty_that_is_open(
    name: str, purpose: str
) -> None:
    basis = PaperData(evaluated(name), "decision" if purpose == "decision" else "consultation")
    assert 2 <= len(front.actions(basis)) <= 3
    said = rows(basis)
    assert str(said["The Board is asked to"]).startswith("1. ")
    named = [one.name for one in risks.found(basis)[:3]]
    assert len(named) == 3
    assert str(said["Three risks"]).split("\n") == [
        f"{number}. {text}." for number, text in enumerate(named, 1)
    ]
    unmet, unknown = basis.not_met(str(basis.preferred))
    duties = str(said["Duties to meet"]).split("\n")
    assert [line.split(":")[0] for line in duties] == (
        ["Not met"] * len(unmet) + ["Not known"] * len(unknown)
    )


def test_the_answer_is_two_sentences_with_one_figure_for_how_sure_it_is() -> None:
    basis = PaperData(answered(weights={"speed": 90, "staff": 10}))
    chance = basis.finding.draws.probability
    assert chance is not None
    said = front.answer(basis)
    assert said == (
        f"Best: “Stay, jointly”. It is about 20 points ahead of “Move, guarded”, and Here leads "
        f"in {of_100(chance)} simulations."
    )
    assert str(rows(basis)["Preferred option for consultation"]).endswith(front.SIMULATION)
    decided = PaperData(answered(), "decision")
    assert "The answer" in rows(decided)
    assert front.asked(decided).startswith(
        "To choose one option; the scoring supports “Stay, jointly”"
    )


def test_a_paper_that_is_early_says_so_first_and_names_no_preferred_option() -> None:
    basis = PaperData(answered({"offer": None, "ready": None}), "decision")
    assert basis.finding.verdict.word == "unknown"
    lead = [block for block in front.front_sheet(basis)[:3] if isinstance(block, Para)]
    assert lead[1].text == front.EARLY
    assert front.answer(basis).startswith("Too early to say. “Stay, jointly” is ")
    assert front.asked(basis) == "To decide what must be known before an option is chosen."
    assert front.EARLY not in texts(front.front_sheet(PaperData(answered(), "decision")))


@pytest.mark.parametrize(
    ("joint", "named", "asks"),
    [
        (49, "Too close to call", "all options go"),
        (90, "Best: Here, narrowly as Stay. It is about 40 points", "the course “Here”"),
        (91, "Best: Here, narrowly as “Stay, jointly”. It is", "the course “Here”"),
    ],
)
def test_a_course_too_close_or_forms_that_are_level_name_no_single_option(
    joint: int, named: str, asks: str
) -> None:
    """At 49 the courses are within 2 points; at 90 two forms tie, and at 91 they are too close."""
    over = [
        {"criterion": name, "option": option, "score": score, "because": "x", "by": "chair"}
        for name in ("speed", "staff")
        for option, score in (
            ("stay", 49 if joint == 49 else 90),
            ("joint", joint),
            ("guarded", 50),
            ("move", 40),
        )
    ]
    basis = PaperData(answered(overrides=over))
    assert not basis.firm
    assert front.answer(basis).startswith(named)
    assert asks in front.asked(basis)
    assert "The answer" in rows(basis)


def test_where_one_course_alone_can_be_chosen_the_paper_says_so() -> None:
    needs = [{"fact": "f", "is": ["yes"]}]
    model = decision.DecisionModel.model_validate(
        {
            "title": "Small",
            "options": {
                "a": {"name": "A", "course": "Here"},
                "b": {"name": "B", "falls-back-to": "a"},
                "c": {"name": "C", "needs": needs},
            },
            "criteria": {"x": {"name": "X", "weight": 1, "scores": {"a": 40, "b": 80, "c": 90}}},
            "facts": {"f": {"ask": "So?", "answers": {"yes": {"says": "Y"}, "no": {"says": "N"}}}},
        }
    )
    case = decision.Case.model_validate({"answers": {"f": "no"}, "weights": {"x": 1}})
    assert front.answer(PaperData(decision.evaluate(model, case))) == "Only Here can be chosen."


def test_duties_are_named_or_it_is_said_that_all_are_met() -> None:
    assert front.duties(PaperData(answered(gates={"named": "unmet", "told": "unknown"}))) == (
        "Not met: an officer is named.\nNot known: staff were told."
    )
    met = PaperData(answered(gates={"named": "met", "told": "met"}))
    assert front.duties(met) == "None: 2 duties bind it, and all are met."
    decided = front.actions(PaperData(answered(gates={"named": "unmet", "told": "met"})))
    assert decided[-1].startswith("name who sees to the duty that is not met")
