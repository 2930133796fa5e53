"""A table as rows of text, with the place of each cell."""

from __future__ import annotations

import pytest

from decision.errors import ModelError
from decision.tables.grid import Grid, GridCell, grid_of, read_text


def texts(grid: Grid) -> list[list[str]]:
    return [[cell.text for cell in row] for row in grid.rows]


@pytest.mark.parametrize("between", [",", ";", "\t"])
def test_a_table_is_read_whatever_stands_between_its_cells(between: str) -> None:
    text = "\r\n".join(between.join(row) for row in (("", "Speed"), ("Weight", "3"), ("A", "70")))
    assert texts(read_text(text)) == [["", "Speed"], ["Weight", "3"], ["A", "70"]]


def test_a_line_above_the_headings_is_the_title() -> None:
    grid = read_text("Which supplier?\n,Speed\nWeight,3\nA,70\n")
    assert grid.title == "Which supplier?"
    assert grid.rows[0][1].place == "B2"


def test_empty_rows_and_columns_are_skipped_and_said() -> None:
    grid = read_text("a,,b\n,,\n1,,2\n3,,4\n,,\n")
    assert texts(grid) == [["a", "b"], ["1", "2"], ["3", "4"]]
    assert grid.notes == ("Empty row skipped: 2.", "Empty column skipped: 2.")
    assert [row[1].place for row in grid.rows] == ["C1", "C3", "C4"]


def test_a_cell_beyond_z_has_two_letters() -> None:
    assert [GridCell("", 1, at).place for at in (26, 27, 702, 703)] == ["Z1", "AA1", "ZZ1", "AAA1"]


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ([["a"] * 5] * 10_000, "reaches row 201; the limit is 200 rows"),
        ([["a"] * 500], "reaches column 500"),
        ([["", ""], [" "]], "is empty"),
        ([], "is empty"),
    ],
)
def test_what_is_too_large_or_empty_is_refused(rows: list[list[str]], says: str) -> None:
    with pytest.raises(ModelError, match=says):
        grid_of(rows, "t.csv")


def test_endless_empty_rows_end() -> None:
    assert len(grid_of([["a", "b"]] + [["", ""]] * 100_000, "t.csv").rows) == 1


def test_text_from_right_to_left_is_kept_and_what_turns_it_around_is_not() -> None:
    grid = read_text("\u05e9\u05dd,Speed\u202e\nWeight,1\n")
    assert texts(grid)[0] == ["\u05e9\u05dd", "Speed"]
