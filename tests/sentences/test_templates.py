"""The texts are whole, each is used, and nothing that a user typed is read as one."""

from __future__ import annotations

import re
from pathlib import Path
from string import Formatter
from typing import Any

import pytest

import decision
from decision.sentences import templates, what_would_change_it
from decision.sentences.explanation import explain
from decision.sentences.templates import exported, of
from tests.strategies import Written, evaluated

TEXTS = exported()
PACKAGE = Path(decision.__file__).parent
CODE = "".join(
    path.read_text("utf-8") for path in PACKAGE.rglob("*.py") if path != Path(templates.__file__)
)
NAMES = ("{one}", "{by} {0} {{x}}", "{one.__class__}", "{", "}", "%s $& $1 $`")
QUESTION = {
    "ask": "NAME is seen?",
    "who": "NAME lead",
    "key": True,
    "answers": {
        "yes": {"says": "NAME yes", "shifts": {"speed": {"move": 60}}, "warns": "NAME: mind it."},
        "no": {"says": "NAME no", "evidence": ["c1"]},
    },
}
MODEL: Written = {
    "title": "NAME title",
    "options": {
        "stay": {"name": "NAME stay"},
        "share": {
            "name": "NAME, shared",
            "falls-back-to": "stay",
            "needs": [{"fact": "one", "is": ["yes"]}],
        },
        "move": {"name": "NAME move"},
    },
    "criteria": {
        "speed": {
            "name": "NAME speed",
            "weight": 1,
            "evidence": ["c1"],
            "scores": {"stay": 50, "share": 55, "move": {"score": 40, "low": 30, "high": 60}},
        },
        "cost": {"name": "NAME cost", "weight": 1, "scores": {"stay": 40, "share": 50, "move": 45}},
    },
    "facts": {"one": QUESTION, "two": QUESTION},
    "gates": {"duty": {"says": "NAME duty"}},
    "what-ifs": {"without": {"says": "NAME left out", "leave-out": ["one"]}},
    "evidence": {"c1": {"says": "NAME claim", "by": "NAME author", "kind": "opinion"}},
}
CASE: Written = {
    "gates": {"duty": "unmet"},
    "overrides": [
        {"criterion": "cost", "option": "move", "score": 30, "because": "NAME why", "by": "NAME by"}
    ],
    "panel": [{"weights": {"speed": 1, "cost": 3}, "role": "NAME role"} for _ in range(4)],
}


def test_every_text_has_one_name_and_only_plain_fields() -> None:
    assert all(isinstance(text, str) and text for text in TEXTS.values())
    fields = [field for text in TEXTS.values() for _, field, *_ in Formatter().parse(text) if field]
    assert fields
    assert [field for field in fields if not re.fullmatch("[a-z]+", field)] == []
    assert not [name for name in TEXTS if not re.fullmatch(r"[A-Z_0-9]+(\.[a-z-]+)?", name)]


def test_every_text_is_used_in_a_sentence() -> None:
    names = {name.partition(".")[0] for name in TEXTS}
    assert [name for name in names if not re.search(rf"\b{name}\b", CODE)] == []


def test_a_table_and_a_pair_are_exported_by_their_keys() -> None:
    assert TEXTS["BEST.clear"] == templates.BEST["clear"]
    assert (TEXTS["ABOUT.one"], TEXTS["ABOUT.many"]) == templates.ABOUT
    assert TEXTS["THIN"] == templates.THIN
    assert "ABOUT" not in TEXTS


def test_one_thing_has_the_first_text_of_a_pair_and_none_has_the_other() -> None:
    one, many = templates.ABOUT
    assert [of(templates.ABOUT, count) for count in (0, 1, 2)] == [many, one, many]


def renamed(value: Any, name: str) -> Any:
    """Return a model or a case with every text of its own made of a name."""
    if isinstance(value, dict):
        return {key: renamed(one, name) for key, one in value.items()}
    if isinstance(value, list):
        return [renamed(one, name) for one in value]
    return value.replace("NAME", name) if isinstance(value, str) else value


def sentences(name: str, **answers: str) -> list[str]:
    evaluation = evaluated(renamed(MODEL, name), renamed(CASE | {"answers": answers}, name))
    robustness, told = evaluation.robustness, what_would_change_it
    return [
        *explain(evaluation.finding, robustness.ask_next),
        *told.doubts(robustness),
        told.answers(robustness),
        told.rests_on(robustness),
        *told.rests_on_speakers(robustness),
        told.weight_to_move(robustness),
        told.one_way(robustness),
        *told.weight_changes(robustness),
        told.ask_first(robustness),
        *told.what_ifs(robustness),
    ]


@pytest.mark.parametrize("answers", [{}, {"one": "yes"}, {"one": "no", "two": "yes"}])
@pytest.mark.parametrize("name", NAMES)
def test_a_name_that_reads_like_a_template_comes_out_as_it_stands(
    name: str, answers: dict[str, str]
) -> None:
    plain = sentences("Zz", **answers)
    assert sum("Zz" in sentence for sentence in plain) > 10
    said = sentences(name, **answers)
    # A duty inside a sentence begins with a small letter.
    assert said == [re.sub("[Zz]z", lambda _: name, sentence) for sentence in plain]
