"""The words of a comparison: figures told apart, reasons as the end of a sentence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision.history.wording import because, moved
from decision.wording.numbers import figures
from tests.history.test_changes import told
from tests.strategies import THOUSAND


@THOUSAND
@given(
    st.floats(0, 1000).map(lambda value: round(value, 2)),
    st.floats(0, 1000).map(lambda value: round(value, 2)),
)
def test_two_figures_told_apart_are_read_back_as_they_are(before: float, after: float) -> None:
    first, second = figures(before, after)
    assert (first == second) == (before == after)
    decimals = max(len(text.partition(".")[2]) for text in (first, second))
    for text, value in ((first, before), (second, after)):
        assert abs(float(text.replace(",", "")) - value) <= 0.5 * 10 ** -max(decimals, 1) + 1e-9
    if before != after:
        rose = float(second.replace(",", "")) > float(first.replace(",", ""))
        assert moved(before, after).startswith("rose" if rose else "fell")


@pytest.mark.parametrize(
    ("reason", "end"),
    [
        ("Because it grew.", ", because it grew"),
        ("HR confirms it", ", because HR confirms it"),
        ("An owner is named.", ", because an owner is named"),
        ("...", ""),
        ("", ""),
    ],
)
def test_a_reason_ends_a_sentence(reason: str, end: str) -> None:
    assert because(reason) == end


def test_outside_text_comes_out_on_one_line_and_short() -> None:
    long = "line one\n\nline two " + "x" * 5000
    for said in told(
        {}, {"notes": {"cover": long}, "decision": {"option": "stay", "because": long}}
    ):
        assert "\n" not in said
        assert len(said) < 500
