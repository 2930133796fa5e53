"""Where everything stands in the workbook, so that any sheet can refer to any other."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from decision.evaluation.additive import Standing
from decision.evaluation.fact_effects import cells_of
from decision.model.case import Case
from decision.model.case_checks import weights_of
from decision.model.decision_model import DecisionModel
from decision.numeric import TIE
from decision.report.excel.cells import NAME, cell, clean, distinct, span
from decision.report.excel.fact_rows import FactPlace, NeedRow, Shift
from decision.sentences.phrases import course_named

TOP = 6  # the first row of the table of every sheet that is one table, from 0
ASK = 200  # characters of a question in a long table
TIE_TEXT = f"{TIE:.0E}".replace("E-0", "E-")  # points that count as none, as a formula has them
NOT_ANSWERED = "Not answered"
FROM_TICKS, FROM_NUMBER = "Count the ticks below", "From the number below"


@dataclass(frozen=True)
class Plan:
    """The places of one workbook, worked out from the model alone but for `standing`."""

    standing: Standing

    @cached_property
    def model(self) -> DecisionModel:
        """The model."""
        return self.standing.table.model

    @cached_property
    def case(self) -> Case:
        """The case."""
        return self.standing.table.case

    @cached_property
    def options(self) -> list[str]:
        """Option ids, in file order."""
        return list(self.model.options)

    @cached_property
    def criteria(self) -> list[str]:
        """Criterion ids, in file order."""
        return list(self.model.criteria)

    @cached_property
    def names(self) -> dict[str, str]:
        """The options' names, short enough for a cell that others refer to."""
        return {name: clean(entry.name, NAME) for name, entry in self.model.options.items()}

    @cached_property
    def spoken(self) -> dict[str, str]:
        """The options' names as a sentence has them: in quotes where one holds a comma."""
        return {name: f"“{said}”" if "," in said else said for name, said in self.names.items()}

    @cached_property
    def titles(self) -> dict[str, str]:
        """The criteria's names, short enough for a cell that others refer to."""
        return {name: clean(entry.name, NAME) for name, entry in self.model.criteria.items()}

    @cached_property
    def courses(self) -> dict[str, str]:
        """The courses' names as a sentence has them, by their heads."""
        return {
            course: clean(course_named(self.model, course), NAME) for course in self.model.courses
        }

    def number(self, option: str) -> int:
        """Give an option's number, from 1."""
        return self.options.index(option) + 1

    def ask(self, fact: str) -> str:
        """Give a fact's question, short enough for a cell of a long table."""
        return clean(self.model.facts[fact].ask, ASK)

    # Weights

    @cached_property
    def points(self) -> dict[str, float]:
        """Swing points by criterion id.

        Those of the case or the model; where only shares are known, or where points are too
        large or too small for a sheet, shares brought to 100 for the largest.
        """
        standing = self.standing
        if standing.weights_from in ("case", "model"):
            points = weights_of(self.model, self.case)
            if max(points.values()) <= 1e9 and all(
                one >= 1e-6 or one == 0 for one in points.values()
            ):
                return points
        largest = max(standing.shares.values())
        return {name: share / largest * 100 for name, share in standing.shares.items()}

    @property
    def criterion_rows(self) -> tuple[int, int]:
        """The first and last row of the criteria on Weights, Totals and Sensitivity."""
        return TOP, TOP + len(self.criteria) - 1

    def criterion_span(self, sheet: str, column: int) -> str:
        """Give a column of a sheet that has a row for each criterion."""
        first, last = self.criterion_rows
        return span(sheet, first, column, last)

    def share(self, place: int) -> str:
        """Give the cell of a criterion's share."""
        return cell("Weights", TOP + place, 5)

    # Scores and Totals

    def line(self, criterion: int, option: int) -> int:
        """Give the row of a score on Scores."""
        return TOP + criterion * len(self.options) + option

    @property
    def last_line(self) -> int:
        """The last row of Scores' table."""
        return self.line(len(self.criteria) - 1, len(self.options) - 1)

    @cached_property
    def measured(self) -> list[str]:
        """The criteria that are measured."""
        return [name for name, entry in self.model.criteria.items() if entry.measure]

    @cached_property
    def score_columns(self) -> dict[str, int]:
        """The columns of Scores, by what they hold."""
        amounts = ("amount", "amount written", "unit") if self.measured else ()
        names = ("line", "criterion", "option", *amounts, "start", "shifts", "computed")
        more = ("override", "override written", "changed", "own", "score", "low", "high", "why")
        return {name: column for column, name in enumerate((*names, *more))}

    def scored(self, what: str, line: int) -> str:
        """Give a cell of Scores."""
        return cell("Scores", line, self.score_columns[what])

    def scored_span(self, what: str, first: int, last: int) -> str:
        """Give part of a column of Scores."""
        return span("Scores", first, self.score_columns[what], last)

    # Workings

    OPTIONS_AT = 4

    def option_cell(self, option: int, column: int) -> str:
        """Give a cell of the options' table on Workings."""
        return cell("Workings", self.OPTIONS_AT + option, column)

    def option_span(self, column: int) -> str:
        """Give a column of the options' table on Workings."""
        first = self.OPTIONS_AT
        return span("Workings", first, column, first + len(self.options) - 1)

    @property
    def spoken_span(self) -> str:
        """The options' names as sentences have them."""
        return self.option_span(12)

    @property
    def answer_at(self) -> int:
        """The first row of the table on Workings of who leads."""
        return self.OPTIONS_AT + len(self.options) + 3

    ANSWER = (
        "best",
        "leader",
        "course",
        "best of another course",
        "rival",
        "margin",
        "best other form",
        "over",
        "form margin",
        "first",
        "second",
        "plain leader",
        "plain other",
        "plain margin",
        "plain alike",
        "inputs changed",
        "totals moved",
        "out of date",
    )

    def who(self, what: str) -> str:
        """Give a cell of the table on Workings of who leads."""
        return cell("Workings", self.answer_at + self.ANSWER.index(what), 2)

    @property
    def out(self) -> str:
        """The cell that is 1 once any input differs from the file as written."""
        return self.who("out of date")

    def if_rival(self, formula: str, otherwise: str = '""') -> str:
        """Give a formula on leader and rival, and what stands where one of them is missing."""
        return f"=IF({self.who('rival')}=0,{otherwise},{formula})"

    def numbered(self, option: str | None) -> int:
        """Give an option's number, from 1; 0 for none."""
        return 0 if option is None else self.number(option)

    @cached_property
    def needs(self) -> list[NeedRow]:
        """The rows of the needs' table, option by option."""
        return [
            NeedRow(option, need.fact, answer, 0 if place else len(dict.fromkeys(need.is_)))
            for option, entry in self.model.options.items()
            for need in entry.needs
            for place, answer in enumerate(dict.fromkeys(need.is_))
        ]

    @property
    def needs_at(self) -> int:
        """The first row of the needs' table on Workings."""
        return self.answer_at + len(self.ANSWER) + 3

    @property
    def answers_at(self) -> int:
        """The first row of the answers' table on Workings."""
        return self.needs_at + max(1, len(self.needs)) + 3

    @cached_property
    def facts(self) -> Mapping[str, FactPlace]:
        """Where each fact stands."""
        row, listed = TOP, self.answers_at
        found = {}
        for name, fact in self.model.facts.items():
            counted = FROM_TICKS if fact.items else FROM_NUMBER if fact.unit else None
            before = ((counted,) if counted else ()) + (NOT_ANSWERED,)
            words = distinct(
                (*before, *(clean(answer.says, NAME) for answer in fact.answers.values()))
            )
            details = len(fact.items) or (1 if fact.unit else 0)
            found[name] = FactPlace(
                row, details, counted, listed, listed + len(before), tuple(words[len(before) :])
            )
            row += 1 + details
            listed += len(words)
        return found

    @property
    def last_fact(self) -> int:
        """The last row of the Facts table."""
        return max((place.row + place.details for place in self.facts.values()), default=TOP)

    def answer_cell(self, fact: str, answer: str, column: int = 3) -> str:
        """Give a cell of an answer's row on Workings; by default whether it is in force."""
        place = list(self.model.facts[fact].answers).index(answer)
        return cell("Workings", self.facts[fact].first + place, column)

    def label(self, fact: str, answer: str | None) -> str:
        """Give the words of an answer."""
        if answer is None:
            return NOT_ANSWERED
        return self.facts[fact].labels[list(self.model.facts[fact].answers).index(answer)]

    @property
    def values_at(self) -> int:
        """The first row of the table on Workings of what amounts are worth."""
        last = max((place.last for place in self.facts.values()), default=self.answers_at)
        return last + 4

    @cached_property
    def value_rows(self) -> Mapping[str, tuple[int, int]]:
        """The first and last row of each measured criterion's value function."""
        row, found = self.values_at, {}
        for name in self.measured:
            measure = self.model.criteria[name].measure
            assert measure is not None  # a measured criterion has one
            found[name] = (row, row + len(measure.values) - 1)
            row += len(measure.values)
        return found

    # Shifts

    @cached_property
    def shifts(self) -> list[Shift]:
        """Every shift of the model, in file order."""
        found = []
        for fact, entry in self.model.facts.items():
            for answer, said in entry.answers.items():
                why = said.because or said.says
                found += [
                    Shift(fact, answer, None, *cell, points, why, said.evidence)
                    for cell, points in cells_of(said.shifts)
                ]
            for item, ticked in entry.items.items():
                for word, moves, opens in (
                    ("yes", ticked.shifts, ""),
                    ("no", ticked.if_not, "Not so: "),
                ):
                    why = ticked.because or opens + ticked.says
                    found += [
                        Shift(fact, word, item, *cell, points, why, ticked.evidence)
                        for cell, points in cells_of(moves)
                    ]
        return found

    def force(self, shift: Shift) -> float:
        """Give the part of a shift that counts, from 0 to 1.

        Of an item that is not known, of a checklist answered as a whole: how likely it is to be
        so, or not to be.
        """
        reading = self.standing.table.readings[shift.fact]
        if shift.item is None:
            return float(reading.answer == shift.answer)
        state, yes = reading.items[shift.item], shift.answer == "yes"
        if state is not None:
            return float(state == yes)
        if reading.answer is None:
            return 0.0
        return reading.chance if yes else 1 - reading.chance

    @cached_property
    def moved(self) -> Mapping[tuple[str, str], float]:
        """What the shifts in force add, by criterion and option."""
        parts: dict[tuple[str, str], list[float]] = {}
        for shift in self.shifts:
            if part := self.force(shift):
                parts.setdefault((shift.criterion, shift.option), []).append(shift.points * part)
        return {cell: math.fsum(points) for cell, points in parts.items()}

    def shift_span(self, column: int) -> str:
        """Give a column of Shifts."""
        return span("Shifts", TOP, column, TOP + len(self.shifts) - 1)
