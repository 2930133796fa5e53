"""Bytes of a YAML (or JSON) file → a plain tree with places, refusing everything risky.

Works on PyYAML's parse events with the pure-Python loader: the C one crashes the
whole process on deep nesting. Nothing is constructed, so no tag, alias or merge
key can do anything; each is a fault with a place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml

from decision.errors import DocumentError, Fault
from decision.fields import MAX_TEXT, UNSEEN, Scalar, name_unseen, shown

MAX_BYTES = 1024 * 1024
MAX_DEPTH = 12
MAX_NODES = 20_000


class Map(dict[str, "Map | Listing | Scalar"]):
    """A mapping with the place of each of its keys."""

    def __init__(self, line: int, column: int) -> None:
        super().__init__()
        self.line, self.column = line, column
        self.places: dict[str, tuple[int, int]] = {}


class Listing(list["Map | Listing | Scalar"]):
    """A list with its place."""

    def __init__(self, line: int, column: int) -> None:
        super().__init__()
        self.line, self.column = line, column


class _Refused(Exception):
    def __init__(self, line: int, column: int, message: str) -> None:
        self.place = (line, column)
        super().__init__(message)


class _Loader(yaml.SafeLoader):
    """PyYAML's own scanner, stopped early inside a scalar that is far too long."""

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

    def scan_plain_spaces(self, indent: int, start_mark: yaml.Mark) -> object:
        _short_enough(start_mark, self.index)
        return super().scan_plain_spaces(indent, start_mark)

    def scan_flow_scalar_spaces(self, double: bool, start_mark: yaml.Mark) -> object:
        _short_enough(start_mark, self.index)
        return super().scan_flow_scalar_spaces(double, start_mark)


def _short_enough(start: yaml.Mark, index: int) -> None:
    # Escapes and folds make text shorter than its source, so leave room; the exact
    # limit is held once the scalar is whole.
    if index - start.index > 12 * MAX_TEXT:
        raise _Refused(start.line + 1, start.column + 1, _too_long(f"over {12 * MAX_TEXT:,}"))


def _too_long(length: str) -> str:
    return (
        f"this text is {length} characters long; the limit is {MAX_TEXT:,}: shorten it, "
        f"or close a quote that was left open"
    )


def read_tree(data: bytes, name: str) -> tuple[Map | Listing | Scalar | None, tuple[Fault, ...]]:
    """Read a file's bytes into a tree, and the warnings about it.

    Args:
        data: the bytes as they stand in the file.
        name: what the faults call the file.

    Returns:
        The tree (None for an empty file) and the warnings.

    Raises:
        DocumentError: the file can't be read; holds the faults.
    """
    try:
        text = _decode(data)
        lines = text.splitlines()
        builder = _Builder(lines)
        for event in _events(text):
            builder.take(event)
    except _Refused as refused:
        raise DocumentError([Fault(name, *refused.place, "error", str(refused))]) from None
    warned = [Fault(name, *place, "warning", message) for place, message in builder.warnings]
    if builder.faults:
        raise DocumentError(
            [Fault(name, *place, "error", message) for place, message in builder.faults] + warned
        )
    return builder.root, tuple(warned)


def _decode(data: bytes) -> str:
    if len(data) > MAX_BYTES:
        raise _Refused(1, 1, f"this file is over 1 MiB ({len(data):,} bytes); the limit is 1 MiB")
    if data[:4] == b"PK\x03\x04":
        kind = "a Word" if b"word/" in data[:4096] else "an Excel" if b"xl/" in data else "a zip"
        raise _Refused(1, 1, f"this is {kind} file; save it as plain text (YAML) instead")
    if data[:4] == b"\xd0\xcf\x11\xe0":
        raise _Refused(1, 1, "this is an old Excel or Word file; save it as plain text (YAML)")
    if data[:4] == b"%PDF":
        raise _Refused(1, 1, "this is a PDF file; open a plain text (YAML) file instead")
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line = before.count(b"\n") + 1
        column = error.start - (before.rfind(b"\n") + 1) + 1
        at = f" (byte 0x{data[error.start]:02x})" if error.start < len(data) else ""
        kind = "UTF-8" if encoding == "utf-8-sig" else "whole UTF-16"
        raise _Refused(line, column, f"not {kind}{at}; save the file as UTF-8") from None
    if unseen := UNSEEN.search(text):
        line = text.count("\n", 0, unseen.start()) + 1
        column = unseen.start() - text.rfind("\n", 0, unseen.start())
        raise _Refused(line, column, f"{name_unseen(unseen[0])} stands here; delete it")
    return text


