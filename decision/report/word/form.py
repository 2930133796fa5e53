"""A board paper in a trust's own form: what is filled in, and what the paper then leaves out."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import replace

from docx.document import Document

from decision.report.paper.blocks import Block, Cell, Gap, Heading, Paper, Table
from decision.report.paper.paper_data import on
from decision.report.word.placeholders import (
    NAMES,
    PAPER,
    fill,
    has_content,
    is_form,
    names_in,
    place_marked,
)
from decision.report.word.template import read, stories
from decision.wording.lists import listed
from decision.wording.text import one_line

MOST = 5  # unknown names that are told one by one
# The names that a row of the front sheet has the words for, by the row's label.
ROWS: dict[str, tuple[str, ...]] = {
    "Meeting": ("meeting",),
    "Executive lead": ("lead",),
    "Executive lead and author": ("lead", "author"),
    "Author": ("author",),
    "Purpose": ("purpose",),
    "The Board is asked to": ("recommendation",),
    "The answer": ("answer",),
    "Preferred option for consultation": ("answer",),
    "So far": ("answer",),
    "Three risks": ("risks",),
    "Money": ("money",),
}
# What is filled in where the paper has nothing to say; a note names no risks, for one.
_ELSE: dict[str, Cell] = {
    "author": Gap("who wrote this, by role"),
    "lead": Gap("the director who brings this, by role"),
    "meeting": Gap("name and date of the meeting, and the agenda item"),
    "date": Gap("the date of this paper"),
    "risks": "Too early to say.",
    "money": "Too early to say.",
}


def fill_form(document: Document, paper: Paper, board: bool) -> Paper:
    """Fill a template's placeholders, and return the paper without what its form now says.

    Args:
        document: opened, its form kept or taken out.
        paper: what is written; its first table without a caption is its front sheet.
        board: whether this is the board paper. Other documents have no recommendation or answer
            to give, so in their headers those names are left empty.
    """
    values = values_of(paper, board)
    body, *running = stories(document)
    taken = fill(body, values)
    for story in running:
        fill(story, values)
    return _without(paper, taken) if taken else paper


def values_of(paper: Paper, board: bool) -> dict[str, Cell]:
    """Return what stands for each name; a `Gap` is for the author to complete."""
    rows: dict[str, Cell] = {}
    front = _front(paper) if board else None
    for label, cell in () if front is None else (row[:2] for row in front.rows):
        rows |= dict.fromkeys(ROWS.get(str(label), ()), cell)
    known = {"title": paper.title, "author": paper.author, "date": on(paper.date)}
    other = {name: _ELSE.get(name, "") if board else "" for name in NAMES}
    return {**other, **rows, **{name: said for name, said in known.items() if said}}


def template_notes(template: bytes) -> tuple[str, ...]:
    """Return what someone who gives a template should know, in sentences; often there is nothing.

    Raises:
        OutputError: the template can't be used; the message says why, and what to do.
    """
    body, *running = stories(read(template))
    marks = [name for name in names_in(body) if name.casefold() != PAPER]
    marks += [name for story in running for name in names_in(story)]
    unknown = [name for name in dict.fromkeys(marks) if name.casefold() not in NAMES]
    known = listed([_mark(name) for name in NAMES])
    where = f"write {_mark(PAPER)} on a line of its own where the paper goes"
    notes = []
    if not is_form(body):
        if has_content(body):
            notes = [
                "The paper uses your template's styles, header and footer. It leaves out the form.",
                f"To keep the form, {where}.",
                f"You can also write {known}; each is filled in.",
            ]
    elif place_marked(body) is None:
        notes = [
            "The paper starts on a new page after your form.",
            f"To put it elsewhere, {where}.",
        ]
    if unknown:
        some = listed([_mark(one_line(name, 60)) for name in unknown[:MOST]])
        more = f", and {len(unknown) - MOST} more" if len(unknown) > MOST else ""
        notes += [f"The tool leaves {some}{more} as written.", f"It fills in only {listed(NAMES)}."]
    return tuple(notes)


def _mark(name: str) -> str:
    return f"{{{{{name}}}}}"


def _front(paper: Paper) -> Table | None:
    """Return the front sheet: the first table that is a form."""
    return next((one for one in paper.blocks if isinstance(one, Table) and one.bare), None)


def _without(paper: Paper, taken: Set[str]) -> Paper:
    """Return a paper without the title and the rows of its front sheet that a form has taken.

    What is left of a front sheet needs no page of its own once most of it is in the form.
    """
    front, first = _front(paper), paper.sheets[0]
    blocks: list[Block] = []
    joined = False
    for block in first.blocks:
        if isinstance(block, Heading) and block.level == 0 and "title" in taken:
            continue
        if block is front and isinstance(block, Table):
            rows = tuple(row for row in block.rows if not _told(str(row[0]), taken))
            joined = len(rows) <= len(block.rows) // 2
            if not rows:
                continue
            block = replace(block, rows=rows)
        elif isinstance(block, Heading) and block.new_page and joined:
            block, joined = replace(block, new_page=False), False
        blocks.append(block)
    return replace(paper, sheets=(replace(first, blocks=tuple(blocks)), *paper.sheets[1:]))


def _told(label: str, taken: Set[str]) -> bool:
    names = ROWS.get(label)
    return names is not None and set(names) <= taken
