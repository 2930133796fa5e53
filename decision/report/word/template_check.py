"""Whether a file can be used as a Word template, found from its bytes before anything opens it."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib

from docx.oxml.ns import qn
from lxml import etree  # type: ignore[import-untyped]

from decision.errors import OutputError

MOST_BYTES = 20 * 2**20  # of the file
MOST_UNPACKED = 100 * 2**20  # of all its parts together
MOST_PARTS = 1_000
_XML = re.compile(r"\.(xml|rels)$", re.IGNORECASE)
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_TEMPLATE = "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"
_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
# Fields that bring in something from elsewhere as soon as they are updated.
_FETCHES = re.compile(r"^\s*\\?\s*(INCLUDE\w*|LINK|DDE\w*|IMPORT|DATABASE|RD|MACROBUTTON)\b", re.I)
# A link within the document, to a website or to a mailbox; all else opens a file somewhere.
_LINK = re.compile(r"\s*HYPERLINK\b", re.IGNORECASE)
_PLAIN_LINK = re.compile(r"\s*HYPERLINK\s+(\\|\"?(https?|mailto):)", re.IGNORECASE)
_VML = "{urn:schemas-microsoft-com:vml}"
_ELSEWHERE = re.compile(r"\s*([a-z][a-z0-9+.-]+:|//|\\\\)", re.IGNORECASE)


def refused(why: str, instead: str = "save it again in Word as .docx, and try that") -> OutputError:
    """Return the error of a template that can't be used: why, and what to do instead."""
    return OutputError(f"the template can’t be used: {why}; {instead}")


def check_template(data: bytes) -> bytes:
    """Return the package as .docx.

    Raises:
        OutputError: it is no Word file, is too large, is protected by a password, holds macros
            or ActiveX controls, or fetches something from outside.
    """
    if len(data) > MOST_BYTES:
        raise refused(f"it is larger than {MOST_BYTES // 2**20} MB", "use a smaller one")
    parts = _unpacked(data)
    if "[Content_Types].xml" not in parts:
        raise refused("it is a zip file, but no Word document")
    if any("vbaproject" in name.lower() for name in parts):
        raise refused("it holds macros", "save it in Word as .docx, which keeps none")
    if any("activex" in name.lower() for name in parts):
        raise refused("it holds ActiveX controls", "remove them in Word, and save it again")
    for name, part in parts.items():
        if _XML.search(name):
            _well_formed(name, part)
    main = _main_part(parts)
    for name in list(parts):
        if name.endswith(".rels"):
            _stays_inside(name, parts)
    types = _as_document(parts, main)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for name, part in parts.items():
            archive.writestr(name, types if name == "[Content_Types].xml" else part)
    return packed.getvalue()


def _unpacked(data: bytes) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            if len(entries) > MOST_PARTS:
                raise refused(f"it has more than {MOST_PARTS} parts")
            if sum(entry.file_size for entry in entries) > MOST_UNPACKED:
                raise _too_large()
            parts: dict[str, bytes] = {}
            left = MOST_UNPACKED
            for entry in entries:
                if entry.flag_bits & 1:
                    raise refused("it is protected by a password", "save it without one")
                # What an entry says of its size may be false, so no more than is left is read.
                with archive.open(entry) as file:
                    part = file.read(left + 1)
                left -= len(part)
                if left < 0:
                    raise _too_large()
                parts[entry.filename] = part
            return parts
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError):
        if data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
            why = "it is an old Word file (.doc), or protected by a password"
            raise refused(why, "save it in Word as .docx, without a password") from None
        raise refused("it is not a Word file (.docx)") from None


def _too_large() -> OutputError:
    return refused(f"unpacked, it is larger than {MOST_UNPACKED // 2**20} MB", "use a smaller one")


