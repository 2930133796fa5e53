from __future__ import annotations

import html
import json
import math
import os
import re
import subprocess
import sys
from typing import Any

import pytest
from hypothesis import given

import decision
from decision.model.case import Case
from tests.shipped_model import MODEL
from tests.strategies import DOCUMENTS, Written, case_from, evaluated, problems

CASE = decision.load_case(decision.examples()["invented-complete"], MODEL)


def test_totals_are_there_before_anything_is_drawn() -> None:
    evaluation = decision.evaluate(MODEL, CASE)
    assert evaluation.totals
    assert evaluation.leader
    assert "finding" not in vars(evaluation)
    assert evaluation.finding is evaluation.finding


def test_without_a_case_nothing_is_answered() -> None:
    assert decision.evaluate(MODEL).to_dict() == decision.evaluate(MODEL, Case()).to_dict()


def test_the_weights_given_are_the_ones_used() -> None:
    criterion = next(iter(MODEL.criteria))
    only = dict.fromkeys(MODEL.criteria, 0.0) | {criterion: 5.0}
    evaluation = decision.evaluate(MODEL, weights=only)
    scores = evaluation.to_dict()["scores"][criterion]
    assert evaluation.totals == {option: scores[option]["score"] for option in MODEL.options}


def test_a_case_that_does_not_fit_is_refused() -> None:
    fact = next(iter(MODEL.facts))
    with pytest.raises(decision.CaseError, match=rf"answers\.{fact}"):
        decision.evaluate(MODEL, Case(answers={fact: "ages"}))


def test_weights_that_cannot_be_used_are_refused() -> None:
    with pytest.raises(decision.WeightsError):
        decision.evaluate(MODEL, weights={next(iter(MODEL.criteria)): math.nan})


def test_an_evaluation_cannot_be_changed() -> None:
    evaluation = decision.evaluate(MODEL)
    evaluation.totals["radiology"] = 0
    assert evaluation.totals["radiology"] > 0
    with pytest.raises(AttributeError):
        evaluation.standing = None  # type: ignore[misc,assignment]


HEADLINE = {
    "course",
    "leader",
    "rival",
    "margin",
    "low",
    "high",
    "probability",
    "best",
    "if_all_known",
    "verdict",
    "because",
    "form",
}
COURSE = {"name", "forms", "best", "total", "low", "high", "probability"}
PLAIN = {"pair", "leader", "margin", "low", "high", "probability"}
DOCUMENT = {
    "model",
    "options",
    "headline",
    "courses",
    "plain",
    "leader",
    "weights",
    "scores",
    "contributions",
    "robustness",
    "panel",
    "explanation",
}
WORDS = ("clear", "leaning", "close", "unknown")


def follows_the_contract(document: dict[str, Any]) -> None:
    """What design.md, section 6, says of `evaluate --json`."""
    assert document.keys() == DOCUMENT
    assert document["model"].keys() == {"title", "fingerprint"}
    options, criteria = document["options"].keys(), document["weights"].keys()
    for option in document["options"].values():
        assert option.keys() == {"name", "total", "low", "high", "rank", "available", "gates"}
        assert option["available"] in ("yes", "no", "unknown")
        assert 0 <= option["low"] <= option["total"] <= option["high"] <= 100
    assert document["scores"].keys() == document["contributions"].keys() == criteria
    for row in document["scores"].values():
        assert row.keys() == options
        for cell in row.values():
            assert cell.keys() == {"score", "low", "high", "reasons"}
            assert 0 <= cell["low"] <= cell["score"] <= cell["high"] <= 100
            points = sum(reason["points"] for reason in cell["reasons"])
            assert points == pytest.approx(cell["score"], abs=1e-9)
            for reason in cell["reasons"]:
                assert reason.keys() == {"points", "because", "evidence", "fact", "answer", "item"}
    assert all(isinstance(sentence, str) for sentence in document["explanation"])
    assert document["leader"] == document["headline"]["leader"]
    follows_the_headline(document)
    follows_the_courses(document)
    follows_the_panel(document["panel"], document)


