"""The cases by which the one file proves a browser: figures of this engine, of any model, small."""

from __future__ import annotations

import json

import pytest

from decision import evaluate
from decision.report.html import proof
from decision.report.html.proof import CASES, proof_cases
from tests.report.html.node import called
from tests.report.html.random_cases import models

MODELS = models()


@pytest.mark.parametrize("name", ["shipped", "measured"])
def test_the_script_proves_every_case_and_refuses_a_wrong_figure(name: str) -> None:
    cases = proof_cases(MODELS[name])
    assert called(MODELS[name], [("prove", one) for one in cases]) == [True] * CASES
    wrong = []
    for one in cases[:3]:
        expect = one["expect"]
        wrong += [
            one | {"expect": expect | {"verdict": "no word"}},
            one | {"expect": expect | {"leader": "nobody"}},
            one | {"expect": expect | {"margin": expect["margin"] + 1e-8}},
            one | {"expect": expect | {"margin": None}},
            one | {"expect": expect | {"probability": expect["probability"] - 1e-8}},
            one | {"expect": expect | {"totals": [50] * len(expect["totals"])}},
        ]
    assert called(MODELS[name], [("prove", one) for one in wrong]) == [False] * len(wrong)


def test_the_figures_are_those_of_the_engine() -> None:
    one = proof_cases(MODELS["shipped"])[1]
    head = evaluate(MODELS["shipped"], one["case"]).to_dict()["headline"]
    assert (head["leader"], head["verdict"]) == (one["expect"]["leader"], one["expect"]["verdict"])
    assert head["margin"] == pytest.approx(one["expect"]["margin"], abs=1e-9)


def test_they_are_small_and_of_several_words() -> None:
    cases = proof_cases(MODELS["shipped"])
    assert len(json.dumps(cases, separators=(",", ":"))) < 25_000
    assert len({one["expect"]["verdict"] for one in cases}) >= 3
    assert len({one["expect"]["leader"] for one in cases}) >= 2


def test_they_are_made_once_and_again_alike() -> None:
    first = proof_cases(MODELS["offices"])
    assert proof_cases(MODELS["offices"]) is first
    proof_cases(MODELS["measured"])  # takes its place
    assert proof._kept.keys() == {MODELS["measured"].fingerprint}
    assert proof_cases(MODELS["offices"]) == first
