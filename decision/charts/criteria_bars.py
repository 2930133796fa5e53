"""Bars by criterion: what each adds to the margin, and what share of the weight it has."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt

from decision.charts.chart import FONT, LIGHT, Chart, Palette, colour_of, configured, in_favour_of
from decision.evaluation.additive import Standing, differences
from decision.evaluation.weights import percentages
from decision.model.decision_model import DecisionModel
from decision.sentences.phrases import named
from decision.wording.lists import listed
from decision.wording.numbers import fixed


def names_axis(names: Sequence[str], palette: Palette) -> alt.Y:
    """Give a vertical axis of names, in the order given."""
    return alt.Y(
        "name:N",
        sort=list(names),
        axis=alt.Axis(labelLimit=170, labelPadding=8, labelColor=palette.ink, grid=False),
    )


def reasons_chart(standing: Standing, palette: Palette = LIGHT) -> Chart:
    """Draw what each criterion adds to the margin, sorted, towards the side it favours."""
    model = standing.table.model
    first, second = model.pair
    sign = -1.0 if standing.ahead == first else 1.0
    overruled = {
        item.criterion for item in standing.table.case.overrides if item.option in model.pair
    }
    rows: list[dict[str, Any]] = []
    for name, gap in differences(standing).items():
        points = sign * gap
        mark = " (overruled)" if name in overruled else ""
        rows.append(
            {
                "criterion": name,
                "name": f"{model.criteria[name].name}{mark}",
                "points": points,
                "label": fixed(abs(points)),
                "colour": colour_of(model, first if points < 0 else second, palette),
            }
        )
    rows.sort(key=lambda row: row["points"])
    order = [row["name"] for row in rows]
    reach = max([abs(row["points"]) for row in rows] + [0.1]) * 1.25
    data = {"values": rows}
    chosen = alt.selection_point(name="chosen", fields=["criterion"], on="click")
    x = alt.X("points:Q", scale=alt.Scale(domain=[-reach, reach], nice=False), axis=None)
    y = names_axis(order, palette)
    base = alt.Chart(data).encode(y=y)
    bars = (
        base.mark_bar(height=16, cornerRadius=3, cursor="pointer")
        .encode(x=x, color=alt.Color("colour:N", scale=None))
        .add_params(chosen)
    )
    left = (
        base.transform_filter("datum.points < 0")
        .mark_text(align="right", dx=-6, color=palette.ink, font=FONT)
        .encode(x=x, text=alt.Text("label:N"))
    )
    right = (
        base.transform_filter("datum.points >= 0")
        .mark_text(align="left", dx=6, color=palette.ink, font=FONT)
        .encode(x=x, text=alt.Text("label:N"))
    )
    zero = (
        alt.Chart({"values": [{"points": 0}]})
        .mark_rule(color=palette.ink, strokeWidth=1.5)
        .encode(x=x)
    )
    title = _reasons_title(standing)
    sides = {first: named(model, first), second: named(model, second)}
    table = tuple(
        {
            "Criterion": row["name"],
            "Points": row["label"],
            "In favour of": in_favour_of(model, row["points"]),
        }
        for row in rows
    )
    figures = "; ".join(
        f"{row['Criterion']} {row['Points']} for {row['In favour of']}" for row in table
    )
    return Chart(
        title=title,
        reading=f"Points that each criterion adds to the lead: its share of the weight × the "
        f"difference in score. Left: {sides[first]}. Right: {sides[second]}.",
        alt=f"{title} {figures}.",
        table=table,
        figure=configured(alt.layer(bars, left, right, zero), 26 * len(rows) + 6, palette),
    )


def _reasons_title(standing: Standing) -> str:
    """Say which groups of criteria favour which side; single criteria where there are no groups."""
    model = standing.table.model
    summed: dict[str, float] = {}
    for name, gap in differences(standing).items():
        group = model.criteria[name].group or model.criteria[name].name
        summed[group] = summed.get(group, 0.0) + gap
    ordered = sorted(summed, key=lambda group: -abs(summed[group]))
    ours = [group for group in ordered if summed[group] > 0.05][:3]
    theirs = [group for group in ordered if summed[group] < -0.05][:3]
    ahead, behind = named(model, standing.ahead), named(model, standing.behind)
    parts = [
        f"{listed(groups)} {'favours' if len(groups) == 1 else 'favour'} {side}"
        for groups, side in ((ours, ahead), (theirs, behind))
        if groups
    ]
    return f"{'; '.join(parts)}." if parts else "No criterion tells the two apart."


def shares_chart(
    model: DecisionModel, shares: Mapping[str, float], palette: Palette = LIGHT
) -> Chart:
    """Draw what share of the weight each criterion has, the largest first."""
    shown = percentages(shares, 1)
    order = sorted(shares, key=lambda name: -shares[name])
    rows: list[dict[str, Any]] = [
        {
            "name": model.criteria[name].name,
            "share": shares[name] * 100,
            "label": f"{fixed(shown[name])}%",
        }
        for name in order
    ]
    data = {"values": rows}
    most = max(shares.values()) * 100
    x = alt.X("share:Q", scale=alt.Scale(domain=[0, most * 1.2], nice=False), axis=None)
    y = names_axis([row["name"] for row in rows], palette)
    bars = alt.Chart(data).mark_bar(height=14, cornerRadius=3, color=palette.quiet).encode(x=x, y=y)
    labels = (
        alt.Chart(data)
        .mark_text(align="left", dx=6, color=palette.ink, font=FONT)
        .encode(x=x, y=y, text=alt.Text("label:N"))
    )
    largest = [name for name in order if shares[name] >= shares[order[0]] - 1e-9]
    if len(largest) == len(order) and len(order) > 1:
        title = f"All {len(order)} criteria count alike."
    elif len(largest) > 3:
        title = f"{len(largest)} criteria share first place."
    else:
        title = f"{listed([model.criteria[name].name for name in largest])} counts most."
        title = title.replace(" counts most", " count most") if len(largest) > 1 else title
    table = tuple({"Criterion": row["name"], "Share": row["label"]} for row in rows)
    figures = "; ".join(f"{row['Criterion']} {row['Share']}" for row in table)
    return Chart(
        title=title,
        reading="Share of the whole weight; the shares sum to 100%.",
        alt=f"{title} {figures}.",
        table=table,
        figure=configured(alt.layer(bars, labels), 24 * len(rows) + 6, palette),
    )
