"""The file of a table, .xlsx or .csv: read as a grid, and as a model."""

from __future__ import annotations

from pathlib import Path

from decision.errors import Fault, ModelError
from decision.files.documents import read_whole
from decision.files.yaml_events import RefusedError, decode
from decision.tables.excel_file import read_workbook
from decision.tables.grid import Grid, read_text
from decision.tables.to_model import TableModel, model_of

MOST_BYTES = 5_000_000  # of a workbook's file


def read_table(path: str | Path) -> TableModel:
    """Return the model made from a table's file, .xlsx or .csv.

    Raises ModelError: it can't be read or used; each fault names its cell and what to write.
    """
    return model_of(read_bytes(read_whole(path, most=MOST_BYTES), str(path)))


def read_bytes(data: bytes, name: str) -> Grid:
    """Return the table in a file: a workbook by its first bytes, else text.

    Raises ModelError: it can't be read as a table; each fault names its cell.
    """
    if data[:4] in (b"PK\x03\x04", b"\xd0\xcf\x11\xe0"):
        return read_workbook(data, name)
    try:
        text = decode(data)
    except RefusedError as refused:
        line, column = refused.place
        message = str(refused).replace("a plain text (YAML) file", "an .xlsx or .csv file")
        raise ModelError([Fault(name, line, column, "error", message)]) from None
    return read_text(text, name)
