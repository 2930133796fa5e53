"""An open workshop and a complete case, for the parts of the facilitator's page."""

from __future__ import annotations

import pytest

from decision import examples, load_case
from decision.model.case import Case
from decision.model.decision_model import DecisionModel
from decision.serving.open_workshop import Held
from tests.ui.rooms import held_open


@pytest.fixture
def case(shipped_model: DecisionModel) -> Case:
    return load_case(examples()["invented-complete"], shipped_model)


@pytest.fixture
def held(shipped_model: DecisionModel) -> Held:
    return held_open(shipped_model)
