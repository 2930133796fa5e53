"""A model as a table, and back."""

from __future__ import annotations

import csv
import io

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import decision
from decision.errors import ModelError
from decision.files.shipped import example_models, shipped
from decision.model.decision_model import DecisionModel
from decision.tables.from_model import as_csv, as_xlsx, from_frame, lost, table_of, to_frame
from decision.tables.table_file import read_bytes
from decision.tables.to_model import model_of

MODELS = {**example_models(), "shipped": shipped("criteria.yaml")}


@pytest.mark.parametrize("name", MODELS)
def test_a_model_comes_back_from_csv_xlsx_and_a_frame(name: str) -> None:
    model = decision.load_model(MODELS[name])
    backs = [model_of(read_bytes(make(model), "t")).model for make in (as_csv, as_xlsx)]
    for back in (*backs, from_frame(to_frame(model))):
        assert table_of(back) == table_of(model)
        assert back.title == model.title
        if name == "offices":  # a table holds all that its totals rest on
            totals = decision.evaluate(back).totals.values()
            assert list(totals) == pytest.approx(list(decision.evaluate(model).totals.values()))


NAMES = st.text(st.characters(codec="ascii", categories=("L", "N")), min_size=1, max_size=12)
POINTS = st.integers(0, 1000).map(lambda tenths: tenths / 10)


@st.composite
def models(draw: st.DrawFn) -> DecisionModel:
    """Models that a table can hold whole."""
    options = {f"o{at}": {"name": f"Option {at}"} for at in range(draw(st.integers(2, 5)))}
    criteria = {}
    for at in range(draw(st.integers(1, 6))):
        one: dict[str, object] = {"name": f"Criterion {at}", "weight": draw(POINTS)}
        values = {}
        measured = draw(st.booleans())
        for option in options:
            low, stated, high = sorted(draw(st.tuples(POINTS, POINTS, POINTS)))
            key = "amount" if measured else "score"
            ranged = {key: stated, "low": low, "high": high}
            values[option] = ranged if draw(st.booleans()) else stated
        if measured:
            ends = draw(st.sampled_from([(0, 100), (100, 0), (-5.5, 1e6)]))
            one |= {"measure": {"unit": "£k", "values": {ends[0]: 0, ends[1]: 100}}}
            one["amounts"] = values
        else:
            one["scores"] = values
        criteria[f"c{at}"] = one
    criteria["c0"]["weight"] = 100
    return DecisionModel.model_validate(
        {"title": "A question", "options": options, "criteria": criteria}
    )


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(models())
def test_what_a_table_can_hold_survives_the_way_there_and_back(model: DecisionModel) -> None:
    assert lost(model) == ()
    wanted = decision.evaluate(model).totals.values()
    for data in (as_csv(model), as_xlsx(model)):
        back = model_of(read_bytes(data, "t")).model
        assert table_of(back) == table_of(model)
        assert list(decision.evaluate(back).totals.values()) == pytest.approx(list(wanted))


def test_what_a_table_cannot_hold_is_listed() -> None:
    found = lost(decision.load_model(MODELS["shipped"]))
    assert "the questions about a site" in found
    assert "the evidence" in found
    bent = lost(decision.load_model(MODELS["forest-plans"]))
    assert any("more than two points" in one for one in bent)


def test_no_text_becomes_a_formula() -> None:
    model = DecisionModel.model_validate(
        {
            "title": "=1+1",
            "options": {"a": {"name": "=HYPERLINK(1)"}, "b": {"name": "@b"}},
            "criteria": {"c": {"name": "+c", "weight": 100, "scores": {"a": 50, "b": 60}}},
        }
    )
    rows = list(csv.reader(io.StringIO(as_csv(model).decode("utf-8-sig"))))
    assert not [cell for row in rows for cell in row if cell[:1] in ("=", "+", "@")]
    for data in (as_csv(model), as_xlsx(model)):
        assert table_of(model_of(read_bytes(data, "t")).model) == table_of(model)


def test_a_frame_the_other_way_round_and_with_holes() -> None:
    frame = pd.DataFrame(
        {"Speed": [60, 80, 20], "Care": [40, 20, None]}, index=["Weight", "A", "B"]
    )
    with pytest.raises(ModelError, match="cell C4 is empty"):
        from_frame(frame)
    frame.loc["B", "Care"] = 70
    model = from_frame(frame, "Which?")
    assert decision.evaluate(model).totals == {"a": pytest.approx(56), "b": pytest.approx(40)}
