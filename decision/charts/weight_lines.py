"""The chart of one criterion from none of the weight to all of it: a line an option."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import altair as alt
import numpy as np

from decision.charts.chart import (
    LIGHT,
    Chart,
    Figure,
    Palette,
    colour_of,
    configured,
    text_colour_of,
)
from decision.charts.marks import diamond, drawing_of, halo, label, own_colour, share_axis
from decision.evaluation.additive import Standing
from decision.model.decision_model import DecisionModel
from decision.numeric import TIE
from decision.sensitivity.weight_changes import switching_points
from decision.sentences.phrases import named
from decision.wording.lists import listed
from decision.wording.numbers import fixed

TALL = 300  # pixels: the drawing's height
BESIDE, APART = 10, 16  # pixels from a line's end to its name, and between two names


def slope_chart(
    standing: Standing, criterion: str, palette: Palette = LIGHT, *, small: bool = False
) -> Chart:
    """Return every option's total as one criterion goes from none of the weight to all of it.

    Options that can't be chosen are left out, unless none can be.

    Args:
        criterion: the one whose weight moves; the others keep their proportions.
        small: without the names at the lines' ends, for many charts side by side.
    """
    model, share = standing.table.model, standing.shares[criterion]
    name = model.criteria[criterion].name
    rows, turns = _ends(standing, criterion, palette), _turns(standing, criterion)
    title = _title(standing, name, rows)
    table = tuple(
        {
            "Option": model.options[option].name,
            **{
                ("At none" if row["share"] == 0 else "At all"): fixed(row["total"])
                for row in rows
                if row["option"] == option
            },
            "Now": fixed(standing.totals[option]),
        }
        for option in _drawn(standing)
    )
    where = "".join(
        f" Above {fixed(turn['share'] * 100, 0)}%, {named(model, turn['option'])} leads."
        for turn in turns
    )
    return Chart(
        title=title,
        reading=f"Total of each option as {name} takes from none to all of the weight. Upright "
        f"line: the share now, {fixed(share * 100, 0)}%. Diamond: who leads changes.{where}",
        alt=f"{title}{where}",
        table=table,
        figure=configured(
            _lines(rows, turns, share, palette, small), 130 if small else TALL, palette
        ),
    )


def _drawn(standing: Standing) -> tuple[str, ...]:
    return standing.table.choosable or tuple(standing.table.model.options)


def _ends(standing: Standing, criterion: str, palette: Palette) -> list[dict[str, Any]]:
    """Return two rows for each option: its total with none of the weight, and with all of it."""
    model, share = standing.table.model, standing.shares[criterion]
    rows: list[dict[str, Any]] = []
    for option in _drawn(standing):
        score = standing.table.cells[criterion][option].score
        rest = standing.totals[option] - standing.contributions[criterion][option]
        at_none = rest / (1 - share) if share < 1 else score
        for at, total in ((0.0, at_none), (1.0, float(score))):
            rows.append(
                {
                    "option": option,
                    "name": model.options[option].name,
                    "share": at,
                    "total": total,
                    "colour": colour_of(model, option, palette),
                    "words": text_colour_of(model, option, palette),
                    "dash": _dash(model, option),
                }
            )
    return rows


def _title(standing: Standing, name: str, rows: Sequence[dict[str, Any]]) -> str:
    """Return which options are highest with none and with all of a criterion's weight."""
    model, table = standing.table.model, standing.table
    able = table.choosable
    if not able:
        return "No option can be chosen as the facts stand."
    highest: dict[float, list[str]] = {}
    for at in (0.0, 1.0):
        here = [row for row in rows if row["share"] == at and row["option"] in able]
        best = max(row["total"] for row in here)
        highest[at] = [named(model, row["option"]) for row in here if row["total"] >= best - TIE]
    of_those = "" if len(able) == len(model.options) else " of those that can be chosen"
    none, all_ = (listed(highest[at]) for at in (0.0, 1.0))
    if none == all_:
        verb = "scores" if len(highest[0.0]) == 1 else "score"
        return f"However much {name} counts, {none} {verb} highest{of_those}."
    return f"If only {name} counted, {all_} would score highest{of_those}; without it, {none}."


def _lines(
    rows: Sequence[dict[str, Any]],
    turns: Sequence[dict[str, Any]],
    share: float,
    palette: Palette,
    small: bool,
) -> Figure:
    """Return the drawing: a line an option, the share now, and where the leader changes."""
    totals = [row["total"] for row in rows]
    low, high = max(0.0, min(totals) - 5), min(100.0, max(totals) + 5)
    words = _words(rows, (high - low) / TALL)
    if not small:
        low, high = min(low, words[0]["at"]), max(high, words[-1]["at"])
    x = share_axis("share")
    y = alt.Y("total:Q", scale=alt.Scale(domain=[low, high], nice=False))
    lines = (
        drawing_of(rows)
        .mark_line(strokeWidth=2.5)
        .encode(
            x=x,
            y=y,
            detail="option:N",
            color=own_colour(),
            strokeDash=alt.StrokeDash("dash:N", scale=None),
        )
    )
    now = drawing_of([{"share": share}]).mark_rule(color=palette.quiet).encode(x=x)
    diamonds = diamond(drawing_of(turns), 110, palette).encode(x=x, y=y)
    if small:
        return alt.layer(lines, now, diamonds)
    ends = drawing_of(words).encode(x=x, y=alt.Y("at:Q", scale=y["scale"]), text=alt.Text("name:N"))
    place: dict[str, Any] = {"align": "right", "dx": -4}
    names = label(ends, **place).encode(color=own_colour("words"))
    return alt.layer(lines, now, diamonds, halo(ends, palette, **place), names)


def _words(rows: Sequence[dict[str, Any]], pixel: float) -> list[dict[str, Any]]:
    """Return the name of each line at its right end, on the side that it leaves free."""
    at_none = {row["option"]: row["total"] for row in rows if row["share"] == 0.0}
    words = []
    for row in (row for row in rows if row["share"] == 1.0):
        beside = BESIDE if row["total"] >= at_none[row["option"]] else -BESIDE
        words.append({**row, "at": row["total"] + beside * pixel})
    words.sort(key=lambda row: row["at"])
    for below, row in pairwise(words):
        row["at"] = max(row["at"], below["at"] + APART * pixel)
    return words


def _dash(model: DecisionModel, option: str) -> list[int]:
    """Return the dashes of an option's line, which tell it apart in print without colour."""
    course = model.course_of[option]
    if course not in model.pair:
        return [2, 3]
    is_first = course == model.pair[0]
    if option == course:
        return [1, 0] if is_first else [12, 3]
    return [6, 3] if is_first else [6, 3, 1, 3]


def _turns(standing: Standing, criterion: str) -> list[dict[str, Any]]:
    """Return the shares at which the leader changes, with who leads above and its total there."""
    can_lead, shares = standing.table.choosable, standing.weights
    if not can_lead:
        return []
    values = standing.table.values(can_lead)
    place = list(standing.table.model.criteria).index(criterion)
    others = shares * (np.arange(len(shares)) != place)
    turns = []
    for point in switching_points(values, shares)[place]:
        moved = others * (1 - point.share) / others.sum()
        moved[place] = point.share
        total = float(values[point.leader] @ moved)
        turns.append({"share": point.share, "total": total, "option": can_lead[point.leader]})
    return turns
