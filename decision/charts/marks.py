"""Axes and marks that several charts share: places, points, shares, names, dots, labels, halos."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterable, Sequence
from typing import Any, Literal

import altair as alt

from decision.charts.chart import FONT, Chart, Figure, Palette, configured
from decision.evaluation.additive import Standing
from decision.evaluation.verdict import NEAR
from decision.sentences.phrases import course_named

End = Literal["left", "center", "right"]
LINE = 18  # letters of a name beside a bar: longer ones take two lines, or a phone has no room
AXIS = 24  # pixels: what an axis below takes of a drawing's height, on a page
HALO = 4  # pixels: the outline that keeps a label readable where a line runs through it


# A place in pixels, or "width" or "height". `alt.value` would do, but each use of it is tried on
# every form that the schema knows, which takes as long as all the rest of a mark.
def x_at(place: float | str) -> alt.XValue:
    """Return a place across the drawing, in pixels or as `"width"`."""
    return alt.XValue(place)  # type: ignore[no-untyped-call]


def y_at(place: float | str) -> alt.YValue:
    """Return a place down the drawing, in pixels or as `"height"`."""
    return alt.YValue(place)  # type: ignore[no-untyped-call]


def y2_at(place: float | str) -> alt.Y2Value:
    """Return the place down the drawing where a mark ends, in pixels or as `"height"`."""
    return alt.Y2Value(place)  # type: ignore[no-untyped-call]


def own_colour(field: str = "colour") -> alt.Color:
    """Return the colour that each row gives for itself in `field`."""
    return alt.Color(f"{field}:N", scale=None)


def across(field: str, low: float, high: float, axis: alt.Axis | None = None) -> alt.X:
    """Return a horizontal place by numbers, from one at the left edge to one at the right."""
    return alt.X(f"{field}:Q", scale=alt.Scale(domain=[low, high], nice=False), axis=axis)


def points_axis(
    field: str, reach: float, ends: tuple[str, str] | None = None, **axis: Any
) -> alt.X:
    """Return a horizontal axis of points, from `-reach` for the left to `reach` for the right."""
    words = "datum.value == 0 ? 'level' : format(abs(datum.value), '~r')"
    if ends is not None:
        number = "format(abs(datum.value), '~r')"
        left, right = (json.dumps(name) for name in ends)
        words = (
            f"datum.value <= {-reach} ? '◀ ' + {left} + ' ' + {number} : "
            f"datum.value >= {reach} ? {number} + ' ' + {right} + ' ▶' : {words}"
        )
        axis["labelLimit"] = alt.ExprRef("width / 2 - 20")
    return across(field, -reach, reach, alt.Axis(labelExpr=words, labelFlush=True, **axis))


def ends_axis(field: str, reach: float, ends: tuple[str, str], palette: Palette) -> alt.X:
    """Return a horizontal axis that says above the drawing what left and right are called."""
    left, right = (json.dumps(name) for name in ends)
    axis = alt.Axis(
        orient="top",
        values=[-reach, reach],
        labelExpr=f"datum.value < 0 ? '◀ ' + {left} : {right} + ' ▶'",
        labelFlush=True,
        labelColor=palette.ink,
        labelLimit=alt.ExprRef("width / 2 - 4"),
        grid=False,
    )
    return across(field, -reach, reach, axis)


def share_axis(field: str, **axis: Any) -> alt.X:
    """Return a horizontal axis of shares, 0 to 1, labelled in per cent."""
    ticks = [0, 0.25, 0.5, 0.75, 1]
    return across(field, 0, 1, alt.Axis(values=ticks, format="%", labelFlush=True, **axis))


def names_axis(names: Iterable[str], palette: Palette, **axis: Any) -> alt.Y:
    """Return a vertical axis of `name`, in the order given; long names take two lines."""
    order = list(names)
    lines = {name: in_two(name, LINE) for name in order}
    broken = json.dumps({name: two for name, two in lines.items() if len(two) > 1})
    usual = {
        "labelLimit": 170,
        "labelPadding": 8,
        "labelColor": palette.ink,
        "labelLineHeight": axis.get("labelFontSize", 13),
        "labelExpr": f"{broken}[datum.label] || datum.label",
        # Of two lines, the first stands on the middle of the row and the second hangs from it.
        "labelBaseline": {
            "condition": {"test": f"isValid({broken}[datum.label])", "value": "bottom"},
            "value": "middle",
        },
        "grid": False,
    }
    return alt.Y("name:N", sort=order, axis=alt.Axis(**{**usual, **axis}))


def in_two(name: str, letters: int) -> list[str]:
    """Return a name in one line of so many letters, or else in two as short as they can be.

    >>> in_two("Staffing gaps", 18), in_two("Professional development (HCPC)", 18)
    (['Staffing gaps'], ['Professional', 'development (HCPC)'])
    """
    while len(lines := textwrap.wrap(name, letters)) > 2:
        letters += 1
    return lines


def letters_axis(field: str, letters: Iterable[str], palette: Palette) -> alt.X:
    """Return a horizontal axis of letters above a heat map, in the order given."""
    return alt.X(
        f"{field}:N",
        sort=list(letters),
        axis=alt.Axis(orient="top", labelAngle=0, labelColor=palette.ink, grid=False),
    )


def drawing_of(values: Sequence[dict[str, Any]]) -> alt.Chart:
    """Return a chart without a mark, of rows of data."""
    return alt.Chart({"values": values})


def label(base: alt.Chart, **mark: Any) -> alt.Chart:
    """Return a chart's text marks in the charts' font, with further properties of the mark."""
    marks: alt.Chart = base.mark_text(font=FONT, **mark)
    return marks


def halo(base: alt.Chart, palette: Palette, **mark: Any) -> alt.Chart:
    """Return the outline in the colour of the page that stands below a label."""
    outline = {"stroke": palette.ground, "strokeWidth": HALO, "strokeJoin": "round"}
    return label(base, color=palette.ground, **outline, **mark)


def side_label(base: alt.Chart, end: End, colour: str, size: float) -> alt.Chart:
    """Return the name of a side at the top of its half, cut before it meets the other's."""
    half = alt.ExprRef("width / 2 - 8")
    return label(base, align=end, color=colour, fontSize=size, baseline="top", limit=half)


