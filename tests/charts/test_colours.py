"""Colours are seen by every reader, and tell nothing alone.

Held on what Vega draws of real cases (`gallery`), in both themes, for readers with the three
common deficiencies of colour vision and for black and white (`vision`). Thresholds are those
of WCAG 2.2, success criteria 1.4.3 (text 4.5:1) and 1.4.11 (parts that carry meaning 3:1).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

import numpy as np
import pytest

from decision import charts
from decision.charts import Chart
from tests.charts.gallery import PALETTES, drawn, makers
from tests.charts.gallery import chart as chart_of
from tests.charts.scene import PHONE, WIDE, Item, Scene
from tests.charts.vision import LUMINANCE, MATRICES, VISIONS, contrast, difference, over, seen

TEXT, PART = 4.5, 3.0
RING = 1.5  # units: an outline as wide as this parts what it surrounds from what lies beneath
STEP = 3.0  # units: a step in height that shows on paper at half a page

EVERY = [(theme, name) for theme in PALETTES for name in makers(theme)]
every_chart = pytest.mark.parametrize(("theme", "name"), EVERY, ids=[" ".join(e) for e in EVERY])


# The measures themselves


@pytest.mark.parametrize("vision", VISIONS)
def test_greys_are_the_same_to_everyone(vision: str) -> None:
    assert VISIONS[vision].sum(axis=1) == pytest.approx(1, abs=2e-6)
    for grey in ("#000000", "#808080", "#ffffff"):
        assert seen(grey, vision) == pytest.approx(seen(grey, "full colour"), abs=2e-6)


def test_each_deficiency_loses_one_kind_of_difference() -> None:
    assert difference("#d00000", "#007000") > 2
    for vision in ("protanopia", "deuteranopia"):
        confused = difference("#806000", "#508000", vision)
        assert confused < 0.5 * difference("#806000", "#508000")
    assert difference("#00a0a0", "#4060ff", "tritanopia") < difference("#00a0a0", "#4060ff")
    for vision in ("protanopia", "deuteranopia"):  # of tritanopia the paper gives less than all
        assert abs(np.linalg.det(MATRICES[vision])) < 0.01  # a dimension of three is gone


def test_contrast_and_mixing_are_as_published() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)  # WCAG's own limit
    assert over("#000000", 0.5, "#ffffff") == "#808080"
    assert sum(LUMINANCE) == pytest.approx(1)


# What is drawn


def test_every_chart_is_in_the_gallery() -> None:
    shown = {name.split(" of ")[0].split()[-1] for _, name in EVERY}
    assert shown == {name for name in charts.__all__ if name.endswith("_chart")} | {"own_chart"}


@every_chart
def test_text_is_readable_on_whatever_lies_beneath(theme: str, name: str) -> None:
    scene = drawn(theme, name)
    assert scene.texts()
    for text in scene.texts():
        for ground in scene.beneath(text):
            ratio = contrast(scene.laid(text, ground), ground)
            assert ratio >= TEXT, f"{text.text}: {text.colour} on {ground} is {ratio:.2f}:1"


@pytest.mark.parametrize("wide", [WIDE, PHONE])
@pytest.mark.parametrize("name", makers("light"))
def test_no_mark_hides_words_and_no_line_runs_through_them(name: str, wide: int) -> None:
    scene = drawn("light", name, wide)
    later = [item for item in scene.marks("rect", "symbol") if item.fill_opacity > 0]
    for text in scene.texts():
        for item in later:
            hidden = item.place > text.place and any(map(item.covers, text.inside()))
            assert not hidden, f"{text.text} lies under a {item.kind}"
        for rule in scene.marks("rule"):
            left, top, right, bottom = text.box
            across = left < rule.middle[0] < right and rule.box[1] < bottom and rule.box[3] > top
            assert not across or scene.haloed(text), f"a line runs through {text.text}"


@every_chart
def test_marks_stand_out(theme: str, name: str) -> None:
    """By their inside or their outline, in every vision; or what they say is written on them.

    What has the colour of the page is the pale edge of a mark drawn in front of it.
    """
    scene = drawn(theme, name)
    marks = list(scene.marks("rect", "symbol", "rule", "line"))
    for item in marks:
        front = any(one.place > item.place and item.covers(one.middle) for one in marks)
        if front and scene.laid(item) == scene.ground:
            continue
        if re.search(r"\d", scene.held(item)) or _edged(item, scene):
            continue
        for ground in scene.beneath(item) if item.kind in ("rect", "symbol") else {scene.ground}:
            for vision in VISIONS:
                ratio = max(contrast(*pair, vision) for pair in _beside(item, ground, scene))
                assert ratio >= PART, f"{item.kind} {item.layer} on {ground}: {ratio:.2f}:1"


@every_chart
def test_where_two_parts_meet_shows_in_every_vision(theme: str, name: str) -> None:
    scene = drawn(theme, name)
    for one, other in _meeting(scene):
        for vision in VISIONS:
            ratio = contrast(scene.laid(one), scene.laid(other), vision)
            both = f"{scene.laid(one)} beside {scene.laid(other)}"
            assert ratio >= PART or abs(one.height - other.height) >= STEP, (
                f"{one.layer}: {both}, {vision}: {ratio:.2f}:1"
            )


@every_chart
def test_colours_that_tell_things_apart_do_so_in_every_colour_vision(theme: str, name: str) -> None:
    """Black and white is not asked: there, what the next test holds does it."""
    scene = drawn(theme, name)
    layers: dict[str, set[str]] = {}
    for item in scene.marks("rect", "symbol", "line"):
        layers.setdefault(item.layer, set()).add(item.colour)
    for colours in layers.values():
        for one, other in combinations(sorted(colours), 2):
            for vision in VISIONS:
                if vision != "black and white":
                    assert difference(one, other, vision) >= 1, f"{one}, {other}, {vision}"


@pytest.mark.parametrize("theme", PALETTES)
@pytest.mark.parametrize("vision", [vision for vision in VISIONS if vision != "black and white"])
def test_the_two_sides_differ_twice_over(theme: str, vision: str) -> None:
    names = {text.text: text.colour for text in drawn(theme, "leaders_chart").texts()}
    assert len(names) == 2
    assert difference(*names.values(), vision) >= 2


@every_chart
def test_a_colour_tells_nothing_alone(theme: str, name: str) -> None:
    """Whatever has another colour differs in words, place or form as well."""
    scene, chart = drawn(theme, name), chart_of(theme, name)
    groups: dict[tuple[str, str], dict[str, list[Item]]] = {}
    for item in scene.marks("rect", "symbol", "line", "rule", "text"):
        if not item.halo and difference(scene.laid(item), scene.ground) > 0.1:
            groups.setdefault((item.kind, item.shape), {}).setdefault(item.colour, []).append(item)
    for kind, colours in groups.items():
        for one, other in combinations(colours, 2):
            assert _told_apart(colours[one], colours[other], scene, chart), (
                f"{kind}: {one}, {other}"
            )


def _beside(item: Item, ground: str, scene: Scene) -> list[tuple[str, str]]:
    """Give the colours that meet at an item's edge: inside, outline, and what lies beneath."""
    inside = scene.laid(item, ground)
    found = [(inside, ground)]
    if item.fill and item.stroke:
        outline = over(item.stroke, item.stroke_opacity, ground)
        found.append((outline, ground))
        if item.stroke_width >= RING:
            found.append((inside, outline))
    return found


