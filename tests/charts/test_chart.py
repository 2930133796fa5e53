"""The colours can be told apart and read."""

from __future__ import annotations

import colorsys

import pytest

from decision import evaluate, load_model, shipped
from decision.charts.chart import (
    DARK,
    FONT,
    LIGHT,
    OTHERS,
    Sides,
    colour_of,
    course_sign,
    in_favour_of,
    sides_of,
    text_colour_of,
)
from decision.evaluation.additive import Standing
from decision.files.shipped import example_models
from decision.model.decision_model import DecisionModel
from decision.serving import launch
from tests.charts.data import refused
from tests.charts.vision import contrast

EXAMPLES = example_models().values()


def test_marks_stand_out() -> None:
    model = load_model(shipped("criteria.yaml"))
    for palette in (LIGHT, DARK):
        for option in model.options:
            assert contrast(colour_of(model, option, palette), palette.ground) >= 3, option


def test_the_name_of_every_option_is_readable() -> None:
    for model in (load_model(path) for path in (shipped("criteria.yaml"), *EXAMPLES)):
        for palette in (LIGHT, DARK):
            for option in model.options:
                colour = text_colour_of(model, option, palette)
                assert contrast(colour, palette.ground) >= 4.5, option


def test_a_form_has_the_hue_of_its_course_and_a_shade_of_its_own() -> None:
    model = load_model(shipped("criteria.yaml"))
    colours = {option: colour_of(model, option) for option in model.options}
    for course in model.pair:
        forms = model.courses[course]
        assert len({colours[form] for form in forms}) == min(2, len(forms))
        for form in forms:
            assert hue(colours[form]) == pytest.approx(hue(colours[course]), abs=0.02)
            assert text_colour_of(model, form) == text_colour_of(model, course)
    first, second = (hue(colours[course]) for course in model.pair)
    assert abs(first - second) > 0.4


def three(a: float, b: float, c: float) -> Standing:
    """Three courses of one form each; A and B are compared."""
    model = DecisionModel.model_validate(
        {
            "title": "Three",
            "options": {"a": {"name": "A"}, "b": {"name": "B"}, "c": {"name": "C"}},
            "criteria": {"x": {"name": "X", "weight": 1, "scores": {"a": a, "b": b, "c": c}}},
        }
    )
    return evaluate(model).standing


@pytest.mark.parametrize(
    ("scores", "sides"),
    [
        ((9, 5, 1), Sides("a", "b", -1.0)),
        ((5, 9, 1), Sides("a", "b", 1.0)),
        ((5, 1, 9), Sides("a", "c", 1.0)),
        ((1, 5, 9), Sides("c", "b", -1.0)),
        ((1, 9, 5), Sides("c", "b", 1.0)),
        ((9, 1, 5), Sides("a", "c", -1.0)),
    ],
)
def test_the_compared_courses_keep_their_sides_whoever_leads(
    scores: tuple[float, float, float], sides: Sides
) -> None:
    assert sides_of(three(*scores)) == sides


def test_without_a_rival_there_are_no_sides() -> None:
    assert sides_of(refused(40, 62).standing) is None


def test_each_course_has_a_sign_of_its_own() -> None:
    model = three(1, 2, 3).table.model
    assert [course_sign(model, course) for course in model.courses] == ["◀", "▶", "(3)"]


def test_points_shown_as_nothing_favour_neither() -> None:
    assert [in_favour_of("A", "B", points) for points in (-0.06, -0.04, 0.0, 0.06)] == [
        "A",
        "neither",
        "neither",
        "B",
    ]


def hue(colour: str) -> float:
    """Where on the wheel of colours one is, 0 to 1."""
    return colorsys.rgb_to_hsv(*(value / 255 for value in bytes.fromhex(colour[1:])))[0]


def test_an_option_of_no_side_is_grey() -> None:
    model = three(1, 2, 3).table.model
    assert colour_of(model, "c") == OTHERS
    assert text_colour_of(model, "c") == LIGHT.quiet  # for the grey is too pale for words


def test_pages_are_set_in_the_font_of_the_charts() -> None:
    assert launch.SETTINGS["theme.font"] == FONT
