"""The one chart of the answer: every option's total on an axis that fits them."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt

from decision.charts.chart import LIGHT, PALE, Chart, Palette, colour_of, configured, text_colour_of
from decision.charts.marks import (
    AXIS,
    across,
    band,
    dot,
    drawing_of,
    halo,
    label,
    own_colour,
    x_at,
    y_at,
)
from decision.evaluation.additive import Standing
from decision.evaluation.verdict import NEAR, Finding, Word
from decision.numeric import TIE
from decision.sentences.phrases import named
from decision.wording.lists import listed
from decision.wording.numbers import fixed

# Pixels, from the top of a row: a line of its name, its bar's middle below them, and the rest.
LINE, DOWN, REST = 16, 23, 12
TOP, HEAD, APART, BAR = 22, 19, 7, 10  # what is above all rows; a course's name; before it; a bar
ACROSS, BOLD = 48, 46  # letters that fit a phone, and bold ones
LEAST = 8.0  # points that the axis shows at least
LED: Mapping[Word, str] = {
    "clear": "best",
    "leaning": "best",
    "close": "ahead",
    "unknown": "ahead so far",
}
ORDINALS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
    "eleventh", "twelfth",
)  # fmt: skip


def options_chart(finding: Finding, palette: Palette = LIGHT) -> Chart:
    """Return every option's total as a dot on its range, grouped by course.

    The left one of the compared courses comes first, then the right one, then others; within a
    course the best comes first. A band shows what is too close to the leader to call. The axis
    shows the part of 0 to 100 points in which totals and ranges lie.
    """
    standing = finding.standing
    rows, words, height = _rows(finding, palette)
    near = None
    if standing.leader is not None and len(standing.table.choosable) > 1:
        best = standing.totals[standing.leader]
        near = (best - NEAR, best)
    low, high = _reach([row[end] for row in rows for end in ("low", "high")] + [*(near or ())])
    down = alt.Scale(domain=[height, 0], nice=False)

    def x(field: str) -> alt.X:
        return across(field, low, high, _axis(low, high, palette))

    def y(field: str) -> alt.Y:
        return alt.Y(f"{field}:Q", scale=down, axis=None)

    base = drawing_of(rows)
    spread = base.mark_rect(cornerRadius=5, fillOpacity=PALE).encode(
        x=x("low"),
        x2=alt.X2("high:Q"),
        y=y("top"),
        y2=alt.Y2("bottom:Q"),
        color=own_colour(),
        stroke=alt.Stroke("edge:N", scale=None),
    )
    dots = dot(base, 150, palette).encode(x=x("total"), y=y("middle"), color=own_colour())
    behind: tuple[alt.Chart, ...] = ()
    said: tuple[alt.Chart, ...] = ()
    if near is not None:
        behind = band("low", x("low"), palette, near, TOP - 4)
        said = (_close(near, (low, high), x("low"), palette),)
    outlines, texts = _texts(base, words, x, y, palette)
    title = _title(standing)
    figures = "; ".join(f"{row['named']} {fixed(row['total'])}" for row in rows)
    layers = alt.layer(*behind, *outlines, spread, dots, *texts, *said)
    return Chart(
        title=title,
        reading=f"Dot: total, from 0 (worst realistic) to 100 (best realistic); the axis shows "
        f"{max(low, 0)} to {min(high, 100)}. Bar: 90 of 100 simulations.",
        alt=f"{title} Totals: {figures}.",
        table=_table(finding, [row["option"] for row in rows]),
        figure=configured(layers, height + AXIS, palette),
    )


def by_course(standing: Standing) -> dict[str, list[str]]:
    """Return the options by course, by its head's id: the compared ones first, left then right.

    Within a course what can be chosen comes first, and then the higher total.
    """
    courses = standing.table.model.courses
    able, pair = standing.table.choosable, standing.table.model.pair
    return {
        course: sorted(courses[course], key=lambda one: (one not in able, -standing.totals[one]))
        for course in dict.fromkeys((*pair, *courses))
    }


def _rows(
    finding: Finding, palette: Palette
) -> tuple[list[dict[str, Any]], list[dict[str, Any]], int]:
    """Return a row for each option, one for each line of words, and the height of them all."""
    standing, draws = finding.standing, finding.draws
    model = standing.table.model
    rows: list[dict[str, Any]] = []
    words: list[dict[str, Any]] = []
    first, down = _first(standing), TOP
    for course, forms in by_course(standing).items():
        name = model.course_name(course)
        if rows:
            down += APART
        if [name] != [model.options[form].name for form in forms]:
            words += _lines([name], "head", down)
            down += HEAD
        for option in forms:
            full = [model.options[option].name, *_said_of(finding, option)]
            leads = option in first
            lines = _lines(full, "leader" if leads else "name", down)
            words += lines
            middle = down + LINE * len(lines) + DOWN
            span = draws.totals[option]
            ends = fixed(span.low), fixed(span.high)  # shown where the range has a length at all
            rows.append(
                {
                    "option": option,
                    "named": " ".join(full),
                    "total": standing.totals[option],
                    "low": span.low,
                    "high": span.high,
                    "label": fixed(standing.totals[option]),
                    "leads": leads,
                    "colour": colour_of(model, option, palette),
                    # A lighter hue would be too faint where the band lies below it.
                    "edge": text_colour_of(model, option, palette),
                    "top": middle - BAR / 2,
                    "middle": middle,
                    "bottom": middle + BAR / 2,
                    "from": ends[0] if ends[0] != ends[1] else "",
                    "to": ends[1] if ends[0] != ends[1] else "",
                }
            )
            down = middle + REST
    return rows, words, down


def _lines(parts: Sequence[str], kind: str, down: int) -> list[dict[str, Any]]:
    """Return text in lines that fit a phone, from so many pixels down.

    Of its parts the first may be broken, and the second, where there is one, stays whole.
    """
    name, *kept = parts
    text = " ".join([name, *(part.replace(" ", "\N{NO-BREAK SPACE}") for part in kept)])
    lines = textwrap.wrap(text, BOLD if kind == "leader" else ACROSS)
    return [
        {"text": line, "kind": kind, "down": down + place * LINE}
        for place, line in enumerate(lines)
    ]


def _first(standing: Standing) -> list[str]:
    """Return the options that can be chosen and share the highest total of those."""
    return [option for option in standing.table.choosable if standing.ranks[option] == 1]


def _said_of(finding: Finding, option: str) -> list[str]:
    """Return what stands beside an option's name, if anything: its place, what it waits for."""
    standing = finding.standing
    table, first = standing.table, _first(standing)
    if not table.can_choose(option):
        barred = table.available[option] == "no"
        return ["(can’t be chosen)" if barred else "(can’t be chosen until agreed)"]
    said = []
    if option in first and len(table.choosable) > 1:
        said.append("joint first" if len(first) > 1 else LED[finding.verdict.word])
    if table.available[option] == "unknown":
        said.append("if agreed")
    return [f"({', '.join(said)})"] if said else []


