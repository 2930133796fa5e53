"""The chart of how far each answer can take the margin."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import altair as alt

from decision.charts.chart import (
    LIGHT,
    PALE,
    Chart,
    Figure,
    Palette,
    configured,
    in_favour_of,
    sides_of,
    what_changes,
)
from decision.charts.marks import dot, drawing_of, halo, label, points_axis
from decision.evaluation.additive import Standing
from decision.model.decision_model import DecisionModel
from decision.numeric import TIE
from decision.sensitivity.robustness import Reach
from decision.wording.numbers import fixed

SHOWN = 10  # bars drawn; the table has them all
OTHER = "another course"


def tornado_chart(standing: Standing, reaches: Sequence[Reach], palette: Palette = LIGHT) -> Chart:
    """Return bars of how far each fact or item can take the margin, the farthest first.

    The margin is the leader's course less the best of any other course.

    Args:
        standing: where the options stand.
        reaches: the lowest and highest margin, in points, that the answers to each can give.
        palette: the colours of the theme.
    """
    ends, sign = _ends(standing)
    model = standing.table.model
    at = sign * (standing.margin or 0.0)
    rows = _rows(standing, reaches, sign)
    shown = [row for row in rows if row["to"] - row["from"] > TIE][:SHOWN]
    moving = sum(row["to"] - row["from"] > TIE for row in rows)
    title = _title(what_changes(model), at, rows)
    table = tuple(
        {
            "Question": row["name"],
            f"Farthest towards {ends[0]}": _lead(-row["from"], row["left"]),
            f"Farthest towards {ends[1]}": _lead(row["to"], row["right"]),
        }
        for row in rows
    ) or ({"Question": "None"},)
    margins = [
        f"{row['name']} {' to '.join(_favours(ends, row[end]) for end in ('from', 'to'))}"
        for row in shown
    ]
    figures = f"Margins that answers can give: {'; '.join(margins)}." if margins else ""
    rest = f" The {len(shown)} longest of {moving}; the table has all." if moving > SHOWN else ""
    return Chart(
        title=title,
        reading=f"Each bar shows how far one answer could move the margin, the others as they "
        f"stand. Stroke: level. Dot: now. Left: {ends[0]} ahead. Right: {ends[1]} ahead.{rest}",
        alt=f"{title} {figures}".rstrip(),
        table=table,
        figure=configured(_bars(shown, at, ends, palette), max(70, 40 * len(shown) + 24), palette),
    )


def _ends(standing: Standing) -> tuple[tuple[str, str], float]:
    """Return what left and right are called, and what turns the margin into points to the right.

    The leader's course is compared with every other that can be chosen: by its name where
    there is one.
    """
    table, model, sides = standing.table, standing.table.model, sides_of(standing)
    if sides is None:
        return (OTHER, OTHER), 1.0
    others = {model.course_of[one] for one in table.choosable} - {standing.course}
    left, right = sides.courses(model)
    if len(others) > 1:
        left, right = (left, OTHER) if sides.sign < 0 else (OTHER, right)
    return (left, right), sides.sign


def _rows(standing: Standing, reaches: Sequence[Reach], sign: float) -> list[dict[str, Any]]:
    """Return a row for each fact or item, the widest range first; points below 0 favour left."""
    model = standing.table.model
    rows: list[dict[str, Any]] = []
    for reach in sorted(reaches, key=lambda reach: reach.low - reach.high):
        ends = sorted(
            (
                (sign * reach.low, _says(model, reach, reach.low_answer)),
                (sign * reach.high, _says(model, reach, reach.high_answer)),
            )
        )
        fact = model.facts[reach.fact]
        rows.append(
            {
                "id": f"{reach.fact}/{reach.item or ''}",
                "name": fact.ask if reach.item is None else fact.items[reach.item].says,
                "from": ends[0][0],
                "to": ends[1][0],
                "left": ends[0][1],
                "right": ends[1][1],
            }
        )
    return rows


def _says(model: DecisionModel, reach: Reach, answer: str) -> str:
    return answer if reach.item is not None else model.facts[reach.fact].answers[answer].says


def _title(changes: str, at: float, rows: Sequence[dict[str, Any]]) -> str:
    """Return how many answers could change the course, each alone.

    Args:
        changes: what another course changes, in words.
        at: the margin drawn.
        rows: what each answer can do.
    """
    if not rows:
        return "No question is left that could move the margin."
    if abs(at) <= TIE:
        turning = sum(row["from"] < -TIE < TIE < row["to"] for row in rows)
        answers = {0: "no single answer", 1: "1 answer"}.get(turning, f"{turning} answers")
        return f"Two are level, and {answers} could tip it either way."
    behind = [row["from"] if at > 0 else -row["to"] for row in rows]
    alone, level = sum(one < -TIE for one in behind), sum(abs(one) <= TIE for one in behind)
    if not alone and not level:
        return f"No single answer can change {changes}."
    count = alone + level
    answers = "1 answer could" if count == 1 else f"{count} answers could each"
    does = f"change {changes}"
    if level:
        does = f"{does} or bring another level" if alone else "bring another level"
    return f"{answers} {does}, alone."


def _bars(
    rows: Sequence[dict[str, Any]], at: float, ends: tuple[str, str], palette: Palette
) -> Figure:
    """Return the drawing: each question above its bar, level, and the margin at `at`."""
    farthest = max([abs(row[end]) for row in rows for end in ("from", "to")] + [1.0])
    reach = float(math.ceil(farthest * 1.05))

    def x(name: str) -> alt.X:
        return points_axis(name, reach, ends=ends, values=[-reach, 0, reach])

    base = drawing_of(rows).encode(y=alt.Y("id:N", sort=[row["id"] for row in rows], axis=None))
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


def _favours(ends: tuple[str, str], points: float) -> str:
    if abs(points) < 0.05:
        return "level"
    return f"{fixed(abs(points))} for {in_favour_of(*ends, points)}"


def _lead(points: float, answer: str) -> str:
    ahead = f"{fixed(points)} ahead" if points > 0 else f"{fixed(-points)} behind"
    return f"{ahead if abs(points) >= 0.05 else 'level'}, if “{answer}”"
