"""A table of options × criteria as a model: its text as a criteria.yaml, checked, with notes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePath

from decision.errors import MAX_FAULTS, ModelError
from decision.files.documents import dump_plain, parse_model
from decision.model.decision_model import DecisionModel
from decision.tables.columns import Column, Reader, criterion_of, weights_of
from decision.tables.grid import PASTED, Grid, GridCell, whole_fault
from decision.tables.values import Heading, read_heading

# What a row or a column beside the options or the criteria may be called, and what it holds.
OF_CRITERIA: Mapping[str, tuple[str, ...]] = {
    "weight": ("weight", "weights", "weighting", "weightings"),
    "unit": ("unit", "units"),
    "better": ("better", "direction", "which is better", "lower or higher is better"),
    "scale": ("out of", "scale", "maximum score"),
    "group": ("group", "theme"),
    "means": ("means", "meaning", "description"),
    "worth-0": ("worth 0",),
    "worth-100": ("worth 100",),
}
OF_OPTIONS: Mapping[str, tuple[str, ...]] = {"summary": ("summary",)}
# What a table's author has worked out already, such as Total weighted score.
WORKED_OUT = re.compile(
    r"(?:grand |weighted |overall |aggregate )?(?:totals?|sum|rank|overall|aggregate|score)"
    r"(?: (?:weighted )?(?:scores?|values?|benefits?|points))?"
)


@dataclass(frozen=True)
class TableModel:
    """A model made from a table."""

    model: DecisionModel  # as `parse_model` reads it
    text: str  # its criteria.yaml
    notes: tuple[str, ...]  # how the table was understood where that could surprise, in sentences


def model_of(grid: Grid, title: str | None = None) -> TableModel:
    """Return the model that a table holds, with a value function for each column of amounts.

    The weights stand in a row or a column called Weight, and so tell which way round the table
    is. A criterion whose heading says which way is better holds amounts; any other holds scores
    from 0 to 100. The title is the line above the headings where it is left out, or the file's
    name.

    Raises ModelError: something in it can't be used; each fault names its cell and what to write.
    """
    reader = Reader(grid)
    rows, by_rows = _turned(grid)
    options, columns = _parts(reader, rows)
    names = _ids(reader, [row[0] for row in options], "option")
    if len(names) < 2:
        reader.wrong(rows[0][0], "heads fewer than two options; give two or more to compare")
    ids = _ids(reader, [column.head for column in columns], "criterion", read_heading)
    if not columns:
        reader.wrong(rows[0][0], "heads no criterion; give one or more, with weights")
    weights = weights_of(reader, columns)
    criteria = {
        ids[column.head]: criterion_of(reader, column, names.values(), weight)
        for column, weight in zip(columns, weights, strict=True)
        if column.head in ids
    }
    if reader.faults:
        raise ModelError(sorted(reader.faults)[:MAX_FAULTS])
    data = {
        "title": title or grid.title or _title_of(grid.name),
        "options": {
            names[row[0]]: {"name": row[0].text}
            | ({"summary": text} if (text := _summary(rows, row)) else {})
            for row in options
            if row[0] in names
        },
        "criteria": criteria,
    }
    if not (title or grid.title):
        named = data["title"]
        reader.notes.append(f"The title is “{named}”: a line above the headings becomes the title.")
    reader.notes.insert(
        0,
        f"{'Rows' if by_rows else 'Columns'} are criteria ({len(criteria)}); "
        f"{'columns' if by_rows else 'rows'} are options ({len(names)}).",
    )
    head = [f"# Made from a table: {grid.name}", *(f"# {note}" for note in reader.notes)]
    text = "\n".join(head) + "\n" + dump_plain(data)
    return TableModel(parse_model(text.encode(), grid.name).value, text, tuple(reader.notes))


def _key(text: str) -> str:
    """Return a label without what stands in brackets, such as Weight (%)."""
    return " ".join(re.sub(r"\([^()]*\)", " ", text.casefold()).split()).rstrip(" :%")


def _named(text: str, kinds: Mapping[str, tuple[str, ...]]) -> str | None:
    key = _key(text)
    if found := next((kind for kind, words in kinds.items() if key in words), None):
        return found
    # Weight factor, swing weights, criteria weighting: no criterion is called so.
    named = "weight" in kinds and not {*key.split()}.isdisjoint(kinds["weight"])
    return "weight" if named else None


def _turned(grid: Grid) -> tuple[tuple[tuple[GridCell, ...], ...], bool]:
    """Return the rows of a table with criteria as columns, and whether they stood as rows."""
    rows = grid.rows
    down = [row[0] for row in rows[1:] if _named(row[0].text, OF_CRITERIA) == "weight"]
    across = [cell for cell in rows[0][1:] if _named(cell.text, OF_CRITERIA) == "weight"]
    if len(down) + len(across) > 1:
        says = "is a second Weight; keep one row or column of weights"
        raise ModelError([grid.fault((down + across)[1], says)])
    if not down and not across:
        raise whole_fault(
            grid.name,
            "no weights were found; add a row called Weight with a number under each criterion, "
            "or a column called Weight with a number beside each",
        )
    return (tuple(zip(*rows, strict=True)), True) if across else (rows, False)


def _parts(
    reader: Reader, rows: tuple[tuple[GridCell, ...], ...]
) -> tuple[list[tuple[GridCell, ...]], list[Column]]:
    """Tell options, criteria and what is said about either apart."""
    about: dict[str, tuple[GridCell, ...]] = {}
    options: list[tuple[GridCell, ...]] = []
    for row in rows[1:]:
        label = row[0].text
        if WORKED_OUT.fullmatch(_key(label)):
            reader.notes.append(f"“{label}” is left out: the tool works it out itself.")
        elif kind := _named(label, OF_CRITERIA):
            if kind in about:
                reader.wrong(row[0], f"is a second {label}; keep one")
            about[kind] = row
        elif not label:
            first = next(cell for cell in row if cell.text)
            reader.wrong(row[0], f"is empty beside {first.text[:40]}; name the option")
        else:
            options.append(row)
    columns = []
    for at, head in enumerate(rows[0][1:], start=1):
        if WORKED_OUT.fullmatch(_key(head.text)):
            reader.notes.append(f"“{head.text}” is left out: the tool works it out itself.")
        elif _named(head.text, OF_OPTIONS):
            continue
        elif not head.text:
            reader.wrong(head, "is empty above or beside numbers; name the criterion")
        else:
            beside = {kind: row[at] for kind, row in about.items() if row[at].text}
            columns.append(Column(head, beside, tuple(row[at] for row in options)))
    _one_heading(reader, options, columns)
    return options, columns


def _one_heading(
    reader: Reader, options: list[tuple[GridCell, ...]], columns: list[Column]
) -> None:
    """Refuse a second row of headings by its name, and not by each of its cells."""
    if len(options) < 2 or not columns:
        return
    first = [column.values[0].text for column in columns]
    if all(text and not re.search(r"\d", text) for text in first):
        reader.wrong(options[0][0], "begins a second line of headings; keep one, the criteria")
        raise ModelError(reader.faults)


def _ids(
    reader: Reader, cells: Iterable[GridCell], what: str, read: Callable[[str], Heading] = Heading
) -> dict[GridCell, str]:
    """Return an id for each name, made from its letters; a name that comes twice is a fault."""
    found: dict[GridCell, str] = {}
    seen: dict[str, GridCell] = {}
    for number, cell in enumerate(cells, start=1):
        name = read(cell.text).name
        if (twin := seen.get(name.casefold())) is not None:
            reader.wrong(cell, f"names the {what} of cell {twin.place} again; write another name")
            continue
        seen[name.casefold()] = cell
        base = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:60].strip("-")
        base = base or f"{what}-{number}"
        wanted, more = base, 2
        while wanted in found.values():
            wanted, more = f"{base}-{more}", more + 1
        found[cell] = wanted
    return found


def _summary(rows: tuple[tuple[GridCell, ...], ...], row: tuple[GridCell, ...]) -> str:
    places = [at for at, head in enumerate(rows[0]) if at and _named(head.text, OF_OPTIONS)]
    return row[places[0]].text if places else ""


def _title_of(name: str) -> str:
    if name == PASTED:
        return "Which option is best?"
    stem = re.sub(r"[-_]+", " ", PurePath(name).stem).strip()
    return f"{stem[:1].upper()}{stem[1:]}" or "A table"
