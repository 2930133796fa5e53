"""The page Compare: one tab at a time is made."""

from __future__ import annotations

import pytest

from tests.ui.conftest import Open, texts

TABS = ["Two views", "Several sites", "The other side"]


@pytest.mark.parametrize("tab", TABS)
def test_only_the_tab_that_is_open_is_made(open_app: Open, tab: str) -> None:
    app = open_app("compare")
    app.session_state["tab.compare"] = tab
    app.run()
    assert [one.label for one in app.tabs] == TABS
    made = [one for one in app.tabs if len(one.children)]
    assert [one.label for one in made] == [tab]
    assert texts(app)
