"""The page of Python functions says what their docstrings say."""

from __future__ import annotations

import inspect

import decision
from tests.guide.api import PAGE, PARTS, page


def test_the_page_is_made_from_the_docstrings_of_now() -> None:
    assert PAGE.read_text("utf-8") == page(), "run `python -m tests.guide.api`"


def test_no_public_function_is_left_out() -> None:
    told = {one for functions in PARTS.values() for one in functions}
    public = {getattr(decision, name) for name in decision.__all__}
    assert {one for one in public if inspect.isfunction(one)} <= told
