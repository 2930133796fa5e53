"""What stops a file before anyone asks what it says: kind, encoding, size, depth."""

from __future__ import annotations

import io
import time
import zipfile
from unittest import mock

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from decision.errors import MAX_FAULTS, DocumentError
from decision.files.yaml_events import MAX_BYTES, MAX_LINES, quick_events
from decision.files.yaml_tree import MAX_DEPTH, MAX_NODES, Listing, Map, place_of, read_tree
from decision.model.scalars import MAX_TEXT, Scalar
from tests.corpus import BASES

SLOW = 5.0  # seconds; the bound is 1, and a busy machine is given five times that
PLAIN = b"title: A\nname: caf\xc3\xa9\n"


def refusal(data: bytes) -> str:
    began = time.process_time()
    with pytest.raises(DocumentError) as caught:
        read_tree(data, "f")
    assert time.process_time() - began < SLOW
    (fault,) = caught.value.faults
    return str(fault).removeprefix("f:")


def zipped(*names: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            archive.writestr(name, "<xml/>" * 2000)
    return file.getvalue()


KINDS = {
    "excel": (zipped("[Content_Types].xml", "_rels/.rels", "xl/workbook.xml"), "an Excel file"),
    "word": (zipped("[Content_Types].xml", "docProps/app.xml", "word/document.xml"), "a Word file"),
    "powerpoint": (zipped("[Content_Types].xml", "ppt/presentation.xml"), "a PowerPoint file"),
    "libreoffice": (
        zipped("x") + b"application/vnd.oasis.opendocument.spreadsheet",
        "an OpenDocument file",
    ),
    "zip": (zipped("criteria.yaml"), "a zip file"),
    "old-office": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "an old Excel or Word file"),
    "pdf": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "a PDF file"),
    "rtf": (rb"{\rtf1\ansi Title: x}", "a rich text (RTF) file"),
    "png": (b"\x89PNG\r\n\x1a\n" + bytes(60), "a picture"),
    "jpeg": (b"\xff\xd8\xff\xe0" + bytes(60), "a picture"),
    "gzip": (b"\x1f\x8b\x08" + bytes(60), "a compressed (gzip) file"),
    "sqlite": (b"SQLite format 3\0" + bytes(60), "a database"),
    "web-page": (b"<!DOCTYPE html><html></html>", "a web page"),
    "xml": (b'<?xml version="1.0"?><a/>', "an XML file"),
    "big-excel": (zipped("xl/workbook.xml") + bytes(2 * MAX_BYTES), "an Excel file"),
}


@pytest.mark.parametrize("name", KINDS)
def test_another_kind_of_file_is_named(name: str):
    data, kind = KINDS[name]
    assert refusal(data) == f"1:1: error: this is {kind}; give a plain text (YAML) file instead"


@pytest.mark.parametrize(
    "data",
    [
        PLAIN,
        b"\xef\xbb\xbf" + PLAIN,
        PLAIN.decode().encode("utf-16"),
        b"\xfe\xff" + PLAIN.decode().encode("utf-16-be"),
        PLAIN.replace(b"\n", b"\r\n"),
        PLAIN.replace(b"\n", b"\r"),
        PLAIN.rstrip(),
    ],
    ids=["utf-8", "bom", "utf-16", "utf-16-be", "crlf", "cr", "no-last-line-end"],
)
def test_every_usual_encoding_and_line_end_reads_the_same(data: bytes):
    tree, warned = read_tree(data, "f")
    assert tree == {"title": "A", "name": "café"}
    assert warned == ()
    assert place_of(tree, ("name",)) == (2, 7)


