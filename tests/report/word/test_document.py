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
from decision.engine import Evaluation
from decision.model.case import Case
from decision.report.paper import Purpose, front, risks
from decision.report.paper.paper_data import PaperData
from decision.report.paper.record import CHARTS
from decision.report.pictures import pictures
from decision.report.word import markup
from decision.report.word.document import as_docx
from decision.report.word.kinds import kind_as_docx
from tests.report.programs import program
from tests.shipped_model import MODEL
from tests.strategies import evaluated as made
from tests.strategies import problems

EXAMPLES = sorted(decision.examples())
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


@cache
def recorded(template: bytes | None = None) -> Document:
    return docx.Document(io.BytesIO(kind_as_docx(COMPLETE, "record", template=template)))


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


def test_the_record_s_contents_are_a_field_that_is_filled_in_and_leads_to_each_heading() -> None:
    body = recorded().element.body
    assert [code for code in fields(body) if code.startswith("TOC")] == [
        'TOC \\o "1-1" \\h \\z \\u'
    ]
    links = [link.get(f"{W}anchor") for link in body.iter(f"{W}hyperlink")]
    marks = {mark.get(f"{W}name") for mark in body.iter(f"{W}bookmarkStart")}
    assert len(links) == len(set(links)) == 14
    assert set(links) == marks
    first = [p.text for p in recorded().paragraphs if p.style and p.style.name == "Heading 1"]
    told = [said(link) for link in body.iter(f"{W}hyperlink")]
    assert told == first
    assert not list(recorded().settings.element.iter(f"{W}updateFields"))


def test_every_page_says_private_and_has_its_number() -> None:
    for section in opened().sections:
        assert section.header.paragraphs[0].text.startswith("Private session · ")
        assert fields(section.footer._element) == ["PAGE", "NUMPAGES"]
        assert section.footer.paragraphs[-1].text == "Page 1 of 1"
    assert opened(private=False).sections[0].header.paragraphs[0].text.startswith("Public session")


def test_every_picture_has_its_alternative_text() -> None:
    found = {picture.alt for picture in pictures(COMPLETE, CHARTS).values()}
    drawn = list(recorded().element.body.iter(f"{WP}docPr"))
    assert {node.get("descr") for node in drawn} == {" ".join(alt.split()) for alt in found}
    assert len({node.get("id") for node in drawn}) == len(drawn) == len(found)
    page = opened().sections[0]
    width = page.page_width - page.left_margin - page.right_margin  # type: ignore[operator]
    for extent in recorded().element.body.iter(f"{WP}extent"):
        assert 0 < int(extent.get("cx")) <= width + 635
    assert len(list(opened().element.body.iter(f"{WP}docPr"))) == 1


def test_wide_tables_of_the_record_lie_on_landscape_pages() -> None:
    sections = recorded().sections
    across = [(s.page_width or 0) > (s.page_height or 0) for s in sections]
    assert across == [False, True, False]
    assert {min(s.page_width or 0, s.page_height or 0) for s in sections} == {11906 * 635}
    assert len(opened().sections) == 1


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
    assert 10 <= len(gaps) <= 15
    names = {style.style_id: style.name for style in opened().styles}
    for paragraph in gaps:
        style = paragraph.find(f"{W}pPr/{W}pStyle").get(f"{W}val")
        assert (names[style] or "").startswith("To be completed")


def test_no_word_of_a_verdict_reaches_a_paper_for_consultation() -> None:
    for name, part in parts(written()).items():
        if name.endswith(".xml"):
            assert b"verdict" not in part.lower(), name


def test_every_cell_s_score_is_in_the_document() -> None:
    found = [t for t in recorded().tables if t.rows[0].cells[1].text == "Weight"]
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
    data = kind_as_docx(decision.evaluate(MODEL, case), "record")
    document = docx.Document(io.BytesIO(data))
    told = words(document)
    assert "<w:br/>&\"']]>{=cmd|' /C calc'!A0} \U0001f4a3yyy" in told
    assert not re.search("[\x00-\x08\u202e\ud800]", told)
    assert len(document.core_properties.author) <= 200


# A trust's own template


@cache
def dressed(first_page: bool = True) -> Document:
    return recorded(trust(first_page))


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


