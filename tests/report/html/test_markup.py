"""Text as HTML: whatever a file says stays text."""

from __future__ import annotations

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision.report.html import markup
from decision.report.html.markup import said
from decision.wording.text import one_line


@pytest.mark.parametrize(
    "harm",
    ["\x00", "\x07", "\x1b", "\x85", "\u202e", "\u2066", "\u200f", "\u2028", "\ufeff", "\ud800"],
)
def test_a_character_that_does_something_is_left_out(harm: str) -> None:
    assert one_line(f"a{harm}b") in ("ab", "a b")
    assert said(f"<{harm}b>") in ("&lt;b&gt;", "&lt; b&gt;")


def test_an_endless_text_is_cut() -> None:
    assert len(markup.said("x" * 100_000)) == markup.LONGEST
    assert markup.short("y" * 100_000).endswith("…")


@given(st.text())
def test_any_text_survives_escaping_and_reading_back(text: str) -> None:
    escaped = said(text)
    assert html.unescape(escaped) == one_line(text)
    assert not set("<>\"'") & set(escaped)
    escaped.encode()
