"""The placeholders of a trust's form, `{{title}}` or a content control, found and filled."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator, Mapping
from html import escape

from docx.oxml import parse_xml
from docx.oxml.ns import qn
from lxml import etree  # type: ignore[import-untyped]

from decision.report.paper.blocks import Cell, Gap
from decision.report.word.markup import SPACES, isolated
from decision.report.word.styles import GAP

PAPER = "paper"
NAMES = (
    "title", "author", "lead", "meeting", "date", "purpose", "recommendation", "answer", "risks",
    "money",
)  # fmt: skip
BELOW = "See below."  # in a box that can't hold the paper's pages
# Where the paper goes. No Word file has such an element, so no text that is filled in can be
# taken for one.
HERE = "{urn:decision}here"
_MARKED = re.compile(r"\{\{[ \u00a0]*([^{}\n]{1,60}?)[ \u00a0]*\}\}")
_P, _R, _T, _SDT = (qn(f"w:{tag}") for tag in ("p", "r", "t", "sdt"))
_WRAPS = {qn(f"w:{tag}") for tag in ("sdt", "sdtContent", "customXml")}
_BREAKS = {qn(f"w:{tag}") for tag in ("tab", "br", "cr")}
_PICTURES = {qn(f"w:{tag}") for tag in ("drawing", "pict", "object")}
# Controls that hold no text of their own.
_NO_TEXT = {"picture", "checkbox", "group", "docPartObj", "docPartList", "repeatingSection"}
_HOLD_PARAGRAPHS = {qn(f"w:{tag}") for tag in ("body", "tc", "hdr", "ftr", "txbxContent")}
_UNSET = {"dataBinding", "showingPlcHdr", "lock", "text"}  # one of plain text has a single line
_AFTER_SHADE = ("fitText", "vertAlign", "rtl", "cs", "em", "lang", "eastAsianLayout", "rPrChange")


def names_in(root: etree._Element) -> list[str]:
    """Return what stands between `{{` and `}}`, as written, in the order of the document."""
    return [
        found[1]
        for paragraph in root.iter(_P)
        for found in _MARKED.finditer(_text(_pieces(paragraph)))
    ]


def is_form(body: etree._Element) -> bool:
    """Return whether a body has a place to fill.

    Word's own cover pages have controls titled Title or Author that are bound to the file's
    properties. Those alone make no form, or an old paper would be kept as one.
    """
    if any(name.casefold() in (PAPER, *NAMES) for name in names_in(body)):
        return True
    return any(
        _name(control) and (_tagged(control) or not _bound(control)) for control in body.iter(_SDT)
    )


def has_content(body: etree._Element) -> bool:
    """Return whether a body holds any text or picture."""
    return any((node.text or "").strip() or node.tag != _T for node in body.iter(_T, *_PICTURES))


def fill(root: etree._Element, values: Mapping[str, Cell]) -> set[str]:
    """Fill the placeholders below an element, and return the names of those that were there."""
    filled = set()
    for paragraph in list(root.iter(_P)):
        for found in reversed([*_MARKED.finditer(_text(_pieces(paragraph)))]):
            name = found[1].casefold()
            if name in values:
                _replace(paragraph, found.start(), found.end(), values[name])
                filled.add(name)
    for control in list(root.iter(_SDT)):
        name = _name(control) or ""
        # One within another that has been filled is no longer there.
        if name in values and root in control.iterancestors() and _fill(control, values[name]):
            filled.add(name)
    return filled


def set_place(body: etree._Element) -> None:
    """Put the element `HERE` where the body of the paper goes: at its mark, else at the end."""
    here = etree.Element(HERE)
    mark = place_marked(body)
    if mark is None:
        here.set("page", "new")
        body.find(qn("w:sectPr")).addprevious(here)
        return
    block = _block(mark, body)
    block.addnext(here)
    if mark is block and mark.tag == _SDT:
        body_of(block).remove(block)
        return
    inside = mark is not block and mark.tag == _P  # in a table, or in a text box
    if mark.tag == _SDT:
        inside = block.tag != _P or _P in {one.tag for one in _between(mark, block)}
        if inside:
            _fill(mark, BELOW)
        else:
            body_of(mark).remove(mark)
    else:
        found = next(one for one in _MARKED.finditer(_text(_pieces(mark))) if _is_paper(one[1]))
        _replace(mark, found.start(), found.end(), BELOW if inside else "")
    if block.tag == _P:
        _drop_if_blank(block, here)


def section_after(here: etree._Element) -> etree._Element:
    """Return the properties of the section in which the paper's place lies."""
    space = {"w": _P[1:-2]}
    return here.xpath("following::w:sectPr[not(parent::w:sectPrChange)]", namespaces=space)[0]


