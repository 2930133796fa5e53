"""Each chart says what its numbers say, and so does its table."""

from __future__ import annotations

import pytest

from decision import charts, evaluate
from tests.charts.data import EVALUATIONS, small
from tests.charts.gallery import CASES, PALETTES, makers, of_case


@pytest.mark.parametrize("theme", PALETTES)
def test_every_chart_has_a_title_a_reading_an_alt_text_and_a_table(theme: str) -> None:
    others = [
        of_case(one, PALETTES[theme]) for name, one in EVALUATIONS.items() if name not in CASES
    ]
    for makers_of_one in (makers(theme), *others):
        for name, make in makers_of_one.items():
            chart = make()
            assert chart.title.endswith("."), name
            assert chart.reading.endswith("."), name
            assert chart.alt.startswith(chart.title), name
            assert chart.table, name
            assert chart.spec["$schema"], name


@pytest.mark.parametrize("theme", PALETTES)
def test_every_drawing_is_valid_vega_lite(theme: str) -> None:
    """Held here, so that the app need not check each at every reader's expense."""
    for make in makers(theme).values():
        make().figure.to_dict(validate=True)


def test_level_options_are_drawn_level() -> None:
    model = small({"x": {"a": 50, "b": 50}}, {"x": 1})
    evaluation = evaluate(model)
    assert charts.reasons_chart(evaluation.standing).title == "No criterion tells the two apart."
    assert charts.options_chart(evaluation.finding).title.startswith("All 2 options stand within")
