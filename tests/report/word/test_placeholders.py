"""Placeholders are found however Word has split them, and only known names are filled."""

from __future__ import annotations

import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from decision.report.paper.blocks import Cell, Gap
from decision.report.word.placeholders import (
    HERE,
    fill,
    has_content,
    is_form,
    names_in,
    place_marked,
    section_after,
    set_place,
)
from tests.report.word.templates import control

VALUES: dict[str, Cell] = {
    "title": "A title",
    "answer": "One.\nTwo.",
    "lead": Gap("who leads"),
    "money": "{{title}}",
}


def body(*blocks: str):  # type: ignore[no-untyped-def]
    return parse_xml(f"<w:body {nsdecls('w')}>{''.join(blocks)}<w:sectPr/></w:body>")


def paragraph(*runs: str) -> str:
    return f"<w:p>{''.join(f'<w:r><w:t>{run}</w:t></w:r>' for run in runs)}</w:p>"


def text(root) -> str:  # type: ignore[no-untyped-def]
    names = {qn("w:t"): None, qn("w:br"): "/"}
    return "".join(names[one.tag] or one.text or "" for one in root.iter(*names))


@pytest.mark.parametrize(
    "runs",
    [
        ("{{title}}",),
        ("{", "{ti", "tle}", "}"),
        ("{{ TITLE }}",),
        (
            "a {{tit",
            "le}} b",
        ),
    ],
)
def test_a_placeholder_is_filled_however_it_is_split(runs: tuple[str, ...]) -> None:
    root = body(paragraph(*runs))
    assert fill(root, VALUES) == {"title"}
    assert text(root).strip("ab ") == "A title"
    assert text(root) == "".join(runs).replace(f"{{{{{names(runs)}}}}}", "A title")


def names(runs: tuple[str, ...]) -> str:
    return "".join(runs).split("{{")[1].split("}}")[0]


def test_several_in_one_run_keep_what_stands_between_them_and_their_letters() -> None:
    bold = "<w:r><w:rPr><w:b/></w:rPr><w:t>{{title}}: {{answer}}, {{chair}}</w:t><w:tab/></w:r>"
    root = body(f"<w:p>{bold}</w:p>")
    assert fill(root, VALUES) == {"title", "answer"}
    assert text(root) == "A title: One./Two., {{chair}}"
    assert all(run.find(f"{qn('w:rPr')}/{qn('w:b')}") is not None for run in root.iter(qn("w:r")))
    assert len(list(root.iter(qn("w:tab")))) == 1


def test_what_is_filled_in_is_not_read_again() -> None:
    root = body(paragraph("{{money}}"), control("title", "Title", block=True))
    fill(root, {**VALUES, "title": "{{paper}}"})
    assert text(root) == "{{title}}{{paper}}"


def test_a_gap_is_shaded() -> None:
    root = body(paragraph("{{lead}}"))
    fill(root, VALUES)
    assert text(root) == "[To be completed: who leads]"
    assert next(root.iter(qn("w:shd"))).get(qn("w:fill")) == "FFF4D6"


@pytest.mark.parametrize("block", [True, False])
@pytest.mark.parametrize("by", ["tag", "alias"])
def test_a_control_loses_its_prompt_its_binding_and_its_lock(block: bool, by: str) -> None:
    one = control("Answer", "Click here", block, bound=True, by=by)
    root = body(one if block else f"<w:p>{one}</w:p>")
    assert fill(root, VALUES) == {"answer"}
    assert text(root) == ("One.Two." if block else "One./Two.")
    assert len(list(root.iter(qn("w:p")))) == 1 + block
    assert [child.tag for child in next(root.iter(qn("w:sdtPr")))] == [qn(f"w:{by}")]
    assert not list(root.iter(qn("w:rStyle")))


def test_a_control_that_holds_rows_or_a_tick_is_left_alone() -> None:
    row = "<w:tr><w:tc><w:p/></w:tc></w:tr>"
    rows = f'<w:tbl><w:sdt><w:sdtPr><w:tag w:val="title"/></w:sdtPr><w:sdtContent>{row}'
    picture = '<w:sdt><w:sdtPr><w:tag w:val="title"/><w:picture/></w:sdtPr><w:sdtContent/></w:sdt>'
    assert not fill(body(f"{rows}</w:sdtContent></w:sdt></w:tbl>", picture), VALUES)


