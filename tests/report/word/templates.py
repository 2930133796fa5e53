"""Six Word templates as trusts have them, made by code."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from functools import cache

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_BREAK
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt
from docx.table import _Cell

SETTINGS = "word/settings.xml"
SHARED = r"file:///\\share\templates\Board.dotm"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
CORE = (
    "xmlns:cp='http://schemas.openxmlformats.org/package/2006/metadata/core-properties' "
    "xmlns:dc='http://purl.org/dc/elements/1.1/'"
)


def saved(document: Document) -> bytes:
    """The file of a document."""
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def changed(data: bytes, change: Callable[[dict[str, bytes]], None]) -> bytes:
    """A file with its parts changed."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return file.getvalue()


def control(name: str, says: str, block: bool = False, bound: bool = False, by: str = "tag") -> str:
    """A content control that shows its prompt, as Word writes one."""
    binding = (
        f'<w:dataBinding w:prefixMappings="{CORE}" w:xpath="/cp:coreProperties[1]/dc:title[1]" '
        f'w:storeItemID="{{6C3C8BC8-F283-45AE-878A-BAB7291924A1}}"/><w:text/>'
        if bound
        else "<w:text/>"
    )
    run = f'<w:r><w:rPr><w:rStyle w:val="PlaceholderText"/></w:rPr><w:t>{says}</w:t></w:r>'
    return (
        f'<w:sdt {nsdecls("w")}><w:sdtPr><w:{by} w:val="{name}"/><w:lock w:val="contentLocked"/>'
        f"<w:showingPlcHdr/>{binding}</w:sdtPr><w:sdtContent>"
        f"{f'<w:p>{run}</w:p>' if block else run}</w:sdtContent></w:sdt>"
    )


def red() -> bytes:
    """A picture: a red bar."""
    wide, tall = 240, 60
    rows = (b"\x00" + b"\xb0\x10\x30" * wide) * tall

    def chunk(kind: bytes, data: bytes) -> bytes:
        sum_ = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + sum_

    head = struct.pack(">IIBBBBB", wide, tall, 8, 2, 0, 0, 0)
    ends = chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + ends


def _split(cell: _Cell, *runs: str) -> None:
    """Write a text in runs of its own, each with its spelling marks, as Word splits them."""
    paragraph = cell.paragraphs[0]
    for run in runs:
        paragraph._p.append(parse_xml(f'<w:proofErr {nsdecls("w")} w:type="spellStart"/>'))
        paragraph.add_run(run).bold = True


def _grid(document: Document, rows: list[tuple[str, tuple[str, ...]]]) -> None:
    table = document.add_table(len(rows), 2)
    table.style = "Table Grid"
    for row, (label, runs) in zip(table.rows, rows, strict=True):
        row.cells[0].text = label
        _split(row.cells[1], *runs)


@cache
def form() -> bytes:
    """A front sheet with placeholders that Word has split across runs, and a page to sign."""
    document = docx.Document()
    document.styles["Normal"].font.name = "Georgia"
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.header.paragraphs[0].text = "St Elsewhere NHS Foundation Trust · {{ Title }}"
    document.add_heading("Report to the Trust Board", 1)
    _grid(
        document,
        [
            ("Agenda item", ("{{item}}",)),
            ("Meeting", ("{", "{mee", "ting}", "}")),
            ("Title", ("{{", "title", "}}")),
            ("Executive lead", ("{{lead}}",)),
            ("Author and date", ("{{author}}, ", "{{da", "te}}")),
            ("Purpose", ("{{purpose}}",)),
            ("Recommendation", ("{{recom", "mendation}}")),
            ("Summary", ("{{answer}}",)),
            ("Main risks", ("{{risks}}",)),
            ("Money", ("{{money}}",)),
        ],
    )
    document.add_paragraph("For the secretary: file under Board, part 2.")
    document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    document.add_paragraph().add_run("{{pa")
    document.paragraphs[-1].add_run("per}}")
    document.add_heading("Approved for issue", 1)
    document.add_paragraph("Signed: ………………………")
    return saved(document)


