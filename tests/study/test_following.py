"""Following *ask next*: the questions are its own, and the end is the complete site's."""

from __future__ import annotations

import pytest

import decision
from tests.study.following import followed
from tests.study.kinds import Question, questions, simulated

MODEL = decision.load_model(decision.shipped("criteria.yaml"))


@pytest.mark.slow
def test_a_third_of_the_questions_is_answered_as_ask_next_has_them() -> None:
    site = simulated(MODEL, "strong-radiology", 0)
    found = followed(MODEL, site)
    whole = decision.evaluate(MODEL, site.case())
    assert (found.final, found.final_margin) == (whole.standing.course, whole.standing.margin)
    known: list[Question] = []
    words = []
    for _ in range(round(len(questions(MODEL)) / 3)):
        asked = decision.evaluate(MODEL, site.case(known)).robustness.ask_next
        assert not {(one.fact, one.item) for one in asked} & set(known)
        known.append((asked[0].fact, asked[0].item))
        words.append(decision.evaluate(MODEL, site.case(known)))
    assert found.course_at_third == words[-1].standing.course
    assert found.word_at_third == words[-1].finding.verdict.word
    first = next(
        (place for place, one in enumerate(words, 1) if one.finding.verdict.word != "unknown"), None
    )
    assert found.until_word == first
