"""Bars by criterion: what each adds to the margin, and what share of the weight it has."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt

from decision.charts import marks
from decision.charts.chart import (
    LIGHT,
    Chart,
    Palette,
    Sides,
    configured,
    in_favour_of,
    sides_of,
    text_colour_of,
)
from decision.evaluation.additive import Standing, differences
from decision.model.decision_model import DecisionModel
from decision.sentences.phrases import named
from decision.wording.lists import listed
from decision.wording.numbers import fixed


def reasons_chart(standing: Standing, palette: Palette = LIGHT) -> Chart:
    """Return bars of what each criterion adds to the margin, sorted, towards the side it favours.

    The margin is the leader's over its rival. The selection `chosen` holds the id of the
    criterion that was clicked.
    """
    sides = sides_of(standing)
    if sides is None:
        return marks.nothing_to_compare(standing, palette)
    model = standing.table.model
    left_name, right_name = (named(model, option) for option in (sides.left, sides.right))
    rows = _reasons(standing, sides, palette)
    # Room for the longest bar's figure, on a phone as well.
    reach = max([abs(row["points"]) for row in rows] + [0.1]) * 1.45
    chosen = alt.selection_point(name="chosen", fields=["criterion"], on="click")
    x = marks.ends_axis("points", reach, sides.courses(model), palette)
    base = marks.drawing_of(rows).encode(y=marks.names_axis([row["name"] for row in rows], palette))
    bars = (
        base.mark_bar(height=16, cornerRadius=3, cursor="pointer")
        .encode(x=x, color=marks.own_colour())
        .add_params(chosen)
    )
    labels = []
    for sign, end, dx in (("<", "right", -6), (">=", "left", 6)):
        side = base.transform_filter(f"datum.points {sign} 0")
        label = marks.label(side, align=end, dx=dx, color=palette.ink)
        labels.append(label.encode(x=x, text=alt.Text("label:N")))
    title = _reasons_title(standing, sides)
    table = tuple(
        {
            "Criterion": row["name"],
            "Points": row["label"],
            "In favour of": in_favour_of(left_name, right_name, row["points"]),
        }
        for row in rows
    )
    figures = "; ".join(
        f"{row['Criterion']} {row['Points']} for {row['In favour of']}" for row in table
    )
    layers = alt.layer(bars, *labels, marks.zero_line("points", x, palette))
    return Chart(
        title=title,
        reading=f"Points that each criterion adds to the margin: its share of the weight × the "
        f"difference in score. Left: {left_name}. Right: {right_name}.",
        alt=f"{title} {figures}.",
        table=table,
        figure=configured(layers, 28 * len(rows) + 6, palette),
    )


def _reasons(standing: Standing, sides: Sides, palette: Palette) -> list[dict[str, Any]]:
    """Return a row for each criterion, ascending in points; below 0 favours the left."""
    model, pair = standing.table.model, (sides.left, sides.right)
    stands_on = {standing.table.stands_on[option] for option in pair}
    overruled = {
        item.criterion for item in standing.table.case.overrides if item.option in stands_on
    }
    rows: list[dict[str, Any]] = []
    for name, points in differences(standing, sides.right, sides.left).items():
        mark = " (overruled)" if name in overruled else ""
        rows.append(
            {
                "criterion": name,
                "name": f"{model.criteria[name].name}{mark}",
                "points": points,
                "label": fixed(abs(points)),
                "colour": text_colour_of(model, pair[points > 0], palette),
            }
        )
    return sorted(rows, key=lambda row: row["points"])


def _reasons_title(standing: Standing, sides: Sides) -> str:
    """Return which groups of criteria favour which option; criteria where there are no groups."""
    model = standing.table.model
    leader, rival = (sides.left, sides.right) if sides.sign < 0 else (sides.right, sides.left)
    summed: dict[str, float] = {}
    for name, gap in differences(standing, leader, rival).items():
        group = model.criteria[name].group or model.criteria[name].name
        summed[group] = summed.get(group, 0.0) + gap
    ordered = sorted(summed, key=lambda group: -abs(summed[group]))
    ours = [group for group in ordered if summed[group] > 0.05][:3]
    theirs = [group for group in ordered if summed[group] < -0.05][:3]
    parts = [
        f"{listed(groups)} {'favours' if len(groups) == 1 else 'favour'} {named(model, option)}"
        for groups, option in ((ours, leader), (theirs, rival))
        if groups
    ]
    return f"{'; '.join(parts)}." if parts else "No criterion tells the two apart."


def shares_chart(
    model: DecisionModel, shares: Mapping[str, float], palette: Palette = LIGHT
) -> Chart:
    """Return bars of each criterion's share of the weight, the largest first; `shares` sum to 1."""
    order = sorted(shares, key=lambda name: -shares[name])
    rows: list[dict[str, Any]] = [
        {
            "name": model.criteria[name].name,
            "share": shares[name] * 100,
            "label": f"{fixed(shares[name] * 100)}%",
        }
        for name in order
    ]
    most = max(shares.values()) * 100
    y = marks.names_axis([row["name"] for row in rows], palette)
    base = marks.drawing_of(rows).encode(x=marks.across("share", 0, most * 1.3), y=y)
    bars = base.mark_bar(height=14, cornerRadius=3, color=palette.quiet)
    labels = marks.label(base, align="left", dx=6, color=palette.ink).encode(
        text=alt.Text("label:N")
    )
    title = _shares_title(model, shares, order)
    figures = "; ".join(f"{row['name']} {row['label']}" for row in rows)
    return Chart(
        title=title,
        reading="Share of the whole weight.",
        alt=f"{title} {figures}.",
        table=tuple({"Criterion": row["name"], "Share": row["label"]} for row in rows),
        figure=configured(alt.layer(bars, labels), 28 * len(rows) + 6, palette),
    )


def _shares_title(model: DecisionModel, shares: Mapping[str, float], order: Sequence[str]) -> str:
    """Return which criteria count most; `order` has the largest share first."""
    largest = [name for name in order if shares[name] >= shares[order[0]] - 1e-9]
    if len(largest) == len(order) and len(order) > 1:
        return f"All {len(order)} criteria count alike."
    if len(largest) > 3:
        return f"{len(largest)} criteria share first place."
    names = listed([model.criteria[name].name for name in largest])
    return f"{names} {'count' if len(largest) > 1 else 'counts'} most."
