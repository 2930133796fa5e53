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
from decision.model.baseline import baseline_of
from decision.model.case import Case
from decision.model.decision_model import DecisionModel
from decision.model.entries import Fact, OwnBaseline
from decision.model.readings import Reading
from decision.report.paper.blocks import (
    LONG_NAME,
    Block,
    Gap,
    Paper,
    Sheet,
    rewritten,
    sentence,
    shortener,
)
from decision.sensitivity.robustness import Robustness
from decision.sentences.model_contents import reading_says
from decision.sentences.phrases import named
from decision.sentences.what_would_change_it import rests_on_speakers
from decision.wording.dates import day
from decision.wording.numbers import numeral
from decision.wording.text import cut_at_word

LONG = 600  # letters; the paper cuts a longer text, and the record has the whole of it
STATES = {"met": "Met", "unmet": "Not met", "unknown": "Not known"}  # of a duty

Purpose = Literal["consultation", "decision"]
Told = set[tuple[str, str | None]]  # questions and items whose answers a paper has given


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
        """The id of the best option that can be chosen: the leader."""
        return self.standing.leader

    @cached_property
    def baseline(self) -> str | None:
        """The id of the option that changes nothing; None where none is known to."""
        return baseline_of(self.model.options, self.table.readings)

    @property
    def why_no_baseline(self) -> str:
        """Why no option is known to change nothing, as a clause."""
        facts = [
            entry.baseline.fact
            for entry in self.model.options.values()
            if isinstance(entry.baseline, OwnBaseline)
        ]
        if not facts:
            return "the model names no option that changes nothing"
        ask = cut_at_word(self.model.facts[facts[0]].ask, 200)
        return f"which option changes nothing depends on “{ask}”, and no answer to it settles that"

    @cached_property
    def level(self) -> tuple[str, ...]:
        """The options that can be chosen and score as high as the leader, itself too."""
        return tuple(name for name in self.table.choosable if self.standing.ranks[name] == 1)

    @property
    def firm(self) -> bool:
        """Whether the answer is one option: its course is at least probable, and its form plain."""
        finding = self.finding
        one = len(self.level) == 1 and finding.form_word != "close"
        return one and finding.verdict.word in ("clear", "leaning")

    @property
    def mark(self) -> str:
        """What stands at the head of each page."""
        return "Private session" if self.private else "Public session"

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
        return self.table.can_choose(option)

    @cached_property
    def compared(self) -> tuple[str, ...]:
        """The options that a case is made for: all but those that nobody can choose as yet.

        An option that is scored as what it falls back to is among them.
        """
        ranked = tuple(name for name, rank in self.standing.ranks.items() if rank is not None)
        return ranked or tuple(self.model.options)

    @property
    def in_order(self) -> list[str]:
        """The options that a case is made for, those that score highest first."""
        ranks = self.standing.ranks
        last = len(ranks) + 1
        return sorted(
            self.compared, key=lambda option: (ranks[option] or last, -self.standing.totals[option])
        )

    @property
    def has_forms(self) -> bool:
        """Whether any course has several forms; else each option is a course of its own."""
        return any(len(forms) > 1 for forms in self.model.courses.values())

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
        return answer_in_words(self.model.facts[fact], self.table.readings[fact])

    def disputed(self, fact: str) -> str:
        """The second answer to a fact, and who gives it, in sentences; empty without one."""
        if fact not in self.table.disputed:
            return ""
        second = answer_in_words(self.model.facts[fact], self.table.disputed[fact])
        dispute = self.case.disputed[fact]
        because = f" {sentence(cut_at_word(dispute.because, 300))}" if dispute.because else ""
        says = f"“{second}”" if second else "that it is not known"
        return f"Disputed: {cut_at_word(dispute.by, 80)} says {says}.{because}"

    @property
    def told_as_disputed(self) -> Told:
        """The questions and items whose answers the paper gives whole with the dissent."""
        return {
            (fact, item)
            for fact in self.table.disputed
            for item in (None, *self.model.facts[fact].items)
        }

    def given(self, fact: str, item: str | None, answer: str) -> str:
        """A question and the answer given to it, or to one item of it, in sentences."""
        if item is not None:
            return f"{self.question(fact, item)}: {answer}."
        said = self.said(fact) or self.answer(fact, item, answer)
        return f"{self.question(fact)} {sentence(cut_at_word(said, 160))}"

    def question(self, fact: str, item: str | None = None) -> str:
        """What is asked, in quotes; an item of a checklist stands alone unless two say the same."""
        entry = self.model.facts[fact]
        asked = f"“{cut_at_word(entry.ask, 200)}”"
        if item is None:
            return asked
        says = entry.items[item].says
        every = [one.says for other in self.model.facts.values() for one in other.items.values()]
        quoted = f"“{cut_at_word(says, 160)}”"
        return quoted if every.count(says) == 1 else f"{asked}, {quoted}"

    def answer(self, fact: str, item: str | None, answer: str) -> str:
        """An answer as the model words it; of an item, "yes" or "no"."""
        return answer if item else cut_at_word(self.model.facts[fact].answers[answer].says, 160)


def answer_in_words(fact: Fact, reading: Reading) -> str | None:
    """Return an answer as the model words it; None where there is none.

    Of a checklist that picks no answer, how many of its items are in place.
    """
    says, given = reading_says(fact, reading), number(fact, reading.count)
    return f"{says} ({given})" if says and given else says


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


def one_sheet(
    basis: PaperData, blocks: Sequence[Block], title: str, subject: str, running: str, mark: str
) -> Paper:
    """Return a document of one sheet, its texts cleaned and long names in them cut.

    Args:
        basis: the case it is written from.
        blocks: what is written in it.
        title: of the document.
        subject: what its properties say it is about.
        running: what its header says on each page, before the date.
        mark: what its header begins with.
    """
    return of_sheets(basis, (Sheet(tuple(blocks)),), title, subject, running, mark)


def of_sheets(
    basis: PaperData, sheets: Sequence[Sheet], title: str, subject: str, running: str, mark: str
) -> Paper:
    """Return a document of several sheets, as `one_sheet` does one of one."""
    site, model = basis.case.site, basis.model
    options = [entry.name for entry in model.options.values()]
    said = shortener([*options, *(entry.name for entry in model.criteria.values())])
    return Paper(
        title=title,
        subject=subject,
        author=cut_at_word(site.prepared_by or "", 200),
        date=site.date,
        running=" · ".join(filter(None, (running, on(basis.date)))),
        mark=mark,
        sheets=tuple(
            Sheet(tuple(rewritten(block, said) for block in sheet.blocks), sheet.wide)
            for sheet in sheets
        ),
    )


def in_record(text: str) -> str:
    """Return a text for the paper: one of more than 600 letters is cut, and the cut is told.

    >>> in_record("Short"), in_record("long " * 200)[-25:]
    ('Short', '… (in full in the record)')
    """
    return text if len(text) <= LONG else f"{cut_at_word(text, LONG)} (in full in the record)"


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


def without_people(robustness: Robustness, most: int) -> list[str]:
    """Return in words which people the answer does not survive without, the weightiest first.

    Args:
        robustness: what would change the answer.
        most: how many are told one by one; the rest are counted.
    """
    said = rests_on_speakers(robustness)
    if len(said) <= most:
        return said
    rest = counted(len(said) - most, "other person or source", "other people or sources")
    return [*said[:most], f"Without any of {rest} it would change too."]
