"""The board paper as a Word file: its form, its fields, and a trust's template."""

from __future__ import annotations

import datetime as dt
import io
import re
import subprocess
import zipfile
from functools import cache
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from hypothesis import given, settings

import decision
from decision.model.case import Case
from decision.report.paper import Purpose
from decision.report.pictures import pictures
from decision.report.word import markup
from decision.report.word.document import as_docx
from tests.report.programs import program
from tests.strategies import evaluated as made
from tests.strategies import problems

MODEL = decision.load_model(decision.shipped("criteria.yaml"))
COMPLETE = decision.evaluate(
    MODEL, decision.load_case(decision.examples()["invented-complete"], MODEL)
)
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"


@cache
def written(purpose: Purpose = "consultation", private: bool = True) -> bytes:
    return as_docx(COMPLETE, purpose, private)


@cache
def opened(purpose: Purpose = "consultation", private: bool = True) -> Document:
    return docx.Document(io.BytesIO(written(purpose, private)))


def words(document: Document) -> str:
    """Every word of a document: body, headers and footers."""
    parts = [document.element.body]
    for section in document.sections:
        parts += [section.header._element, section.footer._element]
    return "\n".join(said(paragraph) for part in parts for paragraph in part.iter(f"{W}p"))


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def said(element: object) -> str:
    return "".join(node.text or "" for node in element.iter(f"{W}t"))  # type: ignore[attr-defined]


def fields(element: object) -> list[str]:
    return [" ".join((node.text or "").split()) for node in element.iter(f"{W}instrText")]  # type: ignore[attr-defined]


@cache
def trust(first_page: bool = True) -> bytes:
    """A trust's template: its own fonts, margins, header, footer, and an old paper in it."""
    document = docx.Document()
    document.styles["Normal"].font.name = "Georgia"
    document.styles["Normal"].font.size = Pt(12)
    document.styles["Heading 1"].font.size = Pt(21)
    section = document.sections[0]
    section.page_width, section.left_margin = Cm(21.6), Cm(3)
    section.header.paragraphs[0].text = "St Elsewhere NHS Foundation Trust"
    section.footer.paragraphs[0].text = "1 Any Street"
    if first_page:
        section.different_first_page_header_footer = True
        section.first_page_header.paragraphs[0].text = "First page of the trust"
    document.add_paragraph("Last month's secret")
    document.core_properties.author = "A. Person"
    document.core_properties.comments = "for her eyes only"
    saved = io.BytesIO()
    document.save(saved)
    return saved.getvalue()


# Form


def test_the_contents_are_a_field_that_is_filled_in_and_leads_to_each_heading() -> None:
    body = opened().element.body
    assert [code for code in fields(body) if code.startswith("TOC")] == [
        'TOC \\o "1-1" \\h \\z \\u'
    ]
    links = [link.get(f"{W}anchor") for link in body.iter(f"{W}hyperlink")]
    marks = {mark.get(f"{W}name") for mark in body.iter(f"{W}bookmarkStart")}
    assert len(links) == len(set(links)) == 31
    assert set(links) == marks
    first = [p.text for p in opened().paragraphs if p.style and p.style.name == "Heading 1"]
    told = [said(link) for link in body.iter(f"{W}hyperlink")]
    assert told == first
    assert not list(opened().settings.element.iter(f"{W}updateFields"))


def test_every_page_says_private_and_has_its_number() -> None:
    for section in opened().sections:
        assert section.header.paragraphs[0].text.startswith("Private session · ")
        assert fields(section.footer._element) == ["PAGE", "NUMPAGES"]
        assert section.footer.paragraphs[-1].text == "Page 1 of 1"
    assert opened(private=False).sections[0].header.paragraphs[0].text.startswith("Public session")


def test_every_picture_has_its_alternative_text() -> None:
    found = {picture.alt: picture.title for picture in pictures(COMPLETE)}
    drawn = list(opened().element.body.iter(f"{WP}docPr"))
    assert {node.get("descr") for node in drawn} == {" ".join(alt.split()) for alt in found}
    assert len({node.get("id") for node in drawn}) == len(drawn) == 8
    page = opened().sections[0]
    width = page.page_width - page.left_margin - page.right_margin  # type: ignore[operator]
    for extent in opened().element.body.iter(f"{WP}extent"):
        assert 0 < int(extent.get("cx")) <= width + 635


