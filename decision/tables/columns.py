"""One criterion of a table: its weight, and its scores, or its amounts with a value function."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from decision.errors import Fault
from decision.tables.grid import Grid, GridCell
from decision.tables.values import Value, read_direction, read_heading, read_scale, read_value
from decision.wording.lists import listed
from decision.wording.numbers import numeral


@dataclass(frozen=True)
class Column:
    """A criterion of the table: its heading, the cells beside it by what they hold, its values."""

    head: GridCell
    about: Mapping[str, GridCell]
    values: tuple[GridCell, ...]


class Reader:
    """Reads one table, and gathers its faults and notes on the way."""

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        self.faults: list[Fault] = []
        self.notes = list(grid.notes)

    def wrong(self, cell: GridCell, message: str) -> None:
        """Keep a fault of one cell."""
        self.faults.append(self.grid.fault(cell, message))

    def read(self, cell: GridCell) -> Value | None:
        """Return what a cell says; None where it can't be understood, which is kept as a fault."""
        try:
            return read_value(cell.text)
        except ValueError as error:
            self.wrong(cell, str(error))
            return None


def weights_of(reader: Reader, columns: list[Column]) -> list[float]:
    """Return swing points, at most 100; only their proportions matter."""
    found: list[float] = []
    for column in columns:
        cell = column.about.get("weight")
        if cell is None:
            reader.wrong(column.head, "has no weight; write a number, 0 or more")
            continue
        value = reader.read(cell)
        if value is not None and (value.low is not None or value.stated < 0):
            reader.wrong(cell, f"says {cell.text[:40]}; a weight is one number, 0 or more")
        found.append(0.0 if value is None else value.stated)
    if reader.faults or not found:
        return [0.0] * len(columns)
    most = max(found)
    if most == 0:
        cell = columns[0].about["weight"]
        reader.wrong(cell, "is 0, as every weight is; give one criterion more than 0")
        return found
    reader.notes.append(
        "Weights count as swing weights: how much the step from worst to best matters."
    )
    if 1 < most <= 100:
        return found
    reader.notes.append("Weights are scaled so that the largest is 100; the shares are the same.")
    return [weight / most * 100 for weight in found]


def criterion_of(
    reader: Reader, column: Column, options: Iterable[str], weight: float
) -> dict[str, Any]:
    """Return a criterion as a model has it: judged, or measured with its value function."""
    heading, about = read_heading(column.head.text), column.about
    values = [reader.read(cell) for cell in column.values]
    made: dict[str, Any] = {"name": heading.name}
    made |= {key: about[key].text for key in ("group", "means") if key in about}
    made["weight"] = _plain(weight)
    read = [value for value in values if value is not None]
    if len(read) < len(values) or not read:
        return made
    _how_read(reader, column, read)
    lower, scale = heading.lower, heading.scale
    if "better" in about and (lower := read_direction(about["better"].text)) is None:
        reader.wrong(about["better"], f"says {about['better'].text[:40]}; write lower or higher")
        return made
    if "scale" in about and (scale := read_scale(about["scale"].text)) is None:
        reader.wrong(about["scale"], f"says {about['scale'].text[:40]}; write out of 5, or 1–5")
        return made
    cells = dict(zip(options, read, strict=False))
    if not lower and (scale == (0, 100) or (lower is None and scale is None)):
        if _are_scores(reader, column, read, sure=scale is not None):
            made["scores"] = {option: _cell(one, "score") for option, one in cells.items()}
        return made
    ends = _ends(reader, column, read, bool(lower), scale)
    if ends is None:
        return made
    signs = sorted({value.sign for value in read} - {""})
    unit = about["unit"].text if "unit" in about else heading.unit
    unit = unit or ("points" if scale else signs[0] if signs else None)
    if unit is None:
        reader.notes.append(f"No unit is given for {heading.name}; “units” stands for it.")
    worst, best = ends
    made["measure"] = {"unit": unit or "units", "values": {_plain(worst): 0, _plain(best): 100}}
    if scale is None and not {"worth-0", "worth-100"} <= about.keys():
        drawn = (
            f"Points are drawn from this table's own range: {numeral(worst)} is worth 0 and "
            f"{numeral(best)} is worth 100. Check that nothing better or worse could come."
        )
        made["means"] = f"{made['means']} {drawn}" if "means" in made else drawn
        reader.notes.append(f"{heading.name}: {drawn[0].lower()}{drawn[1:]}")
    made["amounts"] = {option: _cell(one, "amount") for option, one in cells.items()}
    return made


def _how_read(reader: Reader, column: Column, read: list[Value]) -> None:
    """Note what was read in a way that a person might not expect, and refuse mixed units."""
    name = read_heading(column.head.text).name
    signs = {value.sign for value in read} - {""}
    if len(signs) > 1:
        reader.wrong(
            column.head, f"holds numbers in {listed(sorted(signs))}; write all in one unit"
        )
    if any(value.grouped for value in read):
        reader.notes.append(f"{name}: a comma within a number sets thousands apart, as in 1,200.")
    if any(value.middle for value in read):
        reader.notes.append(f"{name}: the middle of a range counts as its stated value.")


def _are_scores(reader: Reader, column: Column, read: list[Value], sure: bool) -> bool:
    """Return whether a column without a direction holds scores from 0 to 100."""
    better = (
        "for an amount, write in the heading which way is better, as in "
        "“Cost (£k, lower is better)”, or beside Better"
    )
    for cell, value in zip(column.values, read, strict=True):
        if value.sign or min(value.ends) < 0 or max(value.ends) > 100:
            reader.wrong(cell, f"says {cell.text[:40]}, which is no score from 0 to 100; {better}")
            return False
    most = max(value.stated for value in read)
    if most <= 10 and not sure:
        reader.wrong(
            column.head,
            f"holds nothing above {numeral(most)}: if these are out of 5 or 10, write so in the "
            f"heading, as in “Quality (out of 5)”, or beside Out of; if they are out of 100, "
            f"write (out of 100)",
        )
    return True


def _ends(
    reader: Reader,
    column: Column,
    read: list[Value],
    lower: bool,
    scale: tuple[float, float] | None,
) -> tuple[float, float] | None:
    """Return the amounts worth 0 and 100: as written, of the scale, or the ends of the column."""
    every = [end for one in read for end in one.ends]
    low, high = (min(every), max(every)) if scale is None else scale
    for cell, one in zip(column.values, read, strict=True):
        if min(one.ends) < low or max(one.ends) > high:
            off = f"off the scale of {numeral(low)} to {numeral(high)}"
            reader.wrong(cell, f"says {cell.text[:40]}, {off}")
            return None
    worst, best = (high, low) if lower else (low, high)
    for key in ("worth-0", "worth-100"):
        if key in column.about:
            value = reader.read(column.about[key])
            if value is None:
                return None
            worst, best = (value.stated, best) if key == "worth-0" else (worst, value.stated)
    if worst == best:
        reader.wrong(
            column.head,
            "holds one amount only, which tells no option apart; leave it out, or add Worth 0 and "
            "Worth 100",
        )
        return None
    if (worst > best) != lower and scale is None:
        way = "lower" if lower else "higher"
        reader.wrong(column.head, f"says that {way} is better, and Worth 0 and Worth 100 do not")
        return None
    return worst, best


def _cell(value: Value, key: str) -> Any:
    if value.low is None or value.high is None:
        return _plain(value.stated)
    return {key: _plain(value.stated), "low": _plain(value.low), "high": _plain(value.high)}


def _plain(number: float) -> int | float:
    return int(number) if number == int(number) and abs(number) < 1e15 else number
