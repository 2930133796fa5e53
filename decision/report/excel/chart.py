"""The chart of totals on Result: live, its lines the ranges as drawn."""

from __future__ import annotations

from decision.charts.chart import INK, colour_of
from decision.report.excel.cells import Sheet, span
from decision.report.excel.layout import Plan


def write(sheet: Sheet, plan: Plan, at: int) -> int:
    """Draw the totals that stand from row `at`; give the row below the chart."""
    last = at + len(plan.options) - 1
    chart = sheet.book.workbook.add_chart({"type": "bar"})
    up, down = (
        span("Workings", plan.OPTIONS_AT, column, plan.OPTIONS_AT + len(plan.options) - 1)
        for column in (13, 14)
    )
    chart.add_series(
        {
            "name": "Total",
            "categories": f"={span('Result', at, 0, last)}",
            "values": f"={span('Result', at, 1, last)}",
            "points": [
                {"fill": {"color": colour_of(plan.model, option)}} for option in plan.model.options
            ],
            "gap": 60,
            "y_error_bars": {
                "type": "custom",
                "plus_values": f"={up}",
                "minus_values": f"={down}",
                "line": {"color": INK, "width": 1},
            },
            "data_labels": {
                "value": True,
                "position": "inside_base",
                "num_format": "0.0",
                "font": {"name": "Arial", "bold": True, "color": "#ffffff"},
            },
        }
    )
    chart.set_title(
        {
            # Not linked to the headline: LibreOffice would keep the words it had when written.
            "name": "Total of each option, 0 to 100",
            "name_font": {"name": "Arial", "size": 11, "bold": True},
            "overlay": False,
        }
    )
    chart.set_x_axis(
        {
            "min": 0,
            "max": 100,
            "major_gridlines": {"visible": False},
            "num_format": "0",
            "num_font": {"name": "Arial"},
            "name": "Each line holds 90 of 100 simulations; it goes once an entry is changed",
            "name_font": {"name": "Arial", "bold": False},
        }
    )
    chart.set_y_axis({"reverse": True, "num_font": {"name": "Arial"}, "crossing": "max"})
    chart.set_legend({"none": True})
    bars = min(len(plan.options), 30)
    height = 80 + 24 * bars
    chart.set_size({"width": 1000, "height": height})
    chart.set_chartarea({"border": {"none": True}})
    words = "A bar for each option's total, 0 to 100; the same figures are in the table above."
    sheet.page.insert_chart(last + 2, 0, chart, {"description": words, "object_position": 1})
    return last + 2 + height // 17 + 1