def _edged(item: Item, scene: Scene) -> bool:
    """Whether lines that stand out run along both its sides."""
    lines = [
        rule.box[0]
        for rule in scene.marks("rule")
        if rule.height >= item.height - 1 and contrast(scene.laid(rule), scene.laid(item)) >= PART
    ]
    return item.kind == "rect" and all(
        any(abs(line - side) < 1 for line in lines) for side in (item.box[0], item.box[2])
    )


def _meeting(scene: Scene) -> Iterator[tuple[Item, Item]]:
    """Give each two parts of a bar that touch, and whose figures aren't written on them."""
    parts = [item for item in scene.marks("rect") if not re.search(r"\d", scene.held(item))]
    for one in parts:
        for other in parts:
            level = abs(one.middle[1] - other.middle[1]) < 1
            touch = abs(one.box[2] - other.box[0]) < 0.5
            wide = min(each.box[2] - each.box[0] for each in (one, other)) > 0.5
            if one.layer == other.layer and level and touch and wide:
                yield one, other


def _told_apart(some: list[Item], others: list[Item], scene: Scene, chart: Chart) -> bool:
    for sign in (_words, _dash, _form, _pointer, _filled, _side, _row):
        found = [{sign(item, scene, chart) for item in items} for items in (some, others)]
        if None not in found[0] | found[1] and not found[0] & found[1]:
            return True
    return False


def _words(item: Item, scene: Scene, chart: Chart) -> str | None:
    return item.text or None


def _dash(item: Item, scene: Scene, chart: Chart) -> str | None:
    return str(item.dash) if item.kind in ("line", "rule") else None


def _form(item: Item, scene: Scene, chart: Chart) -> str | None:
    return str(round(item.height)) if item.kind == "rect" else None


def _pointer(item: Item, scene: Scene, chart: Chart) -> str | None:
    found = re.search("[◀▶]", scene.held(item))
    return found[0] if found and item.kind == "rect" else None


def _filled(item: Item, scene: Scene, chart: Chart) -> str | None:
    if item.kind != "rect" or (item.fill_opacity < 0.9 and not item.stroke):
        return None
    return "filled" if item.fill_opacity >= 0.9 else "hollow"


def _side(item: Item, scene: Scene, chart: Chart) -> str | None:
    """Which side of the middle it lies on, where words say whose side that is."""
    middles = {
        round(rule.box[0])
        for rule in scene.marks("rule")
        if rule.dash == (1, 0) and rule.box[2] - rule.box[0] < 1
    }
    said = "Left: " in chart.reading or {"◀", "▶"} <= set("".join(t.text for t in scene.texts()))
    if item.kind == "text" or len(middles) != 1 or not said:
        return None
    return "left" if item.middle[0] < middles.pop() else "right"


def _row(item: Item, scene: Scene, chart: Chart) -> str | None:
    """The name of its row: beside it on the axis, or else the last one above it."""
    names = [
        text
        for text in scene.texts()
        if re.search(r"[^\W\d]{2}", text.text) and not re.fullmatch(r"\d+ points", text.text)
    ]
    beside = [text for text in names if text.axis]
    if beside:
        return min(beside, key=lambda text: abs(text.middle[1] - item.middle[1])).text
    above = [text for text in names if text.middle[1] <= item.middle[1]]
    return max(above, key=lambda text: text.middle[1]).text if above else None
