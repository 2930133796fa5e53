"""Bytes → PyYAML's parse events, with every way that can fail in plain words.

Two readers: libyaml, ten times as fast, for a file with nothing odd in it, and PyYAML's own for
every other, since it can say what is wrong. Nothing is constructed (libyaml's constructor
crashes the process on deep nesting), so a file can't make anything happen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NoReturn

import yaml

from decision.model.scalars import MAX_TEXT, RUN_IN
from decision.wording.suggestions import shown
from decision.wording.text import UNSEEN, name_unseen

MAX_BYTES = 1024 * 1024
MAX_LINES = 50_000

_LINE_END = re.compile(r"\r\n|\r|\n")


_KINDS = (
    (b"\xd0\xcf\x11\xe0", "an old Excel or Word file"),
    (b"%PDF", "a PDF file"),
    (b"{\\rtf", "a rich text (RTF) file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"\x1f\x8b", "a compressed (gzip) file"),
    (b"SQLite format 3", "a database"),
    (b"<!DOCTYPE", "a web page"),
    (b"<html", "a web page"),
    (b"<?xml", "an XML file"),
)
_ZIPPED = (
    (b"word/", "a Word file"),
    (b"ppt/", "a PowerPoint file"),
    (b"xl/", "an Excel file"),
    (b"opendocument", "an OpenDocument file"),
)


class RefusedError(Exception):
    """What stops the reading of a file, at a line and a column counted from 1."""

    def __init__(self, line: int, column: int, message: str) -> None:
        self.place = (line, column)
        super().__init__(message)


def decode(data: bytes) -> str:
    """Return a file's text.

    Raises:
        RefusedError: it is too large, another kind of file, not UTF-8 (or UTF-16 with
            its mark), or holds characters that can't be seen.
    """
    if kind := _kind(data):
        raise RefusedError(1, 1, f"this is {kind}; give a plain text (YAML) file instead")
    if len(data) > MAX_BYTES:
        raise RefusedError(1, 1, "this file is over 1 MiB, the limit; shorten it")
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        place = _after(data[: error.start].decode(encoding, "ignore"))
        at = f" (byte 0x{data[error.start]:02x})" if error.start < len(data) else ""
        kind = "UTF-8" if encoding == "utf-8-sig" else "whole UTF-16"
        raise RefusedError(*place, f"not {kind}{at}; save as UTF-8") from None
    if unseen := UNSEEN.search(text):
        advice = "; delete it"
        if unseen[0] == "\0":
            advice += ", or if there are many, save the file as plain text in UTF-8"
        elif unseen[0] == "\N{REPLACEMENT CHARACTER}":
            advice = ", which marks a lost character; type the right one"
        message = f"{name_unseen(unseen[0])} stands here{advice}"
        raise RefusedError(*_after(text[: unseen.start()]), message)
    if len(_LINE_END.split(text)) > MAX_LINES:
        message = f"this file has over {MAX_LINES:,} lines, the limit; shorten it"
        raise RefusedError(MAX_LINES + 1, 1, message)
    return text


def _kind(data: bytes) -> str | None:
    """Return the kind of a file that isn't plain text, by its first bytes; None for plain text."""
    if data.startswith(b"PK\x03\x04"):
        return next((kind for mark, kind in _ZIPPED if mark in data), "a zip file")
    return next((kind for mark, kind in _KINDS if data.startswith(mark)), None)


def _after(text: str) -> tuple[int, int]:
    """Return the line and column just after some text, counted from 1."""
    lines = _LINE_END.split(text)
    return len(lines), len(lines[-1]) + 1


