"""Organisational-placement decision support: weigh options, explain, say what would change it.

>>> import decision
>>> model = decision.load_model(decision.shipped("criteria.yaml"))
>>> evaluation = decision.evaluate(model)
>>> sorted(evaluation.totals) == sorted(model.options)
True

How it is built
---------------
A model holds the question: options, criteria, facts and evidence. A case holds one site's
answers and weights. Everything else is computed from these two, in one direction::

    model, case -> scores -> totals -> verdict -> what would change it -> sentences
                -> charts, pages, Word, Excel

Each step is a function of frozen values, and none keeps anything between calls. Only `ui` and
`serving` know Streamlit. No document or page computes a result of its own.

The rooms, in the order of import. A room uses only those above it, and a test says so::

    errors.py       what can go wrong, and where
    numeric.py      the array type, when numbers tie, how many draws, which seed
    wording/        numbers as text; knows no model
    model/          what a model and a case may say; a case checked against its model
    files/          YAML in and out, with the place of each fault; drafts; files to start from
    tables/         a table of options and criteria as a model, and back
    acceptability/  how often each option wins over all weights, from arrays alone
    evaluation/     scores with reasons, weights, totals, draws, the verdict, the panel
    sensitivity/    which weights, answers and claims would change the answer; what to ask
    sentences/      the numbers in English
    engine.py       evaluate(), and everything known of one case
    checks/         faults of a model that a reader would call unfair; the conduct checklist
    compare/        many sites; two cases of one site
    history/        versions of a case, and what changed between them
    workshop/       blind rounds: the rules, the record on disk, and what comes out
    charts/         values as charts, each with a sentence and a table
    report/         the board paper, the workbook, the page and the pictures
    serving/        sockets, who may ask for what, the open workshop, the start of the server
    ui/             the pages of the app
    cli/            the command line

Beside them: `data/` holds the example cases and models, and `guide/` the pages of the guide. The
README shows which room uses which, in a picture that `python -m tests.pictures.architecture` makes.
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
    from decision.tables.from_model import from_frame, to_frame

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
    "from_frame",
    "load_case",
    "load_model",
    "shipped",
    "to_frame",
]

# Loaded on first use: a command that only finds a fault in a file never waits for numpy.
_HOMES = {
    "model.case": ("Case",),
    "files.documents": ("dump_case", "load_case", "load_model"),
    "files.shipped": ("examples", "shipped"),
    "tables.from_model": ("from_frame", "to_frame"),
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
