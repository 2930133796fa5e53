"""The chart of many sites: what each criterion adds to each site's lead."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from decision.charts.chart import LIGHT, Chart, Palette, configured
from decision.charts.marks import heat_map, letters_axis, names_axis
from decision.evaluation.additive import Standing
from decision.numeric import TIE
from decision.sentences.phrases import named
from decision.wording.lists import listed
from decision.wording.numbers import fixed


def sites_chart(standings: Mapping[str, Standing], palette: Palette = LIGHT) -> Chart:
    """Return a heat map of sites against criteria, by which side each criterion favours there.

    The criteria whose effect differs most between the sites come first.

    Args:
        standings: by the site's name; all of one model, one at least.
        palette: the colours of the theme.
    """
    model = next(iter(standings.values())).table.model
    first, second = model.pair
    effects = {
        site: {name: row[second] - row[first] for name, row in standing.contributions.items()}
        for site, standing in standings.items()
    }
    spread = {
        name: max(effect[name] for effect in effects.values())
        - min(effect[name] for effect in effects.values())
        for name in model.criteria
    }
    order = sorted(model.criteria, key=lambda name: -round(spread[name], 9))
    most = max([abs(points) for effect in effects.values() for points in effect.values()] + [0.1])
    letters = {site: letter(place) for place, site in enumerate(standings)}
    rows: list[dict[str, Any]] = [
        {
            "site": letters[site],
            "name": model.criteria[name].name,
            "label": "0.0" if abs(points) < 0.05 else f"{fixed(abs(points))}{'◀▶'[points > 0]}",
            "colour": palette.second if points > 0 else palette.first,
            "strength": 0.6 * abs(points) / most,
        }
        for site, effect in effects.items()
        for name, points in effect.items()
    ]
    names = [model.criteria[name].name for name in order]
    parting = [model.criteria[name].name for name in order if spread[name] >= 0.05][:2]
    title = _title(standings, parting)
    x = letters_axis("site", letters.values(), palette)
    y = names_axis(names, palette, labelLimit=160, labelPadding=6, domain=False)
    table = tuple(
        {"Criterion": model.criteria[name].name}
        | {
            site: _lead(effect[name], model.options[first].name, model.options[second].name)
            for site, effect in effects.items()
        }
        for name in order
    )
    who = "; ".join(f"{name}: {site}" for site, name in letters.items())
    return Chart(
        title=title,
        reading=f"{who}. Points that each criterion adds to the lead there. ◀ for "
        f"{named(model, first)}, ▶ for {named(model, second)}; the stronger the colour, the more.",
        alt=f"{title} The table has every figure.",
        table=table,
        figure=configured(heat_map(rows, x, y, palette), 26 * len(names) + 40, palette),
    )


def _title(standings: Mapping[str, Standing], parting: list[str]) -> str:
    """Return who leads at how many sites, and the criteria on which the sites differ most."""
    if not parting or len(standings) == 1:
        return f"{_leads(standings)}."
    verb = "parts" if len(parting) == 1 else "part"
    return f"{_leads(standings)}; {listed(parting)} {verb} them most."


def _leads(standings: Mapping[str, Standing]) -> str:
    """Return at how many sites each side leads, both are level, or one alone can be chosen."""
    model = next(iter(standings.values())).table.model
    ahead = [one.ahead for one in standings.values() if one.margin > TIE]
    alone = [one.ahead for one in standings.values() if one.margin < -TIE]
    level = len(standings) - len(ahead) - len(alone)
    counts = [(f"{named(model, side)} is ahead", ahead.count(side)) for side in model.pair]
    counts += [
        (f"only {named(model, side)} can be chosen", alone.count(side)) for side in model.pair
    ]
    counts.append(("the two are level", level))
    found = "; ".join(f"{what} at {count} of {len(standings)}" for what, count in counts if count)
    return found if ahead else f"{found[:1].upper()}{found[1:]}"


def letter(place: int) -> str:
    """Return the letter of a site, from its place: A to Z, then AA and so on.

    >>> letter(0), letter(25), letter(26)
    ('A', 'Z', 'AA')
    """
    before, last = divmod(place, 26)
    return (letter(before - 1) if before else "") + chr(ord("A") + last)


def _lead(points: float, first: str, second: str) -> str:
    """Return points with the side that they favour: below 0 the first."""
    if abs(points) < 0.05:
        return "0.0"
    return f"{fixed(abs(points))} for {second if points > 0 else first}"
