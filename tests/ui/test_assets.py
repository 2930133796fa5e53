"""Every page, style sheet and icon that the app names is there, and none besides."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from decision.ui import assets

ROOT = Path(__file__).parents[2]
SOURCES = [ROOT / "app.py", *(ROOT / "decision" / "ui").rglob("*.py")]
NAMED = {
    kind: {
        name
        for path in SOURCES
        for name in re.findall(rf'assets\.{kind}\("(\w+)"', path.read_text("utf-8"))
    }
    for kind in ("page", "style")
}


@pytest.mark.parametrize("kind", NAMED)
def test_what_is_named_is_what_is_there(kind: str) -> None:
    find = getattr(assets, kind)
    there = {path.stem for path in find("x").parent.glob(f"*{find('x').suffix}")}
    assert NAMED[kind] == there - {"__init__"}


def test_the_icon_is_a_local_picture() -> None:
    assert assets.ICON.read_bytes().startswith(b"\x89PNG")
