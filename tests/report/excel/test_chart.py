"""The chart on Result: a bar an option, in the colour of its side."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

from decision.charts.chart import FIRST, OTHERS, SECOND, SECOND_LIGHT
from decision.report.excel.workbook import as_xlsx
from tests.report.excel.data import small


def test_an_option_has_the_colour_of_its_course_lighter_where_it_is_a_form_of_it() -> None:
    with zipfile.ZipFile(BytesIO(as_xlsx(small()))) as archive:
        drawing = archive.read("xl/charts/chart1.xml").decode()
    points = re.findall(r"<c:dPt>.*?</c:dPt>", drawing)
    fills = [re.findall(r'srgbClr val="(\w+)"', point)[0].lower() for point in points]
    wanted = (FIRST, SECOND, SECOND_LIGHT, OTHERS, SECOND_LIGHT)
    assert fills == [colour.removeprefix("#") for colour in wanted]


def test_the_chart_reads_the_totals_and_the_names_of_the_table() -> None:
    with zipfile.ZipFile(BytesIO(as_xlsx(small()))) as archive:
        drawing = archive.read("xl/charts/chart1.xml").decode()
    references = re.findall(r"<c:f>(.*?)</c:f>", drawing)
    assert sorted(references) == [
        "Result!$A$23:$A$27",
        "Result!$B$23:$B$27",
        "Workings!$N$5:$N$9",  # how far each range reaches above the total, and below it
        "Workings!$O$5:$O$9",
    ]
