"""The pages of the app, in order. Run it with `streamlit run app.py` or `decision app`."""

import streamlit as st

from decision.ui import frame
from decision.ui.pages import HERE

frame.run(
    [
        st.Page(HERE / "site.py", title="Your site", url_path="site", default=True),
        st.Page(HERE / "weights.py", title="What matters", url_path="weights"),
        st.Page(HERE / "result.py", title="Result", url_path="result"),
        st.Page(HERE / "change.py", title="What would change it", url_path="change"),
        st.Page(HERE / "sites.py", title="Several sites", url_path="sites"),
        st.Page(HERE / "evidence.py", title="Evidence", url_path="evidence"),
        st.Page(HERE / "method.py", title="Method", url_path="method"),
    ]
)
