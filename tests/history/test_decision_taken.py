"""The decision taken, beside what the scoring puts first."""

from __future__ import annotations

from decision.history.decision_taken import against_advice
from tests.history.test_changes import MODEL
from tests.strategies import (
    evaluated,
)


def test_a_decision_against_the_figures_says_so() -> None:
    def said(option: str, **answers: str) -> str | None:
        return against_advice(
            evaluated(MODEL, {"answers": answers, "decision": {"option": option}})
        )

    # Totals: stay 48.75, move 51.25, part 65.
    assert said("part") is None
    assert said("move") == (
        "The decision is Move to Digital. The figures put “Move, in part” first of all options, "
        "about 14 points above it."
    )
    assert said("part", cover="no") == "As the facts stand, “Move, in part” can't be chosen."
    assert said("move", cover="no") is None
    assert "too close to call" not in (said("stay", cover="no") or "")
    assert against_advice(evaluated(MODEL)) is None


def test_a_near_or_level_decision_is_told_as_near() -> None:
    near = {"weights": {"gaps": 52}, "answers": {"cover": "no"}}
    said = against_advice(evaluated(MODEL, near | {"decision": {"option": "stay"}}))
    assert said is not None
    assert said.endswith("less than 2 points above it, which is too close to call.")
    level = near | {"weights": {"gaps": 50}}
    for option in ("stay", "move"):
        assert against_advice(evaluated(MODEL, level | {"decision": {"option": option}})) is None
