"""Organisational-placement decision support: weigh options, explain, say what would change it.

>>> import decision
>>> model = decision.load_model(decision.shipped("criteria.yaml"))
>>> evaluation = decision.evaluate(model)
>>> sorted(evaluation.totals) == sorted(model.options)
True
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from decision.engine import Evaluation, evaluate
    from decision.errors import (
        CaseError,
        DecisionError,
        DocumentError,
        Fault,
        ModelError,
        OutputError,
        WeightsError,
    )
    from decision.evaluation.additive import Standing
    from decision.files.documents import dump_case, load_case, load_model
    from decision.files.shipped import examples, shipped
    from decision.model.case import Case
    from decision.model.decision_model import DecisionModel
    from decision.sensitivity.robustness import Robustness

__all__ = [
    "Case",
    "CaseError",
    "DecisionError",
    "DecisionModel",
    "DocumentError",
    "Evaluation",
    "Fault",
    "ModelError",
    "OutputError",
    "Robustness",
    "Standing",
    "WeightsError",
    "__version__",
    "dump_case",
    "evaluate",
    "examples",
    "load_case",
    "load_model",
    "shipped",
]

# Loaded on first use: a command that only finds a fault in a file never waits for numpy.
_HOMES = {
    "model.case": ("Case",),
    "files.documents": ("dump_case", "load_case", "load_model"),
    "files.shipped": ("examples", "shipped"),
    "engine": ("Evaluation", "evaluate"),
    "evaluation.additive": ("Standing",),
    "sensitivity.robustness": ("Robustness",),
    "errors": (
        "CaseError",
        "DecisionError",
        "DocumentError",
        "Fault",
        "ModelError",
        "OutputError",
        "WeightsError",
    ),
    "model.decision_model": ("DecisionModel",),
}


def __getattr__(name: str) -> Any:
    if name == "__version__":
        from importlib import metadata  # half of what `import decision` takes

        return metadata.version("pacs-placement")
    for home, names in _HOMES.items():
        if name in names:
            return getattr(importlib.import_module(f"decision.{home}"), name)
    raise AttributeError(f"module 'decision' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
