"""About the numbers: the evidence, how they are computed, the model's file, other weights."""

from __future__ import annotations

import streamlit as st

from decision.ui.about import evidence, method, model, weights
from decision.ui.state import session
from decision.ui.widgets import links

SECTIONS = {
    "Evidence": evidence.section,
    "Method": method.section,
    "Model": model.section,
    "Weights": weights.section,
}


def page() -> None:
    st.title("About the numbers")
    tabs = st.tabs(
        list(SECTIONS), key=session.seed_key("tab.about", next(iter(SECTIONS))), on_change="rerun"
    )
    for tab, show in zip(tabs, SECTIONS.values(), strict=True):
        with tab:
            if tab.open:
                show()
    links.next_page("See the result", "result", "next")


page()
