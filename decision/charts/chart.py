"""What every chart shares: its sentence, its table twin, its colours and its manners."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import altair as alt
from altair import FacetChart, LayerChart

from decision.evaluation.verdict import NEAR
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
        spec: dict[str, Any] = self.figure.to_dict(validate=False)
        return spec

    def _repr_svg_(self) -> str:
        """Return the drawing as a notebook shows it; altair's own way would ask a server."""
        import vl_convert  # what only a notebook waits for here

        wide = self.spec | {"width": IN_NOTEBOOK, "title": self.title}
        drawing: str = vl_convert.vegalite_to_svg(wide)
        return drawing


def colour_of(model: DecisionModel, option: str, palette: Palette = LIGHT) -> str:
    """Give an option's colour: its side's; a hybrid that falls back to a side has it lighter."""
    first, second = model.pair
    sides = {first: (palette.first, FIRST_LIGHT), second: (palette.second, SECOND_LIGHT)}
    if option in sides:
        return sides[option][0]
    fallback = model.options[option].falls_back_to
    return sides[fallback][1] if fallback in sides else OTHERS


def text_colour_of(model: DecisionModel, option: str, palette: Palette = LIGHT) -> str:
    """Give the colour of an option's name: its side's, for a hybrid's is too pale for text."""
    first, second = model.pair
    fallback = model.options[option].falls_back_to
    sides = {first: palette.first, second: palette.second}
    return sides.get(option) or sides.get(fallback or "") or palette.quiet


def in_favour_of(model: DecisionModel, points: float) -> str:
    """Name the side that points favour: below 0 the pair's first; neither where they show as 0."""
    if abs(points) < 0.05:
        return "neither"
    return named(model, model.pair[points > 0])


def percent(share: float) -> str:
    """Give a share, 0 to 1, in whole per cent.

    >>> percent(0.125), percent(1.0)
    ('13%', '100%')
    """
    return f"{fixed(share * 100, 0)}%"


# A place in pixels, or "width" or "height". `alt.value` would do, but each use of it is tried on
# every form that the schema knows, which takes as long as all the rest of a mark.
def x_at(place: float | str) -> alt.XValue:
    """Give a place across the drawing."""
    return alt.XValue(place)  # type: ignore[no-untyped-call]


def y_at(place: float | str) -> alt.YValue:
    """Give a place down the drawing."""
    return alt.YValue(place)  # type: ignore[no-untyped-call]


def y2_at(place: float | str) -> alt.Y2Value:
    """Give the place down the drawing where something ends."""
    return alt.Y2Value(place)  # type: ignore[no-untyped-call]


def band_of(field: str, x: alt.X, palette: Palette, top: float = 0) -> tuple[alt.Chart, alt.Chart]:
    """Draw the band that is too close to call, and its edges: so pale a grey is lost in print.

    Args:
        field: what `x` encodes.
        x: where points lie.
        palette: the colours of the theme.
        top: how far down the band begins, in pixels.
    """
    high = {"y": y_at(top), "y2": y2_at("height")}
    band = (
        alt.Chart({"values": [{field: -NEAR, "to": NEAR}]})
        .mark_rect(color=palette.band)
        .encode(x=x, x2=alt.X2("to:Q"), **high)
    )
    edges = (
        alt.Chart({"values": [{field: -NEAR}, {field: NEAR}]})
        .mark_rule(color=palette.quiet, strokeWidth=1, strokeDash=[2, 3])
        .encode(x=x, **high)
    )
    return band, edges


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
