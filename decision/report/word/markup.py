"""Blocks of a paper → WordprocessingML, as text that is parsed once at the end."""

from __future__ import annotations

import re
import struct
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from html import escape
from itertools import zip_longest

from decision.report.paper.blocks import (
    Block,
    Bullets,
    Cell,
    Contents,
    Figure,
    Gap,
    Heading,
    Paper,
    Para,
    Table,
)
from decision.report.word.styles import HEAD, StyleMap
from decision.wording.text import cut_at_word

EMU = 635  # of a twip
TWIPS = 567  # of a centimetre
SPLITS = 1_200  # letters: a row with a longer cell may break over a page
TALLEST = 0.42  # of a page: two pictures with their captions fit on one
SMALLEST = 0.73  # of a picture's own size, so that letters of 11 points print at 8
WHOLE = 0.85  # of a page: with its caption, a tall picture has one to itself
KEEP = "<w:keepNext/>"
MOST_LINES = 80  # paragraphs of one cell; the rest follow as line breaks
_TONES = {"body": None, "lead": "Paper lead", "note": "Paper note", "subtitle": "Subtitle"}
# Adds a picture and gives its relationship id, from the chart's PNG.
Embed = Callable[[bytes], str]
Draw = Callable[[Figure, float], bytes]


@dataclass
class Writer:
    """Writes blocks one after another, counting captions, headings, bookmarks and pictures.

    `width` and `height`: the text block of a page, in twips.
    """

    paper: Paper
    styles: StyleMap
    embed: Embed
    draw: Draw
    width: int
    height: int
    captions: dict[str, int] = field(default_factory=lambda: {"Table": 0, "Figure": 0})
    headings: int = 0
    marks: int = 0
    pictures: int = 0

    def sheet(self, blocks: Sequence[Block]) -> str:
        """Give the XML of the blocks of one sheet.

        After a table stands a low paragraph, or Word makes one of two tables; none where the next
        page begins there, for it could be all that a page holds.
        """
        said = []
        for block, after in zip_longest(blocks, blocks[1:]):
            said.append(self.block(block))
            turns = isinstance(after, Heading) and after.new_page
            if isinstance(block, Table) and not turns:
                said.append(_low(120 if after else 20))
        return "".join(said)

    def block(self, block: Block) -> str:
        """Give the XML of one block."""
        match block:
            case Heading():
                return self._heading(block)
            case Para(text=text, lead=lead, tone=tone, with_next=with_next):
                start = self._run(f"{lead} ", strong=True) if lead else ""
                keep = KEEP if with_next else ""
                return self._p(start + self._run(text), _TONES[tone], keep)
            case Bullets(items=items):
                return "".join(
                    self._p(self._run(item), "List Bullet", self._list()) for item in items
                )
            case Gap(text=text):
                return self._p(self._run(text), "To be completed")
            case Table():
                return self._table(block)
            case Figure():
                return self._figure(block)
            case Contents():
                return self._contents()

    # Text

    def _p(self, runs: str, style: str | None = None, properties: str = "") -> str:
        named = f'<w:pStyle w:val="{self.styles.ids[style]}"/>' if style else ""
        inner = f"<w:pPr>{named}{properties}</w:pPr>" if named or properties else ""
        return f"<w:p>{inner}{runs}</w:p>"

    def _run(self, text: str, strong: bool = False) -> str:
        bold = f'<w:rPr><w:rStyle w:val="{self.styles.ids["Strong"]}"/></w:rPr>' if strong else ""
        lines = escape(isolated(text), quote=False).split("\n")
        broken = "</w:t><w:br/><w:t xml:space='preserve'>".join(lines)
        return f"<w:r>{bold}<w:t xml:space='preserve'>{broken}</w:t></w:r>"

    def _list(self) -> str:
        if self.styles.bullets is None:
            return ""
        return f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{self.styles.bullets}"/></w:numPr>'

    def _heading(self, block: Heading) -> str:
        page = "<w:pageBreakBefore/>" if block.new_page else ""
        above = '<w:spacing w:before="0"/>' if block.new_page else ""
        if block.level == 0 or block.unlisted:
            name = "TOC Heading" if block.unlisted else "Title"
            return self._p(self._run(block.text), name, page)
        text, unnumbered = block.text, ""
        if block.numbered and not self.styles.numbers:
            self.headings += 1
            text = f"{self.headings}. {text}"
        elif not block.numbered and self.styles.numbers:
            unnumbered = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr>'
        runs = self._run(text)
        if block.level == 1:
            self.marks += 1
            runs = (
                f'<w:bookmarkStart w:id="{self.marks}" w:name="{_mark(self.marks)}"/>{runs}'
                f'<w:bookmarkEnd w:id="{self.marks}"/>'
            )
        return self._p(runs, f"heading {block.level}", KEEP + page + unnumbered + above)

    def _caption(self, kind: str, text: str, with_next: bool = True) -> str:
        self.captions[kind] += 1
        number = simple_field(f"SEQ {kind} \\* ARABIC", str(self.captions[kind]))
        runs = f"{self._run(f'{kind} ')}{number}{self._run(f': {text}')}"
        return self._p(runs, "caption", KEEP if with_next else "")

    # Contents

    def _contents(self) -> str:
        """Give the table of contents as a field that is filled in already.

        Page numbers come when it is updated: only Word knows where its pages end, and a wrong
        number would be worse than none. It is not made to update by itself on opening, for
        Word then asks a question that readers would take for a warning.
        """
        entries, numbered = [], 0
        for block in self.paper.blocks:
            if isinstance(block, Heading) and block.level == 1 and not block.unlisted:
                text = block.text
                if block.numbered and not self.styles.numbers:
                    numbered += 1
                    text = f"{numbered}. {text}"
                entries.append(text)
        begin = (
            f"<w:r>{_CHAR.format('begin')}</w:r><w:r><w:instrText xml:space='preserve'>"
            f' TOC \\o "1-1" \\h \\z \\u </w:instrText></w:r><w:r>{_CHAR.format("separate")}</w:r>'
        )
        end = f"<w:r>{_CHAR.format('end')}</w:r>"
        lines = [
            f'<w:hyperlink w:anchor="{_mark(place)}" w:history="1">{self._run(text)}</w:hyperlink>'
            for place, text in enumerate(entries, start=1)
        ]
        paragraphs = [
            self._p(
                (begin if place == 0 else "") + line + (end if place == len(lines) - 1 else ""),
                "toc 1",
            )
            for place, line in enumerate(lines)
        ]
        return (
            '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/>'
            "<w:docPartUnique/></w:docPartObj></w:sdtPr><w:sdtContent>"
            f"{''.join(paragraphs)}</w:sdtContent></w:sdt>"
        )

    # Tables

    def _table(self, table: Table) -> str:
        widths = [round(part / sum(table.widths) * self.width) for part in table.widths]
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        described = escape(cut_at_word(table.caption or "Details", 200), quote=True)
        look = (
            f'<w:tblLook w:val="0000" w:firstRow="{int(not table.bare)}" w:lastRow="0" '
            f'w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
        )
        start = (
            f'<w:tbl><w:tblPr><w:tblStyle w:val="{self.styles.ids["Paper table"]}"/>'
            f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>{look}'
            f'<w:tblCaption w:val="{described}"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
        )
        caption = "" if table.bare else self._caption("Table", table.caption)
        head = "" if table.bare else self._row(table, -1, widths)
        rows = "".join(self._row(table, place, widths) for place in range(len(table.rows)))
        return f"{caption}{start}{head}{rows}</w:tbl>"

    def _row(self, table: Table, place: int, widths: list[int]) -> str:
        """Give a row; `place` -1 is the head."""
        row = table.head if place < 0 else table.rows[place]
        last = len(table.rows) - 1
        long = max((len(cell if isinstance(cell, str) else cell.text) for cell in row), default=0)
        whole = "<w:cantSplit/>" if long < SPLITS else ""
        repeated = "<w:tblHeader/>" if place < 0 else ""
        headed = place < 0 or place in table.subheads
        kept = table.together or (table.strong and place == last - 1)  # no total alone on a page
        keep = KEEP if headed or (kept and place < last) else ""
        cells = ""
        for column, (cell, width) in enumerate(zip(row, widths, strict=True)):
            strong = (column == 0 and table.labels) or (table.strong and place == last)
            side = '<w:jc w:val="right"/>' if column in table.figures else ""
            style = _cell_style(cell, headed, table.bare)
            shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{HEAD}"/>' if headed else ""
            text = cell.text if isinstance(cell, Gap) else cell
            paragraphs = "".join(
                self._p(self._run(line, strong and not headed), style, keep + side)
                for line in _lines(text)
            )
            cells += (
                f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shade}</w:tcPr>'
                f"{paragraphs}</w:tc>"
            )
        return f"<w:tr><w:trPr>{whole}{repeated}</w:trPr>{cells}</w:tr>"

    # Pictures

    def _figure(self, figure: Figure) -> str:
        png = self.draw(figure, self.width / TWIPS)
        across, high = struct.unpack(">II", png[16:24])  # the size stands first in a PNG
        wide = self.width * EMU
        tall = round(wide * high / across)
        most = round(EMU * self.height * TALLEST)
        most = max(most, min(round(tall * SMALLEST), round(EMU * self.height * WHOLE)))
        if tall > most:
            wide, tall = round(wide * most / tall), most
        self.pictures += 1
        number, relation = self.pictures, self.embed(png)
        alt, title = escape(figure.alt, quote=True), escape(figure.title, quote=True)
        name = f"Figure {number}"
        drawing = (
            f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent '
            f'cx="{wide}" cy="{tall}"/><wp:docPr id="{number}" name="{name}" descr="{alt}" '
            f'title="{title}"/><wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/>'
            f'</wp:cNvGraphicFramePr><a:graphic><a:graphicData uri="{_PIC}"><pic:pic><pic:nvPicPr>'
            f'<pic:cNvPr id="{number}" name="{name}" descr="{alt}"/><pic:cNvPicPr/></pic:nvPicPr>'
            f'<pic:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch>'
            f'</pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{wide}" cy="{tall}"/>'
            f'</a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
            f"</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
        )
        reading = self._p(self._run(f"How to read it: {figure.reading}"), "Paper note")
        return (
            self._p(drawing, "Paper figure")
            + self._caption("Figure", figure.title, bool(figure.reading))
            + (reading if figure.reading else "")
        )


