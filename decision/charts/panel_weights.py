"""Charts of a panel's weights once they are revealed, as dots and by role, in sentences too."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from statistics import fmean, pstdev
from typing import TYPE_CHECKING, Any

import altair as alt

from decision.charts import marks
from decision.charts.chart import LIGHT, Chart, Figure, Palette, configured, percent
from decision.charts.sites import letter
from decision.evaluation.additive import Standing
from decision.evaluation.panel import Panel
from decision.evaluation.weights import OTHER_ROLES
from decision.model.decision_model import DecisionModel
from decision.wording.lists import listed
from decision.wording.numbers import fixed

if TYPE_CHECKING:
    from decision.workshop.results.round_results import Reveal

IDLE = 0.02  # a part of the spread of people's margins too small to be worth the hour
ACROSS = 64  # dots that fit side by side; weights closer than one dot are stacked
Sized = tuple[int, int, int]  # the height of a row, and the sizes of its text and of a dot
MOST = 6  # criteria that roles are compared on
PAGE: Sized = (30, 13, 30)
PROJECTOR: Sized = (64, 24, 110)


def matter_most(reveal: Reveal, standing: Standing) -> list[str]:
    """Return the criteria, first those whose differing weights move the margin most.

    By the standard deviation of people's shares × the difference of the leader's and its
    rival's scores: how far the margin goes up and down with that weight, from person to person.
    """
    reach = _reach(reveal, standing)
    return sorted(reach, key=lambda name: -round(reach[name], 9))


def disagreements(panel: Panel, reveal: Reveal, model: DecisionModel) -> list[str]:
    """Return which disagreement is worth talking about, how much it brings, and which isn't.

    The first is the criterion whose weights bring most of the spread of people's margins;
    the last differs most from person to person of those that bring next to nothing.
    """
    if panel.people < 2:
        return ["One ballot alone shows no disagreement."]
    if not panel.matters:
        return ["However people weigh, the lead stays the same, so no weight divides the room."]
    spread = {name: pstdev(values) for name, values in reveal.everyone.values.items()}
    most = max(panel.matters, key=lambda name: panel.matters[name])
    sentences = [
        f"What divides the room most: {model.criteria[most].name}.",
        f"Its weight ranges from {_range(reveal, most)}; this explains about "
        f"{fixed(min(panel.matters[most], 1) * 100, 0)}% of how far people's results differ.",
    ]
    idle = [name for name, part in panel.matters.items() if abs(part) < IDLE and spread[name] > 0]
    if idle:
        least = max(idle, key=lambda name: spread[name])
        sentences.append(
            f"One that doesn't: {model.criteria[least].name}. People give it "
            f"{_range(reveal, least)}, and agreeing on it would hardly change the result."
        )
    return sentences


def weights_chart(
    reveal: Reveal,
    standing: Standing,
    panel: Panel,
    palette: Palette = LIGHT,
    *,
    most: int | None = None,
    sized: Sized = PAGE,
) -> Chart:
    """Return everyone's share of each criterion as a dot, with the median marked.

    Args:
        standing: where the options stand in the case with the room's ballots.
        most: how many criteria to draw, first those that move the margin most; None: all.
    """
    model = standing.table.model
    order = matter_most(reveal, standing)
    shown = order[:most]
    found = disagreements(panel, reveal, model)
    figures = "; ".join(f"{model.criteria[name].name} {_range(reveal, name)}" for name in shown)
    rest = f", the first {len(shown)} of {len(order)}" if len(shown) < len(order) else ""
    who = "the one ballot" if panel.people == 1 else f"each of {panel.people} people"
    return Chart(
        title=found[0],
        reading=f"A dot for {who}: the share of the weight they give. Line: the median. Rows: by "
        f"how much they move the result{rest}.",
        alt=f"{found[0]} Lowest to highest share: {figures}.",
        table=_rows(reveal, standing, panel, order),
        figure=configured(
            _strips(reveal, model, panel, shown, palette, sized),
            sized[0] * len(shown) + 2 * sized[1],
            palette,
        ),
    )


def _strips(
    reveal: Reveal,
    model: DecisionModel,
    panel: Panel,
    shown: Sequence[str],
    palette: Palette,
    sized: Sized,
) -> Figure:
    """Return the drawing: a strip of dots for each criterion, and a tick at its median."""
    height, text, size = sized
    names = {name: model.criteria[name].name for name in shown}
    top = max(panel.matters, key=lambda name: panel.matters[name]) if panel.matters else None
    largest = max(max(reveal.everyone.values[name]) for name in shown)
    widest = max(largest * 1.04, 0.02)
    colours = {name: palette.ink if name == top else palette.quiet for name in shown}
    dots: list[dict[str, Any]] = [
        {"name": names[name], "share": share, "level": level, "colour": colours[name]}
        for name in shown
        for share, level in stacked(reveal.everyone.values[name], widest / ACROSS)
    ]
    medians = [{"name": names[name], "share": reveal.everyone.median[name]} for name in shown]
    size_of = {"labelLimit": 6 * height, "labelFontSize": text}
    y = marks.names_axis(names.values(), palette, grid=True, tickBand="extent", **size_of)
    y["scale"] = alt.Scale(paddingInner=0, paddingOuter=0)
    axis = alt.Axis(format="%", labelFlush=True, tickCount=5, grid=False, labelFontSize=text)
    x = marks.across("share", -widest / 60, widest, axis)
    furthest = max(4, max(abs(row["level"]) for row in dots) + 1)
    levels = alt.Scale(domain=[-furthest, furthest], nice=False)
    people = marks.dot(
        marks.drawing_of(dots), size * 1.2, palette, opacity=0.9, strokeWidth=text / 16
    ).encode(x=x, y=y, yOffset=alt.YOffset("level:Q", scale=levels), color=marks.own_colour())
    ticks = marks.drawing_of(medians).encode(x=x, y=y)
    middle = [  # a pale edge, or a dark tick is lost among dark dots
        ticks.mark_tick(color=colour, opacity=1, thickness=width, size=height * 0.72)
        for colour, width in ((palette.ground, text / 4), (palette.ink, text / 7))
    ]
    return alt.layer(people, *middle)


def roles_chart(reveal: Reveal, standing: Standing, palette: Palette = LIGHT) -> Chart:
    """Return the mean share that each role gives to the criteria on which roles differ most.

    The round must have two roles, or a role and the others, of four people or more.
    """
    model, groups = standing.table.model, reveal.roles
    apart = {
        name: max(group.mean[name] for group in groups.values())
        - min(group.mean[name] for group in groups.values())
        for name in model.criteria
    }
    gaps = _gaps(standing)
    every = sorted(model.criteria, key=lambda name: -round(apart[name] * gaps[name], 9))
    order = every[:MOST]
    letters = {role: letter(place) for place, role in enumerate(groups)}
    # Where nothing tells the options apart, what is drawn may have no weight at all.
    largest = max(group.mean[name] for group in groups.values() for name in order) or 1.0
    rows: list[dict[str, Any]] = [
        {
            "name": model.criteria[name].name,
            "role": letters[role],
            "label": percent(group.mean[name]),
            "colour": palette.quiet,
            "strength": 0.55 * group.mean[name] / largest,
        }
        for role, group in groups.items()
        for name in order
    ]
    x = marks.letters_axis("role", letters.values(), palette)
    y = marks.names_axis([model.criteria[name].name for name in order], palette)
    who = {role: f"{role} ({group.people} people)" for role, group in groups.items()}
    table = tuple(
        {"Criterion": model.criteria[name].name}
        | {who[role]: percent(group.mean[name]) for role, group in groups.items()}
        for name in every
    )
    title = _roles_part(reveal, model, order[0])
    figures = "; ".join(f"{letters[role]}: {text}" for role, text in who.items())
    return Chart(
        title=title,
        reading=f"{figures}. Mean share of the weight in each group. Roles of fewer than four "
        f"people are not shown apart.",
        alt=f"{title} The table has every figure.",
        table=table,
        figure=configured(marks.heat_map(rows, x, y, palette), 30 * len(order) + 26, palette),
    )


def stacked(values: Sequence[float], step: float) -> list[tuple[float, float]]:
    """Return values as (place, level), ascending: those within `step` of each other are stacked.

    A stack stands at its mean, less than `step` from each of its values, and its levels lie
    about 0, one apart: -0.5 and 0.5, or -1, 0, 1.

    >>> stacked([1.0, 1.5, 5.0], 1.0)
    [(1.25, -0.5), (1.25, 0.5), (5.0, 0.0)]
    """
    groups: list[list[float]] = []
    for value in sorted(values):
        if groups and value - groups[-1][0] < step:
            groups[-1].append(value)
        else:
            groups.append([value])
    return [
        (fmean(group), place - (len(group) - 1) / 2)
        for group in groups
        for place in range(len(group))
    ]


def _gaps(standing: Standing) -> dict[str, float]:
    """Return how far the leader's and its rival's scores lie apart; 0 where there is no rival."""
    leader, rival, cells = standing.leader, standing.rival, standing.table.cells
    if leader is None or rival is None:
        return dict.fromkeys(cells, 0.0)
    return {name: abs(row[leader].score - row[rival].score) for name, row in cells.items()}


def _reach(reveal: Reveal, standing: Standing) -> dict[str, float]:
    gaps = _gaps(standing)
    return {name: pstdev(reveal.everyone.values[name]) * gaps[name] for name in gaps}


def _range(reveal: Reveal, name: str) -> str:
    values = reveal.everyone.values[name]
    return f"{percent(values[0])} to {percent(values[-1])}"


def _roles_part(reveal: Reveal, model: DecisionModel, name: str) -> str:
    means = {role: group.mean[name] for role, group in reveal.roles.items()}
    high, low = max(means, key=lambda role: means[role]), min(means, key=lambda role: means[role])
    entry = model.criteria[name].name
    if percent(means[high]) == percent(means[low]):
        return "The roles weigh alike."
    both = listed([f"{_role(role)} {percent(means[role])}" for role in (high, low)])
    return f"Roles differ most on {entry}: {both} of the weight."


def _role(name: str) -> str:
    return "the other roles" if name == OTHER_ROLES else f"“{name}”"


def _rows(
    reveal: Reveal, standing: Standing, panel: Panel, order: Sequence[str]
) -> tuple[Mapping[str, str], ...]:
    reach, everyone = _reach(reveal, standing), reveal.everyone
    return tuple(
        {
            "Criterion": standing.table.model.criteria[name].name,
            "Lowest": percent(everyone.values[name][0]),
            "Median": percent(everyone.median[name]),
            "Highest": percent(everyone.values[name][-1]),
            "Spread × effect, points": fixed(reach[name]),
            "Share of what divides": percent(panel.matters[name]) if panel.matters else "–",
        }
        for name in order
    )
