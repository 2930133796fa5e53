"""Questions that may be asked: each answered, with the engine's own numbers."""

from __future__ import annotations

import math
import re

import pytest

import decision
from decision.report.paper import (
    hostile_questions,
)
from decision.report.paper.paper_data import PaperData
from decision.sentences.phrases import lead
from tests.report.paper.test_paper import COMPLETE, EXAMPLES, MODEL, evaluated
from tests.report.two_courses import answered


def test_equal_weights_are_the_engine_s_own() -> None:
    ground = PaperData(evaluated("invented-complete"))
    alike = decision.evaluate(MODEL, COMPLETE, dict.fromkeys(MODEL.criteria, 1.0)).standing
    then = hostile_questions.equal_weights(ground)
    assert then.lead == alike.lead
    said = hostile_questions.equal(ground)
    assert lead(MODEL, alike.lead) in said
    assert ("changes the course" in said) == (alike.course != ground.standing.course)


@pytest.mark.parametrize("name", EXAMPLES)
def test_what_rests_on_opinion_is_counted_as_the_engine_counts_it(name: str) -> None:
    ground = PaperData(evaluated(name))
    claims = ground.robustness.claims
    said = hostile_questions.opinion(ground)
    assert said.startswith(f"{len(claims)} claims stand behind")
    counts = re.findall(r"(\d+) (?:experience|opinion|figure|regulation|pieces? of)", said)
    assert sum(map(int, counts)) == len(claims)
    first = next(one for one in claims if MODEL.evidence[one.evidence[0]].kind == "opinion")
    assert first.margin is not None
    assert ground.standing.margin is not None
    change = first.margin - ground.standing.margin
    told = re.search(r"(fall|rise) by about (\d+)", said)
    if abs(change) >= 0.5:
        assert told is not None
        assert (told[1] == "rise") == (change > 0)
        assert int(told[2]) == int(abs(change) + 0.5)
    for speaker in ground.robustness.speakers:
        assert (f" says ({speaker.speaker})" in said) == speaker.flips


def test_every_hostile_question_has_an_answer() -> None:
    for name in EXAMPLES:
        ground = PaperData(evaluated(name))
        for question, answer in hostile_questions.QUESTIONS.items():
            said = answer(ground)
            assert said.endswith("."), f"{name}: {question}: {said}"
            assert "None" not in said


def test_doing_nothing_is_measured_against_the_best() -> None:
    ground = PaperData(evaluated("invented-complete"))
    leader, base = ground.preferred, ground.baseline
    assert leader is not None
    assert base is not None
    over = ground.standing.totals[leader] - ground.standing.totals[base]
    assert f"about {over:.0f} points more" in hostile_questions.nothing(ground)
    refused = PaperData(answered({"offer": "none"}))
    assert refused.preferred == refused.baseline == "stay"
    assert hostile_questions.nothing(refused).startswith("The scoring does not argue against it:")
    unknown = PaperData(answered({"now": None}))
    assert hostile_questions.nothing(unknown) == (
        "The scoring can’t say: which option changes nothing depends on “Where is it now?”, and no "
        "answer to it settles that."
    )


def test_nothing_that_one_of_the_answers_says_is_said_in_another() -> None:
    """Whole sentences that stand in two answers would be said twice in one section."""
    ground = PaperData(answered({"ready": ["lead", "tests"]}, gates={"named": "unmet"}))
    found = [answer(ground) for answer in hostile_questions.QUESTIONS.values()]
    sentences = [part for text in found for part in re.split(r"(?<=[.?!]) (?=[A-Z“])", text)]
    assert len(sentences) > 12
    assert len(sentences) == len(set(sentences))


def test_the_standard_error_covers_the_chance_in_the_same_answer() -> None:
    """At most other weights A is surely ahead, so the chance as stated has the largest error."""
    close = {"a": {"score": 52, "low": 20, "high": 90}, "b": 50}
    model = decision.DecisionModel.model_validate(
        {
            "title": "Uncertain",
            "options": {"a": {"name": "A"}, "b": {"name": "B"}},
            "criteria": {
                "x": {"name": "X", "weight": 100, "scores": close},
                "y": {"name": "Y", "weight": 1, "scores": {"a": 100, "b": 0}},
            },
        }
    )
    ground = PaperData(decision.evaluate(model))
    chance = ground.finding.draws.probability
    assert chance is not None
    error = math.sqrt(chance * (1 - chance) / 20_000)
    assert error > ground.robustness.standard_error + 0.0005
    said = hostile_questions.noise(ground)
    told = re.search(r"a standard error of (\d\.\d) in 100 at most", said)
    assert told is not None
    assert 0 <= float(told[1]) - 100 * error < 0.1
