"""One criterion from none of the weight to all of it: a line an option."""

from __future__ import annotations

from typing import Any

import altair as alt
import numpy as np

from decision.charts.chart import FONT, LIGHT, Chart, Palette, colour_of, configured, text_colour_of
from decision.evaluation.additive import Standing
from decision.model.decision_model import DecisionModel
from decision.numeric import TIE
from decision.sensitivity.weight_changes import switching_points
from decision.sentences.phrases import named
from decision.wording.lists import listed
from decision.wording.numbers import fixed


def slope_chart(
    standing: Standing, criterion: str, palette: Palette = LIGHT, *, small: bool = False
) -> Chart:
    """Draw every option's total as one criterion goes from none of the weight to all of it.

    `small` is for many side by side: without the names at the lines' ends.
    """
    model, table = standing.table.model, standing.table
    share, name = standing.shares[criterion], model.criteria[criterion].name
    rows: list[dict[str, Any]] = []
    for option in model.options:
        score = table.cells[criterion][option].score
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
    ends: dict[float, list[str]] = {}
    able = [option for option in model.options if table.available[option] != "no"]
    for at in (0.0, 1.0):
        here = [row for row in rows if row["share"] == at and row["option"] in able]
        best = max((row["total"] for row in here), default=0.0)
        ends[at] = [named(model, row["option"]) for row in here if row["total"] >= best - TIE]
    of_those = "" if len(able) == len(model.options) else " of those that can be chosen"
    title = (
        f"{name}: with none of the weight {listed(ends[0.0])} "
        f"{'is' if len(ends[0.0]) == 1 else 'are'} highest{of_those}; with all of it, "
        f"{listed(ends[1.0])}."
    )
    if not able:
        title = "No option can be chosen as the facts stand."
    totals = [row["total"] for row in rows]
    low, high = max(0.0, min(totals) - 5), min(100.0, max(totals) + 5)
    x = alt.X(
        "share:Q",
        scale=alt.Scale(domain=[0, 1], nice=False),
        axis=alt.Axis(values=[0, 0.25, 0.5, 0.75, 1], format="%", labelFlush=True),
    )
    y = alt.Y("total:Q", scale=alt.Scale(domain=[low, high], nice=False))
    lines = (
        alt.Chart({"values": rows})
        .mark_line(strokeWidth=2.5)
        .encode(
            x=x,
            y=y,
            detail="option:N",
            color=alt.Color("colour:N", scale=None),
            strokeDash=alt.StrokeDash("dash:N", scale=None),
        )
    )
    ends_of_lines = {"values": [row for row in rows if row["share"] == 1.0]}
    # A halo in the colour of the page keeps a name readable where lines run through it.
    halo = (
        alt.Chart(ends_of_lines)
        .mark_text(
            align="right",
            dx=-4,
            dy=-9,
            font=FONT,
            color=palette.ground,
            stroke=palette.ground,
            strokeWidth=4,
        )
        .encode(x=x, y=y, text=alt.Text("name:N"))
    )
    labels = (
        alt.Chart(ends_of_lines)
        .mark_text(align="right", dx=-4, dy=-9, font=FONT)
        .encode(x=x, y=y, text=alt.Text("name:N"), color=alt.Color("words:N", scale=None))
    )
    now = alt.Chart({"values": [{"share": share}]}).mark_rule(color=palette.quiet).encode(x=x)
    turns = _turns(standing, criterion)
    diamonds = (
        alt.Chart({"values": turns})
        .mark_point(
            shape="diamond",
            size=110,
            filled=True,
            opacity=1,
            color=palette.ink,
            stroke=palette.ground,
        )
        .encode(x=x, y=y)
    )
    shown = tuple(
        {
            "Option": model.options[option].name,
            **{
                ("At none" if row["share"] == 0 else "At all"): fixed(row["total"])
                for row in rows
                if row["option"] == option
            },
            "Now": fixed(standing.totals[option]),
        }
        for option in model.options
    )
    where = "".join(
        f" Above {fixed(turn['share'] * 100, 0)}%, {named(model, turn['option'])} leads."
        for turn in turns
    )
    layers = [lines, now, diamonds] if small else [lines, now, diamonds, halo, labels]
    return Chart(
        title=title,
        reading=f"Total of each option as {name} takes from none to all of the weight. Upright "
        f"line: the share now, {fixed(share * 100, 0)}%. Diamond: who leads changes.{where}",
        alt=f"{title}{where}",
        table=shown,
        figure=configured(alt.layer(*layers), 130 if small else 300, palette),
    )


def _dash(model: DecisionModel, option: str) -> list[int]:
    """Give the dashes of an option's line, by which print without colour tells it apart."""
    first, second = model.pair
    if option == first:
        return [1, 0]
    if option == second:
        return [12, 3]
    fallback = model.options[option].falls_back_to
    return [6, 3] if fallback == first else [6, 3, 1, 3] if fallback == second else [2, 3]


def _turns(standing: Standing, criterion: str) -> list[dict[str, Any]]:
    """Give the shares at which the leader changes, with who leads above and its total there."""
    table = standing.table
    names = list(table.model.criteria)
    can_lead = [option for option in table.model.options if table.available[option] != "no"]
    if not can_lead:
        return []
    values = table.values()[[list(table.model.options).index(option) for option in can_lead]]
    shares = np.array([standing.shares[name] for name in names])
    place = names.index(criterion)
    others = shares * (np.arange(len(names)) != place)
    turns = []
    for point in switching_points(values, shares)[place]:
        moved = others * (1 - point.share) / others.sum()
        moved[place] = point.share
        total = float(values[point.leader] @ moved)
        turns.append({"share": point.share, "total": total, "option": can_lead[point.leader]})
    return turns