# The place of the paper


def _is_paper(name: str) -> bool:
    return name.casefold() == PAPER


def place_marked(body: etree._Element) -> etree._Element | None:
    """Return the first paragraph that says {{paper}}, or the first control of that name."""
    for element in body.iter(_P, _SDT):
        if element.tag == _SDT:
            if _name(element) == PAPER:
                return element
        elif any(_is_paper(one[1]) for one in _MARKED.finditer(_text(_pieces(element)))):
            return element
    return None


def _between(inner: etree._Element, outer: etree._Element) -> list[etree._Element]:
    """Return the elements that hold one within another, the nearest first."""
    found = []
    for element in inner.iterancestors():
        if element is outer:
            break
        found.append(element)
    return found


def _block(mark: etree._Element, body: etree._Element) -> etree._Element:
    """Return the paragraph, table or control on the page's own level that holds a mark.

    Controls around it are taken off: Word allows no section break in one.
    """
    chain = [mark, *_between(mark, body)]
    block = next((one for one in reversed(chain) if one.tag not in _WRAPS), mark)
    for wrap in chain[chain.index(block) + 1 :]:
        if wrap.tag == qn("w:sdtContent"):
            continue
        content = wrap.find(qn("w:sdtContent")) if wrap.tag == _SDT else wrap
        for child in list(content):
            if child.tag != qn("w:customXmlPr"):
                wrap.addprevious(child)
        body_of(wrap).remove(wrap)
    return block


def body_of(element: etree._Element) -> etree._Element:
    """Return what holds an element; there is always something within a document."""
    parent = element.getparent()
    assert parent is not None
    return parent


def _drop_if_blank(block: etree._Element, here: etree._Element) -> None:
    """Take out a paragraph that held nothing but the mark; what it did to the page stays."""
    section = block.find(f"{qn('w:pPr')}/{qn('w:sectPr')}")
    if section is not None:
        end = parse_xml(f"<w:p {SPACES}><w:pPr/></w:p>")
        end[0].append(section)
        here.addnext(end)
    if _text(_pieces(block)).strip() or next(block.iter(*_PICTURES, qn("w:br")), None) is not None:
        return
    if block.find(f"{qn('w:pPr')}/{qn('w:pageBreakBefore')}") is not None:
        here.set("page", "new")
    body_of(block).remove(block)


# Text


def _pieces(paragraph: etree._Element) -> list[tuple[int, etree._Element]]:
    """Return the text nodes of a paragraph, each with the letter of the whole it starts at."""
    pieces, at = [], 0
    for node in paragraph.iter(_T, *_BREAKS):
        if body_of(node).tag != _R or next(node.iterancestors(_P)) is not paragraph:
            continue  # a tab stop; or in a text box, whose paragraphs are seen by themselves
        pieces.append((at, node))
        at += len(_letters(node))
    return pieces


def _letters(node: etree._Element) -> str:
    return node.text or "" if node.tag == _T else "\n"


def _text(pieces: list[tuple[int, etree._Element]]) -> str:
    return "".join(_letters(node) for _, node in pieces)


def _replace(paragraph: etree._Element, start: int, end: int, value: Cell) -> None:
    """Put a value in place of some letters, whatever runs Word has split them across."""
    first = True
    for at, node in _pieces(paragraph):
        text = _letters(node)
        before, after = text[: max(0, start - at)], text[max(0, end - at) :]
        if at + len(text) <= start or at >= end:
            continue
        node.text = before if first else after
        node.set(qn("xml:space"), "preserve")
        if first:
            first = False
            run = body_of(node)
            rest = copy.deepcopy(run)
            own = rest.find(qn("w:rPr"))
            filled = _run(value, own)
            for child in list(rest)[: run.index(node)]:
                if child is not own:
                    rest.remove(child)
            rest.find(_T).text = after
            for child in list(run)[run.index(node) + 1 :]:
                run.remove(child)
            run.addnext(filled)
            if len(rest) > (own is not None) + 1 or after:
                filled.addnext(rest)