def _reach(points: Sequence[float]) -> tuple[int, int]:
    """Return the whole points at which an axis begins and ends, with room for figures."""
    least, most = min(points), max(points)
    spare = max((most - least) * 0.13, (LEAST - (most - least)) / 2, 1.0)
    return math.floor(least - spare), math.ceil(most + spare)


def _axis(low: int, high: int, palette: Palette) -> alt.Axis:
    """Return an axis of whole points between two ends, the last of them with its unit."""
    step = next(one for one in (1, 2, 5, 10, 20, 50) if (high - low) / one <= 6)
    ticks = [at for at in range(-(-low // step) * step, high + 1, step) if 0 <= at <= 100]
    return alt.Axis(
        values=ticks,
        labelExpr=f"datum.value == {ticks[-1]} ? datum.value + ' points' : datum.value",
        labelFlush=36,  # pixels: nearer an end, half a label would be cut off
        grid=False,
        domain=True,
        domainColor=palette.hairline,
        ticks=True,
        tickColor=palette.quiet,
    )


def _texts(
    base: alt.Chart, words: Sequence[dict[str, Any]], x: Any, y: Any, palette: Palette
) -> tuple[list[alt.Chart], list[alt.Chart]]:
    """Return every label's halo, and the labels: names, totals, and the ends of the ranges."""
    outlines, texts = [], []

    def add(part: alt.Chart, colour: str, **mark: Any) -> None:
        outlines.append(halo(part, palette, **mark))
        texts.append(label(part, color=colour, **mark))

    for kind, colour, weight in (
        ("head", palette.quiet, "normal"),
        ("name", palette.ink, "normal"),
        ("leader", palette.ink, "bold"),
    ):
        if mine := [line for line in words if line["kind"] == kind]:
            text = drawing_of(mine).encode(x=x_at(0), y=y("down"), text=alt.Text("text:N"))
            add(text, colour, align="left", baseline="top", fontWeight=weight)
    for leads, weight in ((False, "normal"), (True, "bold")):
        total = base.transform_filter(f"datum.leads == {str(leads).lower()}").encode(
            x=x("total"), y=y("middle"), text=alt.Text("label:N")
        )
        add(total, palette.ink, dy=-10, baseline="bottom", fontWeight=weight)
    for end, figure, align, dx in (("low", "from", "right", -9), ("high", "to", "left", 9)):
        part = base.encode(x=x(end), y=y("middle"), text=alt.Text(f"{figure}:N"))
        add(part, palette.quiet, align=align, dx=dx, fontSize=12)
    return outlines, texts


def _close(
    near: tuple[float, float], axis: tuple[int, int], x: alt.X, palette: Palette
) -> alt.Chart:
    """Return what the band is called, above it, and within the drawing wherever it lies."""
    middle = sum(near) / 2
    part = (middle - axis[0]) / (axis[1] - axis[0])
    end, at = ("left", axis[0]) if part < 0.2 else ("right", axis[1]) if part > 0.8 else ("", 0)
    row = {"low": at if end else middle, "text": "too close to call"}
    return label(
        drawing_of([row]), align=end or "center", baseline="top", color=palette.quiet, fontSize=12
    ).encode(x=x, y=y_at(2), text=alt.Text("text:N"))


def _table(finding: Finding, order: Sequence[str]) -> tuple[Mapping[str, str], ...]:
    """Return the options as a table, in the order that they are drawn in."""
    standing, draws = finding.standing, finding.draws
    table, model, case = standing.table, standing.table.model, standing.table.case
    rows = []
    for option in order:
        span, mine = draws.totals[option], table.stands_on[option]
        rows.append(
            {
                "Course": model.course_name(model.course_of[option]),
                "Option": model.options[option].name,
                "Rank": _rank(standing, option),
                "Can be chosen": _can(standing, option),
                "Total": fixed(standing.totals[option]),
                "90 of 100 simulations": f"{fixed(span.low)} to {fixed(span.high)}",
                "Overruled scores": str(sum(item.option == mine for item in case.overrides)),
            }
        )
    idle = {"Course"} if all(row["Course"] == row["Option"] for row in rows) else set()
    idle |= set() if case.overrides else {"Overruled scores"}
    return tuple({head: text for head, text in row.items() if head not in idle} for row in rows)


def _rank(standing: Standing, option: str) -> str:
    """Return an option's rank in words; those that tie share theirs."""
    able, rank = standing.table.choosable, standing.ranks[option]
    if option not in able or rank is None:
        return "–"
    word = ORDINALS[rank - 1] if rank <= len(ORDINALS) else f"number {rank}"
    return f"joint {word}" if [standing.ranks[one] for one in able].count(rank) > 1 else word


def _can(standing: Standing, option: str) -> str:
    word, able = standing.table.available[option], standing.table.can_choose(option)
    if word == "unknown":
        return "If agreed" if able else "Not until agreed"
    return "Yes" if able else "No"


def _title(standing: Standing) -> str:
    """Return which option scores highest of those that can be chosen, and which are near it."""
    model, totals, able = standing.table.model, standing.totals, standing.table.choosable
    if standing.leader is None:
        return "No option can be chosen as the facts stand."
    best, leader = totals[standing.leader], named(model, standing.leader)
    near = [one for one in able if one != standing.leader and best - totals[one] < NEAR - TIE]
    those = "" if len(able) == len(model.options) else " that can be chosen"
    if len(able) == 1:
        return f"Only {leader} can be chosen."
    if not near:
        return f"{leader} scores highest of all {len(able)} options{those}."
    if len(near) == len(able) - 1:
        return f"All {len(able)} options{those} stand within {NEAR:.0f} points of each other."
    others = listed([named(model, one) for one in near]) if len(near) < 3 else f"{len(near)} others"
    return f"{leader} scores highest, with {others} within {NEAR:.0f} points of it."
