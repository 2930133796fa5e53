"""What the engine draws and states, against a simulation that shares no code with it."""

from __future__ import annotations

import math

import pytest
from hypothesis import given

from decision.engine import Evaluation
from decision.numeric import DRAWS
from decision.sensitivity.information import ASKED
from tests.sampler import Sampler
from tests.strategies import DOCUMENTS, Written, evaluated, problems

SIZE = 20_000


def sampler_of(evaluation: Evaluation) -> Sampler:
    shares = dict(evaluation.standing.shares)
    return Sampler(evaluation.model, evaluation.case, shares, SIZE, 7)


def agrees(found: float, expected: float) -> bool:
    """Within five standard errors of the difference of two samples."""
    part = min(max(expected, 1 / SIZE), 1 - 1 / SIZE)
    return abs(found - expected) <= 5 * math.sqrt(part * (1 - part) * (1 / DRAWS + 1 / SIZE))


@DOCUMENTS
@given(problems())
def test_probabilities_are_those_of_a_simulation_that_shares_no_code(
    problem: tuple[Written, Written],
) -> None:
    evaluation = evaluated(*problem)
    standing, draws = evaluation.standing, evaluation.finding.draws
    if standing.leader is None:
        return
    sampler = sampler_of(evaluation)
    parts = sampler.parts().mean(axis=0)
    for place, (course, one) in enumerate(draws.courses.items()):
        assert agrees(one.probability, parts[place])
        if course == standing.course:
            assert draws.probability == pytest.approx(one.probability)
    best = sampler.best().mean(axis=0)[sampler.options.index(standing.leader)]
    assert draws.best is not None
    assert agrees(draws.best, best)
    assert draws.if_all_known is not None
    known = max(
        sampler.if_all_known().mean(), parts[list(draws.courses).index(standing.course or "")]
    )
    assert agrees(draws.if_all_known, known)


@DOCUMENTS
@given(problems())
def test_what_asking_is_worth_is_what_a_simulation_that_shares_no_code_finds(
    problem: tuple[Written, Written],
) -> None:
    evaluation = evaluated(*problem)
    asked = {(one.fact, one.item): one.worth for one in evaluation.robustness.ask_next}
    found = {
        (fact, item): (worth, error)
        for fact, item, worth, error in sampler_of(evaluation).questions()
    }
    assert asked.keys() == found.keys()
    for key, (worth, error) in found.items():
        # The engine puts each answer into the same draws, so most of the error is the sampler's.
        bound = 5 * error * math.sqrt(1 + SIZE / ASKED) + 0.01
        assert abs(asked[key] - worth) <= bound, (key, asked[key], worth)
