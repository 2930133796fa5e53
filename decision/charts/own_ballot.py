"""The chart of a round for one person: everybody's weights as dots, and their own marked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt

from decision.charts.chart import LIGHT, Chart, Figure, Palette, configured, percent
from decision.charts.marks import across, diamond, dot, drawing_of, label, x_at
from decision.charts.panel_weights import stacked
from decision.evaluation.weights import Shares
from decision.wording.lists import listed
from decision.workshop.results.round_results import Reveal

ROW = 46  # pixels: a line of words, and the dots below it
ACROSS = 42  # dots side by side on a phone
MIDDLE, REACH = 0.68, 0.17  # where the dots lie in a row, and how far up and down they go


def own_chart(
    reveal: Reveal, names: Mapping[str, str], mine: Shares | None, palette: Palette = LIGHT
) -> Chart:
    """Return the round for a narrow screen: the names stand above their dots.

    `mine`: the person's own shares; None where they have no ballot in it.
    """
    everyone = reveal.everyone
    order = sorted(names, key=lambda name: -everyone.median[name])
    said = {name: f"median {percent(everyone.median[name])}" for name in order}
    if mine:
        said = {name: f"you {percent(mine[name])}, {median}" for name, median in said.items()}
    words = [
        {"at": place + 0.28, "name": names[name], "said": said[name]}
        for place, name in enumerate(order)
    ]
    title = _finding(reveal, names, mine)
    figures = "; ".join(f"{row['name']}: {row['said']}" for row in words)
    return Chart(
        title=title,
        reading="A dot for each person: the share of the weight they give. Line: the median, half "
        "above and half below." + (" Diamond: you." if mine else ""),
        alt=f"{title} {figures}.",
        table=tuple(
            {
                "Criterion": names[name],
                **({"You": percent(mine[name])} if mine else {}),
                "Median": percent(everyone.median[name]),
                "Lowest": percent(everyone.values[name][0]),
                "Highest": percent(everyone.values[name][-1]),
            }
            for name in order
        ),
        figure=configured(_rows(reveal, order, words, mine, palette), ROW * len(order), palette),
    )


def _rows(
    reveal: Reveal,
    order: Sequence[str],
    words: Sequence[dict[str, Any]],
    mine: Shares | None,
    palette: Palette,
) -> Figure:
    """Return the drawing: for each criterion its words, and below them the dots and the median."""
    everyone = reveal.everyone
    widest = max(0.02, *(max(values) for values in everyone.values.values())) * 1.04
    dots: list[dict[str, Any]] = [
        {"share": share, "level": place + MIDDLE + up}
        for place, name in enumerate(order)
        for share, up in _strip(everyone.values[name], widest / ACROSS)
    ]
    medians = [
        {"share": everyone.median[name], "low": place + 0.48, "high": place + 0.88}
        for place, name in enumerate(order)
    ]
    x = across("share", -widest / 40, widest * 1.02)
    rows = alt.Scale(domain=[0, len(order)], reverse=True, nice=False)
    text = drawing_of(words).encode(y=alt.Y("at:Q", axis=None, scale=rows))
    left = label(text, align="left", fontSize=14, color=palette.ink).encode(
        x=x_at(0), text=alt.Text("name:N")
    )
    right = label(text, align="right", fontSize=12, color=palette.quiet).encode(
        x=x_at("width"), text=alt.Text("said:N")
    )
    level = alt.Y("level:Q", scale=rows)
    people = dot(
        drawing_of(dots), 42, palette, opacity=0.9, color=palette.quiet, strokeWidth=0.8
    ).encode(x=x, y=level)
    middle = (
        drawing_of(medians)
        .mark_rule(color=palette.ink, strokeWidth=3)
        .encode(x=x, y=alt.Y("low:Q", scale=rows), y2=alt.Y2("high:Q"))
    )
    if mine is None:
        return alt.layer(people, middle, left, right)
    own = drawing_of(
        [{"share": mine[name], "level": place + MIDDLE} for place, name in enumerate(order)]
    )
    yours = diamond(own, 170, palette, strokeWidth=1.5).encode(x=x, y=level)
    return alt.layer(people, middle, left, right, yours)


def _strip(values: Sequence[float], step: float) -> list[tuple[float, float]]:
    """Return values as stacks of dots within a row, (value, level); tall stacks are set closer."""
    dots = stacked(values, step)
    tallest = max(abs(level) for _, level in dots)
    apart = min(0.1, REACH / tallest) if tallest else 0.0
    return [(value, level * apart) for value, level in dots]


def _finding(reveal: Reveal, names: Mapping[str, str], mine: Shares | None) -> str:
    """Return which criteria count most, and where the person differs most from the median."""
    median, people = reveal.everyone.median, reveal.everyone.people
    if people == 1:
        return "One ballot is in this round."
    most = max(median.values())
    first = [names[name] for name in names if median[name] >= most - 1e-9]
    count = "counts" if len(first) == 1 else "count"
    most_counted = f"{listed(first)} {count} most in the room."
    if mine is None:
        return most_counted
    apart = max(names, key=lambda name: abs(mine[name] - median[name]))
    if percent(mine[apart]) == percent(median[apart]):
        return f"{most_counted} You are at the median throughout."
    return (
        f"{most_counted} You differ most on {names[apart]}: {percent(mine[apart])} from you, "
        f"a median of {percent(median[apart])}."
    )
