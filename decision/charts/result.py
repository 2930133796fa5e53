"""Charts of the headline margin, and of every option's total."""

from __future__ import annotations

import math
from typing import Any

import altair as alt

from decision.charts.chart import LIGHT, PALE, Chart, Palette, colour_of, configured, in_favour_of
from decision.charts.marks import (
    End,
    band,
    dot,
    drawing_of,
    label,
    own_colour,
    points_axis,
    side_label,
    y2_at,
    y_at,
    zero_line,
)
from decision.evaluation.additive import Standing
from decision.evaluation.verdict import NEAR, Finding
from decision.model.decision_model import DecisionModel
from decision.sentences.explanation import certainty, headline
from decision.sentences.phrases import in_points, named
from decision.wording.lists import listed
from decision.wording.numbers import fixed

BELOW = 48  # pixels: words stand above it, on the page's own colour, and the marks below


def margin_chart(finding: Finding, palette: Palette = LIGHT) -> Chart:
    """Return the headline margin: the too-close band, one range, and one dot with its points.

    Points run from the pair's first option (below 0) to its second; level is in the middle.
    """
    standing, draws = finding.standing, finding.draws
    model = standing.table.model
    # Points for the first option go left, so the axis runs from its lead to the other's.
    sign = -1.0 if standing.ahead == model.pair[0] else 1.0
    at = sign * standing.margin
    ends = sorted((sign * draws.margin.low, sign * draws.margin.high))
    reach = 10.0 * max(1, math.ceil(max(abs(at), *map(abs, ends)) * 1.05 / 10))
    lead = in_points(standing.margin).removeprefix("about ")
    ticks = [-reach, -reach / 2, 0, reach / 2, reach]

    def x(name: str) -> alt.X:
        return points_axis(name, reach, " points", values=ticks)

    colour = colour_of(model, standing.ahead, palette)
    # Near an end of the axis the label would run out of the drawing.
    end: End = "left" if at < -0.6 * reach else "right" if at > 0.6 * reach else "center"
    rows = drawing_of([{"from": ends[0], "to": ends[1], "at": at, "label": lead}])
    inside, edges = band("from", x("from"), palette, BELOW)
    zero = zero_line("from", x("from"), palette, y=y_at(BELOW), y2=y2_at("height"))
    spread = rows.mark_bar(
        height=12, cornerRadius=6, fillOpacity=PALE, color=colour, stroke=colour
    ).encode(x=x("from"), x2=alt.X2("to:Q"), y=y_at(64))
    margin = dot(rows, 260, palette, color=colour).encode(x=x("at"), y=y_at(64))
    points = label(rows, dy=-26, fontSize=17, fontWeight="bold", color=colour, align=end)
    points = points.encode(x=x("at"), y=y_at(64), text=alt.Text("label:N"))
    sides = _side_names(model, reach, x("from"), palette)
    title = headline(finding)
    table = tuple(
        {"": what, "Points": fixed(abs(value)), "In favour of": in_favour_of(model, value)}
        for what, value in (
            ("As stated", at),
            ("One end of the range", ends[0]),
            ("The other end", ends[1]),
        )
    )
    layers = alt.layer(inside, edges, zero, spread, margin, points, *sides)
    return Chart(
        title=title,
        reading="Dot: the margin as stated. Bar: 90 of 100 draws of what is uncertain. Grey band: "
        "too close to call.",
        alt=f"{title} {certainty(finding)}",
        table=table,
        figure=configured(layers, 108, palette),
    )


def _side_names(model: DecisionModel, reach: float, x: alt.X, palette: Palette) -> list[alt.Chart]:
    """Return the pair's names at the two ends of the axis, with the way that each lies."""
    first, second = model.pair
    sides: tuple[tuple[float, str, End, str], ...] = (
        (-reach, f"◀ {model.options[first].name}", "left", colour_of(model, first, palette)),
        (reach, f"{model.options[second].name} ▶", "right", colour_of(model, second, palette)),
    )
    return [
        side_label(drawing_of([{"from": place, "label": name}]), end, colour, 14).encode(
            x=x, y=y_at(2), text=alt.Text("label:N")
        )
        for place, name, end, colour in sides
    ]


