"""What a model holds, in plain words."""

from __future__ import annotations

import pytest

from decision.model.case import Ticks
from decision.model.entries import OwnBaseline, Safeguard
from decision.model.evidence_uses import uses
from decision.model.readings import read_fact
from decision.sentences.model_contents import (
    AnswerContents,
    answers_say,
    counts,
    courses_say,
    criterion_says,
    fact_kind,
    gate_says,
    items_say,
    option_says,
    pair_says,
    reading_says,
    right_says,
    safeguard_says,
    speakers_say,
    spread_says,
    use_says,
    weight_says,
    what_if_says,
)
from tests.corpus import MODEL
from tests.strategies import made

PLAIN = {
    "title": "T",
    "options": {"a": {"name": "A"}, "b": {"name": "B"}},
    "criteria": {"c": {"name": "C", "weight": 1, "scores": {"a": 1, "b": 2}}},
}


def test_the_kinds_of_entry_are_counted() -> None:
    assert counts(MODEL) == (
        "3 options, 2 criteria, 4 facts, 1 duty, 1 what-if and 2 evidence entries."
    )
    few = MODEL.model_copy(update={"facts": {}, "gates": {}, "what_ifs": {}, "evidence": {}})
    assert counts(few) == "3 options and 2 criteria."


def test_an_option_says_when_it_can_be_had_and_what_stands_in() -> None:
    assert option_says(MODEL, MODEL.options["hybrid"]) == [
        "It can be had only if “Who sets the order of work?” is answered “It advises” or "
        "“It decides”.",
        "Where it can't be had, Move stands in.",
    ]
    assert option_says(MODEL, MODEL.options["stay"]) == [
        "Nothing changes.",
        "It is what happens if nothing is decided.",
    ]


def test_a_baseline_by_fact_says_where_it_holds() -> None:
    own = OwnBaseline.model_validate({"fact": "governance", "is": ["nobody", "advises"]})
    stay = MODEL.options["stay"].model_copy(update={"baseline": own})
    assert option_says(MODEL, stay)[1:] == [
        "It is what happens if nothing is decided, where “Who sets the order of work?” is "
        "answered “Nobody” or “It advises”."
    ]


def test_a_course_of_several_forms_says_what_they_are() -> None:
    assert courses_say(MODEL) == [
        "Move in some form is one course, in 2 forms: Move and “Move, with safeguards”."
    ]
    assert courses_say(made(PLAIN)) == []
    assert pair_says(MODEL) == "Charts draw Stay on the left and Move in some form on the right."


def test_how_uncertain_shifts_are_is_said_where_they_are() -> None:
    assert spread_says(MODEL) == (
        "Each fact's shifts may really be up to 50% smaller or larger than written."
    )
    assert spread_says(made(PLAIN)) == ""


def test_safeguards_are_left_to_a_list_of_their_own() -> None:
    (bare,) = MODEL.options["move"].safeguards
    assert safeguard_says(bare) == "A charter is written."
    assert not any("charter" in said for said in option_says(MODEL, MODEL.options["move"]))


def test_a_safeguard_names_its_owner_its_date_and_its_measure() -> None:
    (full,) = MODEL.options["hybrid"].safeguards
    assert safeguard_says(full) == (
        "A group meets. (owner: chair; due: a month after the decision; "
        "shown by: Minutes of each meeting)"
    )
    assert safeguard_says(Safeguard(says="It is signed", due="May")) == ("It is signed. (due: May)")


def test_who_decides_is_said_option_by_option() -> None:
    assert right_says(MODEL, MODEL.rights["order"]) == [
        "Stay: Radiology decides; Digital asked before; the wards told after.",
        "Move: Digital decides.",
    ]


def test_only_a_speaker_of_several_entries_is_told() -> None:
    assert speakers_say(MODEL) == []
    second = MODEL.evidence["c2"].model_copy(update={"speaker": "author of the survey"})
    model = MODEL.model_copy(update={"evidence": {**MODEL.evidence, "c3": second}})
    assert speakers_say(model) == [
        "2 entries are taken as one person's, author of the survey: c1 and c3."
    ]


@pytest.mark.parametrize(
    ("name", "given", "says"),
    [
        ("governance", None, None),
        ("governance", "advises", "It advises"),
        ("vacancy", 8, "Six or more"),
        ("focus", Ticks(yes=("led",)), "Low"),
        ("focus", Ticks(unknown=("led",)), None),
        ("habits", Ticks(yes=("swift",)), "1 of 2 in place"),
        ("habits", Ticks(), "0 of 2 in place"),
        ("habits", Ticks(unknown=("swift",)), None),
    ],
)
def test_an_answer_is_in_the_models_words(
    name: str, given: str | float | Ticks | None, says: str | None
) -> None:
    assert reading_says(MODEL.facts[name], read_fact(MODEL.facts[name], given)) == says


