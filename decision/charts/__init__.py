"""Values → altair charts. Each says its point in a sentence and has a table twin.

Left is the pair's first option and right its second, everywhere; colour only repeats
what position and words say. Titles stay out of the drawing, because the page wraps them.
"""

from decision.charts.bars import reasons_chart, shares_chart
from decision.charts.drawing import DARK, LIGHT, Chart, Palette
from decision.charts.facts import tornado_chart
from decision.charts.people import firsts_chart, leaders_chart, sides_chart
from decision.charts.room import disagreements, roles_chart, weights_chart
from decision.charts.sites import sites_chart
from decision.charts.slopes import slope_chart
from decision.charts.totals import margin_chart, options_chart
from decision.charts.weights import acceptability_chart, switching_chart

__all__ = [
    "DARK",
    "LIGHT",
    "Chart",
    "Palette",
    "acceptability_chart",
    "disagreements",
    "firsts_chart",
    "leaders_chart",
    "margin_chart",
    "options_chart",
    "reasons_chart",
    "roles_chart",
    "shares_chart",
    "sides_chart",
    "sites_chart",
    "slope_chart",
    "switching_chart",
    "tornado_chart",
    "weights_chart",
]
