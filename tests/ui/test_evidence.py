"""The evidence and its filters."""

from __future__ import annotations

from .conftest import NEEDY, Open, texts


def test_evidence_can_be_filtered(open_app: Open) -> None:
    app = open_app("evidence")
    every = app.caption[-1].value if not app.caption else texts(app)
    app.multiselect("in.evidence.kind").set_value(["regulation"]).run()
    assert "3 of 84 shown" in texts(app)
    app.selectbox("in.evidence.criterion").set_value("hcpc-cpd").run()
    assert texts(app) != every


def test_one_entry_is_not_called_many(open_app: Open) -> None:
    only = NEEDY.model_copy(update={"evidence": {"e": NEEDY.evidence["e"]}})
    assert "1 entry: 1 opinion." in texts(open_app("evidence", model=only))
