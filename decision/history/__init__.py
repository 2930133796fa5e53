"""The history of a case: versions kept, what changed between any two, and the decision taken."""

from __future__ import annotations

from decision.history.differences import changes
from decision.history.record import (
    AFTER_RESULT,
    AfterResult,
    LateChange,
    Version,
    recorded,
    restored,
    versions,
    weights_after_result,
)
from decision.history.taken import against_advice

__all__ = [
    "AFTER_RESULT",
    "AfterResult",
    "LateChange",
    "Version",
    "against_advice",
    "changes",
    "recorded",
    "restored",
    "versions",
    "weights_after_result",
]
