"""The headline margin, and every option's total."""

from __future__ import annotations

import math
from typing import Any, Literal

import altair as alt

from decision.charts.chart import (
    FONT,
    LIGHT,
    PALE,
    Chart,
    Palette,
    band_of,
    colour_of,
    configured,
    in_favour_of,
    y2_at,
    y_at,
)
from decision.evaluation.additive import Standing
from decision.evaluation.verdict import NEAR, Finding
from decision.sentences.explanation import certainty, headline
from decision.sentences.phrases import in_points, named
from decision.wording.lists import listed
from decision.wording.numbers import fixed

Align = Literal["left", "center", "right"]
BELOW = 48  # pixels: words stand above it, on the page's own colour, and the marks below


def margin_chart(finding: Finding, palette: Palette = LIGHT) -> Chart:
    """Draw the headline: zero in the middle, the too-close band, one dot, one range."""
    standing, draws = finding.standing, finding.draws
    model = standing.table.model
    first, second = model.pair
    # Points for the first option go left, so the axis runs from its lead to the other's.
    sign = -1.0 if standing.ahead == first else 1.0
    at = sign * standing.margin
    ends = sorted((sign * draws.margin.low, sign * draws.margin.high))
    reach = 10.0 * max(1, math.ceil(max(abs(at), *map(abs, ends)) * 1.05 / 10))
    lead = in_points(standing.margin).removeprefix("about ")

    def x(name: str) -> alt.X:
        return alt.X(
            f"{name}:Q",
            scale=alt.Scale(domain=[-reach, reach], nice=False),
            axis=alt.Axis(
                values=[-reach, -reach / 2, 0, reach / 2, reach],
                labelExpr="datum.value == 0 ? 'level' : format(abs(datum.value), '~r') + ' points'",
                labelFlush=True,
            ),
        )

    colour = colour_of(model, standing.ahead, palette)
    # Near an end of the axis the label would run out of the drawing.
    align: Align = "left" if at < -0.6 * reach else "right" if at > 0.6 * reach else "center"
    rows = {"values": [{"from": ends[0], "to": ends[1], "at": at, "label": lead}]}
    band, edges = band_of("from", x("from"), palette, BELOW)
    zero = (
        alt.Chart({"values": [{"from": 0}]})
        .mark_rule(color=palette.ink, strokeWidth=1.5)
        .encode(x=x("from"), y=y_at(BELOW), y2=y2_at("height"))
    )
    spread = (
        alt.Chart(rows)
        .mark_bar(height=12, cornerRadius=6, fillOpacity=PALE, color=colour, stroke=colour)
        .encode(x=x("from"), x2=alt.X2("to:Q"), y=y_at(64))
    )
    dot = (
        alt.Chart(rows)
        .mark_circle(size=260, opacity=1, color=colour, stroke=palette.ground, strokeWidth=1.5)
        .encode(x=x("at"), y=y_at(64))
    )
    label = (
        alt.Chart(rows)
        .mark_text(dy=-26, fontSize=17, fontWeight="bold", color=colour, font=FONT, align=align)
        .encode(x=x("at"), y=y_at(64), text=alt.Text("label:N"))
    )
    ends_of_axis: tuple[tuple[float, str, Align, str], ...] = (
        (-reach, f"◀ {model.options[first].name}", "left", colour_of(model, first, palette)),
        (reach, f"{model.options[second].name} ▶", "right", colour_of(model, second, palette)),
    )
    sides = [
        alt.Chart({"values": [{"from": place, "label": text}]})
        .mark_text(
            align=align,
            color=shade,
            font=FONT,
            fontSize=14,
            baseline="top",
            limit=alt.ExprRef("width / 2 - 8"),  # long names would run into each other
        )
        .encode(x=x("from"), y=y_at(2), text=alt.Text("label:N"))
        for place, text, align, shade in ends_of_axis
    ]
    title = headline(finding)
    table = tuple(
        {"": what, "Points": fixed(abs(value)), "In favour of": in_favour_of(model, value)}
        for what, value in (
            ("As stated", at),
            ("One end of the range", ends[0]),
            ("The other end", ends[1]),
        )
    )
    return Chart(
        title=title,
        reading="Dot: the margin as stated. Bar: 90 of 100 draws of what is uncertain. Grey band: "
        "too close to call.",
        alt=f"{title} {certainty(finding)}",
        table=table,
        figure=configured(alt.layer(band, edges, zero, spread, dot, label, *sides), 108, palette),
    )


def options_chart(finding: Finding, palette: Palette = LIGHT) -> Chart:
    """Draw every option's total with its range, the highest first."""
    standing, draws = finding.standing, finding.draws
    model = standing.table.model
    order = sorted(model.options, key=lambda option: -standing.totals[option])
    rows: list[dict[str, Any]] = []
    for option in order:
        span = draws.totals[option]
        rows.append(
            {
                "option": option,
                "name": model.options[option].name,
                "total": standing.totals[option],
                "low": span.low,
                "high": span.high,
                "label": fixed(standing.totals[option]),
                "colour": colour_of(model, option, palette),
                "zero": 0,
            }
        )
    data = {"values": rows}
    scale = alt.Scale(domain=[0, 100], nice=False)
    axis = alt.Axis(values=[0, 20, 40, 60, 80, 100], labelFlush=True)
    y = alt.Y("option:N", sort=order, axis=None)
    base = alt.Chart(data).encode(y=y)
    colour = alt.Color("colour:N", scale=None)
    names = base.mark_text(
        align="left", dy=-13, color=palette.ink, font=FONT, limit=alt.ExprRef("width - 50")
    ).encode(x=alt.X("zero:Q", scale=scale, axis=axis), text=alt.Text("name:N"))
    spread = base.mark_bar(height=10, cornerRadius=5, fillOpacity=PALE, yOffset=3).encode(
        x=alt.X("low:Q", scale=scale, axis=axis),
        x2=alt.X2("high:Q"),
        color=colour,
        stroke=alt.Stroke("colour:N", scale=None),
    )
    dots = base.mark_circle(
        size=150, opacity=1, yOffset=3, stroke=palette.ground, strokeWidth=1.5
    ).encode(x=alt.X("total:Q", scale=scale, axis=axis), color=colour)
    labels = base.mark_text(align="right", dy=-13, color=palette.ink, font=FONT).encode(
        x=alt.X("end:Q", scale=scale, axis=axis), text=alt.Text("label:N")
    )
    labels = labels.transform_calculate(end="100")
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
        figure=configured(alt.layer(names, spread, dots, labels), max(60, 48 * len(rows)), palette),
    )


def _options_title(standing: Standing) -> str:
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
