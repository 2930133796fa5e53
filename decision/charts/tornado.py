"""The chart of how far each answer can take the margin."""

from __future__ import annotations

import json
import math
import textwrap
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
from decision.charts.marks import AXIS, across, dot, drawing_of, haloed
from decision.evaluation.additive import Standing
from decision.numeric import TIE
from decision.sensitivity.robustness import Reach
from decision.wording.numbers import fixed
from decision.wording.text import cut_at_word

SHOWN = 10  # bars drawn; the table has them all
OTHER = "another course"
# Pixels, from the top of a row: a line of the question, the bar's middle below them, the answers
# below the bar, and the rest.
LINE, DOWN, BELOW, REST = 17, 10, 9, 32
BAR, PHONE = 9, 340  # a bar's height, and the width on which nothing may overlap
ACROSS, LINES = 50, 3  # letters of a question that fit a phone, and lines of them at most
NAMED = 0.4  # the least part of the axis on which a side has room for its name
LETTER, APART = 6.4, 10  # a letter of an answer, and between two of them, in pixels
ANSWER = int((PHONE - APART) / 2 / LETTER)  # letters that fit half a phone


def tornado_chart(standing: Standing, reaches: Sequence[Reach], palette: Palette = LIGHT) -> Chart:
    """Return bars of how far each fact or item can take the margin, the farthest first.

    Each bar has at its two ends the answers that take the margin there. The margin is the
    leader's course less the best of any other course.

    `reaches`: the lowest and highest margin, in points, that the answers to each can give.
    """
    ends, sign = _ends(standing)
    model = standing.table.model
    at = sign * (standing.margin or 0.0)
    rows = _rows(standing, reaches, sign)
    moving = [row for row in rows if row["to"] - row["from"] > TIE]
    drawn = moving[:SHOWN]
    title = _title(what_changes(model), at, rows)
    table = tuple(
        {
            "Question": row["name"],
            f"Farthest towards {ends[0]}": _lead(-row["from"], row["left"]),
            f"Farthest towards {ends[1]}": _lead(row["to"], row["right"]),
        }
        for row in rows
    ) or ({"Question": "None"},)

    def favours(points: float) -> str:
        named = in_favour_of(*ends, points)
        return "level" if named == "neither" else f"{fixed(abs(points))} for {named}"

    margins = [f"{row['name']} {favours(row['from'])} to {favours(row['to'])}" for row in drawn]
    figures = f"Margins that answers can give: {'; '.join(margins)}." if margins else ""
    rest = (
        f" The {len(drawn)} longest of {len(moving)}; the table has all."
        if len(moving) > len(drawn)
        else ""
    )
    figure, height = _bars(drawn, at, ends, palette)
    return Chart(
        title=title,
        reading=f"Each bar shows how far one answer could move the margin, all else as it "
        f"stands. Line: level. Dot: now. Left: {ends[0]} ahead. Right: {ends[1]} ahead.{rest}",
        alt=f"{title} {figures}".rstrip(),
        table=table,
        figure=configured(figure, height + AXIS, palette),
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
        fact, item = model.facts[reach.fact], reach.item
        both = (reach.low, reach.low_answer), (reach.high, reach.high_answer)
        (start, left), (end, right) = sorted(
            (sign * points, answer if item is not None else fact.answers[answer].says)
            for points, answer in both
        )
        name = fact.ask if item is None else fact.items[item].says
        rows.append({"name": name, "from": start, "to": end, "left": left, "right": right})
    return rows


def _title(changes: str, at: float, rows: Sequence[dict[str, Any]]) -> str:
    """Return how many answers could change the course, each alone."""
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
) -> tuple[Figure, int]:
    """Return the drawing and its height: each question, its bar, and the answers at the ends."""
    axis = _reach([at, *(row[end] for row in rows for end in ("from", "to"))])
    placed, words, down = [], [], 0
    for row in rows:
        lines = textwrap.wrap(row["name"], ACROSS, max_lines=LINES, placeholder="…")
        words += [
            {"text": line, "down": down + place * LINE, "x": axis[0], "kind": "question"}
            for place, line in enumerate(lines)
        ]
        middle = down + LINE * len(lines) + DOWN
        placed.append({"from": row["from"], "to": row["to"], "middle": middle})
        words += [word | {"down": middle + BELOW} for word in _answers(row, axis)]
        down = middle + REST
    height = max(46, down)
    scale = alt.Scale(domain=[height, 0], nice=False)

    def x(name: str) -> alt.X:
        return _axis(name, axis, ends, palette)

    def y(name: str) -> alt.Y:
        return alt.Y(f"{name}:Q", scale=scale, axis=None)

    base = drawing_of(placed).encode(y=y("middle"))
    bars = base.mark_bar(
        height=BAR, cornerRadius=3, color=palette.quiet, fillOpacity=PALE, stroke=palette.quiet
    ).encode(x=x("from"), x2=alt.X2("to:Q"))
    # A stroke for each bar: one line down the drawing would run through the questions.
    level = (
        base.transform_calculate(level="0")
        .mark_tick(orient="vertical", size=19, thickness=2, color=palette.ink)
        .encode(x=x("level"))
    )
    now = dot(base.transform_calculate(now=str(at)), 60, palette, color=palette.ink)
    layers = [bars, level, now.encode(x=x("now"))]
    for kind, align, colour, size in (
        ("question", "left", palette.ink, 13),
        ("left", "left", palette.quiet, 12),
        ("right", "right", palette.quiet, 12),
    ):
        if mine := [word for word in words if word["kind"] == kind]:
            text = drawing_of(mine).encode(x=x("x"), y=y("down"), text=alt.Text("text:N"))
            place = {"align": align, "baseline": "top", "fontSize": size}
            behind, written = haloed(text, palette, colour, **place)
            layers = [behind, *layers, written]
    return alt.layer(*layers), height


