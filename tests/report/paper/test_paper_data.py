"""What every part of a paper starts from."""

from __future__ import annotations

import datetime as dt

import decision
from decision.report.paper import paper_data
from decision.report.paper.blocks import Para
from tests.report.two_courses import answered


def test_a_day_is_written_out_and_none_is_a_gap_to_fill() -> None:
    assert paper_data.on(dt.date(2026, 5, 1)) == "1 May 2026"
    assert paper_data.on(None) is None


def test_an_answer_is_told_in_the_model_s_words_and_a_bare_checklist_by_its_count() -> None:
    ground = paper_data.PaperData(answered())
    assert ground.said("offer") == "Signed"
    assert ground.said("faults") == "All (5 faults)"
    assert ground.said("ready") == "1 of 2 in place"
    assert paper_data.PaperData(answered({"ready": {"unknown": ["lead"]}})).said("ready") is None


def test_a_dispute_is_told_with_whose_it_is_and_why() -> None:
    second = {"faults": {"by": "Digital lead", "says": 2, "because": "Two were late"}}
    ground = paper_data.PaperData(answered(disputed=second))
    assert ground.disputed("faults") == (
        "Disputed: Digital lead says “Few (2 faults)”. Two were late."
    )
    assert ground.disputed("offer") == ""


def test_the_baseline_is_known_once_the_fact_that_it_depends_on_is() -> None:
    assert paper_data.PaperData(answered({"now": "there"})).baseline == "move"
    unknown = paper_data.PaperData(answered({"now": None}))
    assert unknown.baseline is None
    assert "“Where is it now?”" in unknown.why_no_baseline


def test_an_answer_is_firm_only_where_it_is_one_option_and_at_least_probable() -> None:
    assert paper_data.PaperData(answered()).firm
    assert not paper_data.PaperData(answered({"offer": None, "ready": None})).firm


def test_of_many_people_the_weightiest_are_told_and_the_rest_counted() -> None:
    evidence = {
        f"e{number}": {"says": "x", "by": f"person {number}", "kind": "opinion"}
        for number in range(4)
    }
    facts = {
        f"f{number}": {
            "ask": "So?",
            "answers": {
                "yes": {"says": "Y", "shifts": {"x": {"a": 20}}, "evidence": [f"e{number}"]}
            },
        }
        for number in range(4)
    }
    model = decision.DecisionModel.model_validate(
        {
            "title": "Small",
            "options": {"a": {"name": "A"}, "b": {"name": "B"}},
            "criteria": {"x": {"name": "X", "weight": 1, "scores": {"a": 10, "b": 75}}},
            "facts": facts,
            "evidence": evidence,
        }
    )
    case = decision.Case.model_validate({"answers": dict.fromkeys(facts, "yes")})
    said = paper_data.without_people(decision.evaluate(model, case).robustness, 2)
    assert len(said) == 3
    assert "one person says (person 0)" in said[0]
    assert said[2] == "Without any of 2 other people or sources it would change too."


def test_a_document_of_one_sheet_cuts_long_names_and_says_when_and_whose_it_is() -> None:
    site = {"prepared-by": "PACS lead", "date": "2026-05-01"}
    ground = paper_data.PaperData(answered(site=site))
    name = ground.model.options[ground.preferred or "stay"].name
    made = paper_data.one_sheet(ground, [Para(f"About {name}.")], "Title", "About", "Kind", "Mark")
    assert (made.title, made.subject, made.mark) == ("Title", "About", "Mark")
    assert (made.author, made.running) == ("PACS lead", "Kind · 1 May 2026")
    assert [block.text for sheet in made.sheets for block in sheet.blocks] == [f"About {name}."]
