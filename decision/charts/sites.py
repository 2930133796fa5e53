"""The chart of many sites: what each criterion adds to each site's margin."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from decision.charts.chart import (
    LIGHT,
    Chart,
    Palette,
    Sides,
    configured,
    course_sign,
    sides_of,
    text_colour_of,
)
from decision.charts.marks import heat_map, letters_axis, names_axis
from decision.evaluation.additive import Standing, differences
from decision.model.decision_model import DecisionModel
from decision.sentences.phrases import course_named, named
from decision.wording.lists import listed
from decision.wording.numbers import fixed


def sites_chart(standings: Mapping[str, Standing], palette: Palette = LIGHT) -> Chart:
    """Return a heat map of sites against criteria, by what each criterion favours there.

    At each site its leader is compared with its rival; where there is no rival there are no
    points. The criteria whose effect differs most between the sites come first.
    """
    model = next(iter(standings.values())).table.model
    sides = {site: sides_of(standing) for site, standing in standings.items()}
    effects = {
        site: {} if (pair := sides[site]) is None else differences(standing, pair.right, pair.left)
        for site, standing in standings.items()
    }
    compared = [effect for effect in effects.values() if effect]
    spread = {
        name: max((effect[name] for effect in compared), default=0.0)
        - min((effect[name] for effect in compared), default=0.0)
        for name in model.criteria
    }
    order = sorted(model.criteria, key=lambda name: -round(spread[name], 9))
    most = max([abs(points) for effect in compared for points in effect.values()] + [0.1])
    letters = {site: letter(place) for place, site in enumerate(standings)}
    rows: list[dict[str, Any]] = []
    for site, pair in sides.items():
        for name in model.criteria:
            points = effects[site].get(name)
            favoured = None if pair is None or points is None else _favoured(pair, points)
            colour = text_colour_of(model, favoured, palette) if favoured else palette.quiet
            rows.append(
                {
                    "site": letters[site],
                    "name": model.criteria[name].name,
                    "label": _label(model, favoured, points),
                    "colour": colour,
                    "strength": 0.6 * abs(points or 0.0) / most,
                }
            )
    names = [model.criteria[name].name for name in order]
    parting = [model.criteria[name].name for name in order if spread[name] >= 0.05][:2]
    title = _title(standings, parting)
    x = letters_axis("site", letters.values(), palette)
    y = names_axis(names, palette, labelLimit=160, labelPadding=6, domain=False)
    table = tuple(
        {"Criterion": model.criteria[name].name}
        | {site: _lead(model, sides[site], effects[site].get(name)) for site in standings}
        for name in order
    )
    who = "; ".join(
        f"{name}: {site}{_compared(model, sides[site])}" for site, name in letters.items()
    )
    return Chart(
        title=title,
        reading=f"{who}. Points that each criterion adds to the margin there. "
        f"{_signs(model, sides.values())} The stronger the colour, the more.",
        alt=f"{title} The table has every figure.",
        table=table,
        figure=configured(heat_map(rows, x, y, palette), 28 * len(names) + 40, palette),
    )


def _favoured(pair: Sides, points: float) -> str | None:
    return None if abs(points) < 0.05 else pair.right if points > 0 else pair.left


def _label(model: DecisionModel, favoured: str | None, points: float | None) -> str:
    if points is None:
        return "–"
    if favoured is None:
        return "0.0"
    sign = course_sign(model, model.course_of[favoured])
    return f"{fixed(abs(points))}{'' if sign in '◀▶' else ' '}{sign}"


def _compared(model: DecisionModel, pair: Sides | None) -> str:
    if pair is None:
        return " (nothing to compare)"
    return f" ({named(model, pair.left)} beside {named(model, pair.right)})"


def _signs(model: DecisionModel, sides: Iterable[Sides | None]) -> str:
    """Return what each sign stands for, of the courses compared at any site."""
    courses = {
        model.course_of[option] for pair in sides if pair for option in (pair.left, pair.right)
    }
    said = [
        f"{course_sign(model, course)} {course_named(model, course)}"
        for course in model.courses
        if course in courses
    ]
    return f"For {listed(said)}." if said else "No site has two courses to compare."


def _title(standings: Mapping[str, Standing], parting: list[str]) -> str:
    """Return who leads at how many sites, and the criteria on which the sites differ most."""
    if not parting or len(standings) == 1:
        return f"{_leads(standings)}."
    verb = "divides" if len(parting) == 1 else "divide"
    return f"{_leads(standings)}; {listed(parting)} {verb} them most."


def _leads(standings: Mapping[str, Standing]) -> str:
    """Return at how many sites each course leads, courses are level, or one can be chosen."""
    model, every = next(iter(standings.values())).table.model, len(standings)
    counted: dict[str, int] = {}
    for course in model.courses:
        name = course_named(model, course)
        mine = [one for one in standings.values() if one.course == course]
        counted[f"{name} is ahead"] = sum(not one.level and one.rival is not None for one in mine)
        counted[f"only {name} can be chosen"] = sum(one.rival is None for one in mine)
    counted["courses are level"] = sum(one.level for one in standings.values())
    counted["nothing can be chosen"] = sum(one.course is None for one in standings.values())
    said = sorted(
        (what for what, count in counted.items() if count), key=lambda what: "is ahead" not in what
    )
    found = "; ".join(f"{what} at {counted[what]} of {every}" for what in said)
    return found if "is ahead" in said[0] else f"{found[:1].upper()}{found[1:]}"


def letter(place: int) -> str:
    """Return the letter of a site, from its place: A to Z, then AA and so on.

    >>> letter(0), letter(25), letter(26)
    ('A', 'Z', 'AA')
    """
    before, last = divmod(place, 26)
    return (letter(before - 1) if before else "") + chr(ord("A") + last)


def _lead(model: DecisionModel, pair: Sides | None, points: float | None) -> str:
    """Return points with the option that they favour."""
    if pair is None or points is None:
        return "–"
    favoured = _favoured(pair, points)
    return "0.0" if favoured is None else f"{fixed(abs(points))} for {model.options[favoured].name}"