def options_chart(finding: Finding, palette: Palette = LIGHT) -> Chart:
    """Return every option's total, 0 to 100, as a dot on its range, the highest first."""
    standing = finding.standing
    rows = _totals(finding, palette)
    scale = alt.Scale(domain=[0, 100], nice=False)
    axis = alt.Axis(values=[0, 20, 40, 60, 80, 100], labelFlush=True)

    def x(field: str) -> alt.X:
        return alt.X(f"{field}:Q", scale=scale, axis=axis)

    base = drawing_of(rows).encode(
        y=alt.Y("option:N", sort=[row["option"] for row in rows], axis=None)
    )
    above: dict[str, Any] = {"dy": -13, "color": palette.ink}
    names = label(base, align="left", limit=alt.ExprRef("width - 50"), **above).encode(
        x=x("zero"), text=alt.Text("name:N")
    )
    spread = base.mark_bar(height=10, cornerRadius=5, fillOpacity=PALE, yOffset=3).encode(
        x=x("low"),
        x2=alt.X2("high:Q"),
        color=own_colour(),
        stroke=alt.Stroke("colour:N", scale=None),
    )
    dots = dot(base, 150, palette, yOffset=3).encode(x=x("total"), color=own_colour())
    totals = label(base, align="right", **above).encode(x=x("end"), text=alt.Text("label:N"))
    totals = totals.transform_calculate(end="100")
    title = _options_title(standing)
    table = tuple(
        {
            "Option": row["name"],
            "Total": fixed(row["total"]),
            "90 of 100 draws": f"{fixed(row['low'])} to {fixed(row['high'])}",
        }
        for row in rows
    )
    figures = "; ".join(f"{row['Option']} {row['Total']}" for row in table)
    return Chart(
        title=title,
        reading="Dot: total, from 0 (worst realistic) to 100 (best realistic). "
        "Bar: 90 of 100 draws.",
        alt=f"{title} Totals: {figures}.",
        table=table,
        figure=configured(alt.layer(names, spread, dots, totals), max(60, 48 * len(rows)), palette),
    )


def _totals(finding: Finding, palette: Palette) -> list[dict[str, Any]]:
    """Return a row for each option, the highest total first, with 90 of 100 draws of it."""
    totals, draws, model = finding.standing.totals, finding.draws, finding.standing.table.model
    return [
        {
            "option": option,
            "name": model.options[option].name,
            "total": totals[option],
            "low": draws.totals[option].low,
            "high": draws.totals[option].high,
            "label": fixed(totals[option]),
            "colour": colour_of(model, option, palette),
            "zero": 0,
        }
        for option in sorted(model.options, key=lambda option: -totals[option])
    ]


def _options_title(standing: Standing) -> str:
    """Return which option scores highest of those that can be chosen, and which are near it."""
    model, totals = standing.table.model, standing.totals
    if standing.leader is None:
        return "No option can be chosen as the facts stand."
    best, leader = totals[standing.leader], named(model, standing.leader)
    near = [
        option
        for option in model.options
        if option != standing.leader
        and standing.table.available[option] != "no"
        and best - totals[option] < NEAR
    ]
    able = [option for option in model.options if standing.table.available[option] != "no"]
    if len(able) == 1:
        return f"Only {leader} can be chosen."
    if not near:
        those = "" if len(able) == len(model.options) else " that can be chosen"
        return f"{leader} scores highest of all {len(able)} options{those}."
    if len(near) == len(model.options) - 1:
        return f"All {len(model.options)} options stand within {NEAR:.0f} points of each other."
    return (
        f"{leader} scores highest, with {listed([named(model, option) for option in near])} "
        f"within {NEAR:.0f} points of it."
    )
