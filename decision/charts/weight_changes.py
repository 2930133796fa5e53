"""What other weights would do: one at a time, and all at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt
import numpy as np

from decision.charts.chart import (
    LIGHT,
    PALE,
    Chart,
    Figure,
    Palette,
    colour_of,
    configured,
    course_sign,
    what_changes,
)
from decision.charts.marks import dot, drawing_of, label, names_axis, own_colour, share_axis
from decision.evaluation.additive import Standing
from decision.model.decision_model import DecisionModel
from decision.sensitivity.reversals import Switching
from decision.sensitivity.weight_changes import leader_segments
from decision.sentences.phrases import course_named, named, of_100
from decision.wording.lists import listed
from decision.wording.numbers import fixed

THINNEST, TALLEST = 3, 22  # pixels: a bar's part for the last rank, and for the first of many
CLEAR = 0.03  # of the axis: what the dot covers to each side of its middle


def switching_chart(
    standing: Standing, rows: Sequence[Switching], palette: Palette = LIGHT
) -> Chart:
    """Return bars of which course leads at each share of the weight that a criterion might have.

    Args:
        standing: where the options stand.
        rows: the shares at which course and leader change, by criterion; those nearest to the
            share now are drawn first.
        palette: the colours of the theme.
    """
    model, courses = standing.table.model, _courses(standing)
    order = sorted(rows, key=lambda row: (_distance(row, row.course_at), _distance(row, row.at)))
    title = _switching_title(model, order)
    table = tuple(
        {
            "Criterion": model.criteria[row.criterion].name,
            "Share now": f"{fixed(row.share * 100)}%",
            "Course changes at": _at(row.course_at),
            "Course then": _beyond(model, courses[row.criterion], row),
            "Leader changes at": _at(row.at),
            "Leader then": "–" if row.leader is None else model.options[row.leader].name,
        }
        for row in order
    )
    figures = "; ".join(f"{row['Criterion']} {row['Course changes at']}" for row in table)
    seen = {course for spans in courses.values() for _, course in spans}
    signs = [
        f"{course_sign(model, course)} {course_named(model, course)}"
        for course in model.courses
        if course in seen
    ]
    return Chart(
        title=title,
        reading=f"Each row runs from none of the weight to all of it, the others keeping their "
        f"proportions. Dot: the share now. "
        f"{f'In front there: {listed(signs)}.' if signs else 'No option can be chosen.'}",
        alt=f"{title} The course changes at: {figures}.",
        table=table,
        figure=configured(
            _switching(standing, order, courses, palette), 28 * len(rows) + 26, palette
        ),
    )


def _distance(row: Switching, at: float | None) -> float:
    return 9.0 if at is None else abs(at - row.share)


def _at(share: float | None) -> str:
    return "never" if share is None else f"{fixed(share * 100)}%"


def _courses(standing: Standing) -> dict[str, list[tuple[float, str]]]:
    """Return which course leads from which share of each criterion on, by criterion id."""
    table, model = standing.table, standing.table.model
    able = table.choosable
    if not able:
        return {name: [] for name in model.criteria}
    options = list(model.options)
    values = table.values()[[options.index(option) for option in able]]
    shares = np.array([standing.shares[name] for name in model.criteria])
    found: dict[str, list[tuple[float, str]]] = {}
    for name, segments in zip(model.criteria, leader_segments(values, shares), strict=True):
        spans = [(start, model.course_of[able[leader]]) for start, leader in segments]
        spans = spans or [(0.0, standing.course or "")]
        found[name] = [
            span for place, span in enumerate(spans) if not place or span[1] != spans[place - 1][1]
        ]
    return found


def _beyond(model: DecisionModel, spans: Sequence[tuple[float, str]], row: Switching) -> str:
    """Return the name of the course that leads beyond the nearest change of course."""
    at = row.course_at
    if at is None:
        return "–"
    place = min(range(1, len(spans)), key=lambda place: abs(spans[place][0] - at))
    return model.course_name(spans[place if at >= row.share else place - 1][1])


def _switching_title(model: DecisionModel, order: Sequence[Switching]) -> str:
    """Return how many weights could change the course, and which of them is nearest to it."""
    turned = [(row, row.course_at) for row in order if row.course_at is not None]
    if turned:
        nearest, at = turned[0]
        name = model.criteria[nearest.criterion].name
        return (
            f"{len(turned)} of {len(order)} weights could change {what_changes(model)} if moved "
            f"far enough alone. The nearest: {name}, from {fixed(nearest.share * 100, 0)}% to "
            f"{fixed(at * 100, 0)}%."
        )
    forms = sum(row.at is not None for row in order)
    if forms:
        return f"No weight moved alone can change the course; {forms} could change its form."
    return "No weight moved alone can change the answer."


def _switching(
    standing: Standing,
    order: Sequence[Switching],
    courses: Mapping[str, Sequence[tuple[float, str]]],
    palette: Palette,
) -> Figure:
    """Return the drawing: each criterion's bar in parts, with signs, and the share now."""
    model = standing.table.model
    names = {row.criterion: model.criteria[row.criterion].name for row in order}
    y = names_axis(names.values(), palette)
    parts = drawing_of(
        [part for row in order for part in _parts(model, row, courses[row.criterion], palette)]
    )
    bars = parts.mark_bar().encode(
        fillOpacity=alt.FillOpacity("opacity:Q", scale=None),
        x=share_axis("from", grid=False),
        x2=alt.X2("to:Q"),
        y=y,
        size=alt.Size("height:Q", scale=None),
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


def _parts(
    model: DecisionModel,
    row: Switching,
    spans: Sequence[tuple[float, str]],
    palette: Palette,
) -> list[dict[str, Any]]:
    """Return the parts of one criterion's bar, with the course that leads in each."""
    ends = [*(start for start, _ in spans[1:]), 1.0][: len(spans)]
    parts = []
    for (start, course), end in zip(spans, ends, strict=True):
        if end <= start:
            continue
        is_first = course == model.pair[0]
        low, high = _free(start, end, row.share)
        parts.append(
            {
                "name": model.criteria[row.criterion].name,
                "from": start,
                "to": end,
                "colour": colour_of(model, course, palette),
                # The two sides' greys are alike, so one is filled and the others pale; courses
                # of neither side are lower as well.
                "opacity": 1.0 if is_first else PALE,
                "height": 12 if course in model.pair else (9, 6)[_number(model, course) % 2],
                "words": palette.ground if is_first else palette.ink,
                "middle": (low + high) / 2,
                # Too narrow a part has no space for its sign; its neighbour has one.
                "sign": "" if high - low < 0.05 else course_sign(model, course),
            }
        )
    return parts


def _number(model: DecisionModel, course: str) -> int:
    return list(model.courses).index(course)


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
    """Return bars of the part of the weights under which each option takes each rank, by course.

    Args:
        model: whose options they are.
        ranks: by option, its part of the weights at each rank, best first; a row sums to 1.
        palette: the colours of the theme.
        over: which weights they are a part of, for the title.
    """
    parts = {
        course: sum(ranks[form][0] for form in forms if form in ranks)
        for course, forms in model.courses.items()
    }
    order = sorted(ranks, key=lambda option: (-parts[model.course_of[option]], -ranks[option][0]))
    # A course of several forms stays together where it ties with another.
    order = sorted(order, key=lambda option: _first_of(model, order, option))
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


def _first_of(model: DecisionModel, order: Sequence[str], option: str) -> int:
    """Return the place of the first option in an order that is of the same course."""
    course = model.course_of[option]
    return next(place for place, one in enumerate(order) if model.course_of[one] == course)


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