def test_where_a_cited_number_stands_is_said() -> None:
    assert [use_says(MODEL, use) for use in uses(MODEL)["c1"] if use.points is not None] == [
        "Start score",
        "Start score",
        "Start score",
        "If “How clinical is the host?” is “Low”",
        "If this is so: “Faults are taken on within the hour”",
        "If this is not so: “Faults are taken on within the hour”",
    ]


def test_an_item_says_what_a_yes_and_a_no_move() -> None:
    assert items_say(MODEL, MODEL.facts["habits"]) == [
        AnswerContents(
            "Faults are taken on within the hour",
            "",
            ("If so, Response: Stay +4", "If not, Response: Stay −6"),
        ),
        AnswerContents("Restores are tested", "", ()),
    ]
    assert answers_say(MODEL, MODEL.facts["habits"]) == []


def test_a_judged_criterion_says_its_ends_and_its_start_scores() -> None:
    assert criterion_says(MODEL, MODEL.criteria["response"]) == [
        "How soon a fault is taken on.",
        "A score of 0 is: The next day.",
        "A score of 100 is: Within minutes.",
        "Start scores: Stay 75 (60 to 85); Move 50; “Move, with safeguards” 65.",
    ]


def test_a_measured_criterion_says_what_amounts_are_worth() -> None:
    assert criterion_says(MODEL, MODEL.criteria["cost"]) == [
        "Measured in pounds a year: 0 is worth 100 and 500 is worth 0 points.",
        "Amounts: Stay 120; Move 90 (80 to 130); “Move, with safeguards” 110.",
    ]


def test_a_weight_is_in_swing_points_and_in_parts_of_100() -> None:
    assert weight_says(MODEL, MODEL.criteria["cost"]) == ("Weight 40, which is 28.6% of the whole.")
    heavy = MODEL.criteria["cost"].model_copy(update={"weight": 1_500_000})
    assert weight_says(MODEL, heavy).startswith("Weight 1,500,000, which")


def test_a_fact_says_how_it_is_answered_and_what_each_answer_moves() -> None:
    facts = MODEL.facts
    kinds = [fact_kind(fact) for fact in facts.values()]
    assert kinds == ["A checklist of 2", "A number of months", "A choice", "A checklist of 2"]
    assert answers_say(MODEL, facts["focus"]) == [
        AnswerContents("Low", "0 to 1 of 2", ("Response: Move −25",)),
        AnswerContents("High", "2 of 2", ("Response: Move +20",)),
    ]
    assert answers_say(MODEL, facts["vacancy"]) == [
        AnswerContents("None", "0 to under 0.5", ()),
        AnswerContents("Under six", "0.5 to under 6", ()),
        AnswerContents("Six or more", "6 or more", ("Warns: Ask why.",)),
    ]
    assert [said.when for said in answers_say(MODEL, facts["governance"])] == ["", "", ""]


def test_a_duty_says_which_options_it_is_about() -> None:
    gate = MODEL.gates["safety"]
    assert gate_says(MODEL, gate) == (
        "A safety officer is named. About Move and “Move, with safeguards”."
    )
    for options in ((), tuple(MODEL.options)):
        every = gate.model_copy(update={"options": options})
        assert gate_says(MODEL, every) == "A safety officer is named. About every option."


def test_a_what_if_says_what_it_leaves_out() -> None:
    assert what_if_says(MODEL, MODEL.what_ifs["no-host"]) == (
        "Without the host: leaves out “How clinical is the host?”."
    )


def test_numbers_below_zero_and_large_ones_are_said_plainly() -> None:
    model = made(
        {
            "title": "T",
            "options": {"a": {"name": "A"}, "b": {"name": "B"}},
            "criteria": {
                "c": {
                    "name": "C",
                    "weight": 1,
                    "measure": {"unit": "£", "values": {-5: 0, 1000000: 100}},
                    "amounts": {"a": -5, "b": {"amount": 20000, "low": -1, "high": 30000}},
                }
            },
        }
    )
    assert criterion_says(model, model.criteria["c"]) == [
        "Measured in £: −5 is worth 0 and 1,000,000 is worth 100 points.",
        "Amounts: A −5; B 20,000 (−1 to 30,000).",
    ]