def haloed(base: alt.Chart, palette: Palette, colour: str, **mark: Any) -> list[alt.Chart]:
    """Return a label on its outline, for a place that a line may run through."""
    return [halo(base, palette, **mark), label(base, color=colour, **mark)]


def dot(base: alt.Chart, size: float, palette: Palette, **mark: Any) -> alt.Chart:
    """Return a chart's values as dots with an outline in the colour of the page."""
    usual = {"opacity": 1, "stroke": palette.ground, "strokeWidth": 1.5}
    marks: alt.Chart = base.mark_circle(size=size, **{**usual, **mark})
    return marks


def diamond(base: alt.Chart, size: float, palette: Palette, **mark: Any) -> alt.Chart:
    """Return a chart's values as filled diamonds outlined in the colour of the page."""
    usual: dict[str, Any] = {"filled": True, "opacity": 1, "color": palette.ink}
    usual["stroke"] = palette.ground
    marks: alt.Chart = base.mark_point(shape="diamond", size=size, **usual, **mark)
    return marks


def nothing_to_compare(standing: Standing, palette: Palette) -> Chart:
    """Return what stands in place of a margin's drawing where there is no rival."""
    if standing.course is None:
        title = "No option can be chosen as the facts stand."
    else:
        course = course_named(standing.table.model, standing.course)
        title = f"Only {course} can be chosen, so it leads by no margin."
    base = drawing_of([{"said": "Nothing to compare"}])
    words = label(base, align="left", color=palette.quiet).encode(
        x=x_at(0), y=y_at(12), text=alt.Text("said:N")
    )
    return Chart(
        title=title,
        reading="No drawing: a margin needs two courses that can be chosen.",
        alt=title,
        table=({"Margin": title},),
        figure=configured(alt.layer(words), 24, palette),
    )


def zero_line(field: str, x: alt.X, palette: Palette, **down: Any) -> alt.Chart:
    """Return the upright line where neither side leads."""
    line: alt.Chart = (
        drawing_of([{field: 0}]).mark_rule(color=palette.ink, strokeWidth=1.5).encode(x=x, **down)
    )
    return line


def band(
    field: str,
    x: alt.X,
    palette: Palette,
    ends: tuple[float, float] = (-NEAR, NEAR),
    top: float = 0,
) -> tuple[alt.Chart, alt.Chart]:
    """Return the band that is too close to call, and its edges: so pale a grey is lost in print.

    Args:
        ends: where it begins and ends, in points.
        top: how far down the band begins, in pixels.
    """
    down = {"y": y_at(top), "y2": y2_at("height")}
    inside = (
        drawing_of([{field: ends[0], "to": ends[1]}])
        .mark_rect(color=palette.band)
        .encode(x=x, x2=alt.X2("to:Q"), **down)
    )
    edges = (
        drawing_of([{field: end} for end in ends])
        .mark_rule(color=palette.quiet, strokeWidth=1, strokeDash=[2, 3])
        .encode(x=x, **down)
    )
    return inside, edges


def heat_map(rows: Sequence[dict[str, Any]], x: alt.X, y: alt.Y, palette: Palette) -> Figure:
    """Return cells with a label each: the larger `strength` of a row, 0 to 1, the stronger."""
    base = drawing_of(rows).encode(x=x, y=y)
    cells = base.mark_rect(stroke=palette.ground, strokeWidth=2).encode(
        color=own_colour(), opacity=alt.Opacity("strength:Q", scale=None)
    )
    labels = label(base, color=palette.ink).encode(text=alt.Text("label:N"))
    return alt.layer(cells, labels)
