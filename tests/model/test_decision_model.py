from __future__ import annotations

import hashlib
import json
from copy import deepcopy

import pytest
import yaml
from pydantic import ValidationError

from decision import DecisionModel, ModelError
from decision.errors import MAX_FAULTS
from decision.files.documents import parse_model
from decision.model.decision_model import MOST_OPTIONS
from decision.model.entries import Option, Right
from tests.corpus import BASES, MODEL

BASE = BASES["model"]
SMALL = {
    "title": "T",
    "options": {"a": {"name": "A"}, "b": {"name": "B"}},
    "criteria": {"c": {"name": "C", "weight": 1, "scores": {"a": 10, "b": 20}}},
}


def fingerprint(text: str) -> str:
    return parse_model(text.encode(), "f").value.fingerprint


def edited(**changes: object) -> DecisionModel:
    return DecisionModel.model_validate(deepcopy(SMALL) | changes)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("title: Where", "# a comment\n\ntitle:   Where"),
        ("title: Where should the team sit?", "title: 'Where should the team sit?'"),
        ("title: Where should the team sit?", '"title": "Where should the team sit\\u003f"'),
        ("title: Where should the team sit?", "title: >-\n  Where should\n  the team sit?"),
        ("compare: [stay, move]", "compare:\n- stay\n- move"),
        ("      values: {0: 100, 500: 0}", "      values:\n        0: 100\n        500: 0"),
        ("kind: opinion", "kind: opinion # why"),
        ("baseline: true", "baseline: True"),
        ("baseline: true", "baseline: TRUE"),
        ("\n", "\r\n"),
    ],
)
def test_the_fingerprint_is_the_same_however_a_model_is_laid_out(old: str, new: str):
    assert fingerprint(BASE.replace(old, new)) == MODEL.fingerprint


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("title: Where", "title: where"),
        ("weight: 100", "weight: 100.5"),
        ("weight: 100", "weight: 1e2"),  # 100.0 in JSON, and 100 before
        ("compare: [stay, move]", "compare: [move, stay]"),
        ("    kind: opinion\n    source: A survey\n", "    source: A survey\n    kind: opinion\n"),
        ("    caveat: One site\n", ""),
        ("    baseline: true\n", "    baseline: false\n"),
    ],
)
def test_the_fingerprint_changes_with_every_value_and_with_the_order(old: str, new: str):
    assert BASE.count(old) == 1
    assert fingerprint(BASE.replace(old, new)) != MODEL.fingerprint


def test_the_fingerprint_is_of_the_file_as_compact_json():
    """The base document holds no scalar that PyYAML, a YAML 1.1 reader, reads otherwise."""
    plain = json.dumps(yaml.safe_load(BASE), ensure_ascii=False, separators=(",", ":"))
    assert MODEL.fingerprint == hashlib.sha256(plain.encode()).hexdigest()


def test_a_quoted_number_is_text_in_the_fingerprint_and_a_bare_one_is_not():
    named = BASE.replace("name: Stay\n", "name: 12\n")
    quoted = BASE.replace("name: Stay\n", "name: '12'\n")
    assert fingerprint(named) != fingerprint(quoted)


def test_a_long_reference_number_is_text_like_any_other():
    long = "1234567890" * 5
    assert parse_model(BASE.replace("source: A survey", f"source: {long}").encode(), "f").value
    assert fingerprint(BASE.replace("source: A survey", f"source: {long}")) == fingerprint(
        BASE.replace("source: A survey", f"source: '{long}'")
    )


def test_a_model_made_in_code_has_the_fingerprint_of_its_file():
    text = json.dumps(SMALL)
    assert edited().fingerprint == fingerprint(text)
    built = edited(options={"a": Option(name="A"), "b": Option(name="B")})
    assert built.fingerprint == fingerprint(text)


def test_the_pair_is_compare_or_else_the_heads_of_the_first_two_courses():
    assert MODEL.pair == ("stay", "move")
    assert edited().pair == ("a", "b")
    assert edited(compare=["b", "a"]).pair == ("b", "a")
    scores = {"c": {"name": "C", "weight": 1, "scores": dict.fromkeys("abcd", 5)}}
    forms = {"a": {"name": "A"}, "b": {"name": "B", "falls-back-to": "a"}}
    two = edited(options={**forms, "d": {"name": "D"}, "c": {"name": "C"}}, criteria=scores)
    assert two.pair == ("a", "d")


