"""Templates that can't be used: each gives one clear sentence, and nothing is fetched."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import docx
from docx.oxml.ns import qn

import decision
from decision.report.word.document import as_docx
from decision.report.word.kinds import kind_as_docx
from decision.report.word.template import opened, page_of
from tests.shipped_model import MODEL

EVALUATION = decision.evaluate(MODEL)
RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def plain() -> bytes:
    saved = io.BytesIO()
    docx.Document().save(saved)
    return saved.getvalue()


def edited(change: Callable[[dict[str, bytes]], None]) -> bytes:
    with zipfile.ZipFile(io.BytesIO(plain())) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return packed.getvalue()


def related(kind: str, target: str, of: str = "word/_rels/document.xml.rels") -> bytes:
    def change(parts: dict[str, bytes]) -> None:
        one = (
            f'<Relationship Id="rIdX" Type="{RELS}/{kind}" Target="{target}" '
            f'TargetMode="External"/></Relationships>'
        )
        before = parts.get(
            of,
            b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            b"</Relationships>",
        )
        parts[of] = before.replace(b"</Relationships>", one.encode())

    return edited(change)


def replaced(part: str, old: bytes, new: bytes) -> bytes:
    def change(parts: dict[str, bytes]) -> None:
        assert old in parts[part]
        parts[part] = parts[part].replace(old, new)

    return edited(change)


def without(part: str) -> bytes:
    return edited(lambda parts: parts.__delitem__(part))


def added(part: str, data: bytes) -> bytes:
    return edited(lambda parts: parts.__setitem__(part, data))


MAIN = b"wordprocessingml.document.main+xml"
FIELD = (
    b'<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> INCLUDE</w:instrText>'
    b'</w:r><w:r><w:instrText>PICTURE "https://x.example/a.png" </w:instrText></w:r></w:p>'
)
PICTURE = (
    b'<w:p><w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:imagedata '
    b'src="https://x.example/a.png"/></v:shape></w:pict></w:r></w:p>'
)
OPENS = b'<w:p><w:fldSimple w:instr=" HYPERLINK &quot;file://x/a&quot; "><w:r/></w:fldSimple></w:p>'
NAMED = b"<w:p><w:r><w:t>{{title}}</w:t></w:r></w:p>"
BROKEN: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "not a Word file"),
    "text": (b"Dear board", "not a Word file"),
    "old word": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old Word file"),
    "cut short": (plain()[:-400], "not a Word file"),
    "another zip": (b"PK\x05\x06" + bytes(18), "no Word document"),
    "no document part": (without("word/document.xml"), "no document part"),
    "no types": (without("[Content_Types].xml"), "no Word document"),
    "macros": (added("word/vbaProject.bin", b"x"), "macros"),
    "macro type": (
        replaced("[Content_Types].xml", b"application/vnd.openxmlformats-officedocument." + MAIN,
                 b"application/vnd.ms-word.document.macroEnabled.main+xml"),
        "macros",
    ),
    "a spreadsheet": (
        replaced("[Content_Types].xml", MAIN, b"spreadsheetml.sheet.main+xml"),
        "main part is no Word document",
    ),
    "another document in it": (related("aFChunk", "afchunk.htm"), "brings in another document"),
    "remote picture": (related("image", "https://x.example/a.png"), "fetches a picture"),
    "remote frame": (related("frame", "https://x.example/"), "fetches something"),
    "a link to a file": (related("hyperlink", "file:///c:/x"), "fetches something"),
    "a field that fetches": (
        replaced("word/document.xml", b"<w:sectPr", FIELD + b"<w:sectPr"),
        "INCLUDEPICTURE",
    ),
    "an old picture that fetches": (
        replaced("word/document.xml", b"<w:sectPr", PICTURE + b"<w:sectPr"),
        "fetches a picture",
    ),
    "a field that opens a file": (
        replaced("word/document.xml", b"<w:sectPr", OPENS + b"<w:sectPr"),
        "HYPERLINK",
    ),
    "damaged part": (replaced("word/styles.xml", b"</w:styles>", b"</w:styl"), "is damaged"),
    "entities": (
        added("word/theme/theme1.xml", b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'),
        "declares a document type",
    ),
    "controls": (added("word/activeX/activeX1.bin", b"x"), "ActiveX"),
    "many placeholders": (
        replaced("word/document.xml", b"<w:sectPr", NAMED * 1_001 + b"<w:sectPr"),
        "more than 1000 placeholders",
    ),
    "many parts": (
        edited(lambda parts: parts.update({f"word/x{n}.bin": b"" for n in range(1_001)})),
        "more than 1000 parts",
    ),
}  # fmt: skip


def test_a_dotx_is_taken_as_a_docx() -> None:
    data = replaced("[Content_Types].xml", MAIN, b"wordprocessingml.template.main+xml")
    made = as_docx(EVALUATION, template=data)
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        types = archive.read("[Content_Types].xml")
    assert MAIN in types
    assert b"template.main" not in types


def test_a_page_of_no_sensible_size_is_taken_as_a4() -> None:
    data = replaced("word/document.xml", b'w:w="12240"', b'w:w="0"')
    assert page_of(opened(data)).width == 11906
    assert page_of(opened(None)).across(True) > page_of(opened(None)).across(False)


def test_a_page_whose_size_is_given_in_centimetres_makes_a_paper() -> None:
    data = replaced("word/document.xml", b'w:w="12240" w:h="15840"', b'w:w="21cm" w:h="29.7cm"')
    made = docx.Document(io.BytesIO(kind_as_docx(EVALUATION, "record", template=data)))
    sizes = [section._sectPr.find(qn("w:pgSz")) for section in made.sections]
    assert [(one.get(qn("w:w")), one.get(qn("w:h"))) for one in sizes] == [
        ("21cm", "29.7cm"),
        ("16838", "11906"),
        ("21cm", "29.7cm"),
    ]


def test_room_for_the_binding_is_no_room_for_text() -> None:
    bound = page_of(opened(replaced("word/document.xml", b'w:gutter="0"', b'w:gutter="500"')))
    assert bound.across(False) == page_of(opened(None)).across(False) - 500


def test_settings_that_would_stop_an_author_are_dropped() -> None:
    data = replaced(
        "word/settings.xml",
        b"</w:settings>",
        b'<w:documentProtection w:edit="readOnly" w:enforcement="1"/></w:settings>',
    )
    assert b"documentProtection" not in opened(data).settings.element.xml.encode()
