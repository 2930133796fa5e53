"""The history of a case: versions kept, what changed between any two, and the decision taken."""

from __future__ import annotations

from decision.history.changes import changes
from decision.history.decision_taken import against_advice
from decision.history.versions import (
    AFTER_RESULT,
    AfterResult,
    LateChange,
    Version,
    recorded,
    restored,
    versions,
    weights_after_result,
)

__all__ = [
    "AFTER_RESULT", "AfterResult", "LateChange", "Version", "against_advice", "changes", "recorded",
    "restored", "versions", "weights_after_result",
]  # fmt: skip
