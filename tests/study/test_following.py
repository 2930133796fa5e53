"""Following *ask next*: the questions are its own, and the end is the complete site's."""

from __future__ import annotations

import pytest

import decision
from tests.shipped_model import MODEL
from tests.study.following import followed
from tests.study.kinds import Question, questions, simulated


@pytest.mark.slow
@pytest.mark.parametrize("by_tick", [False, True], ids=["whole lists", "tick by tick"])
def test_a_third_of_the_questions_is_answered_as_ask_next_has_them(by_tick: bool) -> None:
    site = simulated(MODEL, "strong-radiology", 0)
    found = followed(MODEL, site, by_tick)
    whole = decision.evaluate(MODEL, site.case())
    assert (found.final, found.final_margin) == (whole.standing.course, whole.standing.margin)
    known: list[Question] = []
    told = []
    for _ in range(18 if by_tick else 7):
        asked = decision.evaluate(MODEL, site.case(known)).robustness.ask_next
        assert not {(one.fact, one.item) for one in asked} & set(known)
        first = (asked[0].fact, asked[0].item)
        whole_list = [each for each in questions(MODEL) if each[0] == first[0]]
        known += [first] if by_tick else whole_list
        told.append(decision.evaluate(MODEL, site.case(known)))
    assert found.course_at_third == told[-1].standing.course
    assert found.word_at_third == told[-1].finding.verdict.word
    words = [one.finding.verdict.word for one in told]
    expected = next((place for place, word in enumerate(words, 1) if word != "unknown"), None)
    assert found.until_word == expected
    keys = [each for each in questions(MODEL) if MODEL.facts[each[0]].key]
    assert found.course_at_keys == decision.evaluate(MODEL, site.case(keys)).standing.course
