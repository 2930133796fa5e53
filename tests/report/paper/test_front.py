"""The front sheet and the summary, against the engine."""

from __future__ import annotations

import pytest

import decision
from decision.report.paper import (
    front,
)
from decision.report.paper.blocks import Gap
from decision.report.paper.paper_data import PaperData
from decision.sentences.explanation import headline, plain_pair
from decision.sentences.what_would_change_it import ask_first
from tests.report.paper.test_paper import MODEL, evaluated, section, table, texts, written
from tests.report.two_courses import answered


def test_the_front_sheet_has_what_is_asked_of_every_paper() -> None:
    form = table(written().blocks)
    assert [row[0] for row in form.rows] == [
        "Meeting",
        "Session",
        "Purpose",
        "The decision asked for",
        "Preferred option",
        "Site",
        "Sponsor",
        "Prepared by",
        "Date of the scoring",
        "Committees that have seen it",
        "Strategic links",
        "Risk links",
        "Money",
        "Duties",
    ]
    said = {str(row[0]): row[1] for row in form.rows}
    assert isinstance(said["Sponsor"], Gap)
    assert said["Prepared by"] == "PACS manager"
    assert said["Date of the scoring"] == "24 November 2026"
    assert str(said["Session"]).startswith("Private session.")


def test_the_summary_has_the_engine_s_totals_ranges_and_places() -> None:
    evaluation = evaluated("invented-complete")
    rows = table(section(written(), "Summary")).rows
    names = {entry.name: option for option, entry in MODEL.options.items()}
    ranks = evaluation.standing.ranks
    assert [names[str(row[0])] for row in rows] == sorted(
        (option for option, rank in ranks.items() if rank), key=lambda option: ranks[option] or 0
    )
    for row in rows:
        option = names[str(row[0])]
        low, high = map(float, str(row[2]).split(" to "))
        span = evaluation.finding.draws.totals[option]
        assert float(str(row[1])) == pytest.approx(evaluation.totals[option], abs=0.05 + 1e-9)
        assert (low, high) == pytest.approx((span.low, span.high), abs=0.05 + 1e-9)
        assert str(row[3]).startswith(f"{evaluation.standing.ranks[option]}")
    left = len(MODEL.options) - len(rows)
    caption = table(section(written(), "Summary")).caption
    assert (f"{left} more option" in caption) == (left > 0)


def test_the_answer_is_the_course_then_its_form_each_with_how_far_it_is_ahead() -> None:
    ground = PaperData(answered())
    assert front.preference(ground) == (
        "Preferred option for consultation: “Stay, jointly”. “Stay, jointly” is about 10 points "
        "ahead of “Move, guarded”. “Stay, jointly” is clearly better than Stay, by about 8 points."
    )
    assert front.asked(ground).startswith("To agree that “Stay, jointly” goes to consultation")
    decided = PaperData(answered(), "decision")
    assert "Option that the scoring supports: “Stay, jointly”." in front.preference(decided)
    assert "The scoring supports “Stay, jointly”" in front.asked(decided)


def test_an_answer_that_is_only_probable_says_so() -> None:
    ground = PaperData(answered(gates={"named": "unmet"}))
    assert ground.finding.verdict.word == "leaning"
    assert "“Stay, jointly”, which is probably best." in front.preference(ground)


@pytest.mark.parametrize(
    ("scores", "named", "asks"),
    [
        ({"joint": 49}, "No preferred option for consultation can be named", "all options go"),
        ({"joint": 90}, "Preferred option for consultation: a form of Here.", "the course “Here”"),
        ({"joint": 91}, "Preferred option for consultation: a form of Here.", "the course “Here”"),
    ],
)
def test_a_course_too_close_or_forms_that_are_level_name_no_single_option(
    scores: dict[str, int], named: str, asks: str
) -> None:
    """At 49 the courses are within 2 points; at 90 two forms tie, and at 91 they are too close."""
    near = scores["joint"] == 49
    over = [
        {"criterion": name, "option": option, "score": score, "because": "x", "by": "chair"}
        for name in ("speed", "staff")
        for option, score in (
            ("stay", 49 if near else 90),
            ("joint", scores["joint"]),
            ("guarded", 50),
            ("move", 40),
        )
    ]
    ground = PaperData(answered(overrides=over))
    assert not ground.firm
    assert front.preference(ground).startswith(named)
    assert asks in front.asked(ground)


def test_the_summary_says_the_answer_then_the_plain_pair_and_nothing_twice() -> None:
    evaluation = answered()
    found = front.summary(PaperData(evaluation))
    said = texts(found)
    assert said.index(headline(evaluation.finding)) < said.index(plain_pair(evaluation.finding)[0])
    assert sum("about 10 points ahead" in text for text in said) == 1
    assert any("Here is best under " in text for text in said)


def test_while_asking_could_settle_it_the_summary_says_what_it_would_bring_once() -> None:
    evaluation = answered({"offer": None, "ready": None})
    assert evaluation.finding.verdict.asking
    said = " ".join(texts(front.summary(PaperData(evaluation))))
    assert [said.count(text) for text in evaluation.because[:2]] == [1, 1]
    assert ask_first(evaluation.robustness) not in said


def test_a_place_is_joint_only_with_an_option_that_can_be_chosen() -> None:
    ground = PaperData(answered({"promise": "none"}))
    ranks = ground.standing.ranks
    assert ranks["move"] == ranks["guarded"] == 3
    assert front.place(ground, "move") == "3rd"
    assert front.place(ground, "guarded") == "can’t be chosen"
    assert front.place(ground, "away") == "can’t be chosen"
    open_ = PaperData(answered({"host": None}))
    assert front.place(open_, "away") == "can’t be chosen yet"


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
    ground = PaperData(decision.evaluate(model, case))
    assert front.preference(ground) == (
        "Preferred option for consultation: B. Only Here can be chosen. B is clearly better than "
        "A, by about 40 points."
    )
