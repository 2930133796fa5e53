"""What the tests of the README and the guide share: the pages, their commands, their sentences."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
README = ROOT / "README.md"
GUIDE = sorted((ROOT / "decision" / "guide").glob("*.md"))
PAGES = [README, *GUIDE]
_ENDS = re.compile(r"(?:(?<=[.!?])|(?<=[.!?][”\"])) +(?=[A-Z“\"])")
_BLOCK = re.compile(r"(?ms)^( *)```(\w*)\n(.*?)^\1```$")


def commands(path: Path) -> list[str]:
    """The lines of a page's blocks that name no language: what a reader types."""
    blocks = _BLOCK.findall(path.read_text("utf-8"))
    lines = [line.strip() for _, kind, block in blocks if not kind for line in block.splitlines()]
    return [line for line in lines if line]


def sentences(path: Path) -> list[str]:
    """A page's sentences and headings, without code, tables, pictures and marks of Markdown."""
    text = _BLOCK.sub("", path.read_text("utf-8"))
    text = re.sub(r"(?m)^ *(?:!\[.*|\|.*)$", "", text)
    text = re.sub(r"`[^`]*`", "CODE", text)
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
    found = []
    for line in text.splitlines():
        bare = re.sub(r"^ *(?:#+ |- |\d+\. )|[*_]", "", line).strip()
        found += [part for part in _ENDS.split(bare) if part]
    return found