def _reach(points: Sequence[float]) -> tuple[int, int]:
    """Return whole points at which an axis begins and ends: level is on it, and room beside it."""
    least, most = min(*points, 0.0), max(*points, 0.0)
    spare = max((most - least) * 0.05, 0.5)
    return math.floor(least - spare), math.ceil(most + spare)


def _axis(name: str, axis: tuple[int, int], ends: tuple[str, str], palette: Palette) -> alt.X:
    """Return a horizontal axis of points that says who leads at either end, where it has room."""
    low, high = axis
    wide = [side / (high - low) >= NAMED for side in (-low, high)]
    left, right = (json.dumps(name) for name in ends)
    width = min(side for side, named in zip((-low, high), wide, strict=True) if named)
    drawn = alt.Axis(
        values=[low] * wide[0] + [0] + [high] * wide[1],
        labelExpr=f"datum.value == 0 ? 'level' : datum.value < 0 ? '◀ ' + {left} + "
        f"' by {-low}' : {right} + ' by {high} ▶'",
        labelLimit=alt.ExprRef(f"width * {width / (high - low):.3f} - 20"),
        labelFlush=16,
        gridColor={
            "condition": {"test": "datum.value == 0", "value": palette.hairline},
            "value": "transparent",
        },
    )
    return across(name, low, high, drawn)


def _answers(row: dict[str, Any], axis: tuple[int, int]) -> list[dict[str, Any]]:
    """Return the answers that give a bar's ends, each where its end is, apart on a phone too.

    A bar shorter than its two answers on a phone has them side by side below its middle, or as
    near to that as the drawing has room; where it is wide, they move out towards the ends.
    """
    cut = [cut_at_word(row[end], ANSWER - 1) for end in ("left", "right")]
    left, right = (f"{text[:1].upper()}{text[1:]}" for text in cut)
    pixel = (axis[1] - axis[0]) / PHONE
    first, second = (len(text) * LETTER * pixel for text in (left, right))
    gap = APART * pixel
    start, end = row["from"], row["to"]
    if first + gap + second > end - start:
        middle = (start + end) / 2
        part = min(max(middle, axis[0] + first + gap / 2), axis[1] - second - gap / 2)
        start, end = part - gap / 2 - first, part + gap / 2 + second
    return [{"text": left, "x": start, "kind": "left"}, {"text": right, "x": end, "kind": "right"}]


def _lead(points: float, answer: str) -> str:
    ahead = f"{fixed(points)} ahead" if points > 0 else f"{fixed(-points)} behind"
    return f"{ahead if abs(points) >= 0.05 else 'level'}, if “{answer}”"
