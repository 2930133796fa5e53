"""The engine in JavaScript gives what the one in Python gives: to the bit, but for sums' last bits.

All 2,000 cases: `python -m tests.report.html.compare_engines`.
"""

from __future__ import annotations

import math
from random import Random

import numpy as np
import pytest

from decision.evaluation.score_draws import Drawing, _triangular
from decision.evaluation.scores import score_table
from decision.evaluation.weights import shares
from decision.numeric import DRAWS, SEED
from tests.report.html.compare_engines import LARGEST, Compared, compare, in_node, kind_of, values
from tests.report.html.node import called
from tests.report.html.random_cases import cases, models
from tests.shipped_model import MODEL
from tests.strategies import made, problem

MODELS = models()
CASES = 25  # of each model


def within(found: dict[str, Compared]) -> None:
    for kind, one in found.items():
        assert one.largest <= LARGEST[kind], f"{kind}: {one.where}"


@pytest.mark.parametrize("name", MODELS)
def test_random_cases_come_out_alike(name: str) -> None:
    given = list(cases(MODELS[name], 1, CASES))
    found = compare(MODELS[name], given, in_node(MODELS[name], given))
    within(found)
    # To the bit: what is stated, and what the draws make of it.
    assert not any(found[kind].unequal for kind in ("scores", "totals", "probabilities"))
    assert found["sentences"].count > 5 * CASES


def test_small_models_come_out_alike() -> None:
    """Where at times nothing can be chosen, one course alone, or all are level."""
    chance = Random(7)
    for _ in range(15):
        model, case = problem(chance.randbytes(500))
        given = [{}, case]
        within(compare(made(model), given, in_node(made(model), given)))


def test_cases_come_out_alike_without_a_compiler() -> None:
    """Hardened browsers switch off the one that makes machine code while a script runs."""
    given = list(cases(MODEL, 2, 3))
    within(compare(MODEL, given, in_node(MODEL, given, ["--jitless"])))


def test_an_answer_changed_back_gives_what_it_gave_before() -> None:
    """What is kept from one case to the next never stands for another."""
    chance = Random(3)
    given = list(cases(MODEL, 3, 4))
    again = [chance.choice(given) for _ in range(12)]
    fresh = {repr(case): called(MODEL, [("evaluate", case)]) for case in given}
    for case, kept in zip(
        again, called(MODEL, [("evaluate", case) for case in again]), strict=True
    ):
        assert [kept] == fresh[repr(case)]


def test_sums_are_rounded_once() -> None:
    chance = Random(5)
    lists = [[], [1, 1e100, 1, -1e100], [1e-16, 1, 1e16], [0.1] * 10]
    for _ in range(500):
        size = chance.randint(1, 40)
        numbers = [chance.uniform(-1, 1) * 10 ** chance.randint(-18, 18) for _ in range(size)]
        halves = [chance.choice((1, 2.0**53, 0.5, -(2.0**53), 2.0**-60)) for _ in range(size)]
        lists += [numbers, halves, [*numbers, *(-one for one in numbers[1:])]]
    found = called(MODEL, [("fsum", one) for one in lists])
    assert [float(one) for one in found] == [math.fsum(one) for one in lists]


def test_percentiles_are_those_of_numpy() -> None:
    chance = Random(6)
    lists = [
        [chance.choice((0.0, 1.0, round(chance.gauss(0, 9), 2))) for _ in range(size)]
        for size in (1, 2, 3, 19, 20, 21, 500, 501)
    ]
    for part in (0.05, 0.5, 0.95):
        found = called(MODEL, [("percentiles", one, [part]) for one in lists])
        assert found == [[float(np.percentile(one, 100 * part))] for one in lists]


def test_random_numbers_are_those_of_numpy() -> None:
    drawing = Drawing(score_table(MODEL), DRAWS, SEED)
    name, option = "hcpc-cpd", "digital"
    cell = f"cell/{name}/{option}"
    fact = next(iter(MODEL.facts))
    found = called(
        MODEL,
        [
            ("uniform", cell),
            ("triangular", 5, 17.5, 90, cell),
            *(("integers", f"fact/{fact}", count) for count in (1, 2, 3, 7, 1000)),
            ("coins", f"dispute/{fact}"),
        ],
    )
    uniform, triangular, *integers, coins = ([*one.values()] for one in found)
    assert uniform == drawing._stream("cell", name, option).random(DRAWS).tolist()
    assert triangular == _triangular(SEED, ("cell", name, option), 5, 17.5, 90, DRAWS).tolist()
    for count, drawn in zip((1, 2, 3, 7, 1000), integers, strict=True):
        assert drawn == drawing._stream("fact", fact).integers(count, size=DRAWS).tolist()
    assert coins == (drawing._stream("dispute", fact).random(DRAWS) < 0.5).tolist()


def test_a_number_that_is_drawn_again_for_fairness_is_drawn_again() -> None:
    """Of a count that does not divide 2³² some numbers are refused; large counts show it."""
    drawing = Drawing(score_table(MODEL), DRAWS, SEED)
    fact = next(iter(MODEL.facts))
    (found,) = called(MODEL, [("integers", f"fact/{fact}", 60_000)])
    assert [*found.values()] == drawing._stream("fact", fact).integers(60_000, size=DRAWS).tolist()


@pytest.mark.parametrize("largest", [1e300, 1e-300, 5e-324, 1, 100, 2**-40, 0.1])
def test_weights_of_any_size_give_their_shares(largest: float) -> None:
    model = made(
        {
            "title": "T",
            "options": {"a": {"name": "A"}, "b": {"name": "B"}},
            "criteria": {
                name: {"name": name, "weight": 1, "scores": {"a": 1, "b": 2}} for name in "xyz"
            },
        }
    )
    points = {"x": largest, "y": largest / 3, "z": 0}
    assert called(model, [("sharesOf", points)]) == [shares(points)]


def test_every_value_of_a_document_is_of_a_kind() -> None:
    assert kind_of("explanation/0", "A sentence.") == "sentences"
    assert kind_of("headline/because/0", "A sentence.") == "sentences"
    assert kind_of("headline/probability", 1.0) == "probabilities"
    assert kind_of("robustness/what_ifs/a/margin", 1.0) == "what would change it"
    assert kind_of("courses/a/low", 1.0) == "ranges"
    assert kind_of("options/a/rank", 1) == "other numbers"
    assert dict(values({"a": [{"b": None}]})) == {"a/length": 1, "a/0/b": None}