def test_wide_tables_lie_on_landscape_pages() -> None:
    sections = opened().sections
    across = [(s.page_width or 0) > (s.page_height or 0) for s in sections]
    assert across == [False, True, False]
    assert {min(s.page_width or 0, s.page_height or 0) for s in sections} == {11906 * 635}


def test_the_language_is_british_english_and_the_properties_say_what_it_is() -> None:
    styles = opened().styles.element
    languages = {node.get(f"{W}val") for node in styles.iter(f"{W}lang")}
    assert languages == {"en-GB"}
    assert styles.find(f"{W}docDefaults") is not None
    facts = opened().core_properties
    assert (facts.title, facts.subject) == (MODEL.title, "For consultation")
    assert facts.author == "PACS manager"
    assert facts.created == dt.datetime(2026, 11, 24, tzinfo=facts.created.tzinfo)  # type: ignore[union-attr]
    assert facts.language == "en-GB"
    assert opened("decision").core_properties.subject == "For decision"


def test_gaps_stand_in_a_style_of_their_own() -> None:
    gaps = [
        paragraph
        for paragraph in opened().element.body.iter(f"{W}p")
        if said(paragraph).startswith("[To be completed: ")
    ]
    assert len(gaps) > 40
    names = {style.style_id: style.name for style in opened().styles}
    for paragraph in gaps:
        style = paragraph.find(f"{W}pPr/{W}pStyle").get(f"{W}val")
        assert (names[style] or "").startswith("To be completed")


def test_no_word_of_a_verdict_reaches_a_paper_for_consultation() -> None:
    for name, part in parts(written()).items():
        if name.endswith(".xml"):
            assert b"verdict" not in part.lower(), name


def test_every_cell_s_score_is_in_the_document() -> None:
    found = [t for t in opened().tables if t.rows[0].cells[1].text == "Weight"]
    for place, cells in enumerate(COMPLETE.standing.table.cells.values(), start=1):
        row = [cell for matrix in found for cell in matrix.rows[place].cells[2:]]
        scores = [float(re.match(r"[\d.]+", cell.text)[0]) for cell in row]  # type: ignore[index]
        assert scores == pytest.approx([cell.score for cell in cells.values()], abs=0.06)
    assert {len(matrix.rows) for matrix in found} == {len(MODEL.criteria) + 2}