def follows_the_headline(document: dict[str, Any]) -> None:
    headline, options = document["headline"], document["options"]
    assert headline.keys() == HEADLINE
    assert headline["verdict"] in WORDS
    numbers = ("margin", "low", "high", "probability", "best", "if_all_known", "form")
    assert (headline["verdict"] == "clear") == (headline["because"] == [])
    if headline["leader"] is None:
        nothing = [headline[key] for key in ("course", "rival", *numbers)]
        assert nothing == [None] * len(nothing)
        assert headline["verdict"] == "close"
        return
    assert headline["leader"] in document["courses"][headline["course"]]["forms"]
    assert 0 <= headline["best"] <= headline["probability"] + 1e-12
    assert headline["probability"] <= headline["if_all_known"] <= 1 + 1e-9
    total = options[headline["leader"]]["total"]
    if headline["rival"] is None:
        assert headline["margin"] is headline["low"] is headline["high"] is None
        assert headline["probability"] == pytest.approx(1)
    else:
        assert headline["rival"] not in document["courses"][headline["course"]]["forms"]
        gap = total - options[headline["rival"]]["total"]
        assert headline["margin"] == pytest.approx(gap, abs=1e-9)
        assert headline["margin"] >= 0
        assert headline["low"] <= headline["margin"] <= headline["high"]
    if form := headline["form"]:
        assert form.keys() == {"over", "margin", "probability", "verdict"}
        assert form["over"] in document["courses"][headline["course"]]["forms"]
        assert form["margin"] == pytest.approx(total - options[form["over"]]["total"], abs=1e-9)
        assert 0 <= form["probability"] <= 1
        assert form["verdict"] in WORDS


def follows_the_courses(document: dict[str, Any]) -> None:
    headline, courses, plain = document["headline"], document["courses"], document["plain"]
    assert sorted(form for one in courses.values() for form in one["forms"]) == sorted(
        document["options"]
    )
    for head, course in courses.items():
        assert course.keys() == COURSE
        assert head in course["forms"]
        if course["best"] is None:
            numbers = [course[key] for key in ("total", "low", "high")]
            assert numbers == [None] * 3
            continue
        assert course["best"] in course["forms"]
        assert course["total"] == document["options"][course["best"]]["total"]
        assert course["low"] <= course["total"] <= course["high"]
    if headline["leader"] is not None:
        assert sum(one["probability"] for one in courses.values()) == pytest.approx(1)
        leading = courses[headline["course"]]
        assert (leading["best"], leading["probability"]) == (
            headline["leader"],
            pytest.approx(headline["probability"]),
        )
    assert plain.keys() == PLAIN
    assert plain["leader"] in plain["pair"]
    assert set(plain["pair"]) <= courses.keys()
    assert plain["low"] <= plain["margin"] <= plain["high"]


def follows_the_panel(panel: dict[str, Any], document: dict[str, Any]) -> None:
    if not panel:
        return
    assert panel.keys() == {"agreement", "leaders", "roles", "role_mean", "matters"}
    assert panel["agreement"] is None or 0 <= panel["agreement"] <= 1
    assert {*panel["leaders"].values()} <= {*document["options"], None}
    assert sum(role["people"] for role in panel["roles"].values()) == len(panel["leaders"])
    for role in panel["roles"].values():
        assert role.keys() == {"people", "leader", "course", "margin"}
    for lead in (*panel["roles"].values(), panel["role_mean"]):
        if lead["leader"] is None:
            assert lead["course"] is lead["margin"] is None
        else:
            assert lead["leader"] in document["courses"][lead["course"]]["forms"]


@DOCUMENTS
@given(problems())
def test_the_document_follows_the_contract(problem: tuple[Written, Written]) -> None:
    document = evaluated(*problem).to_dict()
    follows_the_contract(json.loads(json.dumps(document, allow_nan=False)))


@pytest.mark.parametrize("name", decision.examples())
def test_the_document_of_every_example_follows_the_contract(name: str) -> None:
    case = decision.load_case(decision.examples()[name], MODEL)
    follows_the_contract(json.loads(json.dumps(decision.evaluate(MODEL, case).to_dict())))


def test_the_document_names_the_model_it_was_made_by() -> None:
    said = decision.evaluate(MODEL).to_dict()["model"]
    assert said == {"title": MODEL.title, "fingerprint": MODEL.fingerprint}
    assert len(said["fingerprint"]) == 64


