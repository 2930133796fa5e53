"""Simulated sites: whole, of the model's own questions, and each the same from its number."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pytest

from decision.evaluation.scores import score_table
from decision.model.case_checks import misfits
from tests.shipped_model import MODEL
from tests.study.kinds import KINDS, SEED, questions, simulated


def ticks(kind: str, number: int) -> dict[str, int]:
    """How many ticks each checklist of a site has."""
    truth = simulated(MODEL, kind, number).truth
    return {name: sum(said.values()) for name, said in truth.items() if isinstance(said, Mapping)}


@pytest.mark.parametrize("kind", KINDS)
def test_a_site_answers_every_question_and_weighs_every_criterion(kind: str) -> None:
    site = simulated(MODEL, kind, 3)
    case = site.case()
    assert list(misfits(MODEL, case)) == []
    assert score_table(MODEL, case).open_facts == ()
    assert site.truth.keys() == MODEL.facts.keys()
    assert site.weights.keys() == MODEL.criteria.keys()
    assert site.weights["transition"] <= 20
    assert all(0 < weight <= 100 for weight in site.weights.values())


def test_a_site_is_the_same_from_its_number_alone() -> None:
    one = simulated(MODEL, "small", 5)
    assert one == simulated(MODEL, "small", 5)
    assert one.truth != simulated(MODEL, "small", 6).truth
    assert one.truth != simulated(MODEL, "small", 5, seed=SEED + 1).truth
    assert one.truth != simulated(MODEL, "large", 5).truth


def test_a_part_of_the_questions_makes_a_case_with_the_others_open() -> None:
    site = simulated(MODEL, "balanced", 0)
    assert site.case(()).answers == {}
    asked = (("team-now", None), ("vacancy", "successor"))
    case = site.case(asked)
    assert case.answers.keys() == {"team-now", "vacancy"}
    reading = score_table(MODEL, case).readings["vacancy"]
    truth = site.truth["vacancy"]
    assert isinstance(truth, Mapping)
    assert reading.items["successor"] == truth["successor"]
    assert reading.open_items == ("radiology-filled", "digital-filled")
    assert site.case(questions(MODEL)) == site.case()


def test_what_a_department_shows_follows_its_strength() -> None:
    def mean(kind: str, fact: str) -> float:
        return float(np.mean([ticks(kind, number)[fact] for number in range(60)]))

    assert mean("strong-radiology", "radiology-readiness") > 3
    assert mean("strong-radiology", "digital-readiness") < 1
    assert mean("strong-digital", "digital-service") > 2.2
    assert mean("strong-digital", "radiology-service") < 0.8
    assert mean("large", "size") > 2.5 > 1 > mean("small", "size")


def test_where_both_are_alike_they_show_nearly_the_same() -> None:
    def apart(kind: str) -> float:
        every = [ticks(kind, number) for number in range(60)]
        return float(
            np.mean([abs(one["radiology-readiness"] - one["digital-readiness"]) for one in every])
        )

    assert apart("balanced") < apart("many-specialties") / 2


def test_a_kind_is_what_it_says() -> None:
    for number in range(20):
        assert simulated(MODEL, "network", number).truth["elsewhere"] == "network-hosts"
        assert simulated(MODEL, "in-digital", number).truth["team-now"] == "digital"
        assert int(str(simulated(MODEL, "many-specialties", number).truth["specialties"])) >= 4
        driver = simulated(MODEL, "cost-driven", number).truth["driver"]
        assert isinstance(driver, Mapping)
        assert driver["saving-booked"]
