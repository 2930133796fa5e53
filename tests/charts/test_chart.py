"""The colours can be told apart and read."""

from __future__ import annotations

import colorsys

import pytest

from decision import load_model, shipped
from decision.charts.chart import DARK, LIGHT, OTHERS, colour_of, text_colour_of
from decision.files.shipped import example_models
from decision.model.decision_model import DecisionModel
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


def test_a_hybrid_has_the_hue_of_the_side_it_falls_back_to() -> None:
    model = load_model(shipped("criteria.yaml"))
    colours = {option: colour_of(model, option) for option in model.options}
    assert len(set(colours.values())) == 4
    hues = {option: hue(colour) for option, colour in colours.items()}
    for hybrid, side in (("partnership", "radiology"), ("safeguarded", "digital")):
        assert hues[hybrid] == pytest.approx(hues[side], abs=0.02)
    assert abs(hues["radiology"] - hues["digital"]) > 0.4


def hue(colour: str) -> float:
    """Where on the wheel of colours one is, 0 to 1."""
    return colorsys.rgb_to_hsv(*(value / 255 for value in bytes.fromhex(colour[1:])))[0]


def test_an_option_of_no_side_is_grey() -> None:
    model = DecisionModel.model_validate(
        {
            "title": "Three",
            "options": {"a": {"name": "A"}, "b": {"name": "B"}, "c": {"name": "C"}},
            "criteria": {"x": {"name": "X", "weight": 1, "scores": {"a": 1, "b": 2, "c": 3}}},
        }
    )
    assert colour_of(model, "c") == OTHERS
    assert text_colour_of(model, "c") == LIGHT.quiet  # for the grey is too pale for words
