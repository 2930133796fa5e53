"""The blocks of a paper: what is long is cut, and options stand in parts that fit a page."""

from __future__ import annotations

from decision.report.paper.blocks import (
    LONG_NAME,
    LONG_TEXT,
    Heading,
    Table,
    rewritten,
    shortener,
    side_by_side,
)


def test_a_long_name_is_cut_wherever_it_stands_and_an_endless_text_too() -> None:
    name = "long " * 50
    said = shortener([name, "short"])
    assert len(said(f"Of {name}, short.")) < LONG_NAME + 20
    assert said("y" * 2 * LONG_TEXT).endswith("… (cut here)")
    head = rewritten(Heading("z" * 900), said)
    assert isinstance(head, Heading)
    assert len(head.text) == 200
    table = rewritten(Table("", ("", ""), ((name, "short"),), (0.5, 0.5)), said)
    assert isinstance(table, Table)
    assert len(str(table.rows[0][0])) <= LONG_NAME


def test_many_options_stand_in_parts_of_much_the_same_size() -> None:
    assert [len(part) for part in side_by_side("abcdefg")] == [4, 3]
    assert [len(part) for part in side_by_side("abc")] == [3]
