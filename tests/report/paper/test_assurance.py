"""Quality, safety and information: sections by topic, duties and safeguards."""

from __future__ import annotations

from typing import Any

from decision.report.paper import (
    assurance,
)
from decision.report.paper.blocks import Bullets, Gap, Heading
from decision.report.paper.paper_data import PaperData
from tests.report.paper.test_paper import table, texts
from tests.report.paper.test_small_models import (
    SPEED,
    TOLD_BY_TOPIC,
    effects,
    front_rows,
    ground,
    items,
)
from tests.report.two_courses import answered


def test_a_duty_that_binds_some_options_is_not_said_to_be_met_for_every_one() -> None:
    gates = {
        "some": {"says": "A file is kept.", "topic": "safety", "options": ["a", "b"]},
        "one": {"says": "A list is kept.", "topic": "safety", "options": ["b"]},
        "all": {"says": "A log is kept.", "topic": "safety"},
        "other": {"says": "A clinical safety file is kept.", "topic": "information"},
        "none": {"says": "A clinical safety officer is named."},
    }
    basis = ground({"gates": {"some": "met", "one": "unmet", "all": "met"}}, gates=gates)
    assert items(basis, "safety") == (
        "A file is kept. Met for Aye and Bee.",
        "A list is kept. Not met for Bee.",
        "A log is kept. Met for every option.",
    )


def test_where_no_duty_binds_an_option_none_is_said_to_be_met() -> None:
    gates = {"one": {"says": "A list is kept.", "options": ["b"]}}
    basis = ground({"gates": {"one": "met"}}, gates=gates)
    assert front_rows(basis)["Duties"] == "No duty binds Aye."
    bound = ground({"gates": {"one": "unmet"}}, gates={"one": {"says": "x", "options": ["a"]}})
    assert front_rows(bound)["Duties"] == "Of 1 duty that binds Aye: 1 not met."


def test_safeguards_are_those_of_a_preferred_option_and_not_of_one_of_two_that_are_level() -> None:
    named = {
        "a": {"name": "Aye", "safeguards": ["Pay bands are guaranteed for a year."]},
        "b": {"name": "Bee"},
    }

    def said(second: int) -> str:
        criteria = {"speed": SPEED | {"scores": {"a": 60, "b": second}}}
        return " ".join(texts(assurance.responsible(ground(options=named, criteria=criteria))))

    assert "Pay bands are guaranteed for a year." in said(50)
    assert "Pay bands" not in said(60)


def test_what_the_case_says_of_staff_is_put_by_topic_and_never_by_its_words() -> None:
    case = {"answers": {"rota": "nobody", "nights": "x"}, "answered-by": {"rota": "HR"}}
    assert effects(ground(case, **TOLD_BY_TOPIC)) == {
        "Posts and pay": "Speed, scored: Aye 60, Bee 50 and Sea 20.",
        "On-call": "“Who is called?” Nobody (HR).",
    }
    assert effects(ground(**TOLD_BY_TOPIC))["On-call"] == "This case says nothing of it."


def test_a_section_of_a_topic_tells_its_answers_and_its_duties() -> None:
    answers = {"yes": {"says": "Yes"}}
    facts = {
        "here": {"ask": "Was it tested?", "topic": "information", "answers": answers},
        "open": {"ask": "Was it patched?", "topic": "information", "answers": answers},
        "other": {"ask": "Is cyber security tested?", "topic": "safety", "answers": answers},
        "none": {"ask": "Was a restore tested?", "answers": answers},
    }
    gates = {"duty": {"says": "An owner is named.", "topic": "information"}}
    case = {"answers": {"here": "yes", "other": "yes", "none": "yes"}}
    told = [
        block.items
        for block in assurance.information(ground(case, facts=facts, gates=gates))
        if isinstance(block, Bullets)
    ]
    assert told == [("“Was it tested?” Yes.",), ("An owner is named. Not known for every option.",)]


def test_a_model_without_topics_has_gaps_alone_in_its_sections_of_a_topic() -> None:
    gates = {"duty": {"says": "A clinical safety officer is named under data protection law."}}
    basis = ground(gates=gates)
    for section in (assurance.quality, assurance.safety, assurance.information):
        assert {type(block) for block in section(basis)} == {Heading, Gap}
    assert set(effects(basis).values()) == {"This case says nothing of it."}


def test_safeguards_have_their_owner_measure_and_date_or_a_gap() -> None:
    rows = table(assurance.responsible(PaperData(answered()))).rows
    assert rows[0] == ("A list is kept.", "Chair", "Read each month", "by May")
    assert rows[1] == ("A group meets.", Gap("role"), Gap("measure"), Gap("date"))
    assert [row[0] for row in rows[2:]] == ["An officer is named.", "Staff were told."]


def test_risks_name_the_person_that_the_lead_rests_on_and_what_is_disputed() -> None:
    second = {"faults": {"by": "Digital lead", "says": 2}}
    rows = table(assurance.risks(PaperData(answered(disputed=second)))).rows
    by = {str(row[1]): str(row[0]) for row in rows}
    assert by["Evidence"] == (
        "The lead rests on one person (Surveyor; 2 entries). Without that, “Move, guarded” leads "
        "by less than half a point."
    )
    assert by["Disputed answer"] == (
        "Two answers stand against each other: “How many faults were answered?”"
    )


def test_a_claim_that_is_all_that_a_person_says_is_one_risk() -> None:
    shifts = {"because": "x", "evidence": ["e"], "shifts": {"speed": {"a": 40}}}
    facts = {"f": {"ask": "So?", "answers": {"yes": {"says": "Yes"} | shifts}}}
    entry = {"says": "It is", "by": "A manager", "kind": "experience"}
    low = {"speed": SPEED | {"scores": {"a": 20, "b": 50, "c": 20}}}
    basis = ground({"answers": {"f": "yes"}}, facts=facts, evidence={"e": entry}, criteria=low)
    risks = [str(row[0]) for row in table(assurance.risks(basis)).rows]
    assert risks == [
        "The lead rests on one person (A manager; 1 entry). Without that, Bee leads by about 30 "
        "points."
    ]


def test_duties_are_told_of_the_options_that_are_compared() -> None:
    def told(**more: Any) -> tuple[str, ...]:
        return items(PaperData(answered(**more)), "consultation")

    but_away = dict.fromkeys(("stay", "joint", "move", "guarded"), "met")
    assert told(gates={"told": but_away}) == ("Staff were told. Met for every option compared.",)
    named = PaperData(answered({"host": "named"}, gates={"told": but_away}))
    assert items(named, "consultation") == (
        "Staff were told. Met for Stay, “Stay, jointly”, Move and “Move, guarded”; not known for "
        "Away.",
    )
