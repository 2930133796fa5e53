"""The script of the one file: functions of `script/*.js` joined in one scope."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from decision.model.decision_model import DecisionModel
from decision.report.html.compiled import as_json, compiled

FOLDER = Path(__file__).parent / "script"
# In the order in which their constants are made; functions may call each other either way.
ENGINE = (
    "numbers",
    "random",
    "readings",
    "effects",
    "scores",
    "weights",
    "standing",
    "states",
    "draws",
    "answer",
    "changes",
    "reversals",
    "course_flip",
    "information",
    "evaluation",
    "words",
    "sentences",
    "what_would_change_it",
    "file_text",
    "yaml_scalars",
    "yaml_tree",
    "yaml",
    "yaml_write",
    "suggestions",
    "case_values",
    "case",
    "ballot",
)
PAGE = (
    "elements",
    "charts",
    "page",
    "page_questions",
    "page_more",
    "page_weights",
    "page_result",
    "page_change",
    "page_file",
    "page_ballot",
    "proof",
)


def engine(model: DecisionModel, names: Iterable[str] = ()) -> str:
    """Return a script without a page, which defines `decision` and runs in Node too.

    Args:
        model: what it evaluates cases of.
        names: functions of the script to put into `decision` besides.
    """
    public = f"globalThis.decision = {{ {', '.join(('evaluate', *names))} }};"
    return _joined(ENGINE, json.dumps(as_json(compiled(model))), public)


def page() -> str:
    """Return the script of the page; it reads the model from the element `model`.

    So no text of a model is ever script, and the script is the same for every model. It ends by
    calling `start`, which defines `decision`.
    """
    return _joined((*ENGINE, *PAGE), 'document.getElementById("model").textContent', "start();")


def _joined(files: Iterable[str], model: str, ending: str) -> str:
    return "\n".join(
        (
            '"use strict";',
            "(function () {",
            f"const model = readModel({model});",
            *(_kept(name) for name in files),
            ending,
            "})();",
            "",
        )
    )


@cache
def _kept(name: str) -> str:
    """Return a file of the script without comments and indents, a sixth of its length."""
    path = FOLDER / f"{name}.js"
    lines = (path.read_text("utf-8") if path.exists() else "").split("\n")
    bare = (line.strip() for line in lines)
    return "\n".join(line for line in bare if line and not line.startswith("//"))
