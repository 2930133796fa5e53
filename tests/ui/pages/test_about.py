"""The page About the numbers: one tab at a time is made."""

from __future__ import annotations

import pytest

from tests.ui.conftest import Open, texts

TABS = ["Evidence", "Method", "Model"]


@pytest.mark.parametrize("tab", TABS)
def test_only_the_tab_that_is_open_is_made(open_app: Open, tab: str) -> None:
    app = open_app("about")
    app.session_state["tab.about"] = tab
    app.run()
    assert [one.label for one in app.tabs][:3] == TABS
    made = [one for one in app.tabs[:3] if len(one.children)]
    assert [one.label for one in made] == [tab]
    assert texts(app)
