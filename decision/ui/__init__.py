"""The Streamlit front end: it fetches, calls and shows; it computes nothing."""
