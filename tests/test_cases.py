"""Worked examples with their published answers: tests/cases/NAME.criteria.yaml beside
NAME.expected.yaml, whose `source` says where the answers were published and whose
`confirmed` says what of that was read.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

import decision
from decision.evaluation.weights import rank_order_centroid

CASES = Path(__file__).parents[0] / "cases"
NAMES = sorted(path.name.removesuffix(".expected.yaml") for path in CASES.glob("*.expected.yaml"))


@pytest.fixture(params=NAMES)
def published(request: pytest.FixtureRequest) -> tuple[decision.DecisionModel, Any]:
    model = decision.load_model(CASES / f"{request.param}.criteria.yaml")
    return model, yaml.safe_load((CASES / f"{request.param}.expected.yaml").read_text("utf-8"))


def test_every_model_has_its_published_answers_and_they_name_their_source() -> None:
    models = {path.name.removesuffix(".criteria.yaml") for path in CASES.glob("*.criteria.yaml")}
    assert models == set(NAMES)
    for name in NAMES:
        said = yaml.safe_load((CASES / f"{name}.expected.yaml").read_text("utf-8"))
        assert said["source"]
        assert said["confirmed"]


def test_totals_shares_ranks_and_leader_are_those_published(
    published: tuple[decision.DecisionModel, Any],
) -> None:
    model, said = published
    evaluation = decision.evaluate(model)
    for option, total in said["totals"].items():
        assert evaluation.totals[option] == pytest.approx(total, abs=said["within"]), said["source"]
    for criterion, share in said.get("shares", {}).items():
        assert evaluation.standing.shares[criterion] == pytest.approx(share, abs=0.0005)
    ranks = said.get("ranks", {})
    assert {option: evaluation.standing.ranks[option] for option in ranks} == ranks, said["source"]
    assert evaluation.leader == said["leader"], said["source"]


SWITCHING = [
    (name, criterion, at)
    for name in NAMES
    for criterion, at in yaml.safe_load((CASES / f"{name}.expected.yaml").read_text("utf-8"))
    .get("switching", {})
    .items()
]


@pytest.mark.parametrize(("name", "criterion", "at"), SWITCHING)
def test_the_leader_changes_where_the_source_says(
    name: str, criterion: str, at: dict[str, Any]
) -> None:
    model = decision.load_model(CASES / f"{name}.criteria.yaml")
    for share, leader in (
        (at["share"] - at["within"], at["below"]),
        (at["share"] + at["within"], at["above"]),
    ):
        assert decision.evaluate(model, weights=one_way(model, criterion, share)).leader == leader


def one_way(model: decision.DecisionModel, criterion: str, share: float) -> dict[str, float]:
    """One criterion goes to a share; the others keep their proportions."""
    others = sum(entry.weight for name, entry in model.criteria.items() if name != criterion)
    rest = {name: entry.weight * (1 - share) / others for name, entry in model.criteria.items()}
    return rest | {criterion: share}


CENTROIDS = yaml.safe_load((CASES / "rank-order-centroid.yaml").read_text("utf-8"))["weights"]


@pytest.mark.parametrize("count", CENTROIDS)
def test_rank_order_centroid_weights_are_those_published(count: int) -> None:
    """Edwards and Barron (1994), Barron and Barrett (1996); the file says what was seen where."""
    table = CENTROIDS[count]
    given = rank_order_centroid([[str(place)] for place in range(count)])
    half = 0.5 * 10 ** -table["decimals"]
    assert list(given.values()) == pytest.approx(table["rounded"], abs=half * 1.001)