def test_a_control_in_a_control_goes_with_it() -> None:
    outer = control("answer", "x", block=True).replace("</w:p>", f"{control('title', 'y')}</w:p>")
    root = body(outer)
    assert fill(root, VALUES) == {"answer"}
    assert text(root) == "One.Two."


def test_a_cover_page_bound_to_the_file_s_properties_makes_no_form() -> None:
    assert not is_form(body(control("Title", "Old", block=True, bound=True, by="alias")))
    assert not is_form(body(paragraph("{{chair}}")))
    assert is_form(body(control("title", "Old", block=True, bound=True)))
    assert is_form(body(control("Risks", "Old", block=True, by="alias")))
    assert is_form(body(paragraph("{{paper}}")))


def test_names_and_content_are_told() -> None:
    assert names_in(body(paragraph("{{One}} and {", "{two three}}"))) == ["One", "two three"]
    assert has_content(body(paragraph("text")))
    assert not has_content(body(paragraph(" ")))


PAGE = "<w:pPr><w:pageBreakBefore/></w:pPr>"
CELL = f"<w:tbl><w:tr><w:tc>{paragraph('{{paper}}')}</w:tc></w:tr></w:tbl>"
WRAPPED = f"<w:sdt><w:sdtPr/><w:sdtContent>{paragraph('{{paper}}')}</w:sdtContent></w:sdt>"


@pytest.mark.parametrize(
    ("block", "around", "page"),
    [
        (paragraph("{{pap", "er}}"), "AHB", None),
        (paragraph("Report: {{paper}}"), "AReport: HB", None),
        (control("paper", "x", block=True), "AHB", None),
        (f"<w:p>{control('paper', 'x')}</w:p>", "AHB", None),
        (f"<w:p><w:r><w:t>Here:</w:t></w:r>{control('paper', 'x')}</w:p>", "AHere:HB", None),
        (WRAPPED, "AHB", None),
        (CELL, "ASee below.HB", None),
        (f"<w:p>{PAGE}<w:r><w:t>{{{{paper}}}}</w:t></w:r></w:p>", "AHB", "new"),
        ("", "ABH", "new"),
    ],
)
def test_the_paper_goes_where_the_form_says(block: str, around: str, page: str | None) -> None:
    root = body(paragraph("A"), block, paragraph("B"))
    set_place(root)
    here = root.find(HERE)
    assert here.get("page") == page
    here.addprevious(parse_xml(f"<w:p {nsdecls('w')}><w:r><w:t>H</w:t></w:r></w:p>"))
    assert text(root) == around
    assert place_marked(root) is None
    assert not list(root.iter(qn("w:sdt")))


def test_a_section_that_ends_with_the_mark_is_the_paper_s_own() -> None:
    wide = '<w:sectPr><w:pgSz w:w="16838" w:h="11906"/></w:sectPr>'
    mark = f"<w:p><w:pPr>{wide}</w:pPr><w:r><w:t>{{{{paper}}}}</w:t></w:r></w:p>"
    root = body(mark, paragraph("B"))
    set_place(root)
    size = section_after(root.find(HERE)).find(qn("w:pgSz"))
    assert size.get(qn("w:w")) == "16838"
    assert len(list(root.iter(qn("w:sectPr")))) == 2


def test_a_text_box_sends_the_paper_below_it() -> None:
    box = f"<w:txbxContent>{paragraph('{{paper}}')}</w:txbxContent>"
    root = body(f"<w:p><w:r><w:pict>{box}</w:pict></w:r></w:p>", paragraph("B"))
    set_place(root)
    assert root[1].tag == HERE
    assert text(root) == "See below.B"


def test_rows_that_are_marked_stay_and_the_paper_comes_below_them() -> None:
    row = "<w:tr><w:tc><w:p><w:r><w:t>Row</w:t></w:r></w:p></w:tc></w:tr>"
    rows = f'<w:sdt><w:sdtPr><w:tag w:val="paper"/></w:sdtPr><w:sdtContent>{row}</w:sdtContent>'
    root = body(f"<w:tbl>{rows}</w:sdt></w:tbl>", paragraph("B"))
    set_place(root)
    assert root[1].tag == HERE
    assert text(root) == "RowB"
