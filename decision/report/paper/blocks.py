"""What a paper is made of: plain frozen values, with nothing of Word in them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from decision.charts import Chart
from decision.wording.numbers import fixed
from decision.wording.text import cut_at_word, several_lines

LONG_NAME = 120  # letters; a longer name is cut wherever it stands in a sentence
AT_ONCE = 5  # options, or roles, side by side in one table
LONG_TEXT = 10_000  # letters of one paragraph or cell; files can't hold longer ones

Tone = Literal["body", "lead", "note", "subtitle"]


@dataclass(frozen=True)
class Heading:
    """A heading; level 0 is the title; `numbered` ones count 1, 2, 3; `unlisted` ones are in
    no table of contents.
    """

    text: str
    level: int = 1
    numbered: bool = False
    new_page: bool = False
    unlisted: bool = False


@dataclass(frozen=True)
class Para:
    """A paragraph. `lead` stands in bold before the text."""

    text: str
    lead: str = ""
    tone: Tone = "body"
    with_next: bool = False


@dataclass(frozen=True)
class Bullets:
    """A list, one sentence or two an item."""

    items: tuple[str, ...]


@dataclass(frozen=True)
class Gap:
    """What the tool can't know: a prompt for whoever completes the paper."""

    prompt: str

    @property
    def text(self) -> str:
        """The prompt as it is printed, marked so that it can be searched for."""
        return f"[To be completed: {self.prompt}]"


Cell: TypeAlias = str | Gap


@dataclass(frozen=True)
class Table:
    """A table with a numbered caption.

    `widths`: parts of the width, one a column. `figures`: columns set to the right.
    `strong`: the last row is a total. `labels`: the first column names its row, in bold.
    `bare`: a form, without caption and column heads. `subheads`: rows that head what follows.
    `together`: small, and so kept on one page.
    """

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[float, ...]
    figures: tuple[int, ...] = ()
    strong: bool = False
    labels: bool = False
    bare: bool = False
    subheads: tuple[int, ...] = ()
    together: bool = False


@dataclass(frozen=True)
class Figure:
    """A chart with the sentence that it proves as its caption."""

    title: str
    alt: str
    reading: str
    chart: Chart


@dataclass(frozen=True)
class Contents:
    """Where the table of contents stands."""


Block: TypeAlias = Heading | Para | Bullets | Gap | Table | Figure | Contents


@dataclass(frozen=True)
class Sheet:
    """A run of pages of one orientation."""

    blocks: tuple[Block, ...]
    wide: bool = False


@dataclass(frozen=True)
class Paper:
    """A whole paper. `running` stands at the head of every page."""

    title: str
    subject: str
    author: str
    date: dt.date | None
    running: str
    mark: str
    sheets: tuple[Sheet, ...]

    @property
    def blocks(self) -> tuple[Block, ...]:
        """Every block, in order."""
        return tuple(block for sheet in self.sheets for block in sheet.blocks)


def shortener(names: Sequence[str]) -> Callable[[str], str]:
    """Give a function that cleans a text and cuts those of the names that are long."""
    long = sorted({name for name in names if len(name) > LONG_NAME}, key=len, reverse=True)

    def said(text: str) -> str:
        for name in long:
            if name in text:
                text = text.replace(name, cut_at_word(name, LONG_NAME))
        text = several_lines(text)
        return text if len(text) <= LONG_TEXT else f"{text[:LONG_TEXT].rstrip()}… (cut here)"

    return said


def rewritten(block: Block, said: Callable[[str], str]) -> Block:
    """Give a block with every text passed through a function."""
    match block:
        case Heading(text=text):
            return replace(block, text=cut_at_word(said(text), 200))
        case Para(text=text, lead=lead):
            return replace(block, text=said(text), lead=said(lead))
        case Bullets(items=items):
            return Bullets(tuple(said(item) for item in items))
        case Gap(prompt=prompt):
            return Gap(said(prompt))
        case Table(caption=caption, head=head, rows=rows):
            return replace(
                block,
                caption=cut_at_word(said(caption), 250),
                head=tuple(said(cell) for cell in head),
                rows=tuple(
                    tuple(
                        Gap(said(cell.prompt)) if isinstance(cell, Gap) else said(cell)
                        for cell in row
                    )
                    for row in rows
                ),
            )
        case Figure(title=title, alt=alt, reading=reading):
            return replace(
                block,
                title=cut_at_word(said(title), 250),
                alt=cut_at_word(said(alt), 2_000),
                reading=cut_at_word(said(reading), 400),
            )
        case _:
            return block


def side_by_side(names: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Yield options, or roles, in parts of much the same size that each fit in one table."""
    parts = -(-len(names) // AT_ONCE)
    size = -(-len(names) // max(1, parts))
    for start in range(0, len(names), max(1, size)):
        yield tuple(names[start : start + size])


def sentence(text: str) -> str:
    """Give a text with a full stop where it has no mark at its end.

    >>> sentence("Yes"), sentence("Why?")
    ('Yes.', 'Why?')
    """
    text = text.strip()
    return text if not text or re.search(r"[.?!:…][”\")\]]?$", text) else f"{text}."


def one(value: float) -> str:
    """Give a number as a table has it: one decimal at most.

    >>> one(55.04), one(-0.01), one(60)
    ('55', '0', '60')
    """
    return fixed(value).removesuffix(".0")


def tenth(value: float) -> str:
    """Give a number with one decimal always.

    >>> tenth(60), tenth(-0.04)
    ('60.0', '0.0')
    """
    return fixed(value)


def signed(points: float) -> str:
    """Return points with their sign and one decimal.

    >>> signed(1.94), signed(-0.5), signed(0.01)
    ('+1.9', '−0.5', '0.0')
    """
    shown = tenth(abs(points))
    return shown if not float(shown) else f"{'+' if points > 0 else '−'}{shown}"
