"""How far each fact's answers can take the margin."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import altair as alt

from decision.charts.chart import FONT, LIGHT, PALE, Chart, Palette, configured, in_favour_of
from decision.evaluation.additive import Standing
from decision.model.decision_model import DecisionModel
from decision.numeric import TIE
from decision.sensitivity.robustness import Reach
from decision.sentences.phrases import named
from decision.wording.numbers import fixed

SHOWN = 12  # facts drawn; the table has them all


def tornado_chart(standing: Standing, reaches: Sequence[Reach], palette: Palette = LIGHT) -> Chart:
    """Draw how far each fact's answers can take the margin, the farthest first."""
    model = standing.table.model
    first, second = model.pair
    sign = -1.0 if standing.ahead == first else 1.0  # the pair's first option is on the left
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
    at = sign * standing.margin
    turning = [row for row in rows if row["from"] < -TIE < TIE < row["to"]]
    alone = [row for row in rows if (row["from"] if at > 0 else -row["to"]) < -TIE]
    if not rows:
        title = "No fact is left that could move the margin."
    elif standing.margin < -TIE:
        only = named(model, standing.ahead)
        title = f"Only {only} of the two can be chosen, whatever the margin."
    elif abs(at) <= TIE:
        facts = {0: "no single fact", 1: "1 fact"}.get(len(turning), f"{len(turning)} facts")
        title = f"The two are level, and {facts} could tip it either way."
    elif alone:
        facts = "1 fact could" if len(alone) == 1 else f"{len(alone)} facts could each"
        title = f"{facts} change who leads, alone."
    else:
        title = "No single fact can change who leads."
    drawn = [row for row in rows if row["to"] - row["from"] > TIE][:SHOWN]
    reach_of_axis = max([abs(row[end]) for row in drawn for end in ("from", "to")] + [1.0]) * 1.1

    def x(name: str) -> alt.X:
        return alt.X(
            f"{name}:Q",
            scale=alt.Scale(domain=[-reach_of_axis, reach_of_axis], nice=False),
            axis=alt.Axis(
                tickCount=5,
                labelExpr="datum.value == 0 ? 'level' : format(abs(datum.value), '~r')",
                labelFlush=True,
            ),
        )

    y = alt.Y("fact:N", sort=[row["fact"] for row in drawn], axis=None)
    base = alt.Chart({"values": drawn}).encode(y=y)
    place: dict[str, Any] = {"align": "left", "dy": -11, "limit": alt.ExprRef("width")}
    named_at = base.transform_calculate(edge=str(-reach_of_axis)).encode(
        x=x("edge"), text=alt.Text("name:N")
    )
    # A halo in the colour of the page keeps a question readable where the grid runs through it.
    halo = named_at.mark_text(
        font=FONT, color=palette.ground, stroke=palette.ground, strokeWidth=4, **place
    )
    labels = named_at.mark_text(font=FONT, color=palette.ink, **place)
    bars = base.mark_bar(
        height=9,
        cornerRadius=3,
        yOffset=6,
        color=palette.quiet,
        fillOpacity=PALE,
        stroke=palette.quiet,
    )
    bars = bars.encode(x=x("from"), x2=alt.X2("to:Q"))
    # A stroke for each bar: one line down the drawing would run through the questions.
    level = base.transform_calculate(level="0").mark_tick(
        orient="vertical", size=19, thickness=2, yOffset=6, color=palette.ink
    )
    now = base.transform_calculate(now=str(at)).mark_circle(
        size=60, opacity=1, yOffset=6, color=palette.ink, stroke=palette.ground, strokeWidth=1.5
    )
    table = tuple(
        {
            "Fact": row["name"],
            f"Farthest towards {named(model, first)}": _lead(-row["from"], row["left"]),
            f"Farthest towards {named(model, second)}": _lead(row["to"], row["right"]),
        }
        for row in rows
    )
    reached = [
        f"{row['name']} {' to '.join(_favours(model, row[end]) for end in ('from', 'to'))}"
        for row in drawn
    ]
    figures = f"Margins that answers can give: {'; '.join(reached)}." if reached else ""
    return Chart(
        title=title,
        reading=f"Bar: the margins that one fact's answers can give, the others as they stand. "
        f"Stroke: level. Dot: as it stands. Left: {named(model, first)} ahead. "
        f"Right: {named(model, second)} ahead.",
        alt=f"{title} {figures}".rstrip(),
        table=table,
        figure=configured(
            alt.layer(halo, bars, level.encode(x=x("level")), now.encode(x=x("now")), labels),
            max(70, 40 * len(drawn) + 24),
            palette,
        ),
    )


def _favours(model: DecisionModel, points: float) -> str:
    if abs(points) < 0.05:
        return "level"
    return f"{fixed(abs(points))} for {in_favour_of(model, points)}"


def _lead(points: float, answer: str) -> str:
    ahead = f"{fixed(points)} ahead" if points > 0 else f"{fixed(-points)} behind"
    return f"{ahead if abs(points) >= 0.05 else 'level'}, if “{answer}”"