def _run(value: Cell, like: etree._Element | None) -> etree._Element:
    """Return a run that says a value in the letters of another; a gap is shaded."""
    lines = escape(isolated(value.text if isinstance(value, Gap) else value), quote=False)
    broken = lines.replace("\n", "</w:t><w:br/><w:t xml:space='preserve'>")
    run = parse_xml(f"<w:r {SPACES}><w:rPr/><w:t xml:space='preserve'>{broken}</w:t></w:r>")
    letters = run[0]
    letters.extend([] if like is None else copy.deepcopy(like)[:])
    for style in letters.findall(qn("w:rStyle")):
        if "placeholder" in (style.get(qn("w:val")) or "").casefold():
            letters.remove(style)
    if isinstance(value, Gap):
        for old in letters.findall(qn("w:shd")):
            letters.remove(old)
        later = {qn(f"w:{tag}") for tag in _AFTER_SHADE}
        place = next((n for n, one in enumerate(letters) if one.tag in later), len(letters))
        letters.insert(place, parse_xml(f'<w:shd {SPACES} w:val="clear" w:fill="{GAP}"/>'))
    return run


# Content controls


def _properties(control: etree._Element) -> Iterator[etree._Element]:
    for properties in control.findall(qn("w:sdtPr")):
        yield from properties


def _said(control: etree._Element, tag: str) -> str:
    for one in _properties(control):
        if one.tag == qn(f"w:{tag}"):
            return str(one.get(qn("w:val")) or "").strip().casefold()
    return ""


def _tagged(control: etree._Element) -> bool:
    return _said(control, "tag") in (PAPER, *NAMES)


def _name(control: etree._Element) -> str | None:
    """Return the name of a control that can be filled, from its tag or else its title."""
    if any(etree.QName(one).localname in _NO_TEXT for one in _properties(control)):
        return None
    names = (_said(control, "tag"), _said(control, "alias"))
    return next((name for name in names if name in (PAPER, *NAMES)), None)


def _bound(control: etree._Element) -> bool:
    return any(etree.QName(one).localname == "dataBinding" for one in _properties(control))


def _fill(control: etree._Element, value: Cell) -> bool:
    """Put a value into a control; False where it holds rows of a table, and can't have one."""
    content = control.find(qn("w:sdtContent"))
    around = next(one for one in control.iterancestors() if one.tag not in _WRAPS)
    if content is None or around.tag == qn("w:tbl"):
        return False
    letters = _unbound(control, content)
    holder = content
    if around.tag == qn("w:tr"):
        holder = content.find(qn("w:tc"))
    elif around.tag not in _HOLD_PARAGRAPHS:
        content[:] = [_run(value, letters)]
        return True
    form = holder.find(f".//{qn('w:pPr')}")
    lines = [value] if isinstance(value, Gap) else value.split("\n")
    paragraphs = []
    for line in lines:
        paragraphs.append(parse_xml(f"<w:p {SPACES}/>"))
        paragraphs[-1].extend([] if form is None else [copy.deepcopy(form)])
        paragraphs[-1].append(_run(line, letters))
    holder[:] = [*holder.findall(qn("w:tcPr")), *paragraphs]
    return True


def _unbound(control: etree._Element, content: etree._Element) -> etree._Element | None:
    """Take off what would bring a control's old text back or lock it; return its letters' form."""
    letters = next((run.find(qn("w:rPr")) for run in content.iter(_R)), None)
    for one in list(_properties(control)):
        name = etree.QName(one).localname
        if name == "showingPlcHdr":  # what stands there is a prompt, in letters of its own
            letters = body_of(one).find(qn("w:rPr"))
        elif name == "date":
            one.attrib.pop(qn("w:fullDate"), None)
        if name in _UNSET:
            body_of(one).remove(one)
    return letters
