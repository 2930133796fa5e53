"""What other weights would do: one at a time, and all at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt

from decision.charts.chart import FONT, LIGHT, PALE, Chart, Palette, colour_of, configured
from decision.charts.criteria_bars import names_axis
from decision.evaluation.additive import Standing
from decision.model.decision_model import DecisionModel
from decision.sensitivity.reversals import Switching
from decision.sentences.phrases import named, of_100
from decision.wording.numbers import fixed

THINNEST, TALLEST = 3, 22  # pixels: a bar's part for the last rank, and for the first of many
CLEAR = 0.03  # of the axis: what the dot covers to each side of its middle


def switching_chart(
    standing: Standing, rows: Sequence[Switching], palette: Palette = LIGHT
) -> Chart:
    """Draw, for every criterion, which side leads at each share of the weight it might have."""
    model = standing.table.model
    first, second = model.pair
    parts: list[dict[str, Any]] = []
    dots: list[dict[str, Any]] = []
    order = sorted(rows, key=lambda row: abs((row.at if row.at is not None else 9) - row.share))
    for row in order:
        name = model.criteria[row.criterion].name
        dots.append({"name": name, "share": row.share})
        below = above = standing.ahead
        if row.at is not None and row.leader is not None:
            below, above = (
                (standing.ahead, row.leader) if row.at > row.share else (row.leader, standing.ahead)
            )
        split = 1.0 if row.at is None else row.at
        for start, end, leader in ((0.0, split, below), (split, 1.0, above)):
            if end > start:
                free = _free(start, end, row.share)
                colour = colour_of(model, leader, palette)
                parts.append(
                    {
                        "name": name,
                        "from": start,
                        "to": end,
                        "colour": colour,
                        # The two sides' greys are alike, so one is filled and the other pale.
                        "opacity": 1.0 if leader == first else PALE,
                        "words": palette.ground if leader == first else palette.ink,
                        "middle": sum(free) / 2,
                        # Too narrow a part has no room for its sign; its neighbour tells.
                        "sign": "" if free[1] - free[0] < 0.05 else "◀" if leader == first else "▶",
                    }
                )
    turned = [row for row in order if row.at is not None]
    title = (
        f"{len(turned)} of {len(rows)} weights could change who leads if moved far enough alone."
        if turned
        else "No weight can change who leads, moved alone."
    )
    if turned and turned[0].at is not None:
        nearest = turned[0]
        title += (
            f" The nearest: {model.criteria[nearest.criterion].name}, from "
            f"{fixed(nearest.share * 100, 0)}% to {fixed(turned[0].at * 100, 0)}%."
        )
    names = [model.criteria[row.criterion].name for row in order]
    y = names_axis(names, palette)
    axis = alt.Axis(values=[0, 0.25, 0.5, 0.75, 1], format="%", labelFlush=True, grid=False)
    scale = alt.Scale(domain=[0, 1], nice=False)
    bars = (
        alt.Chart({"values": parts})
        .mark_bar(height=12)
        .encode(
            fillOpacity=alt.FillOpacity("opacity:Q", scale=None),
            x=alt.X("from:Q", scale=scale, axis=axis),
            x2=alt.X2("to:Q"),
            y=y,
            color=alt.Color("colour:N", scale=None),
            stroke=alt.Stroke("colour:N", scale=None),
        )
    )
    signs = (
        alt.Chart({"values": parts})
        .mark_text(font=FONT, fontSize=10)
        .encode(
            x=alt.X("middle:Q", scale=scale, axis=axis),
            y=y,
            text=alt.Text("sign:N"),
            color=alt.Color("words:N", scale=None),
        )
    )
    marks = (
        alt.Chart({"values": dots})
        .mark_circle(size=110, opacity=1, color=palette.ink, stroke=palette.ground, strokeWidth=1.5)
        .encode(x=alt.X("share:Q", scale=scale, axis=axis), y=y)
    )
    table = tuple(
        {
            "Criterion": model.criteria[row.criterion].name,
            "Share now": f"{fixed(row.share * 100)}%",
            "Switches at": "never" if row.at is None else f"{fixed(row.at * 100)}%",
            "Then ahead": "–" if row.leader is None else model.options[row.leader].name,
        }
        for row in order
    )
    figures = "; ".join(f"{row['Criterion']} {row['Switches at']}" for row in table)
    return Chart(
        title=title,
        reading=f"Each row runs from none of the weight to all of it, the others keeping their "
        f"proportions. Dot: the share now. ◀ {named(model, first)} leads there, "
        f"▶ {named(model, second)}.",
        alt=f"{title} Switching shares: {figures}.",
        table=table,
        figure=configured(alt.layer(bars, signs, marks), 25 * len(rows) + 26, palette),
    )


def _free(start: float, end: float, dot: float) -> tuple[float, float]:
    """Give the longest stretch of a part of a bar that its dot leaves free."""
    if not start - CLEAR < dot < end + CLEAR:
        return start, end
    return max((start, dot - CLEAR), (dot + CLEAR, end), key=lambda part: part[1] - part[0])


def acceptability_chart(
    model: DecisionModel,
    ranks: Mapping[str, Sequence[float]],
    palette: Palette = LIGHT,
    over: str = "all possible weights",
) -> Chart:
    """Draw in what part of the weights that `over` names each option takes each rank."""
    order = sorted(ranks, key=lambda option: -ranks[option][0])
    rows: list[dict[str, Any]] = []
    last = max(1, len(ranks) - 1)
    tallest = min(TALLEST, max(16, THINNEST + 4 * last))
    for option in order:
        start = 0.0
        for place, part in enumerate(ranks[option]):
            if not part:
                continue
            rows.append(
                {
                    "option": option,
                    "name": model.options[option].name,
                    "from": start,
                    "to": start + part,
                    "opacity": 1.0 - 0.8 * place / last,
                    # Shades side by side are too alike; steps show where one rank ends.
                    "height": tallest - (tallest - THINNEST) * place / last,
                    "colour": colour_of(model, option, palette),
                }
            )
            start += part
    best = order[0]
    title = f"{named(model, best)} is best under {of_100(ranks[best][0])} of {over}."
    labels: list[dict[str, Any]] = [
        {
            "option": option,
            "from": 0,
            "label": f"{model.options[option].name}: best in {of_100(ranks[option][0])}",
        }
        for option in order
    ]
    y = alt.Y("option:N", sort=order, axis=None)
    scale = alt.Scale(domain=[0, 1], nice=False)
    axis = alt.Axis(values=[0, 0.25, 0.5, 0.75, 1], format="%", labelFlush=True, grid=False)
    bars = (
        alt.Chart({"values": rows})
        .mark_bar(yOffset=9, strokeWidth=1)
        .encode(
            x=alt.X("from:Q", scale=scale, axis=axis),
            x2=alt.X2("to:Q"),
            y=y,
            size=alt.Size("height:Q", scale=None),
            color=alt.Color("colour:N", scale=None),
            stroke=alt.Stroke("colour:N", scale=None),
            fillOpacity=alt.FillOpacity("opacity:Q", scale=None),
        )
    )
    texts = (
        alt.Chart({"values": labels})
        .mark_text(align="left", dy=-11, color=palette.ink, font=FONT)
        .encode(x=alt.X("from:Q", scale=scale, axis=axis), y=y, text=alt.Text("label:N"))
    )
    heads = ["Best", *(f"Rank {place}" for place in range(2, len(ranks) + 1))]
    table = tuple(
        {"Option": model.options[option].name}
        | {head: of_100(part) for head, part in zip(heads, ranks[option], strict=True)}
        for option in order
    )
    return Chart(
        title=title,
        reading="The scores as stated. Tallest and fullest: best. Lowest and palest: last.",
        alt=f"{title} " + "; ".join(row["label"] for row in labels) + ".",
        table=table,
        figure=configured(alt.layer(bars, texts), 50 * len(order) + 20, palette),
    )
