"""The rows of a model in the workbook: its facts, its needs, its shifts."""

from __future__ import annotations

from dataclasses import dataclass

from decision.report.excel.cells import cell, span


@dataclass(frozen=True)
class FactPlace:
    """Where a fact stands. Rows count from 0.

    Attributes:
        row: of its answer, on Facts; its ticks or its number follow.
        details: how many rows follow.
        counted: how it may be answered by a count: the words for that; None for a choice.
        listed: the first row of its list of answers, on Workings.
        first: the row there of its first answer.
        labels: the words of its answers, all different.
    """

    row: int
    details: int
    counted: str | None
    listed: int
    first: int
    labels: tuple[str, ...]

    @property
    def last(self) -> int:
        """The row of its last answer, on Workings."""
        return self.first + len(self.labels) - 1

    @property
    def said(self) -> str:
        """The input cell of the answer."""
        return cell("Facts", self.row, 2)

    @property
    def ticks(self) -> str:
        """The input cells of its ticks, or of its number."""
        return span("Facts", self.row + 1, 2, self.row + self.details)

    def tick(self, number: int) -> str:
        """The input cell of one item, counted from 0."""
        return cell("Facts", self.row + 1 + number, 2)

    @property
    def mode(self) -> str:
        """The words that say it is answered by a count."""
        return cell("Workings", self.listed, 1)

    @property
    def in_force(self) -> str:
        """For each answer, whether it is the one given: 1 or 0."""
        return span("Workings", self.first, 3, self.last)

    @property
    def possible(self) -> str:
        """For each answer, whether it is still possible: 1 or 0."""
        return span("Workings", self.first, 6, self.last)

    @property
    def parts(self) -> str:
        """For each answer of a checklist, the part of its items in place if it is given as such."""
        return span("Workings", self.first, 7, self.last)


@dataclass(frozen=True)
class NeedRow:
    """One answer that an option's need accepts; `opens` where it is the need's first."""

    option: str
    fact: str
    answer: str
    opens: int  # how many rows the need has, 0 on all but its first


@dataclass(frozen=True)
class Shift:
    """One shift of the model, by an answer or by an item of a checklist.

    Of an item, `answer` is "yes" or "no".
    """

    fact: str
    answer: str
    item: str | None
    criterion: str
    option: str
    points: float
    because: str
    evidence: tuple[str, ...]
