"""The file of a table."""

from __future__ import annotations

from pathlib import Path

import pytest

from decision.errors import ModelError
from decision.tables.table_file import read_bytes, read_table


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"\x89PNG\r\n", "this is a picture; give an .xlsx or .csv file"),
        (b"a,b\n1,\xff\n", "save as UTF-8"),
        (b'a,"b\n1,2\n', "close every quote"),
        (b"a,b\x00\n", "delete it"),
    ],
)
def test_what_is_no_table_is_refused_with_its_reason(data: bytes, says: str) -> None:
    with pytest.raises(ModelError, match=says):
        read_bytes(data, "t.csv")


def test_a_file_that_is_not_there_says_so(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="there is no such file"):
        read_table(tmp_path / "none.csv")
