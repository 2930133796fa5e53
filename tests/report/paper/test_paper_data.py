"""What every part of a paper starts from."""

from __future__ import annotations

import datetime as dt

from decision.report.paper import (
    paper_data,
)


def test_a_day_is_written_out_and_none_is_a_gap_to_fill() -> None:
    assert paper_data.on(dt.date(2026, 5, 1)) == "1 May 2026"
    assert paper_data.on(None) is None
