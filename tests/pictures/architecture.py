"""The README's picture of the rooms, made from their imports.

`python -m tests.pictures.architecture` writes it: which rooms there are, what each is for, and
which others it uses. Look at it before keeping it.
"""

from __future__ import annotations

import ast
import re
import textwrap
from dataclasses import dataclass
from html import escape
from pathlib import Path

import decision
from tests.test_house import MODULES, ROOMS, uses

PACKAGE = Path(decision.__file__).parent


def outer(name: str) -> str:
    """Return the room of the first level that a module is in."""
    return name.split(".")[0]


FILE = Path(__file__).with_suffix(".svg")
LEFT_OUT = {"__main__"}  # it only starts the command line
ORDER = tuple(name for name in dict.fromkeys(map(outer, ROOMS)) if name not in LEFT_OUT)

ROW, TOP, EDGE = 38, 132, 12  # pixels: a row, what stands above the rows, the margin
NAMES, BOX, STEP = 118, 470, 22  # ... the names, a box, a column of the table
LETTERS = 55  # of a line in a box
INK, QUIET, LINE, FAINT, PALE = "#1b1f24", "#4d5661", "#c9d1d9", "#dfe4ea", "#f3f6fa"
BLUE = "#1d5b9e"
FONT = "'Segoe UI', 'Liberation Sans', Arial, Helvetica, sans-serif"


@dataclass(frozen=True)
class Room:
    """A package or a module of the first level: its name, its job and the rooms it uses."""

    name: str
    job: str
    uses: tuple[str, ...]


def computed() -> list[Room]:
    """Return the rooms in the order of import, the one that uses no other first."""
    used: dict[str, set[str]] = {name: set() for name in ORDER}
    for name in MODULES:
        if outer(name) in used:
            used[outer(name)] |= {outer(other) for other in uses(name)} - {outer(name)}
    return [
        Room(name, job(name), tuple(other for other in ORDER if other in used[name]))
        for name in ORDER
    ]


def job(name: str) -> str:
    """Return the first line of a room's docstring, without its full stop and code marks."""
    package = PACKAGE / name / "__init__.py"
    path = package if package.exists() else PACKAGE / f"{name}.py"
    told = ast.get_docstring(ast.parse(path.read_text("utf-8"))) or ""
    return " ".join(told.partition("\n\n")[0].split()).rstrip(".").replace("`", "")


def drawn(svg: str) -> dict[str, tuple[str, ...]]:
    """Return what a picture shows: the rooms in their order, and what each uses."""
    found = re.findall(r'<g data-room="(\w+)" data-uses="([\w ]*)">', svg)
    return {name: tuple(uses.split()) for name, uses in reversed(found)}


def as_svg(some: list[Room]) -> str:
    """Return the picture: the rooms as boxes, the lowest first in the order at the bottom.

    A dot in a row says that its room uses the room of that column.
    """
    down = list(reversed(some))
    table = EDGE + BOX + 16
    width, height = table + STEP * len(down) + 44, TOP + ROW * len(down) + EDGE
    across = {room.name: table + STEP * (place + 0.5) for place, room in enumerate(down)}
    alt = f"{len(down)} rooms in a column, each using only rooms below it"
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}" font-family="{FONT}" role="img" aria-label="{alt}">',
        f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
        _text(EDGE, 30, "The rooms of decision/", 18, INK, bold=True),
        _text(EDGE, 54, "Each room uses only rooms below it.", 13, QUIET),
        _text(EDGE, 72, "A dot: the room of this row uses the room of this column.", 13, QUIET),
        _text(EDGE, 90, "A grey square: the room itself.", 13, QUIET),
    ]
    for name, x in across.items():
        lines.append(
            f'<text transform="translate({x + 4:g} {TOP - 8}) rotate(-55)" font-size="12" '
            f'fill="{INK}">{name}</text>'
        )
    for place in range(0, len(down), 2):
        lines.append(_box(table, TOP + ROW * place, STEP * len(down), ROW, PALE, "none"))
    for place, x in enumerate(across.values()):  # from a name down to its grey square
        lines.append(f'<path d="M{x:g} {TOP - 4}V{TOP + ROW * (place + 0.5):g}" stroke="{FAINT}"/>')
    for place, room in enumerate(down):
        lines += _row(room, place, across)
    return "\n".join([*lines, "</svg>", ""])


def _row(room: Room, place: int, across: dict[str, float]) -> list[str]:
    """Return one room: its box, its job and its dots."""
    y = TOP + ROW * place
    middle = y + ROW / 2
    said = textwrap.wrap(room.job, LETTERS)
    if len(said) > 2:
        raise ValueError(f"{room.name}: two lines hold no more; shorten its docstring's first line")
    lines = [f'<g data-room="{room.name}" data-uses="{" ".join(room.uses)}">']
    lines.append(_box(EDGE, y + 2, BOX, ROW - 4, "#ffffff", LINE, 4))
    lines.append(_text(EDGE + 10, middle + 5, room.name, 14, INK, bold=True))
    for number, line in enumerate(said):
        lower = middle + 4 + 15 * (number - (len(said) - 1) / 2)
        lines.append(_text(EDGE + NAMES, lower, line, 12.5, QUIET))
    own = across[room.name]
    lines.append(_box(own - 8, middle - 8, 16, 16, LINE, "none", 3))
    lines += [
        f'<circle cx="{across[other]:g}" cy="{middle:g}" r="5.5" fill="{BLUE}">'
        f"<title>{room.name} uses {other}</title></circle>"
        for other in reversed(room.uses)
    ]
    lines.append("</g>")
    return lines


def _box(
    x: float, y: float, width: float, height: float, fill: str, stroke: str, round_: int = 0
) -> str:
    return (
        f'<rect x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}" rx="{round_}" '
        f'fill="{fill}" stroke="{stroke}"/>'
    )


def _text(x: float, y: float, text: str, size: float, fill: str, bold: bool = False) -> str:
    weight = ' font-weight="600"' if bold else ""
    return (
        f'<text x="{x:g}" y="{y:g}" font-size="{size:g}" fill="{fill}"{weight}>'
        f"{escape(text, quote=False)}</text>"
    )


if __name__ == "__main__":
    FILE.write_text(as_svg(computed()), "utf-8", newline="\n")
    print(f"{FILE.name}: written")