class _Loader(yaml.SafeLoader):
    """PyYAML's own scanner; it refuses what no file may hold before it spends time on it."""

    def forward(self, length: int = 1) -> None:
        # Most steps cross no line break: move at once, where PyYAML goes a character at a time.
        if self.buffer[self.pointer : self.pointer + length].isprintable():
            self.pointer += length
            self.index += length
            self.column += length
        else:
            super().forward(length)

    def need_more_tokens(self) -> bool:
        # Asked before every token; with no key pending the answer needs no search.
        if self.tokens and not self.possible_simple_keys:
            return False
        return bool(super().need_more_tokens())

    def fetch_alias(self) -> None:
        self._refuse("aliases are not allowed; quote it if it is text that starts with *")

    def fetch_anchor(self) -> None:
        self._refuse("anchors are not allowed; quote it if it is text that starts with &")

    def fetch_tag(self) -> None:
        self._refuse("tags are not allowed; quote it if it is text that starts with !")

    def fetch_directive(self) -> None:
        self._refuse("lines that start with % are not allowed; remove it, or quote it as text")

    def _refuse(self, message: str) -> NoReturn:
        raise RefusedError(self.line + 1, self.column + 1, message)

    def scan_plain_spaces(self, indent: int, start_mark: yaml.Mark) -> Any:
        _short_enough(start_mark, self.index)
        return super().scan_plain_spaces(indent, start_mark)

    def scan_flow_scalar_spaces(self, double: bool, start_mark: yaml.Mark) -> Any:
        _short_enough(start_mark, self.index)
        return super().scan_flow_scalar_spaces(double, start_mark)


def _short_enough(start: yaml.Mark, index: int) -> None:
    # Escapes and folds make text shorter than its source, so leave room; the exact
    # limit is held once the scalar is whole.
    if index - start.index > 12 * MAX_TEXT:
        raise RefusedError(start.line + 1, start.column + 1, too_long(f"over {12 * MAX_TEXT:,}"))


def too_long(length: str) -> str:
    """Return a message that a scalar is too long."""
    return (
        f"this text is {length} characters long; the limit is {MAX_TEXT:,}: shorten it, "
        f"or close a quote that was left open"
    )


def events(text: str) -> Iterator[Any]:
    """Yield PyYAML's events.

    Raises:
        RefusedError: the text is not YAML; says where, and what to write.
    """
    loader = _Loader(text)
    try:
        while loader.check_event():
            yield loader.get_event()  # type: ignore[no-untyped-call]
    except RefusedError:
        raise
    except yaml.MarkedYAMLError as error:
        raise _in_plain_words(error, _LINE_END.split(text)) from None
    except Exception as error:  # PyYAML raises KeyError, ValueError and others on odd input
        # The odd thing stands just before the place that the scanner had come to.
        line, column = loader.line + 1, max(1, loader.column)
        message = f"this can't be read ({type(error).__name__}); put the text in single quotes"
        raise RefusedError(line, column, message) from None


# What libyaml and PyYAML's own scanner may read differently: invisible characters and line ends
# other than "\n", directives, keys marked by "?", a comment that touches the sign of a
# block of text.
_ODD = re.compile(
    r"[\t\r\x85\u2028\u2029\ufeff]|^%|(?:^|[\s\[{,])\?(?:\s|\Z)|[|>][-+0-9]*#", re.MULTILINE
)
_PLAIN_IN_BRACKETS = re.compile(r"[^?:]+")  # what unquoted text there may hold


class OddError(Exception):
    """Raised where only `events` may read a text."""


def quick_events(text: str) -> Iterator[Any]:
    """Yield libyaml's events, which are those of `events` as far as they go.

    Raises:
        OddError: what stands next may be wrong, or read differently; use `events` from the start.
    """
    if not yaml.__with_libyaml__ or _ODD.search(text):
        raise OddError
    parser, brackets = yaml.CSafeLoader(text), 0  # how many brackets are open
    try:
        while parser.check_event():
            event = parser.get_event()
            odd: object
            if isinstance(event, yaml.ScalarEvent):
                odd = event.anchor or event.tag
                if brackets and not event.style:
                    odd = odd or not _PLAIN_IN_BRACKETS.fullmatch(event.value)
            elif isinstance(event, yaml.CollectionStartEvent):
                odd = event.anchor or event.tag
                brackets += bool(brackets or event.flow_style)
            else:
                odd = isinstance(event, yaml.AliasEvent)
                brackets -= bool(brackets and isinstance(event, yaml.CollectionEndEvent))
            if odd:
                raise OddError
            yield event
    except yaml.YAMLError:
        raise OddError from None


