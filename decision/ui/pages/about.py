"""About the numbers: the evidence, how they are computed, the model's file, other weights."""

from __future__ import annotations

import streamlit as st

from decision.ui.about import evidence, method, model, weights
from decision.ui.widgets import display, links


def page() -> None:
    st.title("About the numbers")
    sections = {
        "Evidence": evidence.section,
        "Method": method.section,
        "Model": model.section,
        "Weights": weights.section,
    }
    display.tabs("about", sections)
    links.next_page("See the result", "result", "next")


page()
