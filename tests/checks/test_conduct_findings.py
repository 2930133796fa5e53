"""What the tool finds of each point of conduct, fault by fault."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision import Case, DecisionModel, evaluate
from decision.checks.conduct_findings import CHECKS, few
from tests.checks.test_conduct import CASE, SOUND, ballot, changed, stood

FAULTS = [
    ("no-overlap", "criteria/speed/means", None, "Without a definition (`means`): Speed."),
    (
        "no-overlap",
        "criteria/skill/means",
        "How soon are the urgent faults taken on?",
        "`skill` and `speed` are defined in nearly the same words, so one thing may count twice; "
        "merge the two, or write in `means` what each holds that the other doesn't.",
    ),
    (
        "scores-sourced",
        "criteria/skill/evidence",
        [],
        "Without a source or a reason: “Skill” for “Stay” and “Skill” for “Move”.",
    ),
    (
        "scores-sourced",
        "facts/log/answers/good/because",
        None,
        "Without a source or a reason: what “Good” does.",
    ),
    ("ends-described", "criteria/speed/best", None, "Without both `worst` and `best`: Speed."),
]


@pytest.mark.parametrize(("name", "path", "value", "found"), FAULTS)
def test_a_fault_in_the_model_is_seen(name: str, path: str, value: object, found: str) -> None:
    point = stood(name, changed(SOUND, path, value))
    assert (point.state, point.found) == ("unmet", found)


def test_a_baseline_that_can_only_score_nothing_is_seen() -> None:
    flat = changed(SOUND, "criteria/speed/scores", {"stay": 0, "move": 50})
    flat["criteria"]["skill"]["scores"] = {"stay": 0, "move": 50}
    assert stood("baseline-among-options", flat).state == "met"  # the answer lifts it
    point = stood("baseline-among-options", flat, changed(CASE, "answers/log", "poor"))
    assert point.state == "unmet"
    assert point.found == "“Stay” is the baseline, and every score it can have is 0."


TEAM: dict[str, Any] = {
    "ask": "Where is the team now?",
    "answers": {"here": {"says": "Here"}, "there": {"says": "There"}, "both": {"says": "Both"}},
}


def by_team(move: list[str]) -> dict[str, Any]:
    """A model whose baseline follows where the team is now."""
    model = changed(SOUND, "facts/team", TEAM)
    model["options"]["stay"]["baseline"] = {"fact": "team", "is": ["here", "both"]}
    if move:
        model["options"]["move"]["baseline"] = {"fact": "team", "is": move}
    return model


def team(answer: str) -> dict[str, Any]:
    return {**CASE, "answers": {"team": answer}, "answered-by": {"team": "Lead"}}


@pytest.mark.parametrize(
    ("model", "case", "state", "found"),
    [
        (by_team(["there"]), team("here"), "met",
         "“Stay” is the baseline, and it can score above zero."),
        (by_team(["there"]), team("there"), "met",
         "“Move” is the baseline, and it can score above zero."),
        (by_team(["there"]), CASE, "met",
         "Which of “Stay” and “Move” is the baseline follows “Where is the team now?”, which is "
         "open; each of them can score above zero."),
        (by_team([]), CASE, "unmet",
         "No option is the baseline for some answer to “Where is the team now?”."),
        (by_team([]), team("there"), "unmet",
         "No option is the baseline for the answer to “Where is the team now?”."),
    ],
)  # fmt: skip
def test_a_baseline_may_follow_an_answer(
    model: dict[str, Any], case: dict[str, Any], state: str, found: str
) -> None:
    point = stood("baseline-among-options", model, case)
    assert (point.state, point.found) == (state, found)


def test_a_baseline_that_may_turn_out_to_score_nothing_is_seen() -> None:
    model = by_team(["there"])
    for name in ("speed", "skill"):
        model["criteria"][name]["scores"] = {"stay": 40, "move": 0}
    point = stood("baseline-among-options", model)
    assert (point.state, point.found) == (
        "unmet",
        "Which of “Stay” and “Move” is the baseline follows “Where is the team now?”, which is "
        "open; every score of “Move” is 0.",
    )


def test_costs_are_set_against_the_baseline_that_the_answer_gives() -> None:
    costs = {"costs": {"stay": {"yearly": 1}, "move": {"yearly": 5}}}
    model = by_team(["there"])
    assert stood("dominance-and-cost", model, team("here") | costs).state == "met"
    point = stood("dominance-and-cost", model, CASE | costs)
    assert point.state == "unmet"
    assert point.found.endswith("Costs are given, but which option is the baseline is open.")


def test_an_option_that_cannot_be_chosen_needs_no_cost() -> None:
    model = changed(SOUND, "facts/team", TEAM)
    model["options"]["out"] = {"name": "Out", "needs": [{"fact": "team", "is": ["both"]}]}
    for entry in model["criteria"].values():
        entry["scores"]["out"] = {"score": 50, "because": "B"}
    costs = {"costs": {"stay": {"yearly": 1}, "move": {"yearly": 5}}}
    assert stood("dominance-and-cost", model, team("here") | costs).found.endswith(
        "Costs are given for every option that can be chosen, the baseline's among them."
    )
    assert stood("dominance-and-cost", model, team("both") | costs).found.endswith(
        "Costs are given, but not for Out."
    )


FOCUS: dict[str, Any] = {
    "ask": "Which are in place?",
    "items": {
        "led": {"says": "A lead", "shifts": {"skill": {"move": 5}}},
        "plan": {"says": "A plan", "if-not": {"skill": {"move": -5}}, "because": "Seen."},
    },
}


def test_an_item_that_moves_a_score_needs_a_source_or_a_reason() -> None:
    model = changed(SOUND, "facts/focus", FOCUS)
    for ticks, state in ((["led"], "unmet"), (["plan"], "ask"), ([], "ask")):
        case = {**CASE, "answers": {"focus": ticks}, "answered-by": {"focus": "Lead"}}
        point = stood("scores-sourced", model, case)
        assert point.state == state
        bare = point.found == "Without a source or a reason: what “A lead” does."
        assert bare == (state == "unmet")


def test_sizes_of_shifts_that_vary_are_a_test_of_uncertainty() -> None:
    plain = changed(SOUND, "criteria/speed/scores/stay", {"score": 60, "because": "Near."})
    point = stood("uncertainty-tested", {**plain, "shift-spread": 0.5})
    assert (point.state, point.found) == (
        "met",
        "Weights are tested over every value they may have, and what each answer adds or takes "
        "off by up to 50%.",
    )
    point = stood(
        "uncertainty-tested", {**plain, "shift-spread": 0.5}, changed(CASE, "answers", {})
    )
    assert point.state == "met"  # the fact is open, so a score has a range


def test_a_measured_criterion_needs_no_words_for_its_ends() -> None:
    measured = {
        "name": "Wait",
        "weight": 1,
        "measure": {"unit": "days", "values": {0: 100, 9: 0}},
        "amounts": {"stay": 4, "move": {"amount": 5, "because": "Counted"}},
    }
    model = changed(SOUND, "criteria/wait", measured)
    assert stood("ends-described", model).state == "met"
    assert stood("no-overlap", model).state == "met"
    assert stood("scores-sourced", model).found == (
        "Without a source or a reason: “Wait” for “Stay”."
    )
    case = {**CASE, "amounts": {"wait": {"stay": {"amount": 3, "because": "Our own count"}}}}
    assert not stood("scores-sourced", model, case).fault


def test_an_amount_has_the_source_that_its_reason_shows() -> None:
    measured = {
        "name": "Wait",
        "weight": 1,
        "measure": {"unit": "days", "values": {0: 100, 9: 0}},
        "amounts": {"stay": {"amount": 4, "evidence": ["e"]}, "move": {"amount": 5}},
    }
    model = DecisionModel.model_validate(changed(SOUND, "criteria/wait", measured))
    case = Case.model_validate({**CASE, "amounts": {"wait": {"stay": 3, "move": 3}}})
    evaluation = evaluate(model, case)
    row = evaluation.standing.table.cells["wait"]
    shown = {option: bool(cell.reasons[0].evidence) for option, cell in row.items()}
    found = CHECKS["scores-sourced"](evaluation).found
    assert shown == {option: f"“{option.title()}”" not in found for option in row}


def test_the_way_of_weights_that_are_not_in_force_is_not_told() -> None:
    ballots = [{"weights": {"speed": 1, "skill": 1}, "comments": {"speed": "S", "skill": "S"}}]
    for way in ("direct", "rank", "swing"):
        case = {"panel": ballots, "weights-by": way}
        assert stood("swing-weights", case=case).found == (
            "Each weight that was changed has a reason. The panel's comments are recorded."
        )


def test_an_overruled_score_has_its_own_reason() -> None:
    model = changed(SOUND, "criteria/skill/evidence", [])
    overrides = [
        {"criterion": "skill", "option": option, "score": 1, "because": "B", "by": "R"}
        for option in ("stay", "move")
    ]
    assert not stood("scores-sourced", model, {**CASE, "overrides": overrides}).fault


def test_an_answer_that_nobody_gave_is_seen() -> None:
    point = stood("scores-sourced", case=changed(CASE, "answered-by", None), said={"met": True})
    assert point.state == "unmet"
    assert point.found == "1 of 1 answers don't say who gave them: “What does the log say?”."


def test_scores_without_ranges_are_not_tested() -> None:
    plain = {"score": 60, "because": "Near."}
    point = stood("uncertainty-tested", changed(SOUND, "criteria/speed/scores/stay", plain))
    assert point.state == "unmet"
    assert point.found.endswith("but no score has a range; write `low` and `high`.")
    open_fact = changed(SOUND, "criteria/speed/scores/stay", plain)
    assert stood("uncertainty-tested", open_fact, {}).state == "met"  # the fact is open


@pytest.mark.parametrize(
    ("case", "found"),
    [
        (
            changed(CASE, "weights-by", "rank"),
            "The weights were made from a rank order and not by swing.",
        ),
        (
            changed(CASE, "weights-by", "direct"),
            "The weights were typed in directly and not by swing.",
        ),
        (changed(CASE, "weight-notes", None), "No reason is recorded for the weight of Skill."),
        ({}, "Nobody has weighed this yet: the weights are the model's own."),
    ],
)
def test_weights_without_swing_or_reason_are_seen(case: dict[str, Any], found: str) -> None:
    point = stood("swing-weights", case=case)
    assert (point.state, point.found) == ("unmet", found)


def test_a_panel_speaks_through_its_comments() -> None:
    silent = {"panel": [ballot("Radiologist"), ballot("Radiographer")]}
    assert stood("swing-weights", case=silent).found == (
        "No reason is recorded for the weight of Speed and Skill. The panel left no comment, so "
        "no dissent is recorded."
    )
    comments = {"speed": "Slow today", "skill": "I would weigh it more"}
    spoken = {"panel": [ballot("Radiologist", comments=comments), ballot("Radiographer")]}
    point = stood("swing-weights", case=spoken)
    assert point.state == "ask"
    assert point.found.endswith("The panel's comments are recorded.")
    removed = {
        "panel": [
            ballot("Radiologist", comments=comments, removed="Sent twice"),
            ballot("Radiographer"),
            ballot("Manager"),
        ]
    }
    assert stood("swing-weights", case=removed).fault


def test_an_option_that_no_weights_make_best_is_named() -> None:
    low = changed(SOUND, "criteria/skill/scores", {"stay": 40, "move": 30})
    point = stood("dominance-and-cost", low)
    assert point.found == "Best under no weights: Move. The case gives no costs."


@given(st.lists(st.text(max_size=9_000), max_size=6))
def test_a_list_of_names_stays_short(names: list[str]) -> None:
    assert len(few(names)) <= 3 * 60 + 30
