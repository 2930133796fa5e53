"""A written document as a Word file, in a trust's own template where one is given."""

from __future__ import annotations

import copy
import datetime as dt
import io
import zipfile
from collections.abc import Callable, Iterator
from html import escape

from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.section import _Footer, _Header
from lxml import etree  # type: ignore[import-untyped]

from decision.engine import Evaluation
from decision.report.paper import Purpose
from decision.report.paper import paper as written
from decision.report.paper.blocks import Figure, Paper
from decision.report.pictures import packed, png
from decision.report.word.form import fill_form
from decision.report.word.markup import SPACES, Writer, section_end, simple_field
from decision.report.word.placeholders import HERE, section_after
from decision.report.word.styles import LANGUAGE, StyleMap, add_styles
from decision.report.word.template import Page, opened, page_of

BOARD = "Board paper"  # the category of the document that a trust's form is for
DOTS = 200  # an inch: sharp in print, and small enough to send by mail
BEGAN = dt.datetime(2000, 1, 1)  # created, where the case has no date: no clock is read
A4 = {"w": "11906", "h": "16838"}
MARGINS = {
    "top": "1304",
    "right": "1304",
    "bottom": "1134",
    "left": "1304",
    "header": "567",
    "footer": "567",
    "gutter": "0",
}


def as_docx(
    evaluation: Evaluation,
    purpose: Purpose = "consultation",
    private: bool = True,
    template: bytes | None = None,
    progress: Callable[[float], object] | None = None,
) -> bytes:
    """Return the board paper, or the note in its place, as a .docx file; same input, same bytes.

    Args:
        evaluation: one case evaluated.
        purpose: for consultation it names a preferred option for consultation, and no more.
        private: marked as for a private session, on the front sheet and on each page.
        template, progress: as for `written_as_docx`.

    Raises:
        OutputError: the template can't be used; the message says why, and what to do.
    """
    return written_as_docx(written(evaluation, purpose, private), BOARD, template, progress)


def written_as_docx(
    paper: Paper,
    category: str,
    template: bytes | None = None,
    progress: Callable[[float], object] | None = None,
) -> bytes:
    """Return a written document as a .docx file. The same input gives the same bytes.

    Args:
        paper: what is written in it.
        category: what kind of document its properties say it is.
        template: a .docx or .dotx file: its styles, its page, its headers and footers are used;
            for the board paper its form too, where the form says what goes where.
        progress: told the part that is done, 0 to 1, after each picture.

    Raises:
        OutputError: the template can't be used; the message says why, and what to do.
    """
    board = category == BOARD
    document = opened(template, form=board)
    if template is None:
        _own_page(document)
    else:
        paper = fill_form(document, paper, board)
    styles = add_styles(document, template is None, page_of(document).across(False))
    _running(document, paper, styles, template is None)
    _fill(document, paper, styles, progress)
    _described(document, paper)
    document.core_properties.category = category
    return _packed(document)


def _own_page(document: Document) -> None:
    """Give a document without a template an A4 page, and the layout of today's Word."""
    for mode in document.settings.element.iter(qn("w:compatSetting")):
        if mode.get(qn("w:name")) == "compatibilityMode":
            mode.set(qn("w:val"), "15")
    section = document.element.body.find(qn("w:sectPr"))
    for child in list(section):
        section.remove(child)
    for tag, values in (("w:pgSz", A4), ("w:pgMar", MARGINS)):
        element = etree.SubElement(section, qn(tag))
        for name, value in values.items():
            element.set(qn(f"w:{name}"), value)


def _fill(
    document: Document, paper: Paper, styles: StyleMap, progress: Callable[[float], object] | None
) -> None:
    """Write every sheet into the body; each but the last ends with its own section."""
    here = document.element.body.find(HERE)
    base = section_after(here)
    page = page_of(document)

    def embed(picture: bytes) -> str:
        relation, _ = document.part.get_or_add_image(io.BytesIO(picture))
        return str(relation)

    every = sum(isinstance(block, Figure) for block in paper.blocks)
    done = 0

    def draw(figure: Figure, width: float) -> bytes:
        nonlocal done
        picture = png(figure.chart, width=min(width, 24.0), dpi=DOTS)
        done += 1
        if progress:
            progress(done / every)
        return picture

    writer = Writer(paper, styles, embed, draw, 0, 0)
    said = []
    sections = [
        _turned(base, page, sheet.wide, place == 0) for place, sheet in enumerate(paper.sheets)
    ]
    for sheet, section in zip(paper.sheets, sections, strict=True):
        writer.width, writer.height = page.across(sheet.wide), page.down(sheet.wide)
        said.append(writer.sheet(sheet.blocks))
        if section is not sections[-1]:
            said.append(section_end(etree.tostring(section, encoding="unicode")))
    filled = parse_xml(f"<w:body {SPACES}>{''.join(said)}</w:body>")
    if here.get("page"):
        _on_new_page(filled[0])
    for child in list(filled):
        here.addprevious(child)
    here.getparent().remove(here)
    base.getparent().replace(base, sections[-1])


