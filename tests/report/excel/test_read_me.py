"""Read me: every sheet is named and linked, and what the workbook was made from is said."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

from decision.report.excel.read_me import SHEETS
from decision.report.excel.workbook import as_xlsx
from tests.report.excel.data import small
from tests.report.recalculated import read


def test_it_links_to_every_sheet_and_names_what_it_was_made_from() -> None:
    evaluation = small({"site": {"name": "Hill Hospital", "prepared-by": "PACS manager"}})
    data = as_xlsx(evaluation)
    said = set(read(data).values["Read me"].values())
    assert said >= {*SHEETS, "Hill Hospital", "PACS manager", evaluation.model.fingerprint}
    with zipfile.ZipFile(BytesIO(data)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    links = re.findall('location="([^"]*)"', sheet)
    assert {link.rpartition("!")[0].strip("'") for link in links} == set(SHEETS)
