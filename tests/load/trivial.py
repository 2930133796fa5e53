"""What the workshop is compared with: one slider, and one button that appends to a list."""

import streamlit as st


@st.cache_resource
def kept() -> list[int]:
    return []


@st.fragment(run_every=2)
def watched() -> None:
    st.markdown(f"{len(kept())} kept")


if st.query_params.get("watch"):
    watched()
else:
    value = st.slider("Points", 0, 100, 50, step=5, key="points")
    if st.button("Send", key="send"):
        kept().append(value)
        st.session_state["sent"] = st.session_state.get("sent", 0) + 1
    if "sent" in st.session_state:
        st.title(f"Kept {st.session_state['sent']}")