def _on_new_page(block: etree._Element) -> None:
    """Start a page with a paragraph."""
    for form in block.findall(qn("w:pPr")):
        if form.find(qn("w:pageBreakBefore")) is None:
            first = ("w:pStyle", "w:keepNext", "w:keepLines")
            place = sum(form.find(qn(tag)) is not None for tag in first)
            form.insert(place, parse_xml(f"<w:pageBreakBefore {SPACES}/>"))


def _turned(base: etree._Element, size: Page, wide: bool, first: bool) -> etree._Element:
    """Give a section like the first, on its side where its tables are wide.

    The template's first page keeps its own header; later sections start with the ordinary one.
    """
    section = copy.deepcopy(base)
    if not first:
        for element in [*section.findall(qn("w:titlePg")), *section.findall(qn("w:type"))]:
            section.remove(element)
        for numbering in section.findall(qn("w:pgNumType")):
            numbering.attrib.pop(qn("w:start"), None)
    page = section.find(qn("w:pgSz"))
    if page is not None and wide:
        # The text is set to this size, whatever unit the template gives its own in.
        page.set(qn("w:w"), str(max(size.width, size.height)))
        page.set(qn("w:h"), str(min(size.width, size.height)))
        page.set(qn("w:orient"), "landscape")
    return section


def _running(document: Document, paper: Paper, styles: StyleMap, plain: bool) -> None:
    """Put the mark at the head of each page and the page number at its foot.

    What a template has there stays, and this comes below it.
    """
    for header in _each(document, "header"):
        rest = _text(f" · {paper.running}") if plain else ""
        _added(header, styles.ids["header"], _text(paper.mark, styles.ids["Strong"]) + rest)
    for footer in _each(document, "footer"):
        if "PAGE" not in "".join(
            element.text or element.get(qn("w:instr")) or ""
            for element in footer._element.iter(qn("w:instrText"), qn("w:fldSimple"))
        ):
            number = (
                f"{_text('Page ')}{simple_field('PAGE', '1')}{_text(' of ')}"
                f"{simple_field('NUMPAGES', '1')}"
            )
            _added(footer, styles.ids["footer"], number, '<w:jc w:val="right"/>')


def _each(document: Document, which: str) -> Iterator[_Header | _Footer]:
    """Yield each header, or footer, that a page of the document can have."""
    seen: set[object] = set()
    for section in document.sections:
        kinds = [which]
        if section.different_first_page_header_footer:
            kinds.append(f"first_page_{which}")
        if document.settings.odd_and_even_pages_header_footer:
            kinds.append(f"even_page_{which}")
        for kind in kinds:
            part = getattr(section, kind)
            if (kind in seen and part.is_linked_to_previous) or part._element in seen:
                continue
            yield part
            seen |= {kind, part._element}


def _added(part: _Header | _Footer, style: str, runs: str, properties: str = "") -> None:
    part.is_linked_to_previous = False  # made, where the template has none
    element = part._element
    if _is_blank(element):
        element.remove(element[0])
    element.append(
        parse_xml(
            f'<w:p {SPACES}><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{runs}</w:p>'
        )
    )


def _is_blank(element: etree._Element) -> bool:
    """Whether a header or a footer is one paragraph with nothing in it."""
    return (
        len(element) == 1
        and element[0].tag == qn("w:p")
        and not "".join(element[0].itertext()).strip()
        and next(element.iter(qn("w:drawing"), qn("w:pict")), None) is None
    )


def _text(text: str, style: str | None = None) -> str:
    properties = f'<w:rPr><w:rStyle w:val="{style}"/></w:rPr>' if style else ""
    return f"<w:r>{properties}<w:t xml:space='preserve'>{escape(text, quote=False)}</w:t></w:r>"


def _described(document: Document, paper: Paper) -> None:
    """Set the document's own properties; a template's author and dates don't stay."""
    facts = document.core_properties
    when = dt.datetime.combine(paper.date, dt.time()) if paper.date else BEGAN
    facts.title, facts.subject, facts.author = paper.title, paper.subject, paper.author
    facts.last_modified_by, facts.keywords = paper.author, ""
    facts.comments, facts.content_status, facts.language = "", "Draft", LANGUAGE
    facts.created = facts.modified = when
    facts.revision = 1
    for stray in list(facts._element):
        if etree.QName(stray).localname in ("lastPrinted", "version", "identifier"):
            facts._element.remove(stray)


def _packed(document: Document) -> bytes:
    """Give the package with its parts in a fixed order, all of one date."""
    saved = io.BytesIO()
    document.save(saved)
    with zipfile.ZipFile(saved) as before:
        names = sorted(before.namelist(), key=lambda name: (name != "[Content_Types].xml", name))
        return packed({name: before.read(name) for name in names})
