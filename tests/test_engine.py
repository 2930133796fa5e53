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
from tests.strategies import DOCUMENTS, Written, case_from, evaluated, problems

MODEL = decision.load_model(decision.shipped("criteria.yaml"))
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
    only = dict.fromkeys(MODEL.criteria, 0.0) | {"hcpc-cpd": 5.0}
    evaluation = decision.evaluate(MODEL, weights=only)
    scores = evaluation.to_dict()["scores"]["hcpc-cpd"]
    assert evaluation.totals == {option: scores[option]["score"] for option in MODEL.options}


def test_a_case_that_does_not_fit_is_refused() -> None:
    with pytest.raises(decision.CaseError, match=r"answers\.vacancy"):
        decision.evaluate(MODEL, Case(answers={"vacancy": "ages"}))


def test_weights_that_cannot_be_used_are_refused() -> None:
    with pytest.raises(decision.WeightsError):
        decision.evaluate(MODEL, weights={"hcpc-cpd": math.nan})


def test_an_evaluation_cannot_be_changed() -> None:
    evaluation = decision.evaluate(MODEL)
    evaluation.totals["radiology"] = 0
    assert evaluation.totals["radiology"] > 0
    with pytest.raises(AttributeError):
        evaluation.standing = None  # type: ignore[misc,assignment]


HEADLINE = {"pair", "leader", "margin", "low", "high", "probability", "verdict", "because"}
DOCUMENT = {
    "model",
    "options",
    "headline",
    "leader",
    "weights",
    "scores",
    "contributions",
    "robustness",
    "panel",
    "explanation",
}


def follows_the_contract(document: dict[str, Any]) -> None:
    """What design.md, section 6, says of `evaluate --json`."""
    assert document.keys() == DOCUMENT
    assert document["model"].keys() == {"title", "fingerprint"}
    assert document["headline"].keys() == HEADLINE
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
            for reason in cell["reasons"]:
                assert reason.keys() == {"points", "because", "evidence", "fact", "answer"}
    headline = document["headline"]
    assert headline["verdict"] in ("clear", "leaning", "close", "unknown")
    assert headline["leader"] in headline["pair"]
    assert headline["low"] <= headline["margin"] <= headline["high"]
    other = next(name for name in headline["pair"] if name != headline["leader"])
    margin = document["options"][headline["leader"]]["total"] - document["options"][other]["total"]
    assert headline["margin"] == pytest.approx(margin, abs=1e-9)
    assert (headline["verdict"] == "clear") == (headline["because"] == [])
    assert all(isinstance(sentence, str) for sentence in document["explanation"])
    follows_the_panel(document["panel"], document["headline"]["pair"])


def follows_the_panel(panel: dict[str, Any], pair: list[str]) -> None:
    if not panel:
        return
    assert panel.keys() == {"agreement", "leaders", "roles", "role_mean", "matters"}
    assert panel["agreement"] is None or 0 <= panel["agreement"] <= 1
    assert {*panel["leaders"].values()} <= {*pair}
    assert sum(role["people"] for role in panel["roles"].values()) == len(panel["leaders"])
    for side in (*panel["roles"].values(), panel["role_mean"]):
        assert side["leader"] in pair


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
    assert (
        document["options"]["digital"]["total"] == decision.evaluate(MODEL, CASE).totals["digital"]
    )
    assert document["weights"] == decision.evaluate(MODEL, CASE).standing.shares


def test_gates_stand_beside_the_options_they_bind_as_the_case_has_them() -> None:
    options = decision.evaluate(MODEL, CASE).to_dict()["options"]
    assert options["radiology"]["gates"]["consultation"] == "met"
    assert options["digital"]["gates"]["consultation"] == "unmet"
    assert {option["gates"]["device-owner"] for option in options.values()} == {"unmet"}


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
    assert document["headline"]["margin"] == -1


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
    made_in_code = case_from({"answers": {"specialties": 5, "vacancy": "none"}})
    cell = decision.evaluate(MODEL, made_in_code).standing.table.cells["staffing-gaps"]["radiology"]
    assert cell.reasons[-1].answer == "none"


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
    assert evaluation.explanation[0].split(";")[0][:30] in html.unescape(card)


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
    given = {"answers": {"vacancy": "none"}, "weights-by": "swing"}
    assert decision.evaluate(MODEL, given).case == Case.model_validate(given)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"answerz": {}}, "did you mean `answers`?"),
        ("case.yaml", "should be a Case or a dict of its keys, not a str; write decision.load_c"),
        ({"answers": {"vacancy": "sever"}}, "write one of `none`"),
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
