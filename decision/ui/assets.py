"""Where the app's pages, style sheets, icon, guide and study are."""

from __future__ import annotations

from pathlib import Path

_FOLDER = Path(__file__).parent


def page(name: str) -> Path:
    """Return the path of a page, by its module's name."""
    return _FOLDER / "pages" / f"{name}.py"


def style(name: str) -> Path:
    """Return the path of a style sheet, by its name."""
    return _FOLDER / "styles" / f"{name}.css"


GUIDE = _FOLDER.parent / "guide"  # a folder of Markdown pages
STUDY = _FOLDER.parent / "data" / "study.md"  # the shipped model on simulated sites
ICON = _FOLDER / "styles" / "icon.png"
