"""A model's text checked, and the line of a fault quoted."""

from __future__ import annotations

import pytest

import decision
from decision.errors import Fault
from decision.ui.model.check import NAME, WIDEST, checked, excerpt


def test_a_sound_text_gives_its_model_and_what_is_odd_in_it() -> None:
    text = decision.shipped("criteria.yaml").read_text("utf-8")
    found = checked(text)
    assert found.model == decision.load_model(decision.shipped("criteria.yaml"))
    assert (found.text, found.faults) == (text, ())
    odd = text.rstrip() + "\n  unused: {says: Nothing rests on it, by: nobody, kind: opinion}\n"
    (warning,) = checked(odd).faults
    assert (warning.severity, warning.file) == ("warning", NAME)
    assert "unused" in odd.splitlines()[warning.line - 1]
    assert checked(odd).model is not None


def test_a_faulty_text_gives_no_model_and_every_fault_in_order() -> None:
    found = checked("title: T\ncolour: blue\nshape: round\n")
    assert found.model is None
    lines = [fault.line for fault in found.faults]
    assert {2, 3} <= set(lines)
    assert all(fault.severity == "error" for fault in found.faults)


def at(line: int, column: int) -> Fault:
    return Fault("it", line, column, "error", "")


def test_a_line_is_quoted_between_its_neighbours_with_a_mark_below() -> None:
    text = "\n".join(f"line {number}" for number in range(1, 12))
    assert excerpt(text, at(10, 6)).splitlines() == [
        "   9 │ line 9",
        "▸ 10 │ line 10",
        "     │      ▲",
        "  11 │ line 11",
    ]


def test_a_long_line_is_quoted_by_the_part_that_matters() -> None:
    text = "a" * 5000 + "HERE" + "b" * 5000
    line, mark = excerpt(text, at(1, 5001)).splitlines()
    assert len(line) < WIDEST + 10
    assert line[mark.index("▲") :].startswith("HERE")


def test_what_cannot_be_seen_is_marked() -> None:
    quote = excerpt("a\u202eb\tc\0d", at(1, 1))
    assert "a\N{REPLACEMENT CHARACTER}b→c\N{REPLACEMENT CHARACTER}d" in quote


@pytest.mark.parametrize(("line", "column"), [(1, 1), (99, 99), (0, 0), (2, 1)])
def test_a_place_past_the_end_is_quoted_at_the_end(line: int, column: int) -> None:
    assert excerpt("a: 1\n", at(line, column)).count("▲") == 1
    assert excerpt("", at(line, column)).splitlines()[0] == "▸ 1 │"


def test_line_numbers_are_those_of_the_check_whatever_ends_a_line() -> None:
    for end in ("\n", "\r\n", "\r"):
        text = end.join(["title: T", "", "colour: blue", ""])
        fault = next(f for f in checked(text).faults if "colour" in f.message)
        assert "▸ 3 │ colour: blue" in excerpt(text, fault)
