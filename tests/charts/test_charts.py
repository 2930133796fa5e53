"""Each chart says what its numbers say, and so does its table."""

from __future__ import annotations

import pytest

from decision import charts, evaluate
from decision.charts import DARK, LIGHT, Chart, Palette
from decision.engine import Evaluation

from .data import EVALUATIONS, MODEL, small
from .gallery import PALETTES, gallery


def _charts(evaluation: Evaluation, palette: Palette = LIGHT) -> dict[str, Chart]:
    return {
        "margin": charts.margin_chart(evaluation.finding, palette),
        "options": charts.options_chart(evaluation.finding, palette),
        "reasons": charts.reasons_chart(evaluation.standing, palette),
        "shares": charts.shares_chart(MODEL, evaluation.standing.shares, palette),
    }


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("name", EVALUATIONS)
def test_every_chart_has_a_title_a_reading_an_alt_text_and_a_table(
    name: str, palette: Palette
) -> None:
    for chart in _charts(EVALUATIONS[name], palette).values():
        assert chart.title.endswith(".")
        assert chart.reading.endswith(".")
        assert chart.alt.startswith(chart.title)
        assert chart.table
        assert chart.spec["$schema"]


@pytest.mark.parametrize("theme", PALETTES)
def test_every_drawing_is_valid_vega_lite(theme: str) -> None:
    """Held here, so that the app need not check each at every reader's expense."""
    for chart in gallery(theme).values():
        chart.figure.to_dict(validate=True)


def test_level_options_are_drawn_level() -> None:
    model = small({"x": {"a": 50, "b": 50}}, {"x": 1})
    evaluation = evaluate(model)
    assert "level" in charts.margin_chart(evaluation.finding).title
    assert charts.reasons_chart(evaluation.standing).title == "No criterion tells the two apart."
    assert charts.options_chart(evaluation.finding).title.startswith("All 2 options stand within")
