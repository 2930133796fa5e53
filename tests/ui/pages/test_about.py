"""The page About the numbers: one tab at a time is made."""

from __future__ import annotations

import pytest

from tests.ui.conftest import Open, texts

TABS = ["Evidence", "Method", "Model", "Weights"]


@pytest.mark.parametrize("tab", TABS)
def test_only_the_tab_that_is_open_is_made(open_app: Open, tab: str) -> None:
    app = open_app("about")
    app.session_state["tab.about"] = tab
    app.run()
    tabs = [one for one in app.tabs if one.label in TABS]
    assert [one.label for one in tabs] == TABS
    assert [one.label for one in tabs if len(one.children)] == [tab]
    assert texts(app)
