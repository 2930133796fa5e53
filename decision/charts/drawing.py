"""What every chart shares: its sentence, its table twin, its colours and its manners."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from altair import FacetChart, LayerChart

from decision.model import DecisionModel

INK, QUIET, HAIRLINE, BAND = "#1f2933", "#5b6770", "#e4e8eb", "#eef1f3"
FIRST, SECOND = "#1d5b9e", "#b4540a"
FIRST_LIGHT, SECOND_LIGHT = "#4f8ac9", "#c97b2e"
OTHERS = "#7a8691"
FONT = "sans-serif"


@dataclass(frozen=True)
class Palette:
    """The colours of one theme."""

    ink: str = INK
    quiet: str = QUIET
    hairline: str = HAIRLINE
    band: str = BAND
    first: str = FIRST
    second: str = SECOND
    ground: str = "#ffffff"


LIGHT = Palette()
DARK = Palette("#f2f4f5", "#aab4bb", "#3a444c", "#2a333a", FIRST_LIGHT, SECOND_LIGHT, "#171614")


@dataclass(frozen=True)
class Chart:
    """A drawing with the sentence it proves, how to read it, and the same as a table.

    `alt` is for those who can't see the drawing: the finding, then the figures.
    """

    title: str
    reading: str
    alt: str
    table: tuple[Mapping[str, str], ...]
    figure: LayerChart | FacetChart = field(repr=False)

    @cached_property
    def spec(self) -> dict[str, Any]:
        """The Vega-Lite specification."""
        spec: dict[str, Any] = self.figure.to_dict()
        return spec


def colour_of(model: DecisionModel, option: str, palette: Palette = LIGHT) -> str:
    """Give an option's colour: its side's; a hybrid that falls back to a side has it lighter."""
    first, second = model.pair
    sides = {first: (palette.first, FIRST_LIGHT), second: (palette.second, SECOND_LIGHT)}
    if option in sides:
        return sides[option][0]
    fallback = model.options[option].falls_back_to
    return sides[fallback][1] if fallback in sides else OTHERS


def configured(
    figure: LayerChart | FacetChart, height: int, palette: Palette
) -> LayerChart | FacetChart:
    """Give a drawing its size, its type and its quiet axes."""
    sized: LayerChart | FacetChart = figure.properties(
        height=height, width="container", background="transparent"
    )
    quiet: LayerChart | FacetChart = (
        sized.configure_view(stroke=None)
        .configure_axis(
            labelFont=FONT,
            labelFontSize=13,
            labelColor=palette.quiet,
            gridColor=palette.hairline,
            domain=False,
            ticks=False,
            title=None,
        )
        .configure_text(font=FONT, fontSize=13)
    )
    return quiet