_RIGHT = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"  # letters written from right to left
_STRETCH = re.compile(f"[{_RIGHT}](?:[ \\d,.;:!?'\"’“”־–-]*[{_RIGHT}])*")


def isolated(text: str) -> str:
    """Give a text with what is written from right to left kept to itself, or it reorders the rest.

    >>> isolated("to שלום (2)") == "to \u2068שלום\u2069 (2)"
    True
    """
    return _STRETCH.sub("\u2068\\g<0>\u2069", text)


def _cell_style(cell: Cell, headed: bool, form: bool) -> str:
    if isinstance(cell, Gap):
        return "To be completed in form" if form else "To be completed in table"
    if headed:
        return "Table head"
    return "Form text" if form else "Table text"


def _lines(text: str) -> list[str]:
    """Give the paragraphs of a cell; those beyond many follow as line breaks."""
    lines = text.split("\n")
    if len(lines) <= MOST_LINES:
        return lines
    return [*lines[: MOST_LINES - 1], "\n".join(lines[MOST_LINES - 1 :])]


def _mark(number: int) -> str:
    return f"_Toc{number:06d}"


_CHAR = '<w:fldChar w:fldCharType="{0}"/>'
_PIC = "http://schemas.openxmlformats.org/drawingml/2006/picture"
SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    f'xmlns:pic="{_PIC}"'
)


def simple_field(instruction: str, shown: str) -> str:
    """Give a field, with what it shows until Word updates it."""
    return (
        f"<w:r>{_CHAR.format('begin')}</w:r><w:r><w:instrText xml:space='preserve'> {instruction} "
        f"</w:instrText></w:r><w:r>{_CHAR.format('separate')}</w:r><w:r><w:t>{shown}</w:t></w:r>"
        f"<w:r>{_CHAR.format('end')}</w:r>"
    )


def section_end(section: str) -> str:
    """Give the paragraph, as good as invisible, that ends a section."""
    return _low(20, section)


def _low(height: int, section: str = "") -> str:
    """Give an empty paragraph, `height` twips high."""
    return (
        f'<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="{height}" w:lineRule="exact"/>'
        f"{section}</w:pPr></w:p>"
    )
