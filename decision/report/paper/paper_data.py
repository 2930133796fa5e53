"""What every part of a paper starts from: the evaluation, whom it is for, and who is who."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from decision.engine import Evaluation
from decision.evaluation.additive import Standing
from decision.evaluation.panel import Panel, panel_of
from decision.evaluation.scores import ScoreTable
from decision.evaluation.verdict import Finding
from decision.model.case import Case
from decision.model.decision_model import DecisionModel
from decision.model.entries import Fact
from decision.report.paper.blocks import LONG_NAME, Gap
from decision.sensitivity.robustness import Robustness
from decision.sentences.phrases import named
from decision.wording.dates import day
from decision.wording.numbers import numeral
from decision.wording.text import cut_at_word

STATES = {"met": "Met", "unmet": "Not met", "unknown": "Not known"}  # of a duty

Purpose = Literal["consultation", "decision"]


@dataclass(frozen=True)
class PaperData:
    """One evaluation, written up for a purpose. `private`: not for a session in public."""

    evaluation: Evaluation
    purpose: Purpose = "consultation"
    private: bool = True

    @property
    def model(self) -> DecisionModel:
        """The model."""
        return self.evaluation.model

    @property
    def case(self) -> Case:
        """The case."""
        return self.evaluation.case

    @property
    def standing(self) -> Standing:
        """Where the options stand."""
        return self.evaluation.standing

    @property
    def table(self) -> ScoreTable:
        """The scores."""
        return self.evaluation.standing.table

    @property
    def finding(self) -> Finding:
        """How firm the answer is."""
        return self.evaluation.finding

    @property
    def robustness(self) -> Robustness:
        """What would change it."""
        return self.evaluation.robustness

    @cached_property
    def panel(self) -> Panel | None:
        """What the panel says; None where there is none."""
        return panel_of(self.standing)

    @property
    def consulting(self) -> bool:
        """Whether this is a paper for consultation."""
        return self.purpose == "consultation"

    @property
    def preferred(self) -> str | None:
        """The id of the option that scores highest of those that can be chosen."""
        return self.standing.leader

    @property
    def preferred_is(self) -> str:
        """What the highest-scoring option is called in this paper."""
        return (
            "preferred option for consultation"
            if self.consulting
            else "option that the scoring supports"
        )

    @cached_property
    def baseline(self) -> str | None:
        """The id of the option that changes nothing; None where the model names none."""
        return next((name for name, entry in self.model.options.items() if entry.baseline), None)

    @cached_property
    def level(self) -> tuple[str, ...]:
        """The options that can be chosen and score as high as the preferred one, itself too."""
        return tuple(
            name
            for name in self.model.options
            if self.standing.ranks[name] == 1 and self.table.available[name] != "no"
        )

    @property
    def firm(self) -> bool:
        """Whether one option scores highest, and every key fact is known."""
        return len(self.level) == 1 and self.finding.verdict.word != "unknown"

    @property
    def date(self) -> dt.date | None:
        """The date of the case."""
        return self.case.site.date

    def name(self, option: str) -> str:
        """An option's name as a sentence has it."""
        return named(self.model, option)

    def label(self, option: str) -> str:
        """An option's name as a table has it."""
        return cut_at_word(self.model.options[option].name, LONG_NAME)

    def criterion(self, name: str) -> str:
        """A criterion's name."""
        return cut_at_word(self.model.criteria[name].name, LONG_NAME)

    def can_lead(self, option: str) -> bool:
        """Whether an option can be chosen as the facts stand."""
        return self.table.available[option] != "no"

    def side(self, option: str) -> str | None:
        """The one of the headline pair that an option is, or falls back to."""
        here: str | None = option
        while here is not None and here not in self.model.pair:
            here = self.model.options[here].falls_back_to
        return here

    def rival(self, option: str) -> str:
        """The highest-scoring option of the other side; of all others where there is no side."""
        mine = self.side(option)
        others = [
            name
            for name in self.model.options
            if name != option and (mine is None or self.side(name) not in (mine, None))
        ] or [name for name in self.model.options if name != option]
        return max(
            others, key=lambda name: (self.can_lead(name), round(self.standing.totals[name], 9))
        )

    def gates_for(self, option: str) -> list[str]:
        """The ids of the duties that bind an option."""
        return [
            gate
            for gate, entry in self.model.gates.items()
            if option in (entry.options or tuple(self.model.options))
        ]

    def not_met(self, option: str) -> tuple[list[str], list[str]]:
        """The duties unmet, and not known to be met, for an option."""
        states = {gate: self.case.gate(gate, option) for gate in self.gates_for(option)}
        return (
            [gate for gate, state in states.items() if state == "unmet"],
            [gate for gate, state in states.items() if state == "unknown"],
        )

    def said(self, fact: str) -> str | None:
        """The answer given to a fact as the model words it; None where there is none."""
        reading = self.table.readings[fact]
        if reading.answer is None:
            return None
        entry = self.model.facts[fact]
        says, given = entry.answers[reading.answer].says, number(entry, reading.count)
        return f"{says} ({given})" if given else says


def number(fact: Fact, count: float | None) -> str:
    """Give a number that was answered, with its unit; nothing where the fact has none.

    A unit is a word for many, so one of it goes without; a percentage reads alike for all.

    >>> entry = Fact(ask="?", unit="% of time", answers={"any": {"says": "x", "from": 0}})
    >>> number(entry, 22.0), number(entry, 1.0)
    ('22% of time', '1% of time')
    >>> number(entry.model_copy(update={"unit": "months"}), 1.0)
    '1'
    """
    if not fact.unit or count is None:
        return ""
    if count == 1 and not fact.unit.startswith("%"):
        return "1"
    return f"{numeral(count)}{'' if fact.unit.startswith('%') else ' '}{fact.unit}"


def who(role: str | None, prompt: str = "role") -> str | Gap:
    """Give a role, or a gap where nobody is named."""
    return role or Gap(prompt)


def on(date: dt.date | None) -> str | None:
    """Return a date in words; None where there is none."""
    return None if date is None else day(date)


def counted(number: int, what: str, many: str | None = None) -> str:
    """Give a count with its noun.

    >>> counted(1, "duty", "duties"), counted(0, "fact")
    ('1 duty', 'no facts')
    """
    noun = what if number == 1 else many or f"{what}s"
    return f"{number or 'no'} {noun}"


def joined(parts: Sequence[str]) -> str:
    """Join whole sentences into one paragraph."""
    return " ".join(part for part in parts if part)
