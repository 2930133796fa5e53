"""A round as one person sees it: everybody's weights as dots, and their own marked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt

from decision.charts.chart import FONT, LIGHT, Chart, Palette, configured, percent, x_at
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
    """Draw the round for a narrow screen: the names stand above their dots.

    Args:
        reveal: the round.
        names: the criteria's names, by id.
        mine: the person's own shares; None where they have no ballot in it.
        palette: the colours of the theme.
    """
    everyone = reveal.everyone
    order = sorted(names, key=lambda name: -everyone.median[name])
    widest = max(0.02, *(max(values) for values in everyone.values.values())) * 1.04
    dots: list[dict[str, Any]] = [
        {"share": share, "level": place + MIDDLE + up}
        for place, name in enumerate(order)
        for share, up in _strip(everyone.values[name], widest / ACROSS)
    ]
    words = [
        {
            "at": place + 0.28,
            "name": names[name],
            "said": _said(everyone.median[name], mine[name] if mine else None),
        }
        for place, name in enumerate(order)
    ]
    medians = [
        {"share": everyone.median[name], "low": place + 0.48, "high": place + 0.88}
        for place, name in enumerate(order)
    ]
    own = [
        {"share": mine[name], "level": place + MIDDLE} for place, name in enumerate(order) if mine
    ]
    x = alt.X(
        "share:Q", axis=None, scale=alt.Scale(domain=[-widest / 40, widest * 1.02], nice=False)
    )
    rows = alt.Scale(domain=[0, len(order)], reverse=True, nice=False)
    text = alt.Chart({"values": words}).encode(y=alt.Y("at:Q", axis=None, scale=rows))
    left = text.mark_text(align="left", font=FONT, fontSize=14, color=palette.ink).encode(
        x=x_at(0), text=alt.Text("name:N")
    )
    right = text.mark_text(align="right", font=FONT, fontSize=12, color=palette.quiet).encode(
        x=x_at("width"), text=alt.Text("said:N")
    )
    people = (
        alt.Chart({"values": dots})
        .mark_circle(
            size=42, opacity=0.9, color=palette.quiet, stroke=palette.ground, strokeWidth=0.8
        )
        .encode(x=x, y=alt.Y("level:Q", scale=rows))
    )
    middle = (
        alt.Chart({"values": medians})
        .mark_rule(color=palette.ink, strokeWidth=3)
        .encode(x=x, y=alt.Y("low:Q", scale=rows), y2=alt.Y2("high:Q"))
    )
    layers: list[alt.Chart] = [people, middle, left, right]
    if mine:
        layers.append(
            alt.Chart({"values": own})
            .mark_point(
                shape="diamond", size=170, filled=True, color=palette.ink, stroke=palette.ground,
                strokeWidth=1.5, opacity=1,
            )
            .encode(x=x, y=alt.Y("level:Q", scale=rows))
        )  # fmt: skip
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
        figure=configured(alt.layer(*layers), ROW * len(order), palette),
    )


def _strip(values: Sequence[float], step: float) -> list[tuple[float, float]]:
    """Stack values as a strip of dots within its row, the closer the higher the tallest stack."""
    dots = stacked(values, step)
    tallest = max(abs(level) for _, level in dots)
    apart = min(0.1, REACH / tallest) if tallest else 0.0
    return [(value, level * apart) for value, level in dots]


def _finding(reveal: Reveal, names: Mapping[str, str], mine: Shares | None) -> str:
    median, people = reveal.everyone.median, reveal.everyone.people
    if people == 1:
        return "One ballot is in this round."
    most = max(median.values())
    first = [names[name] for name in names if median[name] >= most - 1e-9]
    count = "counts" if len(first) == 1 else "count"
    said = f"{listed(first)} {count} most in the room."
    if mine is None:
        return said
    apart = max(names, key=lambda name: abs(mine[name] - median[name]))
    if percent(mine[apart]) == percent(median[apart]):
        return f"{said} You are at the median throughout."
    return (
        f"{said} You differ most on {names[apart]}: {percent(mine[apart])} from you, "
        f"a median of {percent(median[apart])}."
    )


def _said(median: float, mine: float | None) -> str:
    middle = f"median {percent(median)}"
    return middle if mine is None else f"you {percent(mine)}, {middle}"
