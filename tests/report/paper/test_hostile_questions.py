"""The questions that are hardest to answer, each from the engine's own numbers."""

from __future__ import annotations

import decision
from decision.report.paper import brief
from decision.report.paper.paper_data import PaperData
from decision.sentences.phrases import lead, of_100
from tests.report.paper.test_paper import COMPLETE, MODEL, evaluated
from tests.report.two_courses import answered


def test_equal_weights_are_the_engine_s_own() -> None:
    ground = PaperData(evaluated("invented-complete"))
    alike = decision.evaluate(MODEL, COMPLETE, dict.fromkeys(MODEL.criteria, 1.0)).standing
    then = brief.equal_weights(ground)
    assert then.lead == alike.lead
    said = brief.equal(ground)
    assert lead(MODEL, alike.lead) in said
    assert ("changes the course" in said) == (alike.course != ground.standing.course)


def test_doing_nothing_is_measured_against_the_best() -> None:
    ground = PaperData(evaluated("invented-complete"))
    leader, base = ground.preferred, ground.baseline
    assert leader is not None
    assert base is not None
    over = ground.standing.totals[leader] - ground.standing.totals[base]
    assert f"about {over:.0f} points more" in brief.nothing(ground)
    refused = PaperData(answered({"offer": "none"}))
    assert refused.preferred == refused.baseline == "stay"
    assert brief.nothing(refused).startswith("The scoring does not argue against it:")
    unknown = PaperData(answered({"now": None}))
    assert brief.nothing(unknown) == (
        "The scoring can’t say: which option changes nothing depends on “Where is it now?”, and no "
        "answer to it settles that."
    )


def test_how_far_weights_decide_is_a_count_of_all_of_them() -> None:
    ground = PaperData(answered())
    often = of_100(ground.robustness.course_acceptability["stay"])
    said = brief.ranged(ground)
    assert said.startswith(f"Here is best under {often} of all possible weights")
