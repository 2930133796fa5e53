"""The chart with its sentence, its reading and its table; the colours; size and type."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeAlias

from decision.evaluation.additive import Standing
from decision.model.decision_model import DecisionModel
from decision.wording.numbers import fixed

if TYPE_CHECKING:
    from altair import FacetChart, LayerChart

INK, QUIET, HAIRLINE, BAND = "#1f2933", "#5b6770", "#e4e8eb", "#eef1f3"
FIRST, SECOND = "#1d5b9e", "#b4540a"
FIRST_LIGHT, SECOND_LIGHT = "#4f8ac9", "#c97b2e"
OTHERS = "#7a8691"
PALE = 0.25  # how much of a pale bar's colour is left; its outline has all of it, so as to be seen
# The pages' too, and Word's; a test holds them alike. Liberation Sans has Arial's widths, and is
# what a chart is exported in.
FONT = "Arial, Helvetica, Liberation Sans, sans-serif"
IN_NOTEBOOK = 640  # pixels
Figure: TypeAlias = "LayerChart | FacetChart"  # named alone: colours never wait for altair


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


@dataclass(frozen=True)
class Sides:
    """The leader and its rival as charts place them."""

    left: str  # the option on the left; points below 0 favour it
    right: str  # the option on the right
    sign: float  # what turns points for the leader into points to the right: -1 where it is left

    def courses(self, model: DecisionModel) -> tuple[str, str]:
        """Return the names of the two courses, left and right."""
        left, right = (model.course_of[option] for option in (self.left, self.right))
        return model.course_name(left), model.course_name(right)


def sides_of(standing: Standing) -> Sides | None:
    """Return which of leader and rival is left; None where there is no rival.

    The compared courses keep their sides; of two others, the first in file order is left.
    """
    leader, rival, model = standing.leader, standing.rival, standing.table.model
    if leader is None or rival is None:
        return None
    first, second = model.pair
    mine, other = model.course_of[leader], model.course_of[rival]
    order = list(model.courses)
    if first in (mine, other):
        is_left = mine == first
    elif second in (mine, other):
        is_left = other == second
    else:
        is_left = order.index(mine) < order.index(other)
    return Sides(leader, rival, -1.0) if is_left else Sides(rival, leader, 1.0)


def colour_of(model: DecisionModel, option: str, palette: Palette = LIGHT) -> str:
    """Return an option's colour: its course's; of a form that doesn't head it, lighter."""
    first, second = model.pair
    hues = {first: (palette.first, FIRST_LIGHT), second: (palette.second, SECOND_LIGHT)}
    course = model.course_of[option]
    return hues[course][option != course] if course in hues else OTHERS


def text_colour_of(model: DecisionModel, option: str, palette: Palette = LIGHT) -> str:
    """Return the colour of an option's course, strong enough for text."""
    first, second = model.pair
    hues = {first: palette.first, second: palette.second}
    return hues.get(model.course_of[option], palette.quiet)


def course_sign(model: DecisionModel, course: str) -> str:
    """Return the sign of a course: an arrow to its side, or of another course its number."""
    signs = dict(zip(model.pair, "◀▶", strict=True))
    return signs.get(course) or f"({list(model.courses).index(course) + 1})"


def what_changes(model: DecisionModel) -> str:
    """Return what changes where another course leads: the course, or who leads without forms."""
    return "the course" if any(len(forms) > 1 for forms in model.courses.values()) else "who leads"


def in_favour_of(left: str, right: str, points: float) -> str:
    """Return which of two names points favour: below 0 the left; neither if shown as 0."""
    if abs(points) < 0.05:
        return "neither"
    return right if points > 0 else left


def percent(share: float) -> str:
    """Return a share, 0 to 1, in whole per cent.

    >>> percent(0.125), percent(1.0)
    ('13%', '100%')
    """
    return f"{fixed(share * 100, 0)}%"


def configured(figure: Figure, height: int, palette: Palette) -> Figure:
    """Return a drawing `height` pixels high, as wide as its place, with its type and axes set."""
    axis = {
        "domain": False,
        "gridColor": palette.hairline,
        "labelColor": palette.quiet,
        "labelFont": FONT,
        "labelFontSize": 13,
        "ticks": False,
        "title": None,
    }
    text = {"font": FONT, "fontSize": 13}
    # All at once: altair copies the whole drawing for each thing that is set on it.
    whole: Figure = figure.properties(
        height=height,
        width="container",
        background="transparent",
        config={"view": {"stroke": None}, "axis": axis, "text": text},
    )
    return whole
