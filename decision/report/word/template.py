"""A trust's Word template, opened: its form is kept where the template says what goes where."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.part import XmlPart
from docx.oxml.ns import qn
from lxml import etree  # type: ignore[import-untyped]

from decision.errors import OutputError
from decision.report.word import placeholders
from decision.report.word.template_check import check_template, refused

_KEPT = {
    RT.STYLES, RT.NUMBERING, RT.SETTINGS, RT.FONT_TABLE, RT.THEME, RT.WEB_SETTINGS, RT.HEADER,
    RT.FOOTER,
}  # fmt: skip
# What a template's settings say that would stop an author, or reaches for other files.
_UNSET = (
    "attachedTemplate", "documentProtection", "writeProtection", "mailMerge", "updateFields",
    "linkStyles",
)  # fmt: skip
_OF_OLD_TEXT = ("footnotePr", "endnotePr", "docVars")
MOST_NAMES = 1_000  # placeholders; each costs time to fill
_APART = 100_000  # added to the ids of a form, so that none is also one of the paper's


def opened(template: bytes | None, form: bool = False) -> Document:
    """Return a template, or the plain one that python-docx ships, ready for the paper.

    Its styles, its page and its first section's header and footer stay. Its form stays too where
    that is asked for and the form says what goes where. Otherwise everything that belonged to
    its old text goes, so that none of it is in the paper unseen. The element `HERE` is put where
    the paper goes.

    Raises:
        OutputError: it is no Word file, or holds macros, or reaches for other files.
    """
    document = docx.Document() if template is None else read(template)
    try:
        if form and placeholders.is_form(document.element.body):
            _keep(document)
        else:
            _empty(document)
        placeholders.set_place(document.element.body)
        _cleaned(document)
    except (KeyError, AttributeError, IndexError, TypeError, ValueError) as error:
        raise refused(f"a part that it names is missing or damaged ({_named(error)})") from None
    return document


def read(template: bytes) -> Document:
    """Return a template as it stands.

    Raises:
        OutputError: it is no Word file, or holds macros, or reaches for other files.
    """
    try:
        document = docx.Document(io.BytesIO(check_template(template)))
        many = sum(len(placeholders.names_in(story)) for story in stories(document)) > MOST_NAMES
    except OutputError:
        raise
    except Exception as error:  # whatever a broken package makes python-docx or lxml raise
        raise refused(f"Word could not read it as it stands ({_named(error)})") from None
    if many:
        raise refused(f"it has more than {MOST_NAMES} placeholders", "use fewer")
    return document


def _named(error: Exception) -> str:
    return type(error).__name__


def _empty(document: Document) -> None:
    """Take the body out, all but the first section's page, and what only the body used."""
    body = document.element.body
    first = next(iter(body.iter(qn("w:sectPr"))), None)
    for child in list(body):
        body.remove(child)
    section = etree.SubElement(body, qn("w:sectPr")) if first is None else first
    for kind in section.findall(qn("w:type")):
        section.remove(kind)
    body.append(section)
    used = {element.get(qn("r:id")) for element in section if element.get(qn("r:id"))}
    rels = document.part.rels
    for name in list(rels):
        kind = rels[name].reltype
        if kind not in _KEPT or (kind in (RT.HEADER, RT.FOOTER) and name not in used):
            rels.pop(name)
    for reference in list(section):
        if reference.get(qn("r:id")) and reference.get(qn("r:id")) not in rels:
            section.remove(reference)
    _unset(document, _OF_OLD_TEXT)


def _keep(document: Document) -> None:
    """Make a form ready to hold the paper: no id of its own stands in the way of the paper's."""
    body = document.element.body
    if body.find(qn("w:sectPr")) is None:
        etree.SubElement(body, qn("w:sectPr"))
    for tags, key in ((("bookmarkStart", "bookmarkEnd"), qn("w:id")), (("docPr",), "id")):
        fresh: dict[str | None, int] = {}
        for element in body.iter(*(qn(f"{'wp' if key == 'id' else 'w'}:{tag}") for tag in tags)):
            element.set(key, str(fresh.setdefault(element.get(key), _APART + len(fresh))))


def _cleaned(document: Document) -> None:
    for change in list(document.element.body.iter(qn("w:sectPrChange"))):
        change.getparent().remove(change)
    _unset(document, _UNSET)
    package = document.part.package
    assert package is not None  # a document that was opened has one
    for name in [name for name, rel in package.rels.items() if _thumbnail(rel.reltype)]:
        package.rels.pop(name)


def _unset(document: Document, tags: Iterable[str]) -> None:
    settings = document.settings.element
    for tag in tags:
        for element in settings.findall(qn(f"w:{tag}")):
            settings.remove(element)


def _thumbnail(kind: str) -> bool:
    return kind.endswith("/thumbnail")


class Page(NamedTuple):
    """A page and its margins, in twips."""

    width: int
    height: int
    left: int
    right: int
    top: int
    bottom: int
    gutter: int

    def across(self, wide: bool) -> int:
        """Give the width of the text block, of a page on its side where `wide`."""
        width = max(self.width, self.height) if wide else self.width
        return max(2_000, width - self.left - self.right - self.gutter)

    def down(self, wide: bool) -> int:
        """Give the height of the text block."""
        height = min(self.width, self.height) if wide else self.height
        return max(2_000, height - self.top - self.bottom)


def page_of(document: Document) -> Page:
    """Return the page that the paper is set on, in a document that was opened here."""
    here = document.element.body.find(placeholders.HERE)
    return Page(*_sizes(placeholders.section_after(here)))


def stories(document: Document) -> list[etree._Element]:
    """Return the elements that hold a document's text: its body, its headers and its footers."""
    parts = [
        rel.target_part
        for rel in document.part.rels.values()
        if rel.reltype in (RT.HEADER, RT.FOOTER)
    ]
    return [document.element.body, *(part.element for part in parts if isinstance(part, XmlPart))]


def _sizes(section: etree._Element) -> Iterator[int]:
    """Give each size, and what A4 has where it is not given or makes no sense."""
    page, margins = section.find(qn("w:pgSz")), section.find(qn("w:pgMar"))
    for element, name, usual, least, most in (
        (page, "w", 11906, 5000, 32000),
        (page, "h", 16838, 5000, 32000),
        (margins, "left", 1304, 0, 4000),
        (margins, "right", 1304, 0, 4000),
        (margins, "top", 1304, 0, 6000),
        (margins, "bottom", 1134, 0, 6000),
        (margins, "gutter", 0, 0, 4000),
    ):
        said = None if element is None else element.get(qn(f"w:{name}"))
        try:
            value = abs(round(float(said))) if said else usual
        except (ValueError, OverflowError):
            value = usual
        yield value if least <= value <= most else usual