def test_shifts_are_certain_unless_the_model_says_otherwise():
    assert edited().shift_spread == 0
    assert MODEL.shift_spread == 0.5
    assert edited(**{"shift-spread": 1}).shift_spread == 1


@pytest.mark.parametrize("spread", [-0.01, 1.01, float("nan"), True, "0.5"])
def test_a_spread_is_a_number_from_0_to_1(spread: object):
    with pytest.raises(ValidationError, match="write a number from 0 to 1"):
        edited(**{"shift-spread": spread})


def test_what_is_to_be_decided_is_kept_by_option():
    matter = MODEL.rights["order"]
    assert matter["says"] == "Which work comes first"
    assert matter["stay"] == Right(decides="Radiology", asked=["Digital"], told=["the wards"])
    assert matter["move"] == Right(decides="Digital")


def test_a_model_whose_fallbacks_are_broken_is_told_of_what_it_compares_too():
    broken = {"a": {"name": "A", "falls-back-to": "gone"}, "b": {"name": "B"}}
    with pytest.raises(ValidationError) as caught:
        edited(options=broken, compare=["a", "c"])
    assert "`gone` is not an option of this model" in str(caught.value)
    assert "`c` is not an option of this model" in str(caught.value)


def test_options_and_criteria_keep_the_order_of_the_file():
    swapped = edited(options={"b": {"name": "B"}, "a": {"name": "A"}})
    assert list(swapped.options) == ["b", "a"]
    assert list(MODEL.criteria) == ["response", "cost"]


def test_a_model_is_frozen():
    with pytest.raises(ValidationError, match="frozen"):
        MODEL.title = "Another"


def test_falling_back_along_a_line_is_no_circle():
    chain = {f"o{n}": {"name": "O", "falls-back-to": f"o{n - 1}"} for n in range(1, 50)}
    scores = {"c": {"name": "C", "weight": 1, "scores": dict.fromkeys(["o0", *chain], 5)}}
    model = edited(options={"o0": {"name": "O"}, **chain}, criteria=scores)
    assert len(model.options) == 50


def test_an_option_that_only_leads_into_a_circle_is_not_blamed_for_it():
    text = json.dumps(
        SMALL
        | {
            "options": {
                "a": {"name": "A", "falls-back-to": "b"},
                "b": {"name": "B", "falls-back-to": "c"},
                "c": {"name": "C", "falls-back-to": "b"},
            },
            "criteria": {"c": {"name": "C", "weight": 1, "scores": {"a": 1, "b": 2, "c": 3}}},
        }
    )
    with pytest.raises(ModelError) as caught:
        parse_model(text.encode(), "f")
    assert [fault.message.split(" in a")[0] for fault in caught.value.faults] == [
        "`falls-back-to` leads back to `b`",
        "`falls-back-to` leads back to `c`",
    ]


def test_a_model_with_endless_faults_names_some():
    criteria = {f"c{n}": {"name": "C", "weight": 1, "scores": {}} for n in range(500)}
    with pytest.raises(ModelError) as caught:
        parse_model(json.dumps(SMALL | {"criteria": criteria}).encode(), "f")
    *faults, last = caught.value.faults
    assert len(faults) == MAX_FAULTS
    assert last.message == f"there are over {MAX_FAULTS} problems; mend these first"


def test_more_options_than_anyone_compares_are_refused() -> None:
    options = {f"o{n}": {"name": f"Option {n}"} for n in range(MOST_OPTIONS + 1)}
    criteria = {"c": {"name": "C", "weight": 1, "scores": dict.fromkeys(options, 50)}}
    model = {"title": "Many", "options": options, "criteria": criteria}
    with pytest.raises(ValidationError, match="holds 201 options; the limit is 200"):
        DecisionModel.model_validate(model)
    del options["o0"], criteria["c"]["scores"]["o0"]  # type: ignore[attr-defined]
    assert len(DecisionModel.model_validate(model).options) == MOST_OPTIONS
