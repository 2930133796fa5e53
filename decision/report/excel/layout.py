"""Where everything stands in the workbook, so that any sheet can refer to any other."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from decision.evaluation.additive import Standing
from decision.evaluation.scores import start_of
from decision.model.case import Case
from decision.model.case_checks import weights_of
from decision.model.decision_model import DecisionModel
from decision.model.entries import by_cell
from decision.numeric import TIE
from decision.report.excel.cells import NAME, cell, clean, distinct, span
from decision.report.excel.fact_rows import FactPlace, NeedRow, Shift
from decision.report.word.markup import isolated
from decision.sentences.phrases import course_named

TOP = 6  # the first row of the first table of a sheet, from 0
Key = tuple[str, ...]  # an entry on Inputs: its kind, then its ids
# How a score is made, column by column; what it is called; the rest of the row says why.
LINE = ("option", "start", "shifts", "computed", "override", "own", "score", "low", "high")
ASK = 200  # characters of a question in a long table
TIE_TEXT = f"{TIE:.0E}".replace("E-0", "E-")  # points that count as none, as a formula has them
NOT_ANSWERED = "Not answered"
AS_SAVED = "Every entry is as in the saved case."
SINCE = "As of the saved case, which nothing here has changed."
FROM_TICKS = "Count the ticks below"


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
        quoted = {name: f"“{said}”" if "," in said else said for name, said in self.names.items()}
        return {name: isolated(said) for name, said in quoted.items()}

    @cached_property
    def titles(self) -> dict[str, str]:
        """The criteria's names, short enough for a cell that others refer to."""
        return {name: clean(entry.name, NAME) for name, entry in self.model.criteria.items()}

    @cached_property
    def courses(self) -> dict[str, str]:
        """The courses' names as a sentence has them, by their heads."""
        return {
            course: isolated(clean(course_named(self.model, course), NAME))
            for course in self.model.courses
        }

    def number(self, option: str) -> int:
        """Give an option's number, from 1."""
        return self.options.index(option) + 1

    def ask(self, fact: str) -> str:
        """Give a fact's question, short enough for a cell of a long table."""
        return clean(self.model.facts[fact].ask, ASK)

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

    # Inputs

    @cached_property
    def keys(self) -> Mapping[Key, int]:
        """The row of every entry on Inputs, and of the sections they stand in."""
        pairs = [(name, option) for name in self.criteria for option in self.options]
        amounts: list[Key] = [("amount", *pair) for pair in pairs if pair[0] in self.measured]
        answers: list[Key] = []
        for name, fact in self.model.facts.items():
            answers += [("answer", name), *(("tick", name, item) for item in fact.items)]
        sections: dict[str, list[Key]] = {
            "Weights": [("weight", name) for name in self.criteria],
            "Answers": answers,
            "Amounts": amounts,
            "Costs": [(what, one) for one in self.options for what in ("once", "yearly")],
            "Overrules": [("override", *pair) for pair in pairs],
        }
        lines: list[Key] = []
        for title, entries in sections.items():
            lines += [("section", title), *entries] if entries else []
        return {key: row for row, key in enumerate(lines, start=TOP)}

    def is_entry(self, key: Key) -> bool:
        """Say whether a row of Inputs has a cell to type in."""
        if key[0] == "answer":  # a checklist may have nothing to choose from but its ticks
            return bool(self.facts[key[1]].labels)
        return key[0] != "section"

    def entry(self, *key: str) -> str:
        """Give the cell of what counts of an entry."""
        return cell("Inputs", self.keys[key], 2)

    def input_span(self, column: int, *kinds: str) -> str:
        """Give a column of Inputs, whole or for some kinds of entries that stand together."""
        rows = [row for key, row in self.keys.items() if not kinds or key[0] in kinds]
        return span("Inputs", rows[0], column, rows[-1])

    @cached_property
    def measured(self) -> list[str]:
        """The criteria that are measured."""
        return [name for name, entry in self.model.criteria.items() if entry.measure]

    # Scores

    @property
    def criterion_rows(self) -> tuple[int, int]:
        """The first and last row of the criteria in the table on Scores."""
        return TOP, TOP + len(self.criteria) - 1

    def score_span(self, column: int) -> str:
        """Give a column of the table on Scores: shares, then scores."""
        first, last = self.criterion_rows
        return span("Scores", first, column, last)

    def start(self, criterion: str, option: str) -> float:
        """Give the score that an option starts from on a criterion."""
        entry = self.model.criteria[criterion]
        return start_of(entry, self.case, criterion, option)[1]

    def line(self, criterion: int, option: int) -> int:
        """Give the row on Scores of how a score is made."""
        below = self.criterion_rows[1] + 6
        return below + criterion * (len(self.options) + 1) + 1 + option

    def scored(self, what: str, line: int) -> str:
        """Give a cell of how a score is made."""
        return cell("Scores", line, LINE.index(what))

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
        "best", "leader", "course", "best of another course", "rival", "margin", "best other form",
        "over", "form margin", "weights", "unread", "inputs changed", "totals moved", "out of date",
        "banner", "since",
    )  # fmt: skip

    def who(self, what: str) -> str:
        """Give a cell of the table on Workings of who leads."""
        return cell("Workings", self.answer_at + self.ANSWER.index(what), 2)

    @property
    def banner(self) -> tuple[str, str]:
        """The cell of what is wrong or changed, and what it says of the saved case."""
        return self.who("banner"), AS_SAVED

    @property
    def since(self) -> str:
        """The cell that says whether what the tool found still holds."""
        return self.who("since")

    @property
    def out(self) -> str:
        """The cell that is 1 once anything differs from the saved case."""
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
        listed, found = self.answers_at, {}
        for name, fact in self.model.facts.items():
            counted = FROM_TICKS if fact.items else None
            before = ((counted,) if counted else ()) + (NOT_ANSWERED,)
            words = distinct(
                (*before, *(clean(answer.says, NAME) for answer in fact.answers.values()))
            )
            labels = tuple(words[len(before) :])
            row, first = self.keys["answer", name], listed + len(before)
            found[name] = FactPlace(row, len(fact.items), counted, listed, first, labels)
            listed += len(words)
        return found

    def warns(self, fact: str) -> bool:
        """Say whether any answer to a fact warns."""
        return any(answer.warns for answer in self.model.facts[fact].answers.values())

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
                    for cell, points in by_cell(said.shifts).items()
                ]
            for item, ticked in entry.items.items():
                for word, moves, opens in (
                    ("yes", ticked.shifts, ""),
                    ("no", ticked.if_not, "Not so: "),
                ):
                    why = ticked.because or opens + ticked.says
                    found += [
                        Shift(fact, word, item, *cell, points, why, ticked.evidence)
                        for cell, points in by_cell(moves).items()
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

    def shift_line(self, criterion: int, option: int) -> int:
        """Give the number by which shifts of one score are added up."""
        return criterion * len(self.options) + option + 1

    def shift_span(self, column: int) -> str:
        """Give a column of Shifts."""
        return span("Shifts", TOP, column, TOP + len(self.shifts) - 1)