ENCODINGS = {
    "cp1252-pound": (
        "a: é\nb: fees £5\n".encode("cp1252").replace(b"\xe9", "é".encode()),
        "2:9: error: not UTF-8 (byte 0xa3); save as UTF-8",
    ),
    "cp1252-after-wide-text": (
        "a: ééé ".encode() + b"\xa3",
        "1:8: error: not UTF-8 (byte 0xa3); save as UTF-8",
    ),
    "latin-1-file": (b"caf\xe9: 1\n", "1:4: error: not UTF-8 (byte 0xe9); save as UTF-8"),
    "cut-in-a-character": (b"a: \xe2\x82", "1:4: error: not UTF-8 (byte 0xe2); save as UTF-8"),
    "surrogate-as-utf-8": (
        b"a: \xed\xa0\x80",
        "1:4: error: not UTF-8 (byte 0xed); save as UTF-8",
    ),
    "overlong": (b"a: \xc0\xaf", "1:4: error: not UTF-8 (byte 0xc0); save as UTF-8"),
    "half-a-utf-16-character": (
        "a: b\nc".encode("utf-16-le").join([b"\xff\xfe", b"\x00"]),
        "2:2: error: not whole UTF-16 (byte 0x00); save as UTF-8",
    ),
    "utf-16-lone-surrogate": (
        b"\xff\xfea\x00:\x00 \x00\x3d\xd8",
        "1:4: error: not whole UTF-16 (byte 0x3d); save as UTF-8",
    ),
    "utf-16-without-its-mark": (
        "a: b".encode("utf-16-le"),
        "1:2: error: a control or invisible character U+0000 stands here; delete it, or if "
        "there are many, save the file as plain text in UTF-8",
    ),
    "utf-32": (
        "a: b".encode("utf-32"),
        "1:1: error: a control or invisible character U+0000 stands here; delete it, or if "
        "there are many, save the file as plain text in UTF-8",
    ),
    "nul": (
        b"a: b\0c\n",
        "1:5: error: a control or invisible character U+0000 stands here; delete it, or if "
        "there are many, save the file as plain text in UTF-8",
    ),
    "lost-character": (
        "a: caf\ufffd".encode(),
        "1:7: error: a control or invisible character U+FFFD stands here, which marks a lost "
        "character; type the right one",
    ),
}
for _name, _character in {
    "escape": "\x1b",
    "backspace": "\b",
    "form-feed": "\f",
    "delete": "\x7f",
    "next-line": "\x85",
    "c1-control": "\x92",
    "soft-hyphen": "\xad",
    "zero-width-space": "\u200b",
    "left-to-right-mark": "\u200e",
    "direction-override": "\u202e",
    "direction-isolate": "\u2066",
    "line-separator": "\u2028",
    "byte-order-mark": "\ufeff",
    "tag-character": "\U000e0041",
}.items():
    ENCODINGS[_name] = (
        f"# note\na: b{_character}c\n".encode(),
        f"2:5: error: a control or invisible character U+{ord(_character):04X} stands here; "
        f"delete it",
    )


@pytest.mark.parametrize("name", ENCODINGS)
def test_text_that_cannot_be_read_or_seen_has_a_place(name: str):
    data, fault = ENCODINGS[name]
    assert refusal(data) == fault


@pytest.mark.parametrize(
    "text", ["👩\u200d⚕️", "e\u0301", "می\u200cخواهم", "שלום", "\ue000", "\xa0x"]
)
def test_emoji_accents_and_other_scripts_are_text(text: str):
    assert read_tree(f"a: '{text}'".encode(), "f")[0] == {"a": text}