def test_a_picture_takes_less_than_half_a_page_unless_its_letters_would_be_too_small() -> None:
    page = opened().sections[0]
    text = page.page_height - page.top_margin - page.bottom_margin  # type: ignore[operator]
    tall = [int(extent.get("cy")) for extent in recorded().element.body.iter(f"{WP}extent")]
    small = sorted(tall)[:-1]
    assert max(small) == pytest.approx(markup.TALLEST * text, rel=0.01)  # one had to be made small
    assert markup.TALLEST < 0.45
    assert max(tall) <= markup.WHOLE * text  # one has so much to say that it takes a page


def test_progress_is_told_once_a_picture_and_ends_at_all() -> None:
    told: list[float] = []
    kind_as_docx(COMPLETE, "record", progress=told.append)
    assert told == sorted(set(told))
    assert len(told) >= 5
    assert told[-1] == 1.0


# Seen through another program

BOARD = ("paper", "decision", "record")  # the paper for consultation, and for decision


@cache
def evaluated(name: str) -> Evaluation:
    return decision.evaluate(MODEL, decision.load_case(decision.examples()[name], MODEL))


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], list[str]]:
    """The text of each page, as LibreOffice lays it out."""
    office, told = program("soffice"), program("pdftotext")
    folder = tmp_path_factory.mktemp("board")
    files = {(kind, name): folder / f"{kind}.{name}.docx" for kind in BOARD for name in EXAMPLES}
    for (kind, name), path in files.items():
        if kind == "record":
            path.write_bytes(kind_as_docx(evaluated(name), "record"))
        else:
            path.write_bytes(as_docx(evaluated(name), _purpose(kind)))
    home = (folder / "home").as_uri()
    command = [office, f"-env:UserInstallation={home}", "--headless", "--convert-to", "pdf"]
    subprocess.run(
        [*command, "--outdir", str(folder), *map(str, files.values())],
        check=True,
        capture_output=True,
        timeout=280,
    )
    return {key: _pages(told, path.with_suffix(".pdf")) for key, path in files.items()}


def _purpose(kind: str) -> Purpose:
    return "decision" if kind == "decision" else "consultation"


def _pages(told: str, path: Path) -> list[str]:
    done = subprocess.run([told, "-layout", str(path), "-"], check=True, capture_output=True)
    return done.stdout.decode().split("\f")[:-1]


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_paper_is_a_front_sheet_implications_and_six_pages_and_the_note_two(
    name: str, pages: dict[tuple[str, str], list[str]]
) -> None:
    for kind in ("paper", "decision"):
        found = pages[kind, name]
        if kind == "paper" and evaluated(name).finding.verdict.word == "unknown":
            assert len(found) == 2
            assert len(" ".join(found).split()) < 900
            assert "Which questions decide it" in found[1]
            continue
        assert 3 <= len(found) <= 8
        assert len(" ".join(found).split()) < 2_750
        assert "Duties to meet" in found[0]
        assert "Implications" in found[1]
        assert "Figure 1" in found[1]
        assert "1. Why now" in found[2]


@pytest.mark.parametrize("name", EXAMPLES)
def test_page_one_has_the_leader_the_ask_three_risks_and_each_duty_that_is_not_met(
    name: str, pages: dict[tuple[str, str], list[str]]
) -> None:
    basis = PaperData(evaluated(name), "decision")
    first = " ".join(pages["decision", name][0].split())
    assert MODEL.options[str(basis.preferred)].name in first
    for text in (*front.actions(basis), *(one.name for one in risks.found(basis)[: front.RISKS])):
        assert all(word in first for word in text.split()[1:])
    unmet, unknown = basis.not_met(str(basis.preferred))
    for gate in (*unmet, *unknown):
        assert " ".join(MODEL.gates[gate].says.split()[1:4]) in first
    assert (front.EARLY in first) == (basis.finding.verdict.word == "unknown")


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_record_has_its_contents_first_and_no_page_of_any_is_blank(
    name: str, pages: dict[tuple[str, str], list[str]]
) -> None:
    assert "Contents" in pages["record", name][0]
    assert 25 <= len(pages["record", name]) <= 45
    for kind in BOARD:
        every = pages[kind, name]
        for number, page in enumerate(every, 1):
            assert f"Page {number} of {len(every)}" in page
            assert "Private session" in page
            assert len(page.split()) > 25 or "Figure" in page
            body = page.strip().split("\n", 1)[1].strip()
            assert not body.startswith("Total"), "a total alone on a page"
