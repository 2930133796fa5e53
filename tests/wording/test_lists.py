"""Lists as prose has them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision.wording.lists import first_three, listed, lowered


@pytest.mark.parametrize(
    ("parts", "said"),
    [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")],
)
def test_a_list_is_joined_as_prose_does(parts: list[str], said: str) -> None:
    assert listed(parts) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("A safety officer is named.", "a safety officer is named"),
        ("HCPC rules hold", "HCPC rules hold"),
    ],
)
def test_a_sentence_in_the_middle_of_another_starts_small_unless_it_may_not(
    text: str, said: str
) -> None:
    assert lowered(text) == said


@given(st.lists(st.text("abc", min_size=1), max_size=9))
def test_no_more_than_three_are_named_and_the_rest_are_counted(parts: list[str]) -> None:
    said = first_three(parts)
    if len(parts) <= 3:
        assert said == listed(parts)
    else:
        assert said == f"{parts[0]}, {parts[1]}, {parts[2]} and {len(parts) - 3} more"
