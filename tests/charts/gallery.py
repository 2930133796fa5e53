"""Every kind of chart, of real cases, in each theme: what the tests of colour look at."""

from __future__ import annotations

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


@cache
def gallery(theme: str) -> dict[str, Chart]:
    """Give charts by the name of their function and of the case."""
    palette = PALETTES[theme]
    made = {
        f"{name} of {case}": chart
        for case, evaluation in CASES.items()
        for name, chart in of_case(evaluation, palette).items()
    }
    standings = {name: EVALUATIONS[name].standing for name in EVALUATIONS}
    return made | _of_room(palette) | {"sites_chart": charts.sites_chart(standings, palette)}


@cache
def drawn(theme: str, wide: int = WIDE) -> dict[str, Scene]:
    """Give the same charts as they are drawn."""
    ground = PALETTES[theme].ground
    return {name: scene(chart, ground, wide) for name, chart in gallery(theme).items()}


def of_case(evaluation: Evaluation, palette: Palette) -> dict[str, Chart]:
    """Give every chart of one case by the name of its function."""
    finding, standing, robustness = evaluation.finding, evaluation.standing, evaluation.robustness
    model, criterion = evaluation.model, nearest_criterion(evaluation.robustness)
    ranks = dict(zip(robustness.options, robustness.any_weights.ranks.table.tolist(), strict=True))
    made = {
        "options_chart": charts.options_chart(finding, palette),
        "reasons_chart": charts.reasons_chart(standing, palette),
        "shares_chart": charts.shares_chart(model, standing.shares, palette),
        "slope_chart": charts.slope_chart(standing, criterion, palette),
        "small slope_chart": charts.slope_chart(standing, criterion, palette, small=True),
        "acceptability_chart": charts.acceptability_chart(model, ranks, palette),
    }
    if robustness.reaches:
        made["tornado_chart"] = charts.tornado_chart(standing, robustness.reaches, palette)
    return made


def _of_room(palette: Palette) -> dict[str, Chart]:
    standing = EVALUATION.standing
    names = {name: entry.name for name, entry in MODEL.criteria.items()}
    return {
        "weights_chart": charts.weights_chart(REVEAL, standing, PANEL, palette),
        "roles_chart": charts.roles_chart(REVEAL, standing, palette),
        "leaders_chart": charts.leaders_chart(PANEL, MODEL, palette),
        "sides_chart": charts.sides_chart(PANEL, MODEL, palette),
        "own_chart": own_chart(REVEAL, names, shares(weights(4)), palette),
    }
