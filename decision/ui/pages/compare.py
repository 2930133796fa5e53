"""Compare: two views of one site, several sites, and the other side's case."""

from __future__ import annotations

import streamlit as st

from decision.ui.compare import other_side, several_sites, two_views
from decision.ui.state import session

SECTIONS = {
    "Two views of one site": two_views.section,
    "Several sites": several_sites.section,
    "The other side’s case": other_side.section,
}


def page() -> None:
    st.title("Compare")
    shown = session.seed_key("tab.compare", next(iter(SECTIONS)))
    tabs = st.tabs(list(SECTIONS), key=shown, on_change="rerun")
    for tab, show in zip(tabs, SECTIONS.values(), strict=True):
        with tab:
            if tab.open:
                show()


page()