def test_the_same_case_gives_the_same_bytes_and_no_date_of_today() -> None:
    again = as_docx(COMPLETE)
    assert again == written()
    with zipfile.ZipFile(io.BytesIO(again)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.namelist()[0] == "[Content_Types].xml"
        assert archive.testzip() is None


def test_nothing_in_the_file_points_outside_it() -> None:
    for name, part in parts(written()).items():
        if name.endswith(".rels"):
            assert b"External" not in part, name


@settings(max_examples=8, deadline=None)
@given(problems())
def test_any_model_and_case_make_a_file_that_opens(problem: tuple[dict, dict]) -> None:  # type: ignore[type-arg]
    evaluation = made(*problem)
    document = docx.Document(io.BytesIO(as_docx(evaluation, "decision")))
    assert evaluation.model.title in words(document)


# Text that means harm


def test_hostile_text_stays_text_in_every_part_of_the_file() -> None:
    evil = "<w:br/>&\"']]>\x00\x07\u202e\ud800{=cmd|' /C calc'!A0} \U0001f4a3" + "y" * 3_000
    case = Case.model_construct(
        **{
            **dict(COMPLETE.case),
            "site": COMPLETE.case.site.model_copy(update={"name": evil, "prepared_by": evil}),
            "notes": dict.fromkeys(MODEL.facts, evil),
            "answered_by": dict.fromkeys(MODEL.facts, evil),
        }
    )
    document = docx.Document(io.BytesIO(as_docx(decision.evaluate(MODEL, case))))
    told = words(document)
    assert "<w:br/>&\"']]>{=cmd|' /C calc'!A0} \U0001f4a3yyy" in told
    assert not re.search("[\x00-\x08\u202e\ud800]", told)
    assert len(document.core_properties.author) <= 200


# A trust's own template


@cache
def dressed(first_page: bool = True) -> Document:
    return docx.Document(io.BytesIO(as_docx(COMPLETE, template=trust(first_page))))


def test_a_template_keeps_its_page_its_header_and_its_footer() -> None:
    for section in dressed().sections:
        assert section.header.paragraphs[0].text == "St Elsewhere NHS Foundation Trust"
        assert section.header.paragraphs[-1].text == "Private session"
        assert section.footer.paragraphs[0].text == "1 Any Street"
        assert fields(section.footer._element) == ["PAGE", "NUMPAGES"]
        assert section.left_margin == pytest.approx(Cm(3), abs=635)
    first, *others = dressed().sections
    assert first.different_first_page_header_footer
    assert first.first_page_header.paragraphs[0].text == "First page of the trust"
    assert not any(section.different_first_page_header_footer for section in others)
    # Word keeps sizes in twentieths of a point.
    assert first.page_width == pytest.approx(Cm(21.6), abs=635)
    assert others[0].page_height == pytest.approx(Cm(21.6), abs=635)


def test_nothing_of_a_template_s_old_text_or_author_is_left() -> None:
    data = as_docx(COMPLETE, template=trust())
    for name, part in parts(data).items():
        assert b"secret" not in part, name
        assert b"A. Person" not in part, name
        assert b"her eyes" not in part, name


def test_a_template_with_other_even_pages_is_marked_on_those_too() -> None:
    document = docx.Document(io.BytesIO(trust()))
    document.settings.odd_and_even_pages_header_footer = True
    saved = io.BytesIO()
    document.save(saved)
    both = docx.Document(io.BytesIO(as_docx(COMPLETE, template=saved.getvalue())))
    assert both.sections[0].even_page_header.paragraphs[-1].text == "Private session"


def test_a_template_with_a_page_number_keeps_its_own() -> None:
    document = docx.Document(io.BytesIO(trust(False)))
    document.sections[0].footer.paragraphs[0]._p.append(
        document.element.body.makeelement(qn("w:fldSimple"), {qn("w:instr"): " PAGE "})
    )
    saved = io.BytesIO()
    document.save(saved)
    written_in = docx.Document(io.BytesIO(as_docx(COMPLETE, template=saved.getvalue())))
    assert fields(written_in.sections[0].footer._element) == []


def test_two_pictures_with_their_captions_fit_on_a_page() -> None:
    page = opened().sections[0]
    text = page.page_height - page.top_margin - page.bottom_margin  # type: ignore[operator]
    tall = [int(extent.get("cy")) for extent in opened().element.body.iter(f"{WP}extent")]
    assert max(tall) == pytest.approx(markup.TALLEST * text, rel=0.01)  # one had to be made small
    assert 2 * max(tall) < 0.8 * text


# Seen through another program


def test_libreoffice_lays_it_out(tmp_path: Path) -> None:
    office, told = program("soffice"), program("pdftotext")
    paper = tmp_path / "paper.docx"
    paper.write_bytes(written())
    home = (tmp_path / "home").as_uri()
    command = [office, f"-env:UserInstallation={home}", "--headless", "--convert-to", "pdf"]
    subprocess.run(
        [*command, "--outdir", str(tmp_path), str(paper)],
        check=True,
        capture_output=True,
        timeout=170,
    )
    out = subprocess.run(
        [told, "-layout", str(tmp_path / "paper.pdf"), "-"], check=True, capture_output=True
    ).stdout.decode()
    pages = out.split("\f")[:-1]
    assert "The decision asked for" in pages[0]
    assert pages[1].count("Summary") == 1
    assert "Contents" in pages[2], "the front sheet or the summary is longer than a page"
    assert "Case for change" in pages[3]
    assert f"Page {len(pages)} of {len(pages)}" in pages[-1]
    assert all("Private session" in page for page in pages)


def test_progress_is_told_once_a_picture_and_ends_at_all() -> None:
    told: list[float] = []
    as_docx(COMPLETE, progress=told.append)
    assert told == sorted(set(told))
    assert len(told) >= 5
    assert told[-1] == 1.0
