"""The rows of a model in the workbook: its facts, its needs, its shifts."""

from __future__ import annotations

from dataclasses import dataclass

from decision.report.excel.cells import cell, span


@dataclass(frozen=True)
class FactPlace:
    """Where a fact stands. Rows count from 0.

    Attributes:
        row: of its answer, on Inputs; its ticks follow.
        details: how many ticks follow.
        counted: the words for answering it by its ticks; None for other facts.
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
        """What counts as its answer."""
        return cell("Inputs", self.row, 2)

    @property
    def by_count(self) -> str:
        """The condition under which its ticks are counted."""
        return f"{self.said}={self.mode}" if self.labels else "TRUE"

    @property
    def ticks(self) -> str:
        """What counts as its ticks."""
        return span("Inputs", self.row + 1, 2, self.row + self.details)

    def tick(self, number: int) -> str:
        """What counts as one item, counted from 0."""
        return cell("Inputs", self.row + 1 + number, 2)

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
