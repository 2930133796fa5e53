"""The paper's styles in Word: a template's own by name, and ours where it has none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from docx.document import Document
from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import XmlPart
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from lxml import etree  # type: ignore[import-untyped]

from decision.charts import chart

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
INK, HEAD = (colour.removeprefix("#").upper() for colour in (chart.INK, chart.BAND))
QUIET, HAIRLINE, GAP = "4C5862", "C9D0D6", "FFF4D6"  # greys that small print and thin rules need
FONT = "Arial"
LANGUAGE = "en-GB"


@dataclass(frozen=True)
class Style:
    """A style: its name, what it is based on, and its paragraph and letter properties."""

    name: str
    paragraph: str = ""
    letters: str = ""
    based_on: str = "Normal"
    after: str | None = None
    kind: str = "paragraph"
    table: str = ""


def _spacing(before: int, after: int, line: int | None = None) -> str:
    lines = f' w:line="{line}" w:lineRule="auto"' if line else ""
    return f'<w:spacing w:before="{before}" w:after="{after}"{lines}/>'


def _size(points: float, bold: bool = False, colour: str | None = None) -> str:
    half = round(points * 2)
    heavy = "<w:b/><w:bCs/>" if bold else ""
    ink = f'<w:color w:val="{colour}"/>' if colour else ""
    return f'{heavy}{ink}<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>'


_KEPT = "<w:keepNext/><w:keepLines/>"
_SIDE = '<w:{0} w:val="single" w:sz="4" w:space="0" w:color="{1}"/>'
_SHADED = f'<w:shd w:val="clear" w:color="auto" w:fill="{GAP}"/>'
_MARKED = (
    f'<w:pBdr><w:left w:val="single" w:sz="24" w:space="6" w:color="C9A227"/></w:pBdr>{_SHADED}'
)

STYLES = (
    Style("Title", _KEPT + _spacing(0, 60), _size(24, True, INK), after="Subtitle"),
    Style("Subtitle", _KEPT + _spacing(0, 160), _size(13, colour=QUIET)),
    Style(
        "heading 1", _KEPT + _spacing(360, 120) + '<w:outlineLvl w:val="0"/>', _size(16, True, INK)
    ),
    Style(
        "heading 2", _KEPT + _spacing(240, 80) + '<w:outlineLvl w:val="1"/>', _size(12.5, True, INK)
    ),
    Style("List Bullet", _spacing(0, 80)),
    Style("caption", _KEPT + _spacing(160, 80), _size(9.5, True, INK)),
    Style(
        "toc 1",
        '<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{toc}"/></w:tabs>'
        + _spacing(0, 40, 252),
        _size(10.5),
    ),
    Style("TOC Heading", _KEPT + _spacing(0, 120), _size(16, True, INK)),
    Style("header", _spacing(0, 0), _size(9, colour=QUIET)),
    Style("footer", _spacing(0, 0), _size(9, colour=QUIET)),
    Style("Paper lead", _spacing(60, 140), _size(12.5, True, INK)),
    Style("Paper note", _spacing(60, 140), _size(9, colour=QUIET)),
    Style("Paper figure", "<w:keepNext/>" + _spacing(120, 40)),
    Style("To be completed", _MARKED + _spacing(60, 120), "<w:i/><w:iCs/>"),
    Style("Form text", _spacing(50, 50, 252), _size(10.5)),
    Style("To be completed in form", _SHADED, "<w:i/><w:iCs/>", "Form text"),
    Style("Table text", _spacing(20, 20, 240), _size(9)),
    Style("Table head", "<w:keepNext/>" + _spacing(20, 20, 240), _size(9, True, INK), "Table text"),
    Style("To be completed in table", _SHADED, "<w:i/><w:iCs/>", "Table text"),
    Style("Strong", letters="<w:b/><w:bCs/>", kind="character", based_on=""),
    Style(
        "Paper table",
        kind="table",
        based_on="Normal Table",
        table="<w:tblPr><w:tblBorders>"
        + "".join(_SIDE.format(side, HAIRLINE) for side in ("top", "bottom", "insideH"))
        + '</w:tblBorders><w:tblCellMar><w:top w:w="40" w:type="dxa"/><w:left w:w="80" '
        'w:type="dxa"/><w:bottom w:w="40" w:type="dxa"/><w:right w:w="80" w:type="dxa"/>'
        "</w:tblCellMar></w:tblPr>"
        f'<w:tblStylePr w:type="firstRow"><w:tcPr><w:shd w:val="clear" w:color="auto" '
        f'w:fill="{HEAD}"/></w:tcPr></w:tblStylePr>',
    ),
)

_PLAIN = f"""<w:styles {W}>
<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="{FONT}"
w:cs="{FONT}"/><w:sz w:val="22"/><w:szCs w:val="22"/><w:lang w:val="{LANGUAGE}"
w:eastAsia="{LANGUAGE}" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>
<w:spacing w:after="120" w:line="264" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>
<w:rPr><w:lang w:val="{LANGUAGE}"/></w:rPr></w:style>
<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name
w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>
<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>
<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>
<w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>
<w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>
</w:styles>"""

_BULLET = f"""<w:abstractNum {W} w:abstractNumId="{{0}}"><w:multiLevelType w:val="singleLevel"/>
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/>
<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="357" w:hanging="357"/></w:pPr></w:lvl>
</w:abstractNum>"""
_NUMBER = f'<w:num {W} w:numId="{{0}}"><w:abstractNumId w:val="{{1}}"/></w:num>'


@dataclass(frozen=True)
class StyleMap:
    """Style ids by name, and how bullets and headings number.

    Attributes:
        ids: the id in this document of each of `STYLES`, by the style's name.
        bullets: the list to name in each bullet; None where the style itself names one.
        numbers: whether the template numbers its headings by itself.
    """

    ids: Mapping[str, str]
    bullets: int | None
    numbers: bool


def add_styles(document: Document, plain: bool, text_width: int) -> StyleMap:
    """Return the ids of the paper's styles in a document, added where it has none of that name.

    Args:
        document: opened and empty.
        plain: without a trust's template: only our own styles are kept.
        text_width: of a page on end, in twips.
    """
    part = document.part
    styles = part._styles_part.element
    if plain:
        fresh = parse_xml(_PLAIN)
        for child in list(styles):
            styles.remove(child)
        for child in list(fresh):
            styles.append(child)
        for stray in [name for name, rel in part.rels.items() if rel.reltype == RT.NUMBERING]:
            part.rels.pop(stray)
    _in_english(document, styles)
    ids = _known(styles)
    bulleted = _numbered(styles, ids.get("list bullet"))
    number = None if bulleted else _bullet_list(document)
    for style in STYLES:
        if style.name.casefold() not in ids:
            ids[style.name.casefold()] = _free(style.name, ids)
            styles.append(parse_xml(_written(style, ids, number, text_width)))
    return StyleMap(
        {style.name: ids[style.name.casefold()] for style in STYLES},
        number,
        _numbered(styles, ids["heading 1"]),
    )


def _known(styles: etree._Element) -> dict[str, str]:
    """Give the ids of the styles that are there, by name in small letters."""
    known: dict[str, str] = {}
    for style in styles.findall(qn("w:style")):
        name, id_ = style.find(qn("w:name")), style.get(qn("w:styleId"))
        if name is not None and id_:
            known.setdefault((name.get(qn("w:val")) or "").casefold(), id_)
    return known


def _free(name: str, ids: Mapping[str, str]) -> str:
    id_ = "".join(word.capitalize() for word in name.split())
    while id_ in ids.values():
        id_ += "1"
    return id_


def _written(style: Style, ids: Mapping[str, str], number: int | None, text_width: int) -> str:
    base = ids.get(style.based_on.casefold())
    based = f'<w:basedOn w:val="{base}"/>' if base else ""
    after = ids.get((style.after or "Normal").casefold())
    following = f'<w:next w:val="{after}"/>' if after and style.kind == "paragraph" else ""
    inner = style.paragraph.replace("{toc}", str(text_width))
    if style.name == "List Bullet" and number is not None:
        inner = (
            f'<w:numPr><w:numId w:val="{number}"/></w:numPr>{inner}'
            '<w:ind w:left="357" w:hanging="357"/><w:contextualSpacing w:val="0"/>'
        )
    paragraph = f"<w:pPr>{inner}</w:pPr>" if inner else ""
    letters = style.letters
    if style.kind == "paragraph":
        letters += f'<w:lang w:val="{LANGUAGE}"/>'
    run = f"<w:rPr>{letters}</w:rPr>" if letters else ""
    own = ' w:customStyle="1"' if style.name.startswith(_OWN) else ""
    return (
        f'<w:style {W} w:type="{style.kind}"{own} w:styleId="{ids[style.name.casefold()]}">'
        f'<w:name w:val="{style.name}"/>{based}{following}<w:qFormat/>{paragraph}{run}'
        f"{style.table}</w:style>"
    )


_OWN = (
    "Paper ",
    "Table ",
    "Form ",
    "To be ",
)  # how the names of styles begin that Word doesn't know


def _numbered(styles: etree._Element, id_: str | None) -> bool:
    """Whether a style, or one that it is based on, numbers its paragraphs."""
    seen: set[str] = set()
    while id_ and id_ not in seen:
        seen.add(id_)
        style = next((one for one in styles if one.get(qn("w:styleId")) == id_), None)
        if style is None:
            return False
        number = style.find(f"{qn('w:pPr')}/{qn('w:numPr')}/{qn('w:numId')}")
        if number is not None:
            return bool(number.get(qn("w:val")) != "0")
        base = style.find(qn("w:basedOn"))
        id_ = None if base is None else base.get(qn("w:val"))
    return False


def _bullet_list(document: Document) -> int:
    """Add a bulleted list to the document's numbering; its number."""
    part = document.part
    numbering = next(
        (rel.target_part for rel in part.rels.values() if rel.reltype == RT.NUMBERING), None
    )
    if numbering is None:
        package = part.package
        assert package is not None  # a document that was opened has one
        name = PackURI("/word/numbering.xml")
        numbering = XmlPart(name, CT.WML_NUMBERING, parse_xml(f"<w:numbering {W}/>"), package)
        part.relate_to(numbering, RT.NUMBERING)
    root = numbering.element
    abstract = 1 + _largest(root, "w:abstractNum", "w:abstractNumId")
    number = 1 + _largest(root, "w:num", "w:numId")
    last = [child for child in root if child.tag in (qn("w:abstractNum"), qn("w:numPicBullet"))]
    root.insert(root.index(last[-1]) + 1 if last else 0, parse_xml(_BULLET.format(abstract)))
    nums = [child for child in root if child.tag in (qn("w:num"), qn("w:abstractNum"))]
    root.insert(root.index(nums[-1]) + 1, parse_xml(_NUMBER.format(number, abstract)))
    return number


def _largest(root: etree._Element, tag: str, key: str) -> int:
    found = [element.get(qn(key)) or "0" for element in root.findall(qn(tag))]
    return max((int(value) for value in found if value.isdigit()), default=0)


def _in_english(document: Document, styles: etree._Element) -> None:
    """Set the language to British English: where none is set, and where it is American."""
    for language in styles.iter(qn("w:lang")):
        if language.get(qn("w:val")) in (None, "en-US"):
            language.set(qn("w:val"), LANGUAGE)
    defaults = styles.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    if defaults is not None and defaults.find(qn("w:lang")) is None:
        etree.SubElement(defaults, qn("w:lang")).set(qn("w:val"), LANGUAGE)
    for theme in document.settings.element.iter(qn("w:themeFontLang")):
        theme.set(qn("w:val"), LANGUAGE)