def test_the_panel_is_empty_without_ballots_and_there_with_one() -> None:
    without = decision.evaluate(MODEL, CASE.model_copy(update={"panel": ()}))
    assert without.panel is None
    assert without.to_dict()["panel"] == {}
    ballot = {"name": "A", "weights": dict.fromkeys(MODEL.criteria, 1)}
    panel = case_from({"panel": [ballot]}).panel
    evaluation = decision.evaluate(MODEL, CASE.model_copy(update={"panel": panel}))
    assert evaluation.panel is not None
    assert evaluation.to_dict()["panel"] == evaluation.panel.to_dict()
    assert evaluation.to_dict()["panel"]["leaders"].keys() == {"A"}


def test_numbers_are_not_rounded() -> None:
    document = decision.evaluate(MODEL, CASE).to_dict()
    totals = {name: option["total"] for name, option in document["options"].items()}
    assert totals == decision.evaluate(MODEL, CASE).totals
    assert document["weights"] == decision.evaluate(MODEL, CASE).standing.shares


def test_gates_stand_beside_the_options_they_bind_as_the_case_has_them() -> None:
    for option, told in decision.evaluate(MODEL, CASE).to_dict()["options"].items():
        assert told["gates"] == {
            gate: CASE.gate(gate, option)
            for gate, entry in MODEL.gates.items()
            if not entry.options or option in entry.options
        }


def test_a_gate_of_one_option_is_not_shown_with_another() -> None:
    model = {
        "title": "Gated",
        "options": {"a": {"name": "A"}, "b": {"name": "B"}},
        "criteria": {"w": {"name": "W", "weight": 1, "scores": {"a": 1, "b": 2}}},
        "gates": {"duty": {"says": "Done", "options": ["b"]}, "all": {"says": "Done"}},
    }
    options = evaluated(model, {"gates": {"duty": "met"}}).to_dict()["options"]
    assert options["a"]["gates"] == {"all": "unknown"}
    assert options["b"]["gates"] == {"duty": "met", "all": "unknown"}


def test_an_option_left_out_of_the_ranking_has_rank_null() -> None:
    model = {
        "title": "Refused",
        "options": {
            "a": {"name": "A"},
            "b": {"name": "B", "needs": [{"fact": "offer", "is": ["made"]}]},
        },
        "criteria": {"w": {"name": "W", "weight": 1, "scores": {"a": 1, "b": 2}}},
        "facts": {
            "offer": {"ask": "Offer?", "answers": {"made": {"says": "Yes"}, "no": {"says": "No"}}}
        },
    }
    document = evaluated(model, {"answers": {"offer": "no"}}).to_dict()
    assert document["options"]["b"]["rank"] is None
    assert document["options"]["b"]["available"] == "no"
    assert document["leader"] == document["headline"]["leader"] == "a"
    assert document["headline"]["margin"] is None
    assert document["plain"]["margin"] == -1
    assert document["courses"]["b"]["best"] is None


def test_where_no_option_can_be_chosen_the_numbers_are_null_and_because_says_so() -> None:
    needs = {"needs": [{"fact": "offer", "is": ["made"]}]}
    model = {
        "title": "Refused",
        "options": {"a": {"name": "A"} | needs, "b": {"name": "B"} | needs},
        "criteria": {"w": {"name": "W", "weight": 1, "scores": {"a": 1, "b": 2}}},
        "facts": {
            "offer": {"ask": "Offer?", "answers": {"made": {"says": "Yes"}, "no": {"says": "No"}}}
        },
    }
    for case in ({}, {"answers": {"offer": "no"}}):
        document = json.loads(json.dumps(evaluated(model, case).to_dict(), allow_nan=False))
        follows_the_contract(document)
        assert document["headline"]["because"] == ["No option can be chosen as the facts stand."]


def test_where_courses_tie_because_says_so() -> None:
    model = {
        "title": "Level",
        "options": {"a": {"name": "A"}, "b": {"name": "B"}},
        "criteria": {"w": {"name": "W", "weight": 1, "scores": {"a": 50, "b": 50}}},
    }
    headline = evaluated(model).to_dict()["headline"]
    assert (headline["verdict"], headline["margin"]) == ("close", 0)
    assert headline["because"][0] == "A and B are level."


