"""What all weights would do: how often each option is best."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt

from decision.charts.chart import LIGHT, Chart, Palette, colour_of, configured
from decision.charts.marks import drawing_of, label, own_colour, share_axis
from decision.model.decision_model import DecisionModel
from decision.sentences.phrases import course_named, named, of_100

THINNEST, TALLEST = 3, 22  # pixels: a bar's part for the last rank, and for the first of many


def acceptability_chart(
    model: DecisionModel,
    ranks: Mapping[str, Sequence[float]],
    palette: Palette = LIGHT,
    over: str = "all possible weights",
) -> Chart:
    """Return bars of the part of the weights under which each option takes each rank, by course.

    Args:
        ranks: by option, its part of the weights at each rank, best first; a row sums to 1.
        over: which weights they are a part of, for the title.
    """
    parts = {
        course: sum(ranks[form][0] for form in forms if form in ranks)
        for course, forms in model.courses.items()
    }
    order = sorted(ranks, key=lambda option: (-parts[model.course_of[option]], -ranks[option][0]))
    # A course of several forms stays together where it ties with another.
    heads = [model.course_of[option] for option in order]
    order = sorted(order, key=lambda option: heads.index(model.course_of[option]))
    rows = _steps(model, ranks, order, palette)
    title = _acceptability_title(model, ranks, parts, order[0], over)
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


def _acceptability_title(
    model: DecisionModel,
    ranks: Mapping[str, Sequence[float]],
    parts: Mapping[str, float],
    best: str,
    over: str,
) -> str:
    """Return how often the course that is best most often is, and which of its forms mostly."""
    course = model.course_of[best]
    title = f"{course_named(model, course)} is best under {of_100(parts[course])} of {over}"
    forms = [form for form in model.courses[course] if form in ranks]
    if len(forms) == 1:
        return f"{title}."
    return f"{title}, most often as {named(model, best)} ({of_100(ranks[best][0])})."


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
