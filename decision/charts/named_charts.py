"""The charts of one result by name, each drawn when it is called for."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from decision.charts.chart import Chart
from decision.charts.criteria_bars import reasons_chart, shares_chart
from decision.charts.result import options_chart
from decision.charts.tornado import tornado_chart
from decision.charts.weight_changes import acceptability_chart
from decision.charts.weight_lines import slope_chart
from decision.engine import Evaluation
from decision.sensitivity.robustness import choosable, nearest_criterion


def named_charts(evaluation: Evaluation) -> dict[str, Callable[[], Chart]]:
    """Return how to draw each chart that a result has something to show in, the answer first.

    Always `options` and `shares`; `reasons` where two courses can be chosen;
    `tornado` where an answer moves the margin; with several criteria `slope` and,
    where options can be chosen, `acceptability`.
    """
    finding, standing, robustness = (evaluation.finding, evaluation.standing, evaluation.robustness)
    model = evaluation.model
    made: dict[str, Callable[[], Chart]] = {
        "options": partial(options_chart, finding),
        "reasons": partial(reasons_chart, standing),
        "shares": partial(shares_chart, model, standing.shares),
    }
    if standing.rival is None:
        del made["reasons"]
    if any(reach.high - reach.low > 1e-9 for reach in robustness.reaches):
        made["tornado"] = partial(tornado_chart, standing, robustness.reaches)
    if len(model.criteria) > 1:
        made["slope"] = lambda: slope_chart(standing, nearest_criterion(robustness))
        if choosable(robustness).options:
            made["acceptability"] = lambda: acceptability_chart(model, _ranks(evaluation))
    return made


def _ranks(evaluation: Evaluation) -> dict[str, list[float]]:
    """Return how often each option that can be chosen takes each rank, over all weights."""
    ranked = choosable(evaluation.robustness)
    rows = ranked.any_weights.ranks.table.tolist()
    return dict(zip(ranked.options, rows, strict=True))
