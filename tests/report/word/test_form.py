"""A board paper in six templates of a trust: the form stays, is filled, and repeats nothing."""

from __future__ import annotations

import io
import subprocess
import zipfile
from functools import cache
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn

import decision
from decision.report.paper import paper
from decision.report.paper.blocks import Gap
from decision.report.word.document import as_docx
from decision.report.word.form import ROWS, fill_form, template_notes, values_of
from decision.report.word.kinds import KINDS, kind_as_docx
from decision.report.word.placeholders import NAMES
from decision.report.word.template import opened
from tests.report.programs import program
from tests.report.word import templates
from tests.report.word.templates import TEMPLATES
from tests.shipped_model import MODEL

COMPLETE = decision.evaluate(
    MODEL, decision.load_case(decision.examples()["invented-complete"], MODEL)
)
NOTHING = decision.evaluate(MODEL)


@cache
def made(name: str) -> bytes:
    return as_docx(COMPLETE, "decision", template=TEMPLATES[name]())


def document(name: str) -> Document:
    return docx.Document(io.BytesIO(made(name)))


def lines(element) -> list[str]:  # type: ignore[no-untyped-def]
    return [
        "".join(node.text or "" for node in paragraph.iter(qn("w:t")))
        for paragraph in element.iter(qn("w:p"))
    ]


def everything(name: str) -> str:
    found = document(name)
    parts = [found.element.body]
    for section in found.sections:
        parts += [section.header._element, section.footer._element]
        parts += [section.first_page_header._element, section.first_page_footer._element]
    return "\n".join(line for part in parts for line in lines(part))


# What stands for each name


def test_each_name_has_the_words_of_the_paper() -> None:
    written = paper(COMPLETE, "decision")
    values = values_of(written, board=True)
    assert tuple(values) == NAMES
    assert values["title"] == written.title
    assert "31" in str(values["date"]) or str(values["date"])[0].isdigit()
    assert str(values["recommendation"]).startswith("1. ")
    assert {name for name, value in values.items() if isinstance(value, Gap)} <= {"meeting", "lead"}
    labels = {str(row[0]) for row in _front(written)}
    assert labels - ROWS.keys() == {"Session", "Duties to meet"}


def _front(written) -> tuple[tuple[object, ...], ...]:  # type: ignore[no-untyped-def]
    return next(block.rows for block in written.blocks if getattr(block, "bare", False))


def test_a_note_has_every_name_too() -> None:
    values = values_of(paper(NOTHING), board=True)
    assert values["risks"] == values["money"] == "Too early to say."
    assert values["answer"]
    assert isinstance(values["author"], Gap)
    assert isinstance(values["date"], Gap)


def test_another_document_fills_its_headers_with_what_it_has_and_keeps_no_form() -> None:
    for kind in KINDS:
        if kind == "paper":
            continue
        found = docx.Document(io.BytesIO(kind_as_docx(COMPLETE, kind, template=templates.form())))
        told = lines(found.element.body)
        assert "Report to the Trust Board" not in told
        head = found.sections[0].header.paragraphs[0].text
        assert head.startswith("St Elsewhere NHS Foundation Trust · ")
        assert "{{" not in head
        assert len(head) > 40


# The six templates


def test_split_placeholders_are_filled_in_the_form_and_its_header() -> None:
    told = everything("form")
    assert "{{item}}" in told
    assert told.count("{{") == 1
    assert "Report to the Trust Board" in told
    assert "For the secretary: file under Board, part 2." in told
    assert f"St Elsewhere NHS Foundation Trust · {MODEL.title}" in told
    assert told.index("For the secretary") < told.index("Implications")
    assert told.index("Implications") < told.index("Approved for issue")


def test_what_the_form_says_is_not_said_again() -> None:
    told = lines(document("form").element.body)
    values = values_of(paper(COMPLETE, "decision"), board=True)
    for name in ("title", "purpose", "answer", "recommendation", "risks", "money"):
        for line in str(values[name]).split("\n"):
            assert sum(line in one for one in told) == 1, (name, line)
    assert "The Board is asked to" not in told
    assert "Duties to meet" in told


def test_controls_are_filled_and_unbound_and_the_paper_takes_the_place_of_its_own() -> None:
    body = document("controls").element.body
    told = "\n".join(lines(body))
    for prompt in ("Click to enter", "Choose a meeting", "Write here", "In two sentences"):
        assert prompt not in told
    assert "The report" not in told.split("\n")
    assert not list(body.iter(qn("w:dataBinding"), qn("w:showingPlcHdr"), qn("w:lock")))
    assert f"\n{MODEL.title}\n" in told
    assert told.endswith("End of report")
    footer = lines(document("controls").sections[0].footer._element)
    assert footer[0] == values_of(paper(COMPLETE, "decision"), board=True)["date"]


def test_the_link_to_a_shared_template_is_dropped() -> None:
    with zipfile.ZipFile(io.BytesIO(made("attached"))) as archive:
        for name in archive.namelist():
            part = archive.read(name)
            assert b"attachedTemplate" not in part, name
            assert b"share" not in part or b"Board.dotm" not in part, name
    assert "Paper for [To be completed: " in everything("attached")


