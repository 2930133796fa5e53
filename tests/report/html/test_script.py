"""The script of the one file: every file of it is listed, and it reads its model as text."""

from __future__ import annotations

import re

from decision.report.html.script import ENGINE, FOLDER, PAGE, engine, page
from tests.report.html.node import called
from tests.shipped_model import MODEL
from tests.strategies import made


def test_no_file_is_left_out() -> None:
    assert {path.stem for path in FOLDER.glob("*.js")} <= {*ENGINE, *PAGE}


def test_the_script_of_the_page_holds_no_text_of_a_model() -> None:
    assert "PACS" not in page()
    assert "PACS" in engine(MODEL)


def test_no_function_is_written_twice() -> None:
    files = "".join(path.read_text("utf-8") for path in FOLDER.glob("*.js"))
    names = re.findall(r"^(?:async )?(?:function|class|const|let) (\w+)", files, re.M)
    assert len(names) > 300
    assert len(names) == len(set(names))


def test_it_runs_nothing_that_a_strict_policy_refuses() -> None:
    assert not re.search(
        r"\beval\(|new Function|innerHTML|document\.write|fetch\(|import\(", page()
    )


def test_an_id_may_be_a_name_that_javascript_uses() -> None:
    model = made(
        {
            "title": "T",
            "options": {"constructor": {"name": "One"}, "a": {"name": "Two"}},
            "criteria": {"c": {"name": "C", "weight": 1, "scores": {"constructor": 1, "a": 2}}},
        }
    )
    (read,) = called(model, [("bare", {"constructor": {"a": 1}})])
    assert read == {"constructor": {"a": 1}}
