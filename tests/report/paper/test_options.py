"""The options, where nothing is known of a site."""

from __future__ import annotations

from decision.model.case import Case
from decision.report.paper import (
    front,
    options,
)
from decision.report.paper.paper_data import PaperData
from tests.report.paper.test_paper import of, table, texts
from tests.report.paper.test_small_models import ground as small
from tests.report.two_courses import answered


def test_an_empty_case_prefers_nothing() -> None:
    ground = of(Case())
    said = front.preference(ground)
    assert said.startswith("No preferred option for consultation can be named")
    assert front.asked(ground).startswith("To agree that all options go to consultation")
    told = " ".join(texts(options.change(ground)))
    assert "which option changes nothing depends on “Where does the PACS team sit now?”" in told


def test_where_nothing_is_answered_of_a_site_whose_baseline_is_known_it_is_said() -> None:
    named = {"a": {"name": "Aye", "baseline": True}, "b": {"name": "Bee"}, "c": {"name": "Sea"}}
    facts = {"x": {"ask": "Is it?", "answers": {"yes": {"says": "Yes"}}}}
    said = texts(options.change(small(options=named, facts=facts)))
    assert "No question about the site is answered yet." in said
    assert "No question about the site is answered yet." not in texts(
        options.change(small({"answers": {"x": "yes"}}, options=named, facts=facts))
    )


def test_each_option_says_its_course_and_whether_it_can_be_chosen() -> None:
    rows = {row[0]: row[2:] for row in table(options.considered(PaperData(answered()))).rows}
    assert rows["Stay"] == ("Course: Here\nBusiness as usual", "Yes")
    assert rows["Move, guarded"] == ("Course: There", "Yes")
    assert rows["Away"] == ("An alternative", "No")
    still = options.considered(PaperData(answered({"host": None, "promise": None})))
    can = {row[0]: row[3] for row in table(still).rows}
    assert (can["Away"], can["Move, guarded"]) == ("Not yet", "Not yet known")


def test_an_item_s_answer_is_told_where_it_moves_the_present_arrangement() -> None:
    said = " ".join(texts(options.change(PaperData(answered()))))
    assert "“What can they show?”, “Restores are tested”: yes. It raises the total by" in said
    assert "“How many faults were answered?” All (5 faults). It raises the total by" in said
