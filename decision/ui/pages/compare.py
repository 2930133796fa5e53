"""Compare: two views of one site, several sites, and the other side's case."""

from __future__ import annotations

import streamlit as st

from decision.ui.compare import other_side, several_sites, two_views
from decision.ui.widgets import display


def page() -> None:
    st.title("Compare")
    sections = {
        "Two views": two_views.section,
        "Several sites": several_sites.section,
        "The other side": other_side.section,
    }
    display.tabs("compare", sections)


page()
