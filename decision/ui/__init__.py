"""The Streamlit front end: it fetches, calls and shows; it computes nothing."""

import gc

# What the first page loads stays for as long as the server runs. Looking through all of it for
# garbage, again and again as it grows, is a fifth of the time that loading it takes.
gc.set_threshold(20_000, 20, 20)
