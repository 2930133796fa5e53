"""Bytes of a YAML (or JSON) file → a plain tree with places, refusing everything risky.

No merge key, no key given twice, no great depth, size or number of values.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import yaml

from decision.errors import MAX_FAULTS, DocumentError, Fault
from decision.files.yaml_events import (
    OddError,
    RefusedError,
    decode,
    events,
    quick_events,
    too_long,
)
from decision.model.scalars import MAX_TEXT, RUN_IN, Scalar
from decision.wording.suggestions import shown
from decision.wording.text import UNSEEN, name_unseen

MAX_DEPTH = 12
MAX_NODES = 20_000

# Text lost after a # that looks meant: one space before it and none after.
_DROPPED = re.compile(r" (#[^\s#].{0,60})")


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


def read_tree(data: bytes, name: str) -> tuple[Map | Listing | Scalar | None, tuple[Fault, ...]]:
    """Return the tree in a file's bytes, and the warnings about it.

    Returns:
        The tree (None for an empty file) and the warnings.

    Raises:
        DocumentError: the file can't be read; holds the faults.
    """
    builder = _Builder()
    try:
        builder.text = decode(data)
        if (quick := _quickly(builder.text)) is not None:
            builder = quick
        else:
            for event in events(builder.text):
                builder.take(event)
    except RefusedError as refused:
        if all(line != refused.place[0] for (line, _), _ in builder.faults):
            builder.faults.append((refused.place, str(refused)))
    warned = [Fault(name, *place, "warning", message) for place, message in builder.warnings]
    if builder.faults:
        raise DocumentError(
            [Fault(name, *place, "error", message) for place, message in builder.faults] + warned
        )
    # Three dashes and nothing else make an empty file too.
    empty = isinstance(builder.root, Scalar) and not builder.root and not builder.root.quoted
    return None if empty else builder.root, tuple(warned)


def _quickly(text: str) -> _Builder | None:
    """Return the tree of a text with no fault and nothing odd in it; None for any other."""
    builder = _Builder(text)
    try:
        for event in quick_events(text):
            builder.take(event)
    except (OddError, RefusedError):
        return None
    return None if builder.faults else builder


@dataclass
class _Builder:
    """The tree as far as it is built from events; its own stack spares recursion."""

    text: str = ""
    root: Map | Listing | Scalar | None = None
    faults: list[tuple[tuple[int, int], str]] = field(default_factory=list)
    warnings: list[tuple[tuple[int, int], str]] = field(default_factory=list)
    _stack: list[tuple[Map | Listing, Scalar | None]] = field(default_factory=list)
    _nodes: int = 0
    _documents: int = 0

    def take(self, event: Any) -> None:
        """Add the next event to the tree.

        Raises:
            RefusedError: it must not be in a file of ours.
        """
        line, column = event.start_mark.line + 1, event.start_mark.column + 1
        if isinstance(event, yaml.DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                message = "a second document starts here; remove it, and the --- or ... before it"
                raise RefusedError(line, column, message)
        elif isinstance(event, yaml.NodeEvent):
            self._node(event, line, column)
        elif isinstance(event, yaml.CollectionEndEvent):
            self._stack.pop()

    def _node(self, event: Any, line: int, column: int) -> None:
        self._nodes += 1
        if self._nodes > MAX_NODES:
            message = f"this file has over {MAX_NODES:,} values, the limit; shorten it"
            raise RefusedError(line, column, message)
        if isinstance(event, yaml.ScalarEvent):
            value = event.value
            if event.style == '"':  # JSON writes what is beyond U+FFFF as two escapes
                value = value.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")
            scalar = Scalar(value, line, column, quoted=bool(event.style))
            self._limits(scalar, event.style == '"')
            if not event.style:
                self._hash(event.end_mark)
            self._add(scalar)
            return
        new = (
            Map(line, column)
            if isinstance(event, yaml.MappingStartEvent)
            else Listing(line, column)
        )
        self._add(new)
        if len(self._stack) == MAX_DEPTH:
            message = f"this is nested more than {MAX_DEPTH} levels deep; take out some levels"
            raise RefusedError(line, column, message)
        self._stack.append((new, None))

    def _limits(self, scalar: Scalar, double: bool) -> None:
        if len(scalar) > MAX_TEXT:
            raise RefusedError(scalar.line, scalar.column, too_long(f"{len(scalar):,}"))
        # The text of the file has been searched; what is left is an escape in double quotes.
        if double and (unseen := UNSEEN.search(scalar)):
            message = (
                f"this text holds {name_unseen(unseen[0])}, written as a code; delete it, or "
                f"use single quotes if a backslash is meant"
            )
            raise RefusedError(scalar.line, scalar.column, message)

    def _hash(self, end: Any) -> None:
        """Warn of text that a # turns into a comment, and that looks meant."""
        if dropped := _DROPPED.match(self.text, end.index):
            message = f"text after # is dropped ({shown(dropped[1])}); quote it all if it is meant"
            self.warnings.append(((end.line + 1, end.column + 2), message))

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
            message = "a key must be a word, not a list or a group; quote it if it is text"
            raise RefusedError(node.line, node.column, message)
        if node == "<<" and not node.quoted:
            message = "merge keys (<<) are not allowed; write it out, or quote it if it is text"
            raise RefusedError(node.line, node.column, message)
        place = (node.line, node.column)
        if len(self.faults) == MAX_FAULTS:
            raise RefusedError(*place, f"there are over {MAX_FAULTS} problems; mend these first")
        if not node.quoted and (run_in := RUN_IN.fullmatch(node)):
            written = shown(f"{run_in[1]}: {run_in[2]}")
            self.faults.append((place, f"a space is missing after the colon; write {written}"))
        if node in parent.places:
            first, _ = parent.places[node]
            self.faults.append(
                (
                    place,
                    f"{shown(node)} is given twice (first on line {first}); keep one of the two",
                )
            )
        else:
            parent.places[node] = place
        return node


def place_of(tree: object, path: tuple[str | int, ...], key: bool = False) -> tuple[int, int]:
    """Return the line and column of what a path leads to, or of the nearest thing that exists.

    A value is shown where it stands; a group, an empty value or a missing key
    where its own key, or its parent's, stands. With `key`, so is a value.
    """
    place = (1, 1)
    for step in path:
        if isinstance(tree, Map):
            name = str(step)
            if name not in tree:
                return place
            place, tree = tree.places[name], tree[name]
        elif isinstance(tree, Listing) and isinstance(step, int) and step < len(tree):
            tree = tree[step]
            place = (tree.line, tree.column)
        else:
            break
    if isinstance(tree, Scalar) and tree and not key:
        return tree.line, tree.column
    return place
