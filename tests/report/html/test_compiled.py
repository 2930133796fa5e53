"""The model as the one file's script reads it: all of it, in order, and its random streams."""

from __future__ import annotations

import base64
import json
from typing import Any

import numpy as np

from decision.evaluation.score_draws import Drawing
from decision.evaluation.scores import score_table
from decision.model.decision_model import DecisionModel
from decision.numeric import SEED
from decision.report.html.compiled import as_json, compiled
from tests.shipped_model import MODEL
from tests.strategies import made

WRITTEN = compiled(MODEL)
KEYS = {key for key in WRITTEN if key.replace("-", "_") in DecisionModel.model_fields}


def test_a_model_read_back_from_it_is_the_same_model_but_for_the_rights() -> None:
    whole = MODEL.model_copy(update={"rights": {}})
    again = DecisionModel.model_validate({key: WRITTEN[key] for key in KEYS})
    dumped = [one.model_dump(warnings=False) for one in (again, whole)]
    assert dumped[0] == dumped[1]


def test_courses_and_the_pair_are_worked_out() -> None:
    assert WRITTEN["compare"] == ["radiology", "digital"]
    assert WRITTEN["course-of"] == dict(MODEL.course_of)
    assert set(WRITTEN["courses"]) == set(WRITTEN["course-names"]) == set(MODEL.courses)


def test_it_keeps_the_order_of_ids_that_are_numbers() -> None:
    model = made(
        {
            "title": "T",
            "options": {"2": {"name": "Two"}, "1": {"name": "One"}},
            "criteria": {"7": {"name": "C", "weight": 1, "scores": {"2": 1, "1": 2}}},
            "facts": {"f": {"ask": "?", "answers": {"9": {"says": "A"}, "3": {"says": "B"}}}},
        }
    )
    ids = compiled(model)["ids"]
    assert ids["options"] == ["2", "1"]
    assert ids["answers"] == {"f": ["9", "3"]}


def starts(within: dict[str, Any]) -> dict[str, str]:
    """Where each stream begins, by its ids joined."""
    found = {}
    for name, one in within.items():
        inner = {"": one} if isinstance(one, str) else starts(one)
        found |= {f"{name}/{rest}".rstrip("/"): start for rest, start in inner.items()}
    return found


def test_each_stream_begins_where_the_draws_of_the_engine_do() -> None:
    drawing = Drawing(score_table(MODEL), 3, SEED)
    for name, text in starts(WRITTEN["streams"]).items():
        start = base64.b64decode(text)
        state = drawing._stream(*name.split("/")).bit_generator.state["state"]
        assert int.from_bytes(start[:16], "little") == state["state"]
        assert int.from_bytes(start[16:], "little") == state["inc"]


def test_every_stream_that_a_case_draws_from_is_there() -> None:
    asked = set()

    class Watched(Drawing):
        def _stream(self, *ids: str) -> np.random.Generator:
            asked.add("/".join(ids))
            return super()._stream(*ids)

    drawing = Watched(score_table(MODEL), 2, SEED)
    drawing.totals(np.full(len(MODEL.criteria), 1 / len(MODEL.criteria)))
    fixed = {
        f"cell/{name}/{option}"
        for name, criterion in MODEL.criteria.items()
        for option, cell in criterion.cells.items()
        if cell.low == cell.high
    }
    assert asked - fixed <= set(starts(WRITTEN["streams"]))


def test_nothing_in_its_json_can_end_a_script_or_open_a_comment() -> None:
    written = as_json({"text": "</script><!-- & \u2028 é"})
    assert not set("<>&\u2028") & set(written)
    assert json.loads(written) == {"text": "</script><!-- & \u2028 é"}
