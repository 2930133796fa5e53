"""The colours can be told apart and read."""

from __future__ import annotations

import pytest

from decision import load_model, shipped
from decision.charts.drawing import DARK, LIGHT, OTHERS, Palette, colour_of
from decision.model import DecisionModel


def _luminance(colour: str) -> float:
    """Relative luminance, as WCAG 2.2 defines it."""
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in channels
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize(
    ("palette", "ground"), [(LIGHT, "#ffffff"), (DARK, "#171614")], ids=["light", "dark"]
)
def test_text_in_charts_is_readable(palette: Palette, ground: str) -> None:
    for colour in (palette.ink, palette.quiet, palette.first, palette.second):
        assert _contrast(colour, ground) >= 4.5, colour


@pytest.mark.parametrize(
    ("palette", "ground"), [(LIGHT, "#ffffff"), (DARK, "#171614")], ids=["light", "dark"]
)
def test_marks_stand_out(palette: Palette, ground: str) -> None:
    model = load_model(shipped("criteria.yaml"))
    for option in model.options:
        assert _contrast(colour_of(model, option, palette), ground) >= 3, option


def test_a_hybrid_has_the_hue_of_the_side_it_falls_back_to() -> None:
    model = load_model(shipped("criteria.yaml"))
    colours = {option: colour_of(model, option) for option in model.options}
    assert len(set(colours.values())) == 4


def test_an_option_of_no_side_is_grey() -> None:
    model = DecisionModel.model_validate(
        {
            "title": "Three",
            "options": {"a": {"name": "A"}, "b": {"name": "B"}, "c": {"name": "C"}},
            "criteria": {"x": {"name": "X", "weight": 1, "scores": {"a": 1, "b": 2, "c": 3}}},
        }
    )
    assert colour_of(model, "c") == OTHERS
