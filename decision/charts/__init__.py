"""Results as Altair charts, each with its finding in a sentence and the same as a table.

Charts show the answer: the leader beside its rival. The two compared courses keep their sides
and colours everywhere; colour only repeats what position and words say. Titles stay out of the
drawing, because the page wraps them.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from decision.charts.chart import DARK, LIGHT, Chart, Palette

if TYPE_CHECKING:
    from decision.charts.criteria_bars import reasons_chart, shares_chart
    from decision.charts.panel_sides import leaders_chart, sides_chart
    from decision.charts.panel_weights import disagreements, roles_chart, weights_chart
    from decision.charts.result import options_chart
    from decision.charts.sites import sites_chart
    from decision.charts.tornado import tornado_chart
    from decision.charts.weight_changes import acceptability_chart
    from decision.charts.weight_lines import slope_chart

__all__ = [
    "DARK", "LIGHT", "Chart", "Palette", "acceptability_chart", "disagreements", "leaders_chart",
    "options_chart", "reasons_chart", "roles_chart", "shares_chart", "sides_chart", "sites_chart",
    "slope_chart", "tornado_chart", "weights_chart",
]  # fmt: skip

# Loaded on first use: a page without a chart never waits for altair.
_HOMES = {
    "criteria_bars": ("reasons_chart", "shares_chart"),
    "panel_sides": ("leaders_chart", "sides_chart"),
    "panel_weights": ("disagreements", "roles_chart", "weights_chart"),
    "result": ("options_chart",),
    "sites": ("sites_chart",),
    "tornado": ("tornado_chart",),
    "weight_changes": ("acceptability_chart",),
    "weight_lines": ("slope_chart",),
}


def __getattr__(name: str) -> Any:
    for home, names in _HOMES.items():
        if name in names:
            return getattr(importlib.import_module(f"decision.charts.{home}"), name)
    raise AttributeError(f"module 'decision.charts' has no attribute {name!r}")
