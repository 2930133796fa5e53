"""The page for whoever objects: the headline, then four lists for each course, cut to fit."""

from __future__ import annotations

import pytest
from hypothesis import given

from decision import evaluate, examples, load_case, load_model
from decision.files.shipped import example_models
from decision.report.paper.blocks import Bullets, Heading, Para
from decision.report.paper.objection import AT_ONCE, IN_FULL, POINT, objection
from decision.sensitivity.objections import objections
from decision.sentences.explanation import headline
from tests.report.many_courses import evaluated, texts
from tests.shipped_model import MODEL
from tests.strategies import DOCUMENTS, Written, problems
from tests.strategies import evaluated as made

EVERY = {
    **{name: evaluate(MODEL, load_case(path, MODEL)) for name, path in examples().items()},
    **{name: evaluate(load_model(path)) for name, path in example_models().items()},
    "many-courses": evaluated(),
}
LISTS = ["One answer:", "Two answers together:", "Weights:", "Claims and people:"]


@pytest.mark.parametrize("name", EVERY)
def test_each_course_has_its_four_lists_after_the_headline(name: str) -> None:
    evaluation = EVERY[name]
    blocks = objection(evaluation).blocks
    paras = [one for one in blocks if isinstance(one, Para)]
    assert paras[1].text == headline(evaluation.finding)
    heads = [one.text for one in blocks if isinstance(one, Heading)][1:]
    told = objections(evaluation.robustness)[:IN_FULL]
    assert len(heads) == len(told)
    leads = [one.lead for one in paras if one.lead in LISTS]
    assert leads == LISTS * len(told)
    bullets = [len(one.items) for one in blocks if isinstance(one, Bullets)]
    assert all(count <= 2 * AT_ONCE for count in bullets)


@pytest.mark.parametrize("name", EVERY)
def test_no_point_is_longer_than_a_few_lines(name: str) -> None:
    assert all(len(text) <= POINT for text in texts(objection(EVERY[name]).blocks))


def test_what_is_cut_is_counted() -> None:
    said = texts(objection(EVERY["invented-complete"]).blocks)
    (one,) = objections(EVERY["invented-complete"].robustness)
    assert f"the first 6 of {len(one.pairs)}." in said
    assert any(text.startswith("The app shows the same for ") for text in texts(
        objection(EVERY["many-courses"]).blocks
    ))  # fmt: skip


def test_where_one_course_alone_can_be_chosen_it_says_so() -> None:
    only = {"needs": [{"fact": "f", "is": ["yes"]}]}
    evaluation = made(
        {
            "title": "One",
            "options": {"a": {"name": "A"}, "b": {"name": "B", **only}},
            "criteria": {"x": {"name": "X", "weight": 1, "scores": {"a": 60, "b": 50}}},
            "facts": {"f": {"ask": "?", "answers": {"yes": {"says": "Y"}, "no": {"says": "N"}}}},
        },
        {"answers": {"f": "no"}},
    )
    assert "No other course can be chosen, and no answer would make one lead." in texts(
        objection(evaluation).blocks
    )


@DOCUMENTS
@given(problems())
def test_every_case_has_its_page(problem: tuple[Written, Written]) -> None:
    assert objection(made(*problem)).title.startswith("The other side’s case: ")
