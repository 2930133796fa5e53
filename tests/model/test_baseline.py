from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given

from decision.model.baseline import baseline_faults, baseline_of
from decision.model.entries import Fact, Option
from decision.model.readings import Reading, read_fact
from tests.strategies import DOCUMENTS, Written, case_from, made, problems

FACTS = {
    "now": Fact.model_validate({"ask": "A", "answers": {x: {"says": x} for x in ("r", "d", "o")}}),
    "size": Fact.model_validate(
        {
            "ask": "A",
            "items": {"i": "I", "j": "J", "k": "K"},
            "answers": {"few": {"says": "F", "from": 0}, "many": {"says": "M", "from": 2}},
        }
    ),
}


def options(**baselines: object) -> dict[str, Option]:
    return {
        name: Option.model_validate({"name": name, "baseline": baseline})
        for name, baseline in baselines.items()
    }


def at(answers: Mapping[str, object]) -> dict[str, Reading]:
    case = case_from({"answers": dict(answers)})
    return {name: read_fact(fact, case.answers.get(name)) for name, fact in FACTS.items()}


BY_FACT = options(a={"fact": "now", "is": ["r"]}, b={"fact": "now", "is": ["d"]}, c=False, d=False)


def test_a_baseline_that_is_so_everywhere_needs_no_answer() -> None:
    assert baseline_of(options(a=False, b=True), at({})) == "b"
    assert baseline_of(options(a=False, b=True), {}) == "b"
    assert baseline_of(options(a=False, b=False), at({})) is None


@pytest.mark.parametrize(("answer", "baseline"), [("r", "a"), ("d", "b"), ("o", None)])
def test_a_baseline_by_fact_follows_the_answer(answer: str, baseline: str | None) -> None:
    assert baseline_of(BY_FACT, at({"now": answer})) == baseline


def test_where_the_fact_is_open_or_left_out_the_baseline_is_not_known() -> None:
    assert baseline_of(BY_FACT, at({})) is None
    assert baseline_of(BY_FACT, {}) is None


def test_an_open_checklist_names_the_baseline_once_every_answer_in_reach_makes_it_so() -> None:
    by_count = options(a={"fact": "size", "is": ["many"]}, b={"fact": "size", "is": ["few"]})
    assert baseline_of(by_count, at({"size": {"yes": ["i", "j"], "unknown": ["k"]}})) == "a"
    assert baseline_of(by_count, at({"size": {"yes": ["i"], "unknown": ["k"]}})) is None
    assert baseline_of(by_count, at({"size": {"yes": [], "unknown": ["k"]}})) == "b"


@pytest.mark.parametrize(
    ("one", "other", "says"),
    [
        (True, True, "`a` is the baseline already; keep `baseline` on one option"),
        (True, {"fact": "now", "is": ["r"]}, "can hold beside that of `a`"),
        ({"fact": "now", "is": ["r"]}, True, "can hold beside that of `a`"),
        ({"fact": "now", "is": ["r", "o"]}, {"fact": "now", "is": ["d", "o"]}, "can hold beside"),
        ({"fact": "now", "is": ["r"]}, {"fact": "size", "is": ["few"]}, "can hold beside"),
    ],
)
def test_two_baselines_that_could_hold_together_are_told_at_the_later(
    one: object, other: object, says: str
) -> None:
    ((place, message),) = baseline_faults(options(a=one, b=False, c=other))
    assert place == ("options", "c", "baseline")
    assert message.startswith(says)


def test_baselines_by_answers_that_exclude_each_other_are_no_fault() -> None:
    assert list(baseline_faults(BY_FACT)) == []
    assert list(baseline_faults(options(a=True, b=False))) == []


@DOCUMENTS
@given(problems())
def test_at_every_site_one_option_at_most_is_the_baseline(problem: tuple[Written, Written]) -> None:
    model, case = made(problem[0]), case_from(problem[1])
    readings = {name: read_fact(fact, case.answers.get(name)) for name, fact in model.facts.items()}
    held = [
        name
        for name, option in model.options.items()
        if baseline_of({name: option}, readings) is not None
    ]
    found = baseline_of(model.options, readings)
    assert held == ([] if found is None else [found])
