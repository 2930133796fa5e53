"""Guide: the pages that travel with the package, for reading beside the app."""

from __future__ import annotations

import re

import streamlit as st

from decision.ui import assets
from decision.ui.state import session

# A long command wraps: a block that scrolls sideways can't be reached by keyboard.
STYLE = """<style>
.st-key-guide pre code { white-space: pre-wrap !important; overflow-wrap: anywhere }
.st-key-guide h2 { font-size: 1.9rem; font-weight: 700 }
</style>"""

# In the order in which a reader is likely to need them. The first is shown at first.
NAMES = (
    "twenty-minutes",
    "workshop",
    "board-pack",
    "own-question",
    "tables",
    "keyboard-and-screen-readers",
    "for-it",
    "for-information-governance",
    "hosting",
    "commands",
    "python",
    "speed",
)


def page() -> None:
    st.title("Guide")
    texts = {name: (assets.GUIDE / f"{name}.md").read_text("utf-8") for name in NAMES}
    name = st.radio(
        "What do you want to read?",
        NAMES,
        format_func=lambda name: title_of(texts[name]),
        key=session.seed("guide.page", NAMES[0]),
    )
    st.html(STYLE)
    with st.container(key="guide"):
        st.markdown(for_the_app(texts[name]))


def title_of(text: str) -> str:
    """Return the title of a guide page: its first line, without the mark of a heading."""
    return text.partition("\n")[0].removeprefix("# ")


def for_the_app(text: str) -> str:
    """Return a guide page as it stands under the title of the app's page.

    Headings go one level down, except in blocks of code; links to other pages become their names.
    """
    parts = re.split(r"(?ms)(^ *```.*?^ *```$)", text)
    for place in range(0, len(parts), 2):
        lowered = re.sub(r"(?m)^(#+ )", r"#\1", parts[place])
        parts[place] = re.sub(r"\[([^\]]+)\]\([\w-]+\.md\)", r"*\1*", lowered)
    return "".join(parts)


page()
