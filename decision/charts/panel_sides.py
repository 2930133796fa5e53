"""Charts of who leads by people's own weights, and by the means of people and of roles."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt

from decision.charts.chart import (
    LIGHT,
    Chart,
    Figure,
    Palette,
    colour_of,
    configured,
    in_favour_of,
)
from decision.charts.marks import (
    End,
    band,
    drawing_of,
    halo,
    label,
    own_colour,
    points_axis,
    side_label,
    x_at,
    y2_at,
    y_at,
    zero_line,
)
from decision.charts.panel_weights import PAGE, Sized
from decision.evaluation.panel import Panel
from decision.evaluation.verdict import Side
from decision.model.decision_model import DecisionModel
from decision.sentences.panel import by_means
from decision.sentences.phrases import in_points, named
from decision.wording.lists import listed
from decision.wording.numbers import fixed

TEN = 10  # dots in a row


def leaders_chart(
    panel: Panel, model: DecisionModel, palette: Palette = LIGHT, *, sized: Sized = PAGE
) -> Chart:
    """Return a dot for each person on the side of the option that their own weights put ahead.

    Args:
        panel: the ballots' statistics.
        model: whose pair the sides are.
        palette: the colours of the theme.
        sized: how large the text and the dots are.
    """
    ahead = [option for name, option in panel.leaders.items() if name not in panel.level]
    count = {option: ahead.count(option) for option in model.pair}
    text = sized[1]
    top = 2.6 * text
    ends: tuple[tuple[int, End], ...] = ((-1, "left"), (1, "right"))
    height = top + math.ceil(max(count.values()) / TEN) * _step(sized)
    dots, words = [], []
    for option, (side, end) in zip(model.pair, ends, strict=True):
        colour = colour_of(model, option, palette)
        dots += _rows_of_ten(count[option], top, colour, sized, side)
        name = model.options[option].name
        counted = f"◀ {name}: {count[option]}" if side < 0 else f"{name}: {count[option]} ▶"
        words.append(
            side_label(drawing_of([{"label": counted}]), end, colour, text).encode(
                x=x_at(0 if side < 0 else "width"), y=y_at(2), text=alt.Text("label:N")
            )
        )
    middle = zero_line("x", alt.X("x:Q"), palette, y=y_at(1.8 * text), y2=y2_at("height"))
    reach = (-TEN - 0.5, TEN + 0.5)
    figure = alt.layer(middle, _marked(dots, reach, height, sized), *words)
    return _counted(
        panel,
        model,
        count,
        _leaders(count, panel, model),
        configured(figure, round(height), palette),
        f" No dot: the two are level for {len(panel.level)}." if panel.level else "",
    )


def firsts_chart(
    panel: Panel, model: DecisionModel, palette: Palette = LIGHT, *, sized: Sized = PAGE
) -> Chart:
    """Return a dot for each person under the option that is best of all by their weights.

    Args:
        panel: the ballots' statistics.
        model: whose options they are.
        palette: the colours of the theme.
        sized: how large the text and the dots are.
    """
    text, most = sized[1], max(panel.firsts.values())
    best = [named(model, option) for option, times in panel.firsts.items() if times == most]
    title = (
        f"Of all {len(model.options)} options, {listed(best)} "
        f"{'is' if len(best) == 1 else 'are each'} best for {most} of {panel.people} people."
    )
    dots, words, top = [], [], 0.0
    for option, times in panel.firsts.items():
        words.append({"label": f"{model.options[option].name}: {times}", "x": 0.0, "y": top})
        top += 2.0 * text
        dots += _rows_of_ten(times, top, colour_of(model, option, palette), sized)
        top += math.ceil(times / TEN) * _step(sized)
    marks = _marked(dots, (0, 2 * TEN), top, sized)
    names = label(
        drawing_of(words), align="left", baseline="top", fontSize=text, color=palette.ink
    ).encode(x=x_at(0), y=alt.Y("y:Q"), text=alt.Text("label:N"))
    figure = configured(alt.layer(marks, names), round(top), palette)
    return _counted(panel, model, dict(panel.firsts), title, figure)


def sides_chart(
    panel: Panel, model: DecisionModel, palette: Palette = LIGHT, *, sized: Sized = PAGE
) -> Chart:
    """Return the margin under the mean of people, the mean of roles, and each role's own.

    Args:
        panel: the ballots' statistics.
        model: whose pair the margin is of.
        palette: the colours of the theme.
        sized: how large the text and the dots are.
    """
    text = sized[1]
    first, second = model.pair
    sides: dict[str, Side] = {"Mean of people": panel.people_mean}
    if len(panel.roles) > 1:
        sides["Mean of roles"] = panel.role_mean
        sides |= {
            f"{role[:1].upper()}{role[1:]} ({entry.people} people)": entry.side
            for role, entry in sorted(panel.roles.items())
        }
    rows: list[dict[str, Any]] = [
        {
            "name": name,
            "points": side.margin * (1 if side.leader == second else -1),
            "label": in_points(side.margin).removeprefix("about "),
            "colour": colour_of(model, side.leader, palette),
        }
        for name, side in sides.items()
    ]
    title = by_means(panel, model)
    table = tuple(
        {
            "Weights": row["name"],
            "Points": fixed(abs(row["points"])),
            "In favour of": in_favour_of(model, row["points"]),
        }
        for row in rows
    )
    figures = "; ".join(
        f"{row['Weights']} {row['Points']} for {row['In favour of']}" for row in table
    )
    return Chart(
        title=title,
        reading=f"The lead in points. Left: {named(model, first)}. Right: {named(model, second)}. "
        f"Grey band: too close to call.",
        alt=f"{title} {figures}.",
        table=table,
        figure=configured(
            _margins(rows, palette, sized), round(2.5 * text) * len(rows) + 2 * text, palette
        ),
    )


def _margins(rows: Sequence[dict[str, Any]], palette: Palette, sized: Sized) -> Figure:
    """Return the drawing: each row's name above its dot, and the dot's points beside it."""
    _, text, size = sized
    largest = max(abs(row["points"]) for row in rows)
    reach = 10.0 * max(1, math.ceil(largest * 1.25 / 10))
    ticks = [-reach, 0, reach]
    x = points_axis("points", reach, " points", values=ticks, labelFontSize=text, grid=False)
    inside, edges = band("points", x, palette)
    base = drawing_of(rows).encode(y=alt.Y("name:N", sort=[row["name"] for row in rows], axis=None))
    dots = base.mark_circle(size=size * 4, opacity=1, yOffset=0.45 * text).encode(
        x=x, color=own_colour()
    )
    left = base.encode(x=x_at(0), text=alt.Text("name:N"))
    above: dict[str, Any] = {"align": "left", "dy": -1.0 * text, "fontSize": text}
    words = [halo(left, palette, **above), label(left, color=palette.ink, **above)]
    ends: tuple[tuple[str, End, float], ...] = (("<", "right", -1.8), (">=", "left", 1.8))
    for sign, end, dx in ends:
        beside: dict[str, Any] = {
            "align": end,
            "dx": dx * math.sqrt(size),
            "dy": 0.45 * text,
            "fontSize": text,
        }
        one_side = base.transform_filter(f"datum.points {sign} 0").encode(
            x=x, text=alt.Text("label:N")
        )
        words += [halo(one_side, palette, **beside), label(one_side, color=palette.ink, **beside)]
    return alt.layer(inside, edges, zero_line("points", x, palette), dots, *words)


def _leaders(count: Mapping[str, int], panel: Panel, model: DecisionModel) -> str:
    """Return how many people's own weights put which option ahead."""
    ours, theirs = sorted(model.pair, key=lambda option: -count[option])
    ahead = f"put {named(model, ours)} ahead of {named(model, theirs)}"
    if panel.only is not None:
        return by_means(panel, model)
    if len(panel.level) == panel.people:
        ahead = f"put {named(model, ours)} and {named(model, theirs)} level"
    if panel.people == 1:
        return f"The one ballot's own weights {ahead}."
    if panel.people in (count[ours], len(panel.level)):
        return f"Everyone's own weights {ahead}."
    return f"{count[ours]} of {panel.people} people's own weights {ahead}."