def _well_formed(name: str, part: bytes) -> None:
    """Refuse a part that isn't XML, or that declares entities, before anything reads it."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(part, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise refused(f"its part {_shown(name)} is damaged") from None
    if root.getroottree().docinfo.doctype:
        raise refused(f"its part {_shown(name)} declares a document type")
    codes = [""]  # of the fields that stand open; Word may split one across runs
    for node in root.iter(qn("w:fldChar"), qn("w:instrText")):
        kind = node.get(qn("w:fldCharType"))
        if kind == "begin":
            codes.append("")
        elif kind == "end":
            _no_fetching(codes.pop() if codes else "")
        else:
            codes[-1:] = ["".join(codes[-1:]) + (node.text or "")]
    for code in codes:
        _no_fetching(code)
    for field in root.iter(qn("w:fldSimple")):
        _no_fetching(field.get(qn("w:instr")))
    for shape in root.iter(f"{_VML}*"):  # a picture of old Word may name its file by an address
        named = (value for name, value in shape.items() if name.endswith(("src", "href")))
        if any(_ELSEWHERE.match(str(value)) for value in named):
            raise refused("it fetches a picture from outside", "put it in the file")


def _no_fetching(instruction: str | None) -> None:
    opens = bool(_LINK.match(instruction or "") and not _PLAIN_LINK.match(instruction or ""))
    if instruction and (opens or _FETCHES.match(instruction)):
        word = instruction.split()[0][:20]
        raise refused(f"a field in it reaches for another file ({word})", "remove that field")


def _shown(name: str) -> str:
    return "".join(part if part.isprintable() else "?" for part in name)[:60]


def _main_part(parts: dict[str, bytes]) -> str:
    """Give the name of the main document part."""
    root = etree.fromstring(parts.get("_rels/.rels", b"<none/>"))
    for relation in root.iter(f"{_RELATIONS}Relationship"):
        if relation.get("Type", "").endswith("/officeDocument"):
            name = posixpath.normpath(relation.get("Target", "").lstrip("/"))
            if name in parts:
                return str(name)
    raise refused("it has no document part, so it is no Word document")


def _stays_inside(name: str, parts: dict[str, bytes]) -> None:
    """Refuse relationships that make Word fetch something; a plain link waits for a click.

    The link to the shared template that this one was made from is dropped: its styles are here.
    """
    root = etree.fromstring(parts[name])
    for relation in list(root.iter(f"{_RELATIONS}Relationship")):
        kind = relation.get("Type", "").rsplit("/", 1)[-1]
        target = relation.get("Target", "")
        if kind == "aFChunk":  # whatever is in it, Word takes it in as it opens the file
            raise refused("it brings in another document", "paste that document’s text into it")
        if relation.get("TargetMode", "").lower() != "external":
            continue
        if kind == "hyperlink" and re.match(r"(https?|mailto):", target, re.IGNORECASE):
            continue
        if kind != "attachedTemplate":
            what = "a picture" if kind == "image" else "something"
            raise refused(f"it fetches {what} from outside ({_shown(kind)})", "put it in the file")
        root.remove(relation)
        parts[name] = bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8"))
        folder, file = posixpath.split(name)
        _unlinked(posixpath.join(posixpath.dirname(folder), file.removesuffix(".rels")), parts)


def _unlinked(settings: str, parts: dict[str, bytes]) -> None:
    """Take the shared template's link out of the settings, which name it."""
    if settings in parts:
        root = etree.fromstring(parts[settings])
        for link in list(root.iter(qn("w:attachedTemplate"))):
            link.getparent().remove(link)
        parts[settings] = bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8"))


def _as_document(parts: dict[str, bytes], main: str) -> bytes:
    """Give the content types with the main part as a document: a .dotx becomes a .docx."""
    root = etree.fromstring(parts["[Content_Types].xml"])
    for entry in root.iter(f"{_TYPES}Override", f"{_TYPES}Default"):
        kind = entry.get("ContentType", "")
        if "macroEnabled" in kind:
            raise refused("it holds macros", "save it in Word as .docx, which keeps none")
    for entry in root.iter(f"{_TYPES}Override"):
        if entry.get("PartName", "").lstrip("/") == main:
            if entry.get("ContentType") not in (_MAIN, _TEMPLATE):
                raise refused("its main part is no Word document")
            entry.set("ContentType", _MAIN)
            return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8"))
    raise refused("its main part is no Word document")
