"""What other weights would do: one at a time, and all at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt

from decision.charts.chart import LIGHT, PALE, Chart, Figure, Palette, colour_of, configured
from decision.charts.marks import dot, drawing_of, label, names_axis, own_colour, share_axis
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
    """Return bars of which side leads at each share of the weight that a criterion might have.

    Args:
        standing: where the options stand.
        rows: the share at which the lead changes, by criterion; those nearest to the share
            now are drawn first.
        palette: the colours of the theme.
    """
    model = standing.table.model
    first, second = model.pair
    order = sorted(rows, key=lambda row: abs((row.at if row.at is not None else 9) - row.share))
    title = _switching_title(model, order)
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
        figure=configured(_switching(standing, order, palette), 25 * len(rows) + 26, palette),
    )


def _switching_title(model: DecisionModel, order: Sequence[Switching]) -> str:
    """Return how many weights could change who leads, and which of them is nearest to it."""
    turned = [(row, row.at) for row in order if row.at is not None]
    if not turned:
        return "No weight can change who leads, moved alone."
    nearest, at = turned[0]
    return (
        f"{len(turned)} of {len(order)} weights could change who leads if moved far enough alone. "
        f"The nearest: {model.criteria[nearest.criterion].name}, from "
        f"{fixed(nearest.share * 100, 0)}% to {fixed(at * 100, 0)}%."
    )


def _switching(standing: Standing, order: Sequence[Switching], palette: Palette) -> Figure:
    """Return the drawing: each criterion's bar in two parts, with signs, and the share now."""
    model = standing.table.model
    names = {row.criterion: model.criteria[row.criterion].name for row in order}
    y = names_axis(names.values(), palette)
    parts = drawing_of([part for row in order for part in _parts(standing, row, palette)])
    bars = parts.mark_bar(height=12).encode(
        fillOpacity=alt.FillOpacity("opacity:Q", scale=None),
        x=share_axis("from", grid=False),
        x2=alt.X2("to:Q"),
        y=y,
        color=own_colour(),
        stroke=alt.Stroke("colour:N", scale=None),
    )
    signs = label(parts, fontSize=10).encode(
        x=share_axis("middle", grid=False),
        y=y,
        text=alt.Text("sign:N"),
        color=own_colour("words"),
    )
    now = drawing_of([{"name": names[row.criterion], "share": row.share} for row in order])
    dots = dot(now, 110, palette, color=palette.ink).encode(x=share_axis("share", grid=False), y=y)
    return alt.layer(bars, signs, dots)


def _parts(standing: Standing, row: Switching, palette: Palette) -> list[dict[str, Any]]:
    """Return the parts of one criterion's bar, one or two, with who leads in each."""
    model = standing.table.model
    below = above = standing.ahead
    if row.at is not None and row.leader is not None:
        below, above = (
            (standing.ahead, row.leader) if row.at > row.share else (row.leader, standing.ahead)
        )
    split = 1.0 if row.at is None else row.at
    parts = []
    for start, end, leader in ((0.0, split, below), (split, 1.0, above)):
        if end <= start:
            continue
        is_first = leader == model.pair[0]
        low, high = _free(start, end, row.share)
        parts.append(
            {
                "name": model.criteria[row.criterion].name,
                "from": start,
                "to": end,
                "colour": colour_of(model, leader, palette),
                # The two sides' greys are alike, so one is filled and the other pale.
                "opacity": 1.0 if is_first else PALE,
                "words": palette.ground if is_first else palette.ink,
                "middle": (low + high) / 2,
                # Too narrow a part has no space for its sign; its neighbour has one.
                "sign": "" if high - low < 0.05 else "◀" if is_first else "▶",
            }
        )
    return parts


def _free(start: float, end: float, dot: float) -> tuple[float, float]:
    """Return the ends of the longest stretch of a part of a bar that its dot leaves free."""
    if not start - CLEAR < dot < end + CLEAR:
        return start, end
    return max((start, dot - CLEAR), (dot + CLEAR, end), key=lambda part: part[1] - part[0])


def acceptability_chart(
    model: DecisionModel,
    ranks: Mapping[str, Sequence[float]],
    palette: Palette = LIGHT,
    over: str = "all possible weights",
) -> Chart:
    """Return bars of the part of the weights under which each option takes each rank.

    Args:
        model: whose options they are.
        ranks: by option, its part of the weights at each rank, best first; a row sums to 1.
        palette: the colours of the theme.
        over: which weights they are a part of, for the title.
    """
    order = sorted(ranks, key=lambda option: -ranks[option][0])
    rows = _steps(model, ranks, order, palette)
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
    x, y = share_axis("from", grid=False), alt.Y("option:N", sort=order, axis=None)
    bars = (
        drawing_of(rows)
        .mark_bar(yOffset=9, strokeWidth=1)
        .encode(
            x=x,
            x2=alt.X2("to:Q"),
            y=y,
            size=alt.Size("height:Q", scale=None),
            color=own_colour(),
            stroke=alt.Stroke("colour:N", scale=None),
            fillOpacity=alt.FillOpacity("opacity:Q", scale=None),
        )
    )
    names = label(drawing_of(labels), align="left", dy=-11, color=palette.ink).encode(
        x=x, y=y, text=alt.Text("label:N")
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
        figure=configured(alt.layer(bars, names), 50 * len(order) + 20, palette),
    )


def _steps(
    model: DecisionModel,
    ranks: Mapping[str, Sequence[float]],
    order: Sequence[str],
    palette: Palette,
) -> list[dict[str, Any]]:
    """Return a row for each rank that an option takes, lower and paler from rank to rank."""
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
    return rows
