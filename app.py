"""The pages of the app, in order. Run it with `streamlit run app.py` or `decision app`."""

import streamlit as st

from decision.ui import frame
from decision.ui.pages import HERE

frame.run(
    {
        "Your case": [
            st.Page(HERE / "site.py", title="Your site", default=True),
            st.Page(HERE / "weights.py", title="What matters", url_path="weights"),
            st.Page(HERE / "result.py", title="Result", url_path="result"),
            st.Page(HERE / "change.py", title="What would change it", url_path="change"),
        ],
        "For the board": [
            st.Page(HERE / "pack.py", title="Board pack", url_path="pack"),
            st.Page(HERE / "conduct.py", title="Conduct", url_path="conduct"),
            st.Page(HERE / "record.py", title="Record", url_path="record"),
        ],
        "The room": [
            st.Page(HERE / "workshop.py", title="Workshop", url_path="workshop"),
            st.Page(HERE / "screen.py", title="Room screen", url_path="screen"),
        ],
        "Background": [
            st.Page(HERE / "sites.py", title="Several sites", url_path="sites"),
            st.Page(HERE / "model.py", title="Model", url_path="model"),
            st.Page(HERE / "evidence.py", title="Evidence", url_path="evidence"),
            st.Page(HERE / "method.py", title="Method", url_path="method"),
        ],
    }
)
