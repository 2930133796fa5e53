"""The one file's script says what Python says, to the letter; see `compare_sentences`."""

from __future__ import annotations

import pytest

from tests.report.html.compare_sentences import Compared, small
from tests.report.html.random_cases import Written, cases, models
from tests.sentences.test_templates import CASE, MODEL, NAMES, renamed
from tests.strategies import PART, made

MODELS = models()
COUNT = int(30 * PART)  # cases of each model
ASKED = {"ask": "Is it so?", "answers": {"yes": {"says": "Yes"}, "no": {"says": "No"}}}
NEEDS = [{"fact": "f", "is": ["yes"]}, {"fact": "g", "is": ["yes"]}]
# Forms that are level, options that need two facts, and a panel whose two means part.
RARE = made(
    {
        "title": "Rare",
        "options": {
            "a": {"name": "Option A"},
            "a2": {"name": "Option A2", "falls-back-to": "a", "needs": NEEDS},
            "b": {"name": "Option B"},
            "c": {"name": "Option C", "needs": NEEDS},
        },
        "criteria": {
            "x": {"name": "X", "weight": 1, "scores": {"a": 90, "a2": 90, "b": 10, "c": 0}},
            "y": {"name": "Y", "weight": 1, "scores": {"a": 10, "a2": 10, "b": 90, "c": 0}},
        },
        "facts": {"f": ASKED, "g": ASKED},
    }
)
SOME, OTHERS = {"x": 80, "y": 20}, {"x": 0, "y": 100}
PANEL = [
    *({"weights": SOME, "role": "Radiologist"} for _ in range(20)),
    *({"weights": OTHERS, "role": "Manager"} for _ in range(4)),
    *({"weights": OTHERS, "role": "IT lead"} for _ in range(4)),
]
RARE_CASES: list[Written] = [
    {"answers": {"f": "yes"}},
    {
        "answers": {"f": "yes"},
        "answered-by": {"f": "Manager"},
        "disputed": {"f": {"by": "Radiologist", "says": "no", "because": "Seen twice."}},
    },
    {"answers": {"f": "yes", "g": "yes"}},
    {"answers": {"f": "yes", "g": "no"}, "weights": SOME, "weights-by": "panel-median"},
    {"panel": PANEL},
    {"panel": PANEL[:20]},
]


@pytest.mark.parametrize("name", MODELS)
def test_every_sentence_of_a_random_case_is_pythons(name: str) -> None:
    found = Compared().add(MODELS[name], list(cases(MODELS[name], 2, COUNT)))
    assert found.counts["explanation"] > 4 * COUNT
    assert found.differing == []


def test_every_sentence_of_a_small_model_is_pythons() -> None:
    found = Compared()
    for model, case in small(2, COUNT):
        found.add(model, [case])
    assert found.differing == []


@pytest.mark.parametrize("name", NAMES)
def test_a_name_that_reads_like_a_template_comes_out_as_it_stands(name: str) -> None:
    answers: tuple[dict[str, str], ...] = ({}, {"one": "yes"}, {"one": "no", "two": "yes"})
    given = [renamed(CASE | {"answers": one}, name) for one in answers]
    assert Compared().add(made(renamed(MODEL, name)), given).differing == []


def test_sentences_that_chance_seldom_calls_for_are_pythons() -> None:
    found = Compared().add(RARE, RARE_CASES)
    assert found.differing == []
    rare = {
        "LEVEL",
        "DEPENDS.many",
        "ONCE_SETTLED.many",
        "MEANS_PART",
        "AGREED_WEIGHTS.panel-median",
        "DISPUTE_WHY",
    }
    assert rare - found.used == set()