@cache
def controls() -> bytes:
    """A front sheet of content controls: in text, in cells, on their own, bound ones too."""
    document = docx.Document()
    document.add_heading("Board of Directors", 1)
    body = document.element.body
    end = body[-1]
    end.addprevious(parse_xml(control("Title", "Click to enter a title", True, True, "alias")))
    line = document.add_paragraph("Meeting: ")
    line._p.append(parse_xml(control("meeting", "Choose a meeting")))
    line.add_run(". Led by: ")
    line._p.append(parse_xml(control("lead", "Name")))
    table = document.add_table(3, 2)
    table.style = "Table Grid"
    names = ("recommendation", "risks", "money")
    for row, name in zip(table.rows, names, strict=True):
        row.cells[0].text = name.capitalize()
        cell = row.cells[1]._tc
        wrapped = parse_xml(control(name, "Write here", True))
        cell.addprevious(wrapped)
        content = wrapped.find(qn("w:sdtContent"))
        cell.remove(cell.find(qn("w:p")))
        cell.append(content[0])
        content.append(cell)
    end.addprevious(parse_xml(control("answer", "In two sentences", True)))
    end.addprevious(parse_xml(control("paper", "The report", True)))
    document.add_paragraph("End of report")
    document.sections[0].footer.paragraphs[0]._p.append(parse_xml(control("date", "Date")))
    return saved(document)


@cache
def attached() -> bytes:
    """A form that was itself made from a template on a shared drive."""

    def link(parts: dict[str, bytes]) -> None:
        parts[SETTINGS] = parts[SETTINGS].replace(
            b"<w:zoom",
            f'<w:attachedTemplate xmlns:r="{OFFICE}/relationships" r:id="rId9"/><w:zoom'.encode(),
        )
        parts["word/_rels/settings.xml.rels"] = (
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="rId9" Type="{OFFICE}/relationships/attachedTemplate" '
            f'Target="{SHARED}" TargetMode="External"/></Relationships>'
        ).encode()

    document = docx.Document()
    document.add_paragraph("Paper for {{meeting}}")
    document.add_paragraph("{{paper}}")
    return changed(saved(document), link)


@cache
def landscape() -> bytes:
    """A front sheet on end, and the paper on its side, in a section of its own."""
    document = docx.Document()
    document.add_heading("Board paper", 1)
    document.add_paragraph("{{answer}}")
    section = document.add_section(WD_SECTION.NEW_PAGE)
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21)
    section.header.is_linked_to_previous = False
    section.header.paragraphs[0].text = "On its side"
    document.add_paragraph("{{paper}}")
    return saved(document)


@cache
def letterhead() -> bytes:
    """A letter: a picture and an address on its first page alone, and boxes for what is asked."""
    document = docx.Document()
    section = document.sections[0]
    section.different_first_page_header_footer = True
    first = section.first_page_header
    first.paragraphs[0].add_run().add_picture(io.BytesIO(red()), Cm(4))
    first.add_paragraph("St Elsewhere · 1 Any Street")
    section.first_page_footer.paragraphs[0].text = "Chair: {{chair}}"
    document.add_paragraph().add_run().add_picture(io.BytesIO(red()), Cm(2))
    document.add_paragraph("To the Board, on {{date}}")
    table = document.add_table(1, 1)
    table.style = "Table Grid"
    table.rows[0].cells[0].text = "{{paper}}"
    document.add_paragraph("Yours sincerely")
    return saved(document)


@cache
def plain() -> bytes:
    """Styles, a header and a footer, and an old paper that nobody marked."""
    document = docx.Document()
    document.styles["Normal"].font.size = Pt(12)
    document.sections[0].header.paragraphs[0].text = "St Elsewhere"
    document.add_paragraph("Last month's paper")
    return saved(document)


TEMPLATES = {
    "form": form,
    "controls": controls,
    "attached": attached,
    "landscape": landscape,
    "letterhead": letterhead,
    "plain": plain,
}
