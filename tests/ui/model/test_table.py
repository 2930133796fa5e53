"""A pasted or dropped table becomes the open model; the open model goes out as one."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

import decision
from decision.files.shipped import example_models
from decision.model.case import Case
from decision.tables.from_model import as_csv, as_xlsx
from decision.ui.model import table
from decision.ui.state.session import Work
from tests.ui.conftest import Open, go, texts

LEVEL = next(
    iter(decision.load_model(decision.shipped("criteria.yaml")).facts["digital-readiness"].answers)
)
TABLE = "Criterion,Weight,Acme,Bolt\nSpeed,60,80,50\nCost (£k; lower is better),40,5,3\n"


@pytest.fixture
def app(open_app: Open) -> AppTest:
    return open_app("model", Case(answers={"digital-readiness": LEVEL}))


def test_a_pasted_table_is_open_in_two_steps_and_the_case_before_is_offered(app: AppTest) -> None:
    app.text_area(table.AREA).set_value(TABLE).run()
    assert "Rows are criteria (2); columns are options (2)." in texts(app)
    app.button("table.use").click().run()
    assert not app.exception
    work: Work = app.session_state["work"]
    assert list(work.model.options) == ["acme", "bolt"]
    assert work.is_empty
    assert app.button("undo") is not None
    for page in ("site", "weights", "result", "change", "pack", "record", "compare", "about"):
        go(app, page)
        assert not app.exception
        assert not [one for one in app.error if "went wrong" in one.value]


def test_a_table_that_is_not_understood_is_told_by_cell_and_opens_nothing(app: AppTest) -> None:
    app.text_area(table.AREA).set_value(TABLE.replace("80", "fast")).run()
    assert [one.value for one in app.error] == [
        "Cell C2 says \\`fast\\`, which is no number; write a plain number such as 75"
    ]
    assert not [one for one in app.button if one.key == "table.use"]


def test_a_dropped_workbook_is_read_like_a_paste(app: AppTest) -> None:

    model = decision.load_model(example_models()["offices"])
    for name, data in (("t.xlsx", as_xlsx(model)), ("t.csv", as_csv(model))):
        app.file_uploader(table.FILE).set_value((name, data, "text/csv")).run()
        assert not app.exception
        assert not app.error
        app.button("table.use").click().run()
        work: Work = app.session_state["work"]
        assert work.model.title == model.title


def test_what_a_table_leaves_out_of_the_open_model_is_said(app: AppTest) -> None:
    assert "A table can't hold the questions about a site" in texts(app)
