"""How far answers take the options: against every set of answers, and what earns a warning."""

from __future__ import annotations

from copy import deepcopy
from itertools import product
from typing import Any

import pytest

from decision import DecisionModel
from decision.checks.answer_ways import Ways
from decision.checks.reach import Reach, lopsided_courses, one_sided_options
from decision.evaluation.additive import stand
from decision.evaluation.scores import score_table
from decision.model.case import Case

# Two courses, one of two forms; an option that needs an offer and falls back to nothing.
FORMS: dict[str, Any] = {
    "title": "T",
    "options": {
        "a": {"name": "A"},
        "more": {
            "name": "A with more",
            "needs": [{"fact": "offer", "is": ["some"]}],
            "falls-back-to": "a",
        },
        "b": {"name": "B"},
        "far": {"name": "Far", "needs": [{"fact": "host", "is": ["named"]}]},
    },
    "criteria": {
        "c": {"name": "C", "weight": 1, "scores": {"a": 50, "more": 50, "b": 50, "far": 64}},
        "d": {"name": "D", "weight": 1, "scores": {"a": 80, "more": 80, "b": 80, "far": 64}},
    },
    "facts": {
        "offer": {
            "ask": "?",
            "items": {
                "x": {"says": "X", "shifts": {"c": {"more": 9}}},
                "y": {"says": "Y", "shifts": {"d": {"more": 4}}},
            },
            "answers": {"none": {"says": "N", "from": 0}, "some": {"says": "S", "from": 1}},
        },
        "host": {"ask": "?", "answers": {"nobody": {"says": "N"}, "named": {"says": "Y"}}},
        "for-a": {
            "ask": "?",
            "answers": {
                "no": {"says": "N", "shifts": {"d": {"a": -5, "more": -8}}},
                "yes": {"says": "Y", "shifts": {"d": {"a": 30, "more": 30}}},
            },
        },
        "for-b": {
            "ask": "?",
            "answers": {
                "no": {"says": "N", "shifts": {"c": {"b": -7}}},
                "yes": {"says": "Y", "shifts": {"c": {"b": 12}, "d": {"b": 8}}},
            },
        },
    },
}


def reach_of(data: dict[str, Any]) -> Reach:
    model = DecisionModel.model_validate(data)
    return Reach(model, Ways(model))


def every_standing(data: dict[str, Any]) -> list[Any]:
    model = DecisionModel.model_validate(data)
    shares = {name: 1 / len(model.criteria) for name in model.criteria}
    offers = [["x", "y"], ["x"], ["y"], []]
    plain = [list(model.facts[name].answers) for name in ("host", "for-a", "for-b")]
    found = []
    for offer, host, for_a, for_b in product(offers, *plain):
        given = {"offer": offer, "host": host, "for-a": for_a, "for-b": for_b}
        case = Case.model_validate({"answers": given})
        found.append(stand(score_table(model, case), shares))
    return found


def test_the_largest_margins_are_those_of_every_set_of_answers() -> None:
    reach, every = reach_of(FORMS), every_standing(FORMS)
    plain = [one.totals["a"] - one.totals["b"] for one in every]
    assert reach.best_margin(["a"], ["b"]) == pytest.approx(max(plain))
    assert reach.best_margin(["b"], ["a"]) == pytest.approx(-min(plain))
    forms = [max(one.totals["a"], one.totals["more"]) - one.totals["b"] for one in every]
    assert reach.best_margin(["a", "more"], ["b"]) == pytest.approx(max(forms))
    assert reach.best_margin(["b"], ["a", "more"]) == pytest.approx(-min(forms))


def test_who_can_lead_is_who_leads_under_some_set_of_answers() -> None:
    reach, leaders = reach_of(FORMS), {one.leader for one in every_standing(FORMS)}
    assert {option for option in FORMS["options"] if reach.can_lead(option)} == leaders
    assert leaders == {"a", "more", "b", "far"}


def test_an_option_without_a_fallback_leads_only_where_its_need_is_met() -> None:
    data = deepcopy(FORMS)
    for criterion in data["criteria"].values():
        criterion["scores"]["far"] = 100
    assert reach_of(data).can_lead("a")  # nobody has named a host
    del data["options"]["far"]["needs"]
    assert not reach_of(data).can_lead("a")
    found = dict(one_sided_options(reach_of(data).model, reach_of(data)))
    assert list(found) == [("options", name) for name in ("a", "more", "b", "far")]
    assert found["options", "far"] == "Far leads whatever is answered, so no answer matters"


def test_courses_whose_best_forms_differ_are_named_where_the_two_plain_ones_are_level() -> None:
    data = deepcopy(FORMS)
    data["facts"]["for-a"]["answers"] = {"no": {"says": "N"}, "yes": {"says": "Y"}}
    data["facts"]["for-b"]["answers"] = {"no": {"says": "N"}, "yes": {"says": "Y"}}
    reach = reach_of(data)
    ((path, message),) = lopsided_courses(reach.model, reach)
    assert path == ("compare",)
    assert message == (
        "answers can put the best form of A ahead by about 7 points at most, and B by 0 points; "
        "a reader may call that rigged"
    )
    data["criteria"]["c"]["scores"]["more"] = 55
    data["facts"]["offer"]["items"] = {"x": "X", "y": "Y"}
    reach = reach_of(data)
    ((_, message),) = lopsided_courses(reach.model, reach)
    assert message.startswith(
        "with nothing answered and equal weights the best form of A starts about 3 points ahead"
    )