def _counted(
    panel: Panel,
    model: DecisionModel,
    count: Mapping[str, int],
    title: str,
    figure: Figure,
    more: str = "",
) -> Chart:
    table = tuple(
        {"Option": model.options[option].name, "People": f"{times} of {panel.people}"}
        for option, times in count.items()
    )
    figures = "; ".join(f"{row['Option']} {row['People']}" for row in table)
    return Chart(
        title=title,
        reading=f"A dot for each person, by their own weights; ten in a row.{more}",
        alt=f"{title} {figures}.{more}",
        table=table,
        figure=figure,
    )


def _rows_of_ten(
    times: int, top: float, colour: str, sized: Sized, side: int = 1
) -> list[dict[str, Any]]:
    """Return dots in rows of ten, from the middle or the left outwards; `top` in pixels."""
    step = _step(sized)
    return [
        {"x": side * (place % TEN + 0.5), "y": top + place // TEN * step, "colour": colour}
        for place in range(times)
    ]


def _step(sized: Sized) -> float:
    return 2.0 * math.sqrt(sized[2])


def _marked(
    dots: list[dict[str, Any]], reach: tuple[float, float], height: float, sized: Sized
) -> alt.Chart:
    x = alt.X("x:Q", scale=alt.Scale(domain=list(reach), nice=False), axis=None)
    y = alt.Y("y:Q", scale=alt.Scale(domain=[height, 0], nice=False), axis=None)
    marks: alt.Chart = (
        drawing_of(dots)
        .mark_circle(size=sized[2] * 2.4, opacity=1)
        .encode(x=x, y=y, color=own_colour())
    )
    return marks
