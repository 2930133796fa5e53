"""Templates are found beside the module, escape every value, and ask for nothing unknown."""

from __future__ import annotations

import subprocess
import sys

import pytest
from jinja2 import TemplateNotFound, UndefinedError

from decision.charts.chart import LIGHT
from decision.report.html.templates import render

SLIPS = {
    "palette": LIGHT,
    "title": "<b>&'",
    "crowded": False,
    "numbers": [1],
    "criteria": [],
    "places": ["first"],
    "roles": [],
    "another_role": False,
}


def test_every_value_is_escaped() -> None:
    assert "<title>Ballots: &lt;b&gt;&amp;&#39;</title>" in render("ballot_slips.html.j2", **SLIPS)


@pytest.mark.parametrize("left_out", SLIPS)
def test_a_value_that_is_not_given_is_an_error(left_out: str) -> None:
    given = {name: value for name, value in SLIPS.items() if name != left_out}
    with pytest.raises(UndefinedError, match=left_out):
        render("ballot_slips.html.j2", **given)


def test_only_files_beside_the_module_are_templates() -> None:
    for name in ("none.html.j2", "../questions.py"):
        with pytest.raises(TemplateNotFound):
            render(name)


@pytest.mark.parametrize("command", ["check", "evaluate"])
def test_a_command_that_makes_no_page_does_not_wait_for_jinja2(command: str) -> None:
    code = (
        "import sys; from decision.cli.parser import main; "
        f"main([{command!r}]); sys.exit('jinja2' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True).returncode == 0
