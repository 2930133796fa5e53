"""Charts of the answer's margin, and of every option's total."""

from __future__ import annotations

import math
from typing import Any

import altair as alt

from decision.charts.chart import (
    LIGHT,
    PALE,
    Chart,
    Palette,
    Sides,
    colour_of,
    configured,
    in_favour_of,
    sides_of,
    text_colour_of,
)
from decision.charts.marks import (
    End,
    band,
    dot,
    drawing_of,
    label,
    nothing_to_compare,
    own_colour,
    points_axis,
    side_label,
    x_at,
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
ROW, HEAD = 46, 30  # pixels: an option with its bar, and the name of a course above its options


def margin_chart(finding: Finding, palette: Palette = LIGHT) -> Chart:
    """Return the leader's margin over its rival: the too-close band, one range, and one dot.

    Points run from the left course (below 0) to the right; level is in the middle.
    """
    standing, draws = finding.standing, finding.draws
    sides, model = sides_of(standing), standing.table.model
    if sides is None or standing.margin is None or draws.margin is None:
        return nothing_to_compare(standing, palette)
    at = sides.sign * standing.margin
    ends = sorted((sides.sign * draws.margin.low, sides.sign * draws.margin.high))
    reach = 10.0 * max(1, math.ceil(max(abs(at), *map(abs, ends)) * 1.05 / 10))
    lead = in_points(standing.margin).removeprefix("about ")
    ticks = [-reach, -reach / 2, 0, reach / 2, reach]

    def x(name: str) -> alt.X:
        return points_axis(name, reach, " points", values=ticks)

    colour = text_colour_of(model, sides.left if sides.sign < 0 else sides.right, palette)
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
    names = _side_names(model, sides, reach, x("from"), palette)
    title = headline(finding)
    left, right = (named(model, option) for option in (sides.left, sides.right))
    table = tuple(
        {"": what, "Points": fixed(abs(value)), "In favour of": in_favour_of(left, right, value)}
        for what, value in (
            ("As stated", at),
            ("One end of the range", ends[0]),
            ("The other end", ends[1]),
        )
    )
    layers = alt.layer(inside, edges, zero, spread, margin, points, *names)
    return Chart(
        title=title,
        reading=f"Left: {left}. Right: {right}. Dot: the margin as stated. Bar: 90 of 100 "
        f"simulations of what is uncertain. Grey band: too close to call.",
        alt=" ".join([title, *certainty(finding)]),
        table=table,
        figure=configured(layers, 108, palette),
    )


def _side_names(
    model: DecisionModel, sides: Sides, reach: float, x: alt.X, palette: Palette
) -> list[alt.Chart]:
    """Return the two courses' names at the ends of the axis, with the way that each lies."""
    first, second = sides.courses(model)
    colours = [text_colour_of(model, option, palette) for option in (sides.left, sides.right)]
    ends: tuple[tuple[float, str, End, str], ...] = (
        (-reach, f"◀ {first}", "left", colours[0]),
        (reach, f"{second} ▶", "right", colours[1]),
    )
    return [
        side_label(drawing_of([{"from": place, "label": name}]), end, colour, 14).encode(
            x=x, y=y_at(2), text=alt.Text("label:N")
        )
        for place, name, end, colour in ends
    ]


def options_chart(finding: Finding, palette: Palette = LIGHT) -> Chart:
    """Return every option's total, 0 to 100, as a dot on its range, grouped by course.

    The course with the highest total that can be chosen comes first, and so within a course.
    """
    standing = finding.standing
    rows, heads, height = _totals(finding, palette)
    scale = alt.Scale(domain=[0, 100], nice=False)
    axis = alt.Axis(values=[0, 20, 40, 60, 80, 100], labelFlush=True)
    down = alt.Scale(domain=[height, 0], nice=False)

    def x(field: str) -> alt.X:
        return alt.X(f"{field}:Q", scale=scale, axis=axis)

    def y(field: str) -> alt.Y:
        return alt.Y(f"{field}:Q", scale=down, axis=None)

    base = drawing_of(rows)
    above: dict[str, Any] = {"baseline": "top", "color": palette.ink}
    names = label(base, align="left", limit=alt.ExprRef("width - 50"), **above).encode(
        x=x_at(0), y=y("words"), text=alt.Text("name:N")
    )
    spread = base.mark_rect(cornerRadius=5, fillOpacity=PALE).encode(
        x=x("low"),
        x2=alt.X2("high:Q"),
        y=y("top"),
        y2=alt.Y2("bottom:Q"),
        color=own_colour(),
        stroke=alt.Stroke("colour:N", scale=None),
    )
    dots = dot(base, 150, palette).encode(x=x("total"), y=y("middle"), color=own_colour())
    totals = label(base, align="right", **above).encode(
        x=x_at("width"), y=y("words"), text=alt.Text("label:N")
    )
    courses = [
        label(
            drawing_of(heads),
            align="left",
            baseline="top",
            fontWeight="bold",
            color=palette.ink,
            limit=alt.ExprRef("width"),
        ).encode(x=x_at(0), y=y("words"), text=alt.Text("name:N"))
        for _ in heads[:1]
    ]
    title = _options_title(standing)
    model = standing.table.model
    table = tuple(
        {
            "Course": model.course_name(model.course_of[row["option"]]),
            "Option": row["name"],
            "Total": fixed(row["total"]),
            "90 of 100 simulations": f"{fixed(row['low'])} to {fixed(row['high'])}",
        }
        for row in rows
    )
    figures = "; ".join(f"{row['Option']} {row['Total']}" for row in table)
    return Chart(
        title=title,
        reading="Dot: total, from 0 (worst realistic) to 100 (best realistic). "
        "Bar: 90 of 100 simulations.",
        alt=f"{title} Totals: {figures}.",
        table=table,
        figure=configured(alt.layer(*courses, names, spread, dots, totals), height, palette),
    )


def _totals(
    finding: Finding, palette: Palette
) -> tuple[list[dict[str, Any]], list[dict[str, Any]], int]:
    """Return a row for each option, one for each course that needs a name, and the height."""
    standing = finding.standing
    model, draws, table = standing.table.model, finding.draws, standing.table
    rows: list[dict[str, Any]] = []
    heads: list[dict[str, Any]] = []
    down = 0
    for course, forms in by_course(standing).items():
        name = model.course_name(course)
        if [name] != [model.options[form].name for form in forms]:
            heads.append({"name": name, "words": down + 8})
            down += HEAD
        for option in forms:
            barred = "" if table.can_choose(option) else " (can’t be chosen)"
            rows.append(
                {
                    "option": option,
                    "name": f"{model.options[option].name}{barred}",
                    "total": standing.totals[option],
                    "low": draws.totals[option].low,
                    "high": draws.totals[option].high,
                    "label": fixed(standing.totals[option]),
                    "colour": colour_of(model, option, palette),
                    "words": down + 4,
                    "top": down + 25,
                    "middle": down + 30,
                    "bottom": down + 35,
                }
            )
            down += ROW
    return rows, heads, max(60, down + 4)


def by_course(standing: Standing) -> dict[str, list[str]]:
    """Return the options by course, by its head's id, best first in both.

    What can be chosen comes first, and then the higher total.
    """
    forms = {
        course: sorted(options, key=lambda option: _place(standing, option))
        for course, options in standing.table.model.courses.items()
    }
    order = sorted(forms, key=lambda course: _place(standing, forms[course][0]))
    return {course: forms[course] for course in order}


def _place(standing: Standing, option: str) -> tuple[bool, float]:
    return not standing.table.can_choose(option), -standing.totals[option]


def _options_title(standing: Standing) -> str:
    """Return which option scores highest of those that can be chosen, and which are near it."""
    model, totals, able = standing.table.model, standing.totals, standing.table.choosable
    if standing.leader is None:
        return "No option can be chosen as the facts stand."
    best, leader = totals[standing.leader], named(model, standing.leader)
    near = [one for one in able if one != standing.leader and best - totals[one] < NEAR]
    those = "" if len(able) == len(model.options) else " that can be chosen"
    if len(able) == 1:
        return f"Only {leader} can be chosen."
    if not near:
        return f"{leader} scores highest of all {len(able)} options{those}."
    if len(near) == len(able) - 1:
        return f"All {len(able)} options{those} stand within {NEAR:.0f} points of each other."
    return (
        f"{leader} scores highest, with {listed([named(model, option) for option in near])} "
        f"within {NEAR:.0f} points of it."
    )
