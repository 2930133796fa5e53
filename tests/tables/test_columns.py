"""One criterion of a table: its value function and its weight; the rest is in test_to_model."""

from __future__ import annotations

import pytest

from decision.tables.columns import Column, Reader, weights_of
from decision.tables.grid import Grid, GridCell


def shares(*texts: str) -> tuple[list[float], Reader]:
    reader = Reader(Grid("t", None, ()))
    columns = [
        Column(GridCell("C", 1, at), {"weight": GridCell(text, 2, at)}, ())
        for at, text in enumerate(texts, start=2)
    ]
    return weights_of(reader, columns), reader


@pytest.mark.parametrize(
    ("texts", "points", "scaled"),
    [
        (("60%", "40%"), [60, 40], False),
        (("0.6", "0.3"), [100, 50], True),
        (("250", "0"), [100, 0], True),
        (("100", "2.5"), [100, 2.5], False),
    ],
)
def test_weights_are_swing_points_of_at_most_100(
    texts: tuple[str, ...], points: list[float], scaled: bool
) -> None:
    found, reader = shares(*texts)
    assert found == pytest.approx(points)
    assert any("are scaled" in note for note in reader.notes) is scaled


def test_a_weight_has_no_range() -> None:
    _, reader = shares("3–5", "2")
    assert [fault.message for fault in reader.faults] == [
        "cell B2 says 3–5; a weight is one number, 0 or more"
    ]
