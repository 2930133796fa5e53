"""A model as the one plain JSON object that the one file's script reads."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import numpy as np

from decision.model.case import CONDUCT
from decision.model.cells import Amount
from decision.model.decision_model import DecisionModel
from decision.numeric import SEED
from decision.sentences.templates import exported

KINDS = ("options", "criteria", "facts", "gates", "what-ifs", "evidence")


def compiled(model: DecisionModel) -> dict[str, Any]:
    """Return a model by the keys of criteria.yaml, with what the script needs worked out.

    Keys left out, empty or at their default are left out here, and `rights`, which no result
    needs; a bare score is `{score: 50}`.

    Besides: `fingerprint`, `courses` (forms by head), `course-of`, `course-names`, `compare` (both
    always), `ids` (the ids in file order of each mapping that has a number for an id, which
    JavaScript would put first; of `answers` and `items` by fact), `conduct` (the points of the
    checklist), `sentences` (the templates by name) and `streams` (where each random stream
    begins, by the ids of it).
    """
    facts = model.facts.items()
    written = model.model_dump(
        mode="json", by_alias=True, exclude={"rights"}, exclude_defaults=True, warnings=False
    )
    return written | {
        "fingerprint": model.fingerprint,
        "courses": {head: list(forms) for head, forms in model.courses.items()},
        "course-of": dict(model.course_of),
        "course-names": {head: model.course_name(head) for head in model.courses},
        "compare": list(model.pair),
        "ids": _numbered({kind: written.get(kind, ()) for kind in KINDS})
        | {
            "answers": _numbered({name: fact.answers for name, fact in facts}),
            "items": _numbered({name: fact.items for name, fact in facts}),
        },
        "conduct": list(CONDUCT),
        "sentences": exported(),
        "streams": _starts(model),
    }


def _numbered(mappings: Mapping[str, Iterable[str]]) -> dict[str, list[str]]:
    return {name: [*ids] for name, ids in mappings.items() if any(map(str.isdigit, ids))}


def as_json(value: Any) -> str:
    """Return compact JSON that can stand in an HTML script element of any type."""
    written = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":  # what could end the element, or a line of a script
        written = written.replace(character, f"\\u{ord(character):04x}")
    return written


def start_of_stream(*ids: str) -> str:
    """Return where the random stream of a cell, a fact or an item begins, for PCG64.

    Its state and its increment (128 bits each), as little-endian bytes in Base64.
    """
    digest = hashlib.sha256("/".join((str(SEED), *ids)).encode()).digest()
    start = np.random.PCG64(int.from_bytes(digest[:16], "big")).state["state"]
    both = (start[key].to_bytes(16, "little") for key in ("state", "inc"))
    return base64.b64encode(b"".join(both)).decode()


def _starts(model: DecisionModel) -> dict[str, Any]:
    """Return where each stream begins, in mappings of mappings: no id is written twice."""
    starts: dict[str, Any] = {}
    for ids in _streams(model):
        place = starts
        for one in ids[:-1]:
            place = place.setdefault(one, {})
        place[ids[-1]] = start_of_stream(*ids)
    return starts


def _streams(model: DecisionModel) -> Iterator[tuple[str, ...]]:
    """Yield the ids of every stream that some case of a model can draw from."""
    for name, criterion in model.criteria.items():
        for option, cell in criterion.cells.items():
            # A case's own amount may have a range where the model's has none.
            if isinstance(cell, Amount) or cell.low != cell.high:
                yield "cell", name, option
    for name, fact in model.facts.items():
        yield "fact", name
        yield "dispute", name
        if model.shift_spread:
            yield "spread", name
        for item in fact.items:
            yield "item", name, item
