"""About the numbers: the evidence behind them, how they are computed, and the model's file."""

from __future__ import annotations

import streamlit as st

from decision.ui.about import evidence, method, model
from decision.ui.state import session

SECTIONS = {"Evidence": evidence.section, "Method": method.section, "Model": model.section}


def page() -> None:
    st.title("About the numbers")
    tabs = st.tabs(
        list(SECTIONS), key=session.seed_key("tab.about", next(iter(SECTIONS))), on_change="rerun"
    )
    for tab, show in zip(tabs, SECTIONS.values(), strict=True):
        with tab:
            if tab.open:
                show()


page()
