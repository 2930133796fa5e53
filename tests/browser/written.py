"""A page of texts, each made harmless, as the browser shows them: `streamlit run` starts it."""

from __future__ import annotations

import random

import streamlit as st

from decision.wording.text import plain

PIECES = [
    *"-+.!=:&()[]{}<>#|~$^*_`\\\"'/@%,;?1 ", "  ", " - ", "- ", "+ ", "1. ", "12) ", "---", "===",
    "->", "<-", "--", ">=", "<=", "~=", "...", "(c)", "www.x.uk", "http://x.uk", "a@x.uk",
    ":red[", "]", ":smile:", ":material/home:", ":blue-badge[x]", "&amp;", "&#42;", "<b>", "</b>",
    "<!--", "![a](b)", "[a](b)", "[^1]", "**", "__", "~~", "$x$", "$$", "# ", "> ", "| a |", "```",
    "word", "Out-of-hours", "e.g.", "A", "é", "“quoted”", "50%", "1.5", "x_y", "50:50", "= 3",
]  # fmt: skip


def texts(count: int = 400) -> list[str]:
    """Texts of every kind of sign, the same each time."""
    draw = random.Random(7)
    alone = [f"{before}{piece}{after}" for piece in PIECES for before in ("", "a ") for after in
             ("", " b")]  # fmt: skip
    mixed = ["".join(draw.choices(PIECES, k=draw.randint(2, 9))) for _ in range(count)]
    return [" ".join(text.split()) for text in alone + mixed if text.strip()]


def page() -> None:
    """Show each text as a paragraph."""
    for number, text in enumerate(texts()):
        with st.container(key=f"text-{number}"):
            st.markdown(plain(text))
    st.title("All shown")


if __name__ == "__main__":
    page()
