"""A chart as it is drawn: every mark where it lies, with its colour, Vega's defaults and all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any

import vl_convert

from decision.charts import Chart
from tests.charts.vision import over

WIDE, PHONE = 540, 330  # units: what a page gives a chart, and what a phone does
LETTER = 0.55  # the width of a letter, in the size of its text
Point = tuple[float, float]


@dataclass(frozen=True)
class Item:
    """One mark. A line is one, with its points joined."""

    kind: str
    place: int  # in the order of drawing: later lies on top
    layer: str
    axis: bool
    box: tuple[float, float, float, float]  # left, top, right, bottom
    fill: str | None
    stroke: str | None
    fill_opacity: float
    stroke_opacity: float
    stroke_width: float
    dash: tuple[float, ...]
    shape: str
    text: str

    @property
    def colour(self) -> str:
        """What it is drawn in; text by its fill, though it has a halo."""
        colour = self.fill or self.stroke
        assert colour is not None
        return colour

    @property
    def middle(self) -> Point:
        left, top, right, bottom = self.box
        return (left + right) / 2, (top + bottom) / 2

    @property
    def height(self) -> float:
        return self.box[3] - self.box[1]

    @property
    def halo(self) -> bool:
        return self.kind == "text" and self.stroke is not None

    def covers(self, point: Point) -> bool:
        left, top, right, bottom = self.box
        (x, y), (at, level) = point, self.middle
        if self.shape == "circle":
            return (x - at) ** 2 + (y - level) ** 2 <= ((right - left) / 2) ** 2
        return left <= x <= right and top <= y <= bottom

    def inside(self) -> list[Point]:
        """Points spread over it."""
        left, top, right, bottom = self.box
        return [
            (left + across * (right - left), top + down * (bottom - top))
            for across, down in product((0.02, 0.1, 0.3, 0.5, 0.7, 0.9, 0.98), (0.15, 0.5, 0.85))
        ]


@dataclass(frozen=True)
class Scene:
    """All that a chart draws, but for grid lines and an axis's own."""

    items: tuple[Item, ...]
    ground: str

    def marks(self, *kinds: str) -> list[Item]:
        return [item for item in self.items if item.kind in kinds and not item.axis]

    def texts(self) -> list[Item]:
        """What is read: a halo lies under the same text again."""
        return [item for item in self.items if item.kind == "text" and not item.halo]

    def beneath(self, item: Item) -> set[str]:
        """Give every colour that an item lies on."""
        if self.haloed(item):
            return {self.ground}
        found = set()
        for point in item.inside():
            colour = self.ground
            for one in self.items:
                if one.place < item.place and one.kind in ("rect", "symbol") and one.covers(point):
                    colour = self.laid(one, colour)
            found.add(colour)
        return found

    def haloed(self, item: Item) -> bool:
        return any(one.halo and one.text == item.text and one.box == item.box for one in self.items)

    def laid(self, item: Item, ground: str | None = None) -> str:
        """Give the colour of an item's inside, on the page or on what is named."""
        opacity = item.fill_opacity if item.fill else item.stroke_opacity
        return over(item.colour, opacity, ground or self.ground)

    def held(self, item: Item) -> str:
        """Give the text that stands within an item."""
        return " ".join(one.text for one in self.texts() if item.covers(one.middle))


def scene(chart: Chart, ground: str, wide: int = WIDE) -> Scene:
    """Draw a chart as wide as asked for, and give its marks."""
    drawn = vl_convert.vegalite_to_scenegraph({**chart.spec, "width": wide})
    items = tuple(_items(drawn["scenegraph"], (0.0, 0.0), "", False))
    numbered = tuple(
        Item(**{**vars(item), "place": place}) for place, item in enumerate(_at_front_last(items))
    )
    assert numbered
    return Scene(numbered, ground)


def _at_front_last(items: tuple[Item, ...]) -> list[Item]:
    return [item for item in items if item.axis] + [item for item in items if not item.axis]


def _items(mark: dict[str, Any], at: Point, layer: str, axis: bool) -> Iterator[Item]:
    kind, axis = mark["marktype"], axis or str(mark.get("role")).startswith("axis")
    layer = mark.get("name") or layer
    entries = mark.get("items", [])
    if kind == "group":
        for entry in entries:
            inner = (at[0] + entry.get("x", 0), at[1] + entry.get("y", 0))
            for child in entry.get("items", []):
                yield from _items(child, inner, layer, axis)
        return
    if axis and kind != "text":
        return
    if kind == "line":
        xs, ys = ([entry.get(key, 0) for entry in entries] for key in "xy")
        box = (min(xs) + at[0], min(ys) + at[1], max(xs) + at[0], max(ys) + at[1])
        yield _item(entries[0], kind, box, layer, axis)
        return
    for entry in entries:
        if kind != "text" or str(entry.get("text") or "").strip():
            yield _item(entry, kind, _box(entry, kind, at), layer, axis)


def _item(
    entry: dict[str, Any], kind: str, box: tuple[float, float, float, float], layer: str, axis: bool
) -> Item:
    fill, stroke = (
        None if entry.get(key) in (None, "transparent") else entry[key]
        for key in ("fill", "stroke")
    )
    whole = entry.get("opacity", 1)
    return Item(
        kind=kind,
        place=0,
        layer=layer,
        axis=axis,
        box=box,
        fill=fill,
        stroke=stroke if entry.get("strokeWidth", 1) else None,
        fill_opacity=whole * entry.get("fillOpacity", 1),
        stroke_opacity=whole * entry.get("strokeOpacity", 1),
        stroke_width=entry.get("strokeWidth", 1),
        dash=tuple(entry.get("strokeDash") or (1, 0)),
        shape=entry.get("shape", "circle") if kind == "symbol" else "",
        text=str(entry.get("text", "")),
    )


def _box(entry: dict[str, Any], kind: str, at: Point) -> tuple[float, float, float, float]:
    x, y = entry.get("x", 0) + at[0], entry.get("y", 0) + at[1]
    if kind == "symbol":
        half = (entry["size"] / 3.1416) ** 0.5
        return x - half, y - half, x + half, y + half
    if kind == "text":
        size = entry.get("fontSize", 11)
        long = min(len(str(entry["text"])) * size * LETTER, entry.get("limit") or 9999)
        x, y = x + entry.get("dx", 0), y + entry.get("dy", 0)
        left = x - {"left": 0.0, "right": 1.0}.get(entry.get("align", "left"), 0.5) * long
        top = y - {"top": 0.0, "middle": 0.5}.get(entry.get("baseline", "alphabetic"), 0.8) * size
        return left, top, left + long, top + size
    right = entry.get("x2", entry.get("x", 0) + entry.get("width", 0)) + at[0]
    bottom = entry.get("y2", entry.get("y", 0) + entry.get("height", 0)) + at[1]
    return min(x, right), min(y, bottom), max(x, right), max(y, bottom)