def fill(part: bytes, before: bytes = b"") -> bytes:
    """Text of as many bytes as a file may have."""
    return before + (part * (MAX_BYTES // len(part)))[: MAX_BYTES - len(before)]


DEEP = f"nested more than {MAX_DEPTH} levels deep; take out some levels"
LONG = f"the limit is {MAX_TEXT:,}: shorten it"
MANY = f"over {MAX_NODES:,} values, the limit; shorten it"
LINES = f"over {MAX_LINES:,} lines, the limit; shorten it"
BOMB = b"a: &a [x, x]\n" + b"".join(
    b"%c: &%c [*%c, *%c]\n" % (c, c, c - 1, c - 1) for c in range(98, 120)
)
ATTACKS = {
    "100000-brackets": (b"[" * 100_000, "1:13:", DEEP),
    "brackets": (fill(b"["), "1:13:", DEEP),
    "brackets-with-keys": (fill(b"[a: "), "1:25:", DEEP),
    "lists-in-one-line": (fill(b"- "), "1:25:", DEEP),
    "lists-in-lines": (b"".join(b" " * n + b"-\n" for n in range(1000)), "13:13:", DEEP),
    "maps-in-lines": (b"".join(b" " * n + b"a:\n" for n in range(1000)), "13:13:", DEEP),
    "braces": (fill(b"{"), "1:2:", "a key must be a word"),
    "braces-with-keys": (fill(b"{a: "), "1:49:", DEEP),
    "question-marks": (fill(b"? "), "1:3:", "a key must be a word"),
    "keys-in-keys": (fill(b"a: "), "1:5:", "a colon and a space stand inside unquoted text"),
    "alias-bomb": (BOMB, "1:4:", "anchors are not allowed; quote it if it is text"),
    "merge-bomb": (b"a: {<<: {<<: {b: c}}}", "1:5:", "merge keys (<<) are not allowed"),
    "aliases": (fill(b"*a "), "1:1:", "aliases are not allowed; quote it if it is text"),
    "anchor-without-end": (fill(b"a", b"&"), "1:1:", "anchors are not allowed"),
    "tag-without-end": (fill(b"a", b"!"), "1:1:", "tags are not allowed"),
    "tag-of-escapes": (fill(b"%41", b"!"), "1:1:", "tags are not allowed"),
    "directive-without-end": (fill(b"1", b"%YAML 1."), "1:1:", "start with % are not allowed"),
    "directives": (fill(b"%a\n"), f"{MAX_LINES + 1}:1:", LINES),
    "documents": (b"---\n" * 40_000, "2:1:", "a second document starts here"),
    "two-megabytes": (b"a" * 2 * MAX_BYTES, "1:1:", "over 1 MiB, the limit; shorten it"),
    "one-byte-too-many": (b"#" * (MAX_BYTES + 1), "1:1:", "over 1 MiB, the limit"),
    "one-long-word": (fill(b"x"), "1:1:", LONG),
    "one-long-text": (fill(b"word "), "1:1:", LONG),
    "one-long-quote": (fill(b"x", b"a: '"), "1:4:", LONG),
    "quotes": (fill(b"'"), "1:1:", LONG),
    "quoted-spaces": (fill(b" ", b'"'), "1:1:", "a quote opened here is never closed"),
    "escapes": (b'"' + b"\\n" * 500_000 + b'"', "1:1:", LONG),
    "one-long-block": (fill(b"x", b"a: |\n "), "1:4:", LONG),
    "block-lines": (b"a: |\n" + b" x\n" * 40_000, "1:4:", LONG),
    "just-too-long": (b"a: " + b"x" * (MAX_TEXT + 1), "1:4:", f"this text is {MAX_TEXT + 1:,}"),
    "list": (b"- a\n" * 25_000, "20000:3:", MANY),
    "list-in-brackets": (fill(b"a ,", b"["), "1:59999:", MANY),
    "keys": (b"".join(b"%d: \n" % n for n in range(15_000)), "10000:6:", MANY),
    "empty-lines": (fill(b"\n"), f"{MAX_LINES + 1}:1:", LINES),
    "quoted-empty-lines": (fill(b"\n", b'"'), f"{MAX_LINES + 1}:1:", LINES),
    "comments": (fill(b"#\n"), f"{MAX_LINES + 1}:1:", LINES),
    "colons": (fill(b":"), "1:1:", LONG),
    "commas": (fill(b",", b"["), "1:2:", "text can't start with this sign"),
    "tabs": (fill(b"\t"), "1:1:", "a tab stands here"),
    "dashes": (fill(b"-"), "1:1:", LONG),
}


@pytest.mark.parametrize("name", ATTACKS)
def test_an_attack_is_refused_with_its_limit(name: str):
    data, place, says = ATTACKS[name]
    fault = refusal(data)
    assert fault.startswith(f"{place} error: ")
    assert says in fault
    assert len(fault) < 250


@pytest.mark.parametrize(
    "data",
    [
        b"x: " + b"[" * (MAX_DEPTH - 1) + b"]" * (MAX_DEPTH - 1),
        b"x: " + b"y" * MAX_TEXT,
        b"- a\n" * (MAX_NODES - 1),
        b"#" * MAX_BYTES,
        b"\n" * (MAX_LINES - 1),
    ],
    ids=["depth", "text", "values", "bytes", "lines"],
)
def test_what_stands_just_inside_a_limit_is_read(data: bytes):
    tree, warned = read_tree(data, "f")
    assert (tree is None) == (not data.strip(b"\n") or data.startswith(b"#"))
    assert warned == ()


def test_a_file_of_endless_duplicates_stops_after_some():
    with pytest.raises(DocumentError) as caught:
        read_tree(b"a: 1\n" * 9_000, "f")
    *faults, last = caught.value.faults
    assert len(faults) == MAX_FAULTS
    assert last.message == f"there are over {MAX_FAULTS} problems; mend these first"


@pytest.mark.parametrize(
    ("text", "dropped"),
    [
        ("a: PACS #1", "1:9: warning: text after # is dropped (`#1`); quote it all if it is meant"),
        ("- Ward #4 beds\n", "1:8: warning: text after # is dropped (`#4 beds`)"),
        ("a: [x, Ward #4\n ]\n", "1:13: warning: text after # is dropped (`#4`)"),
        ("a: b # a note", None),
        ("a: b  #note in a column", None),
        ("a: 'PACS #1'", None),
        ("a: PACS#1", None),
        ("#1 comment\na: b", None),
    ],
)
def test_text_that_a_hash_cuts_off_is_a_warning(text: str, dropped: str | None):
    _, warned = read_tree(text.encode(), "f")
    if dropped is None:
        assert warned == ()
    else:
        (warning,) = warned
        assert str(warning).startswith(f"f:{dropped}")


TREE = read_tree(
    b"""title: A
empty:
group:
  word: x
  listed: [one, {deep: two}]
  blank: ''
""",
    "f",
)[0]


def test_a_place_is_the_value_or_the_nearest_thing_that_exists():
    assert isinstance(TREE, Map)
    assert isinstance(TREE["group"]["listed"], Listing)
    assert isinstance(TREE["title"], Scalar)
    assert place_of(TREE, ()) == (1, 1)
    assert place_of(TREE, ("title",)) == (1, 8)
    assert place_of(TREE, ("title",), key=True) == (1, 1)
    assert place_of(TREE, ("empty",)) == (2, 1)
    assert place_of(TREE, ("group",)) == (3, 1)
    assert place_of(TREE, ("group", "word")) == (4, 9)
    assert place_of(TREE, ("group", "blank")) == (6, 3)
    assert place_of(TREE, ("group", "listed", 0)) == (5, 12)
    assert place_of(TREE, ("group", "listed", 1)) == (5, 17)
    assert place_of(TREE, ("group", "listed", 1, "deep")) == (5, 24)
    assert place_of(TREE, ("group", "listed", 9)) == (5, 3)
    assert place_of(TREE, ("group", "none", "deeper")) == (3, 1)
    assert place_of(TREE, ("none",)) == (1, 1)
    assert place_of(None, ("none",)) == (1, 1)


def test_nothing_is_constructed_so_scalars_keep_their_text_and_whether_they_were_quoted():
    text = b"- no\n- 'no'\n- 010\n- 1:30\n- 2024-02-30\n- ~\n- .inf\n- |\n  x\n"
    tree, _ = read_tree(text, "f")
    assert tree == ["no", "no", "010", "1:30", "2024-02-30", "~", ".inf", "x\n"]
    assert [scalar.quoted for scalar in tree] == [False, True, *[False] * 5, True]


def test_the_valid_documents_are_read_whole():
    for text in BASES.values():
        tree, warned = read_tree(text.encode(), "f")
        assert isinstance(tree, Map)
        assert len(tree) >= 9
        assert warned == ()


@st.composite
def nearly_sound(draw: st.DrawFn) -> str:
    """A piece of a sound file with some characters changed."""
    text = draw(st.sampled_from(list(BASES.values())))
    start = draw(st.integers(0, len(text) - 1))
    piece = list(text[start : start + draw(st.integers(1, 300))])
    for _ in range(draw(st.integers(0, 4))):
        place = draw(st.integers(0, len(piece)))
        piece[place : place + draw(st.integers(0, 2))] = draw(st.text(SIGNS, max_size=2))
    return "".join(piece)


SIGNS = "ab01: -[]{}'\"|>#,\n\t\r\\é\u00a0?&*!%@`~.=\U0001f600\ufeff\x85"


def placed(node: object) -> object:
    """Return a tree with all that it knows of its places."""
    if isinstance(node, Map):
        inside = [(key.column, key.quoted, placed(value)) for key, value in node.items()]  # type: ignore[attr-defined]
        return node.line, node.column, node.places, inside
    if isinstance(node, Listing):
        return node.line, node.column, [placed(value) for value in node]
    return isinstance(node, Scalar) and (str(node), node.line, node.column, node.quoted)


def read(text: str) -> object:
    try:
        tree, warned = read_tree(text.encode(), "f")
    except DocumentError as error:
        return error.faults
    return placed(tree), warned


@given(st.one_of(st.text(SIGNS, max_size=40), nearly_sound()))
@example("a: |#\n  b\n")
@example("? a\n?")
@example("a: {b: , c: d}")
@example("a: [b?c, d:e]")
@example("%YAML 1.1\n--- &a !b c")
def test_libyaml_reads_a_file_as_pyyaml_does_or_leaves_it_alone(text: str):
    assert yaml.__with_libyaml__
    quick = read(text)
    with mock.patch.object(yaml, "__with_libyaml__", False):
        assert read(text) == quick


def test_libyaml_reads_every_valid_document():
    for text in BASES.values():
        assert list(quick_events(text))
