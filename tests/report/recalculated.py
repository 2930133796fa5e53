"""Workbooks read and changed as plain XML, and recalculated by LibreOffice in one go."""

from __future__ import annotations

import csv
import re
import subprocess
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree
from xml.sax.saxutils import escape

from xlsxwriter.utility import xl_rowcol_to_cell

from tests.report.programs import program

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
Value = str | float | None
# Every sheet a file, numbers with all their digits and not as shown.
_CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,true,false,false,false,false,-1"
_NUMBER = re.compile(r"£?(-?[\d.]+(?:E[+-]?\d+)?)(%?)")
_ERROR = re.compile(r"#(?:REF|NAME|VALUE|DIV/0|NUM|N/A|NULL)[!?]?|Err:\d+")
_PRINTED = re.compile(rb'<definedName name="_xlnm\.Print_[^>]*>[^<]*</definedName>')
Edits = Mapping[tuple[str, str], Value]

# LibreOffice keeps a file's own values unless it is told to work out every formula on opening.
_ALWAYS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode"
 oor:op="fuse"><value>0</value></prop></item></oor:items>"""


@dataclass(frozen=True)
class Read:
    """What a workbook holds: values, formulas and kinds of cells, by sheet and address."""

    values: dict[str, dict[str, Value]]
    formulas: dict[str, dict[str, str]]
    errors: list[str]

    def __getitem__(self, reference: str) -> Value:
        sheet, _, address = reference.replace("$", "").rpartition("!")
        return self.values[sheet.strip("'")].get(address)


def paths(archive: zipfile.ZipFile) -> dict[str, str]:
    """Give the part of each sheet, by its name."""
    book = ElementTree.fromstring(archive.read("xl/workbook.xml"))
    links = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    target = {link.get("Id"): str(link.get("Target")) for link in links}
    return {
        str(sheet.get("name")): "xl/" + target[sheet.get(REL)].removeprefix("/xl/")
        for sheet in book.iter(f"{MAIN}sheet")
    }


def read(data: bytes) -> Read:
    """Read a workbook's cells."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        shared: list[str] = []
        if "xl/sharedStrings.xml" in archive.namelist():
            strings = ElementTree.fromstring(archive.read("xl/sharedStrings.xml"))
            shared = ["".join(t.text or "" for t in one.iter(f"{MAIN}t")) for one in strings]
        values: dict[str, dict[str, Value]] = {}
        formulas: dict[str, dict[str, str]] = {}
        errors = []
        for name, path in paths(archive).items():
            values[name], formulas[name] = {}, {}
            for cell in ElementTree.fromstring(archive.read(path)).iter(f"{MAIN}c"):
                at, kind = str(cell.get("r")), cell.get("t", "n")
                held, formula = cell.findtext(f"{MAIN}v"), cell.findtext(f"{MAIN}f")
                if formula is not None:
                    formulas[name][at] = formula
                if kind == "e":
                    errors.append(f"{name}!{at}: {held} from {formula}")
                elif kind == "inlineStr":
                    values[name][at] = "".join(t.text or "" for t in cell.iter(f"{MAIN}t"))
                elif held is not None:
                    text = shared[int(held)] if kind == "s" else held
                    plain = text.replace("_x005F_", "_")
                    values[name][at] = float(held) if kind == "n" and held else plain
    return Read(values, formulas, errors)


def edited(data: bytes, edits: Edits) -> bytes:
    """Give a workbook with other values in some cells; its formulas keep their old values."""
    by_path: dict[str, dict[str, Value]] = {}
    with zipfile.ZipFile(BytesIO(data)) as archive:
        named = paths(archive)
    for (sheet, at), value in edits.items():
        by_path.setdefault(named[sheet], {})[at.replace("$", "")] = value

    def typed(name: str, part: bytes) -> bytes:
        for at, value in by_path.get(name, {}).items():
            part = _typed(part.decode(), at, value).encode()
        return part

    return _rewritten(data, typed)


def _rewritten(data: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    """Give a workbook each of whose parts is what a function makes of its name and content."""
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as source, zipfile.ZipFile(made, "w") as archive:
        for item in source.infolist():
            archive.writestr(item, change(item.filename, source.read(item)))
    return made.getvalue()


def _typed(xml: str, at: str, value: Value) -> str:
    cell = re.compile(rf'<c r="{at}"( s="\d+")?[^>]*?(?:/>|>(?P<held>.*?)</c>)')
    found = cell.search(xml)
    assert found, at
    assert "<f>" not in (found["held"] or ""), f"{at} is a formula"
    style = found[1] or ""
    if value is None:
        new = f'<c r="{at}"{style}/>'
    elif isinstance(value, str):
        new = f'<c r="{at}"{style} t="inlineStr"><is><t>{escape(value)}</t></is></c>'
    else:
        new = f'<c r="{at}"{style}><v>{float(value)!r}</v></c>'
    return xml[: found.start()] + new + xml[found.end() :]


def _unprinted(data: bytes) -> bytes:
    """Give a workbook that has no areas to print.

    LibreOffice divides those into pages as it opens a file, which takes longer than all the rest.
    """
    return _rewritten(
        data, lambda name, part: _PRINTED.sub(b"", part) if name == "xl/workbook.xml" else part
    )


def recalculated(folder: Path, books: Mapping[str, bytes]) -> dict[str, Read]:
    """Have LibreOffice work out every formula of some workbooks, in one run."""
    profile, source, out = (folder / name for name in ("profile", "in", "out"))
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_ALWAYS, "utf-8")
    source.mkdir()
    for name, data in books.items():
        (source / f"{name}.xlsx").write_bytes(_unprinted(data))
    home = f"-env:UserInstallation={profile.as_uri()}"
    command = [program("soffice"), home, "--headless", "--convert-to", _CSV]
    command += ["--outdir", str(out), *(str(source / f"{name}.xlsx") for name in books)]
    subprocess.run(command, check=True, capture_output=True, timeout=540)
    return {name: _read_csv(out, name, data) for name, data in books.items()}


def _read_csv(out: Path, name: str, data: bytes) -> Read:
    formulas = read(data).formulas
    values: dict[str, dict[str, Value]] = {}
    errors = []
    for sheet in formulas:
        found: dict[str, Value] = {}
        with (out / f"{name}-{sheet}.csv").open(encoding="utf-8", newline="") as file:
            for row, cells in enumerate(csv.reader(file)):
                for column, text in enumerate(cells):
                    at = xl_rowcol_to_cell(row, column)
                    found[at] = _value(text)
                    if _ERROR.fullmatch(text):
                        errors.append(f"{sheet}!{at}: {text} from {formulas[sheet].get(at)}")
        values[sheet] = found
    return Read(values, formulas, errors)


def _value(text: str) -> Value:
    number = _NUMBER.fullmatch(text)
    if number is None:
        return text
    return float(number[1]) / (100 if number[2] else 1)
