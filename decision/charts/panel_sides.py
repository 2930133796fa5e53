"""Charts of who leads by people's own weights, and by the means of people and of roles."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt

from decision.charts import marks
from decision.charts.chart import (
    LIGHT,
    Chart,
    Figure,
    Palette,
    colour_of,
    configured,
    text_colour_of,
)
from decision.charts.panel_weights import PAGE, Sized
from decision.evaluation.additive import Lead
from decision.evaluation.panel import Panel
from decision.model.decision_model import DecisionModel
from decision.numeric import TIE
from decision.sentences.panel import by_means
from decision.sentences.phrases import course_named, in_points
from decision.wording.numbers import fixed

TEN = 10  # dots in a row
FOOT = 18  # pixels below the dots, of which a page may take all
ROW = 3.0  # how high a row of two lines is, in the size of its text


def leaders_chart(
    panel: Panel, model: DecisionModel, palette: Palette = LIGHT, *, sized: Sized = PAGE
) -> Chart:
    """Return a dot for each person with the course that their own weights put ahead.

    The two compared courses stand left and right; where another leads for somebody, the
    courses stand below each other.
    """
    ahead = [lead.course for lead in panel.leads.values() if not _level(lead)]
    count = {course: ahead.count(course) for course in model.courses}
    level = panel.people - len(ahead)
    two = {course for course, times in count.items() if times} <= {*model.pair}
    kept = {
        course: times for course, times in count.items() if times or (two and course in model.pair)
    }
    table = tuple(
        {"Course": model.course_name(course), "People": f"{times} of {panel.people}"}
        for course, times in kept.items()
    )
    title = _leaders(kept, level, panel, model)
    figures = "; ".join(f"{row['Course']} {row['People']}" for row in table)
    more = f" No dot: courses are level for {level}." if level else ""
    drawn = _left_and_right if two else _below_each_other
    return Chart(
        title=title,
        reading=f"A dot for each person, by their own weights; ten in a row.{more}",
        alt=f"{title} {figures}.{more}",
        table=table,
        figure=drawn(kept, model, palette, sized),
    )


def _level(lead: Lead) -> bool:
    return lead.margin is not None and lead.margin <= TIE


def _left_and_right(
    count: Mapping[str, int], model: DecisionModel, palette: Palette, sized: Sized
) -> Figure:
    text = sized[1]
    top = 2.6 * text
    ends: tuple[tuple[int, marks.End], ...] = ((-1, "left"), (1, "right"))
    height = top + math.ceil(max(count.values()) / TEN) * _step(sized)
    dots, words = [], []
    for course, (side, end) in zip(model.pair, ends, strict=True):
        colour = colour_of(model, course, palette)
        dots += _rows_of_ten(count[course], top, colour, sized, side)
        name = model.course_name(course)
        counted = f"◀ {name}: {count[course]}" if side < 0 else f"{name}: {count[course]} ▶"
        words.append(
            marks.side_label(marks.drawing_of([{"label": counted}]), end, colour, text).encode(
                x=marks.x_at(0 if side < 0 else "width"), y=marks.y_at(2), text=alt.Text("label:N")
            )
        )
    middle = marks.zero_line(
        "x", alt.X("x:Q"), palette, y=marks.y_at(1.8 * text), y2=marks.y2_at("height")
    )
    reach = (-TEN - 0.5, TEN + 0.5)
    figure = alt.layer(middle, _marked(dots, reach, height, sized), *words)
    return configured(figure, round(height) + FOOT, palette)


def _below_each_other(
    count: Mapping[str, int], model: DecisionModel, palette: Palette, sized: Sized
) -> Figure:
    """Return the drawing: each name with its count, and below it its dots, ten in a row."""
    text = sized[1]
    dots, words, top = [], [], 0.0
    for course, times in count.items():
        words.append({"label": f"{model.course_name(course)}: {times}", "x": 0.0, "y": top})
        top += 2.0 * text
        dots += _rows_of_ten(times, top, colour_of(model, course, palette), sized)
        top += math.ceil(times / TEN) * _step(sized)
    people = _marked(dots, (0, 2 * TEN), top, sized)
    names = marks.label(
        marks.drawing_of(words), align="left", baseline="top", fontSize=text, color=palette.ink
    ).encode(x=marks.x_at(0), y=alt.Y("y:Q"), text=alt.Text("label:N"))
    return configured(alt.layer(people, names), round(top) + FOOT, palette)


def sides_chart(
    panel: Panel, model: DecisionModel, palette: Palette = LIGHT, *, sized: Sized = PAGE
) -> Chart:
    """Return who leads and by how much by the mean of people, of roles, and of each role.

    Where the two compared courses alone lead, each lies on its side; else all lie on one.
    """
    text = sized[1]
    leads: dict[str, Lead] = {"Mean of people": panel.people_mean}
    if len(panel.roles) > 1:
        leads["Mean of roles"] = panel.role_mean
        leads |= {
            f"{role[:1].upper()}{role[1:]} ({entry.people} people)": entry.lead
            for role, entry in sorted(panel.roles.items())
        }
    title = by_means(panel, model)
    table = tuple({"Weights": name, **_who_leads(lead, model)} for name, lead in leads.items())
    figures = "; ".join(
        f"{row['Weights']} {row['Option that leads']} {row['Points']}" for row in table
    )
    two = {lead.course for lead in leads.values()} <= {*model.pair}
    rows = [_row(name, lead, model, palette, two) for name, lead in leads.items()]
    left, right = (model.course_name(course) for course in model.pair)
    where = f"Left: {left}. Right: {right}. " if two else ""
    drawn = _margins(rows, (left, right) if two else None, palette, sized)
    return Chart(
        title=title,
        reading=f"Who leads, and by how many points over any other course. {where}"
        f"Grey band: too close to call.",
        alt=f"{title} {figures}.",
        table=table,
        figure=configured(drawn, round(ROW * text) * len(rows) + 2 * text, palette),
    )


def _who_leads(lead: Lead, model: DecisionModel) -> dict[str, str]:
    return {
        "Course": "–" if lead.course is None else model.course_name(lead.course),
        "Option that leads": "none" if lead.leader is None else model.options[lead.leader].name,
        "Points": "–" if lead.margin is None else fixed(lead.margin),
    }


def _row(
    name: str, lead: Lead, model: DecisionModel, palette: Palette, two: bool
) -> dict[str, Any]:
    """Return what is drawn of one lead; points below 0 lie left."""
    margin, said, colour = lead.margin or 0.0, "nothing can be chosen", palette.quiet
    points = in_points(margin).removeprefix("about ") if lead.margin is not None else "alone"
    if lead.leader is not None:
        said = model.options[lead.leader].name
        colour = text_colour_of(model, lead.leader, palette)
    if _level(lead):
        said, points = "the courses are level", "level"
    return {
        "name": f"{name}: {said}",
        "points": -margin if two and lead.course == model.pair[0] else margin,
        "label": points,
        "colour": colour,
    }


def _margins(
    rows: Sequence[dict[str, Any]], ends: tuple[str, str] | None, palette: Palette, sized: Sized
) -> Figure:
    """Return the drawing: each row's name above its dot, and the dot's points beside it."""
    _, text, size = sized
    largest = max(abs(row["points"]) for row in rows)
    reach = 10.0 * max(1, math.ceil(largest * 1.25 / 10))
    ticks = [-reach, 0, reach]
    x = marks.points_axis("points", reach, ends=ends, values=ticks, labelFontSize=text, grid=False)
    inside, edges = marks.band("points", x, palette)
    base = marks.drawing_of(rows).encode(
        y=alt.Y("name:N", sort=[row["name"] for row in rows], axis=None)
    )
    dots = base.mark_circle(size=size * 4, opacity=1, yOffset=0.45 * text).encode(
        x=x, color=marks.own_colour()
    )
    left = base.encode(x=marks.x_at(0), text=alt.Text("name:N"))
    words = marks.haloed(left, palette, palette.ink, align="left", dy=-1.0 * text, fontSize=text)
    for sign, end, dx in (("<", "right", -1.8), (">=", "left", 1.8)):
        one_side = base.transform_filter(f"datum.points {sign} 0").encode(
            x=x, text=alt.Text("label:N")
        )
        beside = {"dx": dx * math.sqrt(size), "dy": 0.45 * text, "fontSize": text}
        words += marks.haloed(one_side, palette, palette.ink, align=end, **beside)
    return alt.layer(inside, edges, marks.zero_line("points", x, palette), dots, *words)


def _leaders(count: Mapping[str, int], level: int, panel: Panel, model: DecisionModel) -> str:
    """Return how many people's own weights put which course ahead."""
    if panel.only is not None or not (level or any(count.values())):
        return by_means(panel, model)
    ordered = sorted(count, key=lambda course: -count[course])
    most = ordered[0]
    ahead = f"put {course_named(model, most)} ahead"
    if level == panel.people:
        ahead = "put the courses level"
    if panel.people == 1:
        return f"The one ballot's own weights {ahead}."
    if panel.people in (count[most], level):
        return f"Everyone's own weights {ahead}."
    return f"{count[most]} of {panel.people} people's own weights {ahead}."


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
    # In pixels whatever the height of the drawing, as words and dots keep their distance.
    down = alt.Scale(domain=[0, height], range=[0, height], nice=False)
    y = alt.Y("y:Q", scale=down, axis=None)
    drawn: alt.Chart = (
        marks.drawing_of(dots)
        .mark_circle(size=sized[2] * 2.4, opacity=1)
        .encode(x=marks.across("x", *reach), y=y, color=marks.own_colour())
    )
    return drawn