def test_tables_take_the_width_of_the_section_that_the_paper_is_in() -> None:
    found = document("landscape")
    assert [one.orientation for one in found.sections] == [0, 1]
    assert "On its side" in lines(found.sections[1].header._element)
    wide = found.sections[1]
    text = (wide.page_width - wide.left_margin - wide.right_margin) // 635  # type: ignore[operator]
    sizes = [
        int(size.get(qn("w:w")))
        for size in found.element.body.iter(qn("w:tblW"))
        if size.get(qn("w:type")) == "dxa"
    ]
    assert len(sizes) > 3
    assert all(abs(size - text) < 20 for size in sizes)


def test_a_letterhead_keeps_its_pictures_and_its_first_page() -> None:
    found = document("letterhead")
    first = found.sections[0]
    assert first.different_first_page_header_footer
    assert len(list(first.first_page_header._element.iter(qn("w:drawing")))) == 1
    assert "Private session" in lines(first.first_page_header._element)
    told = lines(found.element.body)
    assert told.index("See below.") < told.index(MODEL.title) < told.index("Yours sincerely")
    numbers = [one.get("id") for one in found.element.body.iter(qn("wp:docPr"))]
    assert len(numbers) == len(set(numbers)) >= 2


def test_a_template_without_placeholders_gives_its_header_and_none_of_its_text() -> None:
    told = everything("plain")
    assert "Last month" not in told
    assert "St Elsewhere" in told
    assert "The Board is asked to" in told


@pytest.mark.parametrize("name", TEMPLATES)
def test_the_same_template_gives_the_same_bytes(name: str) -> None:
    assert as_docx(COMPLETE, "decision", template=TEMPLATES[name]()) == made(name)
    for element in (document(name).element.body, document(name).settings.element):
        assert not [one for one in element.iter() if "decision" in str(one.tag)]


def test_a_note_fits_in_the_form_as_a_paper_does() -> None:
    found = docx.Document(io.BytesIO(as_docx(NOTHING, template=templates.form())))
    told = "\n".join(lines(found.element.body))
    assert "Too early to say." in told
    assert "Which questions decide it" in told


def test_text_from_a_model_cannot_take_the_place_of_the_paper() -> None:
    model = MODEL.model_copy(update={"title": "{{paper}} {{money}}"})
    found = docx.Document(
        io.BytesIO(as_docx(decision.evaluate(model), "decision", template=templates.form()))
    )
    told = lines(found.element.body)
    assert told.index("{{paper}} {{money}}") < told.index("Implications")


def test_a_form_that_takes_nothing_leaves_the_paper_as_it_is() -> None:
    written = paper(COMPLETE, "decision")
    assert fill_form(opened(templates.plain(), form=True), written, board=True) is written


# What is told


def test_a_form_left_out_is_told_and_how_to_keep_it() -> None:
    notes = " ".join(template_notes(templates.plain()))
    assert "leaves out the form" in notes
    assert "{{paper}}" in notes
    assert all(f"{{{{{name}}}}}" in notes for name in NAMES)


def test_a_form_that_says_no_place_is_told_where_the_paper_goes() -> None:
    template = docx.Document()
    template.add_paragraph("{{title}}")
    notes = template_notes(templates.saved(template))
    assert notes[0] == "The paper starts on a new page after your form."
    found = docx.Document(
        io.BytesIO(as_docx(COMPLETE, "decision", template=templates.saved(template)))
    )
    assert found.paragraphs[0].text == MODEL.title
    assert found.paragraphs[1].paragraph_format.page_break_before


def test_a_header_has_no_room_for_the_paper() -> None:
    template = docx.Document()
    template.add_paragraph("{{paper}}")
    template.sections[0].header.paragraphs[0].text = "{{paper}}"
    assert "{{paper}}" in template_notes(templates.saved(template))[0]


def test_names_that_nothing_goes_by_are_told_and_no_more_than_five() -> None:
    assert "{{item}}" in template_notes(templates.form())[0]
    template = docx.Document()
    template.add_paragraph("{{paper}}" + "".join(f"{{{{x{n}}}}}" for n in range(9)))
    assert "and 4 more" in template_notes(templates.saved(template))[0]


@pytest.mark.parametrize("name", ["controls", "attached", "landscape"])
def test_nothing_is_told_where_all_is_filled(name: str) -> None:
    assert template_notes(TEMPLATES[name]()) == ()


def test_an_empty_template_has_no_form_to_leave_out() -> None:
    assert template_notes(templates.saved(docx.Document())) == ()


# Seen through another program


def test_every_template_opens_in_another_program_with_no_blank_page(tmp_path: Path) -> None:
    office, told = program("soffice"), program("pdftotext")
    files = [tmp_path / f"{name}.docx" for name in TEMPLATES]
    for file in files:
        file.write_bytes(made(file.stem))
    home = (tmp_path / "home").as_uri()
    command = [office, f"-env:UserInstallation={home}", "--headless", "--convert-to", "pdf"]
    subprocess.run(
        [*command, "--outdir", str(tmp_path), *map(str, files)],
        check=True,
        capture_output=True,
        timeout=200,
    )
    for file in files:
        done = subprocess.run(
            [told, "-layout", file.with_suffix(".pdf"), "-"], check=True, capture_output=True
        )
        pages = done.stdout.decode().split("\f")[:-1]
        assert 4 <= len(pages) <= 13, file.stem
        for page in pages:
            assert len(page.split()) > 20, (file.stem, page)
            assert "Private session" in page
