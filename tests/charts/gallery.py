"""Every kind of chart, of real cases, in each theme: what the tests of colour look at."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from decision import charts, evaluate, load_model
from decision.charts import DARK, LIGHT, Chart, Palette
from decision.charts.own_ballot import own_chart
from decision.engine import Evaluation
from decision.evaluation.weights import shares
from decision.files.shipped import example_models
from decision.sensitivity.robustness import nearest_criterion
from tests.charts.data import EVALUATIONS, MODEL
from tests.charts.scene import WIDE, Scene, scene
from tests.charts.test_panel_weights import EVALUATION, PANEL, REVEAL, weights

PALETTES = {"light": LIGHT, "dark": DARK}
OFFICES = load_model(example_models()["offices"])
# One with every answer, one with few, one with none, and one with options of no side.
CASES = {
    **{name: EVALUATIONS[name] for name in ("invented-complete", "six-specialties", "empty")},
    "offices": evaluate(OFFICES),
}


Make = Callable[[], Chart]


@cache
def makers(theme: str) -> dict[str, Make]:
    """Give what makes each chart by the name of its function and of the case."""
    palette = PALETTES[theme]
    made = {
        f"{name} of {case}": make
        for case, evaluation in CASES.items()
        for name, make in of_case(evaluation, palette).items()
    }
    standings = {name: EVALUATIONS[name].standing for name in EVALUATIONS}
    made["sites_chart"] = lambda: charts.sites_chart(standings, palette)
    return made | _of_room(palette)


@cache
def chart(theme: str, name: str) -> Chart:
    """Give one chart."""
    return makers(theme)[name]()


@cache
def drawn(theme: str, name: str, wide: int = WIDE) -> Scene:
    """Give a chart as it is drawn."""
    return scene(chart(theme, name), PALETTES[theme].ground, wide)


def of_case(evaluation: Evaluation, palette: Palette) -> dict[str, Make]:
    """Give what makes every chart of one case by the name of its function."""
    model, standing = evaluation.model, evaluation.standing

    def slope(small: bool) -> Chart:
        criterion = nearest_criterion(evaluation.robustness)
        return charts.slope_chart(standing, criterion, palette, small=small)

    def acceptability() -> Chart:
        found = evaluation.robustness
        ranks = found.any_weights.ranks.table.tolist()
        by_option = dict(zip(found.options, ranks, strict=True))
        return charts.acceptability_chart(model, by_option, palette)

    made: dict[str, Make] = {
        "options_chart": lambda: charts.options_chart(evaluation.finding, palette),
        "reasons_chart": lambda: charts.reasons_chart(standing, palette),
        "shares_chart": lambda: charts.shares_chart(model, standing.shares, palette),
        "slope_chart": lambda: slope(False),
        "small slope_chart": lambda: slope(True),
        "acceptability_chart": acceptability,
    }
    if model.facts:
        made["tornado_chart"] = lambda: charts.tornado_chart(
            standing, evaluation.robustness.reaches, palette
        )
    return made


def _of_room(palette: Palette) -> dict[str, Make]:
    standing = EVALUATION.standing
    names = {name: entry.name for name, entry in MODEL.criteria.items()}
    return {
        "weights_chart": lambda: charts.weights_chart(REVEAL, standing, PANEL, palette),
        "roles_chart": lambda: charts.roles_chart(REVEAL, standing, palette),
        "leaders_chart": lambda: charts.leaders_chart(PANEL, MODEL, palette),
        "sides_chart": lambda: charts.sides_chart(PANEL, MODEL, palette),
        "own_chart": lambda: own_chart(REVEAL, names, shares(weights(4)), palette),
    }