def _events(text: str) -> Iterator[yaml.Event]:
    """Yield PyYAML's events; any failure of its own becomes a refusal in plain words."""
    try:
        loader = _Loader(text)
        while loader.check_event():
            yield loader.get_event()
    except _Refused:
        raise
    except yaml.MarkedYAMLError as error:
        mark, opened = error.problem_mark or error.context_mark, error.context_mark
        if opened and ("quoted scalar" in (error.context or "") or "flow" in (error.context or "")):
            mark = opened  # where it was opened tells more than where it broke
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        lines = text.splitlines()
        if run_in := re.fullmatch(
            r"( *(?:- )?[\w-]+):(\S.*)", (lines[line - 2 : line - 1] or [""])[0]
        ):
            message = f"a space is missing after the colon; write {run_in[1]}: {run_in[2][:60]}"
            raise _Refused(line - 1, len(run_in[1]) + 1, " ".join(message.split())) from None
        raise _Refused(line, column, _syntax(error, (lines[line - 1 : line] or [""])[0])) from None
    except Exception as error:  # PyYAML raises KeyError, ValueError and others on odd input
        raise _Refused(
            1, 1, f"this is not YAML that can be read ({type(error).__name__})"
        ) from None


def _syntax(error: yaml.MarkedYAMLError, line: str) -> str:
    """Say in plain words what PyYAML means, and what to write."""
    problem, context = error.problem or "", error.context or ""
    if "'\\t'" in problem or re.match(r" *\t", line):
        return "a tab stands here; indent with spaces only"
    if "quoted scalar" in context and "end of stream" in problem:
        return "a quote opened here is never closed; add the closing quote"
    if "escape" in problem or "escape" in context:
        return "a backslash in double quotes starts a code; write \\\\, or use single quotes"
    if "flow sequence" in context:
        return "the list opened here is broken; add the closing ], or a comma between its parts"
    if "flow mapping" in context:
        return "the group opened here is broken; add the closing }, or a comma between its parts"
    if "mapping values are not allowed" in problem:
        before = line.split(": ")[0].strip(" -")
        rest = line.split(": ", 1)[1].strip() if ": " in line else "the text"
        return (
            f"a colon and a space stand inside unquoted text; put the text in quotes, as "
            f'{before}: "{rest[:60]}", or check the indentation'
        )
    if "could not find expected ':'" in problem:
        return "this line is not `key: value`; write a colon and a space after the key"
    if "did not find expected" in problem or "expected <block end>" in problem:
        return (
            "this line doesn't fit the ones above; line it up with its neighbours, "
            "and quote text that starts with a sign"
        )
    if "found character" in problem and "cannot start" in problem:
        return "text can't start with this character; put the text in quotes"
    if "undefined alias" in problem or "alias" in context:
        return "aliases are not allowed; quote it if it is text"
    if "anchor" in context:
        return "anchors are not allowed; quote it if it is text"
    if "tag" in context or "tag" in problem:
        return "tags are not allowed; quote it if it is text"
    if "directive" in context or "directive" in problem:
        return "lines that start with % are not allowed; remove this one"
    if "block scalar" in context:
        return "text after | or > starts on the next line; move it there, and indent it"
    return f"this is not YAML ({problem or context}); check the quotes and the indentation here"


