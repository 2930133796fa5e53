"""The model and the whole case that the tests of a history start from."""

from __future__ import annotations

import pytest

from decision import examples, load_case, load_model, shipped
from decision.model.case import Case
from decision.model.decision_model import DecisionModel
from tests.history.test_changes import MODEL
from tests.strategies import made


@pytest.fixture(scope="module")
def model() -> DecisionModel:
    return made(MODEL)


@pytest.fixture(scope="module")
def whole() -> tuple[DecisionModel, Case]:
    model = load_model(shipped("criteria.yaml"))
    return model, load_case(examples()["invented-complete"], model)
