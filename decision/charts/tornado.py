"""The chart of how far each fact's answers can take the margin."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import altair as alt

from decision.charts.chart import LIGHT, PALE, Chart, Figure, Palette, configured, in_favour_of
from decision.charts.marks import dot, drawing_of, halo, label, points_axis
from decision.evaluation.additive import Standing
from decision.model.decision_model import DecisionModel
from decision.numeric import TIE
from decision.sensitivity.robustness import Reach
from decision.sentences.phrases import named
from decision.wording.numbers import fixed

SHOWN = 12  # facts drawn; the table has them all


def tornado_chart(standing: Standing, reaches: Sequence[Reach], palette: Palette = LIGHT) -> Chart:
    """Return bars of how far each fact's answers can take the margin, the farthest first.

    Args:
        standing: where the options stand.
        reaches: the lowest and highest margin, in points, that each fact's answers can give.
        palette: the colours of the theme.
    """
    model = standing.table.model
    first, second = model.pair
    at = standing.margin * (-1.0 if standing.ahead == first else 1.0)
    rows = _rows(standing, reaches)
    shown = [row for row in rows if row["to"] - row["from"] > TIE][:SHOWN]
    title = _title(standing, at, rows)
    table = tuple(
        {
            "Fact": row["name"],
            f"Farthest towards {named(model, first)}": _lead(-row["from"], row["left"]),
            f"Farthest towards {named(model, second)}": _lead(row["to"], row["right"]),
        }
        for row in rows
    )
    margins = [
        f"{row['name']} {' to '.join(_favours(model, row[end]) for end in ('from', 'to'))}"
        for row in shown
    ]
    figures = f"Margins that answers can give: {'; '.join(margins)}." if margins else ""
    return Chart(
        title=title,
        reading=f"Bar: the margins that one fact's answers can give, the others as they stand. "
        f"Stroke: level. Dot: as it stands. Left: {named(model, first)} ahead. "
        f"Right: {named(model, second)} ahead.",
        alt=f"{title} {figures}".rstrip(),
        table=table,
        figure=configured(_bars(shown, at, palette), max(70, 40 * len(shown) + 24), palette),
    )


def _rows(standing: Standing, reaches: Sequence[Reach]) -> list[dict[str, Any]]:
    """Return a row for each fact, the widest range first; points below 0 favour the first side."""
    model = standing.table.model
    sign = -1.0 if standing.ahead == model.pair[0] else 1.0
    rows: list[dict[str, Any]] = []
    for reach in sorted(reaches, key=lambda reach: reach.low - reach.high):
        answers = model.facts[reach.fact].answers
        ends = sorted(
            ((sign * reach.low, reach.low_answer), (sign * reach.high, reach.high_answer))
        )
        rows.append(
            {
                "fact": reach.fact,
                "name": model.facts[reach.fact].ask,
                "from": ends[0][0],
                "to": ends[1][0],
                "left": answers[ends[0][1]].says,
                "right": answers[ends[1][1]].says,
                "open": standing.table.readings[reach.fact].answer is None,
            }
        )
    return rows


def _title(standing: Standing, at: float, rows: Sequence[dict[str, Any]]) -> str:
    """Return how many facts could change who leads, each alone; `at` is the margin drawn."""
    turning = [row for row in rows if row["from"] < -TIE < TIE < row["to"]]
    alone = [row for row in rows if (row["from"] if at > 0 else -row["to"]) < -TIE]
    if not rows:
        return "No fact is left that could move the margin."
    if standing.margin < -TIE:
        only = named(standing.table.model, standing.ahead)
        return f"Only {only} of the two can be chosen, whatever the margin."
    if abs(at) <= TIE:
        facts = {0: "no single fact", 1: "1 fact"}.get(len(turning), f"{len(turning)} facts")
        return f"The two are level, and {facts} could tip it either way."
    if alone:
        facts = "1 fact could" if len(alone) == 1 else f"{len(alone)} facts could each"
        return f"{facts} change who leads, alone."
    return "No single fact can change who leads."


def _bars(rows: Sequence[dict[str, Any]], at: float, palette: Palette) -> Figure:
    """Return the drawing: each fact's question above its bar, level, and the margin at `at`."""
    reach = max([abs(row[end]) for row in rows for end in ("from", "to")] + [1.0]) * 1.1

    def x(name: str) -> alt.X:
        return points_axis(name, reach, tickCount=5)

    base = drawing_of(rows).encode(y=alt.Y("fact:N", sort=[row["fact"] for row in rows], axis=None))
    left = base.transform_calculate(edge=str(-reach)).encode(x=x("edge"), text=alt.Text("name:N"))
    place: dict[str, Any] = {"align": "left", "dy": -11, "limit": alt.ExprRef("width")}
    bars = base.mark_bar(
        height=9,
        cornerRadius=3,
        yOffset=6,
        color=palette.quiet,
        fillOpacity=PALE,
        stroke=palette.quiet,
    ).encode(x=x("from"), x2=alt.X2("to:Q"))
    # A stroke for each bar: one line down the drawing would run through the questions.
    level = (
        base.transform_calculate(level="0")
        .mark_tick(orient="vertical", size=19, thickness=2, yOffset=6, color=palette.ink)
        .encode(x=x("level"))
    )
    now = dot(
        base.transform_calculate(now=str(at)), 60, palette, yOffset=6, color=palette.ink
    ).encode(x=x("now"))
    questions = label(left, color=palette.ink, **place)
    return alt.layer(halo(left, palette, **place), bars, level, now, questions)


def _favours(model: DecisionModel, points: float) -> str:
    if abs(points) < 0.05:
        return "level"
    return f"{fixed(abs(points))} for {in_favour_of(model, points)}"


def _lead(points: float, answer: str) -> str:
    ahead = f"{fixed(points)} ahead" if points > 0 else f"{fixed(-points)} behind"
    return f"{ahead if abs(points) >= 0.05 else 'level'}, if “{answer}”"
