"""The guide's page of Python functions, made from their docstrings: `python -m tests.guide.api`."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import decision
from decision import acceptability, evaluation, sensitivity

PAGE = Path(__file__).parents[2] / "decision" / "guide" / "python.md"
HEAD = """# Python functions

Each example here runs as a test. The docstrings say more: type `help(decision.evaluate)`.
"""
PARTS: dict[str, tuple[Callable[..., Any], ...]] = {
    "## Read, evaluate, write": (
        decision.load_model,
        decision.load_case,
        decision.evaluate,
        decision.dump_case,
        decision.shipped,
        decision.examples,
    ),
    "## Tables": (decision.from_frame, decision.to_frame),
    "## Arrays": (
        evaluation.totals,
        acceptability.win_probability,
        acceptability.sample_weights,
        acceptability.rank_acceptability,
        sensitivity.switching_points,
        sensitivity.cheapest_flip,
    ),
}
ROOMS = {"evaluation": evaluation, "acceptability": acceptability, "sensitivity": sensitivity}


def page() -> str:
    """Return the page's text: each function's call, first sentence and example."""
    parts = [HEAD]
    for heading, functions in PARTS.items():
        parts += [heading, "", *(_entry(one) for one in functions)]
    return "\n".join(parts).rstrip() + "\n"


def _entry(function: Callable[..., Any]) -> str:
    doc = inspect.getdoc(function) or ""
    room = next((f"{name}." for name, each in ROOMS.items() if function in vars(each).values()), "")
    names = ", ".join(
        name if one.default is inspect.Parameter.empty else f"{name}={one.default!r}"
        for name, one in inspect.signature(function).parameters.items()
    )
    says = " ".join(doc.partition("\n\n")[0].split())
    example = re.search(r"(?ms)^>>> .*", doc)
    lines = [f"**`decision.{room}{function.__name__}({names})`**  ", says, ""]
    if example:
        code = f">>> from {function.__module__} import {function.__name__}\n{example[0].rstrip()}"
        lines += ["```python", code, "", "```", ""]
    return "\n".join(lines)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
