"""Text and lists as HTML: whatever a file says stays text."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from decision.wording.text import one_line

LONGEST = 12_000  # characters of one text; the file format allows fewer


def said(text: str, longest: int = LONGEST) -> str:
    """Give text for HTML, in an element or in an attribute.

    >>> said('<b class="x">')
    '&lt;b class=&quot;x&quot;&gt;'
    """
    return escape(one_line(text, longest), quote=True)


def short(text: str) -> str:
    """Give a name for HTML, cut where it would fill a screen."""
    return said(text, 160)


def items(texts: Iterable[str]) -> str:
    """Give sentences as a list; nothing where there are none."""
    lines = "".join(f"<li>{said(text)}</li>" for text in texts)
    return f"<ul>{lines}</ul>" if lines else ""


def folded(summary: str, inside: str) -> str:
    """Give a part that opens on a click; `summary` and `inside` are HTML."""
    return f"<details><summary>{summary}</summary>{inside}</details>"


def table(heads: Iterable[str], rows: Iterable[Iterable[str]], caption: str) -> str:
    """Give a table of cells that are HTML already; the first of each row heads it."""
    top = "".join(f'<th scope="col">{head}</th>' for head in heads)
    lines = []
    for first, *rest in rows:
        cells = "".join(f"<td>{cell}</td>" for cell in rest)
        lines.append(f'<tr><th scope="row">{first}</th>{cells}</tr>')
    return (
        f'<div class="wide" tabindex="0" role="group" aria-label="{caption}"><table>'
        f"<caption>{caption}</caption><thead><tr>{top}</tr></thead>"
        f"<tbody>{''.join(lines)}</tbody></table></div>"
    )