@dataclass
class _Builder:
    """Build the tree from events, with a stack of our own: depth never costs recursion."""

    lines: list[str]
    root: Map | Listing | Scalar | None = None
    faults: list[tuple[tuple[int, int], str]] = field(default_factory=list)
    warnings: list[tuple[tuple[int, int], str]] = field(default_factory=list)
    _stack: list[tuple[Map | Listing, Scalar | None]] = field(default_factory=list)
    _nodes: int = 0
    _documents: int = 0

    def take(self, event: yaml.Event) -> None:
        """Take the next event.

        Raises:
            _Refused: it must not be in a file of ours.
        """
        line, column = event.start_mark.line + 1, event.start_mark.column + 1
        if isinstance(event, yaml.DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                raise _Refused(line, column, "a second document starts here; remove the ---")
        elif isinstance(event, yaml.AliasEvent):
            raise _Refused(line, column, "aliases are not allowed; quote it if it is text")
        elif isinstance(event, yaml.NodeEvent):
            self._node(event, line, column)
        elif isinstance(event, yaml.CollectionEndEvent):
            self._stack.pop()

    def _node(self, event: yaml.NodeEvent, line: int, column: int) -> None:
        if event.anchor:
            raise _Refused(line, column, "anchors are not allowed; quote it if it is text")
        if event.tag:
            raise _Refused(line, column, "tags are not allowed; quote it if it is text")
        self._nodes += 1
        if self._nodes > MAX_NODES:
            raise _Refused(line, column, f"this file has over {MAX_NODES:,} values; the limit")
        if isinstance(event, yaml.ScalarEvent):
            scalar = Scalar(event.value, line, column, quoted=event.style is not None)
            self._limits(scalar)
            if event.style is None:
                self._hash(scalar, event)
            self._add(scalar)
            return
        new = (
            Map(line, column)
            if isinstance(event, yaml.MappingStartEvent)
            else Listing(line, column)
        )
        self._add(new)
        if len(self._stack) == MAX_DEPTH:
            raise _Refused(line, column, f"this is nested more than {MAX_DEPTH} levels deep")
        self._stack.append((new, None))

    def _limits(self, scalar: Scalar) -> None:
        if len(scalar) > MAX_TEXT:
            raise _Refused(scalar.line, scalar.column, _too_long(f"{len(scalar):,}"))
        if unseen := UNSEEN.search(scalar):  # written as an escape in double quotes
            message = f"this text holds {name_unseen(unseen[0])}; delete it"
            raise _Refused(scalar.line, scalar.column, message)

    def _hash(self, scalar: Scalar, event: yaml.ScalarEvent) -> None:
        """Warn of text lost after a # that looks meant: one space before it and none after."""
        end = event.end_mark
        line = self.lines[end.line] if end.line < len(self.lines) else ""
        if re.match(r" #[^\s#]", line[end.column :]):
            dropped = shown(line[end.column :].strip())
            self.warnings.append(
                (
                    (end.line + 1, end.column + 2),
                    f"{dropped} is dropped: text after # is a comment; quote the whole text "
                    f"if it is meant",
                )
            )

    def _add(self, node: Map | Listing | Scalar) -> None:
        if not self._stack:
            self.root = node
            return
        parent, key = self._stack[-1]
        if isinstance(parent, Listing):
            parent.append(node)
        elif key is None:
            self._stack[-1] = (parent, self._key(parent, node))
        else:
            # A key given twice is a fault already; the first value stays.
            parent.setdefault(key, node)
            self._stack[-1] = (parent, None)

    def _key(self, parent: Map, node: Map | Listing | Scalar) -> Scalar:
        if not isinstance(node, Scalar):
            raise _Refused(node.line, node.column, "a key must be a word; quote it if it is text")
        if node == "<<" and not node.quoted:
            raise _Refused(node.line, node.column, "merge keys (<<) are not allowed; write it out")
        if node in parent.places:
            first, _ = parent.places[node]
            self.faults.append(
                (
                    (node.line, node.column),
                    f"{shown(node)} is given twice (first on line {first}); keep one of the two",
                )
            )
        else:
            parent.places[node] = (node.line, node.column)
        return node


def place_of(tree: object, path: tuple[str | int, ...]) -> tuple[int, int]:
    """Give the line and column of what a path leads to, or of the nearest thing that exists.

    A value is shown where it stands; a group, an empty value or a missing key
    where its own key, or its parent's, stands.
    """
    place = (1, 1)
    for step in path:
        if isinstance(tree, Map):
            key = str(step)
            if key not in tree:
                return place
            place, tree = tree.places[key], tree[key]
        elif isinstance(tree, Listing) and isinstance(step, int) and step < len(tree):
            tree = tree[step]
            place = (tree.line, tree.column)
        else:
            break
    if isinstance(tree, Scalar) and tree:
        return tree.line, tree.column
    return place
