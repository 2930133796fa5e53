"""A model as a table that reads back as the same model, and what a table can't hold of it."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from decision.model.cells import Amount, Score
from decision.model.decision_model import DecisionModel
from decision.model.entries import Criterion
from decision.tables.grid import grid_of
from decision.tables.to_model import model_of
from decision.wording.lists import listed

if TYPE_CHECKING:
    from pandas import DataFrame

_ABOUT: dict[str, Callable[[Criterion], str]] = {
    "Weight": lambda one: _number(one.weight),
    "Group": lambda one: one.group or "",
    "Means": lambda one: one.means or "",
    "Unit": lambda one: one.measure.unit if one.measure else "",
    "Better": lambda one: _better(one),
    "Worth 0": lambda one: _worth(one, 0),
    "Worth 100": lambda one: _worth(one, 100),
}


def table_of(model: DecisionModel) -> list[list[str]]:
    """Return a model as rows of text: a criterion a row, an option a column, headings first."""
    about = {
        name: [text(criterion) for criterion in model.criteria.values()]
        for name, text in _ABOUT.items()
    }
    used = [name for name, texts in about.items() if name == "Weight" or any(texts)]
    rows = [["Criterion", *used, *(option.name for option in model.options.values())]]
    for at, criterion in enumerate(model.criteria.values()):
        cells = [_cell(criterion.cells[option]) for option in model.options]
        small = criterion.measure is None and all(
            float(criterion.cells[option].score) <= 10  # type: ignore[union-attr]
            for option in model.options
        )
        name = f"{criterion.name} (out of 100)" if small else criterion.name
        rows.append([name, *(about[each][at] for each in used), *cells])
    return rows


def _better(criterion: Criterion) -> str:
    if criterion.measure is None:
        return ""
    first, *_, last = [worth for _, worth in sorted(criterion.measure.values.items())]
    return "lower" if first > last else "higher"


def _worth(criterion: Criterion, points: int) -> str:
    """Return the amount from which on an amount is worth 0, or 100; the outermost kept."""
    if criterion.measure is None:
        return ""
    values = sorted(criterion.measure.values.items())
    first, last = values[0], values[-1]
    low_end = first if (first[1] <= last[1]) == (points == 0) else last
    return _number(low_end[0])


def _cell(cell: Score | Amount) -> str:
    stated = cell.score if isinstance(cell, Score) else cell.amount
    text = _number(stated)
    if cell.low is None or cell.high is None:
        return text
    return f"{text} ({_number(cell.low)} to {_number(cell.high)})"


def _number(value: float) -> str:
    return repr(value) if value != int(value) or abs(value) >= 1e15 else str(int(value))


def lost(model: DecisionModel) -> tuple[str, ...]:
    """Return what a table can't hold of a model, in words; empty where it holds all."""
    return tuple(_lost(model))


def _lost(model: DecisionModel) -> Iterator[str]:
    parts = {
        "the questions about a site": model.facts,
        "the duties": model.gates,
        "the what-ifs": model.what_ifs,
        "the evidence": model.evidence,
        "who decides what": model.rights,
    }
    yield from (name for name, part in parts.items() if part)
    options = model.options.values()
    if model.question:
        yield "the text of the question"
    if any(one.needs or one.falls_back_to or one.course for one in options):
        yield "what an option needs, and which course it is a form of"
    if any(one.summary or one.safeguards or one.baseline for one in options):
        yield "summaries, safeguards and the baseline"
    criteria = model.criteria.values()
    if any(one.worst or one.best for one in criteria):
        yield "what the worst and the best look like"
    if any(cell.because for one in criteria for cell in one.cells.values()):
        yield "why a score stands where it does"
    bent = [
        one.name
        for one in criteria
        if one.measure and sorted(one.measure.values.values()) != [0, 100]
    ]
    if bent:
        yield f"a value function of more than two points, or not from 0 to 100: {listed(bent)}"


def as_csv(model: DecisionModel) -> bytes:
    """Return a model as a CSV table in UTF-8 that a spreadsheet opens and `read_bytes` reads."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    rows = [[model.title], *table_of(model)]
    writer.writerows([[_harmless(text) for text in row] for row in rows])
    return out.getvalue().encode("utf-8-sig")


def _harmless(text: str) -> str:
    """Mark a text that a spreadsheet would run as a formula; a reader drops the mark again."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@") and not _is_number(text) else text


def as_xlsx(model: DecisionModel) -> bytes:
    """Return a model as a workbook of one sheet, that reads back as `as_csv` does."""
    import xlsxwriter  # type: ignore[import-untyped]

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as book:
        sheet, bold = book.add_worksheet("Table"), book.add_format({"bold": True})
        sheet.write_string(0, 0, model.title, bold)
        for at, row in enumerate(table_of(model), start=1):
            for column, text in enumerate(row):
                if at == 1 or column == 0 or not _is_number(text):
                    sheet.write_string(at, column, text, bold if at == 1 else None)
                else:
                    sheet.write_number(at, column, float(text))
        sheet.set_column(0, 0, 40)
        sheet.freeze_panes(2, 1)
    return out.getvalue()


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return text[:1].isdigit() or text[:1] == "-"


def to_frame(model: DecisionModel) -> DataFrame:
    """Return a model as a pandas table, a criterion a row, which `from_frame` reads back.

    Cells with a range are text, such as "70 (60 to 80)"; all others are numbers.

    >>> from decision.files.documents import load_model
    >>> from decision.files.shipped import example_models
    >>> frame = to_frame(load_model(example_models()["offices"]))
    >>> frame.columns[0]
    'Weight'
    """
    import pandas as pd  # half a second, and only a notebook wants it

    head, *rows = table_of(model)
    values = [[float(text) if _is_number(text) else text for text in row[1:]] for row in rows]
    frame = pd.DataFrame(values, index=[row[0] for row in rows], columns=head[1:])
    frame.index.name = head[0]
    frame.attrs["title"] = model.title
    return frame


def from_frame(frame: DataFrame, title: str | None = None) -> DecisionModel:
    """Return the model that a pandas table holds: options × criteria, in either direction.

    A row or a column called Weight holds the weights; see `decision.tables.to_model.model_of`.

    Raises:
        ModelError: a cell can't be used; the message names it and what to write.

    >>> import pandas as pd
    >>> frame = pd.DataFrame(
    ...     {"Weight": [60, 40], "A": [80, 20], "B": [50, 70]}, index=["Speed", "Quality"]
    ... )
    >>> list(from_frame(frame, "Which supplier?").criteria)
    ['speed', 'quality']
    """
    head = [str(frame.index.name or ""), *map(str, frame.columns)]
    rows = [
        [str(name), *map(_text, row)]
        for name, row in zip(frame.index, frame.itertuples(index=False, name=None), strict=True)
    ]
    named = title or frame.attrs.get("title") or "A table"
    return model_of(grid_of([head, *rows], "the frame"), named).model


def _text(value: Any) -> str:
    """Return a cell of a frame as text; what is missing is empty."""
    if value is None or value != value:  # NaN is not itself
        return ""
    if isinstance(value, bool):
        return str(value)
    try:
        return _number(float(value)) if not isinstance(value, str) else value
    except (TypeError, ValueError, OverflowError):
        return str(value)
