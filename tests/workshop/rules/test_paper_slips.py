"""Slips of paper become weights by rank, and what is wrong with one is said."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision.evaluation.weights import rank_order_centroid, shares
from decision.workshop.errors import BallotError
from decision.workshop.rules.paper_slips import numbered, read_slip, slip_weights

SIXTEEN = [f"c{number}" for number in range(1, 17)]


@pytest.mark.parametrize(
    "text",
    [
        "3 7 1 12 4",
        "3,7,1,12,4",
        " 3 > 7 > 1 > 12 > 4 ",
        "3; 7; 1; 12; 4",
        "03 7. 1) 12 4\n",
        "３ ７ １ １２ ４",
    ],
)
def test_a_slip_is_read_however_it_is_typed(text: str) -> None:
    assert read_slip(text, SIXTEEN) == ["c3", "c7", "c1", "c12", "c4"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "should be 5 numbers, and there are none"),
        ("3", "and there is 1"),
        ("3 7 1 12", "and there are 4"),
        ("3 7 1 12 4 5", "and there are 6"),
        ("3 7 1 3 4", "3 is there twice"),
        ("3 7 1 17 4", "`17` is not the number of a criterion; they run from 1 to 16"),
        ("3 7 1 0 4", "`0` is not"),
        ("3 7 1 -2 4", "`-2` is not"),
        ("3 7 1 2.5 4", "`2.5` is not"),
        ("3 7 one 2 4", "`one` is not"),
        ("3 7 1 99999999999999999999 4", "is not the number"),
        ("٣ 7 1 2 4", "is not the number"),
        ("=cmd|x!A0 1 2 3 4", "is not the number"),
        pytest.param("1 " * 100_000, "too long", id="long"),
    ],
)
def test_what_is_wrong_with_a_slip_is_said(text: str, message: str) -> None:
    with pytest.raises(BallotError, match=message) as caught:
        read_slip(text, SIXTEEN)
    assert len(str(caught.value)) < 200


def test_the_printed_numbers_are_those_that_are_read() -> None:
    printed = numbered(SIXTEEN)
    assert len(printed) == 16
    for first in range(1, 13):
        few = range(first, first + 5)
        slip = " ".join(map(str, few))
        assert read_slip(slip, SIXTEEN) == [printed[number] for number in few]


def test_fewer_criteria_than_a_slip_asks_for_are_all_wanted() -> None:
    assert read_slip("2 1 3", ["a", "b", "c"]) == ["b", "a", "c"]
    with pytest.raises(BallotError, match="should be 3 numbers"):
        read_slip("2 1", ["a", "b", "c"])
    with pytest.raises(BallotError, match="should be 1 number,"):
        read_slip("", ["a"])


@given(st.permutations(range(1, 17)), st.integers(1, 16))
def test_weights_are_rank_order_centroids_with_the_rest_tied_for_last(
    order: list[int], count: int
) -> None:
    criteria = SIXTEEN[:count]
    top = [number for number in order if number <= count][:5]
    found = slip_weights(" ".join(map(str, top)), criteria)
    rest = [name for name in criteria if int(name[1:]) not in top]
    expected = rank_order_centroid([*([f"c{each}"] for each in top), *([rest] if rest else [])])
    assert list(found) == criteria
    assert max(found.values()) == found[f"c{top[0]}"] == 100
    assert shares(found) == pytest.approx(expected)
    assert len({found[name] for name in rest}) <= 1
    ranked = [found[f"c{each}"] for each in top]
    assert ranked == sorted(ranked, reverse=True)
    assert all(found[name] < ranked[-1] for name in rest)
