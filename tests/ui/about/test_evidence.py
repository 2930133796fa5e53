"""The evidence and its filters."""

from __future__ import annotations

from decision.model.decision_model import DecisionModel
from decision.model.evidence_uses import uses
from tests.ui.conftest import NEEDY, Open, texts


def test_each_filter_of_the_evidence_leaves_out_what_does_not_fit(
    open_app: Open, shipped_model: DecisionModel
) -> None:
    entries, used = shipped_model.evidence, uses(shipped_model)
    kept = set(entries)

    def shows() -> None:
        said = texts(app)
        assert f"{len(kept)} of {len(entries)} fit" in said
        for name, entry in entries.items():
            assert (entry.says in said) == (name in kept), name

    app = open_app("evidence")
    shows()
    app.multiselect("in.evidence.kind").set_value(["regulation", "guidance"]).run()
    kept = {name for name in kept if entries[name].kind in ("regulation", "guidance")}
    shows()
    fewer = {name for name in kept if any(use.criterion == "hcpc-cpd" for use in used[name])}
    app.selectbox("in.evidence.criterion").set_value("hcpc-cpd").run()
    assert 0 < len(fewer) < len(kept)
    kept = fewer
    shows()
    app.selectbox("in.evidence.criterion").set_value(None).run()
    app.multiselect("in.evidence.kind").set_value([]).run()
    app.selectbox("in.evidence.option").set_value("partnership").run()
    kept = {name for name in entries if any(use.option == "partnership" for use in used[name])}
    assert 0 < len(kept) < len(entries)
    shows()


def test_one_entry_is_not_called_many(open_app: Open) -> None:
    only = NEEDY.model_copy(update={"evidence": {"e": NEEDY.evidence["e"]}})
    assert "1 entry: 1 opinion." in texts(open_app("evidence", model=only))
