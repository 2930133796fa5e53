"""Shared axes and marks: where they stand, what they say, and that callers may change them."""

from __future__ import annotations

from typing import Any

import altair as alt

from decision.charts.chart import LIGHT
from decision.charts.marks import (
    band,
    diamond,
    dot,
    drawing_of,
    halo,
    heat_map,
    in_two,
    label,
    letters_axis,
    names_axis,
    own_colour,
    points_axis,
    share_axis,
    side_label,
    x_at,
    y2_at,
    y_at,
    zero_line,
)
from decision.evaluation.verdict import NEAR

ROWS: list[dict[str, Any]] = [{"name": "A", "points": 1.0, "strength": 0.5, "label": "1.0"}]


def mark(chart: alt.Chart) -> dict[str, Any]:
    found: dict[str, Any] = chart.to_dict()["mark"]
    return found


def encoded(chart: alt.Chart) -> dict[str, Any]:
    found: dict[str, Any] = chart.to_dict()["encoding"]
    return found


def rows_of(chart: alt.Chart) -> list[dict[str, Any]]:
    (rows,) = chart.to_dict()["datasets"].values()
    return list(rows)


def test_a_place_is_a_value_and_reads_no_data() -> None:
    chart = drawing_of(ROWS).mark_rule().encode(x=x_at("width"), y=y_at(3), y2=y2_at("height"))
    assert encoded(chart) == {"x": {"value": "width"}, "y": {"value": 3}, "y2": {"value": "height"}}


def test_points_run_as_far_to_either_side_of_level() -> None:
    x = points_axis("points", 20, tickCount=5).to_dict()
    assert x["scale"] == {"domain": [-20, 20], "nice": False}
    assert x["axis"]["labelExpr"].startswith("datum.value == 0 ? 'level' : ")
    assert x["axis"]["tickCount"] == 5


def test_shares_run_from_none_to_all_in_per_cent() -> None:
    x = share_axis("share", grid=False).to_dict()
    assert (x["field"], x["scale"]) == ("share", {"domain": [0, 1], "nice": False})
    assert (x["axis"]["format"], x["axis"]["values"][-1], x["axis"]["grid"]) == ("%", 1, False)


def test_names_and_letters_keep_the_order_given() -> None:
    y = names_axis(["b", "a"], LIGHT, labelLimit=9).to_dict()
    assert y["sort"] == ["b", "a"]
    assert (y["axis"]["labelLimit"], y["axis"]["labelPadding"]) == (9, 8)
    x = letters_axis("site", ["B", "A"], LIGHT).to_dict()
    assert (x["field"], x["sort"], x["axis"]["orient"]) == ("site", ["B", "A"], "top")


def test_a_label_has_its_halo_at_the_same_place_in_the_colour_of_the_page() -> None:
    place = {"align": "left", "dy": -11}
    base = drawing_of(ROWS)
    words, outline = mark(label(base, color=LIGHT.ink, **place)), mark(halo(base, LIGHT, **place))
    assert {outline.pop("color"), outline.pop("stroke")} == {LIGHT.ground}
    assert outline.pop("strokeWidth") > 0
    assert outline.pop("strokeJoin") == "round"  # or a letter's corner becomes a spike
    assert words.pop("color") == LIGHT.ink
    assert outline == words


def test_the_two_sides_names_leave_each_other_room() -> None:
    found = mark(side_label(drawing_of(ROWS), "right", LIGHT.second, 14))
    assert found["limit"] == {"expr": "width / 2 - 8"}
    assert (found["align"], found["color"], found["fontSize"]) == ("right", LIGHT.second, 14)


def test_dots_and_diamonds_stand_out_from_what_is_below_them() -> None:
    base = drawing_of(ROWS)
    for found in (mark(dot(base, 60, LIGHT)), mark(diamond(base, 60, LIGHT))):
        assert (found["size"], found["opacity"], found["stroke"]) == (60, 1, LIGHT.ground)
    assert mark(dot(base, 60, LIGHT, opacity=0.9))["opacity"] == 0.9


def test_level_and_the_band_about_it_lie_where_the_verdict_has_them() -> None:
    x = points_axis("points", 20)
    assert rows_of(zero_line("points", x, LIGHT)) == [{"points": 0}]
    inside, edges = band("points", x, LIGHT, top=48)
    assert rows_of(inside) == [{"points": -NEAR, "to": NEAR}]
    assert rows_of(edges) == [{"points": -NEAR}, {"points": NEAR}]
    assert [encoded(part)["y"] for part in (inside, edges)] == [{"value": 48}] * 2


def test_a_heat_map_has_its_rows_colours_and_labels() -> None:
    x, y = letters_axis("site", "A", LIGHT), names_axis("A", LIGHT)
    cells, words = heat_map(ROWS, x, y, LIGHT).to_dict()["layer"]
    assert words["encoding"]["text"]["field"] == "label"
    assert cells["encoding"]["color"] == own_colour().to_dict()


def test_a_long_name_takes_two_lines_beside_its_row() -> None:
    long = "Professional development (HCPC)"
    axis = names_axis(["Staffing gaps", long], LIGHT).to_dict()["axis"]
    assert '["Professional", "development (HCPC)"]' in axis["labelExpr"]
    assert "Staffing" not in axis["labelExpr"]
    assert axis["labelBaseline"]["condition"]["value"] == "bottom"
    assert [len(in_two(name, 18)) for name in ("Staffing gaps", long, "a " * 30)] == [1, 2, 2]