def _in_plain_words(error: yaml.MarkedYAMLError, lines: list[str]) -> RefusedError:
    opened, mark = error.context_mark, error.problem_mark or error.context_mark
    no_colon = "expected ':'" in (error.problem or "")
    if no_colon:
        mark = opened or mark  # it broke only where the next line began
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    # A missing space shows only at the end of its line, or on the next line that has text.
    for number in range(line, max(0, line - 20), -1):
        text = "".join(lines[number - 1 : number])
        if number == line and not no_colon and "mapping values" not in (error.problem or ""):
            continue
        if run_in := RUN_IN.fullmatch(text):
            written = shown(f"{run_in[1]}: {run_in[2]}")
            message = f"a space is missing after the colon; write {written}"
            return RefusedError(number, len(run_in[1]) + 1, message)
        if no_colon or (number < line and text.strip() and not text.lstrip().startswith("#")):
            break
    here = "".join(lines[line - 1 : line])
    alone = opened is None or opened.line + 1 == line
    message = _syntax(error, here, here[: column - 1], alone)
    if opened and re.search(r"never closed|closing [\]}]", message):
        line, column = opened.line + 1, opened.column + 1  # tells more than where it broke
    return RefusedError(line, column, message)


# What PyYAML's context or problem holds → what to tell a person. The first that fits counts.
_MEANINGS = (
    ("unknown escape", r"a backslash in double quotes starts a code; write \\, or single quotes"),
    ("escape sequence", r"a backslash in double quotes starts a code; write \\, or single quotes"),
    (
        "a block scalar",
        "text after a | or > starts on the next line; move it there and indent it, or put "
        "the whole in quotes",
    ),
    ("that cannot start", "text can't start with this character; put the text in quotes"),
    ("expected ':'", "this line is not `key: value`; write a colon and a space after the key"),
    ("the node content", "text can't start with this sign; put the text in quotes"),
    (
        "sequence entries are not allowed",
        "a list starts on a line of its own; move it to the next line, or put the text in quotes",
    ),
    ("mapping keys are not allowed", "text can't start with this sign; put the text in quotes"),
    ("document start", "this doesn't belong to what stands above; remove it, or quote it all"),
    (
        "did not find expected",
        "this line doesn't fit the ones above; line it up with its neighbours",
    ),
    (
        "expected <block end>",
        "this line doesn't fit the ones above; line it up with its neighbours, and quote text "
        "that starts with a sign",
    ),
)


def _syntax(error: yaml.MarkedYAMLError, line: str, before: str, alone: bool) -> str:
    """Return what PyYAML's error means in plain words, and what to write."""
    problem, context = error.problem or "", error.context or ""
    if "'\\t'" in problem or re.match(r" *\t", line):
        return "a tab stands here; indent with spaces only"
    if "quoted scalar" in context and "stream" in problem:
        return "a quote opened here is never closed; add the closing quote"
    if "<scalar>" in problem and before.rstrip().endswith(("'", '"')):
        return (
            "the quote closed before this; inside '…' write a quote as '', inside \"…\" as \\\", "
            "or close the quote that was left open above"
        )
    if "<scalar>" in problem and before.rstrip().endswith(("]", "}")):
        return "text stands after a closing bracket; put the whole text in quotes"
    if re.search(r"found '[]}]'", problem):
        return "a bracket closes here that was never opened; remove it"
    if "mapping values are not allowed" in problem:
        if re.fullmatch(r"\s*[\w-]+", before):
            return (
                "this line is further in than the one above it, which has a value already; "
                "line the two up"
            )
        key, text = re.fullmatch(r"\s*(- |[\w-]+: )?(.*)", line, re.DOTALL).groups()  # type: ignore[union-attr]
        written = f'{key or ""}"{text.strip()[:60]}"'
        return f"a colon and a space stand inside unquoted text; put it in quotes, as {written}"
    if "a flow" in context and "':'" in problem and alone:
        return (
            "a colon and a space stand inside unquoted text; put the text in quotes, or write "
            "the comma that is missing"
        )
    if "a flow" in context and problem.endswith("'?'"):  # PyYAML ends bare text at a ? there
        return "a ? stands inside brackets without quotes; put the whole text in quotes"
    if "a flow sequence" in context:
        return "the list opened here is broken; add the closing ], or a comma between its parts"
    if "a flow mapping" in context:
        return "the group opened here is broken; add the closing }, or a comma between its parts"
    for part in (context, problem):
        for words, message in _MEANINGS:
            if words in part:
                return message
    return "this is not YAML that can be read; check the quotes and the indentation here"
