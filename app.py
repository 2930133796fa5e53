"""The pages of the app, in order. Run it with `streamlit run app.py` or `decision app`."""

import streamlit as st

from decision.ui import assets, frame

frame.run(
    {
        "Your case": [
            st.Page(assets.page("site"), title="Your site", default=True),
            st.Page(assets.page("weights"), title="What matters", url_path="weights"),
            st.Page(assets.page("result"), title="Result", url_path="result"),
            st.Page(assets.page("change"), title="What would change it", url_path="change"),
        ],
        "For the board": [
            st.Page(assets.page("pack"), title="Board pack", url_path="pack"),
            st.Page(assets.page("record"), title="Record", url_path="record"),
        ],
        "With others": [
            st.Page(assets.page("workshop"), title="Workshop", url_path="workshop"),
            st.Page(assets.page("compare"), title="Compare", url_path="compare"),
        ],
        "Background": [
            st.Page(assets.page("about"), title="About the numbers", url_path="about"),
        ],
    },
    beside=[
        st.Page(assets.page("screen"), title="Room screen", url_path="screen"),
        st.Page(assets.page("guide"), title="Guide", url_path="guide"),
    ],
)
