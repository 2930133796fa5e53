from __future__ import annotations

import pytest
from hypothesis import given

from decision.errors import ModelError
from decision.model.courses import course_faults, courses_of, fallback_faults
from decision.model.decision_model import DecisionModel
from decision.model.entries import Option
from tests.strategies import DOCUMENTS, Written, made, problems


def options(**after: str | None) -> dict[str, Option]:
    """Options by id, each with the one that it falls back to."""
    return {
        name: Option.model_validate(
            {"name": name.upper()} | ({"falls-back-to": target} if target else {})
        )
        for name, target in after.items()
    }


def model_of(**entries: dict[str, object]) -> DecisionModel:
    return DecisionModel.model_validate(
        {
            "title": "T",
            "options": {name: {"name": name.upper()} | entry for name, entry in entries.items()},
            "criteria": {"c": {"name": "C", "weight": 1, "scores": dict.fromkeys(entries, 50)}},
        }
    )


def test_forms_belong_to_the_head_that_they_fall_back_to_in_any_number_of_steps() -> None:
    found = courses_of(options(stay=None, far="near", move=None, near="move", partly="stay"))
    assert found == {"stay": ("stay", "partly"), "move": ("far", "move", "near")}
    assert list(found) == ["stay", "move"]


def test_without_fallbacks_each_option_is_a_course() -> None:
    assert courses_of(options(a=None, b=None, c=None)) == {"a": ("a",), "b": ("b",), "c": ("c",)}


def test_where_all_would_be_one_course_each_option_is_a_course_of_its_own() -> None:
    assert courses_of(options(a=None, b="a", c="b")) == {"a": ("a",), "b": ("b",), "c": ("c",)}


@DOCUMENTS
@given(problems())
def test_courses_share_out_the_options_and_a_form_never_leaves_its_fallbacks_course(
    problem: tuple[Written, Written],
) -> None:
    model = made(problem[0])
    forms = [form for these in model.courses.values() for form in these]
    assert sorted(forms) == sorted(model.options)
    assert len(model.courses) > 1
    several = any(len(these) > 1 for these in model.courses.values())
    for name, option in model.options.items():
        assert name in model.courses[model.course_of[name]]
        if option.falls_back_to and several:
            assert model.course_of[name] == model.course_of[option.falls_back_to]
    order = list(model.options)
    for head, these in model.courses.items():
        assert head in these
        assert list(these) == sorted(these, key=order.index)
    assert {*model.pair} <= {*model.courses}
    assert list(model.course_of) == order


def test_a_course_is_called_what_its_head_says_or_else_as_its_head_is() -> None:
    model = model_of(a={"course": "Stay"}, b={"falls-back-to": "a"}, c={})
    assert model.course_name("a") == "Stay"
    assert model.course_name("c") == "C"


def test_a_form_may_repeat_the_name_of_its_course() -> None:
    model = model_of(a={"course": "Stay"}, b={"falls-back-to": "a", "course": "Stay"}, c={})
    assert list(model.courses) == ["a", "c"]


def test_options_of_one_course_alone_are_called_by_their_own_names() -> None:
    model = model_of(a={"course": "Move"}, b={"falls-back-to": "a", "course": "Move"})
    assert [model.course_name(name) for name in model.courses] == ["A", "B"]
    assert model.pair == ("a", "b")


def test_two_options_of_one_name_are_no_fault_until_one_names_a_course() -> None:
    assert model_of(a={"name": "Same"}, b={"name": "Same"}).courses
    with pytest.raises(ModelError, match="as the course of `a` is called"):
        DecisionModel(
            title="T",
            options={"a": {"name": "Same"}, "b": {"name": "Other", "course": "Same"}},
            criteria={"c": {"name": "C", "weight": 1, "scores": {"a": 1, "b": 1}}},
        )


def test_a_name_given_to_three_courses_is_told_of_the_second_and_third() -> None:
    given = {
        name: Option.model_validate({"name": name, "course": "Same"}) for name in ("a", "b", "c")
    }
    assert [place for place, _ in course_faults(given, ())] == [
        ("options", "b", "course"),
        ("options", "c", "course"),
    ]


def test_options_that_fall_back_in_a_circle_are_told_and_those_that_lead_there_are_not() -> None:
    found = fallback_faults(options(a="b", b="c", c="b", d=None, e="gone"))
    assert [place[1] for place, _ in found] == ["b", "c", "e"]


@DOCUMENTS
@given(problems())
def test_a_model_that_can_be_made_has_no_fault_of_courses(problem: tuple[Written, Written]) -> None:
    model = made(problem[0])
    assert list(fallback_faults(model.options)) == []
    assert list(course_faults(model.options, model.compare)) == []


@DOCUMENTS
@given(problems())
def test_comparing_a_form_is_a_fault_where_there_are_two_courses_or_more(
    problem: tuple[Written, Written],
) -> None:
    model = made(problem[0])
    forms = [name for name, head in model.course_of.items() if head != name]
    for form in forms:
        other = next(head for head in model.courses if head != model.course_of[form])
        (fault,) = course_faults(model.options, (other, form))
        head = model.course_of[form]
        assert fault == (("compare", 1), f"`{form}` is a form of the course `{head}`; write {head}")
