"""What reverses an agreement: what was decided, or the answers that would change the course."""

from __future__ import annotations

import pytest

import decision
from decision.report.paper.agreement_review import (
    MOST_PAIRS,
    MOST_REVERSALS,
    measured,
    reversing_answers,
    review,
)
from decision.report.paper.agreement_terms import Terms
from decision.report.paper.blocks import Bullets, Gap
from decision.report.paper.paper_data import PaperData
from tests.report.many_courses import COURSES, evaluated, texts
from tests.shipped_model import MODEL

EXAMPLES = {
    name: PaperData(decision.evaluate(MODEL, decision.load_case(path, MODEL)))
    for name, path in decision.examples().items()
}


@pytest.mark.parametrize("basis", EXAMPLES.values(), ids=EXAMPLES)
def test_every_single_answer_that_changes_the_course_is_listed(basis: PaperData) -> None:
    alone, pairs = reversing_answers(basis)
    course, flips = basis.standing.course, basis.robustness.fact_flips
    single = [flip for flip in flips if len(flip.changes) == 1 and flip.course != course]
    asked = {(flip.changes[0].fact, flip.changes[0].item) for flip in single}
    assert len(alone) == len(asked)
    assert len(pairs) == sum(len(flip.changes) == 2 for flip in flips)
    for flip in single:
        change = flip.changes[0]
        fact = MODEL.facts[change.fact]
        says = fact.items[change.item].says if change.item else fact.ask
        answer = change.after if change.item else f"“{fact.answers[change.after].says}”"
        (line,) = [one for one in alone if says[:60] in one]
        assert answer in line


@pytest.mark.parametrize("basis", EXAMPLES.values(), ids=EXAMPLES)
def test_the_agreement_lists_them_the_furthest_first(basis: PaperData) -> None:
    assert basis.preferred is not None
    blocks = review(Terms.of(basis, basis.preferred))
    alone, pairs = reversing_answers(basis)
    told = [one for block in blocks if isinstance(block, Bullets) for one in block.items]
    assert told == (alone[:MOST_REVERSALS] or pairs[:MOST_PAIRS])
    assert Gap("what reverses the decision, and who says so") in blocks


def test_single_answers_are_told_with_how_many_are_left_out() -> None:
    basis = PaperData(evaluated())
    alone, _ = reversing_answers(basis)
    assert len(alone) > MOST_REVERSALS  # each of the other homes could overtake
    said = "\n".join(texts(review(Terms.of(basis, str(basis.preferred)))))
    assert "Any one of these answers would put another option ahead" in said
    assert f"{len(alone) - MOST_REVERSALS} more" in said


def test_of_an_option_that_does_not_lead_no_answer_is_said_to_reverse_it() -> None:
    basis = PaperData(evaluated())
    other = next(one for one in COURSES if one != basis.preferred)
    assert not any(isinstance(one, Bullets) for one in review(Terms.of(basis, other)))


def test_with_every_answer_given_and_nothing_near_none_reverses_it() -> None:
    model = decision.DecisionModel.model_validate(
        {
            "title": "T",
            "options": {"a": {"name": "A"}, "b": {"name": "B"}},
            "criteria": {"c": {"name": "C", "weight": 1, "scores": {"a": 90, "b": 10}}},
            "facts": {"f": {"ask": "F?", "answers": {"yes": {"says": "Y"}, "no": {"says": "N"}}}},
        }
    )
    basis = PaperData(decision.evaluate(model, {"answers": {"f": "yes"}}))
    said = "\n".join(texts(review(Terms.of(basis, "a"))))
    assert "no answer and no pair of answers would reverse it" in said


def test_without_measures_a_gap_asks_for_them() -> None:
    terms = Terms.of(PaperData(evaluated()), COURSES[0])
    assert any(
        isinstance(one, Gap) and "measures of the service" in one.text for one in measured(terms)
    )
    taken = {"option": COURSES[0], "measures": ["Vacancies"]}
    terms = Terms.of(PaperData(evaluated(decision=taken)), COURSES[0])
    assert not any(isinstance(one, Gap) for one in measured(terms))