def test_another_process_with_another_hash_seed_prints_the_same_bytes() -> None:
    code = (
        "import json, decision;"
        "m = decision.load_model(decision.shipped('criteria.yaml'));"
        "c = decision.load_case(decision.examples()['asker'], m);"
        "print(json.dumps(decision.evaluate(m, c).to_dict()))"
    )
    printed = [
        subprocess.run(
            [sys.executable, "-c", code],
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert printed[0] == printed[1]
    asker = decision.load_case(decision.examples()["asker"], MODEL)
    assert json.loads(printed[0]) == decision.evaluate(MODEL, asker).to_dict()


def test_a_case_made_in_code_is_evaluated_as_one_read_from_a_file() -> None:
    told = case_from({"answers": dict(CASE.answers)})
    table = decision.evaluate(MODEL, told).standing.table
    assert table.readings == decision.evaluate(MODEL, CASE).standing.table.readings


def test_the_model_and_the_case_can_be_read_back_from_an_evaluation() -> None:
    evaluation = decision.evaluate(MODEL, CASE)
    assert evaluation.model is MODEL
    assert evaluation.case is CASE


# In a notebook


def test_an_evaluation_shows_itself_in_a_line_and_in_a_card() -> None:
    evaluation = decision.evaluate(MODEL, CASE)
    assert len(repr(evaluation)) < 120
    assert str(evaluation.leader) in repr(evaluation)
    card = evaluation._repr_html_()
    assert card.count("<tr>") == 1 + len(MODEL.options)
    assert evaluation.explanation[0] in html.unescape(card)


def test_a_card_of_a_case_with_nothing_to_choose_shows_all_the_same() -> None:
    needs = [{"fact": "f", "is": ["yes"]}]
    model = {
        "title": "Refused",
        "options": {name: {"name": name.upper(), "needs": needs} for name in "ab"},
        "criteria": {"c": {"name": "C", "weight": 1, "scores": {"a": 60, "b": 40}}},
        "facts": {"f": {"ask": "F?", "answers": {"yes": {"says": "Y"}, "no": {"says": "N"}}}},
    }
    evaluation = evaluated(model)
    assert "No option can be chosen" in evaluation._repr_html_()
    assert repr(evaluation) == "<Evaluation: no option can be chosen; 2 options>"


def test_a_card_holds_no_markup_of_the_model() -> None:
    named = MODEL.options["digital"].model_copy(update={"name": "<img src=x>"})
    model = MODEL.model_copy(update={"options": {**MODEL.options, "digital": named}})
    assert "<img" not in decision.evaluate(model, CASE)._repr_html_()


def test_the_table_of_scores_adds_up_to_the_totals() -> None:
    evaluation = decision.evaluate(MODEL, CASE)
    frame = evaluation.to_frame()
    assert list(frame.index) == list(MODEL.criteria)
    totals = frame[list(MODEL.options)].mul(frame["share"], axis=0).sum()
    assert totals.to_dict() == pytest.approx(evaluation.totals)


def test_a_dict_is_read_as_a_case() -> None:
    fact, entry = next((name, one) for name, one in MODEL.facts.items() if not one.items)
    given = {"answers": {fact: next(iter(entry.answers))}, "weights-by": "swing"}
    assert decision.evaluate(MODEL, given).case == Case.model_validate(given)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"answerz": {}}, "did you mean `answers`?"),
        ("case.yaml", "should be a Case or a dict of its keys, not a str; write decision.load_c"),
        ({"answers": {next(iter(MODEL.facts)): "sever"}}, "can't be `sever`; write one of `"),
    ],
)
def test_what_is_no_case_is_the_project_s_own_error(given: Any, told: str) -> None:
    with pytest.raises(decision.CaseError, match=re.escape(told)):
        decision.evaluate(MODEL, given)


def test_what_is_no_model_is_the_project_s_own_error() -> None:
    with pytest.raises(decision.ModelError, match=r"write decision.load_model\(path\)"):
        decision.evaluate("criteria.yaml")  # type: ignore[arg-type]


def test_the_package_says_its_version_and_that_it_is_typed() -> None:
    assert re.fullmatch(r"\d+\.\d+\.\d+", decision.__version__)
    assert (decision.shipped("criteria.yaml").parent / "decision" / "py.typed").exists()
