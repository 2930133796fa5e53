"""YAML read and written by the page's script as the app reads it: the same values and places."""

from __future__ import annotations

import json
from random import Random
from typing import Any

import pytest

from decision.errors import DocumentError
from decision.files.yaml_tree import Listing, Map, read_tree
from tests.corpus import BASES, MODEL, entries
from tests.report.html.compare_files import TEXTS, damaged
from tests.report.html.node import called

TREE = """
decision.tree = (text) => {
  const { root, faults, warnings } = decision.readYaml(text);
  const plain = (node) => node === null ? null : node.entries
    ? { map: [...node.entries].map(([key, value]) => [key, ...node.places.get(key), plain(value)]) }
    : node.items ? { list: node.items.map(plain), at: [node.line, node.column] }
      : { text: node.text, quoted: node.quoted, at: node.text ? [node.line, node.column] : null };
  return { root: plain(root), found: [...faults, ...warnings], refused: faults.length > 0 };
};
decision.written = (value) => decision.writeYaml(value);
"""
# What PyYAML stops at without saying more is told in other words, or a line earlier.
OTHER_WORDS = {
    "syntax-unicode-escape-beyond-the-last-character",
    "syntax-end-of-document-then-more",
}
WRITTEN = """---
a: |
  line one

    deeper
  last
b: >-
  folded
  text

   more
c: "double \\
  cont \\u00e9
  next

  para"
d: 'single ''quoted''
  on two'
e:
- x
- - y
  - z: 1
    w: [a, {b: c, "d":e}, 'f', g: h]
- ? long key
  : value
- |2+
    two

f: {a: 1, b: [], c: {}, d}
g: plain text
  over lines # comment

  and more
h:
  # comment
  i: 1 #dropped
  "\\ud83d\\ude00 j": k
...
"""


def in_app(text: str) -> dict[str, Any]:
    try:
        tree, found = read_tree(text.encode(), "file")
    except DocumentError as error:
        return {"root": None, "found": told(error.faults), "refused": True}
    return {"root": plain(tree), "found": told(found), "refused": False}


def told(faults: Any) -> list[tuple[int, int, str]]:
    return sorted((one.line, one.column, one.message) for one in faults)


def plain(node: Any) -> Any:
    if isinstance(node, Map):
        return {"map": [[key, *node.places[key], plain(value)] for key, value in node.items()]}
    if isinstance(node, Listing):
        return {"list": [plain(value) for value in node], "at": [node.line, node.column]}
    if node is None:
        return None
    place = [node.line, node.column] if node else None
    return {"text": str(node), "quoted": node.quoted, "at": place}


def by_script(texts: list[str]) -> list[dict[str, Any]]:
    answers = called(MODEL, [("tree", text) for text in texts], (), ["readYaml", "writeYaml"], TREE)
    for answer in answers:
        answer["found"] = sorted(
            (one["line"], one["column"], one["message"]) for one in answer["found"]
        )
    return answers


def test_every_bad_input_gives_the_same_tree_or_the_same_faults() -> None:
    some = [entry for entry in entries() if entry.name not in OTHER_WORDS]
    texts = [entry.data.decode() for entry in some]
    for entry, text, answer in zip(some, texts, by_script(texts), strict=True):
        assert answer == in_app(text), entry.name


@pytest.mark.parametrize(
    "text", [*BASES.values(), WRITTEN, "", "# c\n", "---\n", "--- text", "\n...\n"]
)
def test_what_a_person_may_write_is_read_as_the_app_reads_it(text: str) -> None:
    (answer,) = by_script([text])
    assert answer == in_app(text)


def test_damaged_files_are_never_read_as_something_else() -> None:
    """What the app refuses is refused; what both take is the same, value by value."""
    chance = Random(5)
    whole = [*BASES.values(), WRITTEN, json.dumps({"a": [1, "b", {"c": "\u00e9"}]})]
    texts = [damaged(chance.choice(whole), chance).decode("utf-8", "ignore") for _ in range(600)]
    kept = {"refused": 0, "read": 0}
    for text, answer in zip(texts, by_script(texts), strict=True):
        app = in_app(text)
        assert answer["refused"] or not app["refused"], text
        if answer["refused"]:
            assert all(
                line >= 1 and column >= 1 and words for line, column, words in answer["found"]
            )
            kept["refused"] += 1
        else:
            assert answer == app, text
            kept["read"] += 1
    assert min(kept.values()) > 50


def test_what_is_written_is_read_back_by_both() -> None:
    value = {
        "texts": list(TEXTS),
        "keys": {text: [text, {text: text}] for text in TEXTS},
        "nested": [[["a"], []], {"b": {}}, [{"c": "d\ne", "f": "g"}]],
        "numbers": [0, -2.5, 1e-7, 1e22, True, False],
    }
    more = TREE
    (text,) = called(MODEL, [("written", value)], (), ["readYaml", "writeYaml"], more)
    (answer,) = by_script([text])
    app = in_app(text)
    assert answer == app
    assert not app["refused"]
    assert not app["found"]
    tree, _ = read_tree(text.encode(), "file")
    assert bare(tree) == {
        **value,
        "numbers": ["0", "-2.5", "1e-7", "1e+22", "true", "false"],
    }


def bare(node: Any) -> Any:
    if isinstance(node, Map):
        return {key: bare(value) for key, value in node.items()}
    return [bare(value) for value in node] if isinstance(node, Listing) else str(node)


def test_a_file_that_takes_long_to_read_is_refused_at_once() -> None:
    flat = "a: {" + ", ".join(f"k{number}: 1" for number in range(9_990)) + "}"
    answers = by_script(
        ["[" * 500_000, "- " * 200_000, "{a: " * 5_000, flat, "x: " + "y " * 200_000]
    )
    assert [answer["refused"] for answer in answers] == [True, True, True, False, True]
