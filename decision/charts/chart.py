"""The chart with its sentence, its reading and its table; the colours; size and type."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from altair import FacetChart, LayerChart

from decision.model.decision_model import DecisionModel
from decision.sentences.phrases import named
from decision.wording.numbers import fixed

INK, QUIET, HAIRLINE, BAND = "#1f2933", "#5b6770", "#e4e8eb", "#eef1f3"
FIRST, SECOND = "#1d5b9e", "#b4540a"
FIRST_LIGHT, SECOND_LIGHT = "#4f8ac9", "#c97b2e"
OTHERS = "#7a8691"
PALE = 0.25  # how much of a pale bar's colour is left; its outline has all of it, so as to be seen
FONT = "sans-serif"
IN_NOTEBOOK = 640  # pixels
Figure = LayerChart | FacetChart


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
    """A drawing, its finding in a sentence, how to read it, and the same as a table.

    Attributes:
        title: the finding, a sentence.
        reading: how to read the drawing, in sentences.
        alt: for those who can't see the drawing: the finding, then the figures.
        table: a row for each thing drawn, texts by the heading of their column.
        figure: the Altair chart.
    """

    title: str
    reading: str
    alt: str
    table: tuple[Mapping[str, str], ...]
    figure: Figure = field(repr=False)

    @cached_property
    def spec(self) -> dict[str, Any]:
        """The Vega-Lite specification."""
        spec: dict[str, Any] = self.figure.to_dict(validate=False)
        return spec

    def _repr_svg_(self) -> str:
        """Return the drawing as a notebook shows it; altair's own way would ask a server."""
        import vl_convert  # what only a notebook waits for here

        wide = self.spec | {"width": IN_NOTEBOOK, "title": self.title}
        drawing: str = vl_convert.vegalite_to_svg(wide)
        return drawing


def colour_of(model: DecisionModel, option: str, palette: Palette = LIGHT) -> str:
    """Return an option's colour: its side's; of a hybrid that falls back to a side, lighter."""
    first, second = model.pair
    sides = {first: (palette.first, FIRST_LIGHT), second: (palette.second, SECOND_LIGHT)}
    if option in sides:
        return sides[option][0]
    fallback = model.options[option].falls_back_to
    return sides[fallback][1] if fallback in sides else OTHERS


def text_colour_of(model: DecisionModel, option: str, palette: Palette = LIGHT) -> str:
    """Return the colour of an option's name: its side's, as a hybrid's is too pale for text."""
    first, second = model.pair
    fallback = model.options[option].falls_back_to
    sides = {first: palette.first, second: palette.second}
    return sides.get(option) or sides.get(fallback or "") or palette.quiet


def in_favour_of(model: DecisionModel, points: float) -> str:
    """Return the side that points favour: below 0 the pair's first; neither if shown as 0."""
    if abs(points) < 0.05:
        return "neither"
    return named(model, model.pair[points > 0])


def percent(share: float) -> str:
    """Return a share, 0 to 1, in whole per cent.

    >>> percent(0.125), percent(1.0)
    ('13%', '100%')
    """
    return f"{fixed(share * 100, 0)}%"


def configured(figure: Figure, height: int, palette: Palette) -> Figure:
    """Return a drawing `height` pixels high, as wide as its place, with its type and axes set."""
    sized: Figure = figure.properties(height=height, width="container", background="transparent")
    quiet: Figure = (
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
