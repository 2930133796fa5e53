"""Partial sites: the question on top of *ask next* is answered, one after another."""

from __future__ import annotations

from dataclasses import dataclass

from decision.engine import Evaluation, evaluate
from decision.model.decision_model import DecisionModel
from tests.study.kinds import Question, Site, questions

THIRD = 1 / 3


@dataclass(frozen=True)
class Followed:
    """What came of answering a third of the questions, in the order of *ask next*.

    Attributes:
        site: which.
        course_at_keys: the course that leads with only the key facts answered.
        until_word: how many answers until the word was another than "too early to say"; None
            where a third was not enough.
        course_at_word: the course that then led; None without a word.
        course_at_third: the course that led when a third was answered.
        word_at_third: the word at that time.
        final: the course that leads with every question answered.
        final_margin: how far it is ahead of any other, in points.
    """

    site: Site
    course_at_keys: str | None
    until_word: int | None
    course_at_word: str | None
    course_at_third: str | None
    word_at_third: str
    final: str | None
    final_margin: float

    @property
    def right_at_word(self) -> bool | None:
        """Whether the course that led at the first word is the final one; None without a word."""
        return None if self.until_word is None else self.course_at_word == self.final

    @property
    def right_at_keys(self) -> bool:
        """Whether the course that led on the key facts alone is the final one."""
        return self.course_at_keys == self.final

    @property
    def right_at_third(self) -> bool:
        """Whether the course that led at a third is the final one."""
        return self.course_at_third == self.final


def followed(model: DecisionModel, site: Site, by_tick: bool = False) -> Followed:
    """Return what comes of answering the first of *ask next* until a third is answered.

    Args:
        model: the shipped model.
        site: which site.
        by_tick: whether of a checklist one tick is answered at a time, and counts as one
            question; else the whole list is, as one document tells it.
    """
    known: list[Question] = []
    until: int | None = None
    at_word: str | None = None
    every = questions(model)
    count = len(every) if by_tick else len(model.facts)
    evaluation = evaluate(model, site.case(known))
    for answered in range(1, round(count * THIRD) + 1):
        fact, item = _next(evaluation)
        known += [(fact, item)] if by_tick else [each for each in every if each[0] == fact]
        evaluation = evaluate(model, site.case(known))
        if until is None and evaluation.finding.verdict.word != "unknown":
            until, at_word = answered, evaluation.standing.course
    last = evaluate(model, site.case()).standing
    keys = [each for each in every if model.facts[each[0]].key]
    return Followed(
        site=site,
        course_at_keys=evaluate(model, site.case(keys)).standing.course,
        until_word=until,
        course_at_word=at_word,
        course_at_third=evaluation.standing.course,
        word_at_third=evaluation.finding.verdict.word,
        final=last.course,
        final_margin=last.margin or 0.0,
    )


def _next(evaluation: Evaluation) -> Question:
    first = evaluation.robustness.ask_next[0]
    return first.fact, first.item
